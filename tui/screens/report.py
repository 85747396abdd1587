"""The report of an inspection: its parts to read, and places to write in what only people know."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical, VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static, TextArea
from textual.widgets.option_list import Option

from domain.text_cleaning import clean
from domain.wording import plural
from storage.errors import StorageError
from tui.screens.house import HouseScreen
from tui.screens.report_state import Counting, Drafted, Stopped, drafted, written
from tui.viewmodel.report import Part, sign_of
from tui.widgets.key_line import KeyLine
from tui.widgets.pick_list import PickList, heading
from tui.widgets.report_text import ReportText
from tui.widgets.rows import Row, cell, plain
from tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from domain.inspection_report import Place

_PAUSE = 8.0  # seconds without a key after which a text is put on disk
_LEGEND = "○ to write   · drafted   ✓ written   – left out"
_SIGNS = {"written": "✓", "left out": "–", "drafted": "·", "to write": "○"}


class ReportScreen(HouseScreen[None]):
    """`inspection_id`: whose; without one that of the open case, or the one worked on last."""

    CSS_PATH = "report.tcss"
    HORIZONTAL_BREAKPOINTS = [(0, "-narrow"), (76, "-middle"), (110, "-wide")]  # noqa: RUF012
    AUTO_FOCUS = "PickList"
    NAME = "report"
    HINTS = (("Enter", "read or write"), ("esc", "back"))
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("w", "write_file", "To a file", tooltip="Write the report to a file."),
        Binding("n", "next_gap", "Next gap", tooltip="The next place still to be written."),
        Binding("tab,shift+tab", "other_side", "Parts or text", show=False),
        Binding("escape", "step_back", "Back", show=False),
    ]

    def __init__(self, inspection_id: int | None = None) -> None:
        super().__init__()
        self._inspection_id = inspection_id
        self._counting = Counting()
        self.report: Drafted | None = None
        self._part: Part | None = None
        self._unsaved: dict[str, str] = {}  # what was typed, by the key of its place
        self._leaving = False

    def compose(self) -> ComposeResult:
        yield TitleLine("Report", "counting the cases …")
        with Horizontal(id="report"):
            yield PickList()
            with Vertical(id="side"):
                with VerticalScroll(id="reading"):
                    yield ReportText()
                with Vertical(id="writing"):
                    yield Static(id="to-write", markup=False)
                    yield TextArea(id="text", tab_behavior="focus", soft_wrap=True)
        yield Static(id="said", markup=False)
        yield KeyLine()

    # -- counting

    def on_mount(self) -> None:
        self._show_part(None)
        self._count()

    @work(exclusive=True, group="count")
    async def _count(self) -> None:
        interview = self.house.interview
        case_id = interview.case_id if interview is not None else None
        telling = self.set_interval(1.0, self._tell_how_far)
        made = self.house.clock.now()
        try:
            self.report = await self.from_store(
                lambda store: drafted(store, self._inspection_id, case_id, made, self._counting)
            )
        except Stopped:
            return
        except StorageError as trouble:
            self.query_one(TitleLine).show("Report")
            self.query_one(PickList).show_rows([heading(str(trouble))])
            return
        finally:
            telling.stop()
        self._show()

    def _tell_how_far(self) -> None:
        count = self._counting
        self.query_one(TitleLine).show("Report", f"counting: {count.done} of {count.total} cases")

    def on_unmount(self) -> None:
        self._counting.stopped = True

    # -- the parts

    def _show(self, stand_on: str | None = None) -> None:
        report = self.report
        assert report is not None
        sample = report.sample
        left_open = f"{sample.left_open} open, left out" if sample.left_open else ""
        told = plural(sample.cases, "finished case")
        self.query_one(TitleLine).show(f"Report of {report.inspection.name}", told, left_open)
        rows = [Option(Row(_drawn(part, report.written)), id=part.id) for part in report.parts]
        self.query_one(PickList).show_rows(rows, stand_on)

    @property
    def _text(self) -> TextArea:
        return self.query_one("#text", TextArea)

    @on(OptionList.OptionHighlighted)
    def _marked(self, event: OptionList.OptionHighlighted) -> None:
        report = self.report
        part = next((p for p in report.parts if p.id == event.option_id), None) if report else None
        if part is not None and (self._part is None or part.id != self._part.id):
            self._save()
            self._show_part(part)
        elif part is not None:
            self._part = part

    @on(OptionList.OptionSelected)
    def _chosen(self) -> None:
        self.set_class(True, "-beside")
        place = self._part is not None and self._part.place is not None
        (self._text if place else self.query_one("#reading")).focus()

    def _show_part(self, part: Part | None) -> None:
        self._part = part
        place = part.place if part is not None else None
        self.query_one("#reading").display = place is None
        self.query_one("#writing").display = place is not None
        self._say("")
        if part is None or self.report is None:
            return
        if place is None:
            self.query_one(ReportText).show(part.title, part.blocks)
            self.query_one("#reading").scroll_home(animate=False)
            return
        lead = f"{place.title}\n{place.to_write}"
        self.query_one("#to-write", Static).update(Content(clean(lead)))
        self._text.load_text(self._unsaved.get(place.key, self._stands(place)))

    # -- what is written

    @on(TextArea.Changed)
    def _typed(self) -> None:
        """What is typed waits for the disk from its first letter on, wherever one goes next."""
        part = self._part
        if part is None or part.place is None or self.report is None:
            return
        if self._text.text == self._stands(part.place):
            self._unsaved.pop(part.place.key, None)
        else:
            self._unsaved[part.place.key] = self._text.text
            self._say("")
            self._save_soon()

    def _stands(self, place: Place) -> str:
        """What is shown at a place when one comes to it."""
        assert self.report is not None
        return self.report.written.get(place.key, "") or place.draft

    @work(exclusive=True, group="soon")
    async def _save_soon(self) -> None:
        await asyncio.sleep(_PAUSE)
        self._save()

    @on(events.DescendantBlur)
    @work(group="save")
    async def _save(self) -> None:
        await self.keep()

    async def keep(self) -> None:
        """Put on disk what is not there yet: at a pause, at another part, at the end."""
        saved = False
        for key, typed in list(self._unsaved.items()):
            report, who, made = self.report, self.house.who, self.house.clock.now()
            assert report is not None
            try:
                self.report = await self.from_store(
                    partial(written, report=report, key=key, text=typed, who=who, made=made)
                )
            except StorageError as trouble:
                self._say(f"Not saved: {trouble}", wrong=True)
                return
            saved = True
            if self._unsaved.get(key) == typed:
                del self._unsaved[key]
        if saved and self.is_mounted:
            self._show(self._part.id if self._part else None)
            self._say("Saved.")

    def _say(self, text: str, *, wrong: bool = False) -> None:
        line = self.query_one("#said", Static)
        line.set_class(wrong, "-wrong")
        line.update(Content(text or _LEGEND))

    # -- keys

    def check_action(self, action: str, _parameters: tuple[object, ...]) -> bool | None:
        """Letters are text while one writes."""
        typing = isinstance(self.focused, TextArea)
        return not (typing and action in ("write_file", "next_gap", "help"))

    def action_other_side(self) -> None:
        if isinstance(self.focused, PickList):
            self._chosen()
        else:
            self.set_class(False, "-beside")
            self.query_one(PickList).focus()

    def action_step_back(self) -> None:
        if isinstance(self.focused, PickList) or self.report is None:
            self._leave()
        else:
            self.action_other_side()

    @work(exclusive=True, group="leave")
    async def _leave(self) -> None:
        """Text that the disk does not take is left behind only by a second Escape."""
        await self.keep()
        if not self._unsaved or self._leaving:
            self.dismiss()
        else:
            self._leaving = True
            self.house.say("Not saved; Escape once more leaves what you typed behind.", "error")

    def action_next_gap(self) -> None:
        if self.report is None:
            return
        gaps = [
            at
            for at, part in enumerate(self.report.parts)
            if part.place and sign_of(part.place, self.report.written) == "to write"
        ]
        here = self.query_one(PickList).highlighted or 0
        after = [at for at in gaps if at > here] or gaps
        if after:
            self.set_class(False, "-beside")
            self.query_one(PickList).focus()
            self.query_one(PickList).highlighted = after[0]
        else:
            self.house.say("Nothing is left to write.")

    def action_write_file(self) -> None:
        if self.report is not None:
            self._save()
            of = self.report.inspection
            self.house.open_screen("report_file", inspection=of, sample=self.report.sample)

    def do_export(self) -> None:
        """Out of the report goes the report."""
        self.action_write_file()


def _drawn(part: Part, texts: dict[str, str]) -> Callable[[int], Content]:
    sign = _SIGNS[sign_of(part.place, texts)] if part.place else ""
    return partial(_line, part, sign)


def _line(part: Part, sign: str, width: int) -> Content:
    indent = "  " * (part.level - 1)
    if part.place is None:
        style = "bold" if part.level == 1 else ""
        return cell(Content(indent) + plain(part.title, style), width)
    lead = Content.assemble(indent, (sign, "bold $warning" if sign == "○" else "$primary"), " ")
    return cell(lead + plain(part.title.removeprefix("Recommendation: ")), width)
