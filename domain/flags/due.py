"""Which interval a kind of document is held to in a case, and which of its documents count."""

from __future__ import annotations

from datetime import date

from domain.documents import CaseDocument
from domain.flags.from_case import day_of, told
from domain.instrument import Interval
from domain.interview import Session


def in_force(session: Session, interval: str | None) -> Interval | None:
    """The first interval of that id whose condition holds in this case."""
    named = session.instrument.interval.get(interval or "", ())
    return next((each for each in named if session.routing.holds(each.when)), None)


def before_sentence(session: Session, document: CaseDocument) -> bool:
    """Whether a document is no assessment of the sentence: by its stage."""
    stage = session.instrument.stage.get(document.about.stage)
    return stage is not None and stage.before_sentence


def completed(session: Session, kind: str, today: date) -> list[CaseDocument]:
    """Assessments of the sentence, by the day: none written for court, none to come."""
    start = day_of(told(session.facts, "order_started")) or date.min
    return [
        document
        for document in session.documents
        if document.about.kind == kind
        and not before_sentence(session, document)
        and start <= document.day <= today
    ]
