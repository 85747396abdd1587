"""Documents into the case: the path of a file or a folder, or pasted text."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.types import CSSPathType
from textual.widgets import Input, Static, TextArea

from domain import intents
from domain.interview import Session
from domain.text_cleaning import clean
from storage.errors import StorageError
from tui.candidates import Candidate, OnRecord, candidate
from tui.document_details import (
    Details,
    Part,
    known,
    new_document,
    size_of,
)
from tui.screens.boxes import ConfirmBox
from tui.screens.document_details import Asked, DetailsBox
from tui.screens.house import HouseBox
from tui.widgets.choice import Choice
from tui.widgets.path_field import PathField, path_typed

if TYPE_CHECKING:
    from storage.documents import Document
    from tui.controller import Interview

_SOURCES = (("path", "file or folder"), ("pasted", "pasted text"))
_LEAD = "DOCX, ODT, PDF with text, RTF, HTML, Markdown or plain text."
_READING = "Reading {} …"


class AddDocumentsScreen(HouseBox[None]):
    """`path`: of what is to be added, where it is known; read at once. folder: one is wanted."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["box.tcss", "add_documents.tcss"]
    AUTO_FOCUS = "#path Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("ctrl+s", "go_on", "Go on", show=False, priority=True),
    ]

    def __init__(self, interview: Interview, path: str = "", folder: bool = False) -> None:
        super().__init__()
        self._interview, self._path, self._folder = interview, path, folder
        self._reading, self._said_of = False, ("", "")

    @property
    def session(self) -> Session:
        return self._interview.session

    def compose(self) -> ComposeResult:
        label = "Folder" if self._folder else "File or folder"
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = "Add a folder of documents" if self._folder else "Add documents"
            yield Static(_LEAD, classes="lead", markup=False)
            yield Choice("From", _SOURCES, id="source")
            yield PathField("path", label, value=self._path, hint=_HINT)
            yield TextArea(id="pasted", tab_behavior="focus")
            yield Static(id="verdict", classes="verdict", markup=False)
            yield Static(classes="box-keys", markup=False)

    def on_mount(self) -> None:
        self.query_one("#source").display = not self._folder
        self._lay_out()
        self._say("")
        if self._path:
            self.action_go_on()

    # -- what is shown

    @property
    def _pasting(self) -> bool:
        return self.query_one(Choice).value == "pasted"

    @property
    def _field(self) -> PathField:
        return self.query_one(PathField)

    @property
    def _text(self) -> TextArea:
        return self.query_one(TextArea)

    @property
    def _typed_now(self) -> tuple[str, str]:
        return self._field.text, self._text.text

    @on(Choice.Changed)
    def _lay_out(self) -> None:
        self._field.display = not self._pasting
        self._text.display = self._pasting
        self._tell_keys()

    @on(events.DescendantFocus)
    def _tell_keys(self) -> None:
        """The keys of the field one stands in, and no others."""
        at = self.focused
        if isinstance(at, Choice):
            keys = f"← → choose   Enter {'type the text' if self._pasting else 'type the path'}"
        elif isinstance(at, TextArea):
            keys = "ctrl+s go on   shift+Tab file or folder instead"
        else:
            keys = "Enter go on   Tab complete"
            keys += "" if self._folder else "   shift+Tab pasted text instead"
        self.query_one(".box-keys", Static).update(Content(f"{keys}   esc cancel"))

    def _say(self, problem: str, *, reading: bool = False) -> None:
        self._reading, self._said_of = reading, self._typed_now
        verdict = self.query_one("#verdict", Static)
        verdict.update(Content(f"! {problem}" if problem and not reading else problem))
        verdict.set_class(reading, "-quiet")
        verdict.display = bool(problem)

    # -- what is typed

    @on(Choice.Entered)
    def _chosen(self) -> None:
        (self._text if self._pasting else self._field.input).focus()

    @on(Input.Changed)
    @on(TextArea.Changed)
    def _typed(self) -> None:
        if not self._reading and self._typed_now != self._said_of:
            self._say("")

    @on(PathField.Pasted)
    def _text_pasted(self, event: PathField.Pasted) -> None:
        """Text of several lines is the document itself."""
        self.query_one(Choice).choose("pasted")
        self._text.text = clean(event.text)
        self._text.focus()

    @on(Input.Submitted)
    def action_go_on(self) -> None:
        if self.session.finished:
            self._say(f"{self.session.reference} is finished and locked; reopen it first.")
        elif self._pasting:
            self._read_pasted(self._text.text)
        elif self._field.text:
            try:
                self._read(path_typed(self._field.text))
            except StorageError as trouble:
                self._say(str(trouble))
        else:
            self._say("Type where the file or folder is, or choose pasted text.")

    def action_leave(self) -> None:
        if not self._text.text.strip():
            self.dismiss()
            return
        box = ConfirmBox("Leave this?", "The pasted text is not kept.", "leave it")
        self.app.push_screen(box, self._left)

    def _left(self, agreed: bool | None) -> None:
        if agreed:
            self.dismiss()

    # -- reading

    @work(exclusive=True, group="read")
    async def _read(self, path: Path) -> None:
        from storage.documents import files_in, read_document

        self._say(_READING.format(path.name), reading=True)
        try:
            if await asyncio.to_thread(os.path.isdir, path):
                files = await asyncio.to_thread(files_in, path)
                self._say("")
                self._open_folder(path, files)
                return
            read = await asyncio.to_thread(read_document, path)
        except StorageError as trouble:
            self._say(str(trouble))
            return
        await self._look_at(read)

    @work(exclusive=True, group="read")
    async def _read_pasted(self, text: str) -> None:
        from storage.documents import read_pasted

        self._say(_READING.format("the text"), reading=True)
        try:
            read = await asyncio.to_thread(read_pasted, text.encode("utf-8", "replace"))
        except StorageError as trouble:
            self._say(str(trouble))
            return
        await self._look_at(read)

    async def _look_at(self, read: Document) -> None:
        """What it tells of itself is worked out beside the interface: it may have 500 pages."""
        today, case_id = self.house.clock.today(), self._interview.case_id
        try:
            texts = await self.from_store(lambda store: store.texts(case_id))
        except StorageError as trouble:
            self._say(str(trouble))
            return
        on_record = OnRecord(self.session, texts)
        found = await asyncio.to_thread(candidate, on_record, read, Details(), today)
        self._say("")
        if found.standing == "there":
            self._say(f"{found.why} Nothing was added.")
            return
        instrument = self.session.instrument
        title, text = "Add a document", read.text
        asked = Asked(title, told_of(found), found.details, "add", text)

        async def keep(details: Details) -> str:
            intent = intents.AddDocuments((new_document(details, read),), (read.words,))
            outcome = await self.house.in_store(self._interview.take, intent)
            return "" if outcome.kind == "saved" else outcome.say

        self.app.push_screen(DetailsBox(instrument, asked, keep), self._added)

    def _added(self, details: Details | None) -> None:
        if details is None:
            return
        new = max(self.session.documents, key=lambda each: each.number)
        self.house.say(f"Added as document {new.number}: {self.session.said(new)}.")
        self.dismiss()

    def _open_folder(self, path: Path, files: list[Path]) -> None:
        from tui.screens.folder_of_documents import FolderScreen

        self.app.push_screen(FolderScreen(self._interview, path, files), self._folder_left)

    def _folder_left(self, added: int | None) -> None:
        if added:
            self.dismiss()


def told_of(found: Candidate) -> tuple[str, ...]:
    """Lines above the details of a document: its file, what was recognised, what to know of it."""
    assert found.document is not None
    document = found.document
    parts = list(dict.fromkeys(_TOLD[part] for part, _ in known(found.recognised)))
    recognised = f"Recognised: {', '.join(parts)}." if parts else "Nothing was recognised in it."
    size = f"{found.name} ({document.form}, {size_of(document.words)})"
    remark = found.why if found.standing == "ready" else ""
    begins = " ".join(document.text[:2000].split())[:_BEGINNING]
    return tuple(line for line in (size, recognised, f"Begins: {begins} …", remark) if line)


_TOLD: dict[Part, str] = {
    "kind": "kind",
    "stage": "stage",
    "dated": "day",
    "author": "author",
    "countersigned_by": "countersignature",
    "countersigned_on": "countersignature",
    "returned_on": "day of return",
}
_BEGINNING = 100  # letters: two lines of a narrow window
_HINT = "Tab completes; ~ is your home folder."
