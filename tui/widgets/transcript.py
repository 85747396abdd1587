"""What was answered so far, newest at the foot.

Only a window of the turns is mounted: enough to fill a screen and to scroll. Older ones are mounted
as the reader comes near the top, and newer ones let go; the case itself is never shortened.
"""

from __future__ import annotations

from collections.abc import Sequence
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Static

from tui.widgets.turn_card import TurnCard

if TYPE_CHECKING:
    from tui.viewmodel import TurnView

FIRST = 20  # cards mounted at first
BLOCK = 20  # cards mounted or let go at a time
MOST = 40  # cards mounted at any time
_NEAR = 4  # lines from an end at which more are fetched


class Transcript(VerticalScroll, can_focus=False):
    """Cards of `turns[start:end]`; `end` is the last turn unless the reader went far up."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self.turns: tuple[TurnView, ...] = ()
        self._start = 0
        self._end = 0
        self._moving = False

    def compose(self) -> ComposeResult:
        yield Static(id="welcome", markup=False)

    def on_mount(self) -> None:
        self.anchor()

    def welcome(self, text: str) -> None:
        """What to read while nothing has been answered."""
        self.query_one("#welcome", Static).update(Content(text))

    @property
    def cards(self) -> list[TurnCard]:
        return [card for card in self.children if isinstance(card, TurnCard)]

    async def show(self, turns: Sequence[TurnView]) -> None:
        """Bring the cards in line with `turns`, touching only what differs."""
        self.query_one("#welcome").display = not turns
        at_newest = self._end == len(self.turns)
        old, self.turns = self.turns[self._start : self._end], tuple(turns)
        same = _shared([turn.step for turn in old], [t.step for t in turns[self._start :]])
        if old and not at_newest and same == len(old):  # the reader went far up
            self._refresh_cards()
            return
        self._moving = True
        with self.app.batch_update():
            await self._bring_in_line(same)
        self._moving = False

    async def _bring_in_line(self, same: int) -> None:
        """Keep the first `same` cards, have the newest turns after them."""
        if same == 0:
            await self._show_tail()
            return
        for card in self.cards[same:]:
            await card.remove()
        self._end = self._start + same
        self._refresh_cards()
        await self._mount_to(len(self.turns))
        await self._let_go_above()

    async def _show_tail(self) -> None:
        await self.remove_children(TurnCard)
        self._end = len(self.turns)
        self._start = max(0, self._end - FIRST)
        await self.mount_all(TurnCard(turn) for turn in self.turns[self._start : self._end])

    def _refresh_cards(self) -> None:
        for card, turn in zip(self.cards, self.turns[self._start : self._end], strict=False):
            card.show(turn)

    async def _mount_to(self, end: int) -> None:
        new = self.turns[self._end : end]
        self._end += len(new)
        if len(new) > MOST:
            await self._show_tail()
        elif new:
            await self.mount_all(TurnCard(turn) for turn in new)

    async def _let_go_above(self) -> None:
        surplus = len(self.cards) - MOST
        if surplus > 0:
            surplus += BLOCK
            self._start += surplus
            for card in self.cards[:surplus]:
                await card.remove()

    # -- scrolling

    def watch_scroll_y(self, old_value: float, new_value: float) -> None:
        super().watch_scroll_y(old_value, new_value)
        if self.is_mounted and new_value != old_value:
            self._fetch_if_near(-1 if new_value < old_value else 1)

    def page(self, direction: int) -> None:
        """Scroll by a screen; at an end there may be more to fetch though nothing can scroll."""
        if direction < 0:
            self.scroll_page_up(animate=False)
        else:
            self.scroll_page_down(animate=False)
        self._fetch_if_near(direction)

    def _fetch_if_near(self, direction: int) -> None:
        if self._moving:
            return
        near_top = self.scroll_y <= _NEAR and self._start > 0
        near_foot = self.max_scroll_y - self.scroll_y <= _NEAR and self._end < len(self.turns)
        if direction < 0 and near_top:
            self._moving = True
            self.call_next(self._fetch_above)
        elif direction > 0 and near_foot:
            self._moving = True
            self.call_next(self._fetch_below)

    async def _fetch_above(self) -> None:
        """Older cards above; what is being read stays where it is on the screen."""
        if not self.cards:
            self._moving = False
            return
        top = self.cards[0]
        before = top.virtual_region.y
        first = max(0, self._start - BLOCK)
        new = [TurnCard(turn) for turn in self.turns[first : self._start]]
        with self.app.batch_update():
            await self.mount_all(new, before=0)
            self._start = first
            surplus = max(0, len(self.cards) - MOST)
            for card in self.cards[len(self.cards) - surplus :]:
                await card.remove()
            self._end -= surplus
        self.call_after_refresh(self._stay_with, top, before)

    async def _fetch_below(self) -> None:
        if not self.cards:
            self._moving = False
            return
        last = self.cards[-1]
        before = last.virtual_region.y
        with self.app.batch_update():
            await self._mount_to(min(len(self.turns), self._end + BLOCK))
            surplus = max(0, len(self.cards) - MOST)
            for card in self.cards[:surplus]:
                await card.remove()
            self._start += surplus
        self.call_after_refresh(self._stay_with, last, before)

    def _stay_with(self, card: TurnCard, before: int) -> None:
        moved = card.virtual_region.y - before
        if moved:
            self.scroll_to(y=self.scroll_y + moved, animate=False, force=True, immediate=True)
        self._moving = False

    @property
    def at_end(self) -> bool:
        return self._end == len(self.turns) and self.scroll_y >= self.max_scroll_y - 1

    async def to_end(self) -> None:
        """Back to the newest turn."""
        if self._end < len(self.turns):
            await self._show_tail()
        self.anchor()


def _shared(old: list[str], new: list[str]) -> int:
    """How many steps both begin with."""
    count = 0
    for one, other in zip(old, new, strict=False):
        if one != other:
            break
        count += 1
    return count
