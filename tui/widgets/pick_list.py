"""A list to pick from with the arrow keys, narrowed by what is typed."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass

from rich.segment import Segment
from rich.style import Style
from textual import events
from textual.content import Content
from textual.message import Message
from textual.strip import Strip
from textual.widgets import OptionList, Static
from textual.widgets.option_list import Option

from domain.text_cleaning import clean
from tui.widgets.rows import Row

_MARK = "\u203a "


class PickList(OptionList):
    """Rows of one line each, drawn as they come into view; the chosen one has a mark, not only a
    colour. With `finds`, printable keys gather in `typed` instead of reaching the screen."""

    COMPONENT_CLASSES = OptionList.COMPONENT_CLASSES | {"pick-list--mark"}
    DEFAULT_CSS = """
    PickList {
        height: 1fr;
        background: transparent;
        scrollbar-size-vertical: 1;

        & > .pick-list--mark { color: $primary; text-style: bold; }
        & > .option-list--option-disabled { color: $text-muted; text-style: none; }
        & > .option-list--option-hover { background: transparent; }
        & > .option-list--option-highlighted {
            background: transparent;
            color: $foreground;
            text-style: none;
        }
        &:focus {
            background-tint: transparent;
            & > .option-list--option-highlighted {
                background: $panel;
                color: $foreground;
                text-style: none;
            }
        }
    }
    """

    @dataclass
    class Typed(Message):
        """What is typed to find something has changed."""

        picks: PickList
        text: str

        @property
        def control(self) -> PickList:
            return self.picks

    def __init__(self, *, finds: bool = False, id: str | None = None) -> None:
        super().__init__(id=id, markup=False, compact=True)
        self.finds = finds
        self.typed = ""

    def show_rows(self, rows: Iterable[Option], stand_on: str | None = None) -> None:
        """Put `rows` in place of those shown, standing on the one of that id if it is there."""
        self.set_options(rows)
        self.refresh(layout=False)
        self.stand_on(stand_on)

    def stand_on(self, row: str | None) -> None:
        """Stand on the row of that id; on the first one that can be picked, if there is none."""
        known = row is not None and any(option.id == row for option in self.options)
        if known and row is not None:
            self.highlighted = self.get_option_index(row)
        else:
            self.action_first()

    def forget_typed(self) -> None:
        self.typed = ""

    # -- typing to find

    def check_consume_key(self, key: str, character: str | None) -> bool:
        printable = character is not None and character.isprintable()
        return self.finds and printable and not self._asks_for_help(key)

    def _asks_for_help(self, key: str) -> bool:
        """A question mark is only text once something is being typed."""
        return key == "question_mark" and not self.typed

    def on_key(self, event: events.Key) -> None:
        if not self.finds:
            return
        typed = self.typed
        if event.is_printable and event.character and not self._asks_for_help(event.key):
            typed += event.character
        elif event.key in ("backspace", "ctrl+h"):
            typed = typed[:-1]
        elif event.key in ("escape", "ctrl+u") and typed:
            typed = ""
        else:
            return
        event.stop()
        event.prevent_default()
        self._now_typed(typed)

    def on_paste(self, event: events.Paste) -> None:
        if self.finds:
            event.stop()
            self._now_typed(self.typed + clean(event.text, one_line=True))

    def _now_typed(self, typed: str) -> None:
        if typed.lstrip() != self.typed:
            self.typed = typed.lstrip()
            self.post_message(self.Typed(self, self.typed))

    # -- drawing

    def _get_left_gutter_width(self) -> int:
        return len(_MARK)

    def render_line(self, y: int) -> Strip:
        line = super().render_line(y)
        chosen = self.highlighted is not None and self._row_at(y) == self.highlighted
        base = next(iter(line), Segment("")).style or Style()
        if chosen:
            base = base + self.get_component_rich_style("pick-list--mark", partial=True)
        mark = Segment(_MARK if chosen else "  ", base)
        return Strip([mark, *line]).crop(0, self.scrollable_content_region.width)

    def _row_at(self, y: int) -> int | None:
        at = self.scroll_offset.y + y
        return self._lines[at][0] if at < len(self._lines) else None


def heading(text: str | Content) -> Option:
    """A line above a group of rows, which cannot be picked."""
    content = text if isinstance(text, Content) else Content(text)
    return Option(Row(lambda _width: content), disabled=True)


class FindLine(Static):
    """Shows what is typed into a PickList, and what to do while nothing is."""

    def __init__(self, invitation: str, *, id: str | None = None) -> None:
        super().__init__(id=id, markup=False)
        self._invitation = invitation
        self.show("")

    def show(self, typed: str, found: str = "") -> None:
        if not typed:
            self.update(Content(self._invitation).stylize("$text-muted"), layout=False)
            return
        self.update(
            Content.assemble(
                ("Find  ", "$text-muted"),
                (typed, "bold"),
                ("▏", "$primary"),
                ("  " + found, "$text-muted"),
            ),
            layout=False,
        )
