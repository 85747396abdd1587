"""A document as read: its words on their pages, and which file it was."""

from __future__ import annotations

from dataclasses import dataclass
from itertools import accumulate

from domain.documents import DocumentText
from domain.text_cleaning import clean


@dataclass(frozen=True, slots=True)
class Document:
    """sha256: of the file as it was, so that a changed or repeated one is noticed."""

    name: str
    form: str
    words: DocumentText
    sha256: str

    @property
    def text(self) -> str:
        return self.words.text


def joined(pages: list[str]) -> DocumentText:
    """The pages, cleaned, as one text that knows where each of them begins.

    Nothing else is changed: offsets into plain text are offsets into the file's own characters.
    """
    cleaned = [clean(page) for page in pages]
    starts = accumulate((len(page) + 1 for page in cleaned[:-1]), initial=0)
    return DocumentText("\n".join(cleaned), tuple(starts))
