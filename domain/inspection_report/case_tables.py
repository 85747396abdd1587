"""Tables of what the cases inspected were, with small counts put together or kept back."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable
from typing import NamedTuple

from domain.inspection_report.characteristics import NOT_RECORDED, Cell, groups_of
from domain.inspection_report.sample import Sample
from domain.inspection_report.sentences import lowered
from domain.inspection_report.small_cells import Shown, shown
from domain.instrument_reporting import Characteristic, Group


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
    """Every characteristic of the instrument that some case was counted in.

    One that follows from another, as custody does from the sentence, is told together with it: if
    the outer one can be told in full, the inner one is told within each of its groups, else the
    outer one is kept back and the inner one told by itself. What the one tells can then never be
    used to work out what the other keeps back.
    """
    inner = {each.within: each for each in _told(sample) if each.within}
    tables: list[CaseTable] = []
    for each in _told(sample):
        if each.fact in inner:
            tables += _nested(sample, each, inner[each.fact])
        elif not each.within:
            tables.append(_table(sample, each, _counts(sample, each)))
    return tuple(tables)


def _told(sample: Sample) -> Iterable[Characteristic]:
    counted = sample.characteristics
    return [c for c in sample.instrument.report.characteristics if counted.get(c.fact)]


def _counts(sample: Sample, characteristic: Characteristic) -> dict[str, int]:
    """Cases by group, groups without a case among them."""
    found: Counter[str] = Counter()
    for cell, cases in sample.characteristics[characteristic.fact].items():
        found[cell.group] += cases
    return {group.id: found[group.id] for group in groups_of(sample.instrument, characteristic)}


def _nested(sample: Sample, outer: Characteristic, inner: Characteristic) -> list[CaseTable]:
    limit = sample.instrument.report.small_cell
    counts = _counts(sample, outer)
    if any(0 < cases < limit for cases in counts.values()):
        kept_back = CaseTable(outer.label, sample.cases, (), withheld=True)
        return [kept_back, _table(sample, inner, _counts(sample, inner))]
    tables = [_table(sample, outer, counts)]
    cells = sample.characteristics[inner.fact]
    for group in groups_of(sample.instrument, outer):
        within = _within(groups_of(sample.instrument, inner), group.id, cells)
        possible = [id_ for id_ in within if id_ != NOT_RECORDED or within[id_]]
        # Where there is one group only, all of them are in it.
        if counts[group.id] and len(possible) > 1:
            title = f"{inner.label}, {lowered(outer.label)}: {lowered(group.label)}"
            tables.append(_table(sample, inner, within, title))
    return tables


def _within(groups: Iterable[Group], outer: str, cells: Counter[Cell]) -> dict[str, int]:
    """The groups that can be there, or are although they should not."""
    return {
        group.id: cells[Cell(group.id, outer)]
        for group in groups
        if not group.under or group.under == outer or cells[Cell(group.id, outer)]
    }


def _table(
    sample: Sample, characteristic: Characteristic, counts: dict[str, int], title: str = ""
) -> CaseTable:
    may: Shown = shown(counts, sample.instrument.report.small_cell)
    labels = {group.id: group.label for group in groups_of(sample.instrument, characteristic)}
    told = [Count(labels[group], cases) for group, cases in may.alone.items()]
    if may.together:
        told.append(Count("", may.together))
    return CaseTable(title or characteristic.label, sum(counts.values()), tuple(told), may.withheld)
