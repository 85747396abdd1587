"""The case in time: sentence, documents, changes, when reviews were due, and today."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from domain.timeline import Entry, EntryKind
from storage.errors import StorageError
from tui.screens.house import HouseScreen
from tui.viewmodel.timeline import LATE, NOTHING, DatedLine, counted, dated_lines, timeline_of
from tui.widgets.detail import Detail
from tui.widgets.key_line import KeyLine
from tui.widgets.pick_list import PickList, heading
from tui.widgets.rows import Row, cell, plain
from tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from tui.controller import Interview

# A shape for each kind of thing; its name stands beside it where there is room.
_SHAPES: dict[EntryKind, str] = {
    "sentence": "■",
    "document": "●",
    "change": "◆",
    "due": "○",
    "today": "▸",
}
_QUIET = "$text-muted"
_LATE = "bold $text-warning"


class TimelineScreen(HouseScreen[None]):
    """Enter on a document compares it with those before it."""

    CSS_PATH = "lists.tcss"
    NAME = "timeline"
    HINTS = (("Enter", "compare"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n", "jump('late', 1)", "Next late", tooltip="The next day that was missed."),
        Binding("N", "jump('late', -1)", "Previous late", show=False),
        Binding("d", "jump('document', 1)", "Next document", tooltip="The next document."),
        Binding("D", "jump('document', -1)", "Previous document", show=False),
        Binding("t", "jump('today', 0)", "Today", tooltip="Where today stands."),
    ]

    def __init__(self, interview: Interview) -> None:
        super().__init__()
        self._interview = interview
        self._lines: list[DatedLine] = []

    def compose(self) -> ComposeResult:
        yield TitleLine("Timeline")
        yield PickList()
        yield Detail()
        yield KeyLine()

    def on_mount(self) -> None:
        self._look()

    @work(exclusive=True)
    async def _look(self) -> None:
        interview, today = self._interview, self.house.clock.today()
        try:
            entries = await self.from_store(
                lambda store: timeline_of(store, interview.case_id, interview.session, today)
            )
        except StorageError as trouble:
            self.query_one(TitleLine).show("Timeline", str(trouble))
            return
        self._show(entries)

    def _show(self, entries: Sequence[Entry]) -> None:
        self._lines = dated_lines(entries)
        case = f"case {self._interview.session.reference}"
        self.query_one(TitleLine).show("Timeline", case, *counted(entries))
        rows: list[Option] = []
        year = 0
        for place, line in enumerate(self._lines):
            if line.year != year:
                year = line.year
                rows += [heading("")] if rows else []
                rows.append(heading(plain(str(year), _QUIET)))
            rows.append(Option(Row(_drawn(line)), id=str(place)))
        if len(self._lines) == 1:
            rows.append(heading(NOTHING))
        self.query_one(PickList).show_rows(rows)

    @on(OptionList.OptionHighlighted)
    def _tell(self, event: OptionList.OptionHighlighted) -> None:
        line = self._lines[int(event.option_id or 0)]
        self.query_one(Detail).show(
            lambda width: [
                plain(f"{line.when}, {line.name}", "bold"),
                *plain(line.about).wrap(width),
                *Content.styled(line.detail, _QUIET).wrap(width),
            ]
        )

    @on(OptionList.OptionSelected)
    def _open(self, event: OptionList.OptionSelected) -> None:
        number = self._lines[int(event.option_id or 0)].document
        if number is not None:
            self.house.open_screen("comparison", interview=self._interview, number=number)

    def action_jump(self, wanted: str, direction: int) -> None:
        picks = self.query_one(PickList)
        here = picks.highlighted
        at = int(picks.options[here].id or 0) if here is not None else 0
        fits = [n for n, each in enumerate(self._lines) if wanted in (each.kind, _late(each))]
        beyond = [n for n in fits if (n - at) * direction > 0] if direction else fits
        if beyond:
            picks.stand_on(str(beyond[0] if direction >= 0 else beyond[-1]))
        else:
            way = {1: " after this", -1: " before this"}.get(direction, "")
            self.house.say(f"There is {_NAMES[wanted]}{way}.")


_NAMES = {LATE: "nothing late", "document": "no document", "today": "no today"}


def _late(line: DatedLine) -> str:
    return LATE if line.late else ""


def _drawn(line: DatedLine) -> Callable[[int], Content]:
    """Day, shape, kind, what, and the days since the line before; ! stands at what was late."""
    style = "bold $primary" if line.kind == "today" else ""
    quiet = line.kind == "due" and not line.late

    def draw(width: int) -> Content:
        day = cell(line.day, 7, style or _QUIET, "right")
        sign = Content.styled("!" if line.late else " ", _LATE)
        lead = sign + day + Content.assemble(" ", (_SHAPES[line.kind], style or "$primary"), " ")
        kind = cell(line.name, 13, style or _QUIET) if width >= 64 else Content("")
        since = cell(line.since, 12, _QUIET, "right") if width >= 64 else Content("")
        room = width - lead.cell_length - kind.cell_length - since.cell_length
        said = cell(line.about, room, _LATE if line.late else style or (_QUIET if quiet else ""))
        return lead + kind + said + since

    return draw
