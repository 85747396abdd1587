"""What belongs to the chosen row of a list, in full."""

from __future__ import annotations

from collections.abc import Callable

from textual.content import Content

from tui.widgets.paragraphs import Paragraphs, rest_of

Lines = Callable[[int], list[Content]]


class Detail(Paragraphs):
    """Keeps its height, so that the list above it never moves while one walks through it."""

    DEFAULT_CSS = """
    Detail {
        height: 5;
        padding: 0 2;
        margin: 0 0 1 0;
        border-top: solid $rule;
    }
    """

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._lines: Lines = lambda _width: []

    def show(self, lines: Lines) -> None:
        """`lines` makes the text for a width."""
        self._lines = lines
        self.lay_anew(layout=False)

    def lines(self, width: int) -> list[Content]:
        return rest_of(self._lines(width), max(1, self.content_size.height), "… {} more lines")
