"""A case's 140 questions with long notes in each format, beside the bare library with the cells."""

from __future__ import annotations

import io
import time
from collections.abc import Callable
from functools import partial
from html import escape

from domain.report import (
    Bars,
    Block,
    Box,
    Heading,
    Listing,
    Paragraph,
    Table,
    Value,
    text_of,
)
from storage.exports import written
from tests.bench.report import Line, against, in_turn
from tests.storage.exports.long_document import long_document

ROUNDS = 5
Rows = list[list[str]]


def lines() -> list[Line]:
    document = long_document()
    rows = [row for block in document.blocks for row in rows_of(block)]
    sheets = [sheet.rows for sheet in document.sheets]
    bare: dict[str, tuple[str, Callable[[], object], float]] = {
        "html": ("html.escape, joined", lambda: bare_html(rows), 8),
        "xlsx": ("XlsxWriter, rows", lambda: bare_xlsx(sheets), 3),
        "docx": ("python-docx, a table", lambda: bare_docx(rows), 1.5),
        "pdf": ("typst, a table", lambda: bare_pdf(rows), 2),
    }
    found = []
    for form, (name, way, goal) in bare.items():
        ours = timed(partial(written, document, form))
        times = in_turn(ROUNDS, {"ours": ours, "bare": timed(way)})
        what = f"140 questions with long notes as {form}"
        found.append(against(what, times["ours"], name, times["bare"], goal))
    return found


def timed(way: Callable[[], object]) -> Callable[[], float]:
    def seconds() -> float:
        began = time.perf_counter()
        done = way()
        taken = time.perf_counter() - began
        assert done
        return taken

    return seconds


def rows_of(block: Block) -> Rows:
    """What a block says, as rows of three cells."""
    if isinstance(block, Table):
        heads = [column.title for column in block.columns]
        cells = [["\n".join(map(text_of, cell)) for cell in row] for row in block.rows]
        return [[block.caption, "", ""], heads, *cells]
    said: Rows
    if isinstance(block, Bars):
        said = [[block.caption, ""], *([bar.label, bar.said] for bar in block.bars)]
    elif isinstance(block, Listing):
        said = [[text_of(item), ""] for item in block.items]
    elif isinstance(block, Box):
        said = [[block.title, block.text or block.to_write]]
    elif isinstance(block, Heading):
        said = [[block.text, ""]]
    else:
        assert isinstance(block, Paragraph)
        said = [[text_of(block.line), ""]]
    return [[*row, ""] for row in said]


def bare_html(rows: Rows) -> bytes:
    told = ("".join(f"<td>{escape(cell)}</td>" for cell in row) for row in rows)
    return "\n".join(f"<tr>{row}</tr>" for row in told).encode()


def bare_xlsx(sheets: list[tuple[tuple[Value, ...], ...]]) -> bytes:
    from xlsxwriter.workbook import Workbook

    out = io.BytesIO()
    options = {"in_memory": True, "strings_to_formulas": False, "remove_timezone": True}
    with Workbook(out, options) as workbook:
        for rows in sheets:
            sheet = workbook.add_worksheet()
            for number, row in enumerate(rows):
                sheet.write_row(number, 0, row)
    return out.getvalue()


def bare_docx(rows: Rows) -> bytes:
    import docx

    document = docx.Document()
    table = document.add_table(rows=0, cols=3)
    for row in rows:
        for cell, text in zip(table.add_row().cells, row, strict=True):
            cell.text = text
    out = io.BytesIO()
    document.save(out)
    return out.getvalue()


def bare_pdf(rows: Rows) -> bytes:
    import typst

    cells = ",\n".join(f"[#{string(cell)}]" for row in rows for cell in row)
    source = f"#table(columns: (3fr, 1fr, 4fr),\n{cells})"
    data: bytes = typst.compile(source.encode())
    return data


def string(text: str) -> str:
    """A string of Typst's own language."""
    return '"' + text.replace("\\", "\\\\").replace('"', '\\"') + '"'
