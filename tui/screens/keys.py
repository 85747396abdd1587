"""Every key there is, and every command without one."""

from __future__ import annotations

from typing import ClassVar

from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll

from tui.actions import ACTIONS
from tui.help_text import LISTS, HelpPart, keys
from tui.screens.help import HelpPage
from tui.screens.house import HouseScreen
from tui.widgets.key_line import KeyLine
from tui.widgets.title_line import TitleLine

_OWN = HelpPart(
    "Keys of your own",
    (("", 'A line such as  later = "ctrl+k"  under [keys] in settings.toml changes a key.'),),
)


class KeysScreen(HouseScreen[None]):
    """As the user has set them."""

    CSS_PATH = "page.tcss"
    AUTO_FOCUS = "VerticalScroll"
    NAME = "keys"
    HINTS = (("↑ ↓", "scroll"),)
    BINDINGS: ClassVar[list[BindingType]] = [Binding("question_mark", "help", "Help")]

    def compose(self) -> ComposeResult:
        own = {action.id: self.house.key_of(action.id) for action in ACTIONS}
        yield TitleLine("Keys")
        with VerticalScroll():
            yield HelpPage([*keys(own), LISTS, _OWN])
        yield KeyLine()
