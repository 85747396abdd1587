"""A document as read: its text, where its pages begin, and which file it was."""

from __future__ import annotations

from bisect import bisect_right
from dataclasses import dataclass
from itertools import accumulate, pairwise

from domain.text_cleaning import clean


@dataclass(frozen=True, slots=True)
class Document:
    """pages: where each page begins in `text`; a single one where the file knows no pages.

    sha256: of the file as it was, so that a changed or repeated one is noticed.
    """

    name: str
    form: str
    text: str
    pages: tuple[int, ...]
    sha256: str

    def page_of(self, at: int) -> int | None:
        """The page, from 1, that a character stands on; None where pages are not known."""
        return bisect_right(self.pages, at) if len(self.pages) > 1 else None

    @property
    def bare_pages(self) -> tuple[int, ...]:
        """Pages without a word, such as pictures of pages among pages of text."""
        if len(self.pages) < 2:
            return ()
        edges = pairwise((*self.pages, len(self.text)))
        return tuple(
            n for n, (start, end) in enumerate(edges, 1) if not self.text[start:end].strip()
        )


def joined(pages: list[str]) -> tuple[str, tuple[int, ...]]:
    """The pages, cleaned, as one text, and where in it each of them begins.

    Nothing else is changed: offsets into plain text are offsets into the file's own characters.
    """
    cleaned = [clean(page) for page in pages]
    return "\n".join(cleaned), tuple(accumulate((len(p) + 1 for p in cleaned[:-1]), initial=0))
