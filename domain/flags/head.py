"""What a document says of itself at its head: the day it was written on, and the child's name."""

from __future__ import annotations

import re
from datetime import date

from domain.flags.particulars import written

_HEAD = 3000  # characters: the particulars of a form stand on its first page

_NAME = re.compile(
    r"^[^\w\n]*(?:(?:full |child'?s |young person'?s )?name(?: of (?:the )?(?:child|young person))?"
    r"|young person|child)[ \t]*[:|\t][ \t]*(?:(?-i:(?P<last>[A-Z][\w'’-]+)),[ \t]*)?"
    r"(?-i:(?P<first>[A-Z][\w'’-]+)(?:[ \t]+(?:[A-Z]\w*\.?[ \t]+)?(?P<surname>[A-Z][\w'’-]+))?)",
    re.IGNORECASE | re.MULTILINE,
)


def dated(text: str, today: date) -> date | None:
    """The day it was written on; None where no day is told."""
    at = written(text, today)
    return at.day if at else None


def first_name(text: str) -> str:
    """The child's, as 'Name: Kyle Brown' or 'Young person: BROWN, Kyle'; empty if not told."""
    return name(text)[0]


def name(text: str) -> tuple[str, str]:
    """First name and surname of the child; empty where not told."""
    found = _NAME.search(text[:_HEAD])
    if not found:
        return "", ""
    return found["first"], (found["last"] or found["surname"] or "").title()
