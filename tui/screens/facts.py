"""All facts of a case by group; Enter changes one."""

from __future__ import annotations

from collections.abc import Callable
from datetime import datetime
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from domain.calendar import say_date
from domain.course import fact_step, step_of
from domain.wording import plural
from tui.event_words import log_line
from tui.fact_rows import WORKED_OUT, FactRow, fact_rows
from tui.screens.change_fact import ChangeFactBox
from tui.screens.house import HouseScreen
from tui.screens.log import LogScreen
from tui.widgets.detail import Detail
from tui.widgets.key_line import KeyLine
from tui.widgets.pick_list import PickList, heading
from tui.widgets.rows import Row, cell, plain
from tui.widgets.title_line import TitleLine


class FactsScreen(HouseScreen[str | None]):
    """Dismissed with a step where the interview should go on, or None."""

    CSS_PATH = "lists.tcss"
    NAME = "facts"
    HINTS = (("Enter", "change"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("g", "go_there", "Go there", tooltip="Stand at this fact in the interview."),
        Binding("h", "history", "History", tooltip="What was recorded of this fact, and when."),
    ]

    def __init__(self, fact: str = "") -> None:
        super().__init__()
        self._fact = fact
        self._rows: list[FactRow] = []

    def compose(self) -> ComposeResult:
        yield TitleLine("Facts")
        yield PickList()
        yield Detail()
        yield KeyLine()

    def on_mount(self) -> None:
        self._show(self._fact)

    def on_screen_resume(self) -> None:
        if self._rows:
            self._show(self._chosen)

    @property
    def _chosen(self) -> str:
        option = self.query_one(PickList).highlighted_option
        return (option.id or "") if option else ""

    def _show(self, stand_on: str) -> None:
        session = self.session
        self._rows = fact_rows(session)
        unknown = plural(session.progress.facts_open, "fact") + " not known yet"
        self.query_one(TitleLine).show("Facts", f"case {session.reference}", unknown)
        options: list[Option] = []
        group = None
        for place, row in enumerate(self._rows):
            if row.group != group:
                group = row.group
                options += [heading("")] if options else []
                options.append(heading(plain(group, "$text-muted")))
            options.append(Option(Row(_drawn(row)), id=row.id or f"worked out {place}"))
        self.query_one(PickList).show_rows(options or [heading(_NONE)], stand_on or None)

    @on(OptionList.OptionHighlighted)
    def _tell(self, event: OptionList.OptionHighlighted) -> None:
        self.query_one(Detail).show(self._about(event.option_id or ""))

    def _about(self, fact_id: str) -> Callable[[int], list[Content]]:
        """The whole value, what is asked, and what was recorded last."""
        session = self.session
        if fact_id not in session.instrument.fact:
            text = "Worked out from the other facts. It changes when they do."
            return lambda width: Content(text).stylize("$text-muted").wrap(width)
        row = next(row for row in self._rows if row.id == fact_id)
        ask = session.instrument.fact[fact_id].ask
        last = [e for e in session.events if step_of(e) == fact_step(fact_id)][-1:]
        told = [f"{say_when(e.at)} {e.who}: {log_line(session, e)}" for e in last]
        return lambda width: [
            *Content(row.value or row.state).wrap(width),
            *(line for text in (ask, *told) for line in plain(text, "$text-muted").wrap(width)),
        ]

    # -- what is pressed

    @on(OptionList.OptionSelected)
    def _change(self, event: OptionList.OptionSelected) -> None:
        if event.option_id not in self.session.instrument.fact:
            self.house.say("This is worked out from the other facts; change one of those.")
        elif self.session.finished:
            self.house.say(f"{self.session.reference} is finished and locked; reopen it first.")
        else:
            self.app.push_screen(ChangeFactBox(event.option_id))

    def action_go_there(self) -> None:
        if self._chosen in self.session.instrument.fact:
            self.dismiss(fact_step(self._chosen))

    def action_history(self) -> None:
        if self._chosen in self.session.instrument.fact:
            self.app.push_screen(LogScreen(fact_step(self._chosen)), self._history_led_to)

    def _history_led_to(self, step: str | None) -> None:
        if step is not None:
            self.dismiss(step)


_NONE = "This instrument asks for no facts."


def say_when(at: datetime) -> str:
    local = at.astimezone()
    return f"{say_date(local.date())} {local:%H:%M}"


def _drawn(row: FactRow) -> Callable[[int], Content]:
    """Label and value; what is missing, or worked out differently, in words."""
    value = plain(row.value) if row.value else plain(row.state, "$text-muted")
    if row.value and row.state:
        value = Content.assemble(value, "  ", (row.state, "$text-muted"))
    if row.worked_out:
        value = Content.assemble(value, "  ", (f"worked out: {row.worked_out}", "$text-warning"))

    def draw(width: int) -> Content:
        label = max(12, min(36, width * 2 // 5))
        style = "$text-muted" if row.group == WORKED_OUT else ""
        return cell(row.label, label - 2, style) + Content("  ") + cell(value, width - label)

    return draw
