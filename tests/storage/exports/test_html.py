"""The page shows every text as it stands, fetches nothing, and can be heard, printed, enlarged."""

from __future__ import annotations

import base64
import hashlib
import re
from dataclasses import replace
from importlib.resources import files
from itertools import pairwise

import pytest

from domain.report import Bar, Bars, Box, Document, Heading, Table
from storage.exports import written
from tests.storage.exports.hostile import GIVEN, HOSTILE, KEPT, MADE, sample_document, short
from tests.storage.exports.long_document import long_document
from tests.storage.exports.page import Node, page_of

FRAME = {"html", "head", "meta", "title", "style", "body", "header", "nav", "main", "footer"}
TEXT = {"a", "div", "dl", "dt", "dd", "h1", "h2", "h3", "h4", "h5", "li", "ol", "p", "q", "ul"}
TABLES = {"table", "caption", "colgroup", "col", "thead", "tbody", "tr", "th", "td"}
OURS = FRAME | TEXT | TABLES | {"strong", "span", "wbr", "svg", "desc", "rect", "path"}
HEADINGS = ("h1", "h2", "h3", "h4", "h5", "h6")


@pytest.fixture(scope="module")
def page() -> Node:
    return page_of(written(sample_document(), "html"))


@pytest.fixture(scope="module")
def long_page() -> Node:
    return page_of(written(long_document(), "html"))


def texts(nodes: list[Node]) -> list[str]:
    return [node.text for node in nodes]


def sample_title() -> str:
    return HOSTILE["script"] + HOSTILE["header codes"] + KEPT["nul"]


def kept_short() -> list[str]:
    return [KEPT[name] for name in short()]


def test_every_text_of_a_paragraph_and_list_is_shown_as_it_stands(page: Node) -> None:
    main = page.only("main")
    assert texts(main.all("li")) == [*KEPT.values()] * 2
    own = [node.text for node in main.children if isinstance(node, Node) and node.tag == "p"]
    for name, text in KEPT.items():
        assert f"{text}{text}“{text}”" in own
        assert own.count(text) >= 1 + (name in short())


def test_every_text_of_a_table_is_shown_as_it_stands(page: Node) -> None:
    table = page.only("main").all("table")[0]
    assert table.only("caption").text == HOSTILE["script"]
    assert texts(table.all("th", scope="col")) == ["Words", HOSTILE["escapes"], "Number"]
    rows = table.only("tbody").all("tr")
    for row, text in zip(rows, KEPT.values(), strict=True):
        first, second, third = (node for node in row.children if isinstance(node, Node))
        assert first.text == text
        assert texts(second.all("p")) == [f"“{text}”{text}", text]
        assert third.text == ""


def test_every_text_of_the_head_of_the_page_is_shown_as_it_stands(page: Node) -> None:
    top = page.only("header")
    assert texts(top.all("dd")) == kept_short()
    assert top.only("h1").text == sample_title()
    assert top.only("p", **{"class": "subtitle"}).text == HOSTILE["welsh"] + HOSTILE["typst"]


def test_headings_boxes_and_bars_show_every_text_as_it_stands(page: Node) -> None:
    main = page.only("main")
    named = [text for text in kept_short() if text.strip()]
    assert texts(main.all("h3")) == named
    assert texts(page.only("nav").all("a"))[1:] == named
    bars = main.all("table", **{"class": "bars"})[0]
    labels = [row.all("th", "td")[0].text for row in bars.only("tbody").all("tr")]
    assert labels == [
        *(text if text.strip() else "" for text in kept_short()),
        "none",
        "nothing",
        "all",
    ]
    boxes = main.all("div", role="group")
    filled = [text for text in kept_short() if text.strip()]
    says = [box.all("p")[1].text for box in boxes[::2] if box.attributes["class"] == "box"]
    assert says == filled


def test_only_elements_of_the_writer_stand_in_the_page(page: Node) -> None:
    used = {node.tag for node in page.nodes} - {"page"}
    assert used <= OURS
    assert used >= {"h1", "table", "svg", "nav", "strong", "q"}


def test_nothing_is_run_and_nothing_is_fetched(page: Node) -> None:
    for node in page.nodes:
        for name, value in node.attributes.items():
            assert not name.startswith("on")
            assert name not in ("style", "src", "srcset", "action", "data", "xlink:href")
            assert name != "href" or value.startswith("#")
    style = page.only("style").text
    assert not re.search(r"url\(|@import|image-set|</|<!--", style)


def test_policy_lets_the_page_use_its_own_style_and_nothing_else(page: Node) -> None:
    digest = base64.b64encode(hashlib.sha256(page.only("style").text.encode()).digest()).decode()
    policy = page.only("meta", **{"http-equiv": "Content-Security-Policy"}).attributes["content"]
    assert policy.split("; ") == [
        "default-src 'none'",
        f"style-src 'sha256-{digest}'",
        "base-uri 'none'",
        "form-action 'none'",
    ]


@pytest.mark.parametrize("which", ["page", "long_page"])
def test_headings_stand_in_order_under_one_title(
    which: str, request: pytest.FixtureRequest
) -> None:
    tree: Node = request.getfixturevalue(which)
    levels = [int(node.tag[1]) for node in tree.all(*HEADINGS)]
    assert levels.count(1) == 1
    assert levels[0] == 1
    assert all(after <= before + 1 for before, after in pairwise(levels))


def test_a_heading_is_never_more_than_one_level_below_the_last() -> None:
    blocks = (
        Heading(3, "deep"),
        Heading(1, "a"),
        Heading(4, "b"),
        Heading(2, " "),
        Heading(2, "c"),
    )
    page = page_of(written(replace(sample_document(), blocks=blocks), "html"))
    found = [(node.tag, node.text) for node in page.only("main").all(*HEADINGS)]
    assert found == [("h2", "deep"), ("h2", "a"), ("h3", "b"), ("h3", "c")]
    links = page.only("nav").all("a")
    assert texts(links) == ["deep", "a", "b", "c"]


@pytest.mark.parametrize("which", ["page", "long_page"])
def test_every_table_has_a_caption_and_heads_that_say_what_they_name(
    which: str, request: pytest.FixtureRequest
) -> None:
    tree: Node = request.getfixturevalue(which)
    tables = tree.all("table")
    assert tables
    for table in tables:
        assert table.only("caption").text.strip()
        wide = len(table.only("thead").all("th"))
        assert all(head.attributes["scope"] == "col" for head in table.only("thead").all("th"))
        for row in table.only("tbody").all("tr"):
            cells = row.all("td", "th")
            assert sum(int(cell.attributes.get("colspan", "1")) for cell in cells) == wide
            assert all(cell.attributes["scope"] == "row" for cell in row.all("th"))
            assert all(cell.text.strip() for cell in row.all("th"))


def test_a_table_whose_first_column_names_nothing_has_no_heads_of_rows(page: Node) -> None:
    (table,) = [t for t in page.all("table") if "without names" in t.only("caption").text]
    assert not table.only("tbody").all("th")
    assert len(table.only("tbody").all("tr")) == 3


def test_a_table_and_bars_without_rows_say_so(page: Node) -> None:
    empty = [t for t in page.all("table") if "Nothing to show." in t.only("tbody").text]
    assert texts([t.only("caption") for t in empty]) == ["A table without rows", "No bars"]


def test_page_says_its_language_its_title_and_where_its_parts_are(page: Node) -> None:
    assert page.only("html").attributes["lang"] == "en-GB"
    assert page.only("head").only("title").text == f"{sample_title()} · {sample_document().marking}"
    skip = page.only("a", **{"class": "skip"})
    assert skip.attributes["href"] == "#" + page.only("main").attributes["id"]
    for landmark in ("header", "nav", "main", "footer"):
        page.only(landmark)


def test_what_is_pointed_to_is_there_once(page: Node) -> None:
    names = [node.attributes["id"] for node in page.nodes if "id" in node.attributes]
    assert len(set(names)) == len(names)
    pointed = [node.attributes["href"][1:] for node in page.all("a")]
    pointed += [
        node.attributes["aria-labelledby"]
        for node in page.nodes
        if "aria-labelledby" in node.attributes
    ]
    assert pointed
    assert set(pointed) <= set(names)


def test_a_box_that_nobody_filled_is_plainly_a_gap(page: Node) -> None:
    boxes = page.only("main").all("div", role="group")
    for filled, gap, text in zip(boxes[::2], boxes[1::2], kept_short(), strict=True):
        assert ("gap" in filled.attributes["class"]) is (not text.strip())
        assert "gap" in gap.attributes["class"]
        assert gap.all("p")[1].text == f"[Still to be written: {text}]"


def test_a_bar_is_drawn_to_its_score_with_its_interval_and_figures() -> None:
    bars = Bars("c", (Bar("a", 64, "64%, 25 of 39", (51.0, 75.6)), Bar("b", None, "no score")))
    page = page_of(written(replace(sample_document(), blocks=(bars,)), "html"))
    scored, unscored = page.all("svg")
    assert scored.only("title").text == "64 per cent"
    assert scored.only("desc").text == "95% interval 51.0 to 75.6%"
    assert scored.only("rect", **{"class": "bar"}).attributes["width"] == "64"
    assert scored.only("path", **{"class": "whisker"}).attributes["d"].startswith("M51.0 11H75.6")
    assert unscored.only("title").text == "No score"
    assert not unscored.all("rect", **{"class": "bar"})
    rows = page.only("tbody").all("tr")
    assert [row.all("td")[-1].text for row in rows] == ["64%, 25 of 39", "no score"]


def test_marking_stands_at_the_head_and_foot_and_on_every_printed_page(page: Node) -> None:
    marking = sample_document().marking
    assert texts(page.all("p", **{"class": "marking"})) == [marking, marking]
    style = page.only("style").text
    for place in ("@top-center", "@bottom-center", "body::after"):
        (said,) = re.findall(re.escape(place) + r'\{content:"([^"]*)"', style)
        assert re.sub(r"\\([0-9a-f]+) ", lambda m: chr(int(m[1], 16)), said) == marking


def test_an_empty_document_is_a_whole_page() -> None:
    page = page_of(written(Document("Empty", "", "OWN MARKING", MADE, (), ()), "html"))
    assert page.only("h1").text == "Empty"
    assert not page.all("nav", "dl", "table")


def test_all_texts_come_through_when_each_is_a_document_of_its_own() -> None:
    for name, text in GIVEN.items():
        box = Box(text, text, text)
        document = Document(text, text, text, MADE, ((text, text),), (box,), (), text, "cy")
        page = page_of(written(document, "html"))
        assert page.only("h1").text == KEPT[name], name
        assert page.only("html").attributes["lang"] == "cy"


# --- colours --------------------------------------------------------------------------------------

READ = [  # words on a ground: 4.5 to 1 (WCAG 1.4.3)
    ("ink", "paper"),
    ("faint", "paper"),
    ("accent", "paper"),
    ("ink", "band"),
    ("accent", "band"),
    ("ink", "gap-paper"),
    ("gap", "gap-paper"),
]
SEEN = [
    ("bar", "paper"),
    ("bar", "track"),
    ("whisker", "bar"),
    ("accent", "band"),
    ("gap", "paper"),
]


def palettes() -> list[dict[str, str]]:
    """The colours of the screen, of a dark screen and of paper, in the order of the style sheet."""
    style = files("storage.exports").joinpath("page.css").read_text(encoding="utf-8")
    found = [
        dict(re.findall(r"--([a-z-]+): (#[0-9a-f]{6});", part)) for part in style.split(":root")
    ]
    return [colours for colours in found if colours]


def luminance(colour: str) -> float:
    """Relative luminance, 0 to 1, as WCAG 2 defines it."""
    parts = [int(colour[n : n + 2], 16) / 255 for n in (1, 3, 5)]
    red, green, blue = (p / 12.92 if p <= 0.04045 else ((p + 0.055) / 1.055) ** 2.4 for p in parts)
    return 0.2126 * red + 0.7152 * green + 0.0722 * blue


def contrast(one: str, other: str) -> float:
    low, high = sorted((luminance(one), luminance(other)))
    return (high + 0.05) / (low + 0.05)


def test_contrast_is_reckoned_as_the_guideline_does() -> None:
    assert contrast("#000000", "#ffffff") == pytest.approx(21)
    assert contrast("#777777", "#ffffff") == pytest.approx(4.48, abs=0.01)


def test_every_colour_of_words_and_shapes_stands_out_on_screen_in_the_dark_and_on_paper() -> None:
    assert len(palettes()) == 3
    for colours in palettes():
        for words, ground in READ:
            assert contrast(colours[words], colours[ground]) >= 4.5, (words, ground, colours)
        for shape, ground in SEEN:
            assert contrast(colours[shape], colours[ground]) >= 3, (shape, ground, colours)


def test_widths_of_columns_follow_their_shares(long_page: Node) -> None:
    tables = [block for block in long_document().blocks if isinstance(block, Table)]
    drawn = [table for table in long_page.all("table") if table.all("col")]
    assert len(tables) == len(drawn)
    assert [col.attributes["class"] for col in drawn[0].all("col")] == ["w38", "w12", "w50"]
    assert "col.w38{width:38%}" in long_page.only("style").text
