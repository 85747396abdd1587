"""Schools and places that the record says were left, told as if the child were still there."""

from __future__ import annotations

import re
from collections.abc import Iterator
from functools import lru_cache

from domain.flags.lexicon import pattern, words
from domain.flags.mentions import Mention, Name, find, name_of, shared_words
from domain.flags.reading import Sentence
from domain.flags.record import Stay, current
from domain.flags.statement import Held, Outdated, flag, say
from domain.flags.verbs import NONE, PAST, PERFECT, PRESENT, SUPPOSED, Time

_CLOSED = pattern("places", "closed")
_CLOSED_THEN = pattern("places", "closed_then")
_CLOSED_FRESH = pattern("places", "closed_fresh")
NEGATED = re.compile(r"\b(?:not|never|wont|cant|dont|cannot)\b|n't\b")
_ELSEWHERE = pattern("places", "elsewhere")
_BESIDE = pattern("places", "beside")
_NAMESAKE = pattern("places", "namesake")
_EVENT = pattern("places", "event")
SOURCES = pattern("places", "sources")
_OTHERS = pattern("places", "others")
_KINDS = words("places", "kinds")
_SORTS = words("places", "sorts")
_HAS_TO = frozenset(["have", "has", "need", "needs", "want", "wants"])
_STAFF = words("places", "staff")


def old_school(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """A school left before this version, spoken of as the child's school."""
    for school, name, initials in _left(held):
        from_before = held.from_before(sentence, school.until)
        found = find(sentence, name)
        if found is None and from_before:
            found = _by_kind(sentence, school, held, initials)
        if found and _at_school(held, sentence, found, from_before=from_before):
            why = f"left {school.name} {say(school.until)}"
            yield flag(sentence, *around(sentence, found), "old_school", why)
            return


def _by_kind(
    sentence: Sentence, school: Stay, held: Held, initials: re.Pattern[str] | None
) -> Mention | None:
    """The school by its initials, or as `the Academy` when the present one is none."""
    m = initials.search(sentence.plain) if initials else None
    clipped = _clipped(school.name)
    m = m or (clipped.search(sentence.plain) if clipped else None)
    now = " ".join(s.name.lower() for s in current(held.record.schools, held.now))
    for kind in () if m else _KINDS & set(school.name.lower().split()):
        if kind not in now:
            m = m or re.search(rf"\b(?:the|his|her) {kind}\b(?: school)?", sentence.low)
    return Mention(m.start(), m.end(), "part") if m else None


@lru_cache(maxsize=8)
def _left(held: Held) -> tuple[tuple[Stay, Name, re.Pattern[str] | None], ...]:
    """The schools left, how each is named, and its initials if no present school has them."""
    record = held.record
    now = current(record.schools, held.now)
    places = [h.name.split(",", 1)[-1] for h in record.homes if "," in h.name]
    shared = shared_words([s.name for s in now] + [record.first_name, record.surname, *places])
    over = [s for s in record.schools if s.over_by(held.now)]
    over = [s for s in over if all(s.name != n.name for n in now)]
    taken = {_initials(n.name) for n in now}
    return tuple((s, name_of(s.name, shared), _initialled(s.name, taken)) for s in over)


def _initials(name: str) -> str:
    return "".join(w[0] for w in re.findall(r"[A-Za-z]+", name) if w[0].isupper())


@lru_cache(maxsize=256)
def _clipped(name: str) -> re.Pattern[str] | None:
    """`St C's` or `St Cyp's` for St Cyprian's, `the Brow` for Calder Brow High School."""
    own = re.findall(r"[A-Z][\w']+", name)
    if own[:1] in (["St"], ["Saint"]) and len(own) > 1:
        cut = "|".join(own[1][:n] for n in range(5, 0, -1))
        return re.compile(rf"(?<!\w)(?:St|Saint)\.? (?:{cut})(?:'?s)?(?!\w)")
    plain = [w for w in own if w.lower() not in _KINDS | _SORTS]
    return re.compile(rf"\b[Tt]he {re.escape(plain[-1])}\b(?! [A-Z])") if len(plain) > 1 else None


def _initialled(name: str, taken: set[str]) -> re.Pattern[str] | None:
    letters = _initials(name)
    if len(letters) < 3 or letters in taken:
        return None
    return re.compile(rf"(?<!\w){letters}(?!\w)")


def _at_school(held: Held, sentence: Sentence, found: Mention, *, from_before: bool) -> bool:
    """Whether the mention says that the child goes there: not a brother's school."""
    time = time_of(sentence, found, from_before=from_before)
    been = time is PERFECT and sentence.carried and not _CLOSED.search(sentence.low)
    if not been and not holds(sentence, found, from_before=from_before):
        return False
    if not from_before and compared(sentence, found):
        return False
    if SOURCES.match(sentence.low) or (
        _EVENT.search(sentence.low[: found.start]) and not _daily(sentence)
    ):
        return False
    if _BESIDE.search(sentence.low[: found.start]) or _OTHERS.search(sentence.low[: found.start]):
        return False
    child = {"him", "her", "his", held.record.first_name.lower()}
    rest = {w.low for w in sentence.words if w.start > found.end}
    verb = sentence.verb_at(found.start)
    itself = verb is not None and found.start <= sentence.words[verb.at].start <= found.end + 2
    if from_before and child & set(sentence.lows):
        itself = itself or all(p.child for p in held.cast.people(sentence))
    return bool(child & rest) or itself or not held.about_other(sentence, found.start, _STAFF)


def _daily(sentence: Sentence) -> bool:
    """Whether someone does something in the present: then it is no note of a day gone by."""
    return any(v.time is PRESENT and sentence.lows[v.at] not in _HAS_TO for v in sentence.verbs)


def around(sentence: Sentence, found: Mention) -> tuple[int, int]:
    """The clause of a mention."""
    span = sentence.clause_span(found.start)
    return span.start, max(span.end, found.end)


def holds(sentence: Sentence, found: Mention, *, from_before: bool) -> bool:
    """Whether the words around a mention tell of today. Fresh words need a verb that says so."""
    time = time_of(sentence, found, from_before=from_before)
    if from_before and time is PAST and _where(sentence, found):
        time = PRESENT
    if time in (PAST, PERFECT, SUPPOSED) or (time is NONE and _did(sentence)):
        return False
    if sentence.in_quotes(found.start) and not from_before:
        return False
    if not from_before and (
        _CLOSED_FRESH.search(sentence.low)
        or NEGATED.search(sentence.low[slice(*sentence.clause_span(found.start))])
        or (time is NONE and sentence.verbs)
        or any(v.time is SUPPOSED for v in sentence.verbs)
    ):
        return False
    span = sentence.clause_span(found.start)
    closed = _CLOSED_THEN if from_before else _CLOSED
    return not closed.search(sentence.low[span.start : max(span.end, found.end)])


def _where(sentence: Sentence, found: Mention) -> bool:
    """`I visited the house, where Nia has the box room`: told of a past day, and of now."""
    clause = sentence.words[sentence.word_at(found.start)].clause
    first = next((w for w in sentence.words if w.clause > clause), None)
    now = any(v.time is PRESENT for v in sentence.verbs if sentence.words[v.at].clause > clause)
    return (
        first is not None
        and now
        and (
            first.low in ("where", "which", "who")
            or (first.low == "and" and sentence.lows[0] == "i")
        )
    )


def _did(sentence: Sentence) -> bool:
    """`At St Cyprian's, in Year 9, he hit a boy`: whatever it tells, someone did it once."""
    past = [v.at for v in sentence.verbs if v.time is PAST]
    return len(past) == len(sentence.verbs) and any(
        at and sentence.lows[at - 1] in ("he", "she", "they", "who") for at in past
    )


def time_of(sentence: Sentence, found: Mention, *, from_before: bool) -> Time:
    """When the mention plays; in older notes, by the verb of its own clause or by none."""
    return sentence.own_time_at(found.start) if from_before else sentence.time_at(found.start)


def compared(sentence: Sentence, found: Mention) -> bool:
    """`compared with Hallfield`, `unlike at`, `where Dad's on the governors`."""
    before = sentence.low[: found.start]
    after = sentence.low[found.end :]
    return bool(_BESIDE.search(before) or _ELSEWHERE.search(after) or _NAMESAKE.match(after))
