"""Which words of an edited sentence were changed: shown, never scored. A 'not' may be all of it."""

from __future__ import annotations

from collections.abc import Sequence
from enum import StrEnum
from typing import NamedTuple

from rapidfuzz.distance import Levenshtein

from domain.flags.likeness import Codes
from domain.flags.passages import Span
from domain.flags.sentences import Reading, word_spans


class Kind(StrEnum):
    """What became of some words."""

    SAME = "same"
    CHANGED = "changed"
    ADDED = "added"
    DROPPED = "dropped"


_KINDS = {
    "equal": Kind.SAME,
    "replace": Kind.CHANGED,
    "insert": Kind.ADDED,
    "delete": Kind.DROPPED,
}


class Change(NamedTuple):
    """Words in a row, as they stand in both texts; the span of what is not there is empty."""

    kind: Kind
    earlier: Span
    later: Span


def changes(earlier: Reading, was: Span, later: Reading, now: Span) -> list[Change]:
    """A passage of the earlier text beside one of the later, in the order of both."""
    codes = Codes()
    old, new = word_spans(earlier, was), word_spans(later, now)
    before = codes.encode(earlier.prose[start:end] for start, end in old)
    after = codes.encode(later.prose[start:end] for start, end in new)
    return [
        Change(
            _KINDS[block.tag],
            _cover(old, block.src_start, block.src_end, was),
            _cover(new, block.dest_start, block.dest_end, now),
        )
        for block in Levenshtein.opcodes(before, after)
    ]


def _cover(words: Sequence[Span], low: int, high: int, whole: Span) -> Span:
    """From the first to the last of some words; for none of them, the place between two."""
    if low < high:
        return Span(words[low].start, words[high - 1].end)
    at = words[low - 1].end if low else whole.start
    return Span(at, at)
