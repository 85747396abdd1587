"""Words for an answer that every view uses."""

from __future__ import annotations

from domain.answers import AnswerKey
from domain.instrument import Question
from domain.interview import Session


def judgement_label(session: Session, question: Question, judged: str | None) -> str:
    return "" if judged is None else session.instrument.judgement(question, judged).label


def reason_texts(session: Session, key: AnswerKey) -> tuple[str, ...]:
    texts = {
        r.code: r.text
        for r in session.instrument.reasons_of(session.instrument.question[key.question])
    }
    return tuple(texts.get(code, code) for code in session.reasons(key))
