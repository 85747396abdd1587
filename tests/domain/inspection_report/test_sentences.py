"""Sentences of findings: every share is told with its count, and the two agree."""

from __future__ import annotations

import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.inspection_report.sentences import in_share, lowered, one, share_sentence
from domain.instrument_file import load_packaged
from domain.scoring import is_scored
from domain.wording import number_in_words, share_in_words

NOUN = "relevant cases"
bases = st.integers(1, 130).flatmap(lambda whole: st.tuples(st.integers(0, whole), st.just(whole)))


def digits(text: str) -> str:
    """Numbers up to ten in digits."""
    for number in range(10, 0, -1):
        text = re.sub(rf"\b{number_in_words(number)}\b", str(number), text)
    return text


@given(bases)
def test_a_share_is_told_with_its_count(base: tuple[int, int]) -> None:
    part, whole = base
    said = digits(in_share(part, whole, NOUN))
    assert said.startswith("in ")
    if whole == 1:
        assert said == f"in {'the only relevant case' if part else 'none of the relevant cases'}"
    elif part == whole == 2:
        assert said == "in both relevant cases"
    else:
        numbers = [int(number) for number in re.findall(r"\d+", said)]
        assert numbers[-1] == whole
        if whole < 5:
            assert part in (0, whole) or part in numbers
        else:
            assert part in numbers


@given(bases)
def test_words_of_a_share_are_those_every_other_text_uses(base: tuple[int, int]) -> None:
    part, whole = base
    if whole >= 5:
        assert share_in_words(part, whole) in in_share(part, whole, NOUN)


@given(st.integers(1, 4).flatmap(lambda n: st.tuples(st.integers(0, n), st.just(n))))
def test_fewer_than_five_are_told_in_counts_and_not_in_shares(base: tuple[int, int]) -> None:
    said = in_share(*base, NOUN)
    assert not re.search(r"half|third|quarter|majority|%|few", said)


@pytest.mark.parametrize(
    ("part", "whole", "said"),
    [
        (25, 38, "in just under two-thirds of relevant cases (25 of 38)"),
        (31, 62, "in half the relevant cases (31 of 62)"),
        (8, 9, "in all except one of the relevant cases (8 of 9)"),
        (1, 9, "in one of nine relevant cases"),
        (17, 17, "in all relevant cases (17 of 17)"),
        (3, 4, "in three of the four relevant cases"),
        (4, 4, "in all four relevant cases"),
        (2, 2, "in both relevant cases"),
        (1, 1, "in the only relevant case"),
    ],
)
def test_shares_read_as_an_inspector_writes_them(part: int, whole: int, said: str) -> None:
    assert in_share(part, whole, NOUN) == said


@pytest.mark.parametrize(("part", "whole"), [(-1, 3), (4, 3), (0, 0)])
def test_what_is_no_part_of_the_whole_is_refused(part: int, whole: int) -> None:
    with pytest.raises(ValueError, match="no part"):
        in_share(part, whole, NOUN)


def test_a_sentence_opens_with_a_capital_and_ends_once() -> None:
    assert share_sentence("the ramp was there", 3, 4, "cases with steps") == (
        "The ramp was there in three of the four cases with steps."
    )


def test_the_cases_counted_have_a_singular() -> None:
    assert one("cases that required one") == "case that required one"
    assert one("instances") == "instance"


@pytest.mark.parametrize(
    ("label", "told"), [("Living arrangements", "living arrangements"), ("RMP made", "RMP made")]
)
def test_a_label_within_a_sentence_keeps_its_capitals(label: str, told: str) -> None:
    assert lowered(label) == told


def test_every_scored_question_of_the_inspection_has_words_of_its_own() -> None:
    instrument = load_packaged()
    told = [q.finding for q in instrument.questions if is_scored(instrument, q)]
    assert None not in told
    clauses = [clause for f in told if f is not None for clause in (f.met, f.fell_short)]
    assert len(set(clauses)) == len(clauses)


def test_no_shortfall_hides_behind_a_not_that_all_would_turn_round() -> None:
    """'... was not kept in all cases' can be read in two ways."""
    instrument = load_packaged()
    clauses = [q.finding.fell_short for q in instrument.questions if q.finding is not None]
    assert [c for c in clauses if re.search(r"\b(?:was|were|did|had|could|would) not\b", c)] == []


def test_every_reason_but_another_has_words_for_a_sentence() -> None:
    instrument = load_packaged()
    used = {
        list_id for q in instrument.questions if is_scored(instrument, q) for list_id in q.reasons
    }
    bare = [
        (list_id, reason.code)
        for list_id in sorted(used)
        for reason in instrument.reason_list[list_id].reasons
        if not reason.told and reason.code != "other"
    ]
    assert bare == []
