"""House sentences: those a service puts into every assessment, which are no author's copying."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable

from rapidfuzz.distance import LCSseq

from domain.flags.likeness import Codes
from domain.flags.sentences import Reading, spelling

HouseSentence = tuple[str, ...]  # its words, each in its one spelling

# So many cases, and such a share of them, make a sentence the house's.
LEAST_CASES = 3
LEAST_SHARE = 0.25

# A longer one is known again with a name or a date filled in, or a word or two dropped.
_LONG = 8
_ALIKE = 0.85
_GRAM = 3


def house_sentences(cases: Iterable[Iterable[Reading]]) -> frozenset[HouseSentence]:
    """Sentences shared by so many cases; for each case, all that is on file of it."""
    seen: Counter[HouseSentence] = Counter()
    total = 0
    for readings in cases:
        total += 1
        sentences = (sentence for reading in readings for sentence in reading.sentences)
        seen.update({tuple(map(spelling, sentence.words)) for sentence in sentences})
    least = max(LEAST_CASES, LEAST_SHARE * total)
    return frozenset(words for words, count in seen.items() if count >= least)


class House:
    """House sentences, ready to be known again in a text."""

    def __init__(self, sentences: Iterable[HouseSentence] = ()) -> None:
        self.codes = Codes()
        self._whole = {self.codes.encode(words) for words in sentences}
        self._grams: dict[str, list[str]] = {}
        for code in self._whole:
            if len(code) >= _LONG:
                for at in range(len(code) - _GRAM + 1):
                    self._grams.setdefault(code[at : at + _GRAM], []).append(code)

    def holds(self, code: str) -> bool:
        """Whether a sentence, written with these codes or more of them, is the house's."""
        if code in self._whole:
            return True
        if not self._grams or len(code) < _LONG:
            return False
        rows = (self._grams.get(code[at : at + _GRAM], ()) for at in range(len(code) - _GRAM + 1))
        near = Counter(house for row in rows for house in row).most_common(1)
        return bool(near) and LCSseq.normalized_similarity(near[0][0], code) >= _ALIKE


NO_HOUSE = House()
