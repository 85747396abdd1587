"""Differences: the published examples come out, and children count for more than answers."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.inspection_report.chance import Share, Verdict, difference, share_of

cases = st.lists(
    st.integers(0, 12).flatmap(lambda m: st.tuples(st.integers(0, m), st.just(m))), max_size=30
)
shares = st.builds(Share, st.floats(0, 1), st.floats(1, 500))


@pytest.mark.parametrize(
    ("first", "second", "low", "high"),
    [
        # R. G. Newcombe 1998, table II, method 10.
        ((56, 70), (48, 80), 0.0524, 0.3339),
        ((9, 10), (3, 10), 0.1705, 0.8090),
        ((6, 7), (2, 7), 0.0582, 0.8062),
        ((5, 56), (0, 29), -0.0381, 0.1926),
        ((0, 10), (0, 20), -0.1611, 0.2775),
        ((0, 10), (0, 10), -0.2775, 0.2775),
        ((10, 10), (0, 20), 0.6791, 1.0000),
        ((10, 10), (0, 10), 0.6075, 1.0000),
    ],
)
def test_the_interval_is_the_published_one(
    first: tuple[int, int], second: tuple[int, int], low: float, high: float
) -> None:
    one, other = (Share(good / base, base) for good, base in (first, second))
    found = difference(one, other, compared=1)
    assert (found.low, found.high) == pytest.approx((low, high), abs=0.00006)


@given(shares, shares)
def test_the_difference_lies_in_its_interval_and_turns_round_with_the_two(
    first: Share, second: Share
) -> None:
    found, turned = (difference(*pair, compared=1) for pair in ((first, second), (second, first)))
    assert -1 - 1e-9 <= found.low <= found.value + 1e-9
    assert found.value - 1e-9 <= found.high <= 1 + 1e-9
    assert (found.low, found.high) == pytest.approx((-turned.high, -turned.low))
    assert found.verdict is turned.verdict


@given(shares, shares, st.integers(1, 200))
def test_what_holds_with_all_comparisons_allowed_for_holds_by_itself(
    first: Share, second: Share, compared: int
) -> None:
    found = difference(first, second, compared=compared)
    alone = difference(first, second, compared=1)
    assert (found.verdict is Verdict.CHANCE) == (alone.verdict is Verdict.CHANCE)
    assert alone.verdict is not Verdict.MORE


def test_one_answer_a_case_is_worth_an_answer() -> None:
    assert share_of([(1, 1)] * 30 + [(0, 1)] * 10) == Share(0.75, 40)


def test_cases_that_are_all_good_or_all_bad_are_worth_about_one_answer_each() -> None:
    found = share_of([(10, 10)] * 30 + [(0, 10)] * 30)
    assert found is not None
    assert found.value == 0.5
    assert found.worth == pytest.approx(59)


def test_cases_that_are_all_alike_are_worth_their_answers() -> None:
    assert share_of([(5, 10)] * 60) == Share(0.5, 600)


@given(cases)
def test_a_share_is_worth_no_more_than_its_answers(marks: list[tuple[int, int]]) -> None:
    found = share_of(marks)
    answers = sum(base for _, base in marks)
    if found is None:
        assert not answers
    else:
        assert 0 < found.worth <= answers
        assert found.value == pytest.approx(sum(good for good, _ in marks) / answers)


def test_the_same_scores_made_of_fewer_children_differ_less_surely() -> None:
    spread = [(8, 10)] * 40, [(6, 10)] * 40
    lumped = [(10, 10)] * 32 + [(0, 10)] * 8, [(10, 10)] * 24 + [(0, 10)] * 16
    verdicts = []
    for now, then in (spread, lumped):
        first, second = share_of(now), share_of(then)
        assert first is not None
        assert second is not None
        verdicts.append(difference(first, second, compared=1).verdict)
    assert verdicts == [Verdict.SURE, Verdict.CHANCE]
