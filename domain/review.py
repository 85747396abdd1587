"""What is missing from a case, or at odds: one list before finishing, each line a jump."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from enum import StrEnum

from domain.answers import Answer, AnswerKey
from domain.case import impossible
from domain.course import FACT, ItemState, fact_step
from domain.interview import Session


class Trouble(StrEnum):
    """Why a line is in the list; the first two keep a case from being finished."""

    OPEN = "open"
    LATER = "for later"
    NO_REASON = "no reason given"
    AT_ODDS = "at odds"


@dataclass(frozen=True, slots=True)
class Line:
    """One thing to look at. step: where to jump. name: the question's id or the fact's label."""

    trouble: Trouble
    step: str
    name: str
    say: str


def review(session: Session) -> tuple[Line, ...]:
    """Everything missing, then what lacks a reason, then what is at odds, each in course order."""
    return (*_unanswered(session), *_unexplained(session), *at_odds(session))


def missing(session: Session) -> tuple[Line, ...]:
    """Only what keeps the case from being finished."""
    return tuple(_unanswered(session))


def title(session: Session, step: str) -> tuple[str, str]:
    """A step's name and what it is about, for lists."""
    if step.startswith(FACT):
        fact = session.instrument.fact[step.removeprefix(FACT)]
        return fact.label, fact.ask
    question = session.instrument.question[step]
    return question.id, question.short or question.text


_TROUBLE = {ItemState.OPEN: Trouble.OPEN, ItemState.LATER: Trouble.LATER}


def _unanswered(session: Session) -> Iterator[Line]:
    """Open steps. One that waits is left out: what it waits for is open itself."""
    for item in session.agenda:
        trouble = _TROUBLE.get(item.state)
        if trouble is not None and not session.is_optional(item.step):
            yield Line(trouble, item.step, *title(session, item.step))


def _unexplained(session: Session) -> Iterator[Line]:
    for answer in ordered(session):
        question = session.instrument.question[answer.key.question]
        judgement = session.instrument.judgement(question, answer.judgement)
        if judgement.wants == "reasons" and question.reasons and not answer.reasons:
            name, about = title(session, question.id)
            yield Line(Trouble.NO_REASON, question.id, name, f"{about}{_row(session, answer.key)}")


def at_odds(session: Session) -> Iterator[Line]:
    """Facts and answers that do not sit together."""
    for check in impossible(session.instrument, session.routing):
        step = fact_step(check.later)
        yield Line(Trouble.AT_ODDS, step, title(session, step)[0], check.say)
    for odd in session.instrument.at_odds:
        if session.routing.holds(odd.when):
            step = session.step_named(odd.look_at)
            yield Line(Trouble.AT_ODDS, step, title(session, step)[0], odd.say)


def _row(session: Session, key: AnswerKey) -> str:
    question = session.instrument.question[key.question]
    labels = {row.id: row.label for row in session.instrument.rows_of(question)}
    return f" – {labels[key.row]}" if key.row else ""


def ordered(session: Session) -> list[Answer]:
    """The answers that count or were judged not applicable, in the order of the instrument."""
    return [a for a in in_order(session) if a.standing != "parked"]


def in_order(session: Session) -> list[Answer]:
    """Every answer given, parked ones too, in the order of the instrument."""
    keys = (
        AnswerKey(question.id, row)
        for question in session.instrument.questions
        for row in (tuple(r.id for r in session.instrument.rows_of(question)) or ("",))
    )
    return [session.answers[key] for key in keys if key in session.answers]
