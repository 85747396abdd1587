"""A document as plain text, to be read and compared in tests."""

from collections.abc import Iterator

from domain.report import (
    Bars,
    Block,
    Box,
    Document,
    Heading,
    Lines,
    Listing,
    Paragraph,
    Sheet,
    Table,
    text_of,
)


def as_text(document: Document) -> str:
    """Everything that is read; the sheets are left out."""
    return "\n".join(_lines(document)) + "\n"


def _lines(document: Document) -> Iterator[str]:
    yield from (document.marking, document.title, document.subtitle)
    yield from (f"{name}: {value}" for name, value in document.facts)
    for block in document.blocks:
        yield from _block(block)
    yield from ("", document.foot)


def _block(block: Block) -> Iterator[str]:
    match block:
        case Heading():
            yield from ("", f"{'#' * block.level} {block.text}")
        case Paragraph():
            yield text_of(block.line)
        case Listing():
            yield from (f"- {text_of(item)}" for item in block.items)
        case Table():
            yield f"[{block.caption}] {' | '.join(column.title for column in block.columns)}"
            yield from (" | ".join(cell_text(cell) for cell in row) for row in block.rows)
        case Bars():
            yield f"[{block.caption}]"
            yield from (f"{bar.label}: {bar.said}" for bar in block.bars)
        case Box():
            yield f"{block.title}: {block.text or block.to_write}"


def cell_text(cell: Lines) -> str:
    return " / ".join(text_of(line) for line in cell)


def sheet_text(sheets: tuple[Sheet, ...]) -> str:
    """Every cell of every sheet."""
    return "\n".join(str(value) for sheet in sheets for row in sheet.rows for value in row)
