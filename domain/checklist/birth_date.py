"""The child's date of birth, kept out of texts in which the age at sentence stands instead."""

from __future__ import annotations

import re
from collections.abc import Sequence
from datetime import date
from typing import NamedTuple

from domain.calendar import MONTHS
from domain.checklist.about import Mask, Masked
from domain.flags.from_case import day_of, told
from domain.interview import Session

_WHAT, _MARK = "date of birth", "[date of birth]"


class _Hidden(NamedTuple):
    what: str
    mark: str
    times: int


class WithoutBirthDate:
    """A mask that hides the date of birth too, as it is mostly written, with its year."""

    def __init__(self, mask: Mask, session: Session) -> None:
        born = day_of(told(session.facts, "born"))
        self._mask = mask
        self._pattern = _written(born) if born else None
        self._times = 0

    def __call__(self, text: str, /) -> str:
        masked = self._mask(text)
        if self._pattern is None:
            return masked
        masked, times = self._pattern.subn(_MARK, masked)
        self._times += times
        return masked

    @property
    def found(self) -> Sequence[Masked]:
        own = (_Hidden(_WHAT, _MARK, self._times),) if self._times else ()
        return (*self._mask.found, *own)


def _written(born: date) -> re.Pattern[str]:
    """15/10/1995, 15.10.95, 15 Oct 1995, 15th of October, 1995, October 15 1995, 1995-10-15."""
    day, month, year = f"0?{born.day}", f"0?{born.month}", f"(?:{born.year}|{born.year % 100:02})"
    whole = MONTHS[born.month - 1]
    name = rf"{whole[:3]}(?:{whole[3:]}|{whole[3:4]})?\.?"
    nth, gap = r"(?:st|nd|rd|th)?", r"[\s,./\-]{1,3}"
    ways = (
        rf"{day}{gap}{month}{gap}{year}",
        rf"{day}{nth}[\s./\-]{{0,3}}(?:of\s)?{name}[\s,./\-]{{0,3}}{year}",
        rf"{name}\s?{day}{nth}{gap}{year}",
        rf"{born.year}-{born.month:02}-{born.day:02}",
    )
    return re.compile(rf"(?<!\w)(?:{'|'.join(ways)})(?!\w)", re.IGNORECASE)
