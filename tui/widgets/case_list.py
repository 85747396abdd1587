"""The cases of one inspection, read a page at a time and narrowed by what is typed."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from datetime import date

from textual import on, work
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.message import Message
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from domain.wording import plural
from storage.errors import StorageError
from storage.records import CaseLine
from tui.widgets.case_rows import case_row, reference_width
from tui.widgets.pick_list import FindLine, PickList, heading
from tui.widgets.rows import Row, plain

PAGE = 60
_NEAR_END = 20

# Reads cases: how many at most, after how many, with which text in their reference.
Reader = Callable[[int, int, str], Awaitable[list[CaseLine]]]


class CaseList(Vertical):
    """Open cases first. A last line offers something to do, for who has no case yet."""

    @dataclass
    class Picked(Message):
        case_id: int

    class Offered(Message):
        """The last line was picked."""

    @dataclass
    class Trouble(Message):
        say: str

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.lines: list[CaseLine] = []
        self.offer = ""
        self._reader: Reader | None = None
        self._today = date.min
        self._more = False

    def compose(self) -> ComposeResult:
        yield FindLine("Type part of a reference to find a case")
        yield PickList(finds=True)

    @property
    def picks(self) -> PickList:
        return self.query_one(PickList)

    async def load(self, reader: Reader, today: date, offer: str) -> None:
        """Show the first page of what `reader` finds. Raises StorageError."""
        self._reader, self._today, self.offer = reader, today, offer
        before = self.picks.highlighted_option
        await self._read(0)
        self._show(before.id if before else None)

    def clear(self, offer: str) -> None:
        self.lines, self._more, self._reader, self.offer = [], False, None, offer
        self._show(None)

    async def _read(self, offset: int) -> None:
        """A page from `offset` on; one more is asked for, to know whether it is the last."""
        if self._reader is None:
            return
        found = await self._reader(PAGE + 1, offset, self.picks.typed)
        self.lines = self.lines[:offset] + found[:PAGE]
        self._more = len(found) > PAGE

    # -- showing

    def _show(self, stand_on: str | None) -> None:
        self.picks.show_rows([*self._rows(0), *self._last_row()], stand_on)
        find = self.query_one(FindLine)
        find.display = self._reader is not None and bool(self.lines or self.picks.typed)
        number = f"more than {PAGE}" if self._more else str(len(self.lines))
        find.show(self.picks.typed, plural(len(self.lines), "case") if not self._more else number)

    def _rows(self, start: int) -> list[Option]:
        rows: list[Option] = []
        width = reference_width(self.lines)
        for place, line in enumerate(self.lines[start:], start):
            first = place == 0 or self.lines[place - 1].finished != line.finished
            if first and place:
                rows.append(heading(""))
            if first:
                rows.append(heading(plain("Finished" if line.finished else "Open", "$text-muted")))
            rows.append(Option(Row(case_row(line, self._today, width)), id=str(line.id)))
        return rows

    def _last_row(self) -> list[Option]:
        if self._more or self.picks.typed or not self.offer:
            return []
        offer = plain(self.offer, "$text-muted")
        space = [heading("")] if self.lines else []
        return [*space, Option(Row(lambda _width: offer), id=self.offer)]

    # -- what is pressed

    @on(PickList.Typed)
    @work(exclusive=True, group="cases")
    async def _find(self) -> None:
        try:
            await self._read(0)
        except StorageError as trouble:
            self.post_message(self.Trouble(str(trouble)))
            return
        self._show(None)

    @on(OptionList.OptionHighlighted)
    def _near_the_end(self, event: OptionList.OptionHighlighted) -> None:
        if self._more and event.option_index >= event.option_list.option_count - _NEAR_END:
            self._read_on()

    @work(exclusive=True, group="cases")
    async def _read_on(self) -> None:
        """The next page below those shown; the list stays where it is."""
        shown = len(self.lines)
        try:
            await self._read(shown)
        except StorageError as trouble:
            self.post_message(self.Trouble(str(trouble)))
            return
        self.picks.add_options([*self._rows(shown), *self._last_row()])

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        event.stop()
        if event.option_id == self.offer:
            self.post_message(self.Offered())
        elif event.option_id is not None:
            self.post_message(self.Picked(int(event.option_id)))
