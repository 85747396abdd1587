"""The filters of a list with their keys and how many each would show."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tui.widgets.paragraphs import Paragraphs


class FilterLine(Paragraphs):
    """`a all 24   o open 12 …`; the one in force stands in brackets as well as in bold."""

    DEFAULT_CSS = """
    FilterLine {
        height: auto;
        padding: 0 2;
        margin: 1 0;
    }
    """

    def __init__(self) -> None:
        super().__init__()
        self._filters: Sequence[tuple[str, str, int]] = ()
        self._now = ""

    def show(self, filters: Sequence[tuple[str, str, int]], now: str) -> None:
        self._filters, self._now = filters, now
        self.lay_anew()

    def lines(self, width: int) -> list[Content]:
        lines, line = [], Content("")
        for key, name, number in self._filters:
            part = self._part(key, name, number)
            if line and line.cell_length + 3 + part.cell_length > width:
                lines.append(line)
                line = Content("")
            line = line + Content("   ") + part if line else part
        return [*lines, line]

    def _part(self, key: str, name: str, number: int) -> Content:
        if name == self._now:
            return Content.assemble((f"[{name} {number}]", "bold $primary"))
        quiet = "$text-muted"
        return Content.assemble(
            (key, "bold $primary" if number else quiet), (f" {name} {number}", quiet)
        )
