"""Every place an answer can stand in, as the case has it; each text masked here, once."""

from __future__ import annotations

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum

from domain.answers import Answer, AnswerKey, Evidence
from domain.checklist.about import Mask
from domain.instrument import Question
from domain.interview import Session
from domain.routing import is_grid
from domain.scoring import is_scored


class Stands(StrEnum):
    """How a place stands, in the words of the checklist."""

    SUFFICIENT = "Sufficient"
    INSUFFICIENT = "Not sufficient"
    UNSCORED = "Not scored"
    OPEN = "Not answered yet"
    OPTIONAL = "Not answered, optional"
    LATER = "Left for later"
    WAITING = "Not known yet whether it applies"
    LEFT_OUT = "Judged not applicable"
    RULED_OUT = "Does not apply"
    PARKED = "Parked"


IN_FORCE = frozenset({Stands.SUFFICIENT, Stands.INSUFFICIENT, Stands.UNSCORED})
UNANSWERED = frozenset({Stands.OPEN, Stands.OPTIONAL, Stands.LATER, Stands.WAITING})
APPLICABLE = IN_FORCE | UNANSWERED


@dataclass(frozen=True, slots=True)
class Entry:
    """A question, or one row of a grid, with all that was said of it.

    row: its label, "" for a plain question. judgement: its label, "" without an answer.
    unclear: judged 'not enough information'. reasons: their texts. note: a remark a line.
    who, at: of the judgement. why: what an unanswered one waits for, or why it does not apply.
    """

    question: Question
    row: str
    stands: Stands
    judgement: str = ""
    unclear: bool = False
    reasons: tuple[str, ...] = ()
    note: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    who: str = ""
    at: datetime | None = None
    why: str = ""

    @property
    def remarked(self) -> bool:
        return bool(self.note or self.evidence)

    @property
    def answered(self) -> bool:
        return bool(self.judgement)

    @property
    def said(self) -> str:
        """The judgement or, where there is none, how the place stands."""
        return self.judgement or self.stands.value


@dataclass(frozen=True, slots=True)
class Asked:
    """A question with its entries: one, or one for each row. note, evidence: of a grid as a whole.

    examples: good work seen at it.
    """

    question: Question
    entries: tuple[Entry, ...]
    note: tuple[str, ...] = ()
    evidence: tuple[Evidence, ...] = ()
    examples: tuple[str, ...] = ()


def everything_asked(session: Session, mask: Mask) -> tuple[Asked, ...]:
    """Every question in the order of the instrument."""
    return tuple(_asked(session, mask, question) for question in session.instrument.questions)


def _asked(session: Session, mask: Mask, question: Question) -> Asked:
    whole = AnswerKey(question.id)
    rows = session.instrument.rows_of(question)
    examples = _lines(mask, session.example(question.id))
    if not is_grid(question):
        entry = _entry(session, mask, question, whole, "")
        return Asked(question, (entry,), examples=examples)
    entries = tuple(
        _entry(session, mask, question, AnswerKey(question.id, row.id), row.label) for row in rows
    )
    note = _lines(mask, session.note(whole))
    return Asked(question, entries, note, _evidence(session, mask, whole), examples)


def _entry(session: Session, mask: Mask, question: Question, key: AnswerKey, row: str) -> Entry:
    answer = session.answers.get(key)
    note = _lines(mask, session.note(key))
    evidence = _evidence(session, mask, key)
    if answer is None:
        stands = _unanswered(session, key)
        why = _why(session, question, stands)
        return Entry(question, row, stands, note=note, evidence=evidence, why=why)
    stands = _given(session, question, answer)
    texts = {reason.code: reason.text for reason in session.instrument.reasons_of(question)}
    return Entry(
        question=question,
        row=row,
        stands=stands,
        judgement=session.instrument.judgement(question, answer.judgement).label,
        unclear=answer.unclear,
        reasons=tuple(texts.get(code, code) for code in answer.reasons),
        note=note,
        evidence=evidence,
        who=answer.who,
        at=answer.at,
        why=_why(session, question, stands),
    )


_COUNTED = {"sufficient": Stands.SUFFICIENT, "insufficient": Stands.INSUFFICIENT}


def _given(session: Session, question: Question, answer: Answer) -> Stands:
    if answer.standing == "parked":
        return Stands.PARKED
    if not is_scored(session.instrument, question):
        return Stands.UNSCORED
    return _COUNTED.get(answer.standing, Stands.LEFT_OUT)


def _unanswered(session: Session, key: AnswerKey) -> Stands:
    applies = session.routing.answer(key)
    if applies is False:
        return Stands.RULED_OUT
    if session.is_optional(key.question):
        return Stands.OPTIONAL
    if applies is None:
        return Stands.WAITING
    return Stands.LATER if session.put_off(key.question) else Stands.OPEN


NO_SUCH_ROW = "left out by the facts of this case"
_BY_RULE = "ruled out by the facts of this case"


def _why(session: Session, question: Question, stands: Stands) -> str:
    if stands is Stands.WAITING:
        return "; ".join(dict.fromkeys(_deciding(session, question)))
    if stands not in (Stands.RULED_OUT, Stands.PARKED):
        return ""
    if session.routing.holds(question.applies) is not False:
        return NO_SUCH_ROW
    return question.applies_text or _BY_RULE


def _deciding(session: Session, question: Question) -> Iterator[str]:
    """The labels of the facts, and the questions, that decide whether it applies."""
    for fact in session.routing.facts_wanted(question):
        yield session.instrument.fact[fact].label
    for part in session.routing.undecided(question.applies):
        if part.answer is not None:
            yield f"the answer to {part.answer}"


def _lines(mask: Mask, text: str) -> tuple[str, ...]:
    return tuple(line for line in mask(text).split("\n") if line.strip()) if text else ()


def _evidence(session: Session, mask: Mask, key: AnswerKey) -> tuple[Evidence, ...]:
    return tuple(
        Evidence(mask(each.document), mask(each.page), mask(each.quote))
        for each in session.evidence(key)
    )
