"""Reviews on the timeline of an order: what was late, what is overdue, what nobody went back to.

Exact calendar arithmetic. Only completed assessments after the start of the order count: a
pre-sentence one or a draft does not. Nothing is flagged while its time is running. Every interval
is given by the instrument; National Standards 2000 (NS 4.1) asked for a review every three months,
areas used 15 or 20 working days for the first assessment.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import NamedTuple

from domain.calendar import months_after, working_days_after


@dataclass(frozen=True)
class Intervals:
    """How soon: working days to the first, calendar months to the next, days after an event."""

    initial_working_days: int
    review_months: int
    event_days: int


class Assessment(NamedTuple):
    """An assessment of the case. completed: None while it is a draft."""

    completed: date | None
    before_sentence: bool = False


class Event(NamedTuple):
    """Something that happened. significant: whether local procedure asks for a review after it."""

    id: str
    on: date
    significant: bool


class ReviewFlag(NamedTuple):
    """kind: initial_late, initial_missing, review_late, review_overdue, event_review_late or
    event_not_reviewed. due: the day by which; event: whose review it is, for the last two."""

    kind: str
    due: date
    event: str = ""


def review_flags(
    start: date,
    end: date,
    today: date,
    intervals: Intervals,
    assessments: Iterable[Assessment],
    events: Iterable[Event],
    working_day: Callable[[date, int], date] = working_days_after,
) -> list[ReviewFlag]:
    """The flags of one order. `working_day(start, n)` counts the working days."""
    done = sorted(
        a.completed
        for a in assessments
        if a.completed is not None and not a.before_sentence and start <= a.completed <= today
    )
    flags = list(initial(today, working_day(start, intervals.initial_working_days), done))
    flags += regular(lambda last: months_after(last, intervals.review_months), end, today, done)
    flags += after_events(start, end, today, intervals.event_days, done, events)
    return flags


def initial(today: date, due: date, done: list[date]) -> Iterator[ReviewFlag]:
    """The first assessment; `done` are the days of completed ones, in order."""
    if done and done[0] > due:
        yield ReviewFlag("initial_late", due)
    elif not done and today > due:
        yield ReviewFlag("initial_missing", due)


def regular(
    due_after: Callable[[date], date], end: date, today: date, done: list[date]
) -> Iterator[ReviewFlag]:
    """Each review after the one before; none is due once the order has ended."""
    for i, last in enumerate(done):
        due = due_after(last)
        if due > end:
            continue
        if i + 1 < len(done):
            if done[i + 1] > due:
                yield ReviewFlag("review_late", due)
        elif today > due:
            yield ReviewFlag("review_overdue", due)


def after_events(
    start: date, end: date, today: date, days: int, done: list[date], events: Iterable[Event]
) -> Iterator[ReviewFlag]:
    """A completed assessment within so many days of each significant event inside the order."""
    for event in events:
        if not event.significant or not start <= event.on <= min(end, today):
            continue
        due = event.on + timedelta(days=days)
        after = next((d for d in done if d >= event.on), None)
        if after is not None and after > due:
            yield ReviewFlag("event_review_late", due, event.id)
        elif after is None and today > due:
            yield ReviewFlag("event_not_reviewed", due, event.id)
