"""Short forms written out and slips of the keyboard put right, with the way back to what stands.

A slip is a doubled letter too many or too few, or two letters that changed places, in a word the
rules listen for: that is known without a dictionary, and hardly ever another word.
"""

from __future__ import annotations

import re
from bisect import bisect_right
from functools import cache, lru_cache
from typing import NamedTuple

from domain.flags.lexicon import table, words

_TOKEN = re.compile(r"[A-Za-z][A-Za-z0-9]*(?:[./][A-Za-z]\b)*[/.]?(?:'[a-z]+)?")
_SHORTEST_SLIP = 6


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
    out: list[str] = []
    new: list[int] = []
    old: list[int] = []
    end = size = 0
    for m in _TOKEN.finditer(text):
        said = m.group()
        if said.isupper() and len(said) == 2:
            continue  # initials
        meant = _meant(said.lower())
        if meant is None:
            continue
        meant = meant.capitalize() if said[0].isupper() else meant
        out += (text[end : m.start()], meant)
        size += m.start() - end
        new += (size, size + len(meant))
        old += m.span()
        size += len(meant)
        end = m.end()
    if not out:
        return text, _STILL
    return "".join((*out, text[end:])), Moved(tuple(new), tuple(old))


@lru_cache(maxsize=8192)
def _meant(low: str) -> str | None:
    """The word meant, if it is not the one written."""
    short = table("short_forms").get(low)
    if short is not None or len(low) < _SHORTEST_SLIP or low in words("spelt", "key"):
        return short
    found = _slips().get(_squeezed(low)) or _slips().get(_shuffled(low))
    return found if found != low else None


@cache
def _slips() -> dict[str, str]:
    """Key words by their letters without doubling, and by their letters in any order."""
    key = sorted(w for w in words("spelt", "key") if len(w) >= _SHORTEST_SLIP)
    return {_shuffled(w): w for w in key} | {_squeezed(w): w for w in key}


def _squeezed(low: str) -> str:
    return re.sub(r"(.)\1", r"\1", low)


def _shuffled(low: str) -> str:
    return f"{low[0]}|{''.join(sorted(low[1:-1]))}|{low[-1]}"
