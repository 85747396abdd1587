"""How much of a sentence stands in another, both written with one character a word.

So a sentence is a short string, and string matching works on words. Two ways of keeping words
count: in the same order, with others between them, or in runs, with the parts of the sentence
turned about.
"""

from __future__ import annotations

from collections.abc import Iterable

from rapidfuzz.distance import LCSseq

from domain.flags.sentences import spelling

RUN = 5  # words in a row that two writers on one subject hardly ever share by chance

_PHRASE = 3  # words in a row that count as kept wherever they have gone
_LINK = 4  # words in a row without which shared words are taken for chance,
_SURE = 0.8  # unless so much is shared
_HALF = 0.5  # of the words of both: a sentence reworded
_MOST = 0.74  # of the shorter: a sentence cut, drawn out, split or joined
_LONG_ENOUGH = 6  # words of the shorter, for that

_THIRD = 0.33  # of the words of both, where the place in the text speaks for it as well,
_ENOUGH = 5  # and not only 'he is in the'

_CHARACTERS = 0x10FFFF


class Codes(dict[str, str]):
    """A character for each distinct word, the same for two spellings of one word."""

    def __missing__(self, word: str) -> str:
        spelt = spelling(word)
        code = self[spelt] if spelt != word else chr(1 + len(self) % _CHARACTERS)
        self[word] = code
        return code

    def encode(self, words: Iterable[str]) -> str:
        """A sentence as one string."""
        return "".join(map(self.__getitem__, words))


def shared(earlier: str, later: str) -> int:
    """How many words of the one stand in the other."""
    return max(LCSseq.similarity(earlier, later), len(runs(earlier, later, _PHRASE)))


def likeness(earlier: str, later: str, common: int) -> float:
    """Shared words over the words of both, from 0 to 1."""
    return 2 * common / (len(earlier) + len(later))


def is_edited(earlier: str, later: str, common: int) -> bool:
    """Whether a sentence is an earlier one reworded, cut, drawn out, split or joined."""
    alike = likeness(earlier, later, common)
    if later in earlier or alike >= _SURE:
        return True
    shorter = min(len(earlier), len(later))
    if alike < _HALF and (shorter < _LONG_ENOUGH or common < _MOST * shorter):
        return False
    return any(later[at : at + _LINK] in earlier for at in range(len(later) - _LINK + 1))


def in_place_of(earlier: str, later: str, common: int) -> bool:
    """Whether a sentence is an earlier one that stood between the same neighbours, reworded."""
    return common >= _ENOUGH and likeness(earlier, later, common) >= _THIRD


def runs(earlier: str, later: str, length: int) -> set[int]:
    """Which words of the later sentence stand in runs of at least `length` in the earlier one."""
    found: set[int] = set()
    for at in range(len(later) - length + 1):
        if later[at : at + length] in earlier:
            found.update(range(at, at + length))
    return found


def kept(earlier: str, later: str) -> set[int]:
    """Which words of the later sentence stand in the earlier one, the better of both ways."""
    in_runs = runs(earlier, later, _PHRASE)
    in_order = {
        at
        for block in LCSseq.opcodes(earlier, later)
        if block.tag == "equal"
        for at in range(block.dest_start, block.dest_end)
    }
    return in_order if len(in_order) >= len(in_runs) else in_runs
