"""Events in plain words: what was recorded, what it was before, and why."""

from __future__ import annotations

from collections.abc import Callable

from domain.answers import Evidence
from domain.case import say_value
from domain.course import FACT
from domain.documents import CaseDocument, NewDocument
from domain.events import Event, Kind, Value
from domain.flags.flag import decided_of
from domain.interview import Session
from domain.status import Status, status_of
from tui.viewmodel.documents import document_view, said_shortly


def log_line(session: Session, event: Event) -> str:
    """One event: `1.1.03 Screening quality: No, not sufficient (before: Yes, sufficient)`."""
    told = _told(session, event)
    why = why_of(event)
    told = told.removesuffix(".") if why else told
    return f"{_turned_back(session, event)}{told}{why}"


STATUS_SAID = {
    Status.FINISHED: "finished",
    Status.COUNTERSIGNED: "countersigned",
    Status.RETURNED: "returned",
    Status.OPEN: "reopened",
}


def why_of(event: Event) -> str:
    """The reason that goes with an event; with a case returned, the comments."""
    if not event.why:
        return ""
    returned = event.slot.kind is Kind.STATUS and status_of(event.new) is Status.RETURNED
    return f"{', with comments' if returned else ', because'}: {event.why}"


def _told(session: Session, event: Event) -> str:
    kind = event.slot.kind
    if kind is Kind.STATUS:
        return f"Case {STATUS_SAID[status_of(event.new)]}"
    if kind in RECORD:
        return RECORD[kind](session, event)
    name = _name(session, event)
    if kind is Kind.LATER:
        return f"{name}: left for later" if event.new else f"{name}: no longer for later"
    what = BESIDE.get(kind)
    new = "taken back" if event.new is None else _said(session, event, event.new)
    before = f" (before: {_said(session, event, event.old)})" if event.old is not None else ""
    return f"{name}{what or ''}: {new}{before}"


# What stands with an answer, said after the name of its question.
BESIDE = {
    Kind.REASONS: ", reasons",
    Kind.NOTE: ", note",
    Kind.EVIDENCE: ", evidence",
    Kind.EXAMPLE: ", good work",
}


def _document(session: Session, event: Event) -> str:
    """`Document 2 added: RoSH screening, 3 Feb 2012, start of sentence, by A.W. (rosh.docx)`."""
    if event.new is None:
        old = NewDocument.of(event.old)
        return f"Document {event.slot.subject} taken out of the case: {said_shortly(session, old)}"
    document = CaseDocument(int(event.slot.subject), NewDocument.of(event.new))
    told = _particulars(session, document)
    if event.old is None:
        return f"Document {document.number} added: {told} ({document.about.name})"
    before = _particulars(session, CaseDocument(document.number, NewDocument.of(event.old)))
    return f"Document {document.number}: {told} (before: {before})"


def _particulars(session: Session, document: CaseDocument) -> str:
    kind = session.instrument.document.get(document.about.kind)
    short = kind.short if kind else document.about.kind
    return f"{short}, {document_view(session, document)}"


def _flag(_session: Session, event: Event) -> str:
    """`Flag dismissed: taken over from the version of 12 Jan 2012, 86% of 312 words`."""
    decided = decided_of(event.slot.subject, event.old if event.new is None else event.new)
    became = "to be decided on again" if event.new is None else decided.verdict
    return f"Flag {became}: {decided.say}"


# What is recorded of documents and flags rather than of a step of the interview.
RECORD: dict[Kind, Callable[[Session, Event], str]] = {
    Kind.DOCUMENT: _document,
    Kind.FLAG: _flag,
}


def _turned_back(session: Session, event: Event) -> str:
    """An undo names the turn it sets back; a redo names that undo."""
    if event.undoes is None:
        return ""
    set_back = next((e for e in session.events if e.turn == event.undoes), None)
    return "Undone: " if set_back is None or set_back.undoes is None else "Redone: "


def _name(session: Session, event: Event) -> str:
    instrument, (kind, subject, row) = session.instrument, event.slot
    fact = instrument.fact.get(subject.removeprefix(FACT))
    if fact is not None and (kind is Kind.FACT or subject.startswith(FACT)):
        return fact.label
    question = instrument.question.get(subject)
    if question is None:
        return subject
    labels = {choice.id: choice.label for choice in instrument.rows_of(question)}
    rest = f", {labels.get(row, row)}" if row else ""
    return f"{question.id} {question.short or question.text}{rest}"


def _said(session: Session, event: Event, value: Value) -> str:
    instrument, (kind, subject, _row) = session.instrument, event.slot
    if kind is Kind.FACT:
        return say_value(instrument, subject, value)
    question = instrument.question.get(subject)
    if question is not None and kind is Kind.JUDGEMENT:
        return instrument.judgement(question, str(value)).label
    parts = value if isinstance(value, tuple) else (value,)
    if question is not None and kind is Kind.REASONS:
        texts = {reason.code: reason.text for reason in instrument.reasons_of(question)}
        return "; ".join(texts.get(str(code), str(code)) for code in parts)
    if kind is Kind.EVIDENCE:
        return "; ".join(_evidence(part) for part in parts)
    return f"“{value}”"


def _evidence(entry: Value) -> str:
    if not isinstance(entry, dict):
        return str(entry)
    return str(Evidence(*(str(entry.get(part) or "") for part in ("document", "page", "quote"))))
