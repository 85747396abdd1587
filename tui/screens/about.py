"""What of the demonstration is published and what was chosen."""

from __future__ import annotations

from textual import work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from domain.errors import CorecaseError
from tui.screens.house import HouseScreen
from tui.widgets.key_line import KeyLine
from tui.widgets.title_line import TitleLine


class AboutScreen(HouseScreen[None]):
    """The text is made from the figures themselves, in the storage thread."""

    CSS_PATH = "page.tcss"
    AUTO_FOCUS = "VerticalScroll"
    HINTS = (("↑ ↓", "scroll"),)

    def compose(self) -> ComposeResult:
        yield TitleLine("The demonstration")
        with VerticalScroll():
            yield Static("Reading …", markup=False)
        yield KeyLine()

    def on_mount(self) -> None:
        self._read()

    @work(exclusive=True)
    async def _read(self) -> None:
        try:
            text = await self.house.in_store(_given_and_chosen)
        except CorecaseError as trouble:
            text = str(trouble)
        self.query_one(Static).update(Content(text))


def _given_and_chosen() -> str:
    # Comes with the packages of the database, which are read in this thread only.
    from storage.demonstration import given_and_chosen

    return given_and_chosen()
