"""Dates as British assessments write them: a small grammar, day before month always.

`3 March 2014`, `3rd March`, `Mon 3 March`, `the tenth of June`, `03/03/14`, `3.3.14`, `on the 14th`
and `July 2012`. General date finders read "sat" and "a second" as dates; this one reads only these.
"""

from __future__ import annotations

import re
from datetime import date, timedelta
from typing import NamedTuple

from domain.flags.lexicon import pattern, patterns

_MONTHS = ["jan", "feb", "mar", "apr", "may", "jun", "jul", "aug", "sep", "oct", "nov", "dec"]
_DAYS = ["mon", "tue", "wed", "thu", "fri", "sat", "sun"]
_ORDINALS = dict(
    zip(
        [
            "first",
            "second",
            "third",
            "fourth",
            "fifth",
            "sixth",
            "seventh",
            "eighth",
            "ninth",
            "tenth",
            "eleventh",
            "twelfth",
            "thirteenth",
            "fourteenth",
            "fifteenth",
            "sixteenth",
            "seventeenth",
            "eighteenth",
            "nineteenth",
            "twentieth",
            "twenty-first",
            "twenty-second",
            "twenty-third",
            "twenty-fourth",
            "twenty-fifth",
            "twenty-sixth",
            "twenty-seventh",
            "twenty-eighth",
            "twenty-ninth",
            "thirtieth",
            "thirty-first",
        ],
        range(1, 32),
        strict=True,
    )
)
_SHAPES = patterns("dates_in_text", "shapes")
_MONTH_ALONE = pattern("dates_in_text", "month_alone")


_MAY_DATE = re.compile(
    r"\d|\b(?:jan|feb|mar(?:ch|\b)|apr|may\b|june?\b|jul|aug|sept|sep\b|octo|oct\b|nov|dec(?:em|\b))"
)


class Dated(NamedTuple):
    """A date in a sentence: its characters, what was written of it, and its last possible day."""

    start: int
    end: int
    day: int | None
    month: int | None
    year: int | None
    weekday: int | None

    def candidates(self, near: date) -> list[date]:
        """The days it may mean, within two years of `near`, oldest first."""
        years = [self.year] if self.year else range(near.year - 1, near.year + 3)
        months = [self.month] if self.month else range(1, 13)
        found = [d for y in years for m in months if (d := self._day(y, m)) is not None]
        if self.weekday is not None and any(d.weekday() == self.weekday for d in found):
            found = [d for d in found if d.weekday() == self.weekday]
        return sorted(found)

    def _day(self, year: int, month: int) -> date | None:
        if self.day is None:
            return date(year + month // 12, month % 12 + 1, 1) - timedelta(days=1)
        try:
            return date(year, month, self.day)
        except ValueError:
            return None


def find_dates(text: str) -> list[Dated]:
    """The dates of a sentence, in order; none inside another. Whole months have no day."""
    found: list[Dated] = []
    text = text.lower()
    if not _MAY_DATE.search(text):
        return found
    for shape in (*_SHAPES, _MONTH_ALONE):
        for m in shape.finditer(text):
            if not any(d.start < m.end() and m.start() < d.end for d in found):
                dated = _read(m)
                if dated is not None:
                    found.append(dated)
    return sorted(found)


def _read(m: re.Match[str]) -> Dated | None:
    got = m.groupdict()
    day = int(got["day"]) if got.get("day") else _ORDINALS.get((got.get("word") or "").lower())
    month = _month(got)
    year = int(got["year"].lstrip("'")) if got.get("year") else None
    if year is not None and year < 100:
        year += 2000
    if (day is not None and not 1 <= day <= 31) or (month is not None and not 1 <= month <= 12):
        return None
    weekday = _DAYS.index(got["weekday"][:3].lower()) if got.get("weekday") else None
    return Dated(m.start(), m.end(), day, month, year, weekday)


def _month(got: dict[str, str | None]) -> int | None:
    if got.get("month"):
        return _MONTHS.index(str(got["month"])[:3].lower()) + 1
    return int(str(got["number"])) if got.get("number") else None
