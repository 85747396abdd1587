"""Where everything is typed. It has a fixed height, so that no key lays the screen out anew."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import ClassVar

from textual import events
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.widgets import TextArea

from domain.text_cleaning import clean

_NEWLINE = {"shift+enter", "alt+enter", "ctrl+j"}
_MENU = {"up", "down", "tab", "enter"}
# What of the text area's own keys is kept; the others are the app's.
_OWN = {
    "up", "down", "left", "right", "ctrl+left", "ctrl+right", "home", "ctrl+a", "end", "ctrl+e",
    "ctrl+shift+left", "ctrl+shift+right", "shift+home", "shift+end", "shift+up", "shift+down",
    "shift+left", "shift+right", "backspace", "ctrl+w", "ctrl+backspace", "alt+backspace",
    "delete", "ctrl+d", "alt+delete", "ctrl+x", "super+x", "ctrl+c", "super+c", "ctrl+v", "ctrl+u",
    "super+backspace", "ctrl+k", "ctrl+z", "super+z", "ctrl+y", "super+y",
}  # fmt: skip


def _kept() -> list[BindingType]:
    bindings: list[BindingType] = []
    for binding in TextArea.BINDINGS:
        assert isinstance(binding, Binding)
        keys = [key for key in binding.key.split(",") if key in _OWN]
        if keys:
            bindings.append(Binding(",".join(keys), binding.action, show=False))
    return bindings


class Prompt(TextArea, inherit_bindings=False):
    """Enter sends, ctrl+j (shift+enter where the terminal tells it apart) begins a new line.

    open: whether lines are taken. choices: keys that answer a question put back, while one is
    shown. menu: whether the keys of the menu of commands go to it.
    """

    BINDINGS: ClassVar[list[BindingType]] = _kept()

    @dataclass
    class Sent(Message):
        text: str

    @dataclass
    class Chosen(Message):
        key: str

    @dataclass
    class MenuKey(Message):
        """A key for the menu of commands, and the text it was pressed after."""

        key: str
        text: str

    class TooEarly(Message):
        """Enter while nothing can be taken yet; the text stays."""

    class Typed(Message):
        """The text has changed by a person's hand."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(
            id=id,
            compact=True,
            soft_wrap=True,
            tab_behavior="focus",
            show_line_numbers=False,
            highlight_cursor_line=False,
        )
        self.cursor_blink = False
        self.choices: Collection[str] = ()
        self.menu = False
        self.open = False
        self._set_text = ""

    def put(self, text: str) -> None:
        """Have this text, with nothing to undo before it, and the cursor at its end."""
        self._set_text = text
        if text != self.text or text:
            self.load_text(text)
            self.move_cursor(self.document.end)

    def _taken(self) -> str:
        """The text, which leaves the prompt at once: the next key may come before the message."""
        text = self.text
        self.put("")
        self.menu = False
        self.choices = ()
        return text

    async def _on_key(self, event: events.Key) -> None:
        if self.menu and event.key in _MENU:
            text = self._taken() if event.key == "enter" else self.text
            self._claim(event, self.MenuKey(event.key, text))
        elif event.character is not None and event.character.casefold() in self.choices:
            self._taken()
            self._claim(event, self.Chosen(event.character.casefold()))
        elif event.key == "enter":
            self._claim(event, self.Sent(self._taken()) if self.open else self.TooEarly())
        elif event.key in _NEWLINE:
            self._claim(event, None)
            self.insert("\n")
        else:
            await super()._on_key(event)

    def _claim(self, event: events.Key, message: Message | None) -> None:
        event.stop()
        event.prevent_default()
        if message is not None:
            self.post_message(message)

    async def _on_paste(self, event: events.Paste) -> None:
        """What is pasted is cleaned here, so that what is seen is what is kept."""
        event.prevent_default()
        event.stop()
        await super()._on_paste(events.Paste(clean(event.text)))

    def on_text_area_changed(self, event: TextArea.Changed) -> None:
        event.stop()
        if self.text != self._set_text:
            self._set_text = self.text
            self.post_message(self.Typed())
