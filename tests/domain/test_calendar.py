"""Dates as typed and as counted."""

from datetime import date, timedelta

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.calendar import (
    MONTHS,
    age_on,
    bank_holidays,
    due_date,
    is_working_day,
    months_after,
    parse_date,
    say_date,
    working_days_after,
    working_days_between,
)
from domain.errors import Refused
from domain.instrument import Interval

TODAY = date(2012, 3, 14)
dates = st.dates(date(2000, 1, 1), date(2030, 12, 31))


def interval(length: int, unit: str) -> Interval:
    return Interval(
        id="i",
        label="",
        start="sentence",
        length=length,
        unit=unit,  # type: ignore[arg-type]
        source="",
    )


@pytest.mark.parametrize(
    "typed",
    [
        "3/2/12",
        "03/02/12",
        "03.02.2012",
        "3-2-2012",
        "3 2 12",
        "3 Feb 2012",
        "3rd february 12",
        "3rd of February, 2012",
        "3feb12",
        "3-Feb-12",
        "03FEB2012",
        "3 Feb ’12",
        "Feb 3, 2012",
        "february 3rd 2012",
        "2012-02-03",
        "2012/2/3",
        "2012 feb 3",
        "  3 \t feb\n2012 ",
        "3 feb",
        "3/2",
        "3rd Feb.",
    ],
)
def test_british_date_typed_in_a_hurry_is_read(typed: str) -> None:
    assert parse_date(typed, TODAY) == date(2012, 2, 3)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("today", TODAY),
        ("Yesterday", date(2012, 3, 13)),
        ("14 mar", TODAY),
        ("15 mar", date(2011, 3, 15)),
        ("31/12", date(2011, 12, 31)),
        ("29 feb", date(2012, 2, 29)),
        ("1 sept 11", date(2011, 9, 1)),
    ],
)
def test_date_without_a_year_is_the_last_such_day(typed: str, expected: date) -> None:
    assert parse_date(typed, TODAY) == expected


@pytest.mark.parametrize(
    ("year", "expected"),
    [("00", 2000), ("12", 2012), ("32", 2032), ("33", 1933), ("69", 1969), ("70", 1970)],
)
def test_two_digit_year_is_at_most_twenty_years_ahead(year: str, expected: int) -> None:
    assert parse_date(f"3/2/{year}", TODAY) == date(expected, 2, 3)


def test_two_digit_year_from_70_is_in_the_1900s_whatever_the_day() -> None:
    assert parse_date("3/2/70", date(2068, 1, 1)) == date(1970, 2, 3)


@pytest.mark.parametrize(
    ("typed", "sentence"),
    [
        ("30/2/12", "There is no 30 February 2012; give the date as day month year."),
        ("29 feb 2011", "There is no 29 February 2011; give the date as day month year."),
        ("0/2/12", "There is no 0 February 2012; give the date as day month year."),
        ("2/13/2012", "There is no month 13; give the date as day month year."),
        (
            "3/2/2102",
            "The year 2102 is too far from today to be right; give the date as day month year.",
        ),
        (
            "3/2/0012",
            "The year 0012 is too far from today to be right; give the date as day month year.",
        ),
        ("", "No date was typed; give the date as day month year, such as 3 Feb 2012."),
        (
            "soon",
            "‘soon’ cannot be read as a date; give the date as day month year, such as 3 Feb 2012.",
        ),
    ],
)
def test_impossible_date_is_refused_in_one_sentence(typed: str, sentence: str) -> None:
    with pytest.raises(Refused) as refused:
        parse_date(typed, TODAY)
    assert str(refused.value) == sentence


@pytest.mark.parametrize(
    "typed",
    ["feb 2012", "feb 12", "3 fe 12", "3 mayhem 12", "1/2/3", "1/2/123", "1/2/3/4", "12", "٣/٢/١٢"],
)
def test_half_a_date_is_not_guessed_at(typed: str) -> None:
    with pytest.raises(Refused, match="cannot be read as a date"):
        parse_date(typed, TODAY)


def test_unreadable_text_is_shown_short_and_harmless() -> None:
    with pytest.raises(Refused) as refused:
        parse_date("\x1b[2J" + "she was seen that week " * 50, TODAY)
    assert "\x1b" not in str(refused.value)
    assert len(str(refused.value)) < 150


@given(st.text(), dates)
def test_any_text_is_a_date_or_one_plain_sentence(text: str, today: date) -> None:
    try:
        assert isinstance(parse_date(text, today), date)
    except Refused as refused:
        sentence = str(refused)
        assert sentence.endswith(".")
        assert "\n" not in sentence


@given(dates, dates)
def test_date_said_is_read_back(day: date, today: date) -> None:
    if day.year <= today.year + 20:
        assert parse_date(say_date(day), today) == day
        assert parse_date(day.isoformat(), today) == day
        assert parse_date(f"{day.day}/{day.month}/{day.year}", today) == day
        assert parse_date(f"{day.day} {MONTHS[day.month - 1].upper()} {day.year}", today) == day


@given(dates, dates)
def test_date_typed_without_a_year_is_never_in_the_future(day: date, today: date) -> None:
    if (day.month, day.day) != (2, 29):
        read = parse_date(f"{day.day}/{day.month}", today)
        assert (read.day, read.month) == (day.day, day.month)
        assert 0 <= (today - read).days <= 366


def test_date_is_said_the_same_way_everywhere() -> None:
    assert say_date(date(2012, 2, 3)) == "3 Feb 2012"
    assert say_date(date(2012, 9, 30)) == "30 Sep 2012"


def test_bank_holidays_are_those_of_england_and_wales() -> None:
    import holidays

    for year in range(1990, 2031):
        assert bank_holidays(year) == set(holidays.country_holidays("GB", subdiv="WLS", years=year))


@pytest.mark.parametrize(
    "day",
    [
        date(2011, 4, 29),  # royal wedding
        date(2012, 4, 6),  # Good Friday
        date(2012, 4, 9),  # Easter Monday
        date(2012, 6, 5),  # diamond jubilee
        date(2011, 12, 27),  # in lieu of Christmas Day, a Sunday
        date(2012, 3, 17),  # Saturday
    ],
)
def test_weekend_and_bank_holiday_are_no_working_days(day: date) -> None:
    assert not is_working_day(day)


def test_scottish_holiday_is_a_working_day() -> None:
    assert is_working_day(date(2012, 8, 6))


@pytest.mark.parametrize(
    ("start", "n", "expected"),
    [
        (date(2012, 2, 3), 1, date(2012, 2, 6)),
        (date(2012, 2, 3), 15, date(2012, 2, 24)),
        (date(2012, 4, 4), 2, date(2012, 4, 10)),  # over Easter
        (date(2012, 6, 1), 1, date(2012, 6, 6)),  # over the jubilee
        (date(2012, 12, 24), 1, date(2012, 12, 27)),
        (date(2012, 2, 4), 0, date(2012, 2, 4)),
    ],
)
def test_working_days_pass_over_weekends_and_bank_holidays(
    start: date, n: int, expected: date
) -> None:
    assert working_days_after(start, n) == expected


def test_working_days_are_not_counted_backward() -> None:
    with pytest.raises(ValueError, match="forward"):
        working_days_after(TODAY, -1)


@settings(deadline=None)
@given(dates, st.integers(1, 60))
def test_nth_working_day_is_n_working_days_away(start: date, n: int) -> None:
    end = working_days_after(start, n)
    assert is_working_day(end)
    assert working_days_between(start, end) == n
    assert working_days_between(end, start) == -n


@settings(deadline=None)
@given(dates, st.lists(st.integers(0, 400), min_size=2, max_size=2))
def test_working_days_of_two_spans_add_up(start: date, lengths: list[int]) -> None:
    middle = start + timedelta(days=lengths[0])
    end = middle + timedelta(days=lengths[1])
    assert working_days_between(start, end) == working_days_between(
        start, middle
    ) + working_days_between(middle, end)


@pytest.mark.parametrize(
    ("day", "n", "expected"),
    [
        (date(2012, 1, 31), 1, date(2012, 2, 29)),
        (date(2011, 11, 30), 3, date(2012, 2, 29)),
        (date(2012, 2, 29), 12, date(2013, 2, 28)),
        (date(2012, 3, 31), -1, date(2012, 2, 29)),
        (date(2012, 10, 15), 3, date(2013, 1, 15)),
    ],
)
def test_month_too_short_ends_on_its_last_day(day: date, n: int, expected: date) -> None:
    assert months_after(day, n) == expected


@given(dates, st.integers(-240, 240))
def test_months_move_the_month_and_never_lengthen_the_day(day: date, n: int) -> None:
    moved = months_after(day, n)
    assert (moved.year * 12 + moved.month) - (day.year * 12 + day.month) == n
    assert moved.day == day.day or (moved.day < day.day and (moved + timedelta(days=1)).day == 1)


@pytest.mark.parametrize("n", [12 * 8000, -12 * 3000])
def test_months_outside_the_calendar_are_an_error(n: int) -> None:
    with pytest.raises(ValueError, match="months after"):
        months_after(TODAY, n)


@pytest.mark.parametrize(
    ("birth", "day", "age"),
    [
        (date(1996, 3, 14), date(2012, 3, 13), 15),
        (date(1996, 3, 14), date(2012, 3, 14), 16),
        (date(1996, 2, 29), date(2011, 2, 28), 14),
        (date(1996, 2, 29), date(2011, 3, 1), 15),
        (date(2012, 3, 15), date(2012, 3, 14), -1),
    ],
)
def test_age_changes_on_the_birthday(birth: date, day: date, age: int) -> None:
    assert age_on(birth, day) == age


@pytest.mark.parametrize(
    ("length", "unit", "expected"),
    [
        (15, "working days", date(2012, 2, 24)),
        (10, "days", date(2012, 2, 13)),
        (3, "months", date(2012, 5, 3)),
    ],
)
def test_interval_is_due_by_its_own_unit(length: int, unit: str, expected: date) -> None:
    assert due_date(interval(length, unit), date(2012, 2, 3)) == expected
