"""Shares in words: every share has one phrase, and the phrase is true of it."""

from itertools import pairwise

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.wording import (
    PHRASES,
    SMALL_BASE,
    Style,
    number_in_words,
    plural,
    share_in_words,
    with_count,
)

EDGES = ["none", "half", "all"]
# Every phrase in the order of what it says, weakest first.
ORDER = [
    "none",
    *(p.words for p in PHRASES if p.high <= 500),
    "half",
    *(p.words for p in PHRASES if p.low >= 500),
    "all",
]
# What a word claims, in twelfths of the whole.
FRACTIONS = {
    "one-quarter": 3,
    "one-third": 4,
    "half": 6,
    "two-thirds": 8,
    "three-quarters": 9,
}


@st.composite
def shares(draw: st.DrawFn, least: int = 1) -> tuple[int, int]:
    whole = draw(st.integers(least, 3000))
    return draw(st.integers(0, whole)), whole


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (25, 39, "just under two-thirds"),
        (8, 9, "all except one"),
        (1, 9, "one of nine"),
        (5, 14, "5 out of 14"),
        (16, 20, "all except four"),
        (3, 4, "all except one"),
        (2, 3, "two of three"),
        (60, 62, "all except two"),
        (59, 62, "almost all"),
        (57, 62, "the overwhelming majority"),
        (55, 62, "the great majority"),
        (45, 60, "three-quarters"),
        (40, 60, "two-thirds"),
        (31, 62, "half"),
        (30, 62, "just under half"),
        (20, 60, "one-third"),
        (15, 60, "one-quarter"),
        (1, 62, "very few"),
        (62, 62, "all"),
        (0, 62, "none"),
        (1, 1, "all"),
        (0, 1, "none"),
        (0, 0, "none"),
    ],
)
def test_share_reads_as_an_inspector_writes_it(part: int, whole: int, expected: str) -> None:
    assert share_in_words(part, whole) == expected


@pytest.mark.parametrize(
    ("percent", "expected"),
    [
        (64, "just under two-thirds"),
        (66, "two-thirds"),
        (67, "two-thirds"),
        (70, "just over two-thirds"),
        (73, "just under three-quarters"),
        (75, "three-quarters"),
        (77, "just over three-quarters"),
        (85, "the great majority"),
        (58, "well over half"),
        (53, "just over half"),
        (47, "just under half"),
        (42, "less than half"),
        (36, "just over one-third"),
        (33, "one-third"),
        (25, "one-quarter"),
        (23, "just under one-quarter"),
    ],
)
def test_phrase_agrees_with_its_use_beside_printed_figures(percent: int, expected: str) -> None:
    assert share_in_words(percent, 100) == expected


@pytest.mark.parametrize(
    ("part", "whole", "expected"),
    [
        (25, 39, "just under two-thirds of relevant cases (25 of 39)"),
        (31, 62, "half the relevant cases (31 of 62)"),
        (62, 62, "all relevant cases (62 of 62)"),
        (59, 62, "almost all relevant cases (59 of 62)"),
        (8, 9, "all except one of the relevant cases (8 of 9)"),
        (0, 30, "none of the relevant cases (0 of 30)"),
        (1, 9, "one of nine relevant cases"),
        (5, 14, "5 out of 14 relevant cases"),
        (0, 0, "no relevant cases"),
    ],
)
def test_share_goes_with_its_count(part: int, whole: int, expected: str) -> None:
    assert with_count(part, whole) == expected


def test_noun_can_be_chosen() -> None:
    assert with_count(50, 62, "cases") == "well over three-quarters of cases (50 of 62)"


def test_style_can_be_held_to_words_or_to_the_count() -> None:
    assert share_in_words(1, 9, style="words") == "a small minority"
    assert share_in_words(25, 39, style="count") == "25 out of 39"
    assert share_in_words(9, 9, style="count") == "nine of nine"
    assert with_count(1, 9, style="words") == "a small minority of relevant cases (1 of 9)"
    assert with_count(0, 9, style="count") == "0 out of 9 relevant cases"


@pytest.mark.parametrize(("part", "whole"), [(-1, 5), (6, 5), (1, 0)])
def test_what_is_no_share_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no part"):
        share_in_words(part, whole)


def test_ranges_follow_on_one_another_without_gap_and_each_phrase_stands_once() -> None:
    assert PHRASES[0].low == 0
    assert PHRASES[-1].high == 1000
    assert all(a.high == b.low and a.low < a.high for a, b in pairwise(PHRASES))
    assert len(set(ORDER)) == len(PHRASES) + len(EDGES)


@given(shares())
def test_range_of_the_phrase_holds_the_share(share: tuple[int, int]) -> None:
    part, whole = share
    words = share_in_words(part, whole, style="words")
    exact = {"none": part == 0, "half": 2 * part == whole, "all": part == whole}
    if words in exact:
        assert exact[words]
    else:
        phrase = next(p for p in PHRASES if p.words == words)
        assert phrase.low * whole <= 1000 * part < phrase.high * whole
        assert not any(exact.values())


@given(shares())
def test_over_and_under_mean_what_they_say(share: tuple[int, int]) -> None:
    part, whole = share
    words = share_in_words(part, whole, style="words")
    for name, twelfths in FRACTIONS.items():
        if words.endswith(name):
            over = 12 * part - twelfths * whole
            if "over " in words:
                assert over > 0
            elif "under " in words or "less than " in words:
                assert over < 0
            else:
                assert abs(over) * 100 <= 12 * whole  # within one per cent


@given(st.integers(1, 400))
def test_a_greater_share_never_has_a_weaker_phrase(whole: int) -> None:
    ranks = [ORDER.index(share_in_words(p, whole, style="words")) for p in range(whole + 1)]
    assert ranks == sorted(ranks)


@given(shares())
def test_share_and_the_rest_never_read_the_same_but_for_half(share: tuple[int, int]) -> None:
    part, whole = share
    for style in ("auto", "words", "count"):
        same = share_in_words(part, whole, style=style) == share_in_words(
            whole - part, whole, style=style
        )
        assert same == (2 * part == whole)


@given(shares(), st.sampled_from(("auto", "words", "count")))
def test_count_can_always_be_read(share: tuple[int, int], style: Style) -> None:
    part, whole = share
    text = with_count(part, whole, style=style)
    in_words = f"{number_in_words(part)} of {number_in_words(whole)}"
    assert any(
        count in text for count in (f"({part} of {whole})", f"{part} out of {whole}", in_words)
    )


@given(shares())
def test_small_bases_are_told_as_counts(share: tuple[int, int]) -> None:
    part, whole = share
    words = share_in_words(part, whole)
    if whole <= SMALL_BASE:
        assert words in EDGES or words.startswith("all except") or " of " in words
    else:
        assert " of " not in words


@given(shares())
def test_all_except_says_how_many_are_missing(share: tuple[int, int]) -> None:
    part, whole = share
    words = share_in_words(part, whole)
    if words.startswith("all except"):
        assert words == f"all except {number_in_words(whole - part)}"
        assert 4 * part >= 3 * whole


def test_numbers_to_ten_are_words() -> None:
    assert [number_in_words(n) for n in (0, 1, 10, 11, -1)] == ["no", "one", "ten", "11", "-1"]


def test_noun_follows_its_number() -> None:
    assert plural(1, "case") == "1 case"
    assert plural(0, "case") == "0 cases"
    assert plural(62, "case") == "62 cases"
    assert plural(2, "child", "children") == "2 children"
