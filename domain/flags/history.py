"""Fewer or lesser earlier offences than the record holds: a first offence, no record, no violence.

A word of denial and a word for offending, of the child and of all its past: what is denied only
since a day, or only of one kind of offence, is no such claim.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence

from domain.flags.lexicon import pattern, patterns, stems, words
from domain.flags.reading import Sentence
from domain.flags.record import Offence
from domain.flags.statement import CHECK, Held, Outdated, flag
from domain.flags.verbs import PAST, SUPPOSED

_GATE, _DENIALS = stems("gates", "history"), stems("gates", "denial")
_NONE = patterns("history", "none")
_ONLY = pattern("history", "only")
_NO_VIOLENCE = pattern("history", "no_violence")
_BARE = re.compile(r"(?:no|never been any) (?:violence|aggression|assaults?)")
_OF_ONE_KIND = pattern("history", "of_one_kind")
_GENERAL = pattern("history", "general")
_SINCE = pattern("history", "since")
_TOPIC = pattern("history", "topic")
_DENIED = pattern("history", "denied")
_BEFORE_THIS = pattern("history", "before_this")
_TELLERS = words("court", "family")
_DENIAL = pattern("history", "denial")
_UNTIL_NOW = pattern("history", "until_now")
_LAW = pattern("history", "law")
_DATED = re.compile(r"\b(?:19|20)\d\d\b|\bat (?:age )?\d|\bwhen (?:he|she) was\b")
_OPENS_WITH_NAME = re.compile(
    r"([A-Z][a-z]+)(?: (?:has|had|is|was|never|holds)|'s (?:been|never|not|a|an|got|of|no)\b)"
)
_KIN_HAVE = pattern("clean_past", "kin_have")
_HOPED = re.compile(r"\b(?:wants?|hopes?|aims?|keep|keeping|goal|target|promis\w+)\b[^.;]{0,14}$")
_HOPED_FOR = re.compile(r"\b(?:wants?|hopes?|aims?|promis\w+) (?:\w+ )?to\b")
_AS_A = re.compile(r"(?:as|being|for) an? ")
_NO_NAMES = words("clean_past", "openers")
_OUTRIGHT = patterns("clean_past", "outright")
_NEVER_VIOLENT = pattern("clean_past", "never_violent")
_NOT_THE_PAST = pattern("clean_past", "not_the_past")
_NOT_DENIED = pattern("clean_past", "not_denied")
_TOLD_THEN = pattern("clean_past", "told_then")
_REPORT = words("verbs", "report")
_POLICE = frozenset(["officer", "officers"])
_A_TIME_WITHOUT = re.compile(r"(?:years?|months?|weeks?|days?|nights?)[^.;,]{0,12}$")
_COUNT = {"one": 1, "a single": 1, "a": 1, "1": 1, "two": 2, "2": 2, "three": 3, "3": 3}


def history_understated(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """Fewer or lesser earlier offences than the record holds."""
    if _GATE.isdisjoint(sentence.stems) or _DENIALS.isdisjoint(sentence.stems):
        return
    offences = [o for o in held.record.offences if o.on < held.now]
    if not offences:
        return
    if held.about_other(sentence, 0) or _of_a_named_other(held, sentence):
        found, why = _outright(held, sentence, offences)
        if found:
            yield flag(sentence, found.start(), found.end(), "history_understated", why, CHECK)
        return
    violent = any(o.category == "violence" for o in offences)
    found = _first_of_all(held, sentence) or _too_few(sentence, len(offences))
    found = found or _never_before(held, sentence)
    why = f"{len(offences)} earlier on record"
    if found is None and violent:
        m = _NO_VIOLENCE.search(sentence.low)
        m = None if m and not sentence.carried and _BARE.fullmatch(m.group()) else m
        found = None if m and _TOPIC.match(sentence.low, m.end()) else _said_now(held, sentence, m)
        why = "an earlier violent offence on record"
    if found is None:
        found, why = _outright(held, sentence, offences)
    if found:
        yield flag(sentence, found.start(), found.end(), "history_understated", why, CHECK)


def _outright(
    held: Held, sentence: Sentence, offences: Sequence[Offence]
) -> tuple[re.Match[str] | None, str]:
    """In words taken over: all the past denied, or all violence in it."""
    aside = (_TOLD_THEN, _SINCE, _NOT_THE_PAST)
    if not sentence.carried or any(shape.search(sentence.low) for shape in aside):
        return None, ""
    for shape in _OUTRIGHT:
        m = shape.search(sentence.low)
        if m and _denies(held, sentence, m):
            return m, f"{len(offences)} earlier on record"
    if any(o.category == "violence" for o in offences):
        m = _NEVER_VIOLENT.search(sentence.low)
        if m and _denies(held, sentence, m) and not _TOPIC.match(sentence.low, m.end()):
            return m, "an earlier violent offence on record"
    return None, ""


def _denies(held: Held, sentence: Sentence, m: re.Match[str]) -> bool:
    """Whether it is said of the child and without a bound: not of a kind, a place or a year."""
    if _A_TIME_WITHOUT.search(sentence.low[: m.start()]):
        return False
    if _NOT_DENIED.search(m.group()) or _of_one_kind(sentence, m) or _DATED.search(sentence.low):
        return False
    supposed = sentence.time_at(m.start()) is SUPPOSED and not _AS_A.match(sentence.low)
    if supposed or not sentence.carried_at(*m.span()):
        return False
    if _HOPED.search(sentence.low[: m.start()]):
        return False
    tellers = _TELLERS if _REPORT & set(sentence.lows) else frozenset()
    other = held.about_other(sentence, m.end() - 1, tellers | _POLICE)
    return not other and not _of_a_named_other(held, sentence)


def _of_a_named_other(held: Held, sentence: Sentence) -> bool:
    """`Keira has no convictions`: a sentence opening with a name that is not the child's."""
    if _KIN_HAVE.match(sentence.low):
        return True
    m = _OPENS_WITH_NAME.match(sentence.plain)
    return bool(m and m[1] not in (held.record.first_name, held.record.surname)) and not (
        m and m[1].lower() in _NO_NAMES
    )


def _first_of_all(held: Held, sentence: Sentence) -> re.Match[str] | None:
    for shape in _NONE:
        m = shape.search(sentence.low)
        if m and not _of_one_kind(sentence, m) and _said_now(held, sentence, m):
            return m
    return None


def _never_before(held: Held, sentence: Sentence) -> re.Match[str] | None:
    """In words taken over: `never so much as had a stop before this`."""
    if not sentence.carried or not _LAW.search(sentence.low) or not _DENIAL.search(sentence.low):
        return None
    m = _UNTIL_NOW.search(sentence.low)
    if (
        m is None
        or _DATED.search(sentence.low)
        or _HOPED_FOR.search(sentence.low)
        or _SINCE.search(sentence.low)
        or held.about_other(sentence, m.start(), _TELLERS)
    ):
        return None
    return m


def _too_few(sentence: Sentence, known: int) -> re.Match[str] | None:
    """`One previous caution, nothing else` beside three on record. One more may be this case."""
    m = _ONLY.search(sentence.low)
    said = next((g for g in m.groups() if g), None) if m else None
    return m if said and _COUNT[said.lower()] < known - 1 else None


def _of_one_kind(sentence: Sentence, m: re.Match[str]) -> bool:
    """`No previous for burglary`: the rest of the past is not denied."""
    after = sentence.low[m.end() : m.end() + 40]
    if _TOPIC.match(after):
        return True
    return bool(_OF_ONE_KIND.match(after)) and not _GENERAL.match(after)


def _said_now(held: Held, sentence: Sentence, m: re.Match[str] | None) -> re.Match[str] | None:
    if m is None or _SINCE.search(sentence.low) or _NOT_THE_PAST.search(sentence.low):
        return None
    if sentence.in_quotes(m.start()) and not sentence.carried:
        return None
    if _HOPED.search(sentence.low[: m.start()]):
        return None
    if _DENIED.search(sentence.low[max(0, m.start() - 18) : m.start()]):
        return None
    time = sentence.time_at(m.start())
    before = time is PAST and sentence.carried and _BEFORE_THIS.search(sentence.low)
    dated = _DATED.search(sentence.low)
    if time is SUPPOSED or (time is PAST and (dated or not before)):
        return None
    return None if held.about_other(sentence, m.start()) else m
