"""Write an inspection's report to a file: in which form, beside which other, for whom, where."""

from __future__ import annotations

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
from storage.errors import StorageError
from storage.places import at_home
from storage.records import Inspection
from tui.screens.file_box import FileBox
from tui.screens.opening_files import can_open, open_file
from tui.screens.report_state import Counting, Stopped
from tui.widgets.choice import Choice
from tui.widgets.field import Field

if TYPE_CHECKING:
    from domain.inspection_report import Sample
    from storage.outgoing import Going
    from storage.store import Store

_FORMS = ("docx", "pdf", "html", "md", "xlsx")


class ReportFileScreen(FileBox):
    """`sample`: the cases as they were counted. Dismissed with the path of the file written."""

    CSS_PATH = ["box.tcss", "export.tcss"]  # noqa: RUF012
    AUTO_FOCUS = "#form"

    def __init__(self, inspection: Inspection, sample: Sample) -> None:
        super().__init__()
        self._inspection, self._sample = inspection, sample
        self._made_up = ""

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = "Report to a file"
            yield Choice("Form", [(form, form) for form in _FORMS], id="form")
            yield Field("compare", "Compare with", hint="Another inspection, if you like.")
            yield Field("to", "To whom", hint="May be left empty.")
            yield Field("marking", "Marking", value=MARKING)
            yield Field("file", "File")
            yield Choice("Then", (("leave", "leave it there"), ("open", "open it")), id="then")
            yield Static(_KEYS, classes="box-keys", markup=False)

    def on_mount(self) -> None:
        self.query_one("#then").display = can_open()
        self._suggest()

    @on(Choice.Changed)
    @work(exclusive=True, group="suggest")
    async def _suggest(self) -> None:
        """The name follows the form, unless the person has typed one."""
        field, form = self.field("file"), self.choice("form").value
        name = await self.from_store(lambda _store: _plain(self._inspection.name))
        if field.text not in ("", self._made_up):
            return
        self._made_up = f"{Path.home() / f'report-{name}'}.{form}"
        field.input.value = self._made_up

    # -- writing

    def begin(self) -> None:
        if self.under_way is not None:
            return
        for name, say in (("file", "Type where it should go."), ("marking", "Type a marking.")):
            if not self.field(name).text:
                self.field(name).tell(say)
                self.field(name).input.focus()
                return
        try:
            file = at_home(self.field("file").text)
        except StorageError as trouble:
            self.field("file").tell(str(trouble))
            return
        self._write(file if file.suffix else file.with_name(f"{file.name}.{self._form}"))

    @property
    def _form(self) -> str:
        return self.choice("form").value

    @work(exclusive=True, group="write")
    async def _write(self, file: Path) -> None:
        self.under_way = counting = Counting()
        telling = self.set_interval(1.0, partial(self._tell_how_far, counting))
        compare, going = self.field("compare").text, self._going()
        try:
            await self.from_store(
                lambda store: write(
                    store, going, self._inspection, self._sample, file, compare, counting
                )
            )
        except Stopped:
            self.dismiss()
            return
        except (StorageError, OSError) as trouble:
            wrong = "compare" if compare and not counting.total else "file"
            self.field(wrong).tell(str(trouble))
            return
        finally:
            telling.stop()
            self.under_way = None
            self.query_one(".box-keys", Static).update(Content(_KEYS))
        self.house.say(f"The report is written to {file}.")
        if self.choice("then").display and self.choice("then").value == "open":
            await open_file(self.house, file)
        self.dismiss(str(file))

    def _tell_how_far(self, count: Counting) -> None:
        told = f"{count.done} of {count.total} cases" if count.total else ""
        self.query_one(".box-keys", Static).update(Content(f"Writing … {told}   esc stop"))

    def _going(self) -> Going:
        from storage.outgoing import Going

        return Going(
            form=self._form,
            who=self.house.who,
            made=self.house.clock.now(),
            marking=clean(self.field("marking").text, one_line=True),
            to=clean(self.field("to").text, one_line=True),
        )


def write(
    store: Store,
    going: Going,
    inspection: Inspection,
    sample: Sample,
    file: Path,
    compare: str,
    counting: Counting,
) -> None:
    """In the storage thread: the packages that write files are read here."""
    from storage.errors import Mistake
    from storage.exports import written
    from storage.outgoing import Entered, Outgoing, gathered
    from storage.trail_entries import What

    earlier, more = None, {}
    if compare:
        other = store.find_inspection(compare)
        if other.id == inspection.id:
            raise Mistake(f"{inspection.name} cannot be compared with itself.")
        lines = store.cases(other.id)
        counting.total = len(lines)
        earlier = gathered(store, other, lines, counting.passing)
        more = {"compared with": other.name}
    outgoing = Outgoing(store, going, going.made.astimezone().date())
    document = outgoing.report(sample, inspection, earlier)
    if going.form == "xlsx" and not document.sheets:
        raise Mistake("The report has nothing for a workbook: choose another form.")
    entered = Entered(inspection.id, what=What.REPORTED, more=more)
    outgoing.put(file, written(document, going.form), entered)


def _plain(name: str) -> str:
    from storage.outgoing import plain_name

    return plain_name(name)


_KEYS = "← → choose   Enter next, at the end write   esc cancel"
