"""Confirm or dismiss one flag, for a reason."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from domain.flags.flag import Flag, Verdict
from domain.text_cleaning import clean
from tui.screens.house import HouseBox
from tui.widgets.choice import Choice
from tui.widgets.field import Field

_VERDICTS = (
    (Verdict.CONFIRMED.value, "confirm"),
    (Verdict.DISMISSED.value, "dismiss"),
)
_HINTS = {
    Verdict.CONFIRMED: "May be left empty.",
    Verdict.DISMISSED: "Needed: it stays dismissed for the same words.",
}


class FlagDecision(HouseBox[tuple[Verdict, str] | None]):
    """Dismissed with the verdict and the reason given for it; None leaves the flag as it is."""

    CSS_PATH = "box.tcss"
    AUTO_FOCUS = "Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up,down", "turn", show=False, priority=True),
    ]

    def __init__(self, flag: Flag, verdict: Verdict = Verdict.CONFIRMED) -> None:
        super().__init__()
        self._flag, self._first = flag, verdict

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = Content(clean(self._flag.label, one_line=True))
            yield Static(self._flag.say, classes="lead", markup=False)
            yield Choice("What to make of it", self._verdicts(), id="verdict")
            yield Field("why", "Why", hint=_HINTS[self._first])
            yield Static(_KEYS, classes="box-keys", markup=False)

    def _verdicts(self) -> tuple[tuple[str, str], ...]:
        """The one asked for stands first."""
        return _VERDICTS if self._first is Verdict.CONFIRMED else _VERDICTS[::-1]

    @property
    def _verdict(self) -> Verdict:
        return Verdict(self.query_one(Choice).value)

    def action_turn(self) -> None:
        """The verdict can be turned from the line where one types."""
        self.query_one(Choice).action_turn(1)

    @on(Choice.Changed)
    def _turned(self) -> None:
        self.query_one(Field).advise(_HINTS[self._verdict])

    @on(Input.Submitted)
    @on(Choice.Entered)
    def _given(self) -> None:
        field = self.query_one(Field)
        if self._verdict is Verdict.DISMISSED and not field.text:
            field.tell("Type why first: a dismissed flag stays dismissed for the same words.")
        else:
            self.dismiss((self._verdict, field.text))


_KEYS = "Enter keep   ↑ ↓ confirm or dismiss   esc leave as it is"
