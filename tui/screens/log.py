"""The log of a case in plain sentences: who recorded what, when, and what it was before."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from domain.calendar import say_date
from domain.course import step_of
from domain.events import Event
from domain.wording import plural
from tui.event_words import log_line
from tui.screens.house import HouseScreen
from tui.widgets.detail import Detail
from tui.widgets.key_line import KeyLine
from tui.widgets.pick_list import FindLine, PickList, heading
from tui.widgets.rows import Row, cell, plain
from tui.widgets.title_line import TitleLine


class LogScreen(HouseScreen[str | None]):
    """The newest line on top, under the day it was made. `step`: only what happened at one step.

    Dismissed with the step of the chosen line.
    """

    CSS_PATH = "lists.tcss"
    NAME = "log"
    HINTS = (("type", "words to find"), ("Enter", "go there"))
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, step: str = "") -> None:
        super().__init__()
        self._step = step
        self._told: list[tuple[Event, str]] = []

    def compose(self) -> ComposeResult:
        yield TitleLine("Log")
        yield FindLine("Type words or initials to find a line")
        yield PickList(finds=True)
        yield Detail()
        yield KeyLine()

    def on_mount(self) -> None:
        session = self.session
        self._told = [
            (event, log_line(session, event))
            for event in reversed(session.events)
            if self._step in ("", step_of(event))
        ]
        count = plural(len(self._told), "line")
        self.query_one(TitleLine).show("Log", f"case {session.reference}", count)
        self._show()

    @on(PickList.Typed)
    def _show(self) -> None:
        picks = self.query_one(PickList)
        words = picks.typed.casefold().split()
        shown = [
            (event, told)
            for event, told in self._told
            if all(word in f"{event.who} {told}".casefold() for word in words)
        ]
        self.query_one(FindLine).show(picks.typed, plural(len(shown), "line"))
        picks.show_rows(_rows(shown) or [heading(_NOTHING if words else _EMPTY)])
        if not shown:
            self.query_one(Detail).show(lambda _width: [])

    @on(OptionList.OptionHighlighted)
    def _chosen(self, event: OptionList.OptionHighlighted) -> None:
        line, told = next(pair for pair in self._told if str(pair[0].seq) == event.option_id)
        at = line.at.astimezone()
        when = f"{line.seq}. {say_date(at.date())} {at:%H:%M:%S}, {line.who}"
        self.query_one(Detail).show(
            lambda width: [Content.styled(when, "$text-muted"), *Content(told).wrap(width)]
        )

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        line = next(line for line, _ in self._told if str(line.seq) == event.option_id)
        step = step_of(line)
        self.dismiss(step if step in self.session.item else None)


_EMPTY = "Nothing is recorded yet. Every answer will stand here with its time."
_NOTHING = "No line has these words."


def _rows(shown: list[tuple[Event, str]]) -> list[Option]:
    rows: list[Option] = []
    day: date | None = None
    for event, told in shown:
        if event.at.astimezone().date() != day:
            day = event.at.astimezone().date()
            rows += [heading("")] if rows else []
            rows.append(heading(plain(say_date(day), "$text-muted")))
        rows.append(Option(Row(_drawn(event, told)), id=str(event.seq)))
    return rows


def _drawn(event: Event, told: str) -> Callable[[int], Content]:
    def draw(width: int) -> Content:
        at = cell(f"{event.at.astimezone():%H:%M}", 7, "$text-muted")
        who = cell(event.who, 8 if width >= 50 else 5, "$text-muted")
        return at + who + cell(told, width - at.cell_length - who.cell_length)

    return draw
