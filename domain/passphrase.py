"""How good a passphrase is, in words: length counts, odd characters do not.

NCSC and NIST (SP 800-63B, 5.1.1.2) say the same: ask for length, refuse what everybody tries
first, demand no mixture of characters. Four unrelated words are both long and easy to remember.
"""

from __future__ import annotations

import re
from itertools import pairwise

from domain.text_cleaning import clean

SHORTEST = 12
LONGEST = 500
ADVICE = "Four unrelated words are good; spaces count, capitals count."
_LONG, _VERY_LONG = 16, 22
_FEWEST_DIFFERENT = 6
# What is left of a passphrase when the words that everyone tries are taken out of it.
_FEWEST_OF_ITS_OWN = 5
# Where a key's neighbour on the keyboard or in the alphabet says nothing new.
_ROWS = ("abcdefghijklmnopqrstuvwxyz", "01234567890", "qwertyuiop", "asdfghjkl", "zxcvbnm")
_TRIED_FIRST = (
    "password",
    "passphrase",
    "passwort",
    "pass",
    "letmein",
    "welcome",
    "qwerty",
    "iloveyou",
    "admin",
    "administrator",
    "default",
    "secret",
    "changeme",
    "monkey",
    "dragon",
    "football",
    "liverpool",
    "arsenal",
    "chelsea",
    "sunshine",
    "princess",
    "charlie",
    "january",
    "february",
    "march",
    "april",
    "june",
    "july",
    "august",
    "september",
    "october",
    "november",
    "december",
    "summer",
    "winter",
    "spring",
    "autumn",
    "monday",
    "friday",
    "corecase",
    "probation",
    "inspection",
    "inspector",
    "inspectorate",
    "youth",
    "offending",
    "justice",
    "case",
    "core",
    "team",
    "council",
    "correcthorsebatterystaple",
)
_TRIED = re.compile("|".join(sorted(_TRIED_FIRST, key=len, reverse=True)))
_SWAPS = str.maketrans("0134578@$!", "oieastbasi")  # the letters these stand in for


def as_meant(typed: str) -> str:
    """A passphrase as it is used: the same however its letters are encoded and spaces doubled."""
    return clean(typed, one_line=True)


def objection(typed: str) -> str:
    """Why this will not do as a passphrase, in a sentence with the cure; "" if it will."""
    text = as_meant(typed)
    if len(text) < SHORTEST:
        missing = SHORTEST - len(text)
        more = f"{missing} more character{'s' if missing > 1 else ''} at least"
        return f"Too short: {more}. {ADVICE}"
    if len(text) > LONGEST:
        return f"Too long: {LONGEST} characters are the most."
    if text.casefold().startswith("x'"):
        return "It may not begin with x and an apostrophe; any other beginning will do."
    if len(set(text.casefold())) < _FEWEST_DIFFERENT:
        return f"It repeats a few characters over and over, which is tried first. {ADVICE}"
    if _news(text) < _FEWEST_DIFFERENT:
        return f"It follows the alphabet, the numbers or the keyboard. {ADVICE}"
    if not any(letter.isalpha() for letter in text):
        return f"Digits and signs alone are soon tried through. {ADVICE}"
    if _of_its_own(text) < _FEWEST_OF_ITS_OWN:
        return f"It is made of words that everyone tries first. {ADVICE}"
    return ""


def strength(typed: str) -> str:
    """In a few words, for whoever is choosing one: what is wrong with it, or how good it is."""
    if not as_meant(typed):
        return ADVICE
    wrong = objection(typed)
    if wrong:
        return wrong
    text = as_meant(typed)
    if len(text) >= _VERY_LONG:
        return "Strong."
    if len(text) >= _LONG:
        return "Good; longer is stronger."
    return "It will do; another word makes it much stronger."


def _news(text: str) -> int:
    """How many characters are not simply the neighbour, or the repetition, of the one before."""
    text = text.casefold()
    return 1 + sum(not _follows(before, after) for before, after in pairwise(text))


def _follows(before: str, after: str) -> bool:
    if before == after:
        return True
    return any(
        before in row and after in row and abs(row.index(before) - row.index(after)) == 1
        for row in _ROWS
    )


def _of_its_own(text: str) -> int:
    """How many different characters are left without the words, dates and signs everyone adds.

    Read twice, as typed and with digits for the letters they stand in for; the lower one counts.
    """
    readings = (text.casefold(), text.casefold().translate(_SWAPS))
    return min(len(set(_without_tried(one))) for one in readings)


def _without_tried(text: str) -> str:
    letters = re.sub(r"[\W_]", "", text)
    left = _TRIED.sub("", letters)
    return left if left == letters else re.sub(r"\d", "", left)
