"""No small count can be worked out from what is told, whatever else of it is known."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from functools import cache

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.inspection_report.small_cells import Shown, shown

LIMIT = 5
Told = tuple[tuple[tuple[str, int], ...], int, bool]


def told(counts: Sequence[int], limit: int = LIMIT) -> Told:
    """All that a reader sees of a table whose groups are a, b, c ..."""
    may = shown(dict(zip("abcdefgh", counts, strict=False)), limit)
    return tuple(may.alone.items()), may.together, may.withheld


def tables(groups: int, total: int) -> Iterator[tuple[int, ...]]:
    """Every way to share so many cases out among so many groups."""
    if groups == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in tables(groups - 1, total - first):
            yield (first, *rest)


@cache
def all_seen(groups: int, total: int) -> dict[Told, list[tuple[int, ...]]]:
    """The tables by what is told of them: what a reader who knows the rule can still think."""
    found: dict[Told, list[tuple[int, ...]]] = {}
    for table in tables(groups, total):
        found.setdefault(told(table), []).append(table)
    return found


@pytest.mark.parametrize(("groups", "most"), [(2, 60), (3, 34), (4, 20)])
def test_whoever_knows_the_total_and_the_rule_cannot_work_a_small_count_out(
    groups: int, most: int
) -> None:
    for total in range(2, most):
        for possible in all_seen(groups, total).values():
            for group in range(groups):
                values = {table[group] for table in possible}
                assert len(values) > 1 or values.pop() not in range(1, LIMIT), possible


@given(st.lists(st.integers(0, 40), min_size=2, max_size=8))
def test_no_count_told_is_small_and_nothing_is_made_up(counts: list[int]) -> None:
    may = shown(dict(zip("abcdefgh", counts, strict=False)), LIMIT)
    assert all(cases >= LIMIT for cases in may.alone.values())
    assert all(dict(zip("abcdefgh", counts, strict=False))[g] == n for g, n in may.alone.items())
    assert may.together == 0 or may.together >= LIMIT
    if may.withheld:
        assert not may.alone
    else:
        assert sum(may.alone.values()) + may.together == sum(counts)


@given(st.lists(st.integers(0, 30), min_size=2, max_size=6), st.randoms(use_true_random=False))
def test_which_groups_are_told_as_one_does_not_hang_on_their_names(
    counts: list[int], chance: object
) -> None:
    named = dict(zip("abcdef", counts, strict=False))
    turned = dict(reversed(list(named.items())))
    assert shown(named, LIMIT) == shown(turned, LIMIT)


def test_a_table_without_small_counts_is_told_as_it_is() -> None:
    assert shown({"a": 30, "b": 5, "c": 0}, LIMIT) == Shown({"a": 30, "b": 5})


def test_one_small_count_of_two_keeps_the_whole_table_back() -> None:
    assert shown({"a": 30, "b": 4}, LIMIT) == Shown({}, withheld=True)


def test_one_small_count_is_put_together_with_the_next() -> None:
    assert shown({"a": 30, "b": 4, "c": 6}, LIMIT) == Shown({"a": 30}, together=10)


def test_small_counts_that_make_a_number_large_enough_are_told_as_one() -> None:
    assert shown({"a": 30, "b": 4, "c": 2, "d": 0}, LIMIT) == Shown({"a": 30}, together=6)


def test_counts_one_below_the_limit_are_not_given_away_by_their_sum() -> None:
    """Two fours told as 8 could only be two fours."""
    assert shown({"a": 30, "b": 4, "c": 4, "d": 9}, LIMIT) == Shown({"a": 30}, together=17)


def test_a_limit_of_one_tells_everything() -> None:
    assert shown({"a": 1, "b": 40}, 1) == Shown({"a": 1, "b": 40})
