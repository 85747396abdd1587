"""Small boxes that ask one thing: yes or no, or a reason."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from tui.screens.house import HouseBox
from tui.widgets.field import Field


class ConfirmBox(HouseBox[bool | None]):
    """Enter goes on, Escape leaves everything as it is."""

    CSS_PATH = "box.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "agree", "Go on")]

    def __init__(self, title: str, text: str, deed: str) -> None:
        super().__init__()
        self._heading, self._text, self._deed = title, text, deed

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box") as box:
            box.border_title = self._heading
            yield Static(self._text, classes="lead", markup=False)
            yield Static(f"Enter {self._deed}   esc cancel", classes="box-keys", markup=False)

    def action_agree(self) -> None:
        self.dismiss(True)


class ReasonBox(HouseBox[str | None]):
    """Asks for a sentence, which must not be empty."""

    CSS_PATH = "box.tcss"
    AUTO_FOCUS = "Input"

    def __init__(self, title: str, text: str, label: str, deed: str) -> None:
        super().__init__()
        self._heading, self._text, self._label, self._deed = title, text, label, deed

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = self._heading
            yield Static(self._text, classes="lead", markup=False)
            yield Field("reason", self._label)
            yield Static(f"Enter {self._deed}   esc cancel", classes="box-keys", markup=False)

    @on(Input.Submitted)
    def _given(self) -> None:
        field = self.query_one(Field)
        if field.text:
            self.dismiss(field.text)
        else:
            field.tell("Type the reason first; it goes into the log.")
