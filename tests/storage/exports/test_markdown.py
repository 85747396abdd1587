"""Rendered by another's reader, the Markdown shows every text as it stands and nothing else."""

from __future__ import annotations

import re
from dataclasses import replace

import pytest
from markdown_it import MarkdownIt

from domain.report import (
    Bar,
    Bars,
    Block,
    Box,
    Document,
    Heading,
    Listing,
    Paragraph,
    Span,
    Style,
    Table,
    plain,
    strong,
)
from storage.exports import written
from tests.storage.exports.hostile import GIVEN, HOSTILE, KEPT, MADE, sample_document, short
from tests.storage.exports.page import Node, page_of

ALLOWED = {"page", "h1", "h2", "h3", "p", "strong", "ul", "ol", "li", "br", "hr", "blockquote"}
ALLOWED |= {"table", "thead", "tbody", "tr", "th", "td"}


def rendered(data: bytes) -> Node:
    html = MarkdownIt("commonmark").enable(["table", "strikethrough"]).render(data.decode())
    # The writer's own comments part lists and addresses of e-mail; text that held one is escaped.
    html = html.replace("<!-- -->", "").replace("<br>", "\n").replace("\n\n<", "\n<")
    return page_of(html.encode())


def of(*blocks: Block) -> Document:
    return replace(sample_document(), blocks=blocks)


def shown(text: str) -> str:
    """As Markdown keeps it: no white space at the ends of a line."""
    return "\n".join(line.strip() for line in text.split("\n"))


@pytest.fixture(scope="module")
def page() -> Node:
    return rendered(written(sample_document(), "md"))


def test_nothing_in_a_text_is_markup(page: Node) -> None:
    assert {node.tag for node in page.nodes} <= ALLOWED
    for node in page.nodes:
        assert set(node.attributes) <= {"style"}
        assert node.attributes.get("style", "text-align:right") == "text-align:right"


@pytest.mark.parametrize("name", GIVEN)
def test_every_text_is_shown_as_it_stands(name: str) -> None:
    text, kept = GIVEN[name], shown(KEPT[name])
    cells = ((plain(text),), (strong(text), plain(text)), ())
    table = Table(text, sample_table().columns, (cells,))
    blocks = (Heading(1, text), Paragraph(plain(text)), Listing((plain(text),)), table)
    page = rendered(written(of(*blocks), "md"))
    tree = [node for node in page.children if isinstance(node, Node)]
    start = next(n for n, node in enumerate(tree) if "every kind" in node.text or node.tag == "ul")
    body = [node for node in tree[start + 1 :] if node.text.strip()]
    stripped = kept.strip()
    expected = ["h2", "p", "ul", "p", "table", "p", "p"] if stripped else ["table", "p", "p"]
    assert [node.tag for node in body] == expected
    if stripped:
        assert body[0].text.strip() == stripped
        assert body[1].text.strip() == stripped
        assert body[2].only("li").text.strip() == stripped
        assert body[3].text.strip() == stripped
    row = page.all("table")[-1].only("tbody").only("tr")
    first, second, third = (cell.text for cell in row.all("td"))
    assert first.strip() == stripped
    assert shown(second).strip() == f"{kept}\n{kept}".strip()
    assert third == ""


def sample_table() -> Table:
    return next(block for block in sample_document().blocks if isinstance(block, Table))


def test_title_facts_and_marking_are_shown_as_they_stand(page: Node) -> None:
    title = HOSTILE["script"] + HOSTILE["header codes"] + KEPT["nul"]
    assert page.only("h1").text == title
    facts = [item.text for item in page.all("ul")[0].all("li")]
    assert facts == [shown(f"{name}: {KEPT[name]}") for name in short()]
    marked = [node.text for node in page.all("p") if "OFFICIAL-SENSITIVE" in node.text]
    assert marked == [sample_document().marking] * 2


def test_strong_text_is_strong_wherever_it_stands() -> None:
    spans = (Span("a"), Span("(b)", Style.STRONG), Span("c", Style.STRONG), Span(" d"))
    page = rendered(written(of(Paragraph(spans)), "md"))
    (paragraph,) = [node for node in page.all("p") if node.text == "a(b)c d"]
    assert [node.text for node in paragraph.all("strong")] == ["(b)", "c"]
    assert b"**well judged** and" in written(
        of(Paragraph((*strong("well judged"), Span(" and")))), "md"
    )


def test_lists_one_after_the_other_stay_apart_and_keep_their_points() -> None:
    points = (plain("1. one"), plain("- two"))
    page = rendered(
        written(of(Listing(points), Listing(points), Listing(points, ordered=True)), "md")
    )
    lists = [[item.text for item in node.all("li")] for node in page.all("ul", "ol")[-3:]]
    assert lists == [["1. one", "- two"]] * 3


def test_bars_are_a_table_of_their_figures() -> None:
    bars = (Bar("a", 64, "64%, 25 of 39", (51.0, 75.6)), Bar("b", None, "no score: none apply"))
    page = rendered(written(of(Bars("Scores", bars), Bars("None", ())), "md"))
    scored, empty = page.all("table")
    assert [[cell.text for cell in row.all("td", "th")] for row in scored.all("tr")] == [
        ["Name", "Score", "95% interval", "Figures"],
        ["a", "64%", "51.0 to 75.6%", "64%, 25 of 39"],
        ["b", "no score", "", "no score: none apply"],
    ]
    assert empty.only("tbody").text.strip() == "Nothing to show."


def test_a_box_that_nobody_filled_is_plainly_a_gap() -> None:
    boxes = (Box("One", "in my words", "x"), Box("Two", " ", "what is to be done"))
    page = rendered(written(of(*boxes), "md"))
    assert [[line.text for line in box.all("p")] for box in page.all("blockquote")] == [
        ["One", "in my words"],
        ["Two", "[Still to be written: what is to be done]"],
    ]


def test_no_address_can_be_taken_for_a_link() -> None:
    """By readers that link addresses without being told to, as GitHub's does."""
    data = written(of(*(Paragraph(plain(text)) for text in GIVEN.values())), "md").decode()
    assert not re.search(r"(?:https?|ftp)://|www\.|\w@\w|\w\\@\w", data, re.IGNORECASE)
    assert "https\\://example.invalid" in data


def test_an_empty_document_is_written() -> None:
    assert written(Document("Empty", "", "OWN", MADE, (), ()), "md").decode() == (
        "**OWN**\n\n# Empty\n\n---\n\n**OWN**\n\nMade on 20 Feb 2012 at 14:30 UTC\n"
    )
