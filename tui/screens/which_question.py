"""Which of several questions is meant."""

from __future__ import annotations

from collections.abc import Callable, Sequence

from textual import on
from textual.app import ComposeResult
from textual.containers import Vertical
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.screens.house import HouseBox
from tui.widgets.pick_list import PickList
from tui.widgets.rows import Row, cell


class WhichQuestion(HouseBox[str | None]):
    """Dismissed with the number of the one picked. `questions`: each with its short name."""

    CSS_PATH = "box.tcss"
    DEFAULT_CSS = """
    WhichQuestion PickList { height: auto; max-height: 12; margin: 0 0 1 0; }
    """
    AUTO_FOCUS = "PickList"

    def __init__(self, questions: Sequence[tuple[str, str]]) -> None:
        super().__init__()
        self._questions = questions

    def compose(self) -> ComposeResult:
        with Vertical(classes="box") as box:
            box.border_title = "Which question?"
            yield PickList()
            yield Static("Enter this one   esc cancel", classes="box-keys", markup=False)

    def on_mount(self) -> None:
        self.query_one(PickList).show_rows(
            Option(Row(_drawn(name, about)), id=name) for name, about in self._questions
        )

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


def _drawn(name: str, about: str) -> Callable[[int], Content]:
    return lambda width: cell(name, 10, "bold") + cell(about, width - 10)
