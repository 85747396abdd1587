"""What stands around the question: status, facts, time limits and scores of the case."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from domain.calendar import due_date, say_date
from domain.case import say_value
from domain.interview import Session
from domain.scoring import Scores, counts_of, score
from tui.controller import Interview
from tui.viewmodel.documents import LinkedView, linked_views
from tui.viewmodel.flags import FlagLine, flag_lines
from tui.viewmodel.standing import standing_beside
from tui.viewmodel.step import step_view

if TYPE_CHECKING:
    from domain.flags.checking import Findings


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
    """Beside the question: what it is linked to and its flags, and what is known of the case.

    without: whether the case has no document at all.
    """

    facts: tuple[tuple[str, str], ...]
    limits: tuple[tuple[str, str], ...]
    documents: tuple[LinkedView, ...]
    flags: tuple[FlagLine, ...]
    without: bool
    scores: tuple[tuple[str, str], ...]


def status_view(interview: Interview) -> StatusView:
    session = interview.session
    progress = session.progress
    left = interview.time.left(progress)
    minutes = "" if left is None else f"about {max(1, round(left.total_seconds() / 60))} min left"
    used = f"{int(interview.time.seconds // 60)} min so far" if interview.time.seconds >= 60 else ""
    saved = f"saved {interview.saved_at.astimezone():%H:%M:%S}" if interview.saved_at else ""
    heading = ""
    if interview.step is not None:
        heading = step_view(session, interview.step).heading
    return StatusView(
        case=f"Case {session.reference}{standing_beside(session)}",
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


def context_view(
    session: Session, step: str | None, findings: Findings | None = None
) -> ContextView:
    instrument = session.instrument
    question = instrument.question.get(step or "")
    return ContextView(
        facts=tuple(
            (fact.label, say_value(instrument, fact.id, session.facts[fact.id]))
            for fact in instrument.facts
            if session.facts.get(fact.id)
        ),
        limits=tuple(limits(session)),
        documents=linked_views(session, question),
        flags=flag_lines(session, findings, question.id if question else None),
        without=not session.documents,
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
