"""What the boxes share that write a file: fields gone through one after the other, and stopping."""

from __future__ import annotations

from typing import Protocol

from textual import on
from textual.widgets import Input

from tui.screens.house import HouseBox
from tui.widgets.choice import Choice
from tui.widgets.field import Field


class UnderWay(Protocol):
    """Something that is being written, and stops at its next step when it is told to."""

    stopped: bool


class FileBox(HouseBox[str | None]):
    """A box whose field `file` says where, and whose choice `then` comes last where it is shown.

    Dismissed with the path of what was written.
    """

    def __init__(self) -> None:
        super().__init__()
        self.under_way: UnderWay | None = None

    def begin(self) -> None:
        """Write, if all is said that has to be; for the box to give."""
        raise NotImplementedError

    def field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    def choice(self, name: str) -> Choice:
        return self.query_one(f"#{name}", Choice)

    @on(Choice.Entered)
    def _next_field(self) -> None:
        if self.focused is self.choice("then"):
            self.begin()
        else:
            self.focus_next("Choice, Input")

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        if isinstance(event.input.parent, Field):
            event.input.parent.tell("")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if event.input is self.field("file").input and not self.choice("then").display:
            self.begin()
        else:
            self.focus_next("Choice, Input")

    def action_leave(self) -> None:
        """What is being written is stopped; otherwise the box goes."""
        if self.under_way is None:
            self.dismiss()
        else:
            self.under_way.stopped = True
