"""A case as text: its facts, what is missing, its log."""

from __future__ import annotations

from domain.answers import AnswerKey
from domain.case import say_value
from domain.course import ItemState, fact_step, step_of
from domain.events import Event, Kind, Value
from domain.interview import Session
from domain.review import review, title
from domain.status import status_of
from tui.event_words import BESIDE, RECORD, STATUS_SAID, why_of
from tui.printing import wrapped


def facts(session: Session) -> list[str]:
    """Every fact that may be known of this case, under its group; open ones marked so."""
    instrument = session.instrument
    lines: list[str] = []
    for group in instrument.fact_groups:
        told = [
            f"{fact.id}: {fact.label}: {_fact_value(session, fact.id)}"
            for fact in instrument.facts
            if fact.group == group.id and _may_be_told(session, fact.id)
        ]
        if told:
            lines.append(group.label)
            for text in told:
                lines += wrapped(text, first="  ", indent="    ")
    return lines


def _may_be_told(session: Session, fact_id: str) -> bool:
    hidden = (ItemState.NOT_APPLICABLE, ItemState.WAITING)
    return fact_id in session.facts or session.item[fact_step(fact_id)].state not in hidden


def _fact_value(session: Session, fact_id: str) -> str:
    if fact_id not in session.facts:
        return "open"
    return say_value(session.instrument, fact_id, session.facts[fact_id])


def missing(session: Session) -> list[str]:
    """What is missing or at odds; one line that says so when nothing is."""
    lines: list[str] = []
    for line in review(session):
        lines += wrapped(f"{line.name}, {line.trouble}: {line.say}", indent="  ")
    return lines or ["Nothing is missing and nothing is at odds."]


def log(session: Session) -> list[str]:
    """Every event, oldest first: when, who, what, and what it was before."""
    setting_back = {event.turn for event in session.events if event.undoes is not None}
    lines: list[str] = []
    for event in session.events:
        at = f"{event.at.astimezone():%Y-%m-%d %H:%M:%S}"
        how = ""
        if event.undoes is not None:
            how = " (redo)" if event.undoes in setting_back else " (undo)"
        told = f"{event.seq}. {at} {event.who}: {what(session, event)}{how}"
        lines += wrapped(told, indent="   ")
    return lines


def what(session: Session, event: Event) -> str:
    """An event in words."""
    why = why_of(event)
    if event.slot.kind is Kind.STATUS:
        return f"case {STATUS_SAID[status_of(event.new)]}{why}"
    if event.slot.kind in RECORD:
        told = RECORD[event.slot.kind](session, event)
        told = told.removesuffix(".") if why else told
        return f"{told[0].lower()}{told[1:]}{why}"
    new, old = (_value(session, event, value) for value in (event.new, event.old))
    before = f", was {old}" if event.old is not None else ""
    row = f" {event.slot.row}" if event.slot.row else ""
    beside = BESIDE.get(event.slot.kind, f" {event.slot.kind}")
    kind = "" if event.slot.kind in (Kind.FACT, Kind.JUDGEMENT) else beside.replace(",", "")
    return f"{_name(session, event)}{row}{kind}: {new}{before}{why}"


def _name(session: Session, event: Event) -> str:
    step = step_of(event)
    return title(session, step)[0] if step in session.item else event.slot.subject


def _value(session: Session, event: Event, value: Value) -> str:
    kind, subject, _row = event.slot
    if value is None:
        return "taken back" if kind is not Kind.LATER else "no longer"
    if kind is Kind.FACT:
        return say_value(session.instrument, subject, value)
    if kind is Kind.JUDGEMENT:
        question = session.instrument.question[AnswerKey(subject).question]
        return session.instrument.judgement(question, str(value)).label
    if isinstance(value, tuple):
        return "; ".join(_entry(entry) for entry in value)
    return " / ".join(str(value).split("\n"))


def _entry(entry: Value) -> str:
    if isinstance(entry, dict):
        return ", ".join(str(part) for part in entry.values() if part)
    return str(entry)
