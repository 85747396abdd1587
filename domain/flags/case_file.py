"""What all kinds of flag look at: the documents of a case, its facts, its record, the day."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from functools import cached_property

from domain.documents import CaseDocument, Texts
from domain.events import Value
from domain.flags import head
from domain.flags.bearing import Looked, bears_on
from domain.flags.flag import Flag, Kind, Quote, key_of
from domain.flags.from_case import record_of
from domain.flags.happened import Happened, happened
from domain.flags.house import NO_HOUSE, House
from domain.flags.passages import Span
from domain.flags.record import Record
from domain.flags.versions import Versions
from domain.instrument import Instrument
from domain.instrument_forms import FlagRule
from domain.interview import Session


class CaseFile:
    """A case as the rules see it. today: the day it is looked at."""

    def __init__(
        self, session: Session, texts: Texts, today: date, house: House = NO_HOUSE
    ) -> None:
        self.session = session
        self.today = today
        # A document whose words are not here (yet) cannot be looked at.
        self.documents = tuple(d for d in session.documents if d.about.text in texts)
        self._bearing: dict[tuple[str, frozenset[Looked]], tuple[str, ...]] = {}
        self.versions = Versions(self.documents, texts, session.instrument, house)

    @property
    def instrument(self) -> Instrument:
        return self.session.instrument

    @property
    def facts(self) -> Mapping[str, Value]:
        return self.session.facts

    @cached_property
    def first_name(self) -> str:
        """The child's, as the heads of the documents give it, else as they speak of it."""
        return self._name[0]

    @cached_property
    def _name(self) -> tuple[str, str]:
        texts = [words.text for words in self.versions.texts.values()]
        told = next((name for name in map(head.name, texts) if name[0]), ("", ""))
        return told if told[0] else (head.spoken_of(texts), "")

    @cached_property
    def record(self) -> Record:
        return record_of(self.instrument, self.facts, *self._name)

    @cached_property
    def happened(self) -> tuple[Happened, ...]:
        """The changes on file, in the order of the days."""
        return happened(self.instrument, self.facts)

    def of_kind(self, kind: str) -> tuple[CaseDocument, ...]:
        return tuple(each for each in self.documents if each.about.kind == kind)

    def sentence(self, number: int, span: Span) -> Span:
        """The sentence that most of these characters of a document are in, else they themselves."""
        judged = self.versions.of(number).judged_at(span)
        return judged.span if judged else span

    def quote(self, number: int, span: Span) -> Quote:
        words = self.versions.texts[number]
        text = words.text[span.start : span.end]
        said = self.session.said(self.versions.documents[number])
        return Quote(number, span.start, span.end, text, words.page_of(span.start), said)

    def _bears_on(self, rule: FlagRule, looked_at: frozenset[Looked]) -> tuple[str, ...]:
        """Worked out once for each rule and kinds of document: hundreds of flags share them."""
        key = rule.id, looked_at
        if key not in self._bearing:
            self._bearing[key] = bears_on(self.instrument, rule, looked_at)
        return self._bearing[key]

    def flag(
        self,
        kind: Kind,
        rule: str,
        say: str,
        *same: str,
        about: Iterable[CaseDocument] = (),
        kind_of_document: str = "",
        quotes: Iterable[Quote] = (),
        against: str = "",
        sure: bool = True,
        weight: float = 0.0,
        also: str = "",
    ) -> Flag | None:
        """A flag by a rule of the instrument; None if it has no such rule.

        same: what makes it the same flag again, whenever it is worked out: the words it saw.
        kind_of_document: where it is about a kind, such as one that is missing.
        """
        told = self.instrument.flag_rule.get(rule)
        if told is None:
            return None
        documents = tuple(about)
        looked_at = [Looked(each.about.kind, each.about.stage) for each in documents]
        looked_at += [Looked(kind_of_document)] if kind_of_document else []
        return Flag(
            key=key_of(rule, *same),
            kind=kind,
            rule=rule,
            label=told.label,
            source=told.source,
            sure=sure and not told.check,
            say=say,
            against=against,
            quotes=tuple(quotes),
            questions=self._bears_on(told, frozenset(looked_at)),
            documents=tuple(each.number for each in documents),
            weight=weight,
            also=also or ", ".join(self.session.said(each) for each in documents),
        )
