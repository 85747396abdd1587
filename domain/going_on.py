"""Where the conversation goes on after an intention was taken, and what to say of it."""

from __future__ import annotations

from collections.abc import Iterator, Sequence

from domain import intents
from domain.answers import AnswerKey
from domain.course import FACT, ItemState, step_of
from domain.decisions import Decision
from domain.events import Event, Kind
from domain.fact_lists import told_of
from domain.interview import Session
from domain.review import at_odds
from domain.routing import is_grid

_STAYS = (
    intents.Remark,
    intents.RewriteNote,
    intents.GoodWork,
    intents.Cite,
    intents.DropEvidence,
    intents.TakeBack,
    intents.AddDocuments,
    intents.ChangeDocument,
    intents.RemoveDocument,
    intents.DecideFlag,
    intents.ReconsiderFlag,
)


def step_after(
    session: Session, step: str | None, intent: intents.Intent, events: Sequence[Event]
) -> str | None:
    """The step to stand at once `events` of an intention taken at `step` are in `session`.

    Here if more is wanted here, where an undo had its effect, else the next open step.
    """
    if isinstance(intent, (intents.Undo, intents.Redo)) and events:
        touched = step_of(events[0])
        return touched if touched in session.item else step
    if isinstance(intent, (intents.Finish, intents.Countersign)):
        return None
    if isinstance(intent, (intents.Return, intents.Reopen)):
        return session.next_step()
    if isinstance(intent, _STAYS) or wants_reasons(session, step):
        return step
    if step is not None and session.item[step].state is ItemState.OPEN:
        return step
    return session.next_step(step)


def wants_reasons(session: Session, step: str | None) -> bool:
    """Whether a question was judged insufficient and no reason is given yet."""
    if step is None or step.startswith(FACT):
        return False
    question = session.instrument.question[step]
    judged = session.judged.get(AnswerKey(step))
    if is_grid(question) or judged is None or not question.reasons:
        return False
    wants = session.instrument.judgement(question, judged).wants
    return wants == "reasons" and not session.reasons(AnswerKey(step))


def told_after(before: Session, after: Session, decision: Decision, events: Sequence[Event]) -> str:
    """What the person should know of what was just recorded; "" mostly."""
    return " ".join(_told_after(before, after, decision, events))


def _told_after(
    before: Session, after: Session, decision: Decision, events: Sequence[Event]
) -> Iterator[str]:
    if decision.restores:
        names = ", ".join(dict.fromkeys(key.question for key in decision.restores[:8]))
        yield f"Back in the scores: {names}."
    for event in events:
        if event.slot.kind is Kind.JUDGEMENT and event.old and event.new and not event.undoes:
            question = after.instrument.question[event.slot.subject]
            label = after.instrument.judgement(question, str(event.old)).label
            yield f"{question.id} was “{label}” before; /undo brings that back."
            break
    for event in events:
        if event.slot.kind is Kind.FACT and not event.undoes:
            yield from told_of(after.instrument.fact[event.slot.subject], event.old, event.new)
    known = set(at_odds(before))
    for line in at_odds(after):
        if line not in known:
            yield f"At odds now: {line.say}"
