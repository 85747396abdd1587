"""`corecase export` and `corecase import`: cases and whole inspections as files, and back."""

from __future__ import annotations

import sys
from collections.abc import Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from domain.wording import plural
from storage.places import Places
from tui.clock import SystemClock
from tui.commands.asking import protect_first
from tui.commands.going_out import (
    Asked,
    form_of,
    going_options,
    is_folder,
    is_terminal,
    made_folder,
    print_bytes,
)
from tui.commands.workplace import (
    assessor,
    by_option,
    inspection_option,
    json_option,
    opened_store,
    unencrypted_option,
)
from tui.exit_status import Slip
from tui.printing import document, remark, say
from tui.progress import with_progress

if TYPE_CHECKING:
    from storage.outgoing import Outgoing
    from storage.records import CaseLine
    from storage.store import Store

_FORMS = ("xlsx", "docx", "pdf", "html", "md", "csv", "json")
_AS_TYPED = ("csv", "json")


@click.command("export")
@click.argument("cases", metavar="[CASE]...", nargs=-1)
@click.option("--format", "kind", metavar="|".join(_FORMS), help="As FILE ends, if left out.")
@click.option("-o", "--output", "file", metavar="FILE", required=True, help="- prints text.")
@click.option("--all", "every", is_flag=True, help="Every case of the inspection.")
@click.option("--open", "with_open", is_flag=True, help="With --all: open cases too.")
@click.option("--for-spreadsheet", "neutral", is_flag=True, help="csv for Excel: runs nothing.")
@going_options
@inspection_option
@by_option
def export(
    cases: tuple[str, ...],
    kind: str | None,
    file: str,
    every: bool,
    with_open: bool,
    neutral: bool,
    asked: Asked,
    inspection: str | None,
    by: str | None,
) -> None:
    """Write CASE, several, or with --all a whole inspection to a file.

    xlsx, docx, pdf, html, md: the scored checklist of a case, names masked; for several cases
    FILE is a folder. csv: one line for each answer in force. json: the complete record, with
    every log. Of an inspection only json holds the open cases, unless --open is given.
    """
    if every == bool(cases) and (cases or inspection is None):
        raise Slip("Say what to write: name cases, or --all for every case of the inspection.")
    form = form_of(kind, file, _FORMS)
    if neutral and form != "csv":
        raise Slip("--for-spreadsheet is for csv: no other format needs it.")
    if asked.with_names and form in _AS_TYPED and not neutral:
        raise Slip(f"Nothing is masked in {form}: leave --with-names out.")
    asked = asked.agreed()
    with opened_store() as store:
        from storage.outgoing import READING, Outgoing

        whole = None if cases else store.find_inspection(inspection).id
        lines = _wanted(store, cases, inspection, whole)
        if whole is not None and form != "json" and not with_open:
            lines = _finished(lines)
        going = asked.going(store, form, by, neutral=neutral)
        outgoing = Outgoing(store, going, SystemClock().today())
        if form in READING:
            _checklists(outgoing, lines, file)
        else:
            _in_one(outgoing, lines, file, whole)
            _tell_names(store, outgoing, lines)
        _tell_masked(outgoing)


def _wanted(
    store: Store, cases: Sequence[str], inspection: str | None, whole: int | None
) -> list[CaseLine]:
    """The cases named, each once, or all of an inspection by reference."""
    if whole is None:
        named = [store.find_case(case, inspection) for case in cases]
        return list({line.id: line for line in named}.values())
    return sorted(store.cases(whole), key=lambda line: line.reference)


def _finished(lines: list[CaseLine]) -> list[CaseLine]:
    """The finished cases; how many are left out is said."""
    finished = [line for line in lines if line.finished]
    if len(finished) < len(lines):
        left_out = plural(len(lines) - len(finished), "open case")
        remark(f"{left_out} left out; --open writes them too, and JSON holds all.")
    return finished


def _checklists(outgoing: Outgoing, lines: Sequence[CaseLine], file: str) -> None:
    """A file for each case: the one named, or those of a folder."""
    from storage.outgoing import AS_TEXT, Entered, file_names

    if not lines:
        raise Slip("There is no finished case to write; --open writes the open ones.")
    form = outgoing.going.form
    if file == "-":
        if len(lines) > 1 or form not in AS_TEXT:
            raise Slip(f"- prints one case as html, md, csv or json: name a file for {form}.")
        data = outgoing.case_file(lines[0])
        outgoing.enter("-", Entered(lines[0].inspection_id, lines[0].id))
        print_bytes(data)
        return
    if is_folder(file):
        folder = made_folder(file)
        named = file_names([f"case {line.reference}" for line in lines], form)
        files = [folder / name for name in named]
    elif len(lines) == 1:
        files = [Path(file).absolute()]
    else:
        raise Slip(f"In {form}, each case is a file by itself: name a folder, such as -o cases/.")
    work = outgoing.write_each(lines, files)
    for _ in with_progress(work, len(lines), "cases", SystemClock()):
        pass
    where = files[0] if len(files) == 1 else files[0].parent
    remark(f"{plural(len(lines), 'case')} written to {where}.")


def _in_one(outgoing: Outgoing, lines: Sequence[CaseLine], file: str, whole: int | None) -> None:
    """A table or a record: all cases in one file."""
    if file != "-" and is_folder(file):
        raise Slip(f"{file} is a folder: name a file for {outgoing.going.form}.")
    data, entered = outgoing.in_one(
        lines,
        whole=whole,
        passing=lambda lines_: with_progress(lines_, len(lines), "cases", SystemClock()),
    )
    if file == "-":
        outgoing.enter("-", entered)
        print_bytes(data)
        return
    outgoing.put(Path(file).absolute(), data, entered)
    remark(f"{plural(len(lines), 'case')} written to {file}.")


def _tell_names(store: Store, outgoing: Outgoing, lines: Sequence[CaseLine]) -> None:
    """What is exact holds what was typed, names too: that is said where it is so."""
    from storage.outgoing import names_stand_in

    if not outgoing.going.exact:
        return
    seen = with_progress(lines, len(lines), "cases looked through for names", SystemClock())
    if any(names_stand_in(store, line, outgoing.going.form) for line in seen):
        remark(
            f"Names stand in this {outgoing.going.form} as they were typed: keep it as you keep "
            "the case files. A checklist (xlsx, docx, pdf, html, md) masks them."
        )


def _tell_masked(outgoing: Outgoing) -> None:
    from domain.masking import say_masked

    if outgoing.going.with_names:
        remark("Names stand in it; the trail tells so, and why.")
    elif outgoing.masked:
        remark(f"Masked: {say_masked(outgoing.masked)}.")
        if is_terminal(sys.stderr):
            # A file of remarks would keep them: only who sits there sees what they were.
            more = " ..." if outgoing.names[_SHOWN:] else ""
            remark(f"That is: {'; '.join(outgoing.names[:_SHOWN])}{more}")


_SHOWN = 20  # names


def export_case(store: Store, case_id: int, name: str, who: str) -> str:
    """Write one case to a file named as a person typed it, names masked; what to say of it."""
    from domain.masking import say_masked
    from storage.outgoing import READING, Entered, Going, Outgoing
    from storage.places import at_home

    file = at_home(name)
    form = form_of(None, name, _FORMS)
    clock = SystemClock()
    outgoing = Outgoing(store, Going(form, who, clock.now()), clock.today())
    line = store.case(case_id)
    if form in READING:
        data, entered = outgoing.case_file(line), Entered(line.inspection_id, line.id)
    else:
        data, entered = outgoing.in_one([line])
    outgoing.put(file, data, entered)
    masked = f" Masked: {say_masked(outgoing.masked)}." if outgoing.masked else ""
    return f"Written to {file}.{masked}"


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
