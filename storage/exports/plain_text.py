"""Text as every format can hold it."""

from __future__ import annotations

from domain.text_cleaning import clean

# They stand for no character, and XML refuses them: Word would not open the file.
_REFUSED = {0xFFFE: None, 0xFFFF: None}


def plain_text(text: str) -> str:
    """The text cleaned, whatever it held. What comes from the store is clean and stays as it is."""
    return clean(text).translate(_REFUSED)
