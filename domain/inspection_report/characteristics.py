"""What the cases inspected were: the group of gender, age, sentence and so on each belongs to."""

from __future__ import annotations

from datetime import date

from domain.calendar import age_on
from domain.case import options
from domain.instrument import Instrument
from domain.instrument_reporting import Characteristic, Group
from domain.routing import Routing

NOT_RECORDED = "not recorded"


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


def group_of(instrument: Instrument, characteristic: Characteristic, routing: Routing) -> str:
    """The id of the group a case is counted in; the last where its value is not known."""
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
