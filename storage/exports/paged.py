"""What documents with pages have in common, whichever program lays them out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator
from dataclasses import replace

from domain.report import Bar, Block, Document, Heading, Lines
from storage.exports.plain_text import plain_text

CONTENTS_DEPTH = 2
NOTHING = "Nothing to show."
TO_BE_WRITTEN = "To be written:"
UNTITLED = "Untitled"
BARS_HEAD = ("Name", "Bar, 0 to 100 per cent", "Figures")

_HEADINGS_TO_LEAF = 6
_SIGNS_OF_A_SHORT_CELL = 500


def in_order(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, each heading one level below the one it belongs to and none of them without a visible sign.

    A screen reader leads through a document by its headings: a level left out is a part that
    seems lost (PDF/UA-1, 7.4.2).
    """
    level = 0
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
        elif any(unicodedata.category(sign)[0] in "LNPS" for sign in plain_text(block.text)):
            level = min(block.level, level + 1)
            yield replace(block, level=level)


def contents(blocks: Iterable[Block]) -> tuple[Heading, ...]:
    """The headings to list in front, none where there are few enough to leaf through."""
    heads = tuple(b for b in blocks if isinstance(b, Heading) and b.level <= CONTENTS_DEPTH)
    return heads if len(heads) >= _HEADINGS_TO_LEAF else ()


def facts(document: Document) -> tuple[tuple[str, str], ...]:
    """The facts, the marking among them: a screen reader does not read the edges of a page."""
    said = any(document.marking in value for _, value in document.facts)
    marking = () if said or not document.marking.strip() else (("Marking", document.marking),)
    return (*document.facts, *marking)


def kept_whole(row: Iterable[Lines]) -> bool:
    """Whether a row of a table is short enough to go to the next page rather than be split."""
    signs = (sum(len(span.text) for line in cell for span in line) for cell in row)
    return max(signs, default=0) <= _SIGNS_OF_A_SHORT_CELL


def bar_in_words(bar: Bar) -> str:
    """What a drawn bar shows, for whoever cannot see it."""
    if bar.percent is None:
        return "No bar: no score"
    if bar.interval is None:
        return f"Bar to {bar.percent} per cent"
    low, high = bar.interval
    return f"Bar to {bar.percent} per cent, interval {low:.0f} to {high:.0f}"
