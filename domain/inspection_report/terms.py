"""The terms of the field that a report uses, explained at its end."""

from __future__ import annotations

from collections.abc import Iterable, Iterator

from domain.report import (
    Bars,
    Block,
    Box,
    Column,
    Heading,
    Listing,
    Paragraph,
    Table,
    lines,
    text_of,
)
from glossary import Entry, load_glossary


def glossary_of(blocks: Iterable[Block]) -> Table | None:
    """The terms in these blocks with what they mean, by the alphabet; None where there is none."""
    found = used(text for block in blocks for text in texts_of(block))
    if not found:
        return None
    return Table(
        "Terms used in this report",
        (Column("Term", 2), Column("Meaning", 6)),
        tuple((lines(entry.term), lines(entry.expansion, entry.definition)) for entry in found),
    )


def used(texts: Iterable[str]) -> list[Entry]:
    """The glossary's entries that are named in the texts, in its order.

    By their own name, or by several words that begin like it: 'compliance' alone does not call for
    the compliance panel.
    """
    glossary = load_glossary()
    found = {
        mention.entry.term
        for text in set(texts)
        for mention in glossary.annotate(text)
        if _names(text[mention.start : mention.end], mention.entry)
    }
    return [entry for entry in glossary.entries if entry.term in found]


def _names(words: str, entry: Entry) -> bool:
    own = {_plain(name) for name in (*entry.names(), *entry.expansions())}
    first, _, more = _plain(words).partition(" ")
    return _plain(words) in own or (bool(more) and first in _plain(entry.term).split())


def _plain(words: str) -> str:
    return words.replace("-", " ").casefold().removesuffix("s")


def texts_of(block: Block) -> Iterator[str]:
    """Every text that a block shows."""
    match block:
        case Heading(text=text):
            yield text
        case Paragraph(line=line):
            yield text_of(line)
        case Listing(items=items):
            yield from map(text_of, items)
        case Table(caption=caption, columns=columns, rows=rows):
            yield caption
            yield from (column.title for column in columns)
            yield from (text_of(line) for row in rows for cell in row for line in cell)
        case Bars(caption=caption, bars=bars):
            yield caption
            yield from (bar.label for bar in bars)
        case Box(title=title, text=text):
            yield from (title, text)
