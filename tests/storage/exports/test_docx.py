"""The file for Word: every text as it stands, in Word's own headings, lists and tables."""

from __future__ import annotations

import subprocess
import sys
from collections.abc import Iterable, Sequence
from dataclasses import replace
from pathlib import Path
from xml.etree.ElementTree import Element

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.report import (
    MARKING,
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
)
from storage.exports import written
from tests.storage.exports.hostile import HOSTILE, KEPT, MADE, sample_document, short
from tests.storage.exports.long_document import long_document
from tests.storage.exports.word_reader import (
    SPACES,
    W,
    WordReader,
    found,
    style_of,
    text_in,
    value,
)

HEADINGS = ("Heading1", "Heading2", "Heading3", "Heading4")
ROOT = Path(__file__).resolve().parents[3]


def small(*blocks: Block, title: str = "Case 07") -> Document:
    return Document(
        title, "Fenmarsh 2012", MARKING, MADE, (("Case", "07"),), blocks, foot="Case 07"
    )


def read(*blocks: Block) -> WordReader:
    return WordReader(written(small(*blocks), "docx"))


def texts(elements: Iterable[Element]) -> list[str]:
    return [text_in(element) for element in elements]


@pytest.fixture(scope="module")
def hostile() -> WordReader:
    return WordReader(written(sample_document(), "docx"))


def widths_of(table: Element) -> list[int]:
    """In twips."""
    return [int(value(column, "w")) for column in found(table, "w:tblGrid/w:gridCol")]


def kept_short() -> list[str]:
    return [KEPT[name] for name in short()]


def seen(given: Sequence[str]) -> list[str]:
    """Without those that show nothing: they would be headings and paragraphs without words."""
    return [text for text in given if text.strip()]


def test_every_text_of_a_heading_paragraph_and_list_is_there_as_it_stands(
    hostile: WordReader,
) -> None:
    assert texts(hostile.paragraphs("Heading2")) == seen(kept_short())
    assert texts(hostile.paragraphs("Lead")) == seen(kept_short())
    assert texts(hostile.paragraphs("Small")) == seen([*KEPT.values()])
    assert texts(hostile.paragraphs("ListBullet")) == [*KEPT.values()]
    assert texts(hostile.paragraphs("ListNumber")) == [*KEPT.values()]
    mixed = [f"{text}{text}“{text}”" for text in KEPT.values()]
    assert [t for t in texts(hostile.paragraphs("")) if t != "Nothing to show."] == mixed


def test_every_text_of_a_table_is_there_as_it_stands(hostile: WordReader) -> None:
    table = hostile.tables()[0]
    head, *rows = found(table, "w:tr")
    assert texts(found(head, "w:tc")) == ["Words", HOSTILE["escapes"], "Number"]
    for row, text in zip(rows, KEPT.values(), strict=True):
        assert texts(found(row, "w:tc")) == [text, f"“{text}”{text}\n{text}", ""]


def test_every_text_of_bars_and_boxes_is_there_as_it_stands(hostile: WordReader) -> None:
    _, *rows = found(hostile.tables()[2], "w:tr")
    cells = [texts(found(row, "w:tc")) for row in rows]
    assert cells[:-3] == [[text, "", text] for text in kept_short()]
    assert texts(hostile.paragraphs("BoxTitle")) == [t for t in kept_short() for _ in range(2)]
    gaps = texts(hostile.paragraphs("GapText"))
    assert gaps == [
        f"[Still to be written: {text}]"
        for text in kept_short()
        for _ in range(1 + (not text.strip()))
    ]


def test_title_facts_marking_and_foot_are_there_as_they_stand(hostile: WordReader) -> None:
    title = HOSTILE["script"] + HOSTILE["header codes"] + KEPT["nul"]
    assert texts(hostile.paragraphs("Title")) == [title]
    facts = texts(hostile.paragraphs("Fact"))
    assert facts[:-1] == [f"{name}:\t{KEPT[name]}" for name in short()]
    marking = f"OFFICIAL-SENSITIVE {HOSTILE['header codes']}"
    assert texts([hostile.part("word/header1.xml")]) == [marking]
    foot = text_in(hostile.part("word/footer1.xml"))
    assert foot.startswith(f"{marking}\nCase 07 {HOSTILE['entities']} · Made on 20 Feb 2012")


@settings(max_examples=60, deadline=None)
@given(st.text(max_size=40))
def test_any_text_there_can_be_makes_a_file_that_can_be_read(text: str) -> None:
    cell = ((Span(text), Span(text, Style.QUOTE)),)
    table = Table(text, (Column(text), Column("b")), ((cell, (plain(text),)),))
    blocks = (Heading(1, text), Paragraph(plain(text)), table, Box(text, text, text))
    WordReader(written(replace(small(*blocks, title=text), marking=text, foot=text), "docx"))


def test_every_part_of_the_file_is_xml_or_a_picture_and_nothing_is_fetched(
    hostile: WordReader,
) -> None:
    for name in hostile.parts:
        if name.endswith((".xml", ".rels")):
            hostile.part(name)
        else:
            assert hostile.parts[name].startswith(b"\x89PNG")
        if name.endswith(".rels"):
            assert b'TargetMode="External"' not in hostile.parts[name]


def test_each_element_stands_where_the_format_wants_it(hostile: WordReader) -> None:
    order = ["tblStyle", "tblW", "tblLayout", "tblLook", "tblCaption", "tblDescription"]
    for table in hostile.tables():
        properties = table.find("w:tblPr", SPACES)
        assert properties is not None
        assert [child.tag.removeprefix(W) for child in properties] == order
    first_of_paragraph = [p[0].tag for p in hostile.body.iter(f"{W}p") if found(p, "w:pPr")]
    assert set(first_of_paragraph) == {f"{W}pPr"}
    order = ["pStyle", "keepNext", "numPr"]
    for properties in hostile.body.iter(f"{W}pPr"):
        places = [order.index(child.tag.removeprefix(W)) for child in properties]
        assert places == sorted(places)
    assert [child.tag for child in hostile.body][-1] == f"{W}sectPr"


def test_every_style_that_is_used_is_in_the_file(hostile: WordReader) -> None:
    styles = hostile.part("word/styles.xml")
    known = {value(style, "styleId") for style in found(styles, "w:style")}
    used = {
        value(e)
        for e in hostile.body.iter()
        if e.tag in (f"{W}pStyle", f"{W}rStyle", f"{W}tblStyle")
    }
    based = {value(e) for e in styles.iter() if e.tag in (f"{W}basedOn", f"{W}next", f"{W}link")}
    assert used <= known
    assert based <= known
    assert {
        "Title",
        "Subtitle",
        "Caption",
        "ListBullet",
        "ListNumber",
        "QuoteChar",
        "Strong",
    } < used


def test_headings_are_words_own_and_in_order() -> None:
    file = read(Heading(3, "Too deep"), Heading(1, " "), Heading(4, "Deep"), Heading(1, "Part"))
    headings = [(style_of(p), text_in(p)) for p in file.paragraphs(*HEADINGS)]
    assert headings == [("Heading1", "Too deep"), ("Heading2", "Deep"), ("Heading1", "Part")]
    names = {
        value(s, "styleId"): value(s.find("w:name", SPACES))
        for s in found(file.part("word/styles.xml"), "w:style")
    }
    levels = {
        value(s, "styleId"): value(s.find("w:pPr/w:outlineLvl", SPACES))
        for s in found(file.part("word/styles.xml"), "w:style")
    }
    for number, style in enumerate(HEADINGS):
        assert names[style] == f"heading {number + 1}"
        assert levels[style] == str(number)


def test_every_table_has_a_head_that_is_repeated_widths_that_hold_and_words_for_a_screen_reader(
    hostile: WordReader,
) -> None:
    tables = hostile.tables()
    assert len(tables) == 3
    for table in tables:
        head, *rows = found(table, "w:tr")
        assert found(head, "w:trPr/w:tblHeader")
        assert not any(found(row, "w:trPr/w:tblHeader") for row in rows)
        assert all(text.strip() for text in texts(found(head, "w:tc")))
        look = table.find("w:tblPr/w:tblLook", SPACES)
        assert value(look, "firstRow") == "1"
        assert value(table.find("w:tblPr/w:tblLayout", SPACES), "type") == "fixed"
        widths = widths_of(table)
        for row in (head, *rows):
            cells = found(row, "w:tc/w:tcPr/w:tcW")
            assert [int(value(cell, "w")) for cell in cells] == widths
            assert not found(row, "w:tc/w:tcPr/w:gridSpan")
            assert not found(row, "w:tc/w:tcPr/w:vMerge")
        assert value(table.find("w:tblPr/w:tblW", SPACES), "w") == str(sum(widths))
        assert 9_600 < sum(widths) <= 9_638
        assert value(table.find("w:tblPr/w:tblDescription", SPACES)).endswith("of 3 columns")
    looks = [value(t.find("w:tblPr/w:tblLook", SPACES), "firstColumn") for t in tables]
    assert looks == ["1", "0", "1"]
    captions = [value(t.find("w:tblPr/w:tblCaption", SPACES)) for t in tables]
    assert captions == [HOSTILE["script"], "A table without names of rows", HOSTILE["script"]]
    assert [c for c in texts(hostile.paragraphs("Caption")) if c in captions] == captions


def test_a_short_row_is_not_split_over_pages_and_a_long_one_is() -> None:
    words = "Seen in the record. "
    rows = tuple(((plain("x"),), (plain(words * times),)) for times in (3, 200))
    head, short_row, long_row = found(
        read(Table("T", (Column("A"), Column("B", 4)), rows)).tables()[0], "w:tr"
    )
    assert found(head, "w:trPr/w:cantSplit")
    assert found(short_row, "w:trPr/w:cantSplit")
    assert not found(long_row, "w:trPr/w:cantSplit")


def test_a_column_is_as_wide_as_the_longest_word_in_it() -> None:
    columns = (Column("Headline", 20), Column("Highest", 1), Column("X", 1))
    row = ((plain("a"),), (plain("1"),), (plain("countersigned"),))
    table = read(Table("T", columns, (row,))).tables()[0]
    wide, title, word = widths_of(table)
    assert title >= 7 * 100
    assert word >= 13 * 100
    assert wide > title + word


def test_words_in_capitals_are_not_broken_in_a_table_of_many_columns() -> None:
    titles = ("Headline theme", "Score", "Comment", "Sufficient answers", "95% interval")
    columns = tuple(
        Column(t) for t in (*titles, "Lowest elsewhere", "Highest elsewhere", "Average")
    )
    cells = tuple(
        (plain(t),) for t in ("Likelihood of Reoffending", "62%", "SUBSTANTIAL", *"-----")
    )
    widths = widths_of(read(Table("T", columns, (cells,))).tables()[0])
    assert sum(widths) <= 9_638
    assert widths[2] >= len("SUBSTANTIAL") * 125
    assert min(widths) >= len("Lowest") * 100


def test_figures_stand_to_the_right_and_a_whole_row_of_a_short_table_stays_with_the_next() -> None:
    row = ((plain("a"),), (plain("62%"),))
    table = read(Table("T", (Column("A"), Column("Score", numeric=True)), (row, row))).tables()[0]
    styles = [[style_of(p) for p in r.iter(f"{W}p")] for r in found(table, "w:tr")]
    assert styles == [["TableText", "TableFigure"]] * 3
    kept = [len(found(r, "w:tc/w:p/w:pPr/w:keepNext")) for r in found(table, "w:tr")]
    assert kept[1:] == [2, 0]


def test_each_list_of_numbers_begins_at_one() -> None:
    points = Listing((plain("one"), plain("two")), ordered=True)
    file = read(points, Paragraph(plain("Between.")), points, Listing((plain("a"),)))
    used = [value(p.find("w:pPr/w:numPr/w:numId", SPACES)) for p in file.paragraphs("ListNumber")]
    assert used[0] == used[1] != used[2] == used[3]
    numbering = file.part("word/numbering.xml")
    starts = {
        value(num, "numId"): value(num.find("w:lvlOverride/w:startOverride", SPACES))
        for num in found(numbering, "w:num")
    }
    assert starts[used[0]] == starts[used[2]] == "1"
    assert "ListBullet" in {value(e) for e in numbering.iter(f"{W}pStyle")}


def test_strong_words_and_quotations_are_styles_of_their_own() -> None:
    line = (Span("a"), Span("b", Style.STRONG), Span("c", Style.QUOTE))
    (paragraph,) = read(Paragraph(line)).paragraphs("")
    styles = [value(r.find("w:rPr/w:rStyle", SPACES)) for r in found(paragraph, "w:r")]
    assert styles == ["", "Strong", "QuoteChar"]
    assert text_in(paragraph) == "ab“c”"


def test_every_bar_is_a_picture_told_in_words_beside_its_figures() -> None:
    bars = (Bar("1.1", 64, "64%, 25 of 39", (48.42, 77.26)), Bar("1.2", None, "no score"))
    file = read(Bars("Scores", bars))
    told = [e.get("descr") for e in file.body.iter(f"{{{SPACES['wp']}}}docPr")]
    assert told == [
        "Scale from 0 to 100 per cent",
        "Bar to 64 per cent, 95% interval 48.4 to 77.3%",
        "No bar: no score",
    ]
    numbers = [e.get("id") for e in file.body.iter(f"{{{SPACES['wp']}}}docPr")]
    assert len(set(numbers)) == 3
    assert len([name for name in file.parts if name.endswith(".png")]) == 3


def test_a_gap_is_a_place_to_type_in_whose_text_goes_with_the_first_key() -> None:
    file = read(
        Box("Commentary", " ", "what lies behind it"), Box("Filled", "One.\n\nTwo.\nThree", "")
    )
    (place,) = (s for s in file.body.iter(f"{W}sdt") if found(s, "w:sdtPr/w:showingPlcHdr"))
    assert value(place.find("w:sdtPr/w:alias", SPACES)) == "Commentary"
    assert text_in(place) == "[Still to be written: what lies behind it]"
    assert texts(file.paragraphs("BoxText")) == ["One.", "Two.\nThree"]


def test_nothing_is_an_empty_paragraph() -> None:
    file = WordReader(written(long_document(30), "docx"))
    cells = {p for t in file.tables() for p in t.iter(f"{W}p")}
    others = [p for p in file.body.iter(f"{W}p") if p not in cells]
    assert all(text.strip() for text in texts(others))


def test_a_paragraph_below_a_table_stands_apart_from_it() -> None:
    table = Table("T", (Column("A"),), (((plain("a"),),),))
    file = read(table, Paragraph(plain("Below.")), Paragraph(plain("After.")))
    apart = [bool(found(p, "w:pPr/w:spacing")) for p in file.paragraphs("")]
    assert apart == [True, False]


def test_tables_and_bars_without_rows_say_so() -> None:
    file = read(Table("None", (Column("A"),), ()), Bars("No bars", ()))
    assert file.tables() == []
    assert texts(file.paragraphs("")) == ["Nothing to show."] * 2


def test_many_headings_are_listed_with_links_that_find_them() -> None:
    parts = tuple(Heading(1 + n % 2, f"Part {n}") for n in range(8))
    file = read(*parts)
    links = list(file.body.iter(f"{W}hyperlink"))
    marks = {
        value(mark, "name"): text_in(p).strip()
        for p in file.paragraphs(*HEADINGS)
        for mark in found(p, "w:bookmarkStart")
    }
    assert [marks[value(link, "anchor")] for link in links] == [part.text for part in parts]
    assert "updateFields" not in file.parts["word/settings.xml"].decode()
    assert list(read(*parts[:4]).body.iter(f"{W}hyperlink")) == []


def test_fields_are_opened_and_closed_in_turn(hostile: WordReader) -> None:
    for part in ("word/document.xml", "word/footer1.xml"):
        kinds = [value(e, "fldCharType") for e in hostile.part(part).iter(f"{W}fldChar")]
        assert kinds == ["begin", "separate", "end"] * (len(kinds) // 3)
        assert kinds


def test_each_page_says_its_number_and_how_many_there_are() -> None:
    footer = read().part("word/footer1.xml")
    assert [e.text for e in footer.iter(f"{W}instrText")] == [" PAGE ", " NUMPAGES "]
    assert text_in(footer).endswith("\tPage 1 of 1")


def test_the_page_is_a4() -> None:
    size = read().body.find("w:sectPr/w:pgSz", SPACES)
    assert (value(size, "w"), value(size, "h")) == ("11906", "16838")


@pytest.mark.parametrize("language", ["en-GB", "cy-GB"])
def test_the_language_is_the_documents_own(language: str) -> None:
    file = WordReader(written(replace(small(), language=language), "docx"))
    default = file.part("word/styles.xml").find("w:docDefaults/w:rPrDefault/w:rPr/w:lang", SPACES)
    assert value(default) == language
    assert b"en-US" not in b"".join(file.parts.values())


def test_the_properties_tell_the_document_and_nobody() -> None:
    file = WordReader(written(small(title="Checklist\n" + "x" * 300), "docx"))
    core = file.part("docProps/core.xml")
    told = {
        name: (core.findtext(name, namespaces=SPACES) or "")
        for name in ("dc:title", "dc:subject", "dc:creator", "cp:lastModifiedBy", "cp:keywords")
    }
    assert told.pop("dc:title").startswith("Checklist xxx")
    assert told == {
        "dc:subject": "Fenmarsh 2012",
        "dc:creator": "",
        "cp:lastModifiedBy": "",
        "cp:keywords": MARKING,
    }
    assert core.findtext("dcterms:created", namespaces=SPACES) == "2012-02-20T14:30:00Z"
    assert "docProps/app.xml" not in file.parts
    assert not any("thumbnail" in name or "customXml" in name for name in file.parts)


def test_the_marking_is_read_out_once_since_the_edges_of_pages_are_not() -> None:
    assert texts(read().paragraphs("Fact")) == ["Case:\t07", f"Marking:\t{MARKING}"]


def test_a_case_of_153_questions_is_written_within_two_seconds_with_all_that_is_loaded() -> None:
    code = (
        "from tests.storage.exports.long_document import long_document\n"
        "import time\n"
        "document = long_document(153)\n"
        "begun = time.process_time()\n"
        "from storage.exports import written\n"
        "assert len(written(document, 'docx')) > 20_000\n"
        "print(time.process_time() - begun)\n"
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, check=True, capture_output=True, text=True
    )
    assert float(done.stdout) < 2


def test_what_leads_on_to_a_list_stands_on_its_page() -> None:
    leading, closing = Paragraph(plain("In more cases than now:")), Paragraph(plain("That is all."))
    word = read(leading, Listing((plain("the plan is clear"),)), closing)
    kept = {text_in(p): bool(found(p, "w:pPr/w:keepNext")) for p in word.body.iter(f"{W}p")}
    assert kept["In more cases than now:"]
    assert not kept["That is all."]
