"""The facts of a case as a list: recorded ones, open ones, and what the program works out."""

from __future__ import annotations

from dataclasses import dataclass

from domain.case import say_value
from domain.course import ItemState, fact_step
from domain.instrument import Fact, FactGroup
from domain.interview import Session
from domain.routing import PASSED_BY

WORKED_OUT = "Worked out"


@dataclass(frozen=True, slots=True)
class FactRow:
    """A fact as it stands. id: of the fact; "" for one that is worked out and cannot be changed.

    state: a word for a fact without a value. worked_out: what the rules make of it, where that
    differs from what is recorded.
    """

    group: str
    id: str
    label: str
    value: str
    state: str = ""
    worked_out: str = ""


_STATES = {
    ItemState.OPEN: "not known yet",
    ItemState.LATER: "for later",
    ItemState.WAITING: "asked when needed",
}


def fact_rows(session: Session) -> list[FactRow]:
    """Every fact that may be known of this case, by group, then the ones worked out."""
    rows = [
        _row(session, group, fact)
        for group in session.instrument.fact_groups
        for fact in session.instrument.facts
        if fact.group == group.id and _is_told(session, fact)
    ]
    for derived in session.instrument.derived:
        value = session.routing.value(derived.id)
        said = "needs more facts" if value is None else _said(session, derived.id)
        rows.append(FactRow(WORKED_OUT, "", derived.label, said))
    return rows


def _is_told(session: Session, fact: Fact) -> bool:
    applies = session.item[fact_step(fact.id)].state is not ItemState.NOT_APPLICABLE
    return applies or fact.id in session.facts


def _row(session: Session, group: FactGroup, fact: Fact) -> FactRow:
    state = session.item[fact_step(fact.id)].state
    if fact.id not in session.facts:
        return FactRow(group.label, fact.id, fact.label, "", _STATES.get(state, ""))
    value = say_value(session.instrument, fact.id, session.facts[fact.id])
    told = "does not apply now" if state is ItemState.NOT_APPLICABLE else ""
    return FactRow(group.label, fact.id, fact.label, value, told, _worked_out(session, fact))


def _worked_out(session: Session, fact: Fact) -> str:
    """What the rules make of a fact that is recorded otherwise (`level`, `level_worked_out`)."""
    for derived in session.instrument.derived:
        if derived.id.startswith(f"{fact.id}_"):
            value = session.routing.value(derived.id)
            if value not in (None, PASSED_BY, session.facts.get(fact.id)):
                return _said(session, derived.id)
    return ""


def _said(session: Session, derived_id: str) -> str:
    value = session.routing.value(derived_id)
    return (
        "does not apply" if value == PASSED_BY else say_value(session.instrument, derived_id, value)
    )
