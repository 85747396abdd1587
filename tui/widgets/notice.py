"""A sentence back to the person above the prompt, with the ways to go on, one key each."""

from __future__ import annotations

from collections.abc import Sequence

from textual.content import Content

from tui.widgets.paragraphs import Paragraphs


class Notice(Paragraphs):
    """Hidden while there is nothing to say."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.said = ""
        self._ways: tuple[tuple[str, str], ...] = ()
        self._sign = ""
        self.display = False

    def tell(self, text: str, ways: Sequence[tuple[str, str]] = (), *, sign: str = "?") -> None:
        """`ways`: the key to press, and what it does. `sign` opens the sentence: ? ! or i."""
        if (text, tuple(ways), sign) == (self.said, self._ways, self._sign):
            return
        self.said, self._ways, self._sign = text, tuple(ways), sign
        self.set_class(sign == "!", "-trouble")
        self.display = bool(text)
        self.lay_anew()

    def clear(self) -> None:
        self.tell("")

    def lines(self, width: int) -> list[Content]:
        sign = Content.styled(f"{self._sign} ", "bold")
        lines = [
            Content.assemble(sign if place == 0 else "  ", line)
            for place, line in enumerate(Content(self.said).wrap(max(width - 2, 8)))
        ]
        for key, label in self._ways:
            way = Content.assemble(("  ", ""), (key, "bold $primary"), "  ", label)
            lines.append(way.truncate(width, ellipsis=True))
        return lines
