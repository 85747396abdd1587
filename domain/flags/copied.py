"""Text taken over from earlier versions: how much of a section, and which of its sentences.

Carrying text forward is no fault in itself; what an assessor needs to see is what was taken over,
what was changed in it and what is new. Measures follow the studies of copied clinical notes: the
share is counted in words of the later text (Wrenn 2010), found by aligning sentences, so that
order, page layout and light rewording do not hide it.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Callable, Iterable, Iterator, Sequence
from enum import StrEnum
from functools import cached_property
from itertools import pairwise
from typing import Literal, NamedTuple

from domain.flags import likeness
from domain.flags.house import NO_HOUSE, House
from domain.flags.likeness import RUN, Codes
from domain.flags.passages import Span
from domain.flags.sentences import Reading, Sentence

Label = Literal["yes", "partial", "no"]
_Test = Callable[[str, str, int], bool]

# Shares of the own words from which a section is called copied forward, wholly or in part.
MOSTLY = 0.70
PARTLY = 0.20

# A fact in so few words ('He has one brother, Jake.') is said twice in the same way by chance.
FEW_WORDS = 8

# So few sentences between two that were taken over leave little doubt which one was reworded.
GAP = 3
GAP_AT_EDGE = 1

# Candidates are found by three words in a row; a row that many sentences hold tells nothing.
_GRAM = 3
_TOO_COMMON = 50
_CANDIDATES = 6


class Verdict(StrEnum):
    """What became of a sentence."""

    TAKEN_OVER = "taken over"
    EDITED = "edited"
    NEW = "new"
    PLAIN = "plain fact"  # a few words that stand in both, apart from all else taken over
    HOUSE = "house sentence"


_CARRIED = frozenset({Verdict.TAKEN_OVER, Verdict.EDITED})
_NOT_COUNTED = frozenset({Verdict.PLAIN, Verdict.HOUSE})


class Source(NamedTuple):
    """Where earlier text stands: which of the earlier texts, and its characters there."""

    place: int
    span: Span


class Judged(NamedTuple):
    """One sentence of the later text. kept: how many of its words stand in the earlier text;
    a new sentence may have such words too, where a passage was lifted into it."""

    span: Span
    verdict: Verdict
    words: int
    kept: int = 0
    sources: tuple[Source, ...] = ()


class Comparison:
    """A later text judged sentence by sentence against what was there before it."""

    def __init__(self, sentences: Sequence[Judged], headings: Sequence[Span] = ()) -> None:
        self.sentences = tuple(sentences)
        self.headings = tuple(headings)

    @cached_property
    def counted(self) -> tuple[Judged, ...]:
        """Sentences that are the author's own and say more than a plain fact."""
        return tuple(each for each in self.sentences if each.verdict not in _NOT_COUNTED)

    @cached_property
    def words(self) -> int:
        """Own words: headings of the form and house sentences are nobody's."""
        return sum(each.words for each in self.counted)

    @property
    def share(self) -> float:
        """Share of the own words that stand in the earlier text. This is the figure to show."""
        return sum(each.kept for each in self.counted) / max(1, self.words)

    @cached_property
    def carried(self) -> float:
        """Share of the own words in sentences taken over, the words changed in them included."""
        carried = sum(
            each.words if each.verdict in _CARRIED else each.kept for each in self.counted
        )
        return carried / max(1, self.words)

    @property
    def label(self) -> Label:
        if self.carried >= MOSTLY:
            return "yes"
        return "partial" if self.carried >= PARTLY else "no"

    @property
    def spans(self) -> list[Span]:
        """Sentences that stand in the earlier text, as they were or edited."""
        kinds = _CARRIED | {Verdict.PLAIN}
        return [each.span for each in self.sentences if each.verdict in kinds]

    @property
    def matches(self) -> list[tuple[Span, Source]]:
        """Each sentence that owes something to the earlier text, beside every place it is from."""
        return [(each.span, source) for each in self.sentences for source in each.sources]

    def kept_from(self, place: int) -> int:
        """Own words that stand in one of the earlier texts: the one with most of them is shown."""
        return sum(
            each.kept
            for each in self.counted
            if any(source.place == place for source in each.sources)
        )


class _Found(NamedTuple):
    """A verdict with the sentence as codes, and the earlier sentence it rests on, -1 for none."""

    judged: Judged
    code: str
    earlier: int = -1


class Earlier:
    """Earlier texts to compare with: each distinct sentence once, found by its words."""

    def __init__(self, house: House = NO_HOUSE) -> None:
        self._house = house
        self._codes = Codes(house.codes)
        self._ids: dict[str, int] = {}
        self._texts: list[str] = []
        self._sources: list[tuple[Source, ...]] = []  # one for each text that has the sentence
        self._order: list[list[int]] = []  # the sentences of each text, house sentences left out
        self._first: list[dict[int, int]] = []  # where in that order a sentence first comes
        self._neighbours: set[tuple[int, int]] = set()
        self._holder: dict[str, int] = {}  # the first sentence with three words in a row
        self._holders: dict[str, list[int]] = {}  # and all others: most rows have none
        self._indexed = 0

    def add(self, reading: Reading) -> int:
        """One more earlier text; answers the place its sentences will be known by."""
        place = len(self._order)
        order: list[int] = []
        first: dict[int, int] = {}
        for start, end, words in reading.sentences:
            code = self._codes.encode(words)
            if self._house.holds(code):
                continue
            one = self._ids.setdefault(code, len(self._texts))
            if one == len(self._texts):
                self._texts.append(code)
                self._sources.append(())
            if one not in first:
                first[one] = len(order)
                self._sources[one] += (Source(place, Span(start, end)),)
            order.append(one)
        self._order.append(order)
        self._first.append(first)
        self._neighbours.update(pairwise(order))
        return place

    def compare(self, later: Reading) -> Comparison:
        """Judge each sentence of a later text, alone and then among its neighbours."""
        found = [self._find(sentence) for sentence in later.sentences]
        own = [at for at, one in enumerate(found) if one.judged.verdict is not Verdict.HOUSE]
        for at, one in self._reworded([found[at] for at in own]):
            found[own[at]] = one
        plain = list(self._plain([found[at] for at in own]))
        for at in plain if len(plain) < len(own) else ():
            judged = found[own[at]].judged
            found[own[at]] = found[own[at]]._replace(judged=judged._replace(verdict=Verdict.PLAIN))
        return Comparison([one.judged for one in found], later.headings)

    def _find(self, sentence: Sentence) -> _Found:
        """A sentence judged by its own words."""
        start, end, words = sentence
        span, code = Span(start, end), self._codes.encode(words)
        size = len(code)
        if self._house.holds(code):
            return _Found(Judged(span, Verdict.HOUSE, size), code)
        one = self._ids.get(code, -1)
        if one >= 0:
            return _Found(
                Judged(span, Verdict.TAKEN_OVER, size, size, self._sources[one]), code, one
            )
        candidates = self._candidates(code)
        best = self._most_like(code, candidates, likeness.is_edited)
        return self._with_runs(span, code, best, candidates)

    def _candidates(self, code: str) -> list[int]:
        """The earlier sentences that share most rows of three words with this one."""
        self._index()
        counts: Counter[int] = Counter()
        for at in range(len(code) - _GRAM + 1):
            row = code[at : at + _GRAM]
            first = self._holder.get(row, -1)
            if first >= 0:
                others = self._holders.get(row, ())
                if len(others) < _TOO_COMMON:
                    counts[first] += 1
                    counts.update(others)
        return [one for one, _ in counts.most_common(_CANDIDATES)]

    def _index(self) -> None:
        """Indexed when first needed: text that is all copied needs no search."""
        for one in range(self._indexed, len(self._texts)):
            code = self._texts[one]
            for at in range(len(code) - _GRAM + 1):
                row = code[at : at + _GRAM]
                if self._holder.setdefault(row, one) != one:
                    self._holders.setdefault(row, []).append(one)
        self._indexed = len(self._texts)

    def _most_like(self, code: str, candidates: Iterable[int], accept: _Test) -> int:
        """The earlier sentence most like this one among those accepted; -1 if there is none."""
        best, most = -1, 0.0
        for one in candidates:
            earlier = self._texts[one]
            common = likeness.shared(earlier, code)
            alike = likeness.likeness(earlier, code, common)
            if alike > most and accept(earlier, code, common):
                best, most = one, alike
        return best

    def _with_runs(self, span: Span, code: str, best: int, candidates: Iterable[int]) -> _Found:
        """The words kept: those from the earlier sentence, if any, and long runs from others,
        since sentences are joined and passages lifted."""
        kept = likeness.kept(self._texts[best], code) if best >= 0 else set[int]()
        sources = self._sources[best] if best >= 0 else ()
        for one in candidates:
            more = likeness.runs(self._texts[one], code, RUN) - kept
            if len(more) >= (RUN if best >= 0 else 1):
                kept |= more
                sources += self._sources[one]
        verdict = Verdict.EDITED if best >= 0 else Verdict.NEW
        return _Found(Judged(span, verdict, len(code), len(kept), sources), code, best)

    def _reworded(self, own: Sequence[_Found]) -> Iterator[tuple[int, _Found]]:
        """New sentences that take the place of an earlier one between the same neighbours."""
        used = {one.earlier for one in own}
        following = _following(own)
        before = -1
        for at, one in enumerate(own):
            if one.earlier >= 0:
                before = one.earlier
                continue
            free = [gap for gap in self._between(before, following[at]) if gap not in used]
            best = self._most_like(one.code, free, likeness.in_place_of)
            if best >= 0:
                yield at, self._with_runs(one.judged.span, one.code, best, ())

    def _between(self, before: int, after: int) -> Iterator[int]:
        """Earlier sentences that stand between two others, where they are few; -1: the edge."""
        if before < 0 and after < 0:
            return
        for source in self._sources[before if before >= 0 else after]:
            order, first = self._order[source.place], self._first[source.place]
            low = first[before] if before >= 0 else -1
            high = first.get(after, -1) if after >= 0 else len(order)
            if high - low - 1 <= (GAP if min(before, after) >= 0 else GAP_AT_EDGE):
                yield from order[low + 1 : high]

    def _plain(self, own: Sequence[_Found]) -> Iterator[int]:
        """Short sentences that stand in both texts, but not beside the same sentence."""
        for at, one in enumerate(own):
            if one.judged.verdict is Verdict.TAKEN_OVER and one.judged.words <= FEW_WORDS:
                before = own[at - 1].earlier if at else -1
                after = own[at + 1].earlier if at + 1 < len(own) else -1
                if self._neighbours.isdisjoint({(before, one.earlier), (one.earlier, after)}):
                    yield at


def _following(own: Sequence[_Found]) -> list[int]:
    """For each sentence, the next earlier one that any sentence after it rests on."""
    following = []
    after = -1
    for one in reversed(own):
        following.append(after)
        after = one.earlier if one.earlier >= 0 else after
    return following[::-1]


def trace(earlier: Reading, later: Reading) -> float:
    """How far a text draws on another where sentences no longer tell: its words that are there,
    and its passages of three words or more (geometric mean). Good for ranking only."""
    codes = Codes()
    before, after = (
        "".join(codes.encode(sentence.words) for sentence in reading.sentences)
        for reading in (earlier, later)
    )
    if not after:
        return 0.0
    there = set(before)
    words = sum(word in there for word in after)
    rows = {before[at : at + _GRAM] for at in range(len(before) - _GRAM + 1)}
    hits = ["01"[after[at : at + _GRAM] in rows] for at in range(len(after) - _GRAM + 1)]
    begun = int("0" + "".join(hits), 2)
    in_runs = (begun | begun << 1 | begun << 2).bit_count()
    return math.sqrt(words * in_runs) / len(after)
