"""The file on paper: tagged for a screen reader, every text as it stands, marked on every page."""

from __future__ import annotations

import os
import re
import subprocess
import sys
import unicodedata
from collections.abc import Iterator
from dataclasses import replace
from datetime import datetime
from pathlib import Path

import pypdfium2 as pdfium
import pypdfium2.raw as raw
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.report import (
    Bar,
    Bars,
    Block,
    Box,
    Column,
    Document,
    Heading,
    Listing,
    Paragraph,
    Span,
    Style,
    Table,
    plain,
    text_of,
)
from storage.exports import written
from tests.storage.exports.hostile import HOSTILE, KEPT, MADE, sample_document, short
from tests.storage.exports.long_document import long_document
from tests.storage.exports.tags import Tag, pages_of

PAGES_OF_TEXT = 5_000  # signs; a longer text is tried alone, not in every kind of block
ROOT = Path(__file__).resolve().parents[3]
HEADINGS = ("H1", "H2", "H3", "H4")


def small(*blocks: Block, title: str = "Case 07", marking: str = "OFFICIAL-SENSITIVE") -> Document:
    return Document(
        title, "Fenmarsh 2012", marking, MADE, (("Case", "07"),), blocks, foot="Case 07"
    )


def without_the_longest(document: Document) -> Document:
    """The same document, but for texts of many pages, which are many in a hostile one."""

    def kept(block: Block) -> Block | None:
        match block:
            case Paragraph():
                return block if len(text_of(block.line)) < PAGES_OF_TEXT * 3 else None
            case Listing():
                items = tuple(i for i in block.items if len(text_of(i)) < PAGES_OF_TEXT)
                return replace(block, items=items)
            case Table():
                rows = tuple(r for r in block.rows if len(text_of(r[0][0])) < PAGES_OF_TEXT)
                return replace(block, rows=rows)
            case _:
                return block

    blocks = tuple(block for block in map(kept, document.blocks) if block is not None)
    return replace(document, blocks=blocks)


def bare(text: str) -> str:
    """Without what is not to be seen, and letters in one form: what is left must be the same."""
    seen = (c for c in text if unicodedata.category(c)[0] not in "ZC")
    return unicodedata.normalize("NFKC", "".join(seen))


def pages(document: Document) -> list[Tag]:
    return pages_of(written(document, "pdf"))


def everything(found: list[Tag]) -> str:
    return bare("".join(page.text for page in found))


def of_kind(found: list[Tag], *kinds: str) -> list[Tag]:
    return [tag for page in found for tag in page.all(*kinds)]


@pytest.fixture(scope="module")
def hostile() -> bytes:
    return written(without_the_longest(sample_document()), "pdf")


@pytest.fixture(scope="module")
def hostile_pages(hostile: bytes) -> list[Tag]:
    return pages_of(hostile)


# What a font of the file does not hold is told by name, and joiners of signs are left out.
TOLD_BY_NAME = {"full-width formula", "emoji", "right to left", "combining"}


def as_it_stands() -> Iterator[tuple[str, str]]:
    for name, text in KEPT.items():
        if name not in TOLD_BY_NAME and len(text) < PAGES_OF_TEXT:
            yield name, bare(text)


def test_every_text_is_shown_as_it_stands_in_every_kind_of_block(hostile_pages: list[Tag]) -> None:
    kinds = {
        kind: [bare(tag.text) for tag in of_kind(hostile_pages, *tags)]
        for kind, tags in {"heading": ("H2",), "list": ("LBody",), "cell": ("TD",)}.items()
    }
    whole = everything(hostile_pages)
    for name, text in as_it_stands():
        assert whole.count(text) >= 6, name
        for kind, texts in kinds.items():
            if text and len(text) < 1000 and (kind != "heading" or name in short()):
                assert any(text in found for found in texts), (name, kind)


def test_signs_the_fonts_lack_are_told_by_name_and_the_others_shown() -> None:
    said = everything(pages(small(Paragraph(plain(HOSTILE["emoji"] + " 日 ŵ")), Heading(1, "😀"))))
    assert "[girl]" in said
    assert "❤" in said
    assert "[U+65E5]ŵ" in said
    assert "[grinningface]" in said
    assert "told by name" not in everything(pages(small(Paragraph(plain("ŵ")))))
    assert bare("Signs that the fonts of this file do not hold are told by name") in said


def test_text_from_right_to_left_is_in_the_file() -> None:
    said = everything(pages(small(Paragraph(plain(HOSTILE["right to left"])))))
    for word in ("شكرا", "שלום"):
        assert bare(word) in said or bare(word)[::-1] in said


def test_a_letter_keeps_its_form_beside_one_with_a_mark_no_font_holds() -> None:
    said = everything(pages(small(Paragraph(plain("ŵ Z\u20e3 ŵ\u1dfe, \u0e19\u0e49")))))
    assert "ŵZ[U+20E3]ŵ[U+1DFE],[U+0E19][U+0E49]" in said


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40), st.text(max_size=40))
def test_any_text_there_can_be_is_laid_out(text: str, other: str) -> None:
    cell = ((Span(text), Span(other, Style.QUOTE)),)
    table = Table(other, (Column(text), Column("b")), ((cell, (plain(other),)),))
    blocks = (Heading(1, text), Paragraph(plain(text)), table, Box(text, other, text))
    assert pages(small(*blocks, title=text, marking=other))


def test_nothing_of_a_text_is_read_as_markup_of_the_layout(hostile_pages: list[Tag]) -> None:
    assert bare(HOSTILE["typst"]) in everything(hostile_pages)
    assert "root:" not in everything(hostile_pages)


def test_a_text_longer_than_a_page_goes_on_over_pages_and_loses_nothing() -> None:
    text = KEPT["longer than a cell"]
    cell = (plain(text),)
    table = Table("Long", (Column("A", 1), Column("B", 3)), (((plain("x"),), cell),))
    found = pages(small(table))
    assert len(found) > 5
    assert bare("".join(t.text for t in of_kind(found, "TD"))) == "x" + bare(text)


def test_a_word_longer_than_its_column_stays_within_the_page() -> None:
    word = KEPT["very long word"]
    row = tuple((plain(word),) for _ in range(4))
    data = written(small(Table("Words", tuple(Column(f"C{n}") for n in range(4)), (row,))), "pdf")
    page = pdfium.PdfDocument(data)[0]
    width = page.get_width()
    edges = [thing.get_bounds()[2] for thing in page.get_objects([raw.FPDF_PAGEOBJ_TEXT])]
    assert max(edges) < width - 50
    assert everything(pages_of(data)).count(bare(word)) == 4
    assert "\u200b" not in page.get_textpage().get_text_range()


def test_the_file_says_that_it_is_tagged_its_language_its_title_and_the_standard() -> None:
    data = written(small(title="Checklist ŵ <b>"), "pdf")
    document = pdfium.PdfDocument(data)
    assert raw.FPDFCatalog_IsTagged(document)
    assert re.search(rb"/Lang ?\(en-GB\)", data)
    assert re.search(rb"/DisplayDocTitle true", data)
    assert re.search(rb"<pdfuaid:part>1</pdfuaid:part>", data)
    kept = document.get_metadata_dict()
    assert kept["Title"] == "Checklist ŵ <b>"
    assert kept["Author"] == ""
    assert kept["CreationDate"].startswith("D:20120220143000")


def test_the_language_is_the_documents_own() -> None:
    assert b"/Lang(cy)" in written(replace(small(), language="cy"), "pdf").replace(b" ", b"")


def test_every_table_has_a_head_of_header_cells_and_a_caption(hostile_pages: list[Tag]) -> None:
    with_rows = [b for b in sample_document().blocks if isinstance(b, Table) and b.rows]
    captions = [HOSTILE["script"], with_rows[1].caption, HOSTILE["script"]]  # the last of the bars
    assert [bare(t.text) for t in of_kind(hostile_pages, "Caption")] == [*map(bare, captions)]
    begun = [table for table in of_kind(hostile_pages, "Table") if any(table.all("THead"))]
    assert len(begun) == len(captions)
    for table in begun:
        heads = list(table.all("TH"))
        assert [head.scope for head in heads] == ["Column"] * 3
        assert all(head.text for head in heads)


def test_a_head_is_repeated_on_every_page_for_the_eye_and_read_out_once() -> None:
    rows = tuple(((plain(f"Row {n}"),), (plain("said"),)) for n in range(150))
    data = written(small(Table("Rows", (Column("Name"), Column("Told by it")), rows)), "pdf")
    document = pdfium.PdfDocument(data)
    assert len(document) > 2
    for page in document:
        assert "Told by it" in page.get_textpage().get_text_range()
    assert everything(pages_of(data)).count("Toldbyit") == 1


def test_every_drawn_bar_is_told_in_words() -> None:
    bars = (
        Bar("1.1", 64, "64%, 25 of 39", (48.42, 77.26)),
        Bar("1.2", None, "no score"),
        Bar("1.3", 100, "100%, 2 of 2"),
    )
    figures = of_kind(pages(small(Bars("Scores", bars))), "Figure")
    assert [figure.alt for figure in figures] == [
        "Bar to 64 per cent, 95% interval 48.4 to 77.3%",
        "No bar: no score",
        "Bar to 100 per cent",
    ]


def test_headings_are_in_order_none_is_empty_and_the_title_stands_above_them() -> None:
    blocks = (Heading(3, "Too deep"), Heading(1, " "), Heading(4, "Deep"), Heading(1, "Part"))
    found = pages(small(*blocks, title="The title"))
    assert [(t.kind, t.text) for t in of_kind(found, *HEADINGS)] == [
        ("H1", "Too deep"),
        ("H2", "Deep"),
        ("H1", "Part"),
    ]
    assert [t.text for t in of_kind(found, "Title")] == ["The title"]


def test_paragraphs_and_lists_are_tagged_as_such() -> None:
    items = (plain("one"), (Span("two", Style.STRONG), Span("three", Style.QUOTE)))
    found = pages(small(Paragraph(plain("Words.")), Listing(items), Listing(items, ordered=True)))
    assert "Words." in [t.text for t in of_kind(found, "P")]
    listed = of_kind(found, "L")[1:]  # after the facts
    assert [[bare(i.text) for i in t.all("LI")] for t in listed] == [
        ["•one", "•two“three”"],
        ["1.one", "2.two“three”"],
    ]


@pytest.mark.parametrize("marking", ["OFFICIAL-SENSITIVE", "OFFICIAL – Fenmarsh #1 *only*"])
def test_the_marking_stands_at_the_head_and_foot_of_every_page(marking: str) -> None:
    data = written(replace(long_document(40), marking=marking), "pdf")
    document = pdfium.PdfDocument(data)
    assert len(document) > 2
    for number, page in enumerate(document, 1):
        height = page.get_height()
        text = page.get_textpage()
        assert marking in text.get_text_bounded(bottom=height - 70)
        foot = " ".join(text.get_text_bounded(top=80).split())
        assert marking in foot
        assert f"Page {number} of {len(document)}" in foot
        assert "Case 07 · Made on 20 Feb 2012 at 14:30 UTC" in foot


def test_the_marking_is_read_out_once_since_the_edges_of_pages_are_not() -> None:
    assert everything(pages(small())).count("OFFICIAL-SENSITIVE") == 1


def test_a_box_without_words_says_what_is_to_be_written() -> None:
    box = Box("Commentary", "  ", "what lies behind it")
    said = everything(pages(small(box)))
    assert bare("[Still to be written: what lies behind it]") in said
    filled = everything(pages(small(replace(box, text="It was late.\n\nAnd short."))))
    assert bare("It was late. And short.") in filled
    assert "Still" not in filled


def test_tables_and_bars_without_rows_say_so() -> None:
    said = everything(pages(small(Table("None", (Column("A"),), ()), Bars("No bars", ()))))
    assert said.count(bare("Nothing to show.")) == 2


def test_many_headings_are_listed_with_links_to_them() -> None:
    parts = tuple(Heading(1 + n % 2, f"Part {n}") for n in range(8))
    found = pages(small(*parts))
    entries = [bare(t.text) for t in of_kind(found, "TOCI")]
    assert [e for e in entries if e.startswith("Part0")] == ["Part01"]
    assert len(of_kind(found, "Link")) == 8
    assert of_kind(pages(small(*parts[:4])), "TOCI") == []


def test_contents_come_in_the_order_of_the_blocks() -> None:
    blocks = (
        Heading(1, "First"),
        Paragraph(plain("second")),
        Table("third", (Column("fourth"),), (((plain("fifth"),),),)),
        Bars("sixth", (Bar("seventh", 5, "eighth"),)),
        Box("ninth", "tenth", ""),
        Listing((plain("eleventh"),)),
    )
    said = everything(pages(small(*blocks)))
    order = "First second third fourth fifth sixth seventh eighth ninth tenth eleventh"
    places = [said.index(word) for word in order.split()]
    assert places == sorted(places)


def test_the_same_document_gives_the_same_file() -> None:
    assert written(long_document(5), "pdf") == written(long_document(5), "pdf")


@pytest.mark.skipif(os.name != "posix", reason="asks for the memory used as POSIX tells it")
def test_nine_cases_one_after_the_other_take_little_more_memory_than_two() -> None:
    code = (
        "from dataclasses import replace\n"
        "from resource import RUSAGE_SELF, getrusage\n"
        "from tests.storage.exports.long_document import long_document\n"
        "from storage.exports import written\n"
        "document, peaks = long_document(60), []\n"
        "for case in range(9):\n"
        "    written(replace(document, title=f'Case {case}', subtitle=f'{case}'), 'pdf')\n"
        "    peaks.append(getrusage(RUSAGE_SELF).ru_maxrss)\n"
        "print(peaks[-1] / peaks[1])\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert float(done.stdout) < 1.2


def test_a_document_without_a_title_or_anything_else_is_still_a_file() -> None:
    empty = Document(" ", "", "", datetime(2012, 2, 20, tzinfo=MADE.tzinfo), (), ())
    assert [t.text for t in of_kind(pages(empty), "Title")] == ["Untitled"]
