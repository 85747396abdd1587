"""Shares told as an inspector writes them: 'just under two-thirds', 'all except one'.

The phrases are those of the CCI reports (sections 1 to 3, strengths and areas for improvement).
No definition of them was ever published: the ranges below are worked out from their use beside
printed figures. Each share has one phrase, so that the same figure always reads the same. Where
it is told as a weakness, tell the share that fell short, never both.
"""

from __future__ import annotations

from typing import Literal, NamedTuple

# auto: a count for small bases and few misses, else words. words, count: always that.
Style = Literal["auto", "words", "count"]

SMALL_BASE = 20  # up to here a share in words says more than the figures can bear
_NUMBERS = ("no", "one", "two", "three", "four", "five", "six", "seven", "eight", "nine", "ten")


class Phrase(NamedTuple):
    """Words for shares from `low` up to, not including, `high`, both in thousandths.

    `joint` leads on to the noun, as in 'half the cases' and 'most of the cases'.
    """

    low: int
    high: int
    words: str
    joint: str = " of "


# Without the exact shares: none, half, all. They follow on one another with no gap.
PHRASES = (
    Phrase(0, 50, "very few", " "),
    Phrase(50, 150, "a small minority"),
    Phrase(150, 210, "less than one-quarter"),
    Phrase(210, 245, "just under one-quarter"),
    Phrase(245, 255, "one-quarter"),
    Phrase(255, 290, "just over one-quarter"),
    Phrase(290, 325, "less than one-third"),
    Phrase(325, 340, "one-third"),
    Phrase(340, 380, "just over one-third"),
    Phrase(380, 400, "well over one-third"),
    Phrase(400, 450, "less than half", " the "),
    Phrase(450, 500, "just under half", " the "),
    Phrase(500, 555, "just over half", " the "),
    Phrase(555, 570, "over half", " the "),
    Phrase(570, 620, "well over half", " the "),
    Phrase(620, 660, "just under two-thirds"),
    Phrase(660, 675, "two-thirds"),
    Phrase(675, 710, "just over two-thirds"),
    Phrase(710, 745, "just under three-quarters"),
    Phrase(745, 755, "three-quarters"),
    Phrase(755, 790, "just over three-quarters"),
    Phrase(790, 820, "well over three-quarters"),
    Phrase(820, 900, "the great majority"),
    Phrase(900, 950, "the overwhelming majority"),
    Phrase(950, 1000, "almost all", " "),
)
_NONE = Phrase(0, 0, "none", " of the ")
_HALF = Phrase(500, 500, "half", " the ")
_ALL = Phrase(1000, 1000, "all", " ")


def share_in_words(part: int, whole: int, *, style: Style = "auto") -> str:
    """`part` out of `whole` in words: 'just under two-thirds', 'all except one', '5 out of 14'.

    Of nothing there is 'none'. Raises ValueError unless 0 <= part <= whole.
    """
    return _told(part, whole, style)[0]


def with_count(
    part: int, whole: int, noun: str = "relevant cases", *, style: Style = "auto"
) -> str:
    """The share with what it is a share of, and its count: 'half the cases (31 of 62)'.

    noun: in the plural. The count is not repeated where the words already give it. Write
    'relevant' whenever the question did not apply to all cases (as CCI reports do).
    Raises ValueError unless 0 <= part <= whole.
    """
    words, joint, counted = _told(part, whole, style)
    if not whole:
        return f"no {noun}"
    return f"{words}{joint}{noun}" + ("" if counted else f" ({part} of {whole})")


def number_in_words(number: int) -> str:
    """'no', 'one' ... 'ten' as before a noun; digits for any other number."""
    return _NUMBERS[number] if 0 <= number < len(_NUMBERS) else str(number)


def plural(number: int, noun: str, nouns: str | None = None) -> str:
    """The number in digits and the noun in its form: '1 case', '62 cases'.

    nouns: the plural where it is not the noun with an s.
    """
    return f"{number} {noun if number == 1 else nouns or noun + 's'}"


def _told(part: int, whole: int, style: Style) -> tuple[str, str, bool]:
    """Words, what joins them to a noun, and whether they already give part and whole."""
    if not 0 <= part <= whole:
        raise ValueError(f"{part} is no part of {whole}")
    if style == "count":
        return _count(part, whole), " ", True
    if style == "auto" and 0 < part < whole:
        if _few_missing(part, whole):
            return f"all except {number_in_words(whole - part)}", " of the ", False
        if whole <= SMALL_BASE:
            return _count(part, whole), " ", True
    phrase = _phrase(part, whole)
    return phrase.words, phrase.joint, False


def _few_missing(part: int, whole: int) -> bool:
    """Up to two of a large base; of a small one up to four, if that is no more than a quarter."""
    missing = whole - part
    return missing <= 2 if whole > SMALL_BASE else missing <= 4 and 4 * missing <= whole


def _count(part: int, whole: int) -> str:
    if part and whole <= 10:
        return f"{number_in_words(part)} of {number_in_words(whole)}"
    return f"{part} out of {whole}"


def _phrase(part: int, whole: int) -> Phrase:
    for exact, at in ((_NONE, 0), (_ALL, whole), (_HALF, whole - part)):
        if part == at:
            return exact
    return next(p for p in PHRASES if 1000 * part < p.high * whole)
