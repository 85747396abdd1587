"""The first line of a screen: what it is, and of what."""

from __future__ import annotations

from textual.content import Content

from tui.widgets.paragraphs import Paragraphs
from tui.widgets.rows import beside, plain


class TitleLine(Paragraphs):
    """A name at the left in bold, facts about it at the right; the last ones go if it is narrow."""

    DEFAULT_CSS = """
    TitleLine {
        dock: top;
        height: 2;
        margin: 0;
        padding: 0 2;
        border-bottom: solid $rule;
    }
    """

    def __init__(self, title: str, *about: str, id: str | None = None) -> None:
        super().__init__(id=id)
        self._title, self._about = title, about

    def show(self, title: str, *about: str) -> None:
        self._title, self._about = title, about
        self.lay_anew(layout=False)

    def lines(self, width: int) -> list[Content]:
        title = plain(self._title, "bold")
        about = [part for part in self._about if part]
        while len(about) > 1 and len(" · ".join(about)) + title.cell_length + 2 > width:
            about.pop()
        if about and title.cell_length + 2 + len(about[0]) > width:
            about = []
        return [beside(title, plain(" · ".join(about), "$text-muted"), width)]
