"""Boxes over a comparison: which earlier version, and all there is to know of a flag."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from functools import partial
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from tui.screens.house import HouseBox
from tui.viewmodel.comparison_rows import Raised
from tui.widgets.paragraphs import Paragraphs, labelled
from tui.widgets.pick_list import PickList
from tui.widgets.rows import Row, cell, plain

ALL_EARLIER = 0
_LABELS = 14


class VersionBox(HouseBox[int | None]):
    """versions: number and name of each earlier document. Dismissed with a number, or 0 for all."""

    CSS_PATH = "box.tcss"

    def __init__(self, versions: Sequence[tuple[int, str]], chosen: int) -> None:
        super().__init__()
        self._versions = [(ALL_EARLIER, "All earlier documents"), *versions]
        self._chosen = chosen

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = "Compare with"
            picks = PickList()
            picks.styles.height = min(16, len(self._versions))
            yield picks
            yield Static("Enter compare   esc cancel", classes="box-keys", markup=False)

    def on_mount(self) -> None:
        rows = [Option(Row(partial(cell, said)), id=str(number)) for number, said in self._versions]
        self.query_one(PickList).show_rows(rows, str(self._chosen))

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(int(event.option_id or ALL_EARLIER))


class FlagBox(HouseBox[None]):
    """What a flag shows, what the record says, and where the rule comes from."""

    CSS_PATH = "box.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "leave", "Back", show=False)]

    def __init__(self, row: Raised, quotes: Iterable[str]) -> None:
        super().__init__()
        self._row, self._quotes = row, tuple(quotes)

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box") as box:
            box.border_title = plain(self._row.flag.label)
            yield _Told(self._row, self._quotes)
            yield Static("esc back to the comparison", classes="box-keys", markup=False)


class _Told(Paragraphs):
    def __init__(self, row: Raised, quotes: tuple[str, ...]) -> None:
        super().__init__()
        self._row, self._said = row, quotes

    def lines(self, width: int) -> list[Content]:
        row, flag = self._row, self._row.flag
        sure = "" if flag.sure else "One of the weaker rules: something to check."
        parts = [
            plain(flag.say).wrap(width),
            *(
                labelled("Quoted" if not n else "", each, width, _LABELS)
                for n, each in enumerate(self._said)
            ),
            labelled("Held against", flag.against, width, _LABELS),
            labelled("Rule", flag.source, width, _LABELS),
            labelled("Sure", sure, width, _LABELS),
            labelled("Decided", row.standing, width, _LABELS),
        ]
        return [line for part in parts if part for line in (*part, Content(""))]
