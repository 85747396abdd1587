"""Short forms written out and slips of the keyboard put right, with the way back to what stands.

A slip is a doubled letter too many or too few, two letters that changed places, or vowels left out,
in a word the rules listen for: that is known without a dictionary, and hardly ever another word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from typing import NamedTuple

from domain.flags.lexicon import table, words

_TOKEN = re.compile(
    r"(?:(?<!\d)[12](?=st\b|nd\b|day\b|nite\b))?[A-Za-z][A-Za-z0-9]*(?:[./][A-Za-z]\b)*[/.]?(?:'[a-z]+)?"
)
_SHORTEST_SLIP = 6
_FEWEST_CONSONANTS = 4
_DAYS = table("days")
_SATURDAY = re.compile(r"\s*(?:[/&+,]|(?:and|job|night|eve|morn\w*|[ap]m)\b|\d)")


class Moved(NamedTuple):
    """Offsets of the words written out: in the new text and in the old, start and end of each."""

    new: tuple[int, ...] = ()
    old: tuple[int, ...] = ()

    def back(self, at: int, *, ending: bool = False) -> int:
        """The offset in the text as it was written. Inside a word written out: its start or end."""
        i = bisect_right(self.new, at) - 1
        if i < 0:
            return at
        if i % 2 == 0 and at > self.new[i]:
            return self.old[i + 1] if ending else self.old[i]
        return self.old[i] + at - self.new[i]


_STILL = Moved()


def spelt(text: str) -> str:
    """A text with its short forms and slips written out."""
    return spell_out(text)[0]


def spell_out(text: str) -> tuple[str, Moved]:
    """The text written out, and the way back."""
    meant = {said: found for chunk in set(text.split()) for said, found in _short(chunk)}
    if not meant and "Sat" not in text:
        return text, _STILL
    out: list[str] = []
    new: list[int] = []
    old: list[int] = []
    end = size = 0
    for m in _TOKEN.finditer(text):
        said = m.group()
        instead = meant.get(said)
        if said == "Sat" and _SATURDAY.match(text, m.end()):
            instead = "Saturday"
        if instead is None:
            continue
        if said[-1] == "." and instead[-1] != "." and said.lower() not in table("short_forms"):
            said = said[:-1]
        out += [text[end : m.start()], instead]
        size += m.start() - end
        end = m.start() + len(said)
        new += [size, size + len(instead)]
        old += [m.start(), end]
        size += len(instead)
    return "".join((*out, text[end:])), Moved(tuple(new), tuple(old))


@lru_cache(maxsize=16384)
def _short(chunk: str) -> tuple[tuple[str, str], ...]:
    """The words to write out in what stands between two blanks, and what they stand for."""
    tokens = _TOKEN.findall(chunk)
    return tuple((said, found) for said in tokens if (found := _written_out(said)))


@lru_cache(maxsize=16384)
def _written_out(said: str) -> str | None:
    """The word meant, with the capital of the word written."""
    if said.isupper() and len(said) == 2:
        return None  # initials
    meant = _DAYS.get(said) or _meant(said.lower())
    return meant.capitalize() if meant and said[0].isupper() else meant


@lru_cache(maxsize=8192)
def _meant(low: str) -> str | None:
    """The word meant, if it is not the one written."""
    short = table("short_forms").get(low) or table("short_forms").get(low.rstrip("."))
    low = low.rstrip(".")
    if short is not None or low in words("spelt", "key"):
        return short
    squeezed = _squeezed(low)
    found = _skeletons().get(_consonants(squeezed))
    if found is not None and _within(squeezed, found):
        return found
    if len(low) < _SHORTEST_SLIP:
        return None
    return _slips().get(squeezed) or _slips().get(_shuffled(low))


@cache
def _skeletons() -> dict[str, str]:
    """Key words by their consonants; those with few consonants are too like others."""
    key = sorted(words("spelt", "key"))
    return {c: w for w in key if len(c := _consonants(_squeezed(w))) >= _FEWEST_CONSONANTS}


def _consonants(low: str) -> str:
    return low[0] + re.sub(r"[aeiou]", "", low[1:])


def _within(short: str, word: str) -> bool:
    """Whether the letters of one stand in the other, in order."""
    rest = iter(_squeezed(word))
    return all(letter in rest for letter in short)


@cache
def _slips() -> dict[str, str]:
    """Key words by their letters without doubling, and by their letters in any order."""
    key = sorted(w for w in words("spelt", "key") if len(w) >= _SHORTEST_SLIP)
    return {_shuffled(w): w for w in key} | {_squeezed(w): w for w in key}


def _squeezed(low: str) -> str:
    return re.sub(r"(.)\1", r"\1", low)


def _shuffled(low: str) -> str:
    return f"{low[0]}|{''.join(sorted(low[1:-1]))}|{low[-1]}"
