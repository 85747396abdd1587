"""A case with documents and what is flagged in them, for the comparison, without a store."""

from __future__ import annotations

import hashlib
from collections.abc import Callable, Sequence
from dataclasses import dataclass, field, replace
from datetime import date
from typing import cast

from domain.documents import DocumentText, Moment, NewDocument
from domain.flags.checking import Findings
from domain.flags.flag import Flag, Kind, Quote, key_of
from domain.flags.versions import Versions
from domain.intents import AddDocuments, Intent
from domain.interview import Session
from tests.cases import instrument
from tests.instruments import take
from tui.controller import Interview, Outcome

BEFORE = """Core Asset profile

Living arrangements
Where does the young person live?
Kyle lives with his mother in a flat on the Marsh estate, which is too small for four. He
shares a room with his brother and has no desk to work at. The tenancy is in his mother's name.

Education, training and employment
He attends Fenmarsh Academy on a reduced timetable and is awaiting a new mentor.

Offence analysis
He is awaiting sentence for the robbery. He pushed the victim to the ground and took his
telephone from him.

Substance use
"""
START = """Core Asset profile

Living arrangements
Where does the young person live?
Kyle lives with his aunt in a flat on the Marsh estate, which is too small for four. He
shares a room with his brother and has no desk to work at. The tenancy is in his mother's name.

Education, training and employment
He attends Fenmarsh Academy on a reduced timetable and is awaiting a new mentor. A college place
in Pwllheli was offered to him last week, and Siân from the language centre went along with him.

Offence analysis
He is awaiting sentence for the robbery. He pushed the victim to the ground and took his
telephone from him. Since then he has written a letter in which he says that he regrets it.

Substance use
"""


@dataclass
class Worked:
    """Findings that are there, or come later."""

    findings: Findings | None
    trouble: str = ""
    under_way: bool = True
    heard: list[Callable[[], None]] = field(default_factory=list)

    def listen(self, told: Callable[[], None]) -> Callable[[], object]:
        self.heard.append(told)
        return lambda: self.heard.remove(told)

    def follow(self, session: Session) -> None:
        """Nothing is worked out here."""

    def now_found(self, findings: Findings) -> None:
        self.findings = findings
        for told in self.heard:
            told()


@dataclass
class Desk:
    """Stands in for an open interview: a session, its flags, intentions taken."""

    session: Session
    flagging: Worked
    case_id: int = 0
    taken: list[Intent] = field(default_factory=list)

    def take(self, intent: Intent) -> Outcome:
        self.taken.append(intent)
        self.session = take(self.session, intent)
        return Outcome("saved")

    @property
    def interview(self) -> Interview:
        return cast("Interview", self)


def new_document(text: DocumentText, day: date, kind: str = "core_profile") -> NewDocument:
    sha256 = hashlib.sha256(f"{day}{text.text}".encode("utf-8", "replace")).hexdigest()
    return NewDocument(kind, "start", Moment(day), f"{day}.txt", "text", sha256, text.key)


def case_with(*written: tuple[date, DocumentText]) -> tuple[Session, Findings]:
    """A case with these documents, compared, and nothing flagged."""
    documents = tuple(new_document(text, day) for day, text in written)
    start = Session.start(instrument(), "07")
    session = take(start, AddDocuments(documents, tuple(text for _, text in written)))
    texts = {text.key: text for _, text in written}
    versions = Versions(session.documents, texts, session.instrument)
    return session, Findings(flags=(), versions=versions, not_checked=())


def flagged(findings: Findings, flags: Sequence[Flag]) -> Findings:
    return replace(findings, flags=tuple(flags))


def stale(findings: Findings, number: int, words: str, say: str) -> Flag:
    """A flag on words of a document."""
    text = findings.versions.texts[number]
    start = text.text.index(words)
    quote = Quote(
        number, start, start + len(words), words, text.page_of(start), "Asset, 3 Feb 2012"
    )
    return Flag(
        key=key_of("awaiting_sentence", words),
        kind=Kind.OUTDATED,
        rule="awaiting_sentence",
        label="Sentence told as still to come",
        source="Core case inspections of 2011 and 2012.",
        sure=True,
        say=say,
        against="Sentenced on 20 Jan 2012.",
        quotes=(quote,),
        documents=(number,),
    )


def kyle() -> tuple[Session, Findings]:
    """Two versions of an Asset, a statement of the later one out of date."""
    session, findings = case_with(
        (date(2012, 1, 12), DocumentText(BEFORE)), (date(2012, 2, 3), DocumentText(START))
    )
    flag = stale(findings, 2, "awaiting sentence", "sentence was passed on 20 Jan 2012.")
    return session, flagged(findings, [flag])
