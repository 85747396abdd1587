"""A document's sheets as a workbook: typed cells under a head that stays in view, charts, print.

Text is text: none becomes a formula, a link or a number, in a cell that is edited either. A cell
holds no more than 32,767 signs; what is longer runs on into a column that is put in beside it and
named "... (continued)", so that each row stays one row when it is sorted or filtered, and nothing
is lost. Excel knows no time zones: moments are in UTC, and the head says so.
"""

from __future__ import annotations

import io
import math
from collections.abc import Iterable, Iterator
from datetime import UTC, date, datetime
from typing import TYPE_CHECKING, Any

from domain.report import Chart, Document, Sheet, SheetColumn, Value, joined
from storage.exports.plain_text import plain_text
from storage.exports.wording import made_on

if TYPE_CHECKING:
    from xlsxwriter.format import Format
    from xlsxwriter.workbook import Workbook
    from xlsxwriter.worksheet import Worksheet

LONGEST = 32_767  # UTF-16 units in a cell
RUNS_ON = " […continued in the next column]"
_WIDEST, _TALLEST = 110, 31  # a column in signs; a row in lines: Excel's own limit is 409 points
_LINE = 12.75  # points, of Arial at 10
_SIGNS = 1.15  # of Arial at 10, to a unit of a column's width
_ACTIVE = ("=", "+", "-", "@", "\t", "\n", "'", "\uff1d", "\uff0b", "\uff0d", "\uff20")
_SHOWN = {"whole": "#,##0", "percent": "0%", "day": "d mmm yyyy", "moment": "d mmm yyyy hh:mm"}
_NUMBERS = {"align": "right", "indent": 2}
_SET_IN: dict[str, dict[str, Any]] = {
    "whole": _NUMBERS,
    "percent": _NUMBERS,
    "day": {"align": "left"},
    "moment": {"align": "left"},
}
_FIRST_YEAR = 1901  # the days of 1900 and before are one off in Excel, or not there
_MANY = 30  # rows; a chart below more of them has to be told of
_CHARTS_BELOW = "Charts stand below the rows."
_NOTHING = "There is nothing to show."
_PAGE = 220  # signs across a printed page, still large enough to be read
_COVER = "About"
_ARROW = 4  # signs: room for the arrow of a filter
_SMALL = {"name": "Arial", "size": 9}


def write(document: Document) -> bytes:
    """The workbook: a cover with the facts, then the sheets."""
    from xlsxwriter.workbook import Workbook

    out = io.BytesIO()
    options = {
        "in_memory": True,
        "strings_to_formulas": False,
        "strings_to_urls": False,
        "strings_to_numbers": False,
    }
    with Workbook(out, options) as workbook:
        made = document.made.astimezone(UTC).replace(tzinfo=None)
        workbook.set_properties(
            {
                "title": plain_text(document.title),
                "subject": plain_text(document.subtitle),
                "category": plain_text(document.marking),
                "created": made,
            }
        )
        book = _Book(workbook, document)
        names = _safe_names([_COVER, *(sheet.name for sheet in document.sheets)])
        book.cover(names)
        for name, sheet in zip(names[1:], document.sheets, strict=True):
            book.sheet(name, sheet)
    return out.getvalue()


class _Book:
    """The workbook being written, and the formats of its cells."""

    def __init__(self, workbook: Workbook, document: Document) -> None:
        self._workbook = workbook
        self._document = document
        text: dict[str, Any] = {"font_name": "Arial", "font_size": 10, "valign": "top"}
        cell = {**text, "text_wrap": True, "bottom": 1, "bottom_color": "#C3C9D1"}
        head = {**cell, "bold": True, "font_color": "#FFFFFF", "bg_color": "#1D4F7C"}
        self._formats: dict[str, Format] = {
            name: workbook.add_format(properties)
            for name, properties in {
                "title": {**text, "font_size": 20, "bold": True},
                "subtitle": {**text, "font_size": 12, "font_color": "#4B535D"},
                "marking": {**text, "bold": True},
                "plain": {**text, "text_wrap": True},
                "name": {**text, "text_wrap": True, "bold": True},
                "link": {**text, "font_color": "#1D4F7C", "underline": 1},
                "head": head,
                "head of numbers": {**head, **_NUMBERS},
                "text": cell,
                "kept": {**cell, "quote_prefix": True},
                **{
                    kind: {**cell, "num_format": shown, **_SET_IN[kind]}
                    for kind, shown in _SHOWN.items()
                },
            }.items()
        }

    def cover(self, names: list[str]) -> None:
        document = self._document
        page = self._begin(names[0])
        page.set_column(0, 0, 30)
        page.set_column(1, 1, 90)
        page.set_row(1, 30)
        self._put(page, 0, 0, document.marking, "marking")
        self._put(page, 1, 0, document.title, "title")
        self._put(page, 2, 0, document.subtitle, "subtitle")
        row = 4
        for name, value in (*document.facts, ("Made", made_on(document).removeprefix("Made on "))):
            page.set_row(row, _height([(name, 30), (value, 90)]))
            self._put(page, row, 0, name, "name")
            self._put(page, row, 1, value, "plain")
            row += 1
        if document.sheets:
            self._put(page, row + 1, 0, "Sheets", "marking")
        for number, (name, sheet) in enumerate(
            zip(names[1:], document.sheets, strict=True), row + 2
        ):
            page.set_row(number, _height([(sheet.note, 90)]))
            page.write_url(number, 0, f"internal:'{name}'!A1", self._formats["link"], name)
            self._put(page, number, 1, sheet.note, "plain")
        page.activate()

    def sheet(self, name: str, sheet: Sheet) -> None:
        columns, places, rows = _laid_out(sheet)
        page = self._begin(name)
        for place, column in enumerate(columns):
            page.set_column(place, place, column.width)
        self._put(page, 0, 0, self._document.marking, "marking")
        many = bool(sheet.charts) and len(rows) > _MANY
        notes = [*_parts(plain_text(sheet.note)), _CHARTS_BELOW * many, _NOTHING * (not rows)]
        head = 1
        for note in filter(None, notes):
            self._note(page, head, note, columns)
            head += 1
        page.set_row(head, _height([(c.title, c.width - _ARROW) for c in columns]))
        for place, column in enumerate(columns):
            numbers = _SET_IN.get(column.kind) is _NUMBERS
            self._put(page, head, place, column.title, "head of numbers" if numbers else "head")
        for row, cells in enumerate(rows, head + 1):
            page.set_row(row, _height(zip(cells, (c.width for c in columns), strict=True)))
            for place, (column, value) in enumerate(zip(columns, cells, strict=True)):
                self._write(page, row, place, value, column)
        page.freeze_panes(head + 1, int(columns[0].width <= 20))
        page.repeat_rows(head)
        page.repeat_columns(0)
        page.print_across()
        page.fit_to_pages(math.ceil(sum(column.width for column in columns) / _PAGE), 0)
        page.autofilter(head, 0, head + len(rows), len(columns) - 1)
        self._charts(page, name, sheet, places, head)

    def _begin(self, name: str) -> Worksheet:
        """An empty sheet, set up for print: A4 on its side, as wide as the page, marked."""
        page: Worksheet = self._workbook.add_worksheet(name)
        page.set_landscape()
        page.set_paper(9)
        page.set_margins(left=0.5, right=0.5, top=0.8, bottom=0.8)
        page.fit_to_pages(1, 0)
        marking = _print_code(self._document.marking, 60)
        said = (_print_code(text, 60) for text in (self._document.foot, made_on(self._document)))
        foot = joined(said, "\n")
        page.set_header(f'&C&"Arial,Bold"{marking}')
        page.set_footer(
            f'&L&"Arial,Regular"&8 {foot}&C&"Arial,Bold"{marking}&R&"Arial,Regular"&8 Page &P of &N'
        )
        page.hide_gridlines(2)
        return page

    def _note(self, page: Worksheet, row: int, note: str, columns: list[SheetColumn]) -> None:
        wide = sum(column.width for column in columns)
        page.set_row(row, _height([(note, wide)]))
        if len(columns) > 1:
            page.merge_range(row, 0, row, len(columns) - 1, "", self._formats["plain"])
        self._put(page, row, 0, note, "plain")

    def _put(self, page: Worksheet, row: int, place: int, text: str, style: str) -> None:
        """Text, in as many cells to the right as it needs."""
        for number, part in enumerate(_parts(plain_text(text))):
            page.write_string(row, place + number, part, self._formats[style])

    def _write(
        self, page: Worksheet, row: int, place: int, value: Value, column: SheetColumn
    ) -> None:
        """One typed cell; what its type cannot hold (a day before 1900, no number) is text."""
        style = self._formats[column.kind]
        if isinstance(value, datetime):
            value = value.astimezone(UTC).replace(tzinfo=None)
        if value is None or value == "":
            page.write_blank(row, place, None, self._formats["text"])
        elif isinstance(value, int | float) and math.isfinite(value):
            page.write_number(row, place, value, style)
        elif isinstance(value, date) and value.year >= _FIRST_YEAR:
            page.write_datetime(row, place, value, style)
        else:
            text = str(value)
            kept = self._formats["kept" if text.startswith(_ACTIVE) else "text"]
            page.write_string(row, place, text, kept)

    def _charts(
        self, page: Worksheet, name: str, sheet: Sheet, places: list[int], head: int
    ) -> None:
        """The charts of a sheet, below its rows: beside them they would make a print small."""
        row = head + len(sheet.rows) + 2
        for chart in sheet.charts:
            bars = chart.last - chart.first + 1
            height = 110 + 24 * bars
            title = plain_text(chart.title)
            page.insert_chart(
                row,
                0,
                self._chart(name, chart, title, places, head),
                {"description": f"{title}; the figures stand in the cells.", "object_position": 2},
            )
            row += math.ceil(height / 20) + 2

    def _chart(self, name: str, chart: Chart, title: str, places: list[int], head: int) -> Any:
        """Bars from 0 to 100 per cent, the first on top. A cell by its place is no formula."""
        first, last = head + 1 + chart.first, head + 1 + chart.last
        names, values = places[chart.names], places[chart.values]
        drawn: Any = self._workbook.add_chart({"type": "bar"})
        drawn.add_series(
            {
                "name": [name, head, values],
                "categories": [name, first, names, last, names],
                "values": [name, first, values, last, values],
                "fill": {"color": "#2F6EA5"},
                "gap": 40,
                "data_labels": {"value": True, "num_format": "0%", "font": _SMALL},
            }
        )
        # A title made like the name of a cell would be taken for one.
        drawn.set_title(
            {"name": title.replace("!", "! "), "name_font": {"name": "Arial", "size": 12}}
        )
        drawn.set_x_axis(
            {"min": 0, "max": 1, "major_unit": 0.25, "num_format": "0%", "num_font": _SMALL}
        )
        drawn.set_y_axis({"reverse": True, "num_font": _SMALL, "label_position": "low"})
        drawn.set_legend({"none": True})
        drawn.set_size({"width": 900, "height": 110 + 24 * (chart.last - chart.first + 1)})
        return drawn


# --- what does not fit as it is -------------------------------------------------------------------


def _laid_out(sheet: Sheet) -> tuple[list[SheetColumn], list[int], list[list[Value]]]:
    """Its columns with those put in for long text, where each of its own came to, and the rows."""
    columns: list[SheetColumn] = []
    places: list[int] = []
    rows: list[list[Value]] = [[] for _ in sheet.rows]
    for number, column in enumerate(sheet.columns):
        places.append(len(columns))
        cells = [_cell(row[number]) for row in sheet.rows]
        needed = max((len(cell) for cell in cells), default=1)
        width = _width(column, cells)
        title = f"{column.title} (UTC)" if column.kind == "moment" else column.title
        for part in range(needed):
            told = title if not part else f"{title} (continued{f' {part}' * (part > 1)})"
            columns.append(SheetColumn(told, width if not part else column.width, column.kind))
        for row, cell in zip(rows, cells, strict=True):
            row.extend(cell + [None] * (needed - len(cell)))
    return columns, places, rows


def _cell(value: Value) -> list[Value]:
    return list(_parts(plain_text(value))) if isinstance(value, str) else [value]


def _parts(text: str) -> Iterator[str]:
    """The text in pieces that a cell can hold, each but the last saying that there is more."""
    if len(text) <= LONGEST // 2 or _units(text) <= LONGEST:
        yield text
        return
    room = LONGEST - len(RUNS_ON)
    start, units = 0, 0
    for end, sign in enumerate(text):
        units += 1 + (ord(sign) > 0xFFFF)
        if units > room:
            yield text[start:end] + RUNS_ON
            start, units = end, 1 + (ord(sign) > 0xFFFF)
    yield text[start:]


def _units(text: str) -> int:
    return len(text) + sum(sign > "\uffff" for sign in text)


def _lines(text: str, width: int) -> int:
    signs = max(1, int(width * _SIGNS))
    return sum(max(1, math.ceil(len(line) / signs)) for line in text.split("\n"))


def _height(cells: Iterable[tuple[Value, int]]) -> float:
    """Of a row with these values in columns so wide, in points: not every reader works it out."""
    lines = max(
        (_lines(value, width) for value, width in cells if isinstance(value, str)), default=1
    )
    return min(_TALLEST, lines) * _LINE + 3


def _width(column: SheetColumn, cells: Iterable[list[Value]]) -> int:
    """As asked for; wider for a word of its head, and for rows taller than Excel can show."""
    longest = max((v for cell in cells for v in cell if isinstance(v, str)), key=len, default="")
    words = max((len(word) + _ARROW for word in column.title.split()), default=1)
    width = max(column.width, min(words, _WIDEST))
    while width < _WIDEST and _lines(longest, width) > _TALLEST:
        width += 5
    return width


def _safe_names(names: Iterable[str]) -> list[str]:
    """Names as Excel takes them: up to 31 signs, none of []:*?/\\, no two alike, none "History"."""
    taken: set[str] = {"history"}
    safe: list[str] = []
    for given in names:
        signs = "".join("_" if sign in "[]:*?/\\'\n\t" else sign for sign in plain_text(given))
        name = _cut(signs.strip(), 31) or "Sheet"
        number = 1
        while name.casefold() in taken:
            number += 1
            end = f" ({number})"
            name = _cut(signs.strip() or "Sheet", 31 - len(end)) + end
        taken.add(name.casefold())
        safe.append(name)
    return safe


def _cut(text: str, most: int) -> str:
    while _units(text) > most:
        text = text[:-1]
    return text.rstrip()


def _print_code(text: str, most: int) -> str:
    """Text at the head or foot of a printed page, where "&" begins a code. It may be cut short."""
    return _cut(" ".join(plain_text(text).split()), most).replace("&", "&&")
