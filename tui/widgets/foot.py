"""The key line at the foot: the few keys worth knowing here, from the table of actions."""

from __future__ import annotations

from typing import TYPE_CHECKING, cast

from textual.content import Content

from tui.actions import Where, offered
from tui.widgets.key_line import as_many_as_fit
from tui.widgets.paragraphs import LABEL, Paragraphs

if TYPE_CHECKING:
    from tui.app import CorecaseApp


class Foot(Paragraphs):
    """As many as fit, the first ones first."""

    def __init__(self, where: Where, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._where = where

    def lines(self, width: int) -> list[Content]:
        house = cast("CorecaseApp", self.app)
        actions = [action for action in offered(self._where) if action.footer]
        actions.sort(key=lambda action: _FIRST.index(action.id) if action.id in _FIRST else 9)
        entries = [("/", "commands"), ("@", "evidence")] if self._where == "case" else []
        entries += [
            (_shown(house.key_of(action.id)), _SHORT.get(action.id, action.title.lower()))
            for action in actions
            if house.key_of(action.id)
        ]
        parts = [
            Content.assemble((key, "bold $primary"), " ", (title, LABEL)) for key, title in entries
        ]
        return [as_many_as_fit(parts, width)]


_FIRST = ("help", "later", "undo", "flags")  # the last to be left out
_SHORT = {"later": "later"}  # where the title is long for a line that all keys share


def _shown(key: str) -> str:
    """A function key as it is printed on the keyboard."""
    return key.upper() if key[1:].isdecimal() else key
