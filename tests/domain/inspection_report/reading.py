"""A document as plain text, the way somebody reads it from top to bottom."""

from __future__ import annotations

from collections.abc import Iterator

from domain.report import (
    Bars,
    Block,
    Box,
    Document,
    Heading,
    Listing,
    Paragraph,
    Table,
    text_of,
)


def as_text(document: Document) -> str:
    """All of a document but its sheets; a gap that a person has to fill is in square brackets."""
    head = [document.title, document.subtitle, document.marking]
    head += [f"{name}: {value}" for name, value in document.facts]
    return "\n".join([*head, *(line for block in document.blocks for line in _lines(block))]) + "\n"


def _lines(block: Block) -> Iterator[str]:
    match block:
        case Heading(level=level, text=text):
            yield from ("", f"{'#' * level} {text}", "")
        case Paragraph(line=line):
            yield text_of(line)
        case Listing(items=items, ordered=ordered):
            for number, item in enumerate(items, 1):
                yield f"{number}. {text_of(item)}" if ordered else f"- {text_of(item)}"
        case Table(caption=caption, columns=columns, rows=rows):
            yield f"| {caption}"
            yield "| " + " | ".join(column.title for column in columns)
            for row in rows:
                yield "| " + " | ".join(" / ".join(map(text_of, cell)) for cell in row)
        case Bars(caption=caption, bars=bars):
            yield f"| {caption}"
            yield from (f"| {bar.label}: {bar.said}" for bar in bars)
        case Box(title=title, text=text, to_write=to_write):
            yield f"{title}: {text}" if text else f"[{title}: {to_write}]"
