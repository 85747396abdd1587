"""The keys of the screen in front, in the command palette too."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from textual.binding import Binding
from textual.command import DiscoveryHit, Hit, Hits, Provider

# Keys of the lists and boxes themselves, which need no name to be found.
_PLAIN = {"escape", "tab", "shift+tab", "question_mark", "ctrl+c", "super+c"}


class OwnCommands(Provider):
    """Offers what the screen's own keys do. Titles are short, so the palette's matcher serves."""

    def _bindings(self) -> Iterator[Binding]:
        seen = set()
        for active in self.screen.active_bindings.values():
            binding = active.binding
            if active.node is not self.screen or binding.key in _PLAIN or not binding.description:
                continue
            if binding.action not in seen and active.enabled:
                seen.add(binding.action)
                yield binding

    async def discover(self) -> Hits:
        for binding in self._bindings():
            yield DiscoveryHit(
                binding.description, partial(self._run, binding), help=binding.tooltip or None
            )

    async def search(self, query: str) -> Hits:
        matcher = self.matcher(query)
        for binding in self._bindings():
            rank = matcher.match(binding.description)
            if rank > 0:
                yield Hit(
                    rank,
                    matcher.highlight(binding.description),
                    partial(self._run, binding),
                    help=binding.tooltip or None,
                )

    async def _run(self, binding: Binding) -> None:
        await self.screen.run_action(binding.action)
