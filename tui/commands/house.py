"""`corecase house`: the sentences a service puts into every assessment, which nobody copied."""

from __future__ import annotations

from dataclasses import asdict
from typing import TYPE_CHECKING

import click

from domain.wording import plural
from tui.commands.workplace import assessor, json_option, opened_store
from tui.exit_status import Slip
from tui.printing import cut, document, remark, say, say_lines, wrapped

if TYPE_CHECKING:
    from storage.records import HouseChoice, HouseLine
    from storage.store import Store

_STANDING = {"found": "", "added": ", added by hand", "dropped": ", dropped: counts as copying"}


@click.command("house")
@click.option("--add", metavar="TEXT", help="Count the sentences of TEXT as the house's.")
@click.option("--drop", type=int, metavar="N", help="Count sentence N of the list no longer.")
@click.option("--keep", type=int, metavar="N", help="Count sentence N, dropped before, again.")
@json_option
def house(add: str | None, drop: int | None, keep: int | None, as_json: bool) -> None:
    """Show the sentences that many cases have, and choose among them.

    They are the service's own words and never flagged as copied. Found of themselves are those in
    at least three cases, and a quarter of the cases, of an inspection.
    """
    if sum(option is not None for option in (add, drop, keep)) > 1:
        raise Slip("Give one of --add, --drop and --keep at a time.")
    with opened_store() as store:
        who = assessor(store, None)
        if add is not None:
            store.choose_house(add, "added", who=who)
            remark(f"“{cut(add)}” counts as the house's.")
        if drop is not None:
            _drop(store, drop, who)
        if keep is not None:
            _keep(store, keep, who)
        lines = store.house_list()
    if as_json:
        document({"sentences": [{"number": n, **asdict(each)} for n, each in _numbered(lines)]})
    elif (add, drop, keep) == (None, None, None):
        _say_list(lines)


def _drop(store: Store, number: int, who: str) -> None:
    line = _line(store, number)
    # What was added by hand is taken back: it counts then only if it is found.
    choice: HouseChoice | None = None if line.standing == "added" else "dropped"
    store.choose_house(line.text, choice, who=who)
    remark(f"“{cut(line.text)}” is dropped.")


def _keep(store: Store, number: int, who: str) -> None:
    line = _line(store, number)
    if line.standing == "dropped":
        store.choose_house(line.text, None, who=who)
        if not any(found.text == line.text for found in store.house_list()):
            store.choose_house(line.text, "added", who=who)
    remark(f"“{cut(line.text)}” counts as the house's.")


def _line(store: Store, number: int) -> HouseLine:
    lines = store.house_list()
    if not 1 <= number <= len(lines):
        there = f"there are {len(lines)}" if lines else "there is none yet"
        raise Slip(f"There is no sentence {number}; {there}, listed by `corecase house`.")
    return lines[number - 1]


def _numbered(lines: list[HouseLine]) -> list[tuple[int, HouseLine]]:
    return list(enumerate(lines, 1))


def _say_list(lines: list[HouseLine]) -> None:
    for number, line in _numbered(lines):
        told = f"{number:>3}  {line.text} ({plural(line.cases, 'case')}{_STANDING[line.standing]})"
        say_lines(wrapped(told, indent="     "))
    if not lines:
        remark("No sentence is found in enough cases; `corecase house --add TEXT` adds one.")
    else:
        say()
        say("--drop N counts a sentence no longer, --keep N counts it again.")


COMMANDS = {"house": house}
