"""Ages in words taken over: the child's age on the day they were written, or one it has reached.

A number that was the child's age then and is not now is hardly chance; what it takes is that
nothing says it counts something else, is of someone else, or of a time already closed.
"""

from __future__ import annotations

import re
from collections.abc import Iterator

from domain.calendar import age_on
from domain.flags.dates_in_text import find_dates
from domain.flags.lexicon import named_patterns, pattern, words
from domain.flags.reading import Sentence
from domain.flags.statement import Held
from domain.flags.verbs import FUTURE, NONE, PAST, PERFECT, SUPPOSED

_NAMED = words("ages_then", "numbers")
_NUMBERS = {word: int(n) for word, _, n in (row.partition("=") for row in _NAMED)}
_AGE = pattern("ages_then", "age")
_BEFORE = pattern("ages_then", "before")
_AFTER = pattern("ages_then", "after")
_YEARS = pattern("ages_then", "years")
_UNIT = pattern("ages_then", "unit")
_CLOSED = pattern("ages_then", "closed")
_AHEAD = pattern("ages_then", "ahead")
_AHEAD_AFTER = pattern("ages_then", "ahead_after")
_SAID_OF = pattern("ages_then", "said_of")
_TOLD = pattern("ages_then", "told")
_OTHERS = pattern("ages_then", "others")
_AN_OTHER = pattern("ages_then", "an_other")
_BIRTHDAYS = pattern("ages_then", "birthdays")
_UNDER = pattern("ages_then", "under")
_PERSON_OF = re.compile(r"\b(?:lad|lass|girl|boy|child|kid|youngster|teenager) of $")
_DATED_AFTER = pattern("ages_then", "dated_after")
_WERE_HE = re.compile(r"\b(?:were (?:he|she)|if (?:he|she) (?:were|was))(?: only)? $")
_AT_FIT = pattern("ages_then", "at_fit")
_I_WOULD = re.compile(r"\b(?:i|we) would\b|\bi'd\b")
_NOT_ALLOWED = pattern("ages_then", "not_allowed")
_ALLOWED = named_patterns("ages_then", "allowed")
_AT = pattern("ages_then", "at")
_DATED = pattern("ages_then", "dated")
_SPEAKERS = words("ages_then", "speakers")


def outgrown(held: Held, sentence: Sentence) -> Iterator[tuple[int, int]]:
    """The characters of ages that held when the words were written, and do not now."""
    if not sentence.carried or held.earlier is None or held.record.born is None:
        return
    then, now = (age_on(held.record.born, day) for day in (held.earlier, held.now))
    if then >= now:
        return
    yield from _milestones(held, sentence, then, now)
    dates = find_dates(sentence.low)
    for m in _AGE.finditer(sentence.low):
        n = _number(m)
        of_then = _told_as_age(sentence, m) if not m["nth"] else m.group().endswith("year")
        of_then = of_then and n == (then + 1 if m["nth"] else then)
        ahead = then < n <= now and _told_as_ahead(sentence, m)
        if not (of_then or ahead) or not sentence.carried_at(*m.span()):
            continue
        if any(d.start < m.end() and m.start() < d.end for d in dates):
            continue
        if _of_today(held, sentence, m, ahead=ahead):
            yield m.span()


def _milestones(held: Held, sentence: Sentence, then: int, now: int) -> Iterator[tuple[int, int]]:
    """Birthdays counted to one to come, and what was not allowed yet and is now."""
    found = [_BIRTHDAYS.search(sentence.low)]
    found += [m for m in _UNDER.finditer(sentence.low) if then < _age(m["n"]) <= now]
    told = _NOT_ALLOWED.search(sentence.low)
    for age, what in _ALLOWED if told else ():
        if then < int(age) <= now and what.search(sentence.low):
            found.append(told)
    for m in found:
        if m is None or not sentence.carried_at(*m.span()):
            continue
        closed = sentence.time_at(m.start()) is PAST
        if not closed and not held.about_other(sentence, m.start(), _SPEAKERS):
            yield m.span()


def _number(m: re.Match[str]) -> int:
    return _age(m.group().split()[0])


def _age(said: str) -> int:
    digits = re.match(r"\d+", said)
    return int(digits.group()) if digits else _NUMBERS.get(said, 0)


def _told_as_age(sentence: Sentence, m: re.Match[str]) -> bool:
    """Whether the number stands as an age does: `is 14 and`, `- fourteen -`, `14 yrs`."""
    before, low = sentence.low[: m.start()], sentence.low
    if _YEARS.match(low, m.end()):
        return not _DATED.search(before)
    if not _AFTER.match(low, m.end()) and not _PERSON_OF.search(before):
        return False
    return bool(_BEFORE.search(before))


def _told_as_ahead(sentence: Sentence, m: re.Match[str]) -> bool:
    """Whether it is an age not reached yet: `not yet sixteen`, `until he is 16`."""
    near = sentence.low[max(0, m.start() - 90) : m.start()]
    if _AHEAD_AFTER.match(sentence.low, m.end()):
        return True
    return bool(_AHEAD.search(near)) and not _UNIT.match(sentence.low, m.end())


def _of_today(held: Held, sentence: Sentence, m: re.Match[str], *, ahead: bool) -> bool:
    """Whether it is told of the child and of the day of writing."""
    at = m.start()
    before = sentence.low[:at]
    if _OTHERS.search(before) or _AN_OTHER.match(sentence.low, m.end()):
        return False
    if sentence.in_quotes(at):
        return _quoted_of_child(sentence, before)
    if not ahead and (_CLOSED.search(before) or _DATED_AFTER.match(sentence.low, m.end())):
        return False
    time = sentence.own_time_at(at) if ahead else sentence.time_at(at)
    if ahead and _WERE_HE.search(before):
        return True
    if time is PAST or (time is SUPPOSED and not ahead and not _I_WOULD.search(sentence.low)):
        return False
    if (
        not ahead
        and _AT.search(before)
        and time in (PERFECT, NONE, FUTURE)
        and not _AT_FIT.search(before)
    ):
        return False
    return not held.about_other(sentence, at, _SPEAKERS)


def _quoted_of_child(sentence: Sentence, before: str) -> bool:
    """`"I'm fourteen," she tells me`: what is said today, by the child or of it."""
    return bool(_SAID_OF.search(before)) and not _TOLD.search(sentence.low)
