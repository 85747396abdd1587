"""Text taken over from earlier versions: how much of a section, and which of its sentences.

Carrying text forward is no fault in itself; what an assessor needs to see is what was taken over,
what was changed in it and what is new. Measures follow the studies of copied clinical notes: the
share is counted in words of the later text (Wrenn 2010), found by aligning sentences, so that
order, page layout and light rewording do not hide it.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Sequence
from enum import StrEnum
from functools import cached_property
from typing import Literal, NamedTuple

from rapidfuzz.distance import LCSseq

from domain.flags.passages import Span
from domain.flags.sentences import Reading, Sentence, spelling

Label = Literal["yes", "partial", "no"]

# Shares of the words in sentences taken over from which a section is called copied forward.
MOSTLY = 0.70
PARTLY = 0.20

SHORT = 4  # words; a shorter sentence says nothing by itself of where it comes from
RUN = 5  # words in a row that two writers on one subject hardly ever share by chance
GRAM = 3  # words in a row by which candidates are found
TOO_COMMON = 50  # sentences that hold a gram; beyond that it tells nothing and costs time
CANDIDATES = 6

HOUSE_CASES = 3  # at least so many cases, and this share of them, make a sentence the house's
HOUSE_SHARE = 0.25

HouseSentence = tuple[str, ...]


class Verdict(StrEnum):
    """What became of a sentence."""

    TAKEN_OVER = "taken over"
    EDITED = "edited"
    NEW = "new"
    HOUSE = "house sentence"


class Source(NamedTuple):
    """Where earlier text stands: which of the earlier texts, and its characters there."""

    place: int
    span: Span


class Judged(NamedTuple):
    """One sentence of the later text.

    kept: how many of its words stand in the earlier text. runs: in a new sentence, the passages
    lifted all the same.
    """

    span: Span
    verdict: Verdict
    words: int
    kept: int = 0
    sources: tuple[Source, ...] = ()
    runs: tuple[Span, ...] = ()


_FROM_BEFORE = frozenset({Verdict.TAKEN_OVER, Verdict.EDITED})


class Comparison:
    """A later text judged sentence by sentence against what was there before it."""

    def __init__(self, sentences: Sequence[Judged], headings: Sequence[Span] = ()) -> None:
        self.sentences = tuple(sentences)
        self.headings = tuple(headings)

    @cached_property
    def words(self) -> int:
        """Own words: headings of the form and house sentences are nobody's."""
        return sum(each.words for each in self.sentences if each.verdict is not Verdict.HOUSE)

    @cached_property
    def share(self) -> float:
        """Share of the own words that stand in the earlier text. This is the figure to show."""
        return sum(each.kept for each in self.sentences) / max(1, self.words)

    @cached_property
    def carried(self) -> float:
        """Share of the own words in sentences taken over, the words changed in them included."""
        carried = sum(
            each.words if each.verdict in _FROM_BEFORE else each.kept for each in self.sentences
        )
        return carried / max(1, self.words)

    @property
    def label(self) -> Label:
        if self.carried >= MOSTLY:
            return "yes"
        return "partial" if self.carried >= PARTLY else "no"

    @property
    def spans(self) -> list[Span]:
        """The sentences taken over, as they were or edited."""
        return [each.span for each in self.sentences if each.verdict in _FROM_BEFORE]

    @property
    def matches(self) -> list[tuple[Span, Source]]:
        """Each sentence taken over beside every place of the earlier text it stands in."""
        return [(each.span, source) for each in self.sentences for source in each.sources]


class Earlier:
    """Earlier texts to compare with: each distinct sentence once, found by its words.

    Every distinct word is one character here, so that a sentence is a short string and string
    matching works on words.
    """

    def __init__(self, house: Iterable[HouseSentence] = ()) -> None:
        self._codes = _Codes()
        self._house = {self._encode(words) for words in house}
        self._ids: dict[str, int] = {}
        self._texts: list[str] = []
        self._sources: list[tuple[Source, ...]] = []
        self._grams: dict[str, list[int]] = {}
        self._indexed = 0
        self._places = 0

    def add(self, reading: Reading) -> int:
        """One more earlier text; answers the place its sentences will be known by."""
        place = self._places
        self._places += 1
        for start, end, words in reading.sentences:
            code = self._encode(words)
            found = self._ids.setdefault(code, len(self._texts))
            source = (Source(place, Span(start, end)),)
            if found == len(self._texts):
                self._texts.append(code)
                self._sources.append(source)
            else:
                self._sources[found] += source
        return place

    def compare(self, later: Reading) -> Comparison:
        judged = [self._judge(sentence) for sentence in later.sentences]
        return Comparison(judged, later.headings)

    def _encode(self, words: Sequence[str]) -> str:
        return "".join(map(self._codes.__getitem__, words))

    def _judge(self, sentence: Sentence) -> Judged:
        start, end, words = sentence
        span, code = Span(start, end), self._encode(words)
        if code in self._house:
            return Judged(span, Verdict.HOUSE, len(code))
        found = self._ids.get(code)
        if found is not None:
            return Judged(span, Verdict.TAKEN_OVER, len(code), len(code), self._sources[found])
        return self._judge_changed(span, code)

    def _judge_changed(self, span: Span, code: str) -> Judged:
        candidates = self._candidates(code)
        edited = [found for found in candidates if _is_edited(self._texts[found], code)]
        if edited:
            best = max(edited, key=lambda found: LCSseq.similarity(self._texts[found], code))
            kept = LCSseq.similarity(self._texts[best], code)
            return Judged(span, Verdict.EDITED, len(code), kept, self._sources[best])
        return Judged(span, Verdict.NEW, len(code))

    def _candidates(self, code: str) -> list[int]:
        """The earlier sentences that share most runs of three words with this one."""
        self._index()
        counts: Counter[int] = Counter()
        for at in range(len(code) - GRAM + 1):
            holders = self._grams.get(code[at : at + GRAM])
            if holders and len(holders) <= TOO_COMMON:
                counts.update(holders)
        return [found for found, _ in counts.most_common(CANDIDATES)]

    def _index(self) -> None:
        """Indexed when first needed: text that is all copied needs no search."""
        for found in range(self._indexed, len(self._texts)):
            code = self._texts[found]
            for at in range(len(code) - GRAM + 1):
                self._grams.setdefault(code[at : at + GRAM], []).append(found)
        self._indexed = len(self._texts)


class _Codes(dict[str, str]):
    """A character for each distinct word, the same for two spellings of one word."""

    def __missing__(self, word: str) -> str:
        spelt = spelling(word)
        code = self[spelt] if spelt != word else chr(1 + len(self) % 0x10FFFE)
        self[word] = code
        return code


def _is_edited(earlier: str, later: str) -> bool:
    """Whether a sentence is an earlier one reworded, cut, drawn out, split or joined."""
    common = LCSseq.similarity(earlier, later)
    shorter = min(len(earlier), len(later))
    alike = 2 * common / (len(earlier) + len(later))
    if alike >= 0.8:
        return True
    if alike < 0.5 and not (shorter >= 6 and common >= 0.74 * shorter):
        return False
    return any(later[at : at + 4] in earlier for at in range(len(later) - 3))


def house_sentences(cases: Iterable[Iterable[Reading]]) -> frozenset[HouseSentence]:
    """Sentences that so many cases share that they are the house's and no author's."""
    seen: Counter[HouseSentence] = Counter()
    total = 0
    for total, readings in enumerate(cases, 1):
        seen.update({tuple(map(spelling, s.words)) for reading in readings for s in reading.sentences})
    least = max(HOUSE_CASES, HOUSE_SHARE * total)
    return frozenset(words for words, count in seen.items() if count >= least)
