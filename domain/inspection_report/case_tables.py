"""Tables of what the cases inspected were, with small counts put together or kept back.

The tables are about the same cases and all tell how many these are; beyond that none says anything
of another, as long as no characteristic follows from another (see `Characteristic`).
"""

from __future__ import annotations

from typing import NamedTuple

from domain.inspection_report.characteristics import groups_of
from domain.inspection_report.sample import Sample
from domain.inspection_report.small_cells import shown
from domain.instrument_reporting import Characteristic


class Count(NamedTuple):
    """How many cases are in a group; '' for groups told as one."""

    group: str
    cases: int


class CaseTable(NamedTuple):
    """A characteristic as it may be told. total: of the cases in the table.

    counts: in order, groups told as one last. withheld: only the total may be told.
    """

    title: str
    total: int
    counts: tuple[Count, ...]
    withheld: bool


def case_tables(sample: Sample) -> tuple[CaseTable, ...]:
    """Every characteristic of the instrument that some case was counted in."""
    return tuple(
        _table(sample, characteristic)
        for characteristic in sample.instrument.report.characteristics
        if sample.characteristics.get(characteristic.fact)
    )


def _table(sample: Sample, characteristic: Characteristic) -> CaseTable:
    counted = sample.characteristics[characteristic.fact]
    groups = groups_of(sample.instrument, characteristic)
    may = shown(
        {group.id: counted[group.id] for group in groups}, sample.instrument.report.small_cell
    )
    labels = {group.id: group.label for group in groups}
    told = [Count(labels[group], cases) for group, cases in may.alone.items()]
    if may.together:
        told.append(Count("", may.together))
    return CaseTable(characteristic.label, counted.total(), tuple(told), may.withheld)
