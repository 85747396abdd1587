"""What Enter on an empty line takes at a step."""

from __future__ import annotations

from domain import intents
from domain.answers import AnswerKey
from domain.case import suggestion
from domain.course import FACT, ItemState
from domain.errors import Refused
from domain.going_on import wants_reasons
from domain.interview import Session
from domain.record_decisions import offered_reasons
from domain.routing import PASSED_BY


def taken_by_enter(session: Session, step: str) -> intents.Intent | None:
    """What is offered, or that a fact is passed by; None: move on. Raises Refused with the cure."""
    if step.startswith(FACT):
        return _fact(session, step.removeprefix(FACT))
    if session.item[step].state is not ItemState.ANSWERED:
        raise Refused("Type an answer, or /later to come back to it.")
    offered = reasons_offered(session, step)
    return intents.GiveReasons(AnswerKey(step), offered) if offered else None


def _fact(session: Session, fact_id: str) -> intents.Intent | None:
    if fact_id in session.facts:
        return None
    offered = suggestion(session.instrument, session.instrument.fact[fact_id], session.routing)
    if offered is None and not session.is_optional(FACT + fact_id):
        raise Refused("This is needed; /later leaves it for later.")
    return intents.SetFact(fact_id, PASSED_BY if offered is None else offered)


def reasons_offered(session: Session, step: str | None) -> tuple[str, ...]:
    """Codes of the reasons that confirmed flags offer while reasons are wanted at a step."""
    if step is None or not wants_reasons(session, step):
        return ()
    return offered_reasons(session, step)
