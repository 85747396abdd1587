"""The command palette, filled from the table of actions."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial
from typing import TYPE_CHECKING, cast

from textual.command import DiscoveryHit, Hit, Hits, Provider

from tui.actions import ACTIONS, Action

if TYPE_CHECKING:
    from tui.app import CorecaseApp


class ActionCommands(Provider):
    """Titles are short, so Textual's own matcher serves; it would choke on longer text."""

    @property
    def _house(self) -> CorecaseApp:
        return cast("CorecaseApp", self.app)

    def _offered(self) -> Iterator[tuple[Action, str]]:
        """What the screen below can do, with its help and the key or command that does it too."""
        for action in ACTIONS:
            if action.id != "palette" and self._house.can_perform(action.id, self.screen):
                way = self._house.key_of(action.id) or f"/{action.slash}"
                yield action, f"{action.help}  ({way})"

    async def discover(self) -> Hits:
        for action, told in self._offered():
            yield DiscoveryHit(action.title, partial(self._house.perform, action.id), help=told)

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for action, told in self._offered():
            rank = max(matcher.match(action.title), matcher.match(action.slash))
            if rank > 0:
                yield Hit(
                    rank,
                    matcher.highlight(action.title),
                    partial(self._house.perform, action.id),
                    help=told,
                )
