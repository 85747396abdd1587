"""A text as a few numbers, so that one shared sentence is found among a hundred thousand texts.

Rows of five words are hashed and of every four hashes in a row the least is kept (winnowing,
Schleimer 2003). So two texts with eight words in a row in common share a number at least, wherever
in them the words stand. The numbers are kept in a database: they never change with the program or
the machine, and are positive and below 2 ** 63.
"""

from __future__ import annotations

from collections.abc import Iterable
from hashlib import blake2b

from domain.flags.sentences import spelling

ROW = 5  # words hashed together
WINDOW = 4  # hashes in a row, of which the least is kept
SURE = ROW + WINDOW - 1  # so many shared words in a row cannot be missed

_BITS = (1 << 63) - 1
_STEP = 13  # bits that a word moves on with each that follows: the fifth has it out of the row
_MOST_WORDS = 200_000  # kept in mind: far more than forms are written with


class _Hashes(dict[str, int]):
    """A number for each word, the same for two spellings of one word."""

    def __missing__(self, word: str) -> int:
        if len(self) >= _MOST_WORDS:
            self.clear()
        found = self[word] = number_of(spelling(word))
        return found


_HASH = _Hashes()


def number_of(text: str) -> int:
    """A number below 2 ** 63 for a text: another one for any other, as good as surely."""
    digest = blake2b(text.encode("utf-8", "surrogatepass"), digest_size=8).digest()
    return int.from_bytes(digest, "big") & _BITS


def fingerprints(words: Iterable[str]) -> frozenset[int]:
    """What is kept of a text; of one with fewer words than a row, nothing."""
    numbers = [_HASH[word] for word in words]
    if len(numbers) < ROW:
        return frozenset()
    rows = _rows(numbers)
    if len(rows) < WINDOW:
        return frozenset([min(rows)])
    return frozenset(map(min, *(rows[start:] for start in range(WINDOW))))


def _rows(numbers: list[int]) -> list[int]:
    """The hash of each row, from the one before it.

    Little is left of the first word of a row: of two rows that differ in it alone, one pair in two
    thousand is taken for the same.
    """
    row = 0
    return [row := (row << _STEP ^ number) & _BITS for number in numbers][ROW - 1 :]
