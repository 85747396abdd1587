"""Dates: read as typed in a hurry, said in one way, and counted in working days and months.

Nothing here knows what day it is; where that matters, `today` is given.
"""

from __future__ import annotations

import re
from calendar import monthrange
from datetime import date, timedelta
from functools import lru_cache

from domain.errors import Refused
from domain.instrument import Interval
from domain.text_cleaning import clean

MONTHS = (
    "January",
    "February",
    "March",
    "April",
    "May",
    "June",
    "July",
    "August",
    "September",
    "October",
    "November",
    "December",
)
EARLIEST_YEAR = 1900
YEARS_AHEAD = 20  # a date further from today is a slip of the hand
_HOW = "give the date as day month year"

# After lower-casing and with each run of / . , - ' and space as one space.
_SHAPES = tuple(
    re.compile(shape)
    for shape in (
        r"(?P<day>\d{1,2}) (?P<month>\d{1,2})(?: (?P<year>\d{4}|\d{2}))?",
        r"(?P<day>\d{1,2}) ?(?:st|nd|rd|th)? ?(?:of )?(?P<month>[a-z]{3,}) ?(?P<year>\d{4}|\d{2})?",
        r"(?P<month>[a-z]{3,}) ?(?P<day>\d{1,2})(?:st|nd|rd|th)? (?P<year>\d{4})",
        r"(?P<year>\d{4}) (?P<month>\d{1,2}|[a-z]{3,}) (?P<day>\d{1,2})",
    )
)


@lru_cache(maxsize=256)
def bank_holidays(year: int) -> frozenset[date]:
    """The bank holidays of England and Wales, with days given in lieu and one-off ones.

    They are the same in both. A day proclaimed after the release of the `holidays` package in use
    is not known to it.
    """
    import holidays

    return frozenset(holidays.country_holidays("GB", subdiv="ENG", years=year))


def is_working_day(day: date) -> bool:
    """Monday to Friday and no bank holiday of England and Wales."""
    return day.weekday() < 5 and day not in bank_holidays(day.year)


def working_days_after(start: date, n: int) -> date:
    """The n-th working day after `start`, which itself never counts; for 0 `start` as it is.

    Raises ValueError for a negative n, OverflowError past the year 9999.
    """
    if n < 0:
        raise ValueError("working days are counted forward")
    day = start
    while n:
        day += timedelta(days=1)
        n -= is_working_day(day)
    return day


def working_days_between(start: date, end: date) -> int:
    """How many working days after `start` `end` lies: `start` not counted, `end` counted.

    Negative when `end` is the earlier one.
    """
    if end < start:
        return -working_days_between(end, start)
    days = (start + timedelta(days=n) for n in range(1, (end - start).days + 1))
    return sum(is_working_day(day) for day in days)


def months_after(day: date, n: int) -> date:
    """The same day n calendar months on (or back), or the last of a month too short for it.

    Raises ValueError outside the years 1 to 9999.
    """
    year, month = divmod(day.year * 12 + day.month - 1 + n, 12)
    if not date.min.year <= year <= date.max.year:
        raise ValueError(f"no date {n} months after {day}")
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def age_on(birth: date, day: date) -> int:
    """Age in whole years; negative before birth. One born on 29 February turns on 1 March
    in other years."""
    return day.year - birth.year - ((day.month, day.day) < (birth.month, birth.day))


def due_date(interval: Interval, start: date) -> date:
    """The last day on time for something due within `interval` of `start`.

    Lengths and their sources (national standards of the day) stand in the instrument.
    Raises OverflowError or ValueError past the year 9999.
    """
    if interval.unit == "working days":
        return working_days_after(start, interval.length)
    if interval.unit == "months":
        return months_after(start, interval.length)
    return start + timedelta(days=interval.length)


def say_date(day: date) -> str:
    """As written for people: 3 Feb 2012."""
    return f"{day.day} {MONTHS[day.month - 1][:3]} {day.year}"


def parse_date(text: str, today: date) -> date:
    """A British date as typed: 3/2/12, 03.02.2012, 3 Feb 2012, 3rd february 12, 3feb,
    2012-02-03, 'today', 'yesterday'. Day before month, always; month names from three letters on.

    No year: this year's, or last year's if that day is still to come. A year of two digits: 70 to
    99 are in the 1900s, the others in the 2000s unless that is over 20 years from today.
    Raises Refused, with one sentence, for a date that does not exist, lies before 1900 or over 20
    years ahead, or cannot be read.
    """
    typed = clean(text, one_line=True)
    plain = re.sub(r"[/.,\-–'’\s]+", " ", typed.lower()).strip()
    if plain in ("today", "yesterday"):
        return today - timedelta(days=plain == "yesterday")
    for shape in _SHAPES:
        found = shape.fullmatch(plain) if plain.isascii() else None
        month = _month(found["month"]) if found else None
        if found and month is not None:
            return _dated(int(found["day"]), month, found["year"], today)
    raise Refused(_unreadable(typed))


def _month(text: str) -> int | None:
    """Its number, 1 to 12, from a number or the beginning of its name; None for another word."""
    if not text.isdigit():
        return next((n for n, m in enumerate(MONTHS, 1) if m.lower().startswith(text)), None)
    if not 1 <= int(text) <= 12:
        raise Refused(f"There is no month {int(text)}; {_HOW}.")
    return int(text)


def _dated(day: int, month: int, year: str | None, today: date) -> date:
    if year is None:
        still_to_come = (month, day) > (today.month, today.day)
        return _existing(day, month, today.year - still_to_come)
    number = int(year)
    if len(year) == 2:
        number += 2000 if number < 70 and 2000 + number <= today.year + YEARS_AHEAD else 1900
    if not EARLIEST_YEAR <= number <= today.year + YEARS_AHEAD:
        raise Refused(f"The year {year} is too far from today to be right; {_HOW}.")
    return _existing(day, month, number)


def _existing(day: int, month: int, year: int) -> date:
    try:
        return date(year, month, day)
    except ValueError:
        raise Refused(f"There is no {day} {MONTHS[month - 1]} {year}; {_HOW}.") from None


def _unreadable(typed: str) -> str:
    if not typed:
        return f"No date was typed; {_HOW}, such as 3 Feb 2012."
    shown = typed if len(typed) <= 40 else f"{typed[:39]}…"
    return f"‘{shown}’ cannot be read as a date; {_HOW}, such as 3 Feb 2012."
