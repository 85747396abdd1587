"""A session in plain words and values, ready to be placed on a screen or printed.

No markup, no colour, no widget: the screen and the plain mode show the same words.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime

from domain.answers import Answer, AnswerKey
from domain.calendar import due_date, say_date
from domain.case import how_to_type, options, say_value, suggestion
from domain.course import FACT, ItemState, step_of
from domain.events import Event
from domain.instrument import Fact, Instrument, Question
from domain.interview import Session
from domain.routing import is_grid
from domain.scoring import Scores, counts_of, score
from domain.typed import due_rows
from tui.controller import Interview


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
    due: the time limit that bears on it. hint: what can be typed now. state: how the step stands.
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
    evidence: tuple[str, ...]
    due: str
    hint: str
    suggestion: str
    state: ItemState


@dataclass(frozen=True, slots=True)
class TurnView:
    """One step answered, as the transcript shows it.

    said: what it was about, short. negative: judged insufficient. seq: of the last event in it, so
    that a card is drawn anew only when that changes.
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


@dataclass(frozen=True, slots=True)
class StatusView:
    """The line on top: where one is, how far, how long it may take, and that it is on disk."""

    case: str
    about: str
    criterion: str
    progress: str
    left: str
    saved: str
    trouble: bool


@dataclass(frozen=True, slots=True)
class ContextView:
    """Beside the question: facts of the case, limits that bear on it, documents, scores so far."""

    facts: tuple[tuple[str, str], ...]
    limits: tuple[tuple[str, str], ...]
    documents: tuple[str, ...]
    scores: tuple[tuple[str, str], ...]


# -- the present step


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
        evidence=(),
        due="",
        hint=_fact_hint(session, fact, said),
        suggestion=said,
        state=session.item[step].state,
    )


def _fact_options(instrument: Instrument, fact: Fact) -> tuple[OptionView, ...]:
    if fact.kind in ("date", "text", "number", "people"):
        return ()
    choices = options(instrument, fact)
    if fact.kind == "yes_no":
        return tuple(OptionView(c.label[0].lower(), c.label) for c in choices)
    return tuple(OptionView(str(n), c.label) for n, c in enumerate(choices, 1))


def _fact_hint(session: Session, fact: Fact, offered: str) -> str:
    hint = how_to_type(session.instrument, fact)
    if offered and fact.id not in session.facts:
        return f"Enter takes “{offered}”. {hint}"
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
        answer=_judgement_label(session, question, judged),
        note=session.note(key),
        evidence=tuple(str(e) for e in session.evidence(key)),
        due=_due(session, question),
        hint=_question_hint(session, question, wants_reasons),
        suggestion="",
        state=session.item[step].state,
    )


def _criterion_name(criterion_id: str, short: str) -> str:
    return f"{criterion_id} {short}" if criterion_id[0].isdecimal() else short


def _judgement_label(session: Session, question: Question, judged: str | None) -> str:
    return "" if judged is None else session.instrument.judgement(question, judged).label


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
                _judgement_label(session, question, judged),
                ", ".join(_reason_texts(session, key)),
                session.note(key),
            )
        )
    return tuple(views)


def _reason_texts(session: Session, key: AnswerKey) -> tuple[str, ...]:
    texts = {r.code: r.text for r in session.instrument.reasons_of(_question(session, key))}
    return tuple(texts.get(code, code) for code in session.reasons(key))


def _question(session: Session, key: AnswerKey) -> Question:
    return session.instrument.question[key.question]


def _question_hint(session: Session, question: Question, wants_reasons: bool) -> str:
    state = session.item[question.id].state
    if state is ItemState.NOT_APPLICABLE:
        return f"Does not apply: {question.applies_text or 'its rule does not hold'}."
    if wants_reasons:
        return "Why? Numbers or words, commas between. Enter leaves the reason for later."
    judgements = session.instrument.scale_of(question).judgements
    if is_grid(question):
        keys = " ".join(j.key for j in judgements)
        return f"{keys} for all rows · a key for each row, as yyny · or: y but 3 n late"
    return " · ".join(f"{j.key} {j.label.split(',')[0].lower()}" for j in judgements)


def _due(session: Session, question: Question) -> str:
    """The limit that bears on a question: `by 24 Feb 2012: first Asset, 15 working days`."""
    for interval in session.instrument.interval.get(question.due or "", ()):
        start = session.facts.get(interval.start)
        if session.routing.holds(interval.when) and isinstance(start, str) and start:
            day = say_date(due_date(interval, date.fromisoformat(start)))
            return f"{interval.label}: {interval.length} {interval.unit}, by {day}"
    return ""


# -- the transcript


def turns(session: Session) -> tuple[TurnView, ...]:
    """One view for each step something was recorded at, in the order of the last word on it."""
    latest: dict[str, Event] = {}
    for event in session.events:
        step = step_of(event)
        if step in session.item:
            latest.pop(step, None)
            latest[step] = event
    return tuple(turn for step, event in latest.items() if (turn := _turn(session, step, event)))


def _turn(session: Session, step: str, event: Event) -> TurnView | None:
    put_off = session.put_off(step)
    if step.startswith(FACT):
        fact = session.instrument.fact[step.removeprefix(FACT)]
        value = session.facts.get(fact.id)
        if value is None and not put_off:
            return None
        answer = "for later" if value is None else say_value(session.instrument, fact.id, value)
        return TurnView(
            step, fact.label, fact.ask, answer, (), "", (), event.at, event.who, event.seq,
            put_off=put_off,
        )  # fmt: skip
    return _question_turn(session, session.instrument.question[step], event, put_off)


def _question_turn(
    session: Session, question: Question, event: Event, put_off: bool
) -> TurnView | None:
    key = AnswerKey(question.id)
    given = [a for a in session.answers.values() if a.key.question == question.id]
    note, evidence = session.note(key), session.evidence(key)
    if not (given or note or evidence or put_off):
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
    )


def _answers_in_words(session: Session, question: Question, given: Iterable[Answer]) -> str:
    """The judgement; of a grid, `4 yes, 2 no`."""
    given = list(given)
    if not is_grid(question):
        return ", ".join(_judgement_label(session, question, a.judgement) for a in given)
    judged = [a.judgement for a in given]
    labels = ((j.id, j.label) for j in session.instrument.scale_of(question).judgements)
    counted = ((judged.count(id_), label.split(",")[0].lower()) for id_, label in labels)
    return ", ".join(f"{n} {label}" for n, label in counted if n)


def _turn_reasons(session: Session, question: Question, given: Iterable[Answer]) -> tuple[str, ...]:
    if not is_grid(question):
        return _reason_texts(session, AnswerKey(question.id))
    labels = {row.id: row.label for row in session.instrument.rows_of(question)}
    return tuple(
        f"{labels[a.key.row]}: {', '.join(_reason_texts(session, a.key)) or 'no'}"
        for a in given
        if a.standing == "insufficient"
    )


# -- around it


def status_view(interview: Interview) -> StatusView:
    session = interview.session
    progress = session.progress
    left = interview.time_left()
    minutes = "" if left is None else f"about {max(1, round(left.total_seconds() / 60))} min left"
    used = f"{int(interview.seconds // 60)} min so far" if interview.seconds >= 60 else ""
    saved = f"saved {interview.saved_at.astimezone():%H:%M:%S}" if interview.saved_at else ""
    heading = ""
    if interview.step is not None:
        heading = step_view(session, interview.step).heading
    return StatusView(
        case=f"Case {session.reference}",
        about=", ".join(_summary(session)),
        criterion=heading or ("finished" if session.finished else "all asked"),
        progress=f"{progress.answered} of {progress.due}",
        left=minutes or used,
        saved=f"NOT SAVED: {interview.not_saved}" if interview.not_saved else saved,
        trouble=bool(interview.not_saved),
    )


def _summary(session: Session) -> Iterable[str]:
    """What tells the case apart at a glance: its sentence, for instance."""
    for fact_id in session.instrument.instrument.summary:
        value = session.facts.get(fact_id)
        if value:
            yield say_value(session.instrument, fact_id, value)


def context_view(session: Session, step: str | None) -> ContextView:
    instrument = session.instrument
    question = instrument.question.get(step or "")
    return ContextView(
        facts=tuple(
            (fact.label, say_value(instrument, fact.id, session.facts[fact.id]))
            for fact in instrument.facts
            if session.facts.get(fact.id)
        ),
        limits=tuple(limits(session)),
        documents=tuple(instrument.document[d].label for d in question.documents)
        if question
        else (),
        scores=tuple(score_lines(session)),
    )


def limits(session: Session) -> Iterable[tuple[str, str]]:
    """The time limits of this case that can be counted already: label and last day."""
    seen = set()
    for interval in session.instrument.intervals:
        start = session.facts.get(interval.start)
        if interval.id in seen or not session.routing.holds(interval.when):
            continue
        if isinstance(start, str) and start:
            seen.add(interval.id)
            yield interval.label, say_date(due_date(interval, date.fromisoformat(start)))


def case_scores(session: Session) -> Scores:
    """The scores of this case alone, from its answers as they stand."""
    return score(session.instrument, counts_of(session.answers.values()))


def score_lines(session: Session) -> Iterable[tuple[str, str]]:
    """Each headline theme with its counts and per cent: `RoH`, `8 of 11  73%`."""
    headline = case_scores(session).headline
    for theme in session.instrument.themes:
        told = headline[theme.id]
        if told.percent is None:
            yield theme.short, "none yet"
        else:
            yield theme.short, f"{told.sufficient} of {told.applicable}  {told.percent}%"
