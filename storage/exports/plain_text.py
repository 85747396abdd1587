"""Text as every format can hold it."""

from __future__ import annotations

from domain.text_cleaning import clean


def plain_text(text: str) -> str:
    """The text cleaned, whatever it held. What comes from the store is clean and stays as it is.

    U+FFFE and U+FFFF go as well: they stand for no character, and Word opens no file with them.
    """
    if text.isascii() and text.isprintable():
        return text
    return clean(text).replace("\ufffe", "").replace("\uffff", "")
