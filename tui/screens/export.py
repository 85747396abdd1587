"""Write answers to a file: which cases, in which form, and where."""

from __future__ import annotations

from pathlib import Path
from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from domain.wording import plural
from storage.errors import StorageError
from storage.places import at_home
from tui.screens.house import HouseBox
from tui.widgets.choice import Choice
from tui.widgets.field import Field

if TYPE_CHECKING:
    from storage.records import CaseLine
    from storage.store import Store

_FORMS = (("csv", "table (csv)"), ("json", "complete record (json)"))
_TOLD = {
    "csv": "One line for each answer in force, for a spreadsheet.",
    "json": "Everything, with every log; it can be read in again as it was.",
}


class ExportScreen(HouseBox[str | None]):
    """`inspection_id`: whose cases; without one those of the open case's inspection.

    Dismissed with the path of the file written.
    """

    CSS_PATH = "box.tcss"
    AUTO_FOCUS = "#which"

    def __init__(self, inspection_id: int | None = None, path: str = "") -> None:
        super().__init__()
        self._inspection_id, self._path = inspection_id, path
        # The name the program made up follows the choices; one typed by a person stays.
        self._made_up = ""

    def compose(self) -> ComposeResult:
        interview = self.house.interview if self._inspection_id is None else None
        which = [("all", "all cases"), ("finished", "finished ones")]
        if interview is not None:
            which.insert(0, ("this", f"case {interview.session.reference}"))
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = "Export"
            yield Choice("Cases", which, id="which")
            yield Choice("Form", _FORMS, id="form")
            yield Static(_TOLD["csv"], id="told", classes="lead", markup=False)
            yield Field("file", "File", value=self._path)
            yield Static(_KEYS, classes="box-keys", markup=False)

    def on_mount(self) -> None:
        if self._path.endswith(".json"):
            self._form.action_turn(1)
        self._suggest()

    @property
    def _which(self) -> str:
        return self.query_one("#which", Choice).value

    @property
    def _form(self) -> Choice:
        return self.query_one("#form", Choice)

    @on(Choice.Changed)
    def _turned(self) -> None:
        self.query_one("#told", Static).update(_TOLD[self._form.value])
        self._suggest()

    @work(exclusive=True, group="suggest")
    async def _suggest(self) -> None:
        """Put a name into the field, unless the person has typed one."""
        field = self.query_one(Field)
        if field.text not in ("", self._made_up):
            return
        try:
            name = await self.from_store(self._subject)
        except StorageError as trouble:
            field.tell(str(trouble))
            return
        self._made_up = str(Path.home() / f"{_file_name(name)}.{self._form.value}")
        field.input.value = self._made_up

    def _subject(self, store: Store) -> str:
        if self._which == "this" and self.house.interview is not None:
            return f"case {self.house.interview.session.reference}"
        return store.inspection(self._inspection_of(store)).name

    def _inspection_of(self, store: Store) -> int:
        if self._inspection_id is not None:
            return self._inspection_id
        interview = self.house.interview
        if interview is not None:
            return store.case(interview.case_id).inspection_id
        return store.find_inspection().id

    def _lines(self, store: Store) -> list[CaseLine]:
        if self._which == "this" and self.house.interview is not None:
            return [store.case(self.house.interview.case_id)]
        lines = store.cases(self._inspection_of(store))
        wanted = [line for line in lines if line.finished or self._which == "all"]
        return sorted(wanted, key=lambda line: line.reference)

    # -- writing

    @on(Choice.Entered)
    def _next_field(self) -> None:
        self.focus_next("Choice, Input")

    @on(Input.Changed)
    def _typed(self) -> None:
        self.query_one(Field).tell("")

    @on(Input.Submitted)
    def _entered(self) -> None:
        field = self.query_one(Field)
        if not field.text:
            field.tell("Type where the file should go.")
            return
        try:
            file = at_home(field.text)
        except StorageError as trouble:
            field.tell(str(trouble))
            return
        if not file.suffix:
            file = file.with_name(f"{file.name}.{self._form.value}")
        self._write(file)

    @work(exclusive=True, group="write")
    async def _write(self, file: Path) -> None:
        form = self._form.value

        def written(store: Store) -> int:
            lines = self._lines(store)
            _write(store, lines, form, file)
            return len(lines)

        try:
            number = await self.from_store(written)
        except (StorageError, OSError) as trouble:
            self.query_one(Field).tell(str(trouble))
            return
        self.house.say(f"{plural(number, 'case')} written to {file}.")
        self.dismiss(str(file))


_KEYS = "← → choose   Enter next, at the end write   esc cancel"


def _write(store: Store, lines: list[CaseLine], form: str, file: Path) -> None:
    """In the storage thread: the packages that write files are read here."""
    from storage.interchange.files import write_whole
    from tui.commands.files import written

    write_whole(file, written(store, lines, form, every=False))


def _file_name(name: str) -> str:
    """A name that every system takes as a file's."""
    kept = "".join(letter if letter.isalnum() else "-" for letter in name.casefold())
    return "-".join(part for part in kept.split("-") if part) or "corecase"
