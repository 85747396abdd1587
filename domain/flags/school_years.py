"""School years that were right once: held against the date of birth."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from domain.calendar import age_on
from domain.flags.ages import number
from domain.flags.lexicon import pattern, words
from domain.flags.reading import Sentence
from domain.flags.statement import Held, Outdated, flag
from domain.flags.verbs import FUTURE, PAST, PERFECT, SUPPOSED

_YEAR = pattern("ages", "year")
_NOT_THE_CHILDS_YEAR = pattern("ages", "not_the_childs_year")
_WITH_ONE = re.compile(r"\b(?:with|from|by|to|past)\s+(?:(?:an?|another|some|two)\s+)?$")
_YEAR_GONE = pattern("ages", "year_gone")
_MOVES_UP = pattern("ages", "moves_up")
_TEACHERS = words("places", "staff")
_YEAR_THEN = pattern("ages", "year_then")


def school_year(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """A school year said of the child in the present, after the September that ended it."""
    born = held.record.born
    if born is None or "y" not in sentence.low:
        return
    due = year_group(born, held.now)
    said_years = [(m, _year(m)) for m in _YEAR.finditer(sentence.low)]
    if any(
        said == due and not _ahead(sentence, m) and m.group()[-1] != "s" for m, said in said_years
    ):
        return  # "in Year 11, joins Year 10 for PE"
    for m, said in said_years:
        ahead = _ahead(sentence, m)
        if said > due or (said == due and not ahead) or not _years_own(held, sentence, m, ahead):
            continue
        why = f"Year {due} since September" if due < 12 else "past Year 11"
        why = f"born {born.day} {born:%b %Y}: {why}"
        yield flag(sentence, m.start(), m.end(), "school_year", why)


def _ahead(sentence: Sentence, m: re.Match[str]) -> bool:
    """`will be in Year 11 in September`, `starts Year 11 after the summer`."""
    before = sentence.low[max(0, m.start() - 40) : m.start()]
    return sentence.time_at(m.start()) is FUTURE or bool(_MOVES_UP.search(before))


def _year(m: re.Match[str]) -> int:
    return number(next(g for g in m.groups() if g))


def _was_year(held: Held, sentence: Sentence, m: re.Match[str]) -> bool:
    """Whether older words name the very year the child was in, and not as a time gone by."""
    born, earlier = held.record.born, held.earlier
    if not sentence.carried_at(*m.span()) or born is None or earlier is None:
        return False
    before = sentence.low[: m.start()]
    gone = _YEAR_GONE.search(before) or _WITH_ONE.search(before)
    return not gone and _year(m) == year_group(born, earlier)


def _years_own(held: Held, sentence: Sentence, m: re.Match[str], ahead: bool) -> bool:
    """Whether the year is the child's, and of today."""
    plain = sentence.low
    if _was_year(held, sentence, m):
        return sentence.own_time_at(m.start()) not in (PAST, SUPPOSED) and not held.about_other(
            sentence, m.start(), _TEACHERS
        )
    if _NOT_THE_CHILDS_YEAR.match(plain, m.end()) or sentence.in_quotes(m.start()):
        return False
    if _YEAR_THEN.search(plain[: m.start()]) and not ahead:
        return False
    if plain[m.start() - 1 : m.start()] == "(" and plain[m.end() : m.end() + 1] == ")":
        return False
    time = (sentence.own_time_at if sentence.carried else sentence.time_at)(m.start())
    if time in (PAST, SUPPOSED) or (time is PERFECT and not sentence.carried):
        return False
    return not held.about_other(sentence, m.start(), _TEACHERS)


def year_group(born: date, day: date) -> int:
    """The school year of a child in England and Wales: Year 7 is that of 11 on 31 August."""
    start = day.year if day.month >= 9 else day.year - 1
    return age_on(born, date(start, 8, 31)) - 4
