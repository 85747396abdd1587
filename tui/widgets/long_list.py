"""A list of rows of any height, thousands of them, of which only those in view are drawn."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate
from typing import ClassVar, Protocol

from rich.segment import Segment
from textual import events
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.geometry import Size
from textual.message import Message
from textual.scroll_view import ScrollView
from textual.strip import Strip
from textual.visual import Visual

_MARK = "\u203a "
_ROOM = 1  # cell between the text and the scrollbar
_BESIDE = len(_MARK) + _ROOM
_MOST_DRAWN = 400  # rows kept as drawn: more than any window shows


class Block(Protocol):
    """A row of such a list."""

    @property
    def stands(self) -> bool:
        """Whether one can stand on it with the arrow keys."""

    def height(self, width: int) -> int:
        """How many lines it takes; asked of every row, so it must be quick."""

    def lines(self, width: int) -> list[Content]:
        """Those lines; asked only of rows that come into view."""


class LongList(ScrollView, can_focus=True):
    """The row one stands on has a mark, not only a colour."""

    ALLOW_SELECT = False
    COMPONENT_CLASSES: ClassVar[set[str]] = {"long-list--here", "long-list--mark"}
    DEFAULT_CSS = """
    LongList {
        height: 1fr;
        overflow-x: hidden;
        overflow-y: scroll;
        scrollbar-size-vertical: 1;

        & > .long-list--mark { color: $primary; text-style: bold; }
        &:focus > .long-list--here { background: $panel; }
    }
    """
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("up", "step(-1)", show=False),
        Binding("down", "step(1)", show=False),
        Binding("pageup", "page(-1)", show=False),
        Binding("pagedown,space", "page(1)", show=False),
        Binding("home", "edge(0)", show=False),
        Binding("end", "edge(-1)", show=False),
        Binding("enter", "choose", show=False),
    ]

    @dataclass
    class Moved(Message):
        """One stands on another row."""

        at: int

    @dataclass
    class Chosen(Message):
        """Enter was pressed on a row."""

        at: int

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._blocks: Sequence[Block] = ()
        self._edges: list[int] = [0]  # the line at which each row begins, and that after the last
        self._width = 0
        self._drawn: dict[tuple[int, bool], list[Strip]] = {}
        self.at = 0

    def show_blocks(self, blocks: Sequence[Block], at: int = 0) -> None:
        """Put `blocks` in place of those shown, standing on the one at `at`, or the next there is
        to stand on."""
        self._blocks = blocks
        self.at = 0
        self._lay_out()
        self.go(at)

    # -- where one stands

    def go(self, at: int) -> None:
        """Stand on a row; one out of view comes to stand with some of what is before it."""
        to = self._nearest(at, 1) if self._blocks else None
        if to is None:
            return
        self.at = to
        start, end = self._edges[to], self._edges[to + 1]
        top, room = self.scroll_offset.y, self._room
        if start < top or end > top + room:
            before = min(room // 3, max(0, room - (end - start)))
            self._scroll(start - before)
        self.refresh()
        self.post_message(self.Moved(to))

    def _nearest(self, at: int, direction: int) -> int | None:
        """The row itself if one can stand there, else the next that way, else any other way."""
        last = len(self._blocks) - 1
        at = max(0, min(at, last))
        ways = (range(at, last + 1), range(at, -1, -1))[::direction]
        return next((n for way in ways for n in way if self._blocks[n].stands), None)

    def action_step(self, by: int) -> None:
        if not self._blocks:
            return
        start, end = self._edges[self.at], self._edges[self.at + 1]
        top, room = self.scroll_offset.y, self._room
        more = end > top + room if by > 0 else start < top
        if more and end - start > room and start < top + room and end > top:
            self._scroll(top + by)
            return
        beyond = self._nearest(self.at + by, by)
        if beyond is not None and (beyond - self.at) * by > 0:
            self._stand_near(beyond, by)
        else:
            self._scroll(top + by)

    def _stand_near(self, at: int, by: int) -> None:
        """Stand on a row beside this one, with no more scrolling than brings it into view."""
        start, end = self._edges[at], self._edges[at + 1]
        top, room = self.scroll_offset.y, self._room
        if by > 0 and end > top + room:
            self._scroll(min(start, end - room))
        elif by < 0 and start < top:
            self._scroll(max(start, end - room))
        self.go(at)

    def action_page(self, by: int) -> None:
        if self._blocks:
            line = self._edges[self.at] + by * max(1, self._room - 2)
            at = self._nearest(self._row_at(max(0, line)), by)
            if at is not None:
                self._scroll(self.scroll_offset.y + by * max(1, self._room - 2))
                self._stand_near(at, by)

    def action_edge(self, which: int) -> None:
        if self._blocks:
            at = self._nearest(len(self._blocks) - 1 if which else 0, -1 if which else 1)
            self._scroll(self._edges[-1] if which else 0)
            self.go(at or 0)

    def action_choose(self) -> None:
        if self._blocks:
            self.post_message(self.Chosen(self.at))

    def on_click(self, event: events.Click) -> None:
        if self._blocks:
            at = self._row_at(self.scroll_offset.y + event.y)
            if self._blocks[at].stands:
                self.go(at)

    # -- laying out

    @property
    def _room(self) -> int:
        return max(1, self.scrollable_content_region.height)

    def _row_at(self, line: int) -> int:
        return min(bisect_right(self._edges, line) - 1, len(self._blocks) - 1)

    def _lay_out(self) -> None:
        """Before it has a size of its own, nothing is laid out for one."""
        width = self.scrollable_content_region.width
        self._width = max(8, width - _BESIDE) if width else 0
        self._drawn.clear()
        heights = (block.height(self._width) if width else 0 for block in self._blocks)
        self._edges = [0, *accumulate(heights)]
        self.virtual_size = Size(width, self._edges[-1])
        self.refresh()

    def on_resize(self) -> None:
        """The row one stands on keeps its line on the screen."""
        if not self._blocks or self._width == self.scrollable_content_region.width - _BESIDE:
            return
        shown, line = self._width > 0, self._edges[self.at] - self.scroll_offset.y
        self._lay_out()
        if shown:
            self._scroll(self._edges[self.at] - max(0, min(line, self._room - 1)))
        self.go(self.at)

    def notify_style_update(self) -> None:
        super().notify_style_update()
        self._drawn.clear()

    def _scroll(self, y: int) -> None:
        self.scroll_to(y=max(0, y), animate=False, immediate=True)

    # -- drawing

    def render_line(self, y: int) -> Strip:
        line = self.scroll_offset.y + y
        width = self.scrollable_content_region.width
        if line >= self._edges[-1]:
            return Strip.blank(width, self.rich_style)
        at = self._row_at(line)
        return self._strips(at)[line - self._edges[at]].crop(0, width)

    def _strips(self, at: int) -> list[Strip]:
        here = at == self.at and self._blocks[at].stands
        if (at, here) not in self._drawn:
            if len(self._drawn) >= _MOST_DRAWN:
                self._drawn.clear()
            self._drawn[at, here] = self._draw(at, here)
        return self._drawn[at, here]

    def _draw(self, at: int, here: bool) -> list[Strip]:
        """The mark stands before the first line that says something."""
        lines = self._blocks[at].lines(self._width)
        first = next((number for number, line in enumerate(lines) if line.plain.strip()), 0)
        strips = []
        for number, line in enumerate(lines):
            lit = here and number >= first
            style = self.get_visual_style("long-list--here") if lit else self.visual_style
            mark = style.rich_style
            if lit:
                mark += self.get_component_rich_style("long-list--mark", partial=True)
            text = Visual.to_strips(
                self, line, self._width + _ROOM, 1, style, apply_selection=False, pad=True
            )
            lead = Segment(_MARK if here and number == first else " " * len(_MARK), mark)
            strips.append(Strip([lead, *text[0]]))
        return strips
