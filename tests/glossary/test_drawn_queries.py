"""How often look-ups drawn apart from the search find their term, beside plain ways to look."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable

import pytest
from rapidfuzz import fuzz

from glossary import load_glossary
from tests.bench.glossary_bench import Ranker, own, plain, prefix
from tests.glossary.queries import WRITTEN, Query, draw

BOOK = load_glossary()
SETS = {"one": draw(11), "other": draw(2012, other_half=True)}


def right(queries: list[Query], rank: Ranker, places: int) -> Counter[str]:
    """By kind, how many queries have a right term in the first places."""
    found = Counter(query.kind for query in queries if query.accept & {*rank(query.text)[:places]})
    return Counter({query.kind: found[query.kind] for query in queries if query.accept})


@pytest.mark.parametrize("queries", SETS.values(), ids=SETS)
def test_the_right_term_comes_first_nearly_always_and_in_three_more_so(
    queries: list[Query],
) -> None:
    asked = [query for query in queries if query.accept and query.kind != "prefix_slip"]
    assert right(asked, own(BOOK), 1).total() >= 0.96 * len(asked)
    assert right(asked, own(BOOK), 3).total() >= 0.97 * len(asked)


@pytest.mark.parametrize("queries", SETS.values(), ids=SETS)
def test_nonsense_is_hardly_ever_answered(queries: list[Query]) -> None:
    nonsense = [query for query in queries if not query.accept]
    answered = [query.text for query in nonsense if BOOK.search(query.text)]
    assert len(answered) <= 0.02 * len(nonsense), answered


@pytest.mark.parametrize("queries", SETS.values(), ids=SETS)
@pytest.mark.parametrize(
    "baseline",
    [
        lambda: plain(BOOK, fuzz.WRatio),
        lambda: plain(BOOK, fuzz.token_set_ratio),
        lambda: prefix(BOOK),
    ],
    ids=["WRatio", "token set", "prefix"],
)
def test_in_no_kind_of_query_does_a_plain_way_do_better(
    queries: list[Query], baseline: Callable[[], Ranker]
) -> None:
    ours, theirs = right(queries, own(BOOK), 1), right(queries, baseline(), 1)
    assert {kind: theirs[kind] for kind in theirs if theirs[kind] > ours[kind]} == {}


def test_two_sets_share_no_line_written_by_hand() -> None:
    texts = [
        {query.text for query in queries if query.kind in WRITTEN} for queries in SETS.values()
    ]
    assert texts[0]
    assert not texts[0] & texts[1]


def test_every_accepted_term_is_in_the_book() -> None:
    named = {term for queries in SETS.values() for query in queries for term in query.accept}
    assert not [term for term in named if BOOK.entry(term) is None]
