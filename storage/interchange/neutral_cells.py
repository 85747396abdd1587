"""Cells that a spreadsheet would act on or turn into something else, made plain, and back exactly.

A cell that opens like a formula is run by Excel and its like when a table is opened; one such as
07 or 1.1.03 becomes the number 7 or a day. An apostrophe before it stops both and is seen. One is
also put where a reader that divides at semicolons or tabs would begin a cell.
"""

from __future__ import annotations

import re

NEUTRALISED = "neutralised"  # the last column of a table that has been through this
YES = "yes"

# Signs that open a formula, in their full width too; what looks like a number, a day or a time.
_FORMULA = "[ \xa0]*[=+\\-@\uff1d\uff0b\uff0d\uff20]"
_NUMBER = r"[ \xa0]*\d[\d.,:/ -]*(?:e\d+)?[ \xa0]*\Z"
_START = rf"(?:{_FORMULA}|[\t\r\n]|{_NUMBER})"
_ACTIVE = re.compile(rf"\A(?='*{_START})|(?<=[;\t])(?='*{_FORMULA})", re.I)
_STOPPED = re.compile(rf"\A'(?='*{_START})|(?<=[;\t])'(?='*{_FORMULA})", re.I)


def neutral(cell: str) -> str:
    """The cell as a spreadsheet leaves it alone; one that is plain already is the same."""
    return _ACTIVE.sub("'", cell)


def exact(cell: str) -> str:
    """The cell before it was made neutral, whatever stood in it."""
    return _STOPPED.sub("", cell)
