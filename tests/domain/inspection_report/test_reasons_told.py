"""Reasons: the most common one is the most common one, and its count is right."""

from __future__ import annotations

import re

from hypothesis import given
from hypothesis import strategies as st

from domain.inspection_report.reasons_told import NO_REASON, why
from domain.instrument import Reason

KNOWN = {
    code: Reason(code=code, text=text, told=told)
    for code, text, told in (
        ("late", "Done late", "it came late"),
        ("copied", "Copied", "it was copied"),
        ("thin", "Too thin", "it said too little"),
        ("bare", "Has no clause", ""),
        ("other", "Another reason", ""),
    )
}


def said(fell_short: int, *, other_way: bool = False, **reasons: int) -> str:
    return why(reasons, KNOWN, fell_short, other_way=other_way).sentence


def test_the_most_common_reason_is_counted_and_the_next_is_named() -> None:
    assert said(24, late=12, copied=7, thin=1) == (
        "The most common reason, in 12 of the 24, was that it came late; in 7, that it was copied."
    )


def test_the_same_can_be_said_in_another_way() -> None:
    assert said(24, late=12, copied=7, other_way=True) == (
        "Most often, in 12 of the 24, this was because it came late; in 7, because it was copied."
    )


def test_reasons_given_equally_often_are_told_together() -> None:
    assert said(9, late=3, thin=3) == (
        "The most common reasons, in three of the nine each, were that it came late and that it "
        "said too little."
    )


def test_a_reason_all_had_is_told_of_all() -> None:
    assert said(4, late=4, copied=1) == "In all four the reason was that it came late."
    assert said(2, late=2) == "In both the reason was that it came late."
    assert said(1, late=1) == "In that case the reason was that it came late."


def test_a_reason_given_once_among_several_is_no_pattern() -> None:
    assert why({"late": 1, "thin": 1}, KNOWN, 6, other_way=False) == NO_REASON


def test_no_reason_is_called_the_most_common_where_another_one_was() -> None:
    assert said(20, late=3, other=11) == (
        "The reason named most often, in 3 of the 20, was that it came late."
    )


def test_another_reason_alone_tells_nothing() -> None:
    assert said(20, other=20) == ""


def test_a_reason_without_a_clause_is_quoted() -> None:
    assert said(12, bare=5) == "The most common reason, in 5 of the 12, was “has no clause”."


def test_reasons_just_named_are_called_the_same() -> None:
    told = why({"late": 7}, KNOWN, 12, other_way=False)
    assert told.leading == ("late",)
    assert told.again == "The most common reason was the same, in 7 of the 12."


@given(
    st.dictionaries(st.sampled_from(sorted(KNOWN)), st.integers(0, 30)),
    st.integers(1, 40),
    st.booleans(),
)
def test_what_is_named_first_was_given_most(
    reasons: dict[str, int], more: int, other_way: bool
) -> None:
    fell_short = max([more, *reasons.values()])
    told = why(reasons, KNOWN, fell_short, other_way=other_way)
    named = {code: n for code, n in reasons.items() if code != "other" and n}
    if not told.sentence:
        assert not named or max(named.values()) == 1 < fell_short
        return
    assert {named[code] for code in told.leading} == {max(named.values())}
    assert told.sentence.endswith(".")
    numbers = {int(n) for n in re.findall(r"\d+", told.sentence)}
    assert numbers <= {*named.values(), fell_short}
