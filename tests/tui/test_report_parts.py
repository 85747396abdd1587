"""A report in parts to walk through, and each kind of block as lines of any width."""

from __future__ import annotations

from datetime import UTC, datetime

import pytest

from domain.inspection_report import Place
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
    lines,
    plain,
)
from tui.viewmodel.report import parts_of, sign_of
from tui.widgets.report_text import ReportText

PLACES = (
    Place("foreword", "Foreword", "Why."),
    Place("recommendation:a", "Recommendation: A", "Say it.", "do it"),
    Place("further", "Further", "More."),
    Place("last", "Never boxed", "Something."),
)


def document(*blocks: Block) -> Document:
    return Document("Report", "", "OFFICIAL", datetime(2012, 5, 1, tzinfo=UTC), (), blocks)


def test_places_stand_under_the_heading_of_their_box_a_draft_before_the_next() -> None:
    parts = parts_of(
        document(
            Heading(1, "Foreword"),
            Box("Foreword", "", "Why."),
            Heading(1, "Recommendations"),
            Paragraph(plain("In more cases:")),
            Heading(3, "Within"),
            Box("Further", "", "More."),
            Heading(2, "1.1 Part"),
        ),
        PLACES,
    )
    assert [(part.title, part.level, part.place is not None) for part in parts] == [
        ("Foreword", 1, False),
        ("Foreword", 2, True),
        ("Recommendations", 1, False),
        ("Recommendation: A", 2, True),
        ("Further", 2, True),
        ("1.1 Part", 2, False),
        ("Never boxed", 2, True),
    ]
    assert len({part.id for part in parts}) == len(parts)
    assert len(parts[2].blocks) == 3


def test_no_place_is_lost_whatever_the_blocks_are() -> None:
    for blocks in ((), (Paragraph(plain("x")),), (Heading(1, "A"), Heading(2, "B"))):
        keys = [part.place.key for part in parts_of(document(*blocks), PLACES) if part.place]
        assert keys == [place.key for place in PLACES]


def test_how_a_place_stands() -> None:
    foreword, drafted, *_ = PLACES
    assert sign_of(foreword, {}) == "to write"
    assert sign_of(foreword, {"foreword": "x"}) == "written"
    assert sign_of(drafted, {}) == "drafted"
    assert sign_of(drafted, {"recommendation:a": "-"}) == "left out"


HOSTILE = "[b]bold[/b] [@click=app.quit]x[/] 漢字 \x1b[31m"
TABLE = Table(
    "Scores",
    (Column("Theme", 4), Column("Score", 1, numeric=True)),
    ((lines("Safeguarding"), lines("70%")), (lines(HOSTILE), ())),
)
BLOCKS: tuple[Block, ...] = (
    Heading(3, "Within"),
    Paragraph((Span("Said: "), Span(HOSTILE, Style.QUOTE), Span("!", Style.STRONG))),
    Listing((plain("first " * 20), plain("second")), ordered=True),
    TABLE,
    Bars("Chart", (Bar("1.1", 70, "70%"), Bar("1.2", None, "no score"))),
    Box("Foreword", "", "Why."),
    Box("Part", "Written words.", "Why."),
)


@pytest.mark.parametrize("width", [4, 20, 50, 80, 120])
def test_every_block_is_laid_out_within_the_width_and_read_as_no_markup(width: int) -> None:
    text = ReportText()
    text._title, text._blocks = "Part", BLOCKS
    laid = text.lines(width)
    assert all(line.cell_length <= max(width, 13) for line in laid)
    told = "\n".join(line.plain for line in laid)
    assert "\x1b" not in told
    if width >= 50:
        assert "[b]bold[/b] [@click=app.quit]x[/]" in told
        assert "“[b]bold" in told
        assert "Foreword: still to be written" in told
        assert "Written words." in told
        assert told.count("Part") == 1


def test_a_table_stands_in_columns_where_they_fit_and_else_one_below_the_other() -> None:
    text = ReportText()
    text._title, text._blocks = "Part", (TABLE,)
    wide = [line.plain.rstrip() for line in text.lines(80)]
    assert any(line.startswith("Theme") and line.endswith("Score") for line in wide)
    assert any(line.startswith("Safeguarding") and line.endswith("70%") for line in wide)
    narrow = [line.plain.rstrip() for line in text.lines(24)]
    assert narrow[3:5] == ["Safeguarding", "  Score: 70%"]
