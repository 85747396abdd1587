"""Elements of a Word document: paragraphs, runs, fields and tables, made one by one.

Built directly as XML elements, not through the objects of python-docx, which look a cell up anew
each time it is named: a table of 150 rows would take seconds.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Sequence
from typing import NamedTuple

from docx.oxml.ns import qn
from docx.oxml.parser import OxmlElement
from docx.oxml.xmlchemy import BaseOxmlElement

from domain.report import Line, Style
from storage.exports.plain_text import plain_text

Element = BaseOxmlElement
TABLE = qn("w:tbl")

_BREAKS = re.compile("([\n\t])")
_BREAK_TAGS = {"\n": "w:br", "\t": "w:tab"}
_PICTURE = "http://schemas.openxmlformats.org/drawingml/2006/picture"


def element(tag: str, *children: Element, **attributes: object) -> Element:
    """An element by its prefixed name; the attributes without a prefix of their own are Word's.

    element("w:tab", val="right", pos=9638) is <w:tab w:val="right" w:pos="9638"/>.
    """
    made = OxmlElement(tag)
    prefix = "w:" if tag.startswith("w:") else ""
    for name, value in attributes.items():
        made.set(qn(prefix + name) if prefix else name, str(value))
    made.extend(children)
    return made


def text_parts(text: str) -> Iterator[Element]:
    """A text as Word keeps it in a run: line ends and tabs are elements between the words."""
    for part in _BREAKS.split(plain_text(text)):
        if part in _BREAK_TAGS:
            yield element(_BREAK_TAGS[part])
        elif part:
            words = element("w:t")
            words.text = part
            words.set("{http://www.w3.org/XML/1998/namespace}space", "preserve")
            yield words


def run(text: str, style: str = "") -> Element:
    """style: the id of a character style."""
    made = element("w:r")
    if style:
        properties = element("w:rPr", element("w:rStyle", val=style))
        if style == "Strong":  # else bold in a bold row would be turned into plain
            properties.extend((element("w:b"), element("w:bCs")))
        made.append(properties)
    made.extend(text_parts(text))
    return made


def runs(line: Line) -> Iterator[Element]:
    """A line's spans; a quotation in quotation marks."""
    for span in line:
        match span.style:
            case Style.STRONG:
                yield run(span.text, "Strong")
            case Style.QUOTE:
                yield run(f"“{span.text}”", "QuoteChar")
            case _:
                yield run(span.text)


def paragraph(style: str, *content: Element) -> Element:
    """style: the id of a paragraph style; plain text has none."""
    made = element("w:p")
    if style:
        made.append(element("w:pPr", element("w:pStyle", val=style)))
    made.extend(content)
    return made


def keep_with_next(paragraph: Element) -> None:
    """Has a paragraph stand on the page on which the next one begins."""
    if not paragraph.xpath("w:pPr"):
        paragraph.insert(0, element("w:pPr"))
    paragraph[0].append(element("w:keepNext"))


def set_apart(paragraph: Element) -> None:
    """Gives a paragraph the space that a table before it cannot have below itself."""
    if not paragraph.xpath("w:pPr"):
        paragraph.insert(0, element("w:pPr"))
    paragraph[0].append(element("w:spacing", before=200))


def field(instruction: str, shown: Sequence[Element]) -> list[Element]:
    """A field Word works out, as the runs of a paragraph. shown: what stands until it does."""
    words = element("w:instrText")
    words.text = f" {instruction} "
    return [
        element("w:r", element("w:fldChar", fldCharType="begin")),
        element("w:r", words),
        element("w:r", element("w:fldChar", fldCharType="separate")),
        *shown,
        element("w:r", element("w:fldChar", fldCharType="end")),
    ]


class Look(NamedTuple):
    """What frames a table: its name, what a screen reader is told of it, its widths in twips."""

    title: str
    told: str
    widths: Sequence[int]
    row_heads: bool


def table(look: Look, rows: Iterable[Element]) -> Element:
    """A table of fixed widths, its first row a head; the rows are made by `table_row`."""
    head_column = int(look.row_heads)
    properties = element(
        "w:tblPr",
        element("w:tblStyle", val="CaseTable"),
        element("w:tblW", w=sum(look.widths), type="dxa"),
        element("w:tblLayout", type="fixed"),
        element(
            "w:tblLook",
            val="06A0" if head_column else "0620",
            firstRow=1,
            lastRow=0,
            firstColumn=head_column,
            lastColumn=0,
            noHBand=1,
            noVBand=1,
        ),
        element("w:tblCaption", val=plain_text(look.title)),
        element("w:tblDescription", val=plain_text(look.told)),
    )
    grid = element("w:tblGrid", *(element("w:gridCol", w=width) for width in look.widths))
    return element("w:tbl", properties, grid, *rows)


def table_row(
    cells: Iterable[Iterable[Element]],
    widths: Sequence[int],
    *,
    whole: bool = True,
    head: bool = False,
) -> Element:
    """cells: paragraphs, one at least. whole: not split over pages. head: repeated on each page."""
    made = element("w:tr")
    if whole or head:
        flags = [element("w:cantSplit")] * whole + [element("w:tblHeader")] * head
        made.append(element("w:trPr", *flags))
    for paragraphs, width in zip(cells, widths, strict=True):
        size = element("w:tcPr", element("w:tcW", w=width, type="dxa"))
        made.append(element("w:tc", size, *paragraphs))
    return made
