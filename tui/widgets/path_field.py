"""A line for the path of a file or folder, completed from what is on disk as one types."""

from __future__ import annotations

import asyncio
import os
from pathlib import Path
from typing import ClassVar
from urllib.parse import unquote, urlsplit
from urllib.request import url2pathname

from textual import events
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.message import Message
from textual.suggester import Suggester
from textual.widgets import Input, Static

from storage.errors import StorageError
from storage.places import at_home
from tui.widgets.field import Field

_MOST_LISTED = 5000  # names of a folder looked through for one that fits
_QUOTES = "\"'“”‘’"


class PathField(Field):
    """Tab takes what is offered; ~ is the home folder."""

    class Pasted(Message):
        """A text of several lines was pasted, which is no path."""

        def __init__(self, text: str) -> None:
            super().__init__()
            self.text = text

    def compose(self) -> ComposeResult:
        yield Static(self._label, classes="field-label", markup=False)
        yield _PathInput(self._value, compact=True, suggester=_OnDisk())
        yield Static(self._hint, classes="field-hint", markup=False)


class _PathInput(Input):
    BINDINGS: ClassVar[list[BindingType]] = [Binding("tab", "complete", show=False)]

    def action_complete(self) -> None:
        if len(self._suggestion) > len(self.value) and self.cursor_at_end:
            self.action_cursor_right()
        else:
            self.screen.focus_next()

    def _on_paste(self, event: events.Paste) -> None:
        if len(event.text.strip().splitlines()) > 1:
            self.post_message(PathField.Pasted(event.text))
            event.prevent_default()  # the base class would take the first line for a path
            event.stop()


class _OnDisk(Suggester):
    """The first name that goes on from what is typed, folders and files alike."""

    def __init__(self) -> None:
        super().__init__(use_cache=False, case_sensitive=True)

    async def get_suggestion(self, value: str) -> str | None:
        return await asyncio.to_thread(suggestion, value)


def suggestion(typed: str) -> str | None:
    """The path that a beginning of one leads to; None for none. Hidden names are not offered."""
    at = max(typed.rfind(sep) for sep in (os.sep, os.altsep or os.sep)) + 1
    begun, stem = typed[:at], typed[at:].casefold()
    if not begun or begun[0] in _QUOTES:
        return None
    try:
        with os.scandir(at_home(begun)) as entries:
            listed = [entry for entry, _ in zip(entries, range(_MOST_LISTED), strict=False)]
            names = [f"{each.name}{os.sep if each.is_dir() else ''}" for each in listed]
    except (OSError, ValueError, StorageError):
        return None
    fits = (name for name in names if name.casefold().startswith(stem) and name[0] != ".")
    best = min(fits, key=str.casefold, default=None)
    return f"{begun}{best}" if best is not None and stem else None


def path_typed(text: str) -> Path:
    """A path as typed, pasted or dropped into a terminal: in quotes, with ~, as a file: address,
    or with its spaces marked. Raises StorageError."""
    bare = text.strip()
    if len(bare) > 1 and bare[0] in _QUOTES and bare[-1] in _QUOTES:
        bare = bare[1:-1]
    if bare.startswith("file://"):
        bare = url2pathname(unquote(urlsplit(bare).path))
    path = at_home(bare)
    if "\\ " in bare and os.sep == "/" and not os.path.lexists(path):
        return at_home(bare.replace("\\ ", " "))
    return path
