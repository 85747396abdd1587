"""The commands that fit what is typed after a slash."""

from __future__ import annotations

from textual.content import Content

from tui.actions import Action
from tui.slash import find
from tui.widgets.paragraphs import LABEL, Paragraphs

ROWS = 8


class SlashMenu(Paragraphs):
    """Always as high as it was opened, so that narrowing it moves nothing."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.typed = ""
        self._found: list[Action] = []
        self._marked = 0
        self.display = False

    @property
    def is_open(self) -> bool:
        return bool(self.display)

    @property
    def marked(self) -> Action | None:
        return self._found[self._marked] if self._found else None

    def offer(self, typed: str, found: list[Action]) -> None:
        """`found` are the commands that fit the text `typed`."""
        self.typed, self._found, self._marked = typed, found, 0
        if not self.display:
            self.display = True
        self.lay_anew(layout=False)

    def shut(self) -> None:
        if self.display:
            self.display = False

    def move(self, by: int) -> None:
        if self._found:
            self._marked = (self._marked + by) % len(self._found)
            self.lay_anew(layout=False)

    def lines(self, width: int) -> list[Content]:
        first = max(0, self._marked - ROWS + 1)
        shown = self._found[first : first + ROWS]
        lines = [
            _row(action, width, first + place == self._marked) for place, action in enumerate(shown)
        ]
        if not lines:
            unknown = Content.styled(f"  {find(self.typed.removeprefix('/'))}", LABEL)
            lines = [unknown.truncate(width, ellipsis=True)]
        return lines + [Content("")] * (ROWS - len(lines))


def _row(action: Action, width: int, marked: bool) -> Content:
    sign = "▸ " if marked else "  "
    name = f"/{action.slash} {action.takes}".ljust(26)
    row = Content.assemble(
        (sign + name, "bold $primary" if marked else ""), (action.title, "" if marked else LABEL)
    )
    return row.truncate(width, ellipsis=True)
