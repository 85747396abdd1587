"""Read back by openpyxl, the workbook holds every text as text and every value in its type."""

from __future__ import annotations

import io
import re
import zipfile
from dataclasses import replace
from datetime import UTC, date, datetime, timedelta, timezone
from itertools import pairwise
from typing import Any

import pytest
from openpyxl import load_workbook

from domain.report import Chart, Document, Sheet, SheetColumn
from storage.exports import written
from storage.exports.xlsx import LONGEST, RUNS_ON
from tests.storage.exports.hostile import GIVEN, HOSTILE, KEPT, MADE, sample_document, short
from tests.storage.exports.long_document import long_document

HEAD = 4  # the row of the head in the sheets of the sample: marking, note and word of charts above


def book_of(document: Document) -> Any:
    return load_workbook(io.BytesIO(written(document, "xlsx")))


def of(*sheets: Sheet) -> Document:
    return replace(sample_document(), sheets=sheets)


@pytest.fixture(scope="module")
def data() -> bytes:
    return written(sample_document(), "xlsx")


@pytest.fixture(scope="module")
def book(data: bytes) -> Any:
    return load_workbook(io.BytesIO(data))


def text_in(cell: Any) -> str:
    assert cell.data_type in ("s", "n"), cell.data_type
    text: str = cell.value or ""
    return text


def joined(*cells: Any) -> str:
    """The text of a cell and of those it runs on into."""
    texts = [text_in(cell) for cell in cells]
    said = [n for n, text in enumerate(texts) if text]
    for part, following in pairwise(said):
        assert texts[part].endswith(RUNS_ON)
        assert following == part + 1
    return "".join(text.removesuffix(RUNS_ON) for text in texts)


def test_every_text_is_text_and_stands_as_it_was_given(book: Any) -> None:
    sheet = book["Answers"]
    heads = [cell.value for cell in sheet[HEAD]]
    assert heads == [
        "Words", "Words (continued)", "=1+1", "Number", "Share", "Day", "Moment (UTC)",
    ]  # fmt: skip
    for row, (name, kept) in enumerate(KEPT.items(), HEAD + 1):
        cells = sheet[row]
        assert joined(*cells[:2]) == kept, name
        assert cells[2].value == name


def test_every_value_has_its_type(book: Any) -> None:
    for number, row in enumerate(range(HEAD + 1, HEAD + 1 + len(GIVEN))):
        whole, share, day, moment = book["Answers"][row][3:]
        assert (whole.value, whole.number_format) == (number, "#,##0")
        assert (share.value, share.number_format) == (pytest.approx(number / 100), "0%")
        assert day.value == datetime(2012, 2, 20)
        assert day.is_date
        assert moment.value == MADE.replace(tzinfo=None)
    nothing = book["Answers"][HEAD + 1 + len(GIVEN)]
    assert all(cell.value is None for cell in nothing)


def test_no_cell_is_a_formula_and_no_address_a_link(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        parts = {name: packed.read(name).decode() for name in packed.namelist()}
    sheets = [text for name, text in parts.items() if name.startswith("xl/worksheets/sheet")]
    assert len(sheets) == 4
    assert not any("<f>" in text or "<f " in text for text in sheets)
    links = [link for text in sheets for link in re.findall(r"<hyperlink [^>]*>", text)]
    assert len(links) == 3
    assert all(" location=" in link and "r:id" not in link for link in links)
    outside = [name for name, text in parts.items() if 'TargetMode="External"' in text]
    assert not outside


def test_text_that_an_edit_could_make_a_formula_stays_text(book: Any) -> None:
    for row, text in enumerate(KEPT.values(), HEAD + 1):
        opening = text[:1] in tuple("=+-@\t\n'\uff1d\uff0b\uff0d\uff20") and bool(text)
        assert bool(book["Answers"][row][0].quotePrefix) is opening, text[:20]


@pytest.mark.parametrize("length", [LONGEST - 1, LONGEST, LONGEST + 1, 3 * LONGEST])
@pytest.mark.parametrize("sign", ["x", "\U0001f9d2"])
def test_text_longer_than_a_cell_runs_on_beside_it_and_loses_no_sign(
    length: int, sign: str
) -> None:
    text = "".join(f"{n:07}{sign}" for n in range(length // 8 + 1))[:length]
    columns = (SheetColumn("Name", 8), SheetColumn("Note", 40), SheetColumn("Last", 8))
    sheet = book_of(of(Sheet("A", columns, (("a", text, "z"), ("b", "short", "y")))))["A"]
    head = [cell.value for cell in sheet[2]]
    units = len(text) + text.count(sign) * (len(sign.encode("utf-16-le")) // 2 - 1)
    more = head[2:-1]
    assert bool(more) is (units > LONGEST)
    assert all(re.fullmatch(r"Note \(continued(?: \d)?\)", title) for title in more)
    cells = sheet[3]
    assert joined(*cells[1:-1]) == text
    assert (cells[0].value, cells[-1].value) == ("a", "z")
    assert all(len((c.value or "").encode("utf-16-le")) // 2 <= LONGEST for c in cells)
    assert [cell.value for cell in sheet[4] if cell.value] == ["b", "short", "y"]


def test_cover_tells_the_title_the_marking_the_facts_and_the_sheets(book: Any) -> None:
    cover = book.worksheets[0]
    assert cover.title == "About"
    sample = sample_document()
    assert cover["A1"].value == sample.marking
    assert text_in(cover["A2"]) == HOSTILE["script"] + HOSTILE["header codes"] + KEPT["nul"]
    facts = [(cover.cell(row, 1).value, cover.cell(row, 2)) for row in range(5, 5 + len(short()))]
    assert [(name, text_in(cell)) for name, cell in facts] == [(n, KEPT[n]) for n in short()]
    made = cover.cell(5 + len(short()), 2).value
    assert made == "20 Feb 2012 at 14:30 UTC"
    listed = [cover.cell(7 + len(short()) + number, 1).value for number in range(1, 4)]
    assert listed == book.sheetnames[1:]


def test_names_of_sheets_are_such_as_excel_takes() -> None:
    names = [
        "History",
        "about",
        "",
        " ",
        "a" * 40,
        "A" * 40,
        "[x]:*?/\\",
        "'quoted'",
        "\U0001f9d2" * 20,
    ]
    sheets = [Sheet(name, (SheetColumn("A", 8),), ()) for name in names]
    found = book_of(of(*sheets)).sheetnames
    assert len(found) == len(names) + 1
    assert len({name.casefold() for name in found}) == len(found)
    for name in found:
        assert 0 < len(name.encode("utf-16-le")) // 2 <= 31
        assert not re.search(r"[\[\]:*?/\\']", name)
        assert name.casefold() != "history"


def test_head_stays_in_view_filters_and_is_printed_on_every_page() -> None:
    for sheet in book_of(long_document()).worksheets[1:]:
        head = next(row for row in range(1, 6) if sheet.cell(row, 2).value)
        last = sheet.max_column
        assert sheet.freeze_panes.lstrip("AB") == str(head + 1)
        end = sheet.cell(sheet.max_row, last).coordinate
        assert sheet.auto_filter.ref == f"A{head}:{end}"
        assert sheet.print_title_rows == f"${head}:${head}"
        assert sheet.page_setup.orientation == "landscape"
        assert sheet.page_setup.paperSize == 9
        assert (sheet.page_setup.fitToWidth or 1, sheet.page_setup.fitToHeight) == (1, 0)
        assert sheet.sheet_properties.pageSetUpPr.fitToPage


def test_a_sheet_too_wide_for_a_page_takes_several_with_its_first_column_on_each() -> None:
    columns = tuple(SheetColumn(f"Column {number}", 60) for number in range(6))
    sheet = book_of(of(Sheet("A", columns, (("x",) * 6,))))["A"]
    assert (sheet.page_setup.fitToWidth, sheet.page_setup.fitToHeight) == (2, 0)
    assert sheet.print_title_cols == "$A:$A"


def test_a_sheet_without_rows_says_so() -> None:
    sheet = book_of(of(Sheet("A", (SheetColumn("One", 9), SheetColumn("Two", 9)), ())))["A"]
    assert [cell.value for cell in sheet["A"]] == [
        sample_document().marking,
        "There is nothing to show.",
        "One",
    ]


def test_printed_pages_carry_the_marking_at_head_and_foot() -> None:
    for sheet in book_of(long_document()).worksheets:
        assert sheet.oddHeader.center.text == "OFFICIAL-SENSITIVE"
        assert sheet.oddFooter.center.text == "OFFICIAL-SENSITIVE"
        assert "Case 07" in sheet.oddFooter.left.text
        assert sheet.oddFooter.right.text.strip() == "Page &P of &N"
        assert sheet["A1"].value == "OFFICIAL-SENSITIVE"


def test_signs_of_a_marking_are_no_codes_of_a_printed_page(data: bytes) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        text = packed.read("xl/worksheets/sheet2.xml").decode()
    (header,) = re.findall(r"<oddHeader>(.*?)</oddHeader>", text)
    assert header.startswith("&amp;C")
    codes = re.sub("(?:&amp;){2}", "", header.removeprefix("&amp;C&amp;"))
    assert "&amp;" not in codes


def test_charts_are_excels_own_on_an_axis_from_0_to_100_per_cent(data: bytes, book: Any) -> None:
    with zipfile.ZipFile(io.BytesIO(data)) as packed:
        charts = [packed.read(n).decode() for n in packed.namelist() if "charts/chart" in n]
        drawn = packed.read("xl/drawings/drawing1.xml").decode()
    assert len(charts) == 3
    last = HEAD + len(GIVEN)
    for chart, sheet in zip(charts, book.sheetnames[1:], strict=True):
        quoted = sheet if sheet == "Answers" else f"'{sheet}'"
        refs = re.findall(r"<c:f>(.*?)</c:f>", chart)
        assert refs == [
            f"{quoted}!$E${HEAD}",
            f"{quoted}!$C${HEAD + 1}:$C${last}",
            f"{quoted}!$E${HEAD + 1}:$E${last}",
        ]
        assert '<c:max val="1"/>' in chart
        assert '<c:min val="0"/>' in chart
        assert "<a:t>=HYPERLINK(" in chart
    assert 'descr="=HYPERLINK(' in drawn


def test_a_title_like_the_name_of_a_cell_is_still_a_title() -> None:
    columns = (SheetColumn("Name", 8), SheetColumn("Share", 8, "percent"))
    sheet = Sheet("A", columns, (("a", 0.5),), charts=(Chart("=A!B2", 0, 1, 0, 0),))
    with zipfile.ZipFile(io.BytesIO(written(of(sheet), "xlsx"))) as packed:
        chart = packed.read("xl/charts/chart1.xml").decode()
    assert "<a:t>=A! B2</a:t>" in chart


def test_what_a_type_cannot_hold_is_told_as_text() -> None:
    columns = (SheetColumn("Day", 8, "day"), SheetColumn("Score", 8, "percent"))
    rows = ((date(1899, 5, 1), float("nan")), (date(1901, 1, 1), 0.64), ("not known", "no score"))
    sheet = book_of(of(Sheet("A", columns, rows)))["A"]
    assert [[cell.value for cell in row] for row in sheet.iter_rows(3)] == [
        ["1899-05-01", "nan"],
        [datetime(1901, 1, 1), 0.64],
        ["not known", "no score"],
    ]


def test_moments_are_told_in_utc_whatever_their_zone() -> None:
    moment = datetime(2012, 7, 1, 0, 30, tzinfo=timezone(timedelta(hours=1)))
    column = (SheetColumn("At", 8, "moment"),)
    document = replace(of(Sheet("A", column, ((moment,),))), made=moment)
    book = book_of(document)
    assert book["A"]["A2"].value == "At (UTC)"
    assert book["A"]["A3"].value == datetime(2012, 6, 30, 23, 30)
    assert book.properties.created == moment.astimezone(UTC).replace(tzinfo=None)


def test_workbook_names_its_title_and_marking(book: Any) -> None:
    assert book.properties.title == (HOSTILE["script"] + HOSTILE["header codes"] + KEPT["nul"])
    assert book.properties.category == sample_document().marking


def test_rows_are_as_tall_as_their_text_up_to_what_excel_shows() -> None:
    column = (SheetColumn("Note", 40),)
    texts = ("one line", "two\nlines", "x " * 5000)
    sheet = book_of(of(Sheet("A", column, tuple((text,) for text in texts))))["A"]
    one, two, most = (sheet.row_dimensions[row].height for row in (3, 4, 5))
    assert one < two < most <= 409
    assert 40 < sheet.column_dimensions["A"].width < 115


def test_a_document_without_sheets_is_a_cover() -> None:
    book = book_of(Document("Empty", "", "OWN", MADE, (), ()))
    assert book.sheetnames == ["About"]
    assert book["About"]["A2"].value == "Empty"
