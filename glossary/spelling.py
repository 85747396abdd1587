"""How near two spellings are, and which slips of the fingers are the likely ones."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from functools import cache
from typing import Any

_ROWS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
_SHIFT = (0.0, 0.25, 0.75)


def _neighbours() -> frozenset[tuple[str, str]]:
    places = {
        key: (column + shift, row)
        for row, (keys, shift) in enumerate(zip(_ROWS, _SHIFT, strict=True))
        for column, key in enumerate(keys)
    }
    return frozenset(
        (a, b)
        for a, (xa, ya) in places.items()
        for b, (xb, yb) in places.items()
        if a != b and abs(ya - yb) <= 1 and abs(xa - xb) <= 1.5
    )


_NEIGHBOURS = _neighbours()


# On a short name every slip makes another word, so only those of fingers count.
LIKELY_SLIP = 0.7
SWAP = 0.6
_FEW = 300


def edits_allowed(length: int) -> int:
    """How many slips a word or name of so many letters may hold and still be meant."""
    for least, edits in ((24, 4), (14, 3), (8, 2), (3, 1)):
        if length >= least:
            return edits
    return 0


@cache
def _rapidfuzz() -> tuple[Callable[..., int], Callable[..., int], Callable[..., Any]]:
    """Two distances and the way through a list; brought in only once spelling is in doubt."""
    from rapidfuzz import process
    from rapidfuzz.distance import OSA, Levenshtein

    return OSA.distance, Levenshtein.distance, process.extract


def one_edit(typed: str, meant: str) -> bool:
    """Whether one is the other but for one edit."""
    return _rapidfuzz()[0](typed, meant, score_cutoff=1) == 1


def near(typed: str, names: Sequence[str], most: int) -> list[tuple[int, int]]:
    """(edits, place in `names`) of the names at most so many edits away.

    An edit adds, drops or changes a letter, or swaps two that stand side by side.
    """
    if not names or most < 1:
        return []
    osa, levenshtein, extract = _rapidfuzz()
    if len(names) <= _FEW:
        close = extract(typed, names, scorer=osa, score_cutoff=most, limit=25)
        return [(int(edits), place) for _, edits, place in close]
    # Levenshtein counts a swap as two edits, but looks a long list through in half the time.
    likely = extract(typed, names, scorer=levenshtein, score_cutoff=most + 1, limit=60)
    found = [(int(osa(typed, name)), place) for name, _, place in likely]
    return sorted(pair for pair in found if pair[0] <= most)[:25]


def edits_allowed_wider(length: int) -> int:
    """The same for names outside the core, of which there are many: slips must be fewer."""
    return min(edits_allowed(length), 1 + (length >= 10))


def slip_cost(typed: str, meant: str) -> float:
    """Below 1 for one slip that fingers often make, 1 for any other; only for one edit."""
    start = 0
    while start < min(len(typed), len(meant)) and typed[start] == meant[start]:
        start += 1
    if len(typed) == len(meant):
        pair = typed[start : start + 2]
        if pair[::-1] == meant[start : start + 2]:
            return SWAP
        changed = (typed[start : start + 1], meant[start : start + 1])
        return 0.7 if changed in _NEIGHBOURS else 1.0
    if len(typed) > len(meant):
        extra = typed[start : start + 1]
        if start and extra == typed[start - 1]:
            return 0.5
        around = (meant[start - 1 : start], meant[start : start + 1])
        return 0.7 if any((extra, key) in _NEIGHBOURS for key in around) else 0.9
    return 0.65
