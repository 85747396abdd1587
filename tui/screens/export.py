"""Write checklists, answers or an inspection to files: which, in which form, for whom, where."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from functools import partial
from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from domain.report import MARKING
from domain.text_cleaning import clean
from domain.wording import plural
from storage.errors import StorageError
from storage.places import at_home
from tui.screens.file_box import FileBox
from tui.screens.opening_files import can_open, open_file
from tui.widgets.choice import Choice
from tui.widgets.field import Field

if TYPE_CHECKING:
    from domain.flags.checking import Findings
    from storage.outgoing import Going
    from storage.records import CaseLine
    from storage.store import Store

_CHECKLIST = "The scored checklist of a case"
_TOLD = {
    "xlsx": f"{_CHECKLIST} as a workbook, with its scores and charts.",
    "docx": f"{_CHECKLIST} for Word, to be worked on.",
    "pdf": f"{_CHECKLIST} to be read and printed.",
    "html": f"{_CHECKLIST} as one page for a browser.",
    "md": f"{_CHECKLIST} as plain text with headings.",
    "csv": "One line for each answer in force. Names stand in it as they were typed.",
    "json": "Everything, with every log; it can be read in again. Names stand in it as typed.",
}
_FORMS = tuple((form, form) for form in _TOLD)
_AS_TYPED = ("csv", "json")
_FOR_SPREADSHEETS = "One line for each answer in force; no cell of it is run as a formula."


class ExportScreen(FileBox):
    """`inspection_id`: whose cases; without one those of the open case's inspection.

    Dismissed with the path of the file or folder written.
    """

    CSS_PATH = ["box.tcss", "export.tcss"]  # noqa: RUF012
    AUTO_FOCUS = "#which"

    def __init__(self, inspection_id: int | None = None, path: str = "") -> None:
        super().__init__()
        self._inspection_id, self._path = inspection_id, path
        # The name the program made up follows the choices; one typed by a person stays.
        self._made_up = ""

    def compose(self) -> ComposeResult:
        interview = self.house.interview if self._inspection_id is None else None
        which = [("finished", "finished ones"), ("all", "all cases")]
        if interview is not None:
            which.insert(0, ("this", f"case {interview.session.reference}"))
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = "Export"
            yield Choice("Cases", which, id="which")
            yield Choice("Form", _FORMS, id="form")
            yield Static(_TOLD["xlsx"], id="told", classes="lead", markup=False)
            yield Choice("Table", (("exact", "exact"), ("neutral", "for Excel")), id="table")
            yield Choice("Names", (("masked", "masked"), ("full", "in full")), id="names")
            yield Field("why", "Names in full for", hint="Why it must name people: for the trail.")
            yield Field("to", "To whom", hint="May be left empty.")
            yield Field("marking", "Marking", value=MARKING)
            yield Field("file", "File", value=self._path)
            yield Choice("Then", (("leave", "leave it there"), ("open", "open it")), id="then")
            yield Static(_KEYS, classes="box-keys", markup=False)

    def on_mount(self) -> None:
        self.query_one("#then").display = can_open()
        ending = Path(self._path).suffix.removeprefix(".")
        if ending in _TOLD:
            self.choice("form").choose(ending)
        self._show_fitting()
        self._suggest()

    @property
    def _form(self) -> str:
        return self.choice("form").value

    @property
    def _neutral(self) -> bool:
        return self._form == "csv" and self.choice("table").value == "neutral"

    @property
    def _with_names(self) -> bool:
        masks = self._form not in _AS_TYPED or self._neutral
        return masks and self.choice("names").value == "full"

    @property
    def _one(self) -> bool:
        return self.choice("which").value == "this"

    @property
    def _in_a_folder(self) -> bool:
        return self._form not in _AS_TYPED and not self._one

    # -- what is asked for

    @on(Choice.Changed)
    def _turned(self) -> None:
        self._show_fitting()
        self._suggest()

    def _show_fitting(self) -> None:
        """What does not go with the form chosen is not asked."""
        typed = self._form in _AS_TYPED
        self.choice("table").display = self._form == "csv"
        self.choice("names").display = not typed or self._neutral
        self.field("why").display = self._with_names
        self.field("marking").display = not typed
        told = _FOR_SPREADSHEETS if self._neutral else _TOLD[self._form]
        self.query_one("#told", Static).update(Content(told))
        label = "Folder" if self._in_a_folder else "File"
        self.query_one("#file .field-label", Static).update(Content(label))

    @work(exclusive=True, group="suggest")
    async def _suggest(self) -> None:
        """Put a name into the field, unless the person has typed one."""
        field = self.field("file")
        try:
            name = await self.from_store(self._subject)
        except StorageError as trouble:
            field.tell(str(trouble))
            return
        if field.text not in ("", self._made_up):
            return
        ending = "-checklists/" if self._in_a_folder else f".{self._form}"
        self._made_up = f"{Path.home() / name}{ending}"
        field.input.value = self._made_up

    def _subject(self, store: Store) -> str:
        from storage.outgoing import plain_name

        if self._one and self.house.interview is not None:
            return plain_name(f"case {self.house.interview.session.reference}")
        return plain_name(store.inspection(self._inspection_of(store)).name)

    def _inspection_of(self, store: Store) -> int:
        if self._inspection_id is not None:
            return self._inspection_id
        interview = self.house.interview
        if interview is not None:
            return store.case(interview.case_id).inspection_id
        return store.find_inspection().id

    # -- writing

    def begin(self) -> None:
        if self.under_way is not None:
            return
        wrong = self._what_is_missing()
        if wrong is not None:
            field, say = wrong
            self.field(field).tell(say)
            self.field(field).input.focus()
            return
        try:
            file = at_home(self.field("file").text)
        except StorageError as trouble:
            self.field("file").tell(str(trouble))
            return
        if not file.suffix and not self._in_a_folder:
            file = file.with_name(f"{file.name}.{self._form}")
        self._write(file)

    def _what_is_missing(self) -> tuple[str, str] | None:
        if not self.field("file").text:
            return "file", "Type where it should go."
        if self._with_names and not self.field("why").text:
            return "why", "Say what names are needed for, or have them masked."
        if self.field("marking").display and not self.field("marking").text:
            return "marking", f"Type a marking, such as {MARKING}."
        return None

    @work(exclusive=True, group="write")
    async def _write(self, file: Path) -> None:
        self.under_way = under_way = _UnderWay()
        telling = self.set_interval(1.0, partial(self._tell_how_far, under_way))
        this = self.house.interview if self._one else None
        findings = this.flagging.findings if this is not None else None
        going, every = self._going(), self.choice("which").value == "all"

        def write(store: Store) -> str:
            if this is not None:
                lines, whole = [store.case(this.case_id)], None
            else:
                of = self._inspection_of(store)
                lines, whole = _cases(store, of, every=every), of if every else None
            return under_way.write(store, going, lines, file, findings, whole)

        try:
            told = await self.from_store(write)
        except (StorageError, OSError) as trouble:
            self.field("file").tell(str(trouble))
            return
        finally:
            telling.stop()
            self.under_way = None
            self.query_one(".box-keys", Static).update(Content(_KEYS))
        self.house.say(told)
        if self.choice("then").display and self.choice("then").value == "open":
            await open_file(self.house, file)
        self.dismiss(str(file))

    def _tell_how_far(self, under_way: _UnderWay) -> None:
        self.query_one(".box-keys", Static).update(Content(under_way.said))

    def _going(self) -> Going:
        from storage.outgoing import Going

        typed = {name: clean(self.field(name).text, one_line=True) for name in ("to", "why")}
        return Going(
            form=self._form,
            who=self.house.who,
            made=self.house.clock.now(),
            marking=clean(self.field("marking").text, one_line=True) or MARKING,
            to=typed["to"],
            with_names=self._with_names,
            why=typed["why"] if self._with_names else "",
            neutral=self._neutral,
        )


def _cases(store: Store, inspection_id: int, *, every: bool) -> list[CaseLine]:
    lines = store.cases(inspection_id)
    return sorted((line for line in lines if line.finished or every), key=lambda c: c.reference)


@dataclass(slots=True)
class _UnderWay:
    """Files being written in the storage thread; the interface reads how far it is."""

    done: int = 0
    total: int = 0
    stopped: bool = False

    @property
    def said(self) -> str:
        how_far = f"{self.done} of {plural(self.total, 'case')}" if self.total > 1 else ""
        return f"Writing … {how_far}   esc stop" if not self.stopped else "Stopping …"

    def write(
        self,
        store: Store,
        going: Going,
        lines: list[CaseLine],
        file: Path,
        findings: Findings | None,
        whole: int | None,
    ) -> str:
        """In the storage thread: the packages that write files are read here. What to say of it."""
        from domain.masking import say_masked
        from storage.errors import Mistake
        from storage.outgoing import READING, Outgoing, file_names

        if not lines and going.form in READING:
            raise Mistake("There is no such case yet: nothing was written.")
        self.total = len(lines)
        today = going.made.astimezone().date()
        outgoing = Outgoing(store, going, today)
        if going.form in READING:
            files = [file]
            if len(lines) > 1 or not file.suffix:
                file.mkdir(parents=True, exist_ok=True)
                names = file_names([f"case {line.reference}" for line in lines], going.form)
                files = [file / name for name in names]
            for _ in outgoing.write_each(lines, files, findings):
                self.done += 1
                if self.stopped:
                    break
        else:
            data, entered = outgoing.in_one(lines, whole=whole, passing=self._counted)
            outgoing.put(file, data, entered)
            self.done = len(lines)
        masked = f" Masked: {say_masked(outgoing.masked)}." if outgoing.masked else ""
        return f"{plural(self.done, 'case')} written to {file}.{masked}"

    def _counted(self, lines: Iterable[CaseLine]) -> Iterator[CaseLine]:
        for self.done, line in enumerate(lines, 1):
            yield line


_KEYS = "← → choose   Enter next, at the end write   esc cancel"
