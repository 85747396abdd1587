"""People and activities the record says are over: case managers, partners, mentors, clubs, jobs."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from domain.flags.lexicon import pattern, words
from domain.flags.mentions import Mention, Name, find, name_of, shared_words, telling, titled
from domain.flags.orders import ORDERS
from domain.flags.places import NEGATED
from domain.flags.reading import Sentence
from domain.flags.record import Ended, Stay, current
from domain.flags.roles import OF_THE_CHILD, by_role
from domain.flags.statement import Held, Outdated, flag, say
from domain.flags.verbs import NONE, PAST, PERFECT, SUPPOSED

_POSTS = words("people", "other_posts")
_OVER = pattern("ties", "over")
_OVER_THEN = pattern("ties", "over_then")
_STRONG = pattern("ties", "strong")
_CLOSING = pattern("ties", "closing")
_WORKER = pattern("ties", "worker")
_ONGOING = pattern("ties", "ongoing")
_KIN = pattern("ties", "kin")
_KIN_FIRST = pattern("ties", "kin_first")
_INDEFINITE = re.compile(r"\b(?:a|an|another)\s+(?:mr|mrs|ms|miss)\.?\s*$")
_OTHER_POST = re.compile(rf"\b(?:{'|'.join(map(re.escape, sorted(_POSTS)))}|no relation)\b")
_ANOTHER = re.compile(r"\b(?:a|an|another|other|called|named|nicknamed)\s$")
_PLACE_AFTER = pattern("ties", "place_after")
_OF_THEIRS = pattern("ties", "of_theirs")
_PROTECTED = pattern("ties", "protected")
_COMPANY = pattern("ties", "company")
_OFFENCE = re.compile(r"\b(?:co-d|offen[cs]e|arrest\w*)\b")
_COMPANIONS = words("ties", "companions")
_DOINGS = words("ties", "doings")
_SHORT_WORDS = words("ties", "short_words")


def previous_manager(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """A case manager who has handed over, named as the one in charge."""
    for manager, name, initials in _former(held):
        found = find(sentence, name, person=True)
        from_before = held.from_before(sentence, manager.until)
        if found is None and from_before and initials:
            m = initials.search(sentence.plain)
            found = Mention(m.start(), m.end(), "part") if m else None
        if found and _in_charge(sentence, found, manager, from_before=from_before):
            span = sentence.clause_span(found.start)
            why = f"{manager.name} was case manager until {say(manager.until)}"
            yield flag(sentence, span.start, max(span.end, found.end), "previous_manager", why)
            return


@lru_cache(maxsize=8)
def _former(held: Held) -> tuple[tuple[Stay, Name, re.Pattern[str] | None], ...]:
    """The managers of before, how each is named, and the initials if nobody shares them."""
    now = current(held.record.managers, held.now)
    kept = [m.name for m in now] + [held.record.first_name, held.record.surname]
    shared = shared_words(kept)
    over = [m for m in held.record.managers if m.over_by(held.now)]
    over = [m for m in over if all(m.name != n.name for n in now)]
    whole = [m.name for m in now] + [f"{held.record.first_name} {held.record.surname}"]
    taken = frozenset(_initials(n) for n in whole)
    return tuple(
        (m, name_of(m.name, shared, person=True), _initials_pattern(m.name, taken)) for m in over
    )


def _initials(name: str) -> str:
    return "".join(t[0] for t in name.split() if t[0].isupper())


@lru_cache(maxsize=512)
def _initials_pattern(name: str, taken: frozenset[str]) -> re.Pattern[str] | None:
    letters = _initials(name)
    if len(letters) < 2 or letters in taken or letters.lower() in _SHORT_WORDS:
        return None
    return re.compile(rf"(?<![\w.]){'[.]?'.join(letters)}(?!\w)")


def _in_charge(sentence: Sentence, found: Mention, manager: Stay, *, from_before: bool) -> bool:
    if not _today(sentence, found, from_before=from_before):
        return False
    if not sentence.carried and not _WORKER.search(sentence.low):
        return False
    if _KIN.search(sentence.low[: found.start]):
        return False
    if found.strength == "surname":
        before = sentence.low[max(0, found.start - 12) : found.start]
        if _INDEFINITE.search(before) or _namesake(sentence):
            return False
        return titled(sentence, found) or sentence.carried or bool(_WORKER.search(sentence.low))
    if found.strength == "part" and not from_before:
        after = sentence.plain[found.end :]
        surname = manager.name.split()[-1]
        if re.match(r"\s+(?!of\b)[A-Z][a-z]+", after) and surname not in after[:25]:
            return False  # another Lisa: a surname follows that is not hers
        return not _namesake(sentence)
    return True


def _namesake(sentence: Sentence) -> bool:
    """Whether the sentence gives the name to another post: 'his nurse, a Mr Haslam'."""
    return bool(_OTHER_POST.search(sentence.low))


def _today(sentence: Sentence, found: Mention, *, from_before: bool) -> bool:
    """Whether the words tell of now. from_before: the perfect counts, and closing words only near
    the name; fresh words must say it in the present, with nothing that closes in them."""
    if sentence.in_quotes(found.start) and not from_before:
        return False
    time = sentence.time_at(found.start)
    if time in (PAST, SUPPOSED) or _STRONG.search(sentence.low):
        return False
    if time is PERFECT and not from_before and not _ONGOING.search(sentence.low):
        return False
    if not from_before and (_past_only(sentence) or _CLOSING.search(sentence.low)):
        return False
    span = sentence.clause_span(found.start)
    if from_before:
        return not _OVER_THEN.search(sentence.low[max(0, span.start - 12) : span.end + 15])
    return not _OVER.search(sentence.low[max(0, span.start - 12) : span.end + 40])


def _past_only(sentence: Sentence) -> bool:
    """Whether the sentence has verbs, and none of them of now or of what is to come."""
    times = {v.time for v in sentence.verbs}
    return bool(times) and times <= {PAST, SUPPOSED}


def historic_as_current(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """A tie or activity that has ended, told as one that goes on."""
    for tie, name in _over(held):
        from_before = held.from_before(sentence, tie.on)
        named, meant = _find_tie(sentence, tie, name), None
        if from_before:
            meant = by_role(held, sentence, tie) or _by_initials(tie, sentence)
        for found in (named, meant):
            if not found or not _goes_on(held, sentence, found, tie, from_before=from_before):
                continue
            span = sentence.clause_span(found.start)
            why = f"{tie.what} ({tie.name}) ended {say(tie.on)}"
            yield flag(sentence, span.start, max(span.end, found.end), "historic_as_current", why)
            break


@lru_cache(maxsize=8)
def _over(held: Held) -> tuple[tuple[Ended, Name], ...]:
    """The ties that have ended, and how each is named."""
    record = held.record
    shared = shared_words(
        [s.name for s in current(record.schools, held.now)]
        + [m.name for m in record.managers]
        + [h.name for h in record.homes]
        + [record.first_name, record.surname, *record.relatives]
    )
    over = [t for t in record.ended if t.on <= held.now and t.what.lower() not in ORDERS]
    return tuple((t, name_of(t.name, shared)) for t in over)


def _by_initials(tie: Ended, sentence: Sentence) -> Mention | None:
    """`LB` for the girlfriend of the record."""
    letters = _initials_pattern(tie.name, frozenset()) if len(tie.name.split()) > 1 else None
    m = letters.search(sentence.plain) if letters else None
    return Mention(m.start(), m.end(), "part") if m else None


def _find_tie(sentence: Sentence, tie: Ended, name: Name) -> Mention | None:
    if not telling(tie.name):
        found = name.full.search(sentence.plain) or _loose(sentence, tie)
        return Mention(found.start(), found.end(), "full") if found else None
    mention = find(sentence, name)
    if mention is None and (doing := _lower_words(tie)):
        plain = _plural(doing).search(sentence.low)
        return Mention(plain.start(), plain.end(), "part") if plain else None
    if mention and mention.strength != "full" and _PLACE_AFTER.match(sentence.low, mention.end):
        return None
    return mention


@lru_cache(maxsize=256)
def _plural(doing: str) -> re.Pattern[str]:
    return re.compile(rf"\b{doing}s?\b")


@lru_cache(maxsize=256)
def _lower_words(tie: Ended) -> str:
    """`paper round` of "paper round for Eyre's": what it was, if it is told in two small words."""
    if tie.what.lower() not in _DOINGS:
        return ""
    m = re.match(r"(?:the |a |his |her )?([a-z]+ [a-z]+) (?:for|at|with|in)\b", tie.name)
    return m.group(1) if m else ""


def _loose(sentence: Sentence, tie: Ended) -> re.Match[str] | None:
    """`boxing` for 'a boxing course': the words of an activity whose name has none of its own."""
    said = _activity(tie.name)
    return said.search(sentence.plain) if said else None


@lru_cache(maxsize=256)
def _activity(name: str) -> re.Pattern[str] | None:
    tokens = [t for t in re.findall(r"[a-z]+", name.lower()) if t not in ("a", "the", "an", "of")]
    if len(tokens) < 2:
        return None
    return re.compile(r"\b" + r"\s+(?:\w+\s+)?".join(map(re.escape, tokens)) + r"\b", re.I)


def _goes_on(
    held: Held, sentence: Sentence, found: Mention, tie: Ended, *, from_before: bool
) -> bool:
    if not _today(sentence, found, from_before=from_before):
        return False
    after = sentence.low[found.end :]
    if (
        _PROTECTED.search(sentence.low)
        or _OF_THEIRS.match(after)
        or _someone_elses(held, sentence, found)
    ):
        return False
    person = tie.what.lower() in _COMPANIONS
    time = sentence.time_at(found.start)
    if not from_before and (
        time is NONE or not _COMPANY.search(sentence.low) or NEGATED.search(sentence.low)
    ):
        return False
    if person and time is NONE:
        return bool(_COMPANY.search(sentence.low)) and not _OFFENCE.search(sentence.low)
    return True


def _someone_elses(held: Held, sentence: Sentence, found: Mention) -> bool:
    """`His brother boxes at Farnworth`, `Mum never liked Leah`: another is the subject."""
    before = [p for p in held.cast.people(sentence) if sentence.words[p.at].end < found.start - 1]
    rest = {w.low for w in sentence.words[1:]} & OF_THE_CHILD
    if not before or rest or any(p.child for p in before):
        return False
    return before[0].at == 0 or _KIN_FIRST.match(sentence.low) is not None


def wrong_person(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """The name of the child whose section was taken over, left standing in another child's."""
    name = held.other_child
    known = {held.record.first_name, held.record.surname, *held.record.relatives}
    known |= {t for e in held.record.ended for t in e.name.split()}
    if not name or name in known:
        return
    for m in re.finditer(rf"(?<!\w){re.escape(name)}(?![\w-])", sentence.plain):
        if _ANOTHER.search(sentence.low[: m.start()]):
            continue
        yield flag(
            sentence,
            m.start(),
            m.end(),
            "wrong_person",
            f"the record is that of {held.record.first_name}",
        )
        return
