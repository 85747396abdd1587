"""The lines of the review: what is missing, what to look at again, what is parked."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from typing import TYPE_CHECKING

from domain.answers import Answer
from domain.course import FACT
from domain.interview import Session
from domain.review import Trouble, in_order, review, title
from tui.viewmodel.flags import flag_lines

if TYPE_CHECKING:
    from domain.flags.checking import Findings

FLAGGED, INSUFFICIENT, PARKED = "flagged", "insufficient", "parked"
# The groups in the order of the list, each with the key that shows only it.
GROUPS = (
    ("o", Trouble.OPEN.value),
    ("l", Trouble.LATER.value),
    ("r", Trouble.NO_REASON.value),
    ("d", Trouble.AT_ODDS.value),
    ("g", FLAGGED),
    ("i", INSUFFICIENT),
    ("p", PARKED),
)


@dataclass(frozen=True, slots=True)
class ReviewLine:
    """One line. group: why it is listed. step: where it leads. detail: the whole of it."""

    group: str
    step: str
    name: str
    about: str
    detail: str


def review_lines(session: Session, findings: Findings | None = None) -> list[ReviewLine]:
    """What keeps the case from being finished first, then what deserves a second look."""
    lines = [
        ReviewLine(line.trouble.value, line.step, line.name, line.say, _whole(session, line.step))
        for line in review(session)
    ]
    lines += _flagged(session, findings)
    answers = in_order(session)
    lines += _answers(session, INSUFFICIENT, (a for a in answers if a.standing == "insufficient"))
    lines += _answers(session, PARKED, (a for a in answers if a.standing == "parked"))
    return lines


def _flagged(session: Session, findings: Findings | None) -> Iterable[ReviewLine]:
    """The questions with flags to decide on, in the order of the instrument."""
    undecided = findings.undecided(session) if findings else ()
    bearing = {question for flag in undecided for question in flag.questions}
    for question in session.instrument.questions:
        if question.id not in bearing:
            continue
        name, about = title(session, question.id)
        lines = flag_lines(session, findings, question.id)
        told = [f"{line.sign} {line.text}" for line in lines if line.undecided]
        whole = f"{question.text} /flags there shows them."
        yield ReviewLine(FLAGGED, question.id, name, " · ".join([about, *told]), whole)


def _whole(session: Session, step: str) -> str:
    if step.startswith(FACT):
        fact = session.instrument.fact[step.removeprefix(FACT)]
        return f"{fact.ask} {fact.help}".strip()
    return session.instrument.question[step].text


def _answers(session: Session, group: str, answers: Iterable[Answer]) -> Iterable[ReviewLine]:
    for answer in answers:
        name, about = title(session, answer.key.question)
        told = [
            about + _row(session, answer),
            _judgement(session, answer),
            *_reasons(session, answer),
        ]
        note = f" “{answer.note}”" if answer.note else ""
        whole = _whole(session, answer.key.question)
        yield ReviewLine(group, answer.key.question, name, " · ".join(told), whole + note)


def _row(session: Session, answer: Answer) -> str:
    question = session.instrument.question[answer.key.question]
    labels = {row.id: row.label for row in session.instrument.rows_of(question)}
    return f", {labels[answer.key.row]}" if answer.key.row in labels else ""


def _judgement(session: Session, answer: Answer) -> str:
    question = session.instrument.question[answer.key.question]
    return session.instrument.judgement(question, answer.judgement).label


def _reasons(session: Session, answer: Answer) -> Iterable[str]:
    question = session.instrument.question[answer.key.question]
    texts = {reason.code: reason.text for reason in session.instrument.reasons_of(question)}
    return (texts.get(code, code) for code in answer.reasons)
