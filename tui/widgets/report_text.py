"""A part of a report as lines: paragraphs, lists, tables, bars, boxes, each as wide as there is."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import Any

from textual.content import Content

from domain.report import (
    Bars,
    Block,
    Box,
    Heading,
    Line,
    Lines,
    Listing,
    Paragraph,
    Style,
    Table,
)
from domain.text_cleaning import clean
from tui.widgets.bars import score_bar
from tui.widgets.paragraphs import LABEL, Paragraphs, hanging
from tui.widgets.rows import cell

_GAP = 2
_BULLET = 3


class ReportText(Paragraphs):
    """What stands under one heading of a report."""

    def __init__(self) -> None:
        super().__init__()
        self._title, self._blocks = "", tuple[Block, ...]()

    def show(self, title: str, blocks: Sequence[Block]) -> None:
        self._title, self._blocks = title, tuple(blocks)
        self.lay_anew()

    def lines(self, width: int) -> list[Content]:
        lines = Content.styled(clean(self._title, one_line=True), "bold $primary").wrap(width)
        for block in self._blocks:
            told = _LINES[type(block)](block, width)
            # A box that is all there is under a heading has its name.
            again = isinstance(block, Box) and block.text and block.title == self._title
            lines += [Content(""), *(told[1:] if again else told)]
        return lines


def said(line: Line) -> Content:
    """A line with its styles; a quotation in quotation marks."""
    parts = []
    for span in line:
        text = clean(span.text)
        text = f"“{text}”" if span.style is Style.QUOTE else text
        parts.append(Content.styled(text, "bold") if span.style is Style.STRONG else Content(text))
    return Content.assemble(*parts)


def _heading(block: Heading, width: int) -> list[Content]:
    return Content.styled(clean(block.text), "bold").wrap(width)


def _paragraph(block: Paragraph, width: int) -> list[Content]:
    line = said(block.line)
    return (line.stylize(LABEL) if block.role == "small" else line).wrap(width)


def _listing(block: Listing, width: int) -> list[Content]:
    lines: list[Content] = []
    for number, item in enumerate(block.items, 1):
        sign = Content.styled(f"{number}." if block.ordered else "•", LABEL)
        lines += hanging(sign, said(item), width, _BULLET)
    return lines


def _box(block: Box, width: int) -> list[Content]:
    text = Content(clean(block.text)) if block.text else Content.styled(block.to_write, LABEL)
    title = block.title if block.text else f"{block.title}: still to be written"
    return [*Content.styled(clean(title), "bold").wrap(width), *text.wrap(width)]


def _bars(block: Bars, width: int) -> list[Content]:
    lines = Content.styled(clean(block.caption), "bold").wrap(width)
    for bar in block.bars:
        lines += Content(clean(bar.label)).wrap(width)
        lines.append(score_bar(min(width, 50), bar.percent))
        lines += Content.styled(clean(bar.said), LABEL).wrap(width)
    return lines


def _table(block: Table, width: int) -> list[Content]:
    """In columns where they fit side by side; else each row with its cells one below the other."""
    lines = Content.styled(clean(block.caption), "bold").wrap(width)
    widths = _column_widths(block)
    if sum(widths) + _GAP * (len(widths) - 1) <= width:
        head = [Content.styled(clean(column.title), LABEL) for column in block.columns]
        lines.append(_row(head, widths, block))
        for row in block.rows:
            lines.append(_row([_cell(each) for each in row], widths, block))
        return lines
    for row in block.rows:
        lines += _stacked(block, row, width)
    return lines


def _column_widths(block: Table) -> list[int]:
    return [
        max([len(column.title), *(_cell(row[at]).cell_length for row in block.rows)])
        for at, column in enumerate(block.columns)
    ]


def _cell(lines: Lines) -> Content:
    """A cell in one line, for a table in columns."""
    return Content("; ").join(map(said, lines)) if lines else Content("")


def _row(cells: Sequence[Content], widths: Sequence[int], block: Table) -> Content:
    return Content(" " * _GAP).join(
        cell(each, width, align="right" if column.numeric else "left")
        for each, width, column in zip(cells, widths, block.columns, strict=True)
    )


def _stacked(block: Table, row: Sequence[Lines], width: int) -> list[Content]:
    first, *rest = zip(block.columns, row, strict=True)
    lines = _cell(first[1]).stylize("bold").wrap(width)
    for column, told in rest:
        for line in told:
            label = Content.styled(f"  {clean(column.title)}: ", LABEL)
            lines += (label + said(line)).wrap(width)
    return lines


# A writer for each kind of block; what each takes is what it is listed under.
_LINES: dict[type[Any], Callable[[Any, int], list[Content]]] = {
    Heading: _heading,
    Paragraph: _paragraph,
    Listing: _listing,
    Box: _box,
    Bars: _bars,
    Table: _table,
}
