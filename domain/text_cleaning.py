"""Text from outside made safe to keep: no characters that could command a terminal.

Every imported text, name and typed note passes here once, on entry. What is left is what a
person can see, with tabs and line breaks; nothing is read as markup and nothing is escaped.
"""

from __future__ import annotations

import re
import unicodedata

# What ends a line, told as one newline. Vertical tab and form feed too, which Word and PDF readers
# write between lines and pages: to drop them would run two words together.
_LINE_END = re.compile("\r\n?|[\x0b\x0c\x85\u2028\u2029]")

# Control characters but tab and newline (C0, DEL, C1), marks that turn the direction of
# text and so can make it read as something else, and halves of surrogate pairs.
_DROPPED = re.compile(
    "[\x00-\x08\x0e-\x1f\x7f-\x84\x86-\x9f\u061c\u200e\u200f\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


def clean(text: str, *, one_line: bool = False) -> str:
    """The text without control and direction characters, lines ended by newline, in form NFC.

    one_line: every run of white space becomes one space and none is left at either end. Cleaning
    what is clean changes nothing. Any text is taken; nothing is raised.
    """
    lines = _LINE_END.sub("\n", _DROPPED.sub("", text))
    if one_line:
        lines = " ".join(lines.split())
    return unicodedata.normalize("NFC", lines)
