"""The transcript: what was recorded at each step, in the order of the last word on it."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import datetime

from domain.answers import Answer, AnswerKey
from domain.case import say_value
from domain.course import FACT, step_of
from domain.documents import NewDocument
from domain.events import Event, Kind
from domain.instrument import Question
from domain.interview import Session
from domain.routing import is_grid
from tui.viewmodel.documents import said_shortly
from tui.viewmodel.words import judgement_label, reason_texts


@dataclass(frozen=True, slots=True)
class TurnView:
    """One step answered, as the transcript shows it.

    said: what it was about, short. negative: judged insufficient. seq: of the last event in it, so
    that a card is drawn anew only when that changes. brief: in a line or two, as facts are.
    example: good work put down there.
    """

    step: str
    name: str
    said: str
    answer: str
    reasons: tuple[str, ...]
    note: str
    evidence: tuple[str, ...]
    at: datetime
    who: str
    seq: int
    negative: bool = False
    parked: bool = False
    put_off: bool = False
    brief: bool = False
    example: str = ""


def turns(session: Session) -> tuple[TurnView, ...]:
    """One view for each step something was recorded at, in the order of the last word on it; one
    for documents added in one go, one for each flag decided on."""
    latest: dict[str, Event] = {}
    for event in session.events:
        step = _place(session, event)
        if step:
            latest.pop(step, None)
            latest[step] = event
    cards = {
        turn.step: turn for step, event in latest.items() if (turn := _turn(session, step, event))
    }
    return tuple(cards.values())


def _place(session: Session, event: Event) -> str:
    """What a card of the talk is about; "" for what has none."""
    if event.slot.kind is Kind.DOCUMENT:
        return f"document:{event.slot.subject}"
    if event.slot.kind is Kind.FLAG:
        return f"flag:{event.slot.subject}"
    step = step_of(event)
    return step if step in session.item else ""


def _turn(session: Session, step: str, event: Event) -> TurnView | None:
    if event.slot.kind is Kind.DOCUMENT:
        return _documents_turn(session, event)
    if event.slot.kind is Kind.FLAG:
        return _flag_turn(session, step, event)
    put_off = session.put_off(step)
    if step.startswith(FACT):
        fact = session.instrument.fact[step.removeprefix(FACT)]
        value = session.facts.get(fact.id)
        if value is None and not put_off:
            return None
        answer = "for later" if value is None else say_value(session.instrument, fact.id, value)
        return TurnView(
            step, fact.label, fact.ask, answer, (), "", (), event.at, event.who, event.seq,
            put_off=put_off, brief=True,
        )  # fmt: skip
    return _question_turn(session, session.instrument.question[step], event, put_off)


def _documents_turn(session: Session, event: Event) -> TurnView:
    of_turn = [each for each in session.events if each.turn == event.turn]
    told = [_document_told(session, each) for each in of_turn[:_MOST_NAMED]]
    more = f"; and {len(of_turn) - _MOST_NAMED} more" if of_turn[_MOST_NAMED:] else ""
    answer = "; ".join(told) + more
    step = f"documents:{event.turn}"
    return TurnView(
        step, "Documents", "", answer, (), "", (), event.at, event.who, event.seq, brief=True
    )


_MOST_NAMED = 6  # documents recorded in one turn


def _document_told(session: Session, event: Event) -> str:
    if event.new is None:
        return f"taken out: {said_shortly(session, NewDocument.of(event.old))}"
    became = "added" if event.old is None else "changed"
    return f"{became}: {said_shortly(session, NewDocument.of(event.new))}"


def _flag_turn(session: Session, step: str, event: Event) -> TurnView | None:
    decided = session.flag_decisions.get(event.slot.subject)
    if decided is None:
        return None
    why = f", because: {decided.why}" if decided.why else ""
    said = decided.say.removesuffix(".") if why else decided.say
    answer = f"{decided.verdict}: {said}{why}"
    return TurnView(
        step, "Flag", "", answer, (), "", (), event.at, event.who, event.seq, brief=True
    )


def _question_turn(
    session: Session, question: Question, event: Event, put_off: bool
) -> TurnView | None:
    key = AnswerKey(question.id)
    given = [a for a in session.answers.values() if a.key.question == question.id]
    note, evidence, example = (
        session.note(key),
        session.evidence(key),
        session.example(key.question),
    )
    if not (given or note or evidence or example or put_off):
        return None
    return TurnView(
        step=question.id,
        name=question.id,
        said=question.short or question.text,
        answer=_answers_in_words(session, question, given) or ("for later" if put_off else ""),
        reasons=_turn_reasons(session, question, given),
        note=note,
        evidence=tuple(str(e) for e in evidence),
        at=event.at,
        who=event.who,
        seq=event.seq,
        negative=any(a.standing == "insufficient" for a in given),
        parked=bool(given) and all(a.standing == "parked" for a in given),
        put_off=put_off,
        example=example,
    )


def _answers_in_words(session: Session, question: Question, given: Iterable[Answer]) -> str:
    """The judgement; of a grid, `4 yes, 2 no`."""
    given = list(given)
    if not is_grid(question):
        return ", ".join(judgement_label(session, question, a.judgement) for a in given)
    judged = [a.judgement for a in given]
    labels = ((j.id, j.label) for j in session.instrument.scale_of(question).judgements)
    counted = ((judged.count(id_), label.split(",")[0].lower()) for id_, label in labels)
    return ", ".join(f"{n} {label}" for n, label in counted if n)


def _turn_reasons(session: Session, question: Question, given: Iterable[Answer]) -> tuple[str, ...]:
    if not is_grid(question):
        return reason_texts(session, AnswerKey(question.id))
    labels = {row.id: row.label for row in session.instrument.rows_of(question)}
    return tuple(
        f"{labels[a.key.row]}: {', '.join(reason_texts(session, a.key)) or 'no'}"
        for a in given
        if a.standing == "insufficient"
    )
