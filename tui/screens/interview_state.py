"""What the interview screen shows, worked out in the storage thread so that no key waits for it."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING, TypeVar

from domain.course import FACT, step_of
from domain.errors import CorecaseError, Refused
from domain.events import Kind
from domain.fact_lists import is_list
from domain.interview import Session
from domain.review import title
from tui.actions import BY_ID
from tui.case_commands import intent_of
from tui.controller import Interview, Outcome, recorded_elsewhere
from tui.naming import fact_named
from tui.viewmodel import (
    ContextView,
    StatusView,
    StepView,
    TurnView,
    context_view,
    flags_left,
    status_view,
    step_view,
    turns,
)
from tui.viewmodel.standing import locked_words, returned_words

if TYPE_CHECKING:
    from storage.store import Store
    from tui.clock import Clock
    from tui.widgets.prompt import Place

T = TypeVar("T")


@dataclass(frozen=True, slots=True)
class Shown:
    """One state of the case as the screen draws it.

    openers: words that open an answer which asks for reasons. words: in place of a question.
    unsaved: the line typed at this step that is not on disk. comments: what the case was returned
    with.
    """

    step: str | None
    view: StepView | None
    words: str
    wants_reasons: bool
    openers: frozenset[str]
    turns: tuple[TurnView, ...]
    status: StatusView
    context: ContextView
    draft: str
    unsaved: str | None
    comments: str


def opened(
    store: Store, case_id: int, who: str, clock: Clock, afresh: bool
) -> tuple[Interview, Shown]:
    interview = Interview.open(store, case_id, who, clock, afresh=afresh)
    return interview, shown(interview)


def shown(interview: Interview) -> Shown:
    step, session = interview.step, interview.session
    wants = interview.wants_reasons()
    return Shown(
        step=step,
        view=None if step is None else step_view(session, step, wants_reasons=wants),
        words=_words(interview),
        wants_reasons=wants,
        openers=_openers(interview),
        turns=turns(session),
        status=status_view(interview),
        context=context_view(session, step, interview.flagging.findings),
        draft=interview.draft(),
        unsaved=interview.unsaved_line,
        comments=returned_words(session),
    )


def done(interview: Interview, call: Callable[[Interview], T]) -> tuple[T, Shown]:
    """What `call` makes of the case, and how the case looks then."""
    result = call(interview)
    return result, shown(interview)


def keep_draft(interview: Interview, step: str, text: str) -> None:
    """Keep half-typed text, unless the talk has gone on from that step since."""
    if interview.step == step:
        interview.keep_draft(text)


def leave_draft(interview: Interview, step: str, text: str) -> None:
    """Keep the half-typed text of a step that is being left, or has been by now."""
    interview.drafts.keep(step, text)


def _words(interview: Interview) -> str:
    if interview.session.finished:
        return locked_words(interview.session)
    return "Nothing is left to ask. /review lists what to look at again, /finish closes the case."


def _openers(interview: Interview) -> frozenset[str]:
    step = interview.step
    if step is None or step.startswith(FACT):
        return frozenset()
    instrument = interview.session.instrument
    question = instrument.question[step]
    wanting = (j for j in instrument.scale_of(question).judgements if j.wants == "reasons")
    return frozenset(word for j in wanting for word in (j.key, *j.words, *j.loose))


# -- what the screen asks for, each a call on the case that runs in the storage thread


def left_alone(text: str) -> Outcome:
    """Nothing was done; the line stands in the prompt again."""
    return Outcome("nothing", text=text)


def stepped(
    walk: Callable[[Interview], bool | None], at_end: str
) -> Callable[[Interview], Outcome]:
    def call(interview: Interview) -> Outcome:
        return Outcome("nothing", at_end) if walk(interview) is False else Outcome("moved")

    return call


def went_to(name: str) -> Callable[[Interview], Outcome]:
    def call(interview: Interview) -> Outcome:
        try:
            interview.go(name)
        except Refused as refused:
            return Outcome("refused", str(refused), f"/go {name}")
        return Outcome("moved")

    return call


def commanded(action_id: str, rest: str) -> Callable[[Interview], Outcome]:
    """A command that changes the case; refused, it stands in the prompt again if it said much."""

    def call(interview: Interview) -> Outcome:
        text = f"/{BY_ID[action_id].slash} {rest}" if rest else ""
        try:
            outcome = interview.take(intent_of(interview, action_id, rest), text=text)
        except Refused as refused:
            return Outcome("refused", str(refused), text)
        if outcome.kind == "saved" and action_id in ("undo", "redo") and outcome.events:
            return replace(outcome, say=_turned(interview, action_id, outcome))
        if outcome.kind in ("saved", "confirm") and action_id == "finish":
            left = flags_left(interview.session, interview.flagging.findings)
            return replace(outcome, say=f"{outcome.say} {left}".strip())
        return outcome

    return call


def sent(text: str, place: Place | None) -> Callable[[Interview], Outcome]:
    """A line sent at `place`, or ahead of what is asked next (None).

    The line that waits for the disk, sent again, is another try. It may have been saved by itself
    since: then it is not taken twice, and another line is taken where it was typed, not at the
    question that has come up.
    """

    def call(interview: Interview) -> Outcome:
        if text == interview.unsaved_line:
            return interview.retry()
        if place is not None and text == place.unsaved:
            return Outcome("moved")
        if place is not None and place.step is not None and place.step != interview.step:
            interview.go(place.step)
        outcome = interview.submit(text)
        draft = interview.draft()
        if outcome.kind == "command" and draft and text.startswith(draft):
            interview.drafts.forget(interview.step)  # half of that very command
        return outcome

    return call


def _turned(interview: Interview, action_id: str, outcome: Outcome) -> str:
    event = outcome.events[0]
    step, kind = step_of(event), event.slot.kind
    named = title(interview.session, step)[0] if step in interview.session.item else "the case"
    name = _RECORD.get(kind, named)
    told = f"Undone: {name}. /redo brings it back." if action_id == "undo" else f"Redone: {name}."
    return f"{told} {outcome.say}".strip()


_RECORD = {Kind.DOCUMENT: "what was recorded of documents", Kind.FLAG: "what was made of a flag"}


def seen_elsewhere(interview: Interview) -> tuple[str, Shown | None]:
    """What other windows saved, in a sentence."""
    events = interview.catch_up()
    if not events:
        return "", None
    return recorded_elsewhere(interview.session, events), shown(interview)


def recorded_list(session: Session, name: str) -> str:
    """The fact of that name, if it is a list that holds something and can be changed; else ""."""
    try:
        fact = fact_named(session, name)
    except Refused:
        return ""
    holds = is_list(fact) and bool(session.facts.get(fact.id)) and not session.finished
    return fact.id if holds else ""


def exported(interview: Interview, name: str) -> str:
    """Write the case to a file; the sentence to show. Raises StorageError."""
    from click import ClickException

    from tui.commands.files import export_case

    try:
        return export_case(interview.store, interview.case_id, name, interview.who)
    except (CorecaseError, ClickException, OSError) as error:
        return f"Nothing was written: {error}"
