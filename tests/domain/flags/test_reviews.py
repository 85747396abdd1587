"""Reviews late, overdue or never made: exact days."""

from __future__ import annotations

from datetime import date, timedelta

import pytest

from domain.flags.reviews import Assessment, Event, Intervals, ReviewFlag, review_flags

START, END = date(2012, 3, 1), date(2013, 3, 1)
RULES = Intervals(initial_working_days=15, review_months=3, event_days=10)
FIRST_DUE = date(2012, 3, 22)


def _flags(
    today: date, done: list[date | None], events: list[Event] | None = None
) -> list[tuple[str, date, str]]:
    made = [Assessment(d) for d in done]
    flags = review_flags(START, END, today, RULES, made, events or [])
    return [(f.kind, f.due, f.event) for f in flags]


def test_the_first_assessment_missing_late_and_in_time() -> None:
    assert _flags(FIRST_DUE, []) == []
    assert _flags(FIRST_DUE + timedelta(1), []) == [("initial_missing", FIRST_DUE, "")]
    late = FIRST_DUE + timedelta(1)
    assert _flags(late, [late]) == [("initial_late", FIRST_DUE, "")]
    assert _flags(FIRST_DUE, [FIRST_DUE]) == []


def test_drafts_and_versions_before_sentence_do_not_count() -> None:
    made = [Assessment(None), Assessment(date(2012, 3, 5), before_sentence=True)]
    flags = review_flags(START, END, date(2012, 4, 2), RULES, made, [])
    assert flags == [ReviewFlag("initial_missing", FIRST_DUE)]


def test_bank_holidays_put_the_first_day_due_off() -> None:
    flags = review_flags(date(2012, 4, 2), END, date(2012, 5, 1), RULES, [], [])
    assert flags == [ReviewFlag("initial_missing", date(2012, 4, 25))]  # Good Friday, Easter Monday


@pytest.mark.parametrize(
    ("first", "due"),
    [
        (date(2012, 3, 9), date(2012, 6, 9)),
        (date(2012, 3, 2), date(2012, 6, 2)),
    ],
)
def test_reviews_fall_due_by_calendar_months(first: date, due: date) -> None:
    assert _flags(due, [first]) == []
    assert _flags(due + timedelta(1), [first]) == [("review_overdue", due, "")]
    late = due + timedelta(3)
    assert _flags(late, [first, late]) == [("review_late", due, "")]


def test_a_short_month_clamps_the_day() -> None:
    rules = Intervals(500, 6, 10)
    made = [Assessment(date(2012, 8, 31))]
    flags = review_flags(START, END, date(2013, 3, 1), rules, made, [])
    assert flags == [ReviewFlag("review_overdue", date(2013, 2, 28))]


def test_no_review_is_due_after_the_order_has_ended() -> None:
    assert _flags(date(2014, 1, 1), [START, date(2012, 12, 15)])[1:] == []


def test_a_significant_event_asks_for_a_review_the_day_itself_included() -> None:
    event = Event("e", date(2012, 4, 2), significant=True)
    due = date(2012, 4, 12)
    assert _flags(due, [START], [event]) == []
    assert _flags(due + timedelta(1), [START], [event]) == [("event_not_reviewed", due, "e")]
    assert _flags(date(2012, 4, 13), [START, event.on], [event]) == []
    late = due + timedelta(1)
    assert _flags(late, [START, late], [event]) == [("event_review_late", due, "e")]
    small = Event("s", event.on, significant=False)
    assert _flags(late, [START], [small]) == []
