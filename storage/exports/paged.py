"""What the formats with pages have in common, whichever program lays the pages out."""

from __future__ import annotations

import unicodedata
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from domain.report import Bar, Block, Column, Document, Heading, Paragraph, joined, text_of
from storage.exports.plain_text import plain_text
from storage.exports.wording import in_order, interval_said, made_on

CONTENTS = "Contents"
CONTENTS_DEPTH = 2
NOTHING = "Nothing to show."
UNTITLED = "Untitled"
BARS = (Column("Name", 4), Column("Bar, in per cent", 5), Column("Figures", 4))

_HEADINGS_TO_LEAF = 6
_SIGNS_ACROSS = 80  # of a table's print, over the whole width of the text; wide signs count too
_LONGEST_UNBROKEN = 16  # signs; no column is made wider for a longer word
_LINES_OF_A_WHOLE_ROW = 12
_LINES_OF_A_WHOLE_TABLE = 30


def shown(document: Document) -> tuple[Block, ...]:
    """The blocks with headings in order. Headings and paragraphs without a visible sign are left
    out: a screen reader would announce nothing, and PDF/UA forbids an empty heading.
    """
    return tuple(in_order(block for block in document.blocks if not _blank(block)))


def _blank(block: Block) -> bool:
    match block:
        case Heading():
            text = block.text
        case Paragraph():
            text = text_of(block.line)
        case _:
            return False
    return not any(unicodedata.category(sign)[0] in "LNPS" for sign in plain_text(text))


def leads_on(block: Paragraph) -> bool:
    """Whether a paragraph announces what follows, and has to stand on the same page."""
    return text_of(block.line).rstrip().endswith(":")


def contents(blocks: Iterable[Block]) -> tuple[Heading, ...]:
    """The headings to list in front, none where there are few enough to leaf through."""
    heads = tuple(b for b in blocks if isinstance(b, Heading) and b.level <= CONTENTS_DEPTH)
    return heads if len(heads) >= _HEADINGS_TO_LEAF else ()


def facts(document: Document) -> Iterator[tuple[str, str]]:
    """The facts, the marking among them: a screen reader does not read the edges of a page."""
    yield from document.facts
    said = any(document.marking in value for _, value in document.facts)
    if document.marking.strip() and not said:
        yield "Marking", document.marking


def foot(document: Document) -> str:
    """What stands at the foot of each page, beside the marking."""
    return joined((document.foot, made_on(document)))


# The paragraphs of each cell of a row.
Texts = Sequence[Sequence[str]]


class Print(NamedTuple):
    """The measures of a table's print, all in one unit.

    width: of the text; sign: of a wide letter; edges: what is kept free beside a cell's words.
    """

    width: int
    sign: int
    edges: int


def column_widths(
    columns: Sequence[Column], rows: Iterable[Texts], measures: Print
) -> tuple[int, ...]:
    """The width of each column by its share, but none too narrow for its longest word."""
    longest = [_longest_word([column.title]) for column in columns]
    for row in rows:
        longest = [max(a, _longest_word(cell)) for a, cell in zip(longest, row, strict=True)]
    least = [measures.edges + measures.sign * min(n, _LONGEST_UNBROKEN) for n in longest]
    shares = sum(column.share for column in columns)
    widths = [measures.width * column.share // shares for column in columns]
    spare = [max(0, width - need) for need, width in zip(least, widths, strict=True)]
    short = sum(max(0, need - width) for need, width in zip(least, widths, strict=True))
    if short > sum(spare):  # too many long words: each column gets its part of what there is
        return tuple(measures.width * need // sum(least) for need in least)
    if short == 0:
        return tuple(widths)
    return tuple(
        max(need, width) - short * free // sum(spare)
        for need, width, free in zip(least, widths, spare, strict=True)
    )


def _longest_word(texts: Iterable[str]) -> int:
    """In signs; three capitals are as wide as four."""
    words = (word for text in texts for word in text.split())
    return max((len(word) + sum(map(str.isupper, word)) // 3 for word in words), default=0)


def row_height(cells: Texts, columns: Sequence[Column]) -> int:
    """How many lines of print a row of a table takes, about."""
    across = _SIGNS_ACROSS / sum(column.share for column in columns)
    return max(
        sum(
            1 + int(len(line) / (across * column.share))
            for text in cell
            for line in text.split("\n")
        )
        for cell, column in zip(cells, columns, strict=True)
    )


def row_kept_whole(height: int) -> bool:
    """Whether a row goes to the next page rather than be split over two."""
    return height <= _LINES_OF_A_WHOLE_ROW


def table_kept_whole(heights: Sequence[int]) -> bool:
    """Whether a table does; a long one is split between its rows."""
    return sum(heights) + len(heights) <= _LINES_OF_A_WHOLE_TABLE


def bar_in_words(bar: Bar) -> str:
    """What a drawn bar shows, for whoever cannot see it."""
    if bar.percent is None:
        return "No bar: no score"
    interval = interval_said(bar.interval)
    return f"Bar to {bar.percent} per cent" + (f", 95% interval {interval}" if interval else "")
