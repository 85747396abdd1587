"""All there is to a flag, where the list has room for a part of it only."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.screens.house import HouseBox
from tui.widgets.detail import Lines
from tui.widgets.paragraphs import Paragraphs


class _Whole(Paragraphs):
    DEFAULT_CSS = "_Whole { margin: 0 0 1 0; }"

    def __init__(self, whole: Lines) -> None:
        super().__init__()
        self._whole = whole

    def lines(self, width: int) -> list[Content]:
        return self._whole(width)


class FlagWhole(HouseBox[None]):
    """`whole` makes the text for a width."""

    CSS_PATH = "box.tcss"
    AUTO_FOCUS = "VerticalScroll"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("m,enter", "leave", show=False)]

    def __init__(self, label: str, whole: Lines) -> None:
        super().__init__()
        self._label, self._whole = label, whole

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box") as box:
            box.border_title = Content(self._label)
            yield _Whole(self._whole)
            yield Static("↑ ↓ scroll   esc back", classes="box-keys", markup=False)
