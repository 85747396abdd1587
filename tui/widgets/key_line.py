"""The last line of a screen: the keys worth knowing here."""

from __future__ import annotations

from collections.abc import Sequence
from typing import Protocol, cast

from textual.content import Content
from textual.widget import Widget

from tui.actions import BY_ID


class Keys(Protocol):
    def key_of(self, action_id: str) -> str:
        """The first key of an action, "" without any."""


_SAID = {
    "escape": "esc",
    "enter": "Enter",
    "question_mark": "?",
    "tab": "Tab",
    "shift+tab": "shift+Tab",
    "left": "←",
    "right": "→",
    "up": "↑",
    "down": "↓",
    "slash": "/",
    "full_stop": ".",
}


def said(key: str) -> str:
    """A key's name as people say it."""
    return _SAID.get(key, key)


class KeyLine(Widget):
    """As many keys as fit, the screen's hints first; what does not fit is in the help."""

    DEFAULT_CSS = """
    KeyLine {
        dock: bottom;
        height: 1;
        padding: 0 2;
        color: $text-muted;
    }
    """

    def on_mount(self) -> None:
        self.screen.bindings_updated_signal.subscribe(self, lambda _screen: self.refresh())

    def _keys(self) -> list[tuple[str, str]]:
        keys = [self._hint(hint) for hint in getattr(self.screen, "HINTS", ())]
        seen = {name for name, _ in keys}
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if active.node is self.screen and binding.show and active.enabled:
                pair = (said(binding.key), binding.description)
                if pair[0] not in seen:
                    keys.append(pair)
                    seen.add(pair[0])
        return keys

    def _hint(self, hint: tuple[str, str] | str) -> tuple[str, str]:
        """A hint as it stands, or the key that the user has for an action, or its command."""
        if not isinstance(hint, str):
            return hint
        key = cast("Keys", self.app).key_of(hint)
        return said(key) if key else f"/{BY_ID[hint].slash}", BY_ID[hint].title

    def render(self) -> Content:
        room = self.content_size.width
        parts = [
            Content.assemble((key, "bold $primary"), f" {description.lower()}")
            for key, description in self._keys()
        ]
        return as_many_as_fit(parts, room)


_GAPS = (3, 2)  # closer together before any is left out


def as_many_as_fit(parts: Sequence[Content], room: int) -> Content:
    """Parts side by side, the first ones first."""
    wide = (Content(" " * gap).join(parts) for gap in _GAPS)
    close = Content(" " * _GAPS[-1])
    fewer = (close.join(parts[:number]) for number in range(len(parts) - 1, 0, -1))
    return next((line for line in (*wide, *fewer) if line.cell_length <= room), Content())
