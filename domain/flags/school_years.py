"""School years that were right once: told by number, or by what only that year does."""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date

from domain.calendar import age_on
from domain.flags.lexicon import named_patterns, pattern, words
from domain.flags.reading import Sentence
from domain.flags.statement import Held, Outdated, flag
from domain.flags.verbs import FUTURE, PAST, PERFECT, SUPPOSED

_YEAR = pattern("school_years", "year")
_GROUP = pattern("school_years", "group")
_FORM = pattern("school_years", "form")
_STAGES = named_patterns("school_years", "stages")
_GATE = pattern("school_years", "gate")
_NOT_THE_CHILDS_YEAR = pattern("school_years", "not_the_childs_year")
_OTHERS_YEAR = pattern("school_years", "others_year")
_OTHERS = pattern("school_years", "others")
_MOVES_UP = pattern("school_years", "moves_up")
_TEACHERS = words("places", "staff")
_CHILD_TOO = words("court", "child_too")
_THEN = pattern("school_years", "then")
_CLOSED = pattern("school_years", "closed")
_YEAR_AHEAD = pattern("school_years", "year_ahead")
_SOME_OF = re.compile(r"(?:one|two|three|four|most|some|none|all|both) of (?:the|them|those)\b")
_TO_COME = re.compile(r" (?:is |still )?(?:ahead|to come|to follow|in front of)\b")
_NAMED = {word: int(n) for word, _, n in (w.partition("=") for w in words("school_years", "named"))}
_LEAVERS = 11

Said = tuple[re.Match[str], int]


def school_year(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """A school year said of the child in the present, after the September that ended it."""
    born = held.record.born
    if born is None or not _GATE.search(sentence.low):
        return
    due = year_group(born, held.now)
    then = year_group(born, held.earlier) if sentence.carried and held.earlier else due
    if _SOME_OF.match(sentence.low):
        return
    told = _told(sentence, then)
    if any(_is_of_now(sentence, each, (then, due)) for each in told):
        return  # "in Year 11, joins Year 10 for PE"
    wrong = [m for m, year in told if _wrong(held, sentence, (m, year), (then, due))]
    if then < due:
        wrong = wrong or list(_stage_past(held, sentence, then, due))
    why = f"Year {due} since September" if due <= _LEAVERS else f"past Year {_LEAVERS}"
    for m in wrong[:1]:
        yield flag(sentence, *m.span(), "school_year", f"born {born.day} {born:%b %Y}: {why}")


def _told(sentence: Sentence, then: int) -> list[Said]:
    """The school years of a sentence. In words taken over also `the Year Tens` and `form 9R`."""
    told = [(m, _number(m)) for m in _YEAR.finditer(sentence.low)]
    if sentence.carried:
        more = [(m, _number(m)) for m in _GROUP.finditer(sentence.low)]
        if f"{then}" in sentence.low:
            more += [(m, _number(m)) for m in _FORM.finditer(sentence.plain)]
        told += [(m, year) for m, year in more if year == then]
    return told


def _is_of_now(sentence: Sentence, said: Said, years: tuple[int, int]) -> bool:
    """Whether the year is that of now, in fresh words or in such as were meant of now."""
    m, year = said
    then, due = years
    if year != due or _ahead(sentence, m) or m.group()[-1] == "s":
        return False
    return then == due or not sentence.carried_at(*m.span())


def _number(m: re.Match[str]) -> int:
    said = next(g for g in m.groups() if g).lower()
    return int(said) if said.isdecimal() else _NAMED.get(said, 0)


def _wrong(held: Held, sentence: Sentence, said: Said, years: tuple[int, int]) -> bool:
    m, year = said
    then, due = years
    ahead = _ahead(sentence, m) or (then < year == due and _was_ahead(sentence, m))
    if year > due or (year == due and not ahead):
        return False
    if then < due and sentence.carried_at(*m.span()) and not ahead:
        return year == then and _of_then(held, sentence, m)
    return _years_own(held, sentence, m, ahead)


def _of_then(held: Held, sentence: Sentence, m: re.Match[str]) -> bool:
    """In words taken over, the child's year of then: its own unless it says whose or when else."""
    before = sentence.low[: m.start()]
    if _OTHERS_YEAR.match(sentence.low, m.end()) or _CLOSED.search(before):
        return False
    if sentence.own_time_at(m.start()) in (PAST, SUPPOSED):
        return False
    return not _of_other(held, sentence, m.start())


def _of_other(held: Held, sentence: Sentence, at: int) -> bool:
    """Teachers speak of the child; kin and friends of themselves."""
    if not held.about_other(sentence, at, _TEACHERS):
        return False
    child = held.record.first_name.lower()
    too = any(low in _CHILD_TOO or low.removesuffix("'s") == child for low in sentence.lows)
    return not too or bool(_OTHERS.search(sentence.low[:at]))


def _stage_past(held: Held, sentence: Sentence, then: int, due: int) -> Iterator[re.Match[str]]:
    """In words taken over, what is done in the year of then and not in that of now."""
    for years, said in _STAGES:
        if not _only_then(years, then, due):
            continue
        m = said.search(sentence.low)
        if m is None or not sentence.carried_at(*m.span()):
            continue
        if sentence.own_time_at(m.start()) is not PAST and not _of_other(held, sentence, m.start()):
            yield m


def _only_then(years: str, then: int, due: int) -> bool:
    """Whether what is done in some years ('10-11') was so then and is not now. '*': in any."""
    if years == "*":
        return True
    first, last = (int(n) for n in years.split("-"))
    return first <= then <= last and not first <= due <= last


def _ahead(sentence: Sentence, m: re.Match[str]) -> bool:
    """`will be in Year 11 in September`, `starts Year 11 after the summer`."""
    before = sentence.low[max(0, m.start() - 40) : m.start()]
    if _TO_COME.match(sentence.low, m.end()):
        return True
    return sentence.time_at(m.start()) is FUTURE or bool(_MOVES_UP.search(before))


def _was_ahead(sentence: Sentence, m: re.Match[str]) -> bool:
    """In words taken over from the year before: `he can't leave until the end of Year 11`."""
    child = any(low in _CHILD_TOO for low in sentence.lows)
    before = sentence.low[: m.start()]
    return child and sentence.carried_at(*m.span()) and bool(_YEAR_AHEAD.search(before))


def _years_own(held: Held, sentence: Sentence, m: re.Match[str], ahead: bool) -> bool:
    """Whether the year is the child's, and of today."""
    plain = sentence.low
    if not sentence.carried and (
        _OTHERS_YEAR.match(plain, m.end()) or _CLOSED.search(plain[: m.start()])
    ):
        return False
    if _NOT_THE_CHILDS_YEAR.match(plain, m.end()) or sentence.in_quotes(m.start()):
        return False
    if _THEN.search(plain[: m.start()]) and not ahead:
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
