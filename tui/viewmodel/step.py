"""The present step: the question or fact, and all that belongs beside it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date

from domain.answers import AnswerKey
from domain.calendar import due_date, say_date
from domain.case import how_to_type, options, say_value, suggestion
from domain.course import FACT, ItemState
from domain.fact_lists import is_list
from domain.instrument import Fact, Instrument, Question
from domain.interview import Session
from domain.record_decisions import offered_reasons
from domain.routing import is_grid
from domain.typed import due_rows
from tui.viewmodel.words import judgement_label, reason_texts


@dataclass(frozen=True, slots=True)
class OptionView:
    """An answer that can be typed: its key, its words, and whether it is the one given."""

    key: str
    label: str
    chosen: bool = False


@dataclass(frozen=True, slots=True)
class ReasonView:
    """A reason with the number and the code it can be typed by."""

    number: int
    code: str
    text: str
    chosen: bool


@dataclass(frozen=True, slots=True)
class RowView:
    """A row of a grid question, numbered as it can be typed, and its answer so far ("" if none)."""

    number: int
    label: str
    answer: str
    reasons: str
    note: str


@dataclass(frozen=True, slots=True)
class StepView:
    """The present question or fact, with everything that belongs beside it.

    heading: the criterion or group it stands under. answer: the one given, in words ("" if none).
    example: good work put down here. due: the time limit that bears on it. hint: what can be typed
    now. state: how the step stands.
    """

    step: str
    name: str
    heading: str
    text: str
    ask: str
    look_in: tuple[str, ...]
    guidance: str
    documents: tuple[str, ...]
    options: tuple[OptionView, ...]
    reasons: tuple[ReasonView, ...]
    rows: tuple[RowView, ...]
    answer: str
    note: str
    example: str
    evidence: tuple[str, ...]
    due: str
    hint: str
    suggestion: str
    state: ItemState


def step_view(session: Session, step: str, *, wants_reasons: bool = False) -> StepView:
    """Everything to show of a step; `wants_reasons` while the reasons of a judgement are asked."""
    if step.startswith(FACT):
        return _fact_view(session, step)
    return _question_view(session, step, wants_reasons)


def _fact_view(session: Session, step: str) -> StepView:
    instrument = session.instrument
    fact = instrument.fact[step.removeprefix(FACT)]
    value = session.facts.get(fact.id)
    offered = suggestion(instrument, fact, session.routing)
    groups = {group.id: group.label for group in instrument.fact_groups}
    said = "" if offered is None else say_value(instrument, fact.id, offered)
    return StepView(
        step=step,
        name=fact.label,
        heading=f"Facts of the case · {groups[fact.group]}",
        text=fact.ask,
        ask="",
        look_in=(),
        guidance=fact.help,
        documents=(),
        options=_fact_options(instrument, fact),
        reasons=(),
        rows=(),
        answer="" if value is None else say_value(instrument, fact.id, value),
        note="",
        example="",
        evidence=(),
        due="",
        hint=_fact_hint(session, fact, said),
        suggestion=said,
        state=session.item[step].state,
    )


def _fact_options(instrument: Instrument, fact: Fact) -> tuple[OptionView, ...]:
    if fact.kind in ("date", "text", "number", "people", "stays"):
        return ()
    choices = options(instrument, fact)
    if fact.kind == "yes_no":
        return tuple(OptionView(c.label[0].lower(), c.label) for c in choices)
    return tuple(OptionView(str(n), c.label) for n, c in enumerate(choices, 1))


def _fact_hint(session: Session, fact: Fact, offered: str) -> str:
    hint = how_to_type(session.instrument, fact)
    if offered and fact.id not in session.facts:
        return f"Enter takes “{offered}”. {hint}"
    if is_list(fact) and session.facts.get(fact.id):
        return f"{hint} Begin with + to add."
    if session.is_optional(FACT + fact.id) and fact.id not in session.facts:
        return f"{hint} Enter passes it by."
    return hint


def _question_view(session: Session, step: str, wants_reasons: bool) -> StepView:
    instrument = session.instrument
    question = instrument.question[step]
    criterion = instrument.criterion[question.criterion]
    key = AnswerKey(step)
    judged = session.judged.get(key)
    judgements = instrument.scale_of(question).judgements
    return StepView(
        step=step,
        name=question.id,
        heading=_criterion_name(criterion.id, criterion.short),
        text=question.text,
        ask=question.ask,
        look_in=question.look_in,
        guidance=question.guidance,
        documents=tuple(instrument.document[d].label for d in question.documents),
        options=tuple(OptionView(j.key, j.label, j.id == judged) for j in judgements),
        reasons=_reasons(session, question),
        rows=_rows(session, question),
        answer=judgement_label(session, question, judged),
        note=session.note(key),
        example=session.example(step),
        evidence=tuple(str(e) for e in session.evidence(key)),
        due=_due(session, question),
        hint=_question_hint(session, question, wants_reasons),
        suggestion="",
        state=session.item[step].state,
    )


def _criterion_name(criterion_id: str, short: str) -> str:
    return f"{criterion_id} {short}" if criterion_id[0].isdecimal() else short


def _reasons(session: Session, question: Question) -> tuple[ReasonView, ...]:
    given = session.reasons(AnswerKey(question.id))
    reasons = session.instrument.reasons_of(question)
    return tuple(
        ReasonView(number, reason.code, reason.text, reason.code in given)
        for number, reason in enumerate(reasons, 1)
    )


def _rows(session: Session, question: Question) -> tuple[RowView, ...]:
    if not is_grid(question):
        return ()
    views = []
    for number, row in enumerate(due_rows(session, question), 1):
        key = AnswerKey(question.id, row.id)
        judged = session.judged.get(key)
        views.append(
            RowView(
                number,
                row.label,
                judgement_label(session, question, judged),
                ", ".join(reason_texts(session, key)),
                session.note(key),
            )
        )
    return tuple(views)


def _question_hint(session: Session, question: Question, wants_reasons: bool) -> str:
    state = session.item[question.id].state
    if state is ItemState.NOT_APPLICABLE:
        return f"Does not apply: {question.applies_text or 'its rule does not hold'}."
    if wants_reasons:
        return _why_hint(session, question)
    judgements = session.instrument.scale_of(question).judgements
    if is_grid(question):
        keys = " ".join(j.key for j in judgements)
        return f"{keys} for all rows · a key for each row, as yyny · or: y but 3 n late"
    return " · ".join(f"{j.key} {j.label.split(',')[0].lower()}" for j in judgements)


def _why_hint(session: Session, question: Question) -> str:
    codes = offered_reasons(session, question.id)
    texts = {reason.code: reason.text for reason in session.instrument.reasons_of(question)}
    if codes:
        offered = "; ".join(texts[code] for code in codes)
        return f"Enter takes: {offered}. Or type numbers or words; /next leaves it open."
    return "Why? Numbers or words, commas between. Enter leaves the reason for later."


def _due(session: Session, question: Question) -> str:
    """The limit that bears on a question: `by 24 Feb 2012: first Asset, 15 working days`."""
    for interval in session.instrument.interval.get(question.due or "", ()):
        start = session.facts.get(interval.start)
        if session.routing.holds(interval.when) and isinstance(start, str) and start:
            day = say_date(due_date(interval, date.fromisoformat(start)))
            return f"{interval.label}: {interval.length} {interval.unit}, by {day}"
    return ""
