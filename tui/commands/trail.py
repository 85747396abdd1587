"""`corecase verify` and `corecase trail`: who did what, and whether that is as it was written."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import asdict, replace
from typing import TYPE_CHECKING

import click

from domain.wording import plural
from tui.clock import SystemClock
from tui.commands.workplace import inspection_option, json_option, opened_store
from tui.exit_status import Failed, Slip
from tui.printing import document, remark, say, say_lines, wrapped
from tui.progress import with_progress

if TYPE_CHECKING:
    from storage.store import Store
    from storage.trail_entries import Entry, Verdict

_COLUMNS = ("number", "at", "who", "device", "what", "inspection", "case", "said", "detail", "hash")


@click.command("verify")
@click.option("--head", metavar="HASH", default="", help="As a checklist bears it, or its start.")
@click.option("--answers", is_flag=True, help="Work the answers of every case out anew as well.")
@json_option
def verify(head: str, answers: bool, as_json: bool) -> None:
    """Check that the trail, and all that it tells of, is as it was written.

    Each entry is chained to the one before it by a hash. The first that was altered, is missing or
    was moved is named, and the exit status is 1; so is a change to the log that no entry tells of.

    The chain does not stop somebody who can write the whole file anew, or cut entries off its end:
    only a hash kept elsewhere shows that. Finished checklists bear one; --head looks for it.

    Scores are made of answers kept beside the logs, to be quick; --answers compares them with what
    the logs come to. Sixty cases take a second or two.
    """
    with opened_store() as store:
        verdict = store.trail.verify(head)
        if answers and verdict.sound:
            verdict = _with_answers(store, verdict)
    if as_json:
        document(_document(verdict))
        if not verdict.sound:
            raise click.exceptions.Exit(1)
        return
    for notice in verdict.notices:
        remark(notice)
    if not verdict.sound:
        raise Failed(verdict.say)
    say_lines(wrapped(verdict.say))
    if verdict.entries:
        say(f"Head: {verdict.head.hash}")
    if verdict.stands is not None:
        say(f"The hash asked for is that of entry {verdict.stands:,}.")


def _with_answers(store: Store, verdict: Verdict) -> Verdict:
    lines = store.cases()
    for line in with_progress(lines, len(lines), "case", SystemClock()):
        wrong = store.difference(line.id)
        if wrong:
            return replace(verdict, sound=False, say=wrong)
    say = f"{verdict.say} The answers of {plural(len(lines), 'case')} are as the logs have them."
    return replace(verdict, say=say)


def _document(verdict: Verdict) -> dict[str, object]:
    told = asdict(verdict) | {"head": verdict.head.hash or None}
    return {**told, "notices": list(verdict.notices)}


@click.command("trail")
@click.argument("case", required=False)
@inspection_option
@click.option("--csv", "as_csv", is_flag=True, help="Print a table for a spreadsheet.")
@json_option
def trail(case: str | None, inspection: str | None, as_csv: bool, as_json: bool) -> None:
    """Who did what to CASE, or to all there is, and when, the oldest first.

    What was recorded, read, taken out of the program, finished and countersigned. Times are those
    of this computer's clock; --json and --csv have them in UTC.
    """
    if as_csv and as_json:
        raise Slip("Give one of --json and --csv at a time.")
    with opened_store() as store:
        told = _Told(store)
        if case is None:
            entries: Iterable[Entry] = store.trail.entries()
        else:
            line = store.find_case(case, inspection)
            entries = store.trail.of_case(line.id, line.inspection_id, line.reference)
        if as_json:
            document({"entries": [told.fields(entry) for entry in entries]})
        elif as_csv:
            _print_table(told, entries)
        else:
            _print_lines(told, entries)


class _Told:
    """Entries with the names of what they are about; those of erased cases from their own trail."""

    def __init__(self, store: Store) -> None:
        self.cases = {line.id: line.reference for line in store.cases()}
        self.inspections = {one.id: one.name for one in store.inspections()}

    def learn(self, entry: Entry) -> None:
        if entry.case_id is not None and "reference" in entry.detail:
            self.cases.setdefault(entry.case_id, entry.detail["reference"])

    def fields(self, entry: Entry) -> dict[str, object]:
        from tui.pages.trail import said

        self.learn(entry)
        return {
            "number": entry.seq,
            "at": entry.at,
            "who": entry.who,
            "device": entry.device,
            "what": entry.what,
            "inspection": self.inspections.get(entry.inspection_id or 0),
            "case": self.cases.get(entry.case_id or 0),
            "said": said(entry, self.cases, self.inspections),
            "detail": dict(entry.detail),
            "hash": entry.hash,
        }


def _print_lines(told: _Told, entries: Iterable[Entry]) -> None:
    from storage.trail import device
    from tui.pages.trail import line_of

    nothing = True
    for entry in entries:
        nothing = False
        told.learn(entry)
        line = line_of(entry, told.cases, told.inspections, device())
        say_lines(wrapped(line, indent="  "))
    if nothing:
        remark("The trail has no entry yet.")


def _print_table(told: _Told, entries: Iterable[Entry]) -> None:
    """Text that a spreadsheet would run, or make a number or a day of, has an apostrophe before."""
    import csv
    import io

    for cells in _rows(told, entries):
        line = io.StringIO(newline="")
        csv.writer(line, lineterminator="").writerow(cells)
        say(line.getvalue())


def _rows(told: _Told, entries: Iterable[Entry]) -> Iterator[list[str]]:
    from storage.codec import json_text
    from storage.interchange.neutral_cells import neutral

    yield list(_COLUMNS)
    for entry in entries:
        fields = told.fields(entry)
        cells = ("" if value is None else value for value in fields.values())
        written = (json_text(cell) if isinstance(cell, dict) else str(cell) for cell in cells)
        # The number and the time are meant as such; all else may be what somebody typed.
        yield [cell if n < 2 else neutral(cell) for n, cell in enumerate(written)]


COMMANDS = {"verify": verify, "trail": trail}
