"""A document for Word: its own headings, lists and tables, so that it can be heard and edited."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from io import BytesIO
from typing import NamedTuple

from docx.document import Document as WordFile
from docx.shared import Cm

from domain.report import (
    Bars,
    Block,
    Box,
    Column,
    Document,
    Heading,
    Line,
    Listing,
    Paragraph,
    Table,
    plain,
    text_of,
)
from storage.exports.bar_pictures import HEIGHT_CM, WIDTH_CM, drawn
from storage.exports.paged import (
    BARS,
    CONTENTS,
    CONTENTS_DEPTH,
    NOTHING,
    UNTITLED,
    Print,
    Texts,
    bar_in_words,
    column_widths,
    contents,
    facts,
    leads_on,
    row_height,
    row_kept_whole,
    shown,
    table_kept_whole,
)
from storage.exports.plain_text import plain_text
from storage.exports.word_file import TEXT_WIDTH, word_file
from storage.exports.wording import gap
from storage.exports.wordml import (
    TABLE,
    Element,
    Look,
    element,
    field,
    keep_with_next,
    paragraph,
    run,
    runs,
    set_apart,
    table,
    table_row,
)

_ROLES = {"body": "", "lead": "Lead", "small": "Small"}
_PRINT = Print(TEXT_WIDTH, sign=105, edges=180)  # twips


def write(document: Document) -> bytes:
    """The whole file."""
    file = word_file(document)
    blocks = shown(document)
    end = file.element.body.sectPr
    for made in (*_front(document, blocks), *_Body(file).of(blocks)):
        end.addprevious(made)
    data = BytesIO()
    file.save(data)
    return data.getvalue()


def _front(document: Document, blocks: tuple[Block, ...]) -> Iterator[Element]:
    """What stands before the text: title, facts, contents."""
    title = document.title if plain_text(document.title).strip() else UNTITLED
    yield paragraph("Title", run(title))
    if plain_text(document.subtitle).strip():
        yield paragraph("Subtitle", run(document.subtitle))
    for name, value in facts(document):
        yield paragraph("Fact", run(f"{name}:", "Strong"), run("\t"), run(value))
    if listed := contents(blocks):
        yield _contents(listed)


def _contents(listed: tuple[Heading, ...]) -> Element:
    """A table of contents Word can bring up to date, without the numbers of pages, which are known
    only where it is laid out: a field to be updated would greet every reader with a question.
    """
    links = [
        element("w:hyperlink", run(heading.text), anchor=_mark(number), history=1)
        for number, heading in enumerate(listed)
    ]
    parts = field(f'TOC \\o "1-{CONTENTS_DEPTH}" \\n \\h \\z', links)
    first, last = parts[:4], parts[-1]
    entries = [[*first], *([link] for link in links[1:])]
    entries[-1].append(last)
    gallery = element(
        "w:docPartObj",
        element("w:docPartGallery", val="Table of Contents"),
        element("w:docPartUnique"),
    )
    lines = (
        paragraph(f"TOC{heading.level}", *entry)
        for heading, entry in zip(listed, entries, strict=True)
    )
    heading = paragraph("TOCHeading", run(CONTENTS))
    return element("w:sdt", element("w:sdtPr", gallery), element("w:sdtContent", heading, *lines))


def _mark(number: int) -> str:
    """The bookmark of the heading that stands at this place in the contents."""
    return f"_Toc{number + 1:09}"


class _Body:
    """Writes block after block, and counts what a Word document numbers throughout."""

    def __init__(self, file: WordFile) -> None:
        self._part = file.part
        self._numbering = file.part.numbering_part.element
        self._listed = 0
        self._ids = 0

    def of(self, blocks: Iterable[Block]) -> Iterator[Element]:
        ways: Mapping[type, Callable[..., Iterable[Element]]] = {
            Heading: self._heading,
            Paragraph: _paragraph,
            Listing: self._listing,
            Table: _table,
            Bars: self._bars,
            Box: self._box,
        }
        below_table = False
        for block in blocks:
            for made in ways[type(block)](block):
                if below_table and isinstance(block, Paragraph):
                    set_apart(made)
                yield made
                below_table = made.tag == TABLE

    def _id(self) -> int:
        self._ids += 1
        return self._ids

    def _heading(self, heading: Heading) -> Iterator[Element]:
        made = paragraph(f"Heading{heading.level}", run(heading.text))
        if heading.level <= CONTENTS_DEPTH:
            number = self._id()
            start = element("w:bookmarkStart", id=number, name=_mark(self._listed))
            made.insert(1, start)
            made.append(element("w:bookmarkEnd", id=number))
            self._listed += 1
        yield made

    def _listing(self, listing: Listing) -> Iterator[Element]:
        number = self._numbered_anew() if listing.ordered and listing.items else None
        for item in listing.items:
            made = paragraph("ListNumber" if listing.ordered else "ListBullet", *runs(item))
            if number is not None:
                list_of = (element("w:ilvl", val=0), element("w:numId", val=number))
                made[0].append(element("w:numPr", *list_of))
            yield made

    def _numbered_anew(self) -> int:
        """A list that begins again at 1."""
        number = len(self._numbering.xpath("w:num")) + 1
        again = element("w:lvlOverride", element("w:startOverride", val=1), ilvl=0)
        kind = element("w:abstractNumId", val=2)
        self._numbering.append(element("w:num", kind, again, numId=number))
        return number

    def _bars(self, bars: Bars) -> Iterator[Element]:
        axis, pictures = drawn(bars.bars)
        rows = [
            Row(
                (
                    _cell([plain(bar.label)]),
                    [self._picture(png, bar_in_words(bar))],
                    _cell([plain(bar.said)]),
                ),
                ([bar.label], [], [bar.said]),
            )
            for bar, png in zip(bars.bars, pictures, strict=True)
        ]
        heads = _heads(BARS)
        heads[1].append(self._picture(axis, "Scale from 0 to 100 per cent"))
        yield from _framed(Frame(bars.caption, BARS, heads), rows)

    def _picture(self, png: bytes, told: str) -> Element:
        inline = self._part.new_pic_inline(BytesIO(png), Cm(WIDTH_CM), Cm(HEIGHT_CM))
        number = self._id()
        for properties in inline.xpath(".//wp:docPr | .//pic:cNvPr"):
            properties.set("id", str(number))
            properties.set("name", f"Picture {number}")
            properties.set("descr", told)
        return paragraph("TableText", element("w:r", element("w:drawing", inline)))

    def _box(self, box: Box) -> Iterator[Element]:
        """Words between borders. A gap is a field to write in: its text goes with the first key."""
        yield paragraph("BoxTitle", run(box.title))
        text = plain_text(box.text).strip()
        if text:
            for part in text.split("\n\n"):
                yield paragraph("BoxText", run(part))
            return
        place = element(
            "w:sdtPr",
            element("w:alias", val=plain_text(box.title)[:64]),
            element("w:id", val=self._id()),
            element("w:showingPlcHdr"),
        )
        words = paragraph("GapText", run(gap(box), "PlaceholderText"))
        yield element("w:sdt", place, element("w:sdtContent", words))


def _paragraph(block: Paragraph) -> Iterator[Element]:
    made = paragraph(_ROLES[block.role], *runs(block.line))
    if leads_on(block):
        keep_with_next(made)
    yield made


Cells = Sequence[Sequence[Element]]


class Row(NamedTuple):
    """texts: the words of its cells."""

    cells: Cells
    texts: Texts


class Frame(NamedTuple):
    """What stands around the rows of a table. heads: the cells of its first row."""

    caption: str
    columns: Sequence[Column]
    heads: Cells
    row_heads: bool = True


def _table(block: Table) -> Iterator[Element]:
    styles = [_style(column) for column in block.columns]
    rows = [
        Row(
            [_cell(*pair) for pair in zip(cells, styles, strict=True)],
            [[text_of(line) for line in cell] for cell in cells],
        )
        for cells in block.rows
    ]
    frame = Frame(block.caption, block.columns, _heads(block.columns), block.row_heads)
    return _framed(frame, rows)


def _style(column: Column) -> str:
    return "TableFigure" if column.numeric else "TableText"


def _heads(columns: Iterable[Column]) -> list[list[Element]]:
    return [_cell([plain(column.title)], _style(column)) for column in columns]


def _cell(lines: Iterable[Line], style: str = "TableText") -> list[Element]:
    return [paragraph(style, *runs(line)) for line in lines] or [paragraph(style)]


def _framed(frame: Frame, rows: Sequence[Row]) -> Iterator[Element]:
    """A table under its caption."""
    yield paragraph("Caption", run(frame.caption))
    if not rows:
        yield paragraph("", run(NOTHING))
        return
    heights = [row_height(row.texts, frame.columns) for row in rows]
    if table_kept_whole(heights):
        for line in (line for row in rows[:-1] for cell in row.cells for line in cell):
            line[0].append(element("w:keepNext"))
    widths = column_widths(frame.columns, [row.texts for row in rows], _PRINT)
    told = f"{len(rows)} rows under a head of {len(widths)} columns"
    yield table(
        Look(frame.caption, told, widths, frame.row_heads),
        [
            table_row(frame.heads, widths, head=True),
            *(
                table_row(row.cells, widths, whole=row_kept_whole(height))
                for row, height in zip(rows, heights, strict=True)
            ),
        ],
    )
