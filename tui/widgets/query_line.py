"""One line in which a query is typed. No key lays the screen out anew."""

from __future__ import annotations

from collections.abc import Callable
from typing import ClassVar

from rich.cells import cell_len
from textual import events
from textual.binding import BindingType
from textual.geometry import Offset, Size
from textual.widgets import TextArea

from domain.text_cleaning import clean
from tui.widgets.text_keys import kept

_OWN = {
    "left", "right", "ctrl+left", "ctrl+right", "home", "ctrl+a", "end", "ctrl+e", "shift+home",
    "shift+end", "shift+left", "shift+right", "backspace", "ctrl+w", "ctrl+backspace",
    "alt+backspace", "delete", "ctrl+d", "alt+delete", "ctrl+u", "super+backspace", "ctrl+k",
    "ctrl+v", "ctrl+x", "ctrl+c", "ctrl+z", "ctrl+y",
}  # fmt: skip


class QueryLine(TextArea, inherit_bindings=False):
    """`take` gets each key first and says whether it was for something else than the text; `typed`
    the text whenever it has changed. Both at once, so that quick keys meet what came before."""

    BINDINGS: ClassVar[list[BindingType]] = kept(_OWN)

    def __init__(
        self, text: str, *, take: Callable[[str], bool], typed: Callable[[str], None], most: int
    ) -> None:
        self._take, self._typed, self._most = take, typed, most
        super().__init__(
            text,
            compact=True,
            soft_wrap=False,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
        )
        self.cursor_blink = False

    def put(self, text: str) -> None:
        """Have this text, which the next letter typed replaces."""
        if text != self.text:
            self.load_text(text)
        self.select_all()

    def _refresh_size(self) -> None:
        # Always the same: the text area's own way lays the screen out anew at every letter.
        self.virtual_size = Size(2 * self._most + 1, 1)

    def scroll_cursor_visible(self, center: bool = False, animate: bool = False) -> Offset:
        """A query that fits is shown from its beginning."""
        moved = super().scroll_cursor_visible(center, animate)
        if cell_len(self.text) < self.content_size.width or not self.content_size:
            self.scroll_to(0, 0, animate=False, force=True)
        return moved

    async def _on_key(self, event: events.Key) -> None:
        if self._take(event.key):
            event.stop()
            event.prevent_default()
            return
        if event.is_printable and len(self.text) - len(self.selected_text) >= self._most:
            event.stop()
            event.prevent_default()
            return
        await super()._on_key(event)
        self._typed(self.text)

    async def _on_paste(self, event: events.Paste) -> None:
        """What is pasted becomes one line of bearable length."""
        event.prevent_default()
        event.stop()
        kept = clean(event.text[: 4 * self._most], one_line=True)[: self._most]
        await super()._on_paste(events.Paste(kept))
        self._typed(self.text)

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        self._typed(self.text)
