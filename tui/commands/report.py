"""`corecase report` and `corecase write-report`: an inspection's report, and its written parts."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Sequence
from pathlib import Path
from typing import TYPE_CHECKING

import click

from domain.text_cleaning import clean
from domain.wording import plural
from tui.clock import SystemClock
from tui.commands.going_out import (
    Asked,
    form_of,
    is_folder,
    marking_options,
    print_bytes,
)
from tui.commands.workplace import (
    assessor,
    by_option,
    inspection_option,
    json_option,
    opened_store,
)
from tui.exit_status import Slip
from tui.printing import cut, document, remark, say, say_lines, wrapped
from tui.progress import with_progress

if TYPE_CHECKING:
    from domain.inspection_report import Place, Sample
    from domain.report import Document
    from storage.outgoing import Outgoing
    from storage.records import CaseLine, Inspection, ReportText
    from storage.store import Store

_FORMS = ("docx", "pdf", "html", "md", "xlsx")


@click.command("report")
@click.option("--format", "kind", metavar="|".join(_FORMS), help="As FILE ends, if left out.")
@click.option("-o", "--output", "file", metavar="FILE", help="- prints text.")
@click.option("--compare", metavar="EARLIER", help="Another inspection, beside this one.")
@click.option("--list", "listed", is_flag=True, help="What is yours to write, and its keys.")
@marking_options
@inspection_option
@by_option
@json_option
def report(
    kind: str | None,
    file: str | None,
    compare: str | None,
    listed: bool,
    asked: Asked,
    inspection: str | None,
    by: str | None,
    as_json: bool,
) -> None:
    """Write the report of an inspection, drafted from its finished cases.

    Scores, strengths, areas for improvement and recommendations are told from the answers; what
    only people know is a gap until `corecase write-report` fills it. Names
    are masked in examples of good work, and not in what you write into it.
    """
    if as_json and not listed:
        raise Slip("--json is for --list: a report is written with -o FILE, without --json.")
    if bool(file) == listed:
        raise Slip("Say -o FILE to write the report, or --list (with --json) for its texts.")
    form = form_of(kind, file, _FORMS) if file else ""
    with opened_store() as store:
        of = store.find_inspection(inspection)
        sample = _gathered(store, of)
        if listed:
            _list(store, of, sample, as_json=as_json)
            return
        assert file is not None
        earlier = _earlier(store, of, compare) if compare else None
        from storage.outgoing import Outgoing

        outgoing = Outgoing(store, asked.going(store, form, by), SystemClock().today())
        made = outgoing.report(sample, of, earlier)
        if form == "xlsx" and not made.sheets:
            raise Slip("The report has nothing for a spreadsheet: choose docx, pdf, html or md.")
        _write(outgoing, made, of, file, {"compared with": earlier.name} if earlier else {})
        _tell(store, of, sample)


def _gathered(store: Store, of: Inspection) -> Sample:
    from storage.outgoing import gathered

    lines = store.cases(of.id)

    def passing(going_by: Iterable[CaseLine]) -> Iterable[CaseLine]:
        return with_progress(going_by, len(lines), f"cases of {of.name}", SystemClock())

    return gathered(store, of, lines, passing)


def _earlier(store: Store, of: Inspection, name: str) -> Sample:
    """The inspection to compare with. Raises Slip for the very same one."""
    earlier = store.find_inspection(name)
    if earlier.id == of.id:
        raise Slip(f"{of.name} cannot be compared with itself: name another with --compare.")
    return _gathered(store, earlier)


def _write(
    outgoing: Outgoing, made: Document, of: Inspection, file: str, more: dict[str, str]
) -> None:
    from storage.exports import written
    from storage.outgoing import AS_TEXT, Entered
    from storage.trail_entries import What

    entered = Entered(of.id, what=What.REPORTED, more=more)
    form = outgoing.going.form
    if file == "-":
        if form not in AS_TEXT:
            raise Slip(f"- prints html or md: name a file for {form}.")
        data = written(made, form)
        outgoing.enter("-", entered)
        print_bytes(data)
        return
    if is_folder(file):
        raise Slip(f"{file} is a folder: name a file in it.")
    outgoing.put(Path(file).absolute(), written(made, form), entered)
    remark(f"The report of {of.name} is written to {file}.")


def write_plainly(store: Store, inspection_id: int, name: str, who: str) -> str:
    """Write the report to a file named as a person typed it; what to say of it."""
    from storage.exports import written
    from storage.outgoing import Entered, Going, Outgoing
    from storage.places import at_home
    from storage.trail_entries import What

    file, form = at_home(name), form_of(None, name, _FORMS)
    clock = SystemClock()
    outgoing = Outgoing(store, Going(form, who, clock.now()), clock.today())
    of = store.inspection(inspection_id)
    made = outgoing.report(_gathered(store, of), of, None)
    outgoing.put(file, written(made, form), Entered(of.id, what=What.REPORTED))
    return f"The report of {of.name} is written to {file}."


def _tell(store: Store, of: Inspection, sample: Sample) -> None:
    """What whoever gets the file should know of it."""
    from domain.inspection_report import places
    from domain.masking import Masked, say_masked

    remark(
        f"{plural(sample.cases, 'finished case')} told of"
        + (f"; {plural(sample.left_open, 'open case')} left out." if sample.left_open else ".")
    )
    masked = [Masked(what, mark, times) for (what, mark), times in sample.masked.items()]
    if masked:
        remark(f"Masked in examples of good work: {say_masked(masked)}.")
    written = store.report_texts.written(of.id)
    gaps = [place.key for place in places(sample) if not (place.draft or written.get(place.key))]
    if gaps:
        remark(f"Still to be written: {', '.join(gaps)}. `corecase report --list` says what.")


# -- what people write


def _list(store: Store, of: Inspection, sample: Sample, *, as_json: bool) -> None:
    from domain.inspection_report import places

    found = places(sample)
    last = {text.key: text for text in store.report_texts.all(of.id)}
    written = store.report_texts.written(of.id)
    if as_json:
        document({"inspection": of.name, "texts": [_as_json(each, written) for each in found]})
        return
    for place in found:
        say_lines(_place_lines(place, written.get(place.key, ""), last.get(place.key)))
    told = {place.key for place in found}
    for key, text in written.items():
        if key not in told:
            say_lines(wrapped(f"{key}: stands nowhere in the report now: {cut(text)}", indent="  "))
    say("`corecase write-report KEY TEXT` writes one; a - for TEXT reads it from standard input.")


def _as_json(place: Place, written: dict[str, str]) -> dict[str, str]:
    return {
        "key": place.key,
        "title": place.title,
        "to_write": place.to_write,
        "draft": place.draft,
        "text": written.get(place.key, ""),
    }


def _place_lines(place: Place, text: str, last: ReportText | None) -> list[str]:
    if text and last is not None:
        by = f"written by {last.who}, {last.at.astimezone():%d %b %Y %H:%M}"
        told = wrapped(text, first="  ", indent="  ")
    elif place.draft:
        by, told = "as drafted", wrapped(place.draft, first="  ", indent="  ")
    else:
        by, told = "a gap", wrapped(place.to_write, first="  ", indent="  ")
    return [*wrapped(f"{place.key}: {place.title} ({by})", indent="  "), *told]


@click.command("write-report")
@click.argument("key")
@click.argument("text", required=False)
@click.option("--clear", is_flag=True, help="Take the text back: the draft or the gap returns.")
@click.option("--leave-out", is_flag=True, help="Of a recommendation: leave it out.")
@inspection_option
@by_option
def write_report(
    key: str,
    text: str | None,
    clear: bool,
    leave_out: bool,
    inspection: str | None,
    by: str | None,
) -> None:
    """Write TEXT into the report at KEY, in place of what stands there.

    `corecase report --list` tells the keys. - for TEXT reads it from standard input. What stood
    there before is kept.
    """
    from domain.inspection_report.recommendations import LEFT_OUT

    if (clear, leave_out, text is not None).count(True) != 1:
        raise Slip("Say what to write, or --clear to take the text back.")
    if leave_out and not key.startswith("recommendation:"):
        raise Slip("--leave-out is for recommendations: --clear takes a text back.")
    words = LEFT_OUT if leave_out else "" if clear else _read(text or "")
    if not clear and not words:
        raise Slip("The text is empty; --clear takes back what is there.")
    with opened_store() as store:
        of = store.find_inspection(inspection)
        known = [*_keys(store, of), *store.report_texts.written(of.id)]
        if key not in known:
            raise Slip(_no_such(key, known))
        changed = store.report_texts.write(of.id, key, words, assessor(store, by))
    what = "left out" if words == LEFT_OUT else "taken back" if clear else "written"
    remark(f"{key} of {of.name} is {what}." if changed else f"{key}: that stands there already.")


def _read(text: str) -> str:
    return clean(sys.stdin.read() if text == "-" else text).strip()


def _keys(store: Store, of: Inspection) -> list[str]:
    from domain.inspection_report import places

    return [place.key for place in places(_gathered(store, of))]


def _no_such(key: str, known: Sequence[str]) -> str:
    from difflib import get_close_matches

    near = get_close_matches(key, known, n=1, cutoff=0.5)
    hint = f"did you mean {near[0]}?" if near else "`corecase report --list` tells them."
    return f"The report has no place “{cut(key)}”; {hint}"


COMMANDS = {"report": report, "write-report": write_report}
