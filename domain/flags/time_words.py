"""'Yesterday', 'next week', 'for six weeks': true when written, not when taken over.

In new text such words are right by definition; these rules look only at text carried forward.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from domain.flags.lexicon import pattern, patterns, stems
from domain.flags.reading import Sentence
from domain.flags.statement import CHECK, Held, Outdated, flag, say
from domain.flags.verbs import FUTURE, NONE, PAST, PERFECT, PRESENT, SUPPOSED

_GATE = stems("gates", "time")
_RELATIVE = pattern("time_words", "relative")
_ON_DAY = pattern("time_words", "on_day")
_DAY_ALONE = pattern("time_words", "day_alone")
_FEAST = pattern("time_words", "feast")
_OFF_TO = pattern("time_words", "off_to")
_DEICTIC = pattern("time_words", "deictic")
_IDIOM = pattern("time_words", "idiom")
_UNTIL = re.compile(r"\b(?:until|till|til|since|before)\s+$")
_LAST = re.compile(r"last|the other|on |since|.*ago")
_SEASON = pattern("time_words", "season")
_PLUPERFECT = pattern("time_words", "pluperfect")
_SEPTEMBER = 9
_A_SEASON = timedelta(days=90)
_HABIT = pattern("time_words", "habit")
_COUNTED = re.compile(r"/(?:52|12|7)\b|day|night|week|wk|fortnight|month|mth")
_EVERY = re.compile(r"\b(?:every|each|always|usually|whenever|tends?)\b", re.I)


def relative_time(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """A time told from the day of writing, in words taken over from an earlier version."""
    if not sentence.carried or _GATE.isdisjoint(sentence.stems):
        return
    for m in (
        n
        for shape in (_RELATIVE, _ON_DAY, _DAY_ALONE, _FEAST, _DEICTIC)
        for n in shape.finditer(sentence.low)
    ):
        fresh = not sentence.carried_at(*m.span())
        if not fresh and _season_gone(held, m.group()) and _from_the_day(sentence, m):
            why = f"taken over from the version of {say(held.earlier)}"
            yield flag(sentence, m.start(), m.end(), "relative_time", why, CHECK)


def _named(sentence: Sentence, m: re.Match[str]) -> bool:
    """`Her favourite song is Yesterday`: a capital inside a sentence, where a day has none."""
    return m.start() > 0 and sentence.plain[m.start() :].startswith(("Yesterday", "Tomorrow"))


def _term(day: date) -> int:
    """The school year a day belongs to."""
    return day.year - (day.month < _SEPTEMBER)


def _from_the_day(sentence: Sentence, m: re.Match[str]) -> bool:
    low = m.group().lower()
    if _IDIOM.search(sentence.low) or _named(sentence, m):
        return False
    if _SEASON.search(low) and _UNTIL.search(sentence.low[: m.start()]):
        return False
    if sentence.in_quotes(m.start()) and not _LAST.match(low):
        return False
    span = sentence.clause_span(m.start())
    clause = sentence.low[span.start : span.end]
    if (
        _HABIT.search(clause)
        or _EVERY.search(sentence.low[: m.start()])
        or re.match(r"\s*(?:of (?:term|the)|and (?:every|tomorrow'?s))", sentence.low[m.end() :])
    ):
        return False
    time = sentence.time_at(m.start())
    if time is SUPPOSED:
        return False
    if m.re is _FEAST:
        return time is FUTURE or bool(_OFF_TO.search(sentence.low[: m.start()]))
    if m.re is _DAY_ALONE:
        return time in (PAST, FUTURE, NONE)
    if m.re is _ON_DAY:
        return time in (PAST, FUTURE, PRESENT) or (
            time.name == "NONE" and m.group().lower().startswith("on")
        )
    if (
        low in ("tonight", "today")
        and re.search(r"\b(?:said|says|told)\b", sentence.low)
        and sentence.quoted
    ):
        return False
    if low == "the night before":
        return time is PAST and not re.match(
            r"\s*(?:the|his|her|a|an|court|school|exams?|that)\b", sentence.low[m.end() :]
        )
    if " ago" in low and time is PAST and re.search(r"\byears?\b", low):
        return False
    return not _PLUPERFECT.search(sentence.low[span.start : m.start()])


def _season_gone(held: Held, said: str) -> bool:
    """Whether `this summer`, `next year` mean another one by now; days and weeks always do."""
    if held.earlier is None or not _SEASON.search(said):
        return True
    if "year" in said.lower():
        return held.earlier.year != held.now.year or _term(held.earlier) != _term(held.now)
    return held.now - held.earlier > _A_SEASON


_ELAPSED = patterns("time_words", "elapsed")
_STILL = pattern("time_words", "still")
_REPEATED = pattern("time_words", "repeated")
_FIXED = pattern("time_words", "fixed")
_RATE = pattern("time_words", "rate")
_OF_A_KIND = pattern("time_words", "of_a_kind")
_DONE = pattern("time_words", "done")


def elapsed_duration(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """How long something has gone on, counted to the day of an earlier version."""
    if not sentence.carried or not _COUNTED.search(sentence.low):
        return
    seen = -1
    for shape in _ELAPSED:
        for m in shape.finditer(sentence.low):
            fresh = m.start() < seen or not sentence.carried_at(*m.span())
            if fresh or not _still_runs(sentence, m):
                continue
            seen = m.end()
            why = f"counted to the version of {say(held.earlier)}"
            yield flag(sentence, m.start(), m.end(), "elapsed_duration", why, CHECK)


def _still_runs(sentence: Sentence, m: re.Match[str]) -> bool:
    span = sentence.clause_span(m.start())
    clause = sentence.low[span.start : max(span.end, m.end())]
    time = sentence.time_at(m.start())
    if _RATE.search(sentence.low, max(0, m.start() - 12), m.end()):
        return False
    if time in (SUPPOSED, FUTURE) or _OF_A_KIND.match(sentence.low, m.end()):
        return False
    if time is PAST and not re.search(
        r"\b(?:already|now|since)\b", sentence.low[m.start() : m.end() + 9]
    ):
        return False
    habit = time is not PERFECT and _REPEATED.search(clause)
    if habit or _FIXED.search(clause) or _DONE.search(clause):
        return False
    return (
        bool(_STILL.search(clause))
        or bool(
            re.search(
                r"(?:without|clean|free|dry|sober|since|now|so far|to date)$", m.group(), re.I
            )
        )
        or time in (NONE, PERFECT)
    )
