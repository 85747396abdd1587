"""The documents of a case in plain words."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from domain.calendar import say_date
from domain.documents import CaseDocument, NewDocument
from domain.instrument import Question
from domain.interview import Session


@dataclass(frozen=True, slots=True)
class DocumentView:
    """A document as recorded. signed: `countersigned 3 Feb 2012 by M.T.`, or that it is not."""

    number: int
    kind: str
    stage: str
    day: str
    author: str
    signed: str

    def __str__(self) -> str:
        parts = (self.day, self.stage, f"by {self.author}" if self.author else "", self.signed)
        return ", ".join(part for part in parts if part)


@dataclass(frozen=True, slots=True)
class LinkedView:
    """A kind of document that a question looks at, and those of the case that are of it."""

    label: str
    documents: tuple[DocumentView, ...]


def document_view(
    session: Session, document: CaseDocument, *, short_names: bool = False
) -> DocumentView:
    about, instrument = document.about, session.instrument
    named = short_name if short_names else str
    kind, stage = instrument.document.get(about.kind), instrument.stage.get(about.stage)
    return DocumentView(
        number=document.number,
        kind=kind.label if kind else about.kind,
        stage=stage.label.lower() if stage else about.stage,
        day=str(about.written),
        author=named(about.author),
        signed=_signed(about, named(about.countersigned_by)),
    )


def short_name(name: str) -> str:
    """`K. Stubley` of `Kirsten Stubley`; initials stay as they are."""
    *first, last = name.split() or [""]
    return " ".join([*(f"{word[0]}." if word.isalpha() else word for word in first), last])


def _signed(about: NewDocument, name: str) -> str:
    if not (about.countersigned or name):
        return "not countersigned"
    by = f" by {name}" if name else ""
    return f"countersigned {about.countersigned or ''}".rstrip() + by


def document_views(session: Session) -> tuple[DocumentView, ...]:
    """Every document of the case, by the day it was written."""
    return tuple(document_view(session, document) for document in session.documents)


def linked_views(session: Session, question: Question | None) -> tuple[LinkedView, ...]:
    if question is None:
        return ()
    return tuple(
        LinkedView(session.instrument.document[kind].label, tuple(_of_kind(session, kind)))
        for kind in question.documents
    )


def _of_kind(session: Session, kind: str) -> Iterable[DocumentView]:
    found = (document for document in session.documents if document.about.kind == kind)
    return (document_view(session, document, short_names=True) for document in found)


def document_meant(session: Session, number: str, step: str | None) -> int | str:
    """The document of that number; without one the last of those that a question looks at, else the
    last of all. A sentence where there is none."""
    numbers = [document.number for document in session.documents]
    if number:
        known = number.isdecimal() and int(number) in numbers
        listed = ", ".join(map(str, sorted(numbers))) or "none"
        return int(number) if known else f"There is no document “{number}”; there is {listed}."
    question = session.instrument.question.get(step or "")
    kinds = question.documents if question else ()
    linked = [each.number for each in session.documents if each.about.kind in kinds]
    last = (linked or numbers)[-1:]
    return last[0] if last else "This case has no documents yet; /add reads them in."


def said_shortly(session: Session, about: NewDocument) -> str:
    """How a document is referred to: `RoSH screening, 3 Feb 2012`."""
    kind = session.instrument.document.get(about.kind)
    return f"{kind.short if kind else about.kind}, {say_date(about.written.day)}"
