"""What a document says of itself at its head: the day it was written on, and the child's name."""

from __future__ import annotations

import re
from datetime import date

from domain.calendar import parse_date
from domain.errors import Refused

_HEAD = 3000  # characters: the particulars of a form stand on its first page

_DATE = (
    r"\d{1,2}(?:st|nd|rd|th)?\s+(?:of\s+)?[A-Za-z]{3,9}\.?,?\s+\d{4}"
    r"|\d{1,2}[/.-]\d{1,2}[/.-]\d{2,4}|\d{4}-\d\d-\d\d"
)
# 'Date of birth' and 'Date of sentence' are dates too, and not these.
_LABELS = (
    r"date\s+(?:completed|of\s+(?:completion|assessment|screening|report|plan|review)|written"
    r"|assessed)",
    r"(?:assessment|screening|report|plan|review)\s+(?:date|completed(?:\s+on)?)",
    r"completed(?:\s+on)?|dated?",
)

_NAME = re.compile(
    r"^[^\w\n]*(?:(?:full |child'?s |young person'?s )?name(?: of (?:the )?(?:child|young person))?"
    r"|young person|child)[ \t]*[:|\t][ \t]*(?:(?-i:(?P<last>[A-Z][\w'’-]+)),[ \t]*)?"
    r"(?-i:(?P<first>[A-Z][\w'’-]+))",
    re.IGNORECASE | re.MULTILINE,
)


def dated(text: str, today: date) -> date | None:
    """The plainest label counts, wherever in the head it stands; None where no day is told."""
    head = text[:_HEAD]
    for label in _LABELS:
        for found in re.finditer(
            rf"^[^\w\n]*(?:{label})\b[ \t]*[:\-–—|*]*\s{{0,3}}(?P<day>{_DATE})",
            head,
            re.IGNORECASE | re.MULTILINE,
        ):
            try:
                return parse_date(found["day"], today)
            except Refused:
                continue
    return None


def first_name(text: str) -> str:
    """The child's, as 'Name: Kyle Brown' or 'Young person: BROWN, Kyle'; empty if not told."""
    found = _NAME.search(text[:_HEAD])
    return found["first"] if found else ""
