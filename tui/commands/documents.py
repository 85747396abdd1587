"""`corecase add-document` and its kin: documents read into a case, listed, changed, taken out."""

from __future__ import annotations

import os
import sys
from collections.abc import Callable, Iterator, Sequence
from pathlib import Path
from typing import TYPE_CHECKING, Any

import click

from domain import intents
from domain.errors import Refused
from domain.text_cleaning import clean
from tui.clock import SystemClock
from tui.commands.workplace import (
    by_option,
    inspection_option,
    json_option,
    opened_case,
    settled,
)
from tui.exit_status import Failed, Slip
from tui.printing import document, remark, say, say_lines, wrapped

if TYPE_CHECKING:
    from domain.documents import CaseDocument, DocumentText
    from domain.interview import Session
    from storage.documents import Document
    from tui.candidates import Candidate, OnRecord
    from tui.controller import Interview
    from tui.document_details import Details, Part

_OPTIONS: dict[Part, tuple[str, str, str]] = {
    "kind": ("--kind", "KIND", "Asset, RoSH screening, RMP ...; a wrong one lists them."),
    "stage": ("--stage", "STAGE", "Before sentence, start, review ...; a wrong one lists them."),
    "dated": ("--dated", "DATE", "The day it was written, with or without a time."),
    "author": ("--author", "NAME", "Who wrote it."),
    "countersigned_by": ("--countersigned-by", "NAME", "Who countersigned it."),
    "countersigned_on": ("--countersigned-on", "DATE", "When it was countersigned."),
    "returned_on": ("--returned-on", "DATE", "When it was last sent back to its author."),
}


def _details_options(command: Callable[..., None]) -> Callable[..., None]:
    for part, (name, metavar, told) in reversed(_OPTIONS.items()):
        command = click.option(name, part, metavar=metavar, default="", help=told)(command)
    return command


@click.command("add-document")
@click.argument("case")
@click.argument("file", metavar="FILE|FOLDER|-", type=click.Path(path_type=Path, allow_dash=True))
@_details_options
@click.option("--deep", is_flag=True, help="Of a folder, those of the folders in it too.")
@click.option("--preview", is_flag=True, help="Show what would be added, and add nothing.")
@click.option("--yes", is_flag=True, help="Add what a folder holds without asking.")
@inspection_option
@by_option
@json_option
def add_document(
    case: str,
    file: Path,
    deep: bool,
    preview: bool,
    yes: bool,
    inspection: str | None,
    by: str | None,
    as_json: bool,
    **typed: str,
) -> None:
    """Read FILE into CASE: DOCX, PDF with text, ODT, RTF, HTML, Markdown or plain text.

    What an option does not give is recognised in the document where it says so, and told; "-"
    leaves such a detail out. FILE - is pasted text. A FOLDER is shown first, and then added in
    one step; options hold for all of it.
    """
    from storage.documents.folder import has_folders

    many = file != _PASTED and os.path.isdir(file)  # never raises, as Path.is_dir does
    if many and not (preview or yes or _can_ask()):
        raise Slip("A folder is added after a look at it: --preview shows it, --yes adds it.")
    with opened_case(case, inspection, by) as interview:
        adding = _Adding(interview, _read(interview.session, typed), remark if as_json else say)
        found = adding.folder(file, deep) if many else [adding.file(file)]
        if many or preview:
            adding.show(found)
        if many and not deep and has_folders(file):
            adding.say("--deep reads those of the folders in it too.")
        ready = [each for each in found if each.standing == "ready"]
        added = [] if preview or (many and not adding.agreed(ready, yes)) else adding.take(ready)
        session = interview.session
    if as_json:
        document(_added_document(session, added, found, preview))
    if not (ready or preview) and any(each.standing != "there" for each in found):
        raise Slip("None of these can be added as they are; nothing was changed.")


_PASTED = Path("-")


def _read(session: Session, typed: dict[str, str]) -> Details:
    """What the options give, before any file is read. Raises Refused."""
    from tui.document_details import read_details

    if session.finished:
        raise Refused(f"{session.reference} is finished and locked; /reopen with a reason first.")
    given = {part: clean(typed[part], one_line=True) for part in _OPTIONS}
    return read_details(session.instrument, given, SystemClock().today())


class _Adding:
    """Documents on their way into a case."""

    def __init__(self, interview: Interview, given: Details, say: Callable[[str], None]) -> None:
        self.interview, self.given, self.say = interview, given, say
        self.clock = interview.clock

    @property
    def session(self) -> Session:
        return self.interview.session

    def _on_record(self) -> OnRecord:
        from tui.candidates import OnRecord

        return OnRecord(self.session, self.interview.store.texts(self.interview.case_id))

    def file(self, file: Path) -> Candidate:
        """The one document meant, ready to be taken. Raises Slip, in a sentence, for any other."""
        from storage.documents import read_document
        from tui.candidates import candidate

        read = _pasted() if file == _PASTED else read_document(file)
        found = candidate(self._on_record(), read, self.given, self.clock.today())
        if found.standing == "lacking":
            raise Slip(f"{found.why.removesuffix('.')}: give {self._options(found.lacks)}.")
        if found.standing == "there":
            raise Slip(f"{found.why.removesuffix('.')}; nothing was added.")
        return found

    def _options(self, lacks: Sequence[Part]) -> str:
        from tui.document_details import names_of

        told: list[str] = []
        for part in lacks:
            names = ", ".join(names_of(self.session.instrument, part)) if part in _LISTED else ""
            told.append(_OPTIONS[part][0] + (f" ({names})" if names else ""))
        return f"{', '.join(told[:-1])} and {told[-1]}" if told[1:] else told[0]

    def folder(self, folder: Path, deep: bool) -> list[Candidate]:
        """Every file of a folder, read and looked at."""
        from storage.documents import files_in, read_each
        from tui.candidates import candidates
        from tui.progress import with_progress

        files = files_in(folder, deep=deep)
        read = with_progress(read_each(files), len(files), "documents read:", self.clock)
        today = self.clock.today()
        return list(candidates(self._on_record(), by_name(read, folder), self.given, today))

    def show(self, found: Sequence[Candidate]) -> None:
        """What was recognised in each, and what would become of it."""
        from tui.pages import documents as page

        for line in page.preview(self.session.instrument, found):
            self.say(line)

    def agreed(self, ready: Sequence[Candidate], yes: bool) -> bool:
        """Whether these are to be added; a person is asked unless that was said before."""
        if not ready or yes:
            return bool(ready)
        these = "this document" if len(ready) == 1 else f"these {len(ready)} documents"
        if click.confirm(f"Add {these}?", err=True):
            return True
        remark("Nothing was added.")
        return False

    def take(self, ready: Sequence[Candidate]) -> list[CaseDocument]:
        """All of them in one step; what was recognised, or should be known of them, is said."""
        if not ready:
            return []
        intent = intents.AddDocuments(
            tuple(each.new for each in ready),
            tuple(each.document.words for each in ready if each.document),
        )
        settled(self.interview, self.interview.take(intent))
        added = {each.about.sha256: each for each in self.session.documents}
        for each in ready:
            self._told(added[each.new.sha256], each)
        return sorted((added[each.new.sha256] for each in ready), key=lambda d: d.number)

    def _told(self, new: CaseDocument, taken: Candidate) -> None:
        from tui.document_details import say_details
        from tui.pages import documents as page

        instrument = self.session.instrument
        lines = page.told(instrument, new, taken.document.words if taken.document else None)
        recognised = say_details(instrument, taken.recognised)
        for line in (f"recognised: {recognised}" if recognised else "", taken.why):
            lines += wrapped(line, first="     ", indent="     ") if line else []
        for line in lines:
            self.say(line)


_LISTED = ("kind", "stage")


def _can_ask() -> bool:
    return sys.stdin is not None and sys.stdin.isatty()


def _pasted() -> Document:
    from storage.documents import read_pasted

    if sys.stdin is None:
        raise Failed("Standard input is closed, so no text can be read: name a file.")
    if _can_ask():
        end = "ctrl+z and Enter" if sys.platform == "win32" else "ctrl+d"
        remark(f"Paste the text; {end} on a line of its own ends it.")
    return read_pasted(sys.stdin.buffer.read())


def by_name(read: Iterator[tuple[Path, Any]], folder: Path) -> Iterator[tuple[str, Document | str]]:
    """Documents as read, and for the others the sentence why not."""
    for file, document_read in read:
        trouble = isinstance(document_read, Exception)
        name = str(file.relative_to(folder))
        yield name, str(document_read) if trouble else document_read


# -- what is told


def _added_document(
    session: Session, added: Sequence[CaseDocument], found: Sequence[Candidate], preview: bool
) -> dict[str, object]:
    words = {e.document.words.key: e.document.words for e in found if e.document}
    told: dict[str, object] = {
        "case": session.reference,
        "added": [record(each, words.get(each.about.text)) for each in added],
        "skipped": [_why(each) for each in found if each.standing == "there"],
        "refused": [_why(each) for each in found if each.standing in ("lacking", "unreadable")],
    }
    if preview:
        told["would_add"] = [_previewed(each) for each in found if each.standing == "ready"]
    return told


def _why(each: Candidate) -> dict[str, str]:
    return {"name": each.name, "why": each.why}


def _previewed(each: Candidate) -> dict[str, object]:
    from domain.documents import CaseDocument

    assert each.document is not None
    return record(CaseDocument(0, each.new), each.document.words) | {"number": None}


def record(each: CaseDocument, text: DocumentText | None) -> dict[str, object]:
    """A document as JSON tells it; pages only where the file knows them."""
    about = each.about
    pages = len(text.pages) if text and len(text.pages) > 1 else None
    return {
        "number": each.number,
        "name": about.name,
        "kind": about.kind,
        "stage": about.stage,
        "dated": about.written.iso(),
        "author": about.author,
        "countersigned_by": about.countersigned_by,
        "countersigned_on": about.countersigned.iso() if about.countersigned else None,
        "pages": pages,
        "words": len(text.text.split()) if text else None,
        "sha256": about.sha256,
    }


# -- the documents of a case


@click.command("documents")
@click.argument("case")
@inspection_option
@json_option
def documents(case: str, inspection: str | None, as_json: bool) -> None:
    """List the documents of CASE by the day they were written."""
    from tui.pages import documents as page

    with opened_case(case, inspection) as interview:
        session = interview.session
        texts = interview.store.texts(interview.case_id)
    if as_json:
        listed = [_listed(each, texts.get(each.about.text)) for each in session.documents]
        document({"case": session.reference, "documents": listed})
    else:
        say_lines(page.lines_of(session, texts))


def _listed(each: CaseDocument, text: DocumentText | None) -> dict[str, object]:
    returned = each.about.returned
    return record(each, text) | {"returned_on": returned.iso() if returned else None}


@click.command("change-document")
@click.argument("case")
@click.argument("number", type=int)
@_details_options
@inspection_option
@by_option
@json_option
def change_document(
    case: str, number: int, inspection: str | None, by: str | None, as_json: bool, **typed: str
) -> None:
    """Record something else of document NUMBER of CASE; "-" leaves a detail out."""
    from tui.document_details import Details, changed, lacking
    from tui.pages import documents as page

    with opened_case(case, inspection, by) as interview:
        session = interview.session
        given = _read(session, typed)
        about = _numbered(session, number).about
        details = given.over(Details.of(about))
        if "countersigned_by" in lacking(session.instrument, details):
            raise Slip("The day of a countersignature needs a name: give --countersigned-by.")
        settled(
            interview,
            interview.take(intents.ChangeDocument(number, changed(about, details))),
        )
        session = interview.session
        text = interview.store.texts(interview.case_id).get(about.text)
    now = _numbered(session, number)
    if as_json:
        document({"case": session.reference, "changed": _listed(now, text)})
    else:
        say_lines(page.told(session.instrument, now, text))


def _numbered(session: Session, number: int) -> CaseDocument:
    found = next((each for each in session.documents if each.number == number), None)
    if found is None:
        there = ", ".join(str(each.number) for each in session.documents) or "none"
        raise Refused(f"There is no document {number} in this case; it has {there}.")
    return found


@click.command("remove-document")
@click.argument("case")
@click.argument("number", type=int)
@click.option("--why", metavar="REASON", required=True, help="Goes into the log.")
@inspection_option
@by_option
def remove_document(
    case: str, number: int, why: str, inspection: str | None, by: str | None
) -> None:
    """Take document NUMBER out of CASE; `corecase undo` brings it back."""
    with opened_case(case, inspection, by) as interview:
        session = interview.session
        said = session.said(_numbered(session, number))
        settled(interview, interview.take(intents.RemoveDocument(number, clean(why))))
    say(f"Document {number} ({said}) is taken out of case {session.reference}.")


COMMANDS = {
    "add-document": add_document,
    "documents": documents,
    "change-document": change_document,
    "remove-document": remove_document,
}
