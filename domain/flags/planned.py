"""Dates that lay ahead when the words were written and lie behind now.

In text taken over from an earlier version no tense is needed: a day after that version and before
this one was a plan then and is past now. In new text it takes words that still look ahead.
"""

from __future__ import annotations

import re
from collections.abc import Iterator
from datetime import date, timedelta

from domain.flags.dates_in_text import Dated, find_dates
from domain.flags.lexicon import pattern
from domain.flags.reading import Sentence
from domain.flags.statement import Held, Outdated, flag, say
from domain.flags.verbs import FUTURE, NONE, PAST, PERFECT, PRESENT, SUPPOSED, Time, Verb

_COURT = pattern("planned", "court")
_AHEAD = pattern("planned", "ahead")
_HAPPENED = pattern("planned", "happened")
_SINCE = pattern("planned", "since")
_UNTIL = pattern("planned", "until")
_ORDER = pattern("planned", "order")
_EVENT_NOUN = pattern("planned", "event_noun")
_MADE_FOR = pattern("planned", "made_for")
_ARRANGED = pattern("planned", "arranged")
_SOURCE = pattern("planned", "source")
_OF_TIME = frozenset({"until", "till", "before", "after", "since", "when", "that"})
_FOR = re.compile(r"\bfor\s+$")
_LOOK_BACK = timedelta(days=14)


def dates_passed(held: Held, sentence: Sentence) -> Iterator[Outdated]:
    """Court dates, planned events and last days of orders that were ahead and are behind."""
    for dated in find_dates(sentence.low):
        day = _which(held, sentence, dated)
        if day is None or not _claims(held, sentence, dated, day):
            continue
        if sentence.in_quotes(dated.start) and not _taken_over(sentence, dated):
            continue
        around = _around(sentence, dated)
        kind = "court_date_passed" if _COURT.search(around) else "planned_event_passed"
        if _UNTIL.search(sentence.low[: dated.start]) and _ORDER.search(around):
            kind = "ended_order"
        yield flag(sentence, dated.start, dated.end, kind, f"{say(day)} lies before this version")


def _taken_over(sentence: Sentence, dated: Dated) -> bool:
    """Whether the date itself stood in the earlier version: it may have been put in since."""
    return sentence.carried_at(dated.start, dated.end)


def _around(sentence: Sentence, dated: Dated) -> str:
    """The part of the sentence between semicolons and strokes that holds the date."""
    left = max(sentence.low.rfind(c, 0, dated.start) for c in ";/")
    right = min((p for c in ";/" if (p := sentence.low.find(c, dated.end)) >= 0), default=10_000)
    return sentence.low[left + 1 : right]


def _which(held: Held, sentence: Sentence, dated: Dated) -> date | None:
    """The day meant. Without a year: the next one after the version the words come from."""
    past = _time(sentence, dated) in (PAST, PERFECT) and not _arranged(sentence, dated)
    origin = held.earlier if _taken_over(sentence, dated) and held.earlier else held.now
    days = dated.candidates(origin)
    if not days:
        return None
    if len(days) == 1:
        return days[0]
    if _taken_over(sentence, dated) and held.earlier:
        if past:
            return max((d for d in days if d <= held.earlier), default=None)
        return min((d for d in days if d >= held.earlier - _LOOK_BACK), default=days[-1])
    if past:
        return max((d for d in days if d <= held.now), default=None)
    return min(days, key=lambda d: abs((d - held.now).days))


def _arranged(sentence: Sentence, dated: Dated) -> bool:
    """Whether what is past is only the arranging: `has pencilled in 8 March`."""
    span = sentence.clause_span(dated.start)
    opening = max(0, min(span.start, dated.start) - 50)
    before = sentence.low[opening : dated.start]
    return _taken_over(sentence, dated) and bool(_ARRANGED.search(before))


def _verb_taken_over(sentence: Sentence, dated: Dated) -> bool:
    """Whether the verb is as old as the date: then no tense makes a day to come one gone by."""
    verb = sentence.verb_at(dated.start)
    return verb is None or verb.at in sentence.taken_over


def _time(sentence: Sentence, dated: Dated) -> Time:
    """The time of the date's own clause; a note such as 'Strategy meeting 28 June' has none."""
    verb = sentence.verb_at(dated.start)
    if verb is None:
        return NONE
    at = sentence.words[sentence.word_at(dated.start)]
    span = sentence.clause_span(dated.start)
    opens = sentence.words[sentence.word_at(span.start)].low
    own = sentence.words[verb.at].clause == at.clause or opens in _OF_TIME
    if not own and (
        _taken_over(sentence, dated) or _EVENT_NOUN.search(sentence.low[span.start : dated.start])
    ):
        return NONE
    if verb.time is PERFECT and _MADE_FOR.search(sentence.low):
        return FUTURE
    return _planned_for(sentence, dated, verb)


def _planned_for(sentence: Sentence, dated: Dated, verb: Verb) -> Time:
    """`is having a brace fitted on`, `a weekend, pitched for`: a participle is no past."""
    if verb.time not in (PAST, PERFECT) or not _taken_over(sentence, dated):
        return verb.time
    if verb.time is PERFECT or _FOR.search(sentence.low[: dated.start]):
        return FUTURE
    clause = sentence.words[verb.at].clause
    own = [v.time for v in sentence.verbs if sentence.words[v.at].clause == clause]
    return next((time for time in own if time in (PRESENT, FUTURE)), verb.time)


def _claims(held: Held, sentence: Sentence, dated: Dated, day: date) -> bool:
    """Whether the date is said as one still to come, and has gone by."""
    if day >= held.now:
        return False
    before = sentence.low[: dated.start]
    until = bool(_UNTIL.search(before))
    carried_ahead = _taken_over(sentence, dated) and held.earlier is not None and held.earlier < day
    start_of = carried_ahead and re.search(r"\bfrom\s*$", before, re.I)
    if _SINCE.search(before) and not until and not start_of:
        return False
    time = _time(sentence, dated)
    if _taken_over(sentence, dated) and held.earlier:
        if held.earlier > day:
            return time is FUTURE
        return time is not PAST or _verb_taken_over(sentence, dated)
    if (dated.day is None or dated.month is None) and not _taken_over(sentence, dated):
        return False
    if time in (PAST, PERFECT, SUPPOSED):
        return False
    if time is FUTURE:
        return True
    return _ahead_now(sentence, dated, time)


def _ahead_now(sentence: Sentence, dated: Dated, time: Time) -> bool:
    around = _around(sentence, dated)
    if _HAPPENED.search(around) or _told_of_source(sentence, dated):
        return False
    if time is PRESENT:
        return bool(_AHEAD.search(around) or _EVENT_NOUN.search(around))
    return time is NONE and bool(_EVENT_NOUN.search(around) or _AHEAD.search(around))


def _told_of_source(sentence: Sentence, dated: Dated) -> bool:
    """`Interview with Lena (30 March)`, `duty desk, 13 June`: where the writer has it from."""
    low = sentence.low
    bracketed = low[: dated.start].rstrip().endswith("(") and low[dated.end :].lstrip()[:1] == ")"
    return bracketed or (sentence.own_time_at(dated.start) is NONE and bool(_SOURCE.search(low)))
