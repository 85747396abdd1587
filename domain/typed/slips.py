"""Words with a slip of the finger: a letter missing, doubled, swapped or wrong."""

from __future__ import annotations

from difflib import SequenceMatcher

CLOSE = 0.8  # likeness (0-1) from which one word is taken for another misspelt
_SHORTEST = 4  # letters; shorter words are too easily another word


def likeness(typed: str, meant: str) -> float:
    """How alike two texts are, word by word: 1 the same, 0 when any word is another one.

    The first letter and nearly the length must be right: "unavailable" is not "available".
    """
    pairs = list(zip(typed.split(), meant.split(), strict=False))
    if not pairs or len(typed.split()) != len(meant.split()):
        return 0.0
    return min(_word(a, b) for a, b in pairs)


def _word(typed: str, meant: str) -> float:
    if typed == meant:
        return 1.0
    if min(len(typed), len(meant)) < _SHORTEST or typed[0] != meant[0]:
        return 0.0
    if abs(len(typed) - len(meant)) > 1:
        return 0.0
    ratio = SequenceMatcher(None, typed, meant).ratio()
    return ratio if ratio >= CLOSE else 0.0
