"""What a document says of itself at its head: the day it was written on, and the child's name."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterable
from datetime import date

from domain.flags.lexicon import words
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


# 'Kyle lives with', 'Kyle's mother': a name that opens a sentence and is followed by more of it.
_OPENING = re.compile(r"(?:^|[.!?]\s+|\n\s*)([A-Z][a-z]+)(?:['’]s)?\s+[a-z]")
_LEAST_OFTEN = 2


def spoken_of(texts: Iterable[str]) -> str:
    """The first name that most sentences open with, where the heads of the forms give none.

    Empty if no known first name opens more than one sentence, or two open as many.
    """
    known = words("people", "first_names")
    counts = Counter(
        found[1] for text in texts for found in _OPENING.finditer(text) if found[1].lower() in known
    )
    (first, most), (_, next_most) = [*counts.most_common(2), ("", 0), ("", 0)][:2]
    return first if most >= _LEAST_OFTEN and most > next_most else ""
