"""One of a few things to choose with the arrow keys, on one line of a form."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from typing import ClassVar

from textual.binding import Binding, BindingType
from textual.content import Content
from textual.message import Message

from tui.widgets.paragraphs import Paragraphs


class Choice(Paragraphs, can_focus=True):
    """Left, right and space turn it; the chosen one stands in brackets."""

    DEFAULT_CSS = """
    Choice:focus { background: $primary 25%; }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("right,space", "turn(1)", show=False),
        Binding("left", "turn(-1)", show=False),
        Binding("enter", "enter", show=False),
    ]

    @dataclass
    class Changed(Message):
        choice: Choice

        @property
        def control(self) -> Choice:
            return self.choice

    class Entered(Message):
        """Enter was pressed here."""

    def __init__(self, label: str, options: Sequence[tuple[str, str]], *, id: str) -> None:
        super().__init__(id=id)
        self._label, self._options = label, options
        self._at = 0

    @property
    def value(self) -> str:
        return self._options[self._at][0]

    def lines(self, width: int) -> list[Content]:
        label = Content(self._label.ljust(20) if width >= 56 else f"{self._label}  ")
        parts = [
            Content.styled(f"[{name}]", "bold $primary")
            if at == self._at
            else Content.styled(f" {name} ", "$text-muted")
            for at, (_, name) in enumerate(self._options)
        ]
        line = label + Content(" ").join(parts)
        if line.cell_length <= width:
            return [line]
        return [Content(self._label), *parts]

    def choose(self, value: str) -> None:
        """Turn it to the option of that value."""
        self._at = next(at for at, (known, _) in enumerate(self._options) if known == value)
        self.lay_anew()
        self.post_message(self.Changed(self))

    def action_turn(self, by: int) -> None:
        self.choose(self._options[(self._at + by) % len(self._options)][0])

    def action_enter(self) -> None:
        self.post_message(self.Entered())
