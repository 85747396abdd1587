"""Where the conversation goes on after an intention was taken."""

from __future__ import annotations

from collections.abc import Sequence

from domain import intents
from domain.answers import AnswerKey
from domain.course import FACT, ItemState, step_of
from domain.events import Event
from domain.interview import Session
from domain.routing import is_grid

_STAYS = (
    intents.Remark,
    intents.RewriteNote,
    intents.Cite,
    intents.DropEvidence,
    intents.TakeBack,
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
    if isinstance(intent, intents.Finish):
        return None
    if isinstance(intent, intents.Reopen):
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
