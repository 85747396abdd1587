"""The facts of a case as its checklist tells them: without those that name or place the child."""

from __future__ import annotations

from collections.abc import Callable, Iterable
from dataclasses import dataclass

from domain.calendar import age_on
from domain.case import say_value
from domain.checklist.about import Mask
from domain.events import Value
from domain.flags.from_case import day_of, entries, mapping, told
from domain.instrument import Fact
from domain.interview import Session
from domain.report import Block, Column, Heading, Paragraph, Table, lines, plain
from domain.routing import PASSED_BY

_PEOPLE_AND_PLACES = ("people", "stays")  # kinds of facts that name people or places
_AGE = "Age at sentence"


@dataclass(frozen=True, slots=True)
class ToldFact:
    """A fact with its value in words, a line each of a list's entries."""

    group: str
    label: str
    value: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class CaseFacts:
    """left_out: labels of facts not told; made_general: of those told without what identifies."""

    told: tuple[ToldFact, ...]
    left_out: tuple[str, ...] = ()
    made_general: tuple[str, ...] = ()


# A fact's value made general, and the label it then has; no words where nothing can be told.
_General = Callable[[Session, Fact, Value], tuple[str, tuple[str, ...]]]


def case_facts(session: Session, mask: Mask, *, with_names: bool) -> CaseFacts:
    """The facts that are recorded and apply, in the order of the instrument."""
    found: list[ToldFact] = []
    left_out: list[str] = []
    general: list[str] = []
    for fact in session.instrument.facts:
        value = session.facts.get(fact.id)
        if value is None or session.routing.fact_applies(fact.id) is False:
            continue
        label = fact.label
        if with_names or value == PASSED_BY:
            words = _words(session, fact, value, mask)
        elif _identifies(fact):
            left_out.append(label)
            continue
        elif (less := _less(fact)) is not None:
            general.append(fact.label)
            label, words = less(session, fact, value)
        else:
            words = _words(session, fact, value, mask)
        if words:
            found.append(ToldFact(fact.group, label, words))
    return CaseFacts(tuple(found), tuple(left_out), tuple(general))


def _identifies(fact: Fact) -> bool:
    return fact.kind in _PEOPLE_AND_PLACES or fact.id == mapping()["countersigned_by"]


def _less(fact: Fact) -> _General | None:
    return {
        mapping()["born"]: _age,
        mapping()["ended"]: _kinds_and_days,
        mapping()["protected"]: _kinds_and_days,
    }.get(fact.id)


def _age(session: Session, _fact: Fact, value: Value) -> tuple[str, tuple[str, ...]]:
    born, sentenced = day_of(value), day_of(told(session.facts, "sentenced"))
    return _AGE, (str(age_on(born, sentenced)),) if born and sentenced else ()


def _kinds_and_days(session: Session, fact: Fact, value: Value) -> tuple[str, tuple[str, ...]]:
    """Only what kind of thing, and when: what was typed of it may name somebody."""
    return fact.label, _each(session, fact, ({**entry, "text": ""} for entry in entries(value)))


def _words(session: Session, fact: Fact, value: Value, mask: Mask) -> tuple[str, ...]:
    """In words; what was typed freely is masked, never a label of the instrument."""
    if fact.kind in (*_PEOPLE_AND_PLACES, "timeline") and value != PASSED_BY:
        return _each(session, fact, (_masked(entry, mask) for entry in entries(value)))
    if parts := _parts(value):
        return ("; ".join(say_value(session.instrument, fact.id, part) for part in parts),)
    said = say_value(session.instrument, fact.id, value)
    return (mask(said),) if fact.kind == "text" and value != PASSED_BY else (said,)


def _parts(value: Value) -> tuple[Value, ...]:
    """Choices and scores one by one: their labels have commas in them."""
    if isinstance(value, dict):
        return tuple({row: score} for row, score in value.items())
    return tuple((choice,) for choice in value) if isinstance(value, tuple) else ()


def _each(session: Session, fact: Fact, listed: Iterable[dict[str, Value]]) -> tuple[str, ...]:
    """Each entry in words; of none, that there is none."""
    said = tuple(say_value(session.instrument, fact.id, (entry,)) for entry in listed)
    return said or (say_value(session.instrument, fact.id, ()),)


def _masked(entry: dict[str, Value], mask: Mask) -> dict[str, Value]:
    typed = {part: mask(str(entry[part])) for part in ("text", "name") if entry.get(part)}
    return {**entry, **typed}


def facts_part(session: Session, facts: CaseFacts) -> tuple[Block, ...]:
    """A table for each group of facts, and what was left out of them."""
    blocks: list[Block] = [Heading(1, "Facts of the case")]
    for group in session.instrument.fact_groups:
        rows = tuple(
            (lines(fact.label), lines(*fact.value)) for fact in facts.told if fact.group == group.id
        )
        if rows:
            columns = (Column("Fact", 2), Column("Recorded", 4))
            blocks.append(Table(group.label, columns, rows))
    if len(blocks) == 1:
        blocks.append(Paragraph(plain("No fact of the case has been recorded yet.")))
    if left_out := _say_left_out(facts):
        blocks.append(Paragraph(plain(left_out), "small"))
    return tuple(blocks)


def _say_left_out(facts: CaseFacts) -> str:
    said = []
    if facts.left_out:
        said.append(f"Left out, because they name people or places: {_listed(facts.left_out)}.")
    if facts.made_general:
        said.append(f"Told only in general: {_listed(facts.made_general)}.")
    return " ".join(said)


def _listed(labels: tuple[str, ...]) -> str:
    return "; ".join(labels)
