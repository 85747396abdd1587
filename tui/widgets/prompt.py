"""Where everything is typed. It has a fixed height, so that no key lays the screen out anew."""

from __future__ import annotations

from collections.abc import Collection
from dataclasses import dataclass
from typing import TYPE_CHECKING, ClassVar

from textual import events
from textual.binding import BindingType
from textual.message import Message
from textual.widgets import TextArea

from domain.text_cleaning import clean
from tui.widgets.text_keys import kept

if TYPE_CHECKING:
    from glossary import Glossary

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


@dataclass(frozen=True)
class Place:
    """A step of the case, and the line typed there that is not on disk yet."""

    step: str | None
    unsaved: str | None


class Prompt(TextArea, inherit_bindings=False):
    """Enter sends, ctrl+j (shift+enter where the terminal tells it apart) begins a new line.

    open: whether lines are taken. choices: keys that answer a question put back, while one is
    shown, and asked: the text it was put about. menu: whether the keys of the menu of commands go
    to it. place: where a line sent now belongs, whatever has come up by the time it is taken; None
    while one is being taken already, for what follows is typed ahead. given: text that came back.
    """

    BINDINGS: ClassVar[list[BindingType]] = kept(_OWN)

    @dataclass
    class Sent(Message):
        text: str
        place: Place | None

    @dataclass
    class Chosen(Message):
        key: str

    @dataclass
    class MenuKey(Message):
        """A key for the menu of commands, and the text it was pressed after."""

        key: str
        text: str
        place: Place | None

    @dataclass
    class SetAside(Message):
        """Text that had come back made room for a command."""

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
        self.asked = self.given = ""
        self.place: Place | None = None
        self.menu = False
        self.open = False
        self._set_text = ""

    def put(self, text: str) -> None:
        """Have this text, with nothing to undo before it, and the cursor at its end."""
        self._set_text = text
        self.given = ""
        if text != self.text or text:
            self.load_text(text)
            self.move_cursor(self.document.end)

    def words_here(self, glossary: Glossary | None) -> str:
        """What is selected; else the term or word that the cursor is in or just behind."""
        from tui.lookup import LONGEST, words_at

        if self.selected_text:
            return clean(self.selected_text[: 4 * LONGEST], one_line=True)[:LONGEST]
        if glossary is None:
            return ""
        row, column = self.cursor_location
        first = max(0, column - LONGEST)
        around = self.document.get_line(row)[first : column + LONGEST]
        return words_at(around, column - first, glossary)

    def _taken(self) -> tuple[str, Place | None]:
        """The text, which leaves the prompt at once: the next key may come before the message."""
        text, place = self.text, self.place
        self.put("")
        self.place = None
        self.menu = False
        self.choices = ()
        return text, place

    def _is_choice(self, key: str | None) -> bool:
        chosen = key is not None and key.casefold() in self.choices
        return chosen and self.text.startswith(self.asked)

    async def _on_key(self, event: events.Key) -> None:
        if self.menu and event.key in _MENU:
            sent = self._taken() if event.key == "enter" else (self.text, self.place)
            self._claim(event, self.MenuKey(event.key, *sent))
        elif event.character is not None and self._is_choice(event.character):
            besides = self._taken()[0].removeprefix(self.asked).lstrip("\n")
            self.put(besides)
            self._claim(event, self.Chosen(event.character.casefold()))
        elif event.key == "enter":
            self._claim(event, self.Sent(*self._taken()) if self.open else self.TooEarly())
        elif event.character == "/" and self.given and self.text == self.given:
            self._claim(event, self.SetAside(self.text))
            self.put("")
            self.insert("/")
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
