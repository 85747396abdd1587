"""The characteristics of the cases: put in groups, told without giving any small number away."""

from __future__ import annotations

from collections.abc import Iterator
from functools import cache

import msgspec
import pytest

from domain.events import FINISHED, STATUS, Change
from domain.inspection_report.case_tables import CaseTable, Count, case_tables
from domain.inspection_report.sample import Sample
from domain.instrument import Instrument
from domain.instrument_file import load_packaged
from domain.instrument_reporting import Characteristic, Group, Reporting
from domain.intents import SetFact
from domain.interview import Session
from tests.domain.inspection_report.samples import sample
from tests.instruments import NOON, WHO, take, tiny

LIMIT = 3
TWO_TABLES = msgspec.structs.replace(
    tiny(),
    report=Reporting(
        small_cell=LIMIT,
        characteristics=(
            Characteristic(fact="has_steps", label="Steps"),
            Characteristic(fact="size", label="Size"),
        ),
    ),
)


def shared_out(total: int, groups: int) -> Iterator[tuple[int, ...]]:
    """Every way to share so many cases out among so many groups."""
    if groups == 1:
        yield (total,)
        return
    for first in range(total + 1):
        for rest in shared_out(total - first, groups - 1):
            yield (first, *rest)


@pytest.mark.parametrize("total", range(2, 10))
def test_two_tables_of_the_same_cases_do_not_give_each_other_away(total: int) -> None:
    """Whoever knows both tables, the total and the rule tries every case there could be: how many
    large and small ones have steps, have none, or have none on record."""
    seen: dict[tuple[CaseTable, ...], list[tuple[int, ...]]] = {}
    for cells in shared_out(total, 6):
        steps = tuple(map(sum, batched(cells)))
        sizes = (sum(cells[::2]), sum(cells[1::2]))
        seen.setdefault(two_tables(steps, sizes), []).append((*steps, *sizes))
    for possible in seen.values():
        for values in map(set, zip(*possible, strict=True)):
            assert len(values) > 1 or values.pop() not in range(1, LIMIT), possible


def batched(cells: tuple[int, ...]) -> list[tuple[int, int]]:
    return list(zip(cells[::2], cells[1::2], strict=True))


@cache
def two_tables(steps: tuple[int, ...], sizes: tuple[int, int]) -> tuple[CaseTable, ...]:
    return case_tables(
        sample(
            instrument=TWO_TABLES,
            characteristics={
                "has_steps": dict(zip(("yes", "no", "not recorded"), steps, strict=True)),
                "size": dict(zip(("small", "large"), sizes, strict=True)),
            },
        )
    )


def one_fact(fact: str, cells: dict[str, int]) -> tuple[CaseTable, ...]:
    found = sample(
        instrument=load_packaged(),
        cases=sum(cells.values()),
        characteristics={fact: cells},
    )
    return case_tables(found)


def test_groups_stand_in_the_order_of_the_instrument_and_the_small_ones_last() -> None:
    (table,) = one_fact(
        "ethnicity", {"black": 4, "white_british": 56, "mixed": 1, "white_other": 1}
    )
    assert table == CaseTable(
        "Ethnicity", 62, (Count("White: British", 56), Count("", 6)), withheld=False
    )


def test_what_no_case_was_counted_in_is_not_told() -> None:
    assert case_tables(sample(instrument=load_packaged())) == ()


BY_AGE = msgspec.structs.replace(
    tiny(),
    report=Reporting(
        characteristics=(
            Characteristic(
                fact="opened",
                label="Age",
                on="closed",
                groups=(
                    Group(id="young", label="Under ten", oldest=9),
                    Group(id="old", label="Ten or over", youngest=10),
                ),
            ),
        )
    ),
)


@pytest.mark.parametrize(
    ("opened", "closed", "group"),
    [
        ("2000-03-02", "2010-03-01", "young"),
        ("2000-03-02", "2010-03-02", "old"),
        ("2000-03-02", None, "not recorded"),
    ],
)
def test_an_age_is_counted_in_whole_years_on_the_day_it_is_told_for(
    opened: str, closed: str | None, group: str
) -> None:
    facts = [SetFact("opened", opened)] + ([SetFact("closed", closed)] if closed else [])
    found = Sample.of(BY_AGE, "Testshire", [finished(BY_AGE, *facts)])
    assert found.characteristics == {"opened": {group: 1}}


def finished(instrument: Instrument, *facts: SetFact) -> Session:
    session = take(Session.start(instrument, "07"), *facts)
    return session.apply(session.stamped([Change(STATUS, FINISHED)], at=NOON, who=WHO))
