"""How to begin, what can be typed, every command: generated from the table of actions."""

from __future__ import annotations

from collections.abc import Iterable
from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content

from tui.help_text import (
    DOCUMENTS,
    FILES,
    GETTING_STARTED,
    LISTS,
    TYPING,
    HelpPart,
    commands,
)
from tui.screens.house import HouseScreen
from tui.widgets.key_line import KeyLine
from tui.widgets.paragraphs import Paragraphs, hanging
from tui.widgets.title_line import TitleLine


class HelpPage(Paragraphs):
    """Headings with a column of terms and what is said of them."""

    def __init__(self, parts: Iterable[HelpPart]) -> None:
        super().__init__()
        self._parts = list(parts)

    def lines(self, width: int) -> list[Content]:
        lines: list[Content] = []
        for part in self._parts:
            lines += [Content("")] if lines else []
            lines.append(Content.styled(part.title, "bold"))
            longest = max((len(term) for term, _ in part.lines), default=0)
            indent = min(longest + 3, max(14, width // 3))
            for term, said in part.lines:
                lines += hanging(Content.styled(term, "$primary"), Content(said), width, indent)
        return lines


class HelpScreen(HouseScreen[None]):
    """The first part fits one small screen; the rest is a scroll away."""

    CSS_PATH = "page.tcss"
    AUTO_FOCUS = "VerticalScroll"
    NAME = "help"
    HINTS = (("↑ ↓", "scroll"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("k", "keys", "Keys", tooltip="Every key and command."),
        Binding("a", "about", "The demonstration", tooltip="What of it is given, what chosen."),
        Binding("question_mark", "leave", show=False),
    ]

    def compose(self) -> ComposeResult:
        yield TitleLine("Help")
        with VerticalScroll():
            yield HelpPage([GETTING_STARTED, TYPING, DOCUMENTS, FILES, LISTS, *commands()])
        yield KeyLine()

    def action_keys(self) -> None:
        self.house.open_screen("keys")

    def action_about(self) -> None:
        self.house.open_screen("about")
