"""`corecase compare`: two documents side by side, what was taken over and what is out of date."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from datetime import date
from pathlib import Path
from typing import TYPE_CHECKING

import click

from domain.calendar import parse_date
from domain.flags import head
from tui.clock import SystemClock
from tui.commands.workplace import inspection_option, json_option, opened_store, shown
from tui.exit_status import Slip
from tui.printing import document, remark, say_lines

if TYPE_CHECKING:
    from domain.documents import CaseDocument, Texts
    from domain.events import Value
    from domain.flags.copied import Comparison, Source
    from domain.flags.passages import Span
    from domain.flags.side_by_side import Part, SideBySide
    from domain.instrument import Instrument
    from domain.interview import Session
    from storage.documents import Document

    _Dated = tuple[Document, date]  # with the day it was written


@click.command("compare")
@click.argument("earlier", type=click.Path(path_type=Path))
@click.argument("later", type=click.Path(path_type=Path))
@click.option("--case", "case", metavar="CASE", help="Hold it against the facts of this case.")
@inspection_option
@click.option("--earlier-dated", metavar="DATE", help="The day EARLIER was written.")
@click.option("--dated", metavar="DATE", help="The day LATER was written.")
@json_option
def compare(
    earlier: Path,
    later: Path,
    case: str | None,
    inspection: str | None,
    earlier_dated: str | None,
    dated: str | None,
    as_json: bool,
) -> None:
    """Show what LATER took over from EARLIER, and what in it is out of date.

    Both may be DOCX, PDF, RTF, HTML, Markdown or plain text; with --case also the number of a
    document of that case. Without an option for it, the day of a file is read from its head
    ("Date completed: ..."); that of LATER is else today.
    """
    from domain.flags.side_by_side import SideBySide, Told

    today = SystemClock().today()
    instrument, facts, kept = _case(case, inspection)
    (before, first), (after, second) = (
        _read(given, day, kept, today) for given, day in ((earlier, earlier_dated), (later, dated))
    )
    _refuse_backwards(first, second or today)
    for each in (before, after):
        _tell_bare_pages(each)
    pair = SideBySide(instrument, Told(before.text, first), Told(after.text, second), today, facts)
    if as_json:
        document(_document(pair))
    else:
        say_lines(_lines(pair, before, after))


def _lines(pair: SideBySide, before: Document, after: Document) -> Iterable[str]:
    from tui.pages import compare as page

    return page.lines_of(pair, before, after)


def _read(
    given: Path, dated: str | None, kept: Mapping[str, _Dated], today: date
) -> tuple[Document, date | None]:
    """A document of the case by its number, unless there is a file of that name; else a file."""
    from storage.documents import read_document

    day = parse_date(dated, today) if dated else None
    if str(given) in kept and not given.exists():
        document, written = kept[str(given)]
        return document, day or written
    document = read_document(given)
    return document, day or head.dated(document.text, today)


def _case(
    case: str | None, inspection: str | None
) -> tuple[Instrument, Mapping[str, Value] | None, Mapping[str, _Dated]]:
    """The instrument, for its headings; facts and documents of the case if one is named."""
    if case is None:
        from domain.instrument_file import load_packaged

        return load_packaged(), None, {}
    with opened_store() as store:
        line = store.find_case(case, inspection)
        session = shown(store, line.id)
        texts = store.texts(line.id)
    kept = {str(each.number): _kept(session, each, texts) for each in session.documents}
    return session.instrument, session.facts, kept


def _kept(session: Session, document: CaseDocument, texts: Texts) -> _Dated:
    from storage.documents.document import Document

    about = document.about
    name = session.instrument.document[about.kind].label
    return Document(name, about.form, texts[about.text], about.sha256), document.day


def _refuse_backwards(earlier: date | None, later: date) -> None:
    if earlier and earlier > later:
        from domain.calendar import say_date

        raise Slip(
            f"The earlier document is dated {say_date(earlier)}, after the later one, "
            f"{say_date(later)}: put the earlier one first, or give --earlier-dated and --dated."
        )


def _tell_bare_pages(read: Document) -> None:
    bare = read.words.bare_pages
    if bare:
        listed = ", ".join(map(str, bare[:10])) + (" ..." if len(bare) > 10 else "")
        remark(f"{read.name}: no text on p {listed}; what is pictured there was not compared.")


def _document(pair: SideBySide) -> dict[str, object]:
    return {
        "share": pair.whole.share,
        "label": pair.whole.label,
        "spans": pair.whole.spans,
        "sections": [_section(part) for part in pair.parts],
        "outdated": [
            {
                "start": each.start,
                "end": each.end,
                "kind": each.kind,
                "text": pair.later.text[each.start : each.end],
                "why": each.why,
            }
            for each in pair.outdated
        ],
        "omitted": [
            {"fact": fact.fact, "label": fact.label, "why": fact.why} for fact in pair.omitted
        ],
    }


def _section(part: Part) -> dict[str, object]:
    comparison: Comparison = part.comparison
    return {
        "heading": part.section.heading,
        "share": comparison.share,
        "label": comparison.label,
        "spans": comparison.spans,
        "matches": [_match(later, source) for later, source in comparison.matches],
    }


def _match(later: Span, source: Source) -> dict[str, object]:
    return {"later": later, "earlier": source.span}


COMMANDS = {"compare": compare}
