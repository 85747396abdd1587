"""Scores as lists: headline, sections, criteria; their questions; the answers behind those."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime

from domain.answers import Answer, AnswerKey, Standing
from domain.instrument import Instrument, Question
from domain.interview import Session
from domain.review import in_order
from domain.scoring import Score, Scores, is_scored
from domain.wording import with_count

HEADLINE, SECTION, CRITERION, QUESTION = "headline", "section", "criterion", "question"


@dataclass(frozen=True, slots=True)
class ScoreRow:
    """One score. id: kind and subject, as `section 1`. short: the name where there is no room.

    indent: how deep it stands in its list.
    """

    id: str
    name: str
    short: str
    score: Score
    kind: str
    indent: int = 0


@dataclass(frozen=True, slots=True)
class AnswerRow:
    """One answer a score is made of. place: where it leads, a case's reference or a row's label."""

    id: str
    place: str
    label: str
    standing: Standing
    detail: str
    who: str
    at: datetime


def overview(instrument: Instrument, scores: Scores) -> list[ScoreRow]:
    """Headline themes, then each section with its criteria."""
    rows = [
        ScoreRow(
            f"{HEADLINE} {theme.id}",
            theme.title,
            theme.short,
            scores.headline[theme.id],
            HEADLINE,
        )
        for theme in instrument.themes
        if theme.id in scores.headline
    ]
    for section in instrument.sections:
        if section.id not in scores.sections:
            continue
        name = f"{section.id} {section.title}"
        score = scores.sections[section.id]
        rows.append(ScoreRow(f"{SECTION} {section.id}", name, name, score, SECTION))
        rows += [
            ScoreRow(
                f"{CRITERION} {criterion.id}",
                f"{criterion.id} {criterion.title}",
                f"{criterion.id} {criterion.short}",
                scores.criteria[criterion.id],
                CRITERION,
                indent=1,
            )
            for criterion in instrument.criteria
            if criterion.section == section.id and criterion.id in scores.criteria
        ]
    return rows


def questions_of(instrument: Instrument, subject: str) -> list[Question]:
    """The questions pooled in a score, by the id of its row."""
    kind, _, id_ = subject.partition(" ")
    return [
        question
        for question in instrument.questions
        if is_scored(instrument, question) and _belongs(instrument, question, kind, id_)
    ]


def _belongs(instrument: Instrument, question: Question, kind: str, id_: str) -> bool:
    if kind == HEADLINE:
        return question.key and id_ in question.themes
    if kind == SECTION:
        return instrument.criterion[question.criterion].section == id_
    return question.criterion == id_ if kind == CRITERION else question.id == id_


def question_rows(instrument: Instrument, scores: Scores, subject: str) -> list[ScoreRow]:
    """The questions of a score, the ones without an applicable answer too."""
    return [
        ScoreRow(
            f"{QUESTION} {question.id}",
            _short(question),
            _short(question),
            scores.questions[question.id],
            QUESTION,
        )
        for question in questions_of(instrument, subject)
    ]


def _short(question: Question) -> str:
    return f"{question.id} {question.short or question.text}"


def case_answers(session: Session, question_id: str) -> list[AnswerRow]:
    """The answers of one case to a question; each row of a grid is one."""
    return [
        answer_row(session.instrument, answer, session.reference, number)
        for number, answer in enumerate(in_order(session))
        if answer.key.question == question_id
    ]


def in_words(score: Score) -> tuple[str, ...]:
    """The share as an inspector writes it, what is kept apart in it, and how far it may be off."""
    counts = score.counts
    apart = ", ".join(
        f"{number} {what}"
        for number, what in (
            (counts.unclear, "not enough information, counted as insufficient"),
            (counts.out, "not applicable, not counted"),
            (counts.parked, "parked, not counted"),
        )
        if number
    )
    if score.interval is None:
        return "No applicable answer, so no score.", apart
    share = with_count(counts.sufficient, counts.applicable, "answers")
    low, high = score.interval
    return (
        f"{share[0].upper()}{share[1:]} are sufficient{f' ({apart})' if apart else ''}. "
        f"The 95% interval for such work is {low:.0f} to {high:.0f}%.",
    )


@dataclass(frozen=True, slots=True)
class GivenAnswer:
    """What is needed of an answer to tell it, wherever it was read."""

    key: AnswerKey
    judgement: str
    standing: Standing
    reasons: tuple[str, ...]
    note: str
    who: str
    at: datetime


def answer_row(
    instrument: Instrument, answer: Answer | GivenAnswer, reference: str, number: int
) -> AnswerRow:
    question = instrument.question[answer.key.question]
    rows: Mapping[str, str] = {row.id: row.label for row in instrument.rows_of(question)}
    row = rows.get(answer.key.row, "")
    texts = {reason.code: reason.text for reason in instrument.reasons_of(question)}
    reasons: Iterable[str] = (texts.get(code, code) for code in answer.reasons)
    note = f"“{answer.note}”" if answer.note else ""
    return AnswerRow(
        id=str(number),
        place=f"{reference}, {row}" if row else reference,
        label=instrument.judgement(question, answer.judgement).label,
        standing=answer.standing,
        detail=" · ".join(part for part in (*reasons, note) if part),
        who=answer.who,
        at=answer.at,
    )
