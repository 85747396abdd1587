"""The order of the interview: opening facts, then the questions, each fact before it is needed."""

from __future__ import annotations

from dataclasses import dataclass
from enum import StrEnum

from domain.errors import Refused
from domain.events import Event, Kind
from domain.instrument import Instrument
from domain.routing import facts_read

# Steps are kept as text: a question's id, or this and a fact's id.
FACT = "fact:"


class ItemState(StrEnum):
    """How a step of the interview stands."""

    OPEN = "open"
    ANSWERED = "answered"
    LATER = "later"
    WAITING = "waiting"
    NOT_APPLICABLE = "not applicable"


@dataclass(frozen=True, slots=True)
class Item:
    """One step of the agenda."""

    step: str
    state: ItemState


def fact_step(fact_id: str) -> str:
    return FACT + fact_id


def step_of(event: Event) -> str:
    """The step an event belongs to; no step of the course for what concerns the whole case."""
    return fact_step(event.slot.subject) if event.slot.kind is Kind.FACT else event.slot.subject


def course_of(instrument: Instrument) -> tuple[str, ...]:
    """The steps in the order they are asked: opening facts first, a fact that is asked when needed
    just before the first question (or fact) whose rule reads it."""
    steps: list[str] = [fact_step(f.id) for f in instrument.facts if f.asked == "opening"]
    placed = set(steps)

    def place(fact_id: str) -> None:
        derived = instrument.derived_fact.get(fact_id)
        if derived is not None:
            for part in (*derived.sum, *(f for c in derived.cases for f in facts_read(c.when))):
                place(part)
        elif fact_step(fact_id) not in placed:
            placed.add(fact_step(fact_id))
            for other in facts_read(instrument.fact[fact_id].applies):
                place(other)
            steps.append(fact_step(fact_id))

    for question in instrument.questions:
        for rule in (question.applies, question.row_applies):
            for fact_id in facts_read(rule):
                place(fact_id)
        steps.append(question.id)
    steps.extend(fact_step(f.id) for f in instrument.facts if fact_step(f.id) not in placed)
    return tuple(steps)


def step_named(instrument: Instrument, course: tuple[str, ...], name: str) -> str:
    """The step meant by a question's id, a fact's id, or words that only its label has.

    Raises Refused for an unknown name, and for words that several facts have.
    """
    wanted = name.strip().casefold()
    by_name = {fact.label.casefold(): fact_step(fact.id) for fact in instrument.facts}
    by_name |= {step.removeprefix(FACT).casefold(): step for step in course}
    by_name |= {step.casefold(): step for step in course}
    if wanted in by_name:
        return by_name[wanted]
    labels = {fact.label: fact_step(fact.id) for fact in instrument.facts}
    near = [label for label in labels if wanted and wanted in label.casefold()]
    if len(near) == 1:
        return labels[near[0]]
    hint = f"there is {', '.join(near[:4])}" if near else "/find looks for words"
    raise Refused(f"There is no question or fact “{name.strip()[:60]}”; {hint}.")
