"""`corecase inspection` and `corecase case`: beginning them and listing them."""

from __future__ import annotations

from dataclasses import asdict
from datetime import date
from typing import TYPE_CHECKING

import click

from domain.calendar import parse_date, say_date
from domain.instrument_file import DEFAULT
from domain.wording import plural
from tui.clock import SystemClock
from tui.commands.asking import protect_first
from tui.commands.instruments import named
from tui.commands.workplace import (
    assessor,
    inspection_option,
    json_option,
    opened_store,
    unencrypted_option,
)
from tui.printing import document, remark, say, say_lines, wrapped

if TYPE_CHECKING:
    from storage.records import CaseLine, Inspection


@click.group("inspection")
def inspection() -> None:
    """Inspections: an area, a year, an instrument, and its cases."""


@inspection.command("new")
@click.argument("area")
@click.argument("year", type=int)
@click.option("--from", "first", metavar="DATE", help="First day of the fieldwork.")
@click.option("--to", "last", metavar="DATE", help="Last day of the fieldwork.")
@click.option("--instrument", metavar="NAME|FILE", default=DEFAULT, show_default=True)
@unencrypted_option
@json_option
def new_inspection(
    area: str,
    year: int,
    first: str | None,
    last: str | None,
    instrument: str,
    unencrypted: bool,
    as_json: bool,
) -> None:
    """Begin an inspection of AREA in YEAR. With the first one a passphrase is chosen."""
    from storage.inspections import area_of
    from storage.places import Places
    from storage.records import NewInspection

    asked = named(instrument)
    new = NewInspection(area, year, _day(first), _day(last))
    area_of(new)  # what cannot be is told before a passphrase is thought of
    with opened_store() as store:
        protect_first(store, Places.from_environment(), unencrypted=unencrypted)
        made = store.create_inspection(new, asked, who=assessor(store, None))
    if as_json:
        document(_inspection(made, []))
    else:
        say(f"{made.name} is begun, with {made.instrument}; `corecase case new` adds its cases.")


def _day(text: str | None) -> date | None:
    return None if text is None else parse_date(text, SystemClock().today())


@inspection.command("list")
@json_option
def list_inspections(as_json: bool) -> None:
    """Every inspection, the one worked on last first."""
    with opened_store() as store:
        known = [(one, store.cases(one.id)) for one in store.inspections()]
    if as_json:
        document({"inspections": [_inspection(one, cases) for one, cases in known]})
        return
    for one, cases in known:
        finished = sum(case.finished for case in cases)
        invented = ", invented" if one.invented else ""
        days = [say_date(day) for day in (one.fieldwork_from, one.fieldwork_to) if day]
        told = [one.instrument, *([" to ".join(days)] if days else [])]
        told.append(f"{plural(len(cases), 'case')}, {finished} finished{invented}")
        say_lines(wrapped(f"{one.id}  {one.name}: {'; '.join(told)}", indent="   "))
    if not known:
        remark("There is no inspection yet; `corecase inspection new AREA YEAR` begins one.")


def _inspection(one: Inspection, cases: list[CaseLine]) -> dict[str, object]:
    days = {
        name: day.isoformat() if day else None
        for name, day in (
            ("fieldwork_from", one.fieldwork_from),
            ("fieldwork_to", one.fieldwork_to),
        )
    }
    counts = {"cases": len(cases), "finished": sum(case.finished for case in cases)}
    return asdict(one) | {"name": one.name} | days | counts


@click.group("case")
def case() -> None:
    """Cases of an inspection, known by a reference; never type a child's name."""


@case.command("new")
@click.argument("references", metavar="REFERENCE...", nargs=-1, required=True)
@inspection_option
@json_option
def new_case(references: tuple[str, ...], inspection: str | None, as_json: bool) -> None:
    """Add a case, or several."""
    with opened_store() as store:
        into = store.find_inspection(inspection)
        who = assessor(store, None)
        made = store.create_cases(into.id, references, who=who)
    if as_json:
        document({"inspection": into.name, "cases": [_case(line) for line in made]})
        return
    for line in made:
        reference = line.reference
        say(f"Case {reference} is in {into.name}; `corecase interview {reference}` opens it.")


@case.command("list")
@inspection_option
@json_option
def list_cases(inspection: str | None, as_json: bool) -> None:
    """Cases with their progress: open ones first, the one worked on last on top."""
    with opened_store() as store:
        within = store.find_inspection(inspection)
        lines = store.cases(within.id)
    if as_json:
        document({"inspection": within.name, "cases": [_case(line) for line in lines]})
        return
    for line in lines:
        state = line.standing if line.finished else f"{line.answered} of {line.due} answered"
        state += ", returned" if line.standing == "returned" else ""
        later = f", {line.later} for later" if line.later else ""
        at = f"{line.last_at.astimezone():%Y-%m-%d %H:%M}"
        told = f"{line.reference}: {state}{later}; {at} {line.last_who}".rstrip()
        say_lines(wrapped(told, indent="  "))
    if not lines:
        remark(f"{within.name} has no case yet; `corecase case new REFERENCE` adds one.")


def _case(line: CaseLine) -> dict[str, object]:
    kept = asdict(line) | {"last_at": line.last_at.isoformat()}
    return {name: value for name, value in kept.items() if name not in ("id", "inspection_id")}


COMMANDS = {"inspection": inspection, "case": case}
