"""What covers everything while nobody is there, or somebody is who should see nothing."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar, Literal

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Static

from tui.screens.unlock import Attempt, UnlockScreen

Reason = Literal["idle", "hidden"]


class LockedScreen(UnlockScreen):
    """Asks for the passphrase where there is one (`attempt`), else only for Enter.

    It never goes away by itself: `back` is called once, and the app puts what was there in front
    again.
    """

    CSS_PATH = "unlock.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "go_on", show=False)]

    def __init__(self, reason: Reason, attempt: Attempt | None, back: Callable[[], object]) -> None:
        super().__init__(attempt or _nothing_to_try, _LEADS[reason, attempt is not None])
        self._asks = attempt is not None
        self._back = back

    def compose(self) -> ComposeResult:
        if self._asks:
            yield from super().compose()
            return
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = "corecase"
            yield Static(self._lead, classes="lead", markup=False)
            yield Static(id="verdict", markup=False)
            yield Static(_KEYS, classes="box-keys", markup=False)

    def action_clear(self) -> None:
        if self._asks:
            super().action_clear()

    def action_go_on(self) -> None:
        if not self._asks:
            self.leave()

    def leave(self) -> None:
        if not self._open:
            self._open = True
            self._back()


async def _nothing_to_try(_passphrase: str) -> None:
    """There is no line to type one in."""


_IDLE = "Locked, because nobody has touched the keyboard for a while."
_HIDDEN = "Hidden."
_TYPE, _PRESS = "Type the passphrase to go on where you were.", "Press Enter to go on."
_LEADS: dict[tuple[Reason, bool], str] = {
    ("idle", True): f"{_IDLE} {_TYPE}",
    ("idle", False): f"{_IDLE} {_PRESS}",
    ("hidden", True): f"{_HIDDEN} {_TYPE}",
    ("hidden", False): f"{_HIDDEN} {_PRESS}",
}
_KEYS = "Enter go on   ctrl+q leave"
