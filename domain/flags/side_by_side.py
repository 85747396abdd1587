"""Two documents side by side: what was taken over, what is out of date, what is left unsaid."""

from __future__ import annotations

import re
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import date
from functools import cached_property

from domain.events import Value
from domain.flags import head
from domain.flags import sections as forms
from domain.flags.copied import Comparison, Earlier, Judged, Verdict
from domain.flags.edits import Edit, edits
from domain.flags.from_case import Unsaid, record_of, unsaid
from domain.flags.outdated import out_of_date
from domain.flags.passages import Section, Span
from domain.flags.record import Record
from domain.flags.sentences import Reading, read
from domain.flags.statement import BARE, Outdated
from domain.instrument import Instrument

_GAP = re.compile(r"\n\s+\n")


@dataclass(frozen=True)
class Told:
    """The text of a document with the day it was written, where that is known."""

    text: str
    dated: date | None


@dataclass(frozen=True)
class Part:
    """One section of the later document, judged."""

    section: Section
    comparison: Comparison
    outdated: tuple[Outdated, ...]


class SideBySide:
    """A later document against an earlier one. Offsets are characters of the texts given."""

    def __init__(
        self,
        instrument: Instrument,
        earlier: Told,
        later: Told,
        today: date,
        facts: Mapping[str, Value] | None = None,
    ) -> None:
        self.earlier, self.later = earlier, later
        self._instrument, self._today, self._facts = instrument, today, facts
        self._headings = forms.form_headings(instrument.documents)
        self._prompts = (*self._headings, *forms.prompts(earlier.text, later.text))

    @cached_property
    def whole(self) -> Comparison:
        """The whole document: a sentence may have come from any section of the earlier one."""
        before = Earlier()
        before.add(self._readings[0])
        return before.compare(self._readings[1])

    @cached_property
    def parts(self) -> tuple[Part, ...]:
        """The sections of the later document, in its order."""
        parts = []
        for section in forms.split(self.later.text, self._headings):
            span = Span(section.start, section.start + len(section.text))
            sentences = [each for each in self.whole.sentences if _within(each.span, span)]
            stale = tuple(s for s in self.outdated if _within(Span(s.start, s.end), span))
            parts.append(Part(section, Comparison(sentences), stale))
        return tuple(parts)

    @cached_property
    def outdated(self) -> tuple[Outdated, ...]:
        """Statements the record or the calendar speaks against; standing facts are left out."""
        facts = self._facts
        name = head.first_name(self.later.text) or head.first_name(self.earlier.text)
        record = Record(name) if facts is None else record_of(self._instrument, facts, name)
        found = out_of_date(
            painted(self.later.text, self._readings[1].headings),
            record,
            self.later.dated or self._today,
            earlier_text=painted(self.earlier.text, self._readings[0].headings),
            earlier=self.earlier.dated,
        )
        return tuple(each for each in found if each.sure != BARE)

    @cached_property
    def omitted(self) -> tuple[Unsaid, ...]:
        """Facts of the case that a document of this kind must mention and this one does not."""
        kind = forms.kind_of(self.later.text, self._instrument.documents)
        if self._facts is None or kind is None:
            return ()
        return tuple(unsaid(self._instrument, self._facts, kind.id, self.later.text))

    def edits(self, sentence: Judged) -> tuple[Edit, ...]:
        """The changed words of an edited sentence, against the earlier one it rests on."""
        if sentence.verdict is not Verdict.EDITED or not sentence.sources:
            return ()
        before, after = self._readings
        return edits(
            (self.earlier.text, before, sentence.sources[0].span),
            (self.later.text, after, sentence.span),
        )

    @cached_property
    def _readings(self) -> tuple[Reading, Reading]:
        return read(self.earlier.text, self._prompts), read(self.later.text, self._prompts)


def painted(text: str, headings: Iterable[Span]) -> str:
    """The text with the form's headings painted over, of the same length.

    Long gaps are painted too: thousands of empty lines would be looked at from each of them.
    """
    canvas = list(text)
    for start, end in headings:
        canvas[start:end] = "\n" * (end - start)
    return _GAP.sub(lambda gap: f"\n{' ' * (len(gap[0]) - 2)}\n", "".join(canvas))


def _within(inner: Span, outer: Span) -> bool:
    return outer.start <= inner.start < outer.end
