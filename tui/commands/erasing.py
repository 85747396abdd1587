"""`corecase erase` and `corecase retention`: cases that are no longer to be kept."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import TYPE_CHECKING

import click

from domain.calendar import say_date
from domain.wording import plural
from tui.commands.keeping import agree
from tui.commands.workplace import (
    assessor,
    by_option,
    inspection_option,
    json_option,
    opened_store,
)
from tui.exit_status import Slip
from tui.printing import document, remark, say, say_lines, wrapped

if TYPE_CHECKING:
    from storage.erased_in_backups import Held
    from storage.records import CaseLine
    from storage.retention import Keeping
    from storage.store import Store

_NOT_YET = (
    "Another window is reading, so its bytes are still in the log beside the database: they go "
    "when the program is next opened without one."
)


@click.command("erase")
@click.argument("case", required=False)
@click.option("--why", metavar="REASON", default="", help="Stays in the trail: name nobody.")
@click.option("--backups", "with_backups", is_flag=True, help="Delete backups that hold it, too.")
@click.option("--yes", is_flag=True, help="Do not ask.")
@inspection_option
@by_option
def erase(
    case: str | None,
    why: str,
    with_backups: bool,
    yes: bool,
    inspection: str | None,
    by: str | None,
) -> None:
    """Erase CASE for good: its answers, its documents, its log, and every byte of them.

    The trail keeps its reference, who did what to it and when, and this reason; nothing of what
    was recorded. Backups that hold it are listed, and so is what was taken out of the program.
    Without CASE, --backups deletes those that hold a case erased earlier.
    """
    if case is None and not with_backups:
        raise Slip("Say which case: `corecase case list` names them.")
    with opened_store() as store:
        who = assessor(store, by)
        outside: list[str] = []
        if case is not None:
            outside = _erase(store, store.find_case(case, inspection), why, who, yes)
        held = store.erasures.in_backups(store.backups.all())
        if with_backups:
            _delete(store, held, who)
        elif held:
            _tell_of_backups(held)
        if outside:
            say("Taken out of the program earlier, and not erased by this:")
            say_lines(outside)


def _erase(store: Store, line: CaseLine, why: str, who: str, yes: bool) -> list[str]:
    """Erase a case; what had been taken out of the program of it, in lines."""
    from storage.erasure import reason_of

    why = reason_of(why)
    where = store.inspection(line.inspection_id).name
    asked = f"Case {line.reference} of {where} will be gone for good. To erase it, type"
    agree(f"{asked}: {line.reference}", line.reference, yes)
    outside = _outside(store, line)
    gone = store.erasures.erase(line.id, why, who)
    say(f"Case {line.reference} is erased.")
    if not gone:
        say_lines(wrapped(_NOT_YET))
    return outside


def _delete(store: Store, held: Sequence[Held], who: str) -> None:
    """Another backup first: there is to be one."""
    from storage.backups import let_go

    if not held:
        say("No backup holds a case that was erased.")
        return
    made = store.backups.make(who)
    for each in held:
        let_go(each.backup)
    say(f"{plural(len(held), 'backup')} deleted; one without the case is in {made.file}.")


def _tell_of_backups(held: Sequence[Held]) -> None:
    say_lines(wrapped("These backups were made before, and hold it still:"))
    for each in held:
        unsure = "" if each.certain else " (cannot be opened, so nobody can tell)"
        say(f"  {_said_at(each.backup.at)}  {each.backup.file.name}{unsure}")
    say_lines(
        wrapped(
            "Those made of themselves go within five weeks, others stay: `corecase erase "
            "--backups` deletes them all. If one is put back, the case is erased again."
        )
    )


def _outside(store: Store, line: CaseLine) -> list[str]:
    """What the trail tells of files that the case went into, in lines."""
    from storage.trail import device
    from storage.trail_entries import What
    from tui.pages.trail import line_of

    inspections = {each.id: each.name for each in store.inspections()}
    lines: list[str] = []
    for entry in store.trail.of_case(line.id, line.inspection_id, line.reference):
        if entry.what in (What.EXPORTED, What.REPORTED):
            told = line_of(entry, {line.id: line.reference}, inspections, device())
            lines += wrapped(told, first="  ", indent="    ")
    return lines


def _said_at(at: datetime) -> str:
    from tui.pages.trail import said_at

    return said_at(at.isoformat())


@click.command("retention")
@json_option
def retention(as_json: bool) -> None:
    """List the cases whose time has come, with the command that erases each.

    How long cases are kept stands in the instrument, as [retention]; the one that comes with the
    program has a default of our own, for each service to set.
    """
    from storage.retention import keeping
    from tui.clock import SystemClock

    today = SystemClock().today()
    with opened_store() as store:
        kept = keeping(store)
    due = [each for each in kept if each.due <= today]
    coming = kept[len(due)].due if len(kept) > len(due) else None
    if as_json:
        document(
            {
                "due": [_fields(each) for each in due],
                "next": coming.isoformat() if coming else None,
            }
        )
        return
    for each in due:
        say_lines(wrapped(_said(each), indent="  "))
        say(f"  {_command(each)}")
    if not due:
        say("No case is due to be erased.")
    if coming is not None:
        remark(f"The next is due on {say_date(coming)}.")


def _said(each: Keeping) -> str:
    months = plural(each.rule.months, "month")
    return (
        f"Case {each.case.reference} of {each.inspection.name} was to be kept until "
        f"{say_date(each.due)}, {months} after its end."
    )


def _command(each: Keeping) -> str:
    import shlex

    return shlex.join(
        (
            *("corecase", "erase", each.case.reference),
            *("--inspection", each.inspection.name),
            *("--why", f"kept for {plural(each.rule.months, 'month')}, as set"),
        )
    )


def _fields(each: Keeping) -> dict[str, object]:
    return {
        "case": each.case.reference,
        "inspection": each.inspection.name,
        "due": each.due.isoformat(),
        "months": each.rule.months,
        "command": _command(each),
    }


COMMANDS = {"erase": erase, "retention": retention}
