"""What stands before encrypted cases: one line for the passphrase, and nothing of a case."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from typing import ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.screen import Screen
from textual.widgets import Input, Static

from domain.passphrase import as_meant
from storage.errors import StorageError, WrongPassphrase
from tui.screens.house import FORM_WIDTHS, HEIGHTS
from tui.unlocking import Tries, next_try
from tui.widgets.field import Field

# Opens what is locked, or raises WrongPassphrase (or another StorageError, which is told as it is).
Attempt = Callable[[str], Awaitable[None]]


class UnlockScreen(Screen[None]):
    """Goes away once `attempt` took a passphrase. A whole screen: nothing below shines through.

    lead: a sentence on what is locked. The wait after a wrong passphrase grows, see `Tries`.
    """

    CSS_PATH = "unlock.tcss"
    AUTO_FOCUS = "Input"
    HORIZONTAL_BREAKPOINTS = FORM_WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "clear", "Clear", show=False)]

    def __init__(self, attempt: Attempt, lead: str, *, tries: Tries | None = None) -> None:
        super().__init__()
        self._attempt, self._lead = attempt, lead
        self._tries = tries or Tries()
        self._waiting = self._open = False

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = "corecase"
            yield Static(self._lead, classes="lead", markup=False)
            yield Field("passphrase", "Passphrase", secret=True)
            yield Static(id="verdict", markup=False)
            yield Static(_FORGOTTEN, classes="lead", markup=False)
            yield Static(_KEYS, classes="box-keys", markup=False)

    @property
    def _input(self) -> Input:
        return self.query_one(Input)

    def tell(self, text: str) -> None:
        """Show a sentence below the line."""
        self.query_one("#verdict", Static).update(Content(text))

    def may_perform(self, action_id: str) -> bool:
        """Nothing of the app is at hand from here but leaving it."""
        return action_id == "quit"

    def action_clear(self) -> None:
        self._input.value = ""

    @on(Input.Submitted)
    def _entered(self) -> None:
        passphrase = as_meant(self._input.value)
        if self._waiting or not passphrase:
            return
        self._waiting = True
        self.tell("One moment …")
        self._try(passphrase)

    @work(exclusive=True)
    async def _try(self, passphrase: str) -> None:
        try:
            await self._attempt(passphrase)
        except WrongPassphrase as wrong:
            self._input.value = ""
            say, seconds = str(wrong), self._tries.count()
            self.tell(f"{say} {next_try(seconds)}")
            self.set_timer(seconds, lambda: self._go_on(say))
        except StorageError as trouble:
            self._go_on(str(trouble))
        else:
            self.leave()

    def leave(self) -> None:
        """It is open, by whatever way: go, once."""
        if not self._open:
            self._open = True
            self.dismiss()

    def _go_on(self, say: str) -> None:
        self._waiting = False
        self.tell(say)


_FORGOTTEN = "Forgotten? Leave, then run: corecase passphrase --recover"
_KEYS = "Enter open   ctrl+q leave"
