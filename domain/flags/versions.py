"""Every document of a case against all that was written before it, section by section."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections import Counter
from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from functools import cached_property
from itertools import groupby
from typing import NamedTuple

from domain.documents import CaseDocument, DocumentText, Texts
from domain.flags import sections as forms
from domain.flags.copied import Comparison, Earlier, Judged, Verdict
from domain.flags.edits import Edit, edits
from domain.flags.house import NO_HOUSE, House
from domain.flags.passages import Section, Span
from domain.flags.sentences import Reading, read
from domain.instrument import Instrument


class SectionShare(NamedTuple):
    """A section of a later document. earlier: number of the earlier document with most of its
    words, None where nothing was taken over. share: of its own words that stand in that one."""

    section: Section
    comparison: Comparison
    earlier: int | None
    share: float


@dataclass(frozen=True)
class Compared:
    """A document against earlier ones. order: numbers of those, as places of `Source` count them.

    share: of its words of its own that stand in any of them; spans are of whole documents' texts.
    """

    document: CaseDocument
    text: DocumentText
    sections: tuple[SectionShare, ...]
    whole: Comparison
    order: tuple[int, ...]

    @property
    def share(self) -> float:
        return self.whole.share

    @property
    def words(self) -> int:
        return self.whole.words

    @property
    def earlier(self) -> int | None:
        """The earlier document with most of its words."""
        return _most(self.whole, self.order)

    def sources(self, judged: Judged) -> dict[int, Span]:
        """The earlier documents a sentence stands in, oldest first, and where in each."""
        found: dict[int, Span] = {}
        for place, span in sorted(judged.sources):
            found.setdefault(self.order[place], span)
        return found

    def source(self, judged: Judged) -> tuple[int, Span] | None:
        """Where a sentence was taken from: the version most of its section is from, else the
        latest that has it."""
        found = self.sources(judged)
        if not found:
            return None
        number = self._preferred.get(judged.span)
        number = number if number in found else list(found)[-1]
        return number, found[number]

    def judged_at(self, span: Span) -> Judged | None:
        """The sentence that most of these characters are in."""
        sentences = self.whole.sentences
        first = bisect_right(sentences, span.start, key=lambda each: each.span.end)
        last = bisect_left(sentences, span.end, key=lambda each: each.span.start)
        return max(
            sentences[first:last],
            key=lambda each: min(span.end, each.span.end) - max(span.start, each.span.start),
            default=None,
        )

    @cached_property
    def _preferred(self) -> dict[Span, int | None]:
        return {
            judged.span: each.earlier
            for each in self.sections
            for judged in each.comparison.sentences
        }


class Versions:
    """The documents of a case, read once each and compared in the order they were written."""

    def __init__(
        self,
        documents: Sequence[CaseDocument],
        texts: Texts,
        instrument: Instrument,
        house: House = NO_HOUSE,
    ) -> None:
        self._house = house
        self._headings = forms.form_headings(instrument.documents)
        self.documents = {each.number: each for each in documents}
        self.texts = {each.number: texts[each.about.text] for each in documents}
        self._prompts = (
            *self._headings,
            *forms.prompts(*(words.text for words in self.texts.values())),
        )

    @cached_property
    def readings(self) -> dict[int, Reading]:
        return {number: read(words.text, self._prompts) for number, words in self.texts.items()}

    @cached_property
    def compared(self) -> tuple[Compared, ...]:
        """One for each document. What is of the same day is no earlier version of it."""
        return tuple(self._in_order())

    def of(self, number: int) -> Compared:
        """A document against all earlier ones. Raises KeyError for one the case has not."""
        return self._by_number[number]

    def between(self, earlier: int, later: int) -> Compared:
        """A document against a single other one."""
        before = Earlier(self._house)
        before.add(self.readings[earlier])
        return self._compare(self.documents[later], before, (earlier,))

    def edits(self, compared: Compared, judged: Judged) -> tuple[Edit, ...]:
        """The words changed in an edited sentence, against the one it rests on."""
        source = compared.source(judged)
        if judged.verdict is not Verdict.EDITED or source is None:
            return ()
        number, span = source
        later = compared.document.number
        return edits(
            (self.texts[number].text, self.readings[number], span),
            (compared.text.text, self.readings[later], judged.span),
        )

    @cached_property
    def _by_number(self) -> dict[int, Compared]:
        return {each.document.number: each for each in self.compared}

    def _in_order(self) -> Iterator[Compared]:
        before = Earlier(self._house)
        order: tuple[int, ...] = ()
        for _, same_day in groupby(self.documents.values(), key=lambda each: each.day):
            written = tuple(same_day)
            yield from [self._compare(each, before, order) for each in written]
            for each in written:
                before.add(self.readings[each.number])
                order += (each.number,)

    def _compare(self, later: CaseDocument, before: Earlier, order: tuple[int, ...]) -> Compared:
        whole = before.compare(self.readings[later.number])
        text = self.texts[later.number]
        parts = tuple(
            SectionShare(section, part, *_best(part, order))
            for section, part in self._sections(text.text, whole)
        )
        return Compared(later, text, parts, whole, order)

    def _sections(self, text: str, whole: Comparison) -> Iterator[tuple[Section, Comparison]]:
        """The sections of a text, each with the sentences that begin in it."""
        left = list(whole.sentences)[::-1]
        for section in forms.split(text, self._headings):
            end = section.start + len(section.text)
            own: list[Judged] = []
            while left and left[-1].span.start < end:
                own.append(left.pop())
            yield section, Comparison(own)


def _most(comparison: Comparison, order: Sequence[int]) -> int | None:
    kept = _kept(comparison)
    return order[max(kept, key=lambda place: (kept[place], place))] if kept else None


def _best(comparison: Comparison, order: Sequence[int]) -> tuple[int | None, float]:
    """The earlier document with most of the words, the latest of several, and their share."""
    kept = _kept(comparison)
    if not kept:
        return None, 0.0
    place = max(kept, key=lambda each: (kept[each], each))
    return order[place], kept[place] / max(1, comparison.words)


def _kept(comparison: Comparison) -> Counter[int]:
    """Own words that stand in each of the earlier texts, by their places."""
    kept: Counter[int] = Counter()
    for judged in comparison.counted:
        for place in {source.place for source in judged.sources}:
            kept[place] += judged.kept
    return kept
