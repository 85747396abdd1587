"""People and activities the record says are over: case managers, partners, mentors, clubs, jobs."""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.flags.lexicon import pattern, words
from domain.flags.mentions import Mention, find, name_of, shared_words, telling, titled
from domain.flags.reading import Sentence
from domain.flags.record import Ended, Stay, current
from domain.flags.statement import Held, Outdated, flag, say
from domain.flags.verbs import NONE, PAST, PERFECT, SUPPOSED

_POSTS = words("people", "other_posts")
_OVER = pattern("ties", "over")
_STRONG = pattern("ties", "strong")
_WORKER = pattern("ties", "worker")


def previous_manager(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """A case manager who has handed over, named as the one in charge."""
    now = current(held.record.managers, held.now)
    shared = shared_words([m.name for m in now] + [held.record.first_name, held.record.surname])
    for manager in held.record.managers:
        if not manager.over_by(held.now) or any(manager.name == m.name for m in now):
            continue
        found = find(sentence, name_of(manager.name, shared, person=True), person=True)
        if found and _in_charge(sentence, found, manager):
            span = sentence.clause_span(found.start)
            why = f"{manager.name} was case manager until {say(manager.until)}"
            yield flag(sentence, span.start, max(span.end, found.end), "previous_manager", why)
            return


def _in_charge(sentence: Sentence, found: Mention, manager: Stay) -> bool:
    if not _today(sentence, found, carried=True):
        return False
    if not sentence.carried and not _WORKER.search(sentence.low):
        return False
    if found.strength == "surname":
        before = sentence.low[max(0, found.start - 12) : found.start]
        if re.search(r"\b(?:a|an|another)\s+(?:mr|mrs|ms|miss)\.?\s*$", before) or _namesake(
            sentence
        ):
            return False
        if not titled(sentence, found) and not sentence.carried:
            return bool(_WORKER.search(sentence.low))
    elif found.strength == "part" and not sentence.carried:
        after = sentence.plain[found.end :]
        if (
            re.match(r"\s+(?!of\b)[A-Z][a-z]+", after)
            and manager.name.split()[-1] not in after[:25]
        ):
            return False  # another Lisa: a surname follows that is not hers
        if _namesake(sentence):
            return False
    return True


def _namesake(sentence: Sentence) -> bool:
    """Whether the sentence gives the name to another post: 'his nurse, a Mr Haslam'."""
    return (
        any(re.search(rf"\b{re.escape(p)}\b", sentence.low) for p in _POSTS)
        or "no relation" in sentence.low
    )


def _today(sentence: Sentence, found: Mention, *, carried: bool = False) -> bool:
    """Whether the words tell of now. carried: the perfect counts in text taken over."""
    if sentence.in_quotes(found.start) and not sentence.carried:
        return False
    time = sentence.time_at(found.start)
    if time in (PAST, SUPPOSED):
        return False
    ongoing = re.search(
        r"\bbeen (?:with|seeing|going|friends|together|in|a|his|her|working)\b", sentence.low
    )
    if time is PERFECT and not ongoing and not (carried and sentence.carried):
        return False
    span = sentence.clause_span(found.start)
    near = sentence.plain[max(0, span.start - 12) : span.end + 40]
    return not _OVER.search(near) and not _STRONG.search(sentence.plain)


_PLACE_AFTER = pattern("ties", "place_after")
_ORDERS = frozenset({"order", "bail", "remand", "licence", "curfew"})
_COMPANY = pattern("ties", "company")


def historic_as_current(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """A tie or activity that has ended, told as one that goes on."""
    for tie in held.record.ended:
        if tie.on > held.now or tie.what.lower() in _ORDERS:
            continue
        found = _find_tie(held, sentence, tie)
        if found and _goes_on(sentence, found, tie):
            span = sentence.clause_span(found.start)
            why = f"{tie.what} ({tie.name}) ended {say(tie.on)}"
            yield flag(sentence, span.start, max(span.end, found.end), "historic_as_current", why)


def _find_tie(held: Held, sentence: Sentence, tie: Ended) -> Mention | None:
    shared = shared_words(
        [s.name for s in current(held.record.schools, held.now)]
        + [m.name for m in held.record.managers]
        + [h.name for h in held.record.homes]
        + [held.record.first_name, held.record.surname, *held.record.relatives]
    )
    name = name_of(tie.name, shared)
    if not telling(tie.name):
        found = name.full.search(sentence.plain) or _loose(sentence, tie)
        return Mention(found.start(), found.end(), "full") if found else None
    mention = find(sentence, name)
    if mention is None and (doing := _lower_words(tie)):
        plain = re.search(rf"\b{doing}s?\b", sentence.plain)
        return Mention(plain.start(), plain.end(), "part") if plain else None
    if mention and mention.strength != "full" and _PLACE_AFTER.match(sentence.plain, mention.end):
        return None
    return mention


def _lower_words(tie: Ended) -> str:
    """`paper round` of "paper round for Eyre's": what it was, if it is told in two small words."""
    if tie.what.lower() not in (
        "job",
        "employment",
        "activity",
        "work",
        "training",
        "club",
        "hobby",
    ):
        return ""
    m = re.match(r"(?:the |a |his |her )?([a-z]+ [a-z]+) (?:for|at|with|in)\b", tie.name)
    return m.group(1) if m else ""


def _loose(sentence: Sentence, tie: Ended) -> re.Match[str] | None:
    """`boxing` for 'a boxing course': the words of an activity whose name has none of its own."""
    tokens = [
        t for t in re.findall(r"[a-z]+", tie.name.lower()) if t not in ("a", "the", "an", "of")
    ]
    if len(tokens) < 2:
        return None
    return re.search(
        r"\b" + r"\s+(?:\w+\s+)?".join(map(re.escape, tokens)) + r"\b", sentence.plain, re.I
    )


def _goes_on(sentence: Sentence, found: Mention, tie: Ended) -> bool:
    if not _today(sentence, found):
        return False
    time = sentence.time_at(found.start)
    if tie.what.lower() in ("friend", "associate", "co-defendant", "peer") and time is NONE:
        return bool(_COMPANY.search(sentence.low)) and not re.search(
            r"\b(?:co-d|offen[cs]e|arrest\w*)\b", sentence.low
        )
    of_theirs = r"'s\s+(?:family|parents|brother|sister|cousin|house)"
    return not re.match(of_theirs, sentence.low[found.end :])


def wrong_person(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """The name of the child whose section was taken over, left standing in another child's."""
    name = held.other_child
    known = {held.record.first_name, held.record.surname, *held.record.relatives}
    known |= {t for e in held.record.ended for t in e.name.split()}
    if not name or name in known:
        return
    for m in re.finditer(rf"(?<!\w){re.escape(name)}(?!\w)", sentence.plain):
        yield flag(
            sentence,
            m.start(),
            m.end(),
            "wrong_person",
            f"the record is that of {held.record.first_name}",
        )
        return
