"""The glossary as the rest of the program sees it."""

from __future__ import annotations

from collections.abc import Iterable
from functools import cached_property
from pathlib import Path
from typing import TYPE_CHECKING

from glossary.entries import Entry, Match, Mention
from glossary.index import Index
from glossary.loader import key_of, merge, own_entries, shipped_entries
from glossary.search import Searcher

if TYPE_CHECKING:
    from glossary.annotate import Annotator


class Glossary:
    """Entries in the order of their terms, and the ways to find them."""

    def __init__(self, entries: Iterable[Entry]) -> None:
        self.entries: tuple[Entry, ...] = tuple(sorted(entries, key=_shelf))

    @cached_property
    def _searcher(self) -> Searcher:
        return Searcher(Index(self.entries))

    @cached_property
    def _annotator(self) -> Annotator:
        from glossary.annotate import Annotator

        return Annotator(self.entries)

    @cached_property
    def _by_key(self) -> dict[str, Entry]:
        return {key_of(entry.term): entry for entry in self.entries}

    def entry(self, term: str) -> Entry | None:
        """The entry with this very headword, whatever its case and punctuation."""
        return self._by_key.get(key_of(term))

    def search(self, query: str, limit: int = 8) -> list[Match]:
        """Entries that fit, best first; empty when nothing fits."""
        return self._searcher.search(query, limit)

    def nearest(self, query: str, limit: int = 3) -> list[Match]:
        """Near misses to offer when a search found nothing; empty when none is near."""
        return self._searcher.nearest(query, limit)

    def annotate(self, text: str) -> list[Mention]:
        """Terms named in a text, longest first where they overlap, in the order of the text."""
        return self._annotator.annotate(text)


def load_glossary(own: Path | None = None) -> Glossary:
    """The shipped glossary, with a user's own file merged over it.

    Raises GlossaryError (one plain sentence with the cure) when a file cannot be used.
    """
    shipped = shipped_entries()
    return Glossary(merge(shipped, own_entries(own, shipped)) if own else shipped)


def _shelf(entry: Entry) -> tuple[str, str]:
    """Letters before case and punctuation, so that 'RoH work' stands beside RoH."""
    return key_of(entry.term), entry.term
