"""The cases inspected by what they were: gender, age, sentence and so on, counted in cells."""

from __future__ import annotations

from collections import Counter
from datetime import date
from typing import NamedTuple

from domain.calendar import age_on
from domain.case import options
from domain.instrument import Instrument
from domain.instrument_reporting import Characteristic, Group
from domain.routing import Routing

NOT_RECORDED = "not recorded"


class Cell(NamedTuple):
    """Ids of a group and, where it is told inside another characteristic, of the group there."""

    group: str
    within: str = ""


def groups_of(instrument: Instrument, characteristic: Characteristic) -> tuple[Group, ...]:
    """The groups told, in order: the characteristic's own, or each choice of its fact."""
    fact = instrument.fact[characteristic.fact]
    own = characteristic.groups or tuple(
        Group(id=choice.id, label=choice.label, choices=(choice.id,))
        for choice in options(instrument, fact)
    )
    if any(group.id in ("not_recorded", "none_recorded", NOT_RECORDED) for group in own):
        return own
    return (*own, Group(id=NOT_RECORDED, label="Not recorded"))


def cell_of(instrument: Instrument, characteristic: Characteristic, routing: Routing) -> Cell:
    """Where one case is counted."""
    outer = next(
        (c for c in instrument.report.characteristics if c.fact == characteristic.within), None
    )
    return Cell(
        _group(instrument, characteristic, routing),
        _group(instrument, outer, routing) if outer else "",
    )


def _group(instrument: Instrument, characteristic: Characteristic, routing: Routing) -> str:
    groups = groups_of(instrument, characteristic)
    value = routing.value(characteristic.fact)
    if characteristic.on:
        age = _age(value, routing.value(characteristic.on))
        found = (g for g in groups if age is not None and _has_age(g, age))
    else:
        found = (g for g in groups if str(value) in g.choices)
    group = next(found, None) or groups[-1]
    return group.id


def _age(born: object, day: object) -> int | None:
    if not (isinstance(born, str) and isinstance(day, str) and born and day):
        return None
    return age_on(date.fromisoformat(born), date.fromisoformat(day))


def _has_age(group: Group, age: int) -> bool:
    if group.youngest is None and group.oldest is None:
        return False
    return (group.youngest or 0) <= age <= (999 if group.oldest is None else group.oldest)


def within_groups(counted: Counter[Cell]) -> Counter[str]:
    """Cases by the group of the characteristic that this one is told within."""
    outer: Counter[str] = Counter()
    for cell, cases in counted.items():
        outer[cell.within] += cases
    return outer
