"""The terms found in the glossary, and what one of them means. Neither lays the screen out anew."""

from __future__ import annotations

from dataclasses import dataclass
from typing import TYPE_CHECKING

from textual import events
from textual.app import RenderResult
from textual.content import Content
from textual.message import Message

from tui.pages.terms import whose
from tui.widgets.paragraphs import LABEL, NARROW, Paragraphs, in_columns, labelled
from tui.widgets.rows import beside

if TYPE_CHECKING:
    from glossary import Entry
    from tui.lookup import FoundTerm, Lookup

_LABELS = 10
_MARK = "\u203a "


class TermList(Paragraphs):
    """As many of the terms as there is room for, the marked one among them."""

    @dataclass
    class Clicked(Message):
        row: int

    def __init__(self) -> None:
        super().__init__()
        self._lookup: Lookup | None = None
        self._at: list[int | None] = []  # the row on each line shown

    def show(self, lookup: Lookup) -> None:
        self._lookup = lookup
        self.lay_anew(layout=False)

    def lines(self, width: int) -> list[Content]:
        lookup, height = self._lookup, max(self.content_size.height, 1)
        self._at = []
        if lookup is None:
            return [Content.styled("Reading the terms …", LABEL)]
        if not lookup.rows:
            return Content.styled(lookup.said, LABEL).wrap(width)[:height]
        every: list[tuple[int | None, Content]] = []
        for place, row in enumerate(lookup.rows):
            if row.group and (place == 0 or lookup.rows[place - 1].group != row.group):
                every.append((None, Content.styled(row.group, LABEL).truncate(width)))
            every.append((place, _row(row, place == lookup.marked, width)))
        marked = next(n for n, (place, _) in enumerate(every) if place == lookup.marked)
        first = max(0, marked - height + 1)
        shown = every[first : first + height]
        self._at = [place for place, _ in shown]
        return [line for _, line in shown]

    def on_click(self, event: events.Click) -> None:
        at = event.get_content_offset(self)
        row = self._at[at.y] if at is not None and at.y < len(self._at) else None
        if row is not None:
            self.post_message(self.Clicked(row))


def _row(row: FoundTerm, marked: bool, width: int) -> Content:
    sign = _MARK if marked else "  "
    digit = f"{row.digit} " if row.digit else ""
    named = Content.assemble(
        (sign, "bold $primary"),
        (digit, "bold $primary"),
        (row.entry.term, "bold" if marked else ""),
        ("  " + row.entry.expansion, LABEL),
    )
    own = Content.styled("own" if whose(row.entry) else "", LABEL)
    line = beside(named, own, width) if own else named.truncate(width, ellipsis=True, pad=True)
    return line.stylize("$foreground on $surface") if marked else line


class Definition(Paragraphs):
    """One entry in full, a window of it at a time."""

    def __init__(self) -> None:
        super().__init__()
        self._lookup: Lookup | None = None
        self._entry: Entry | None = None
        self._first = 0

    def show(self, lookup: Lookup) -> None:
        if lookup.entry != self._entry:
            self._entry, self._first = lookup.entry, 0
        self._lookup = lookup
        self.lay_anew(layout=False)

    def page(self, by: int) -> None:
        """Turn to the page below or above."""
        self._turn(by * max(self.content_size.height - 1, 1))

    def on_mouse_scroll_down(self) -> None:
        self._turn(3)

    def on_mouse_scroll_up(self) -> None:
        self._turn(-3)

    def _turn(self, lines: int) -> None:
        room = max(self.content_size.height - 1, 1)
        end = len(self.laid(self.content_size.width)) - room
        self._first = max(0, min(self._first + lines, end))
        self.refresh()

    def lines(self, width: int) -> list[Content]:
        lookup, entry = self._lookup, self._entry
        if lookup is None or entry is None:
            return []
        head = Content.assemble((entry.term, "bold $primary"), "  ", (entry.expansion, "bold"))
        own = whose(entry)
        return [
            *head.wrap(width),
            *(Content.styled(f"{own[0].upper()}{own[1:]}.", LABEL).wrap(width) if own else []),
            *Content(entry.definition).wrap(width),
            *_see_also(lookup, width),
            *labelled("In use", entry.period, width, _LABELS),
            *labelled("Became", entry.became, width, _LABELS),
            *labelled("Source", entry.source, width, _LABELS),
        ]

    def render(self) -> RenderResult:
        every, room = self.laid(self.content_size.width), self.content_size.height
        shown = every[self._first : self._first + room]
        below = len(every) - self._first - room
        if below > 0 and shown:
            shown[-1] = Content.styled(f"… {below + 1} more lines: PgDn", LABEL)
        elif self._first and shown:
            shown = [*shown, *[Content("")] * (room - len(shown) - 1)][: room - 1]
            shown.append(Content.styled("PgUp: back to the beginning", LABEL))
        return Content("\n").join(shown)


def _see_also(lookup: Lookup, width: int) -> list[Content]:
    """Terms to see also, each with the digit that opens it."""
    digits = {entry.term: number for number, entry in enumerate(lookup.digits, 1)}
    numbered = bool(digits) and lookup.reading
    cells = []
    for name, entry in lookup.see_also:
        number = digits.get(entry.term, 0) if numbered and entry is not None else 0
        cells.append(Content.assemble((f"{number or ' '} ", "bold $primary"), name))
    if not cells:
        return []
    label = Content.styled("See also", LABEL)
    if width < NARROW:
        return [label, *in_columns(cells, width, 0)]
    first, *rest = in_columns(cells, width - _LABELS, 0)
    return [label.pad_right(2) + first, *(line.pad_left(_LABELS) for line in rest)]
