"""`corecase export` and `corecase import`: answers and whole inspections as files, and back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from domain.wording import plural
from storage.places import Places, at_home
from tui.commands.asking import protect_first
from tui.commands.workplace import (
    assessor,
    by_option,
    inspection_option,
    json_option,
    opened_store,
    unencrypted_option,
)
from tui.exit_status import Failed, Slip
from tui.printing import document, remark, say

if TYPE_CHECKING:
    from storage.records import CaseLine
    from storage.store import Store

_WRITTEN = ("csv", "json")
_LATER = ("xlsx", "docx", "pdf", "html", "md")


@click.command("export")
@click.argument("cases", metavar="[CASE]...", nargs=-1)
@click.option("--format", "kind", metavar="csv|json", help="As the file's ending, if left out.")
@click.option("-o", "--output", "file", metavar="FILE", required=True, help="- prints it.")
@click.option("--all", "every", is_flag=True, help="Every case of the inspection.")
@click.option("--open", "with_open", is_flag=True, help="Open cases too in a table of all.")
@inspection_option
def export(
    cases: tuple[str, ...],
    kind: str | None,
    file: str,
    every: bool,
    with_open: bool,
    inspection: str | None,
) -> None:
    """Write CASE, several, or with --all a whole inspection to a file.

    csv: one line for each answer in force; of an inspection the finished cases, since a table
    cannot tell which are open. json: the complete record, with every log.
    """
    if every == bool(cases) and (cases or inspection is None):
        raise Slip("Say what to write: name cases, or --all for every case of the inspection.")
    kind = _kind(kind, file)
    with opened_store() as store:
        if cases:
            lines = [store.find_case(case, inspection) for case in cases]
        else:
            lines = store.cases(store.find_inspection(inspection).id)
            lines.sort(key=lambda line: line.reference)
            if kind == "csv" and not with_open:
                lines = _finished(lines)
        data = written(store, lines, kind, every=not cases, inspection=inspection)
    if file == "-":
        if sys.stdout is None:
            raise Failed("Standard output is closed: name a file with -o.")
        sys.stdout.flush()
        sys.stdout.buffer.write(data)
        return
    from storage.interchange.files import write_whole

    write_whole(Path(file).absolute(), data)
    remark(f"{plural(len(lines), 'case')} written to {file}.")


def _finished(lines: list[CaseLine]) -> list[CaseLine]:
    """The finished cases; how many are left out is said."""
    finished = [line for line in lines if line.finished]
    if len(finished) < len(lines):
        left_out = plural(len(lines) - len(finished), "open case")
        remark(f"{left_out} left out of the table; --open writes them too, and JSON holds all.")
    return finished


def _kind(kind: str | None, file: str) -> str:
    """The format asked for, or the one the file's name ends in."""
    wanted = (kind or Path(file).suffix.removeprefix(".")).casefold()
    if wanted in _WRITTEN:
        return wanted
    if wanted in _LATER:
        raise Slip(f"This version writes csv and json, not {wanted}: choose one of these.")
    raise Slip(f"“{wanted}” is no format: give --format csv or --format json.")


def written(
    store: Store,
    lines: Sequence[CaseLine],
    kind: str,
    *,
    every: bool,
    inspection: str | None = None,
) -> bytes:
    """Cases as the bytes of a file. Raises Slip for JSON of cases of several inspections."""
    if kind == "csv":
        from storage.interchange.csv_table import write_table

        return write_table(store.load(line.id) for line in lines)
    from storage.interchange.json_document import write_document

    ids = {line.inspection_id for line in lines}
    if not ids:
        ids = {store.find_inspection(inspection).id}
    if len(ids) > 1:
        raise Slip("A JSON file holds one inspection: export the cases of each by themselves.")
    return write_document(store, ids.pop(), [] if every else [line.reference for line in lines])


def export_case(store: Store, case_id: int, name: str) -> Path:
    """Write one case to a file named as a person typed it."""
    from storage.interchange.files import write_whole

    file = at_home(name)
    data = written(store, [store.case(case_id)], _kind(None, name), every=False)
    write_whole(file, data)
    return file


@click.command("import")
@click.argument("file", type=click.Path(path_type=Path))
@inspection_option
@click.option("--keep-open", is_flag=True, help="Leave new cases of a table open.")
@by_option
@unencrypted_option
@json_option
def import_(
    file: Path,
    inspection: str | None,
    keep_open: bool,
    by: str | None,
    unencrypted: bool,
    as_json: bool,
) -> None:
    """Read FILE: a table of answers (CSV) or a whole inspection (JSON). All of it, or nothing.

    New cases of a table are finished work and are locked, unless --keep-open. A line without
    assessor or time is taken as yours, now. Into an empty database it begins an inspection.
    """
    with opened_store() as store:
        from storage.interchange.csv_table import Unsigned
        from storage.interchange.reading_in import import_file
        from tui.clock import SystemClock

        if file.is_file():  # if not, nothing comes of it, and no passphrase need be thought of
            protect_first(store, Places.from_environment(), unencrypted=unencrypted)
        unsigned = Unsigned(assessor(store, by), SystemClock().now().isoformat())
        taken = import_file(
            store, file, inspection=inspection, keep_open=keep_open, unsigned=unsigned
        )
    if as_json:
        document(
            {
                "inspection": taken.inspection.name,
                "new": list(taken.new),
                "continued": list(taken.continued),
                "unchanged": list(taken.unchanged),
            }
        )
    else:
        say(str(taken))


COMMANDS = {"export": export, "import": import_}
