"""One step of the interview as it was answered: what it was, what was judged, what was said."""

from __future__ import annotations

from datetime import UTC, datetime
from typing import TYPE_CHECKING

from textual.content import Content

from tui.widgets.paragraphs import (
    LABEL,
    NARROW,
    Paragraphs,
    hanging,
    labelled_lines,
    rest_of,
)

if TYPE_CHECKING:
    from tui.viewmodel import TurnView

INDENT = 10
MOST_NOTE = 8  # lines of a note shown in the card
_LONGEST = 4000  # characters of a note that are laid out at all; the whole is one jump away


class TurnCard(Paragraphs):
    """A card is drawn anew only when something was recorded at its step."""

    DEFAULT_CSS = "TurnCard { margin: 1 0; padding: 0 1 0 0; } TurnCard.-brief { margin: 0; }"

    def __init__(self, turn: TurnView) -> None:
        super().__init__()
        self.turn = turn
        self._mark()

    def show(self, turn: TurnView) -> None:
        if turn != self.turn:
            self.turn = turn
            self._mark()
            self.lay_anew()

    def _mark(self) -> None:
        self.set_class(self.turn.brief, "-brief")

    def lines(self, width: int) -> list[Content]:
        turn = self.turn
        if turn.brief:
            text = Content.assemble((turn.name, LABEL), "  ", turn.answer)
            return hanging(Content(""), text, width, INDENT)
        return [*self._head(width), *self._answer(width), *self._said(width)]

    def _head(self, width: int) -> list[Content]:
        at = self._time() if width >= 56 else Content("")
        name = Content.styled(self.turn.name, "$primary")
        room = width - (at.cell_length + 2 if at else 0)
        lines = hanging(name, Content.styled(self.turn.said, LABEL), room, INDENT)
        if at:
            gap = width - lines[0].cell_length - at.cell_length
            lines[0] = Content.assemble(lines[0], " " * max(gap, 1), at)
        return lines

    def _time(self) -> Content:
        local = self.turn.at.astimezone()
        today = local.date() == datetime.now(UTC).astimezone().date()
        return Content.styled(f"{local:%H:%M}" if today else f"{local:%d %b %H:%M}", LABEL)

    def _answer(self, width: int) -> list[Content]:
        turn = self.turn
        parts = [Content.styled(self._sign() + turn.answer, self._colour())] if turn.answer else []
        parts += [Content(reason) for reason in turn.reasons]
        if turn.parked:
            parts.append(Content.styled("parked: does not apply now", LABEL))
        if not parts:
            return []
        return hanging(Content(""), Content(" · ").join(parts), width, INDENT)

    def _sign(self) -> str:
        """A sign besides the colour, for those who see none."""
        if self.turn.parked:
            return "‖ "
        return "✗ " if self.turn.negative else ""

    def _colour(self) -> str:
        if self.turn.parked or self.turn.put_off:
            return LABEL
        return "bold $text-error" if self.turn.negative else "bold"

    def _said(self, width: int) -> list[Content]:
        indent = INDENT if width >= NARROW else 0
        bar = Content.styled("│ ".rjust(indent + 2), "$rule")
        lines = []
        for remark in filter(str.strip, self.turn.note[:_LONGEST].split("\n")):
            wrapped = Content(remark).wrap(max(width - indent - 2, 8))
            lines += [Content.assemble(bar, line) for line in wrapped]
        lines += labelled_lines("Good", self.turn.example[:_LONGEST], width, INDENT)
        for place in self.turn.evidence:
            lines += hanging(Content(""), Content.styled(f"@ {place}", LABEL), width, INDENT)
        more = " " * (indent + 2) + f"… {{}} more lines; /go {self.turn.name} shows all"
        return rest_of(lines, MOST_NOTE, more)
