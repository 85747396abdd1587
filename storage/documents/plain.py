"""Plain text and Markdown: the characters as they are."""

from __future__ import annotations

import codecs

_MARKED = (
    (codecs.BOM_UTF8, "utf-8-sig"),
    (codecs.BOM_UTF16_LE, "utf-16"),
    (codecs.BOM_UTF16_BE, "utf-16"),
)


def decoded(data: bytes, named: str = "") -> str:
    """By the mark in front, then the encoding the file names, UTF-8, or that of Windows."""
    for mark, encoding in _MARKED:
        if data.startswith(mark):
            return data.decode(encoding, errors="replace")
    for encoding in ("utf-8", named or "cp1252"):
        try:
            return data.decode(encoding)
        except (UnicodeError, LookupError):
            continue
    return data.decode("cp1252", errors="replace")


def pages_of(data: bytes) -> list[str]:
    """Text printed to a file has a form feed between pages."""
    return decoded(data).split("\f")
