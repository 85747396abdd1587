"""Look a term up without leaving the question; Escape goes back to what was being typed."""

from __future__ import annotations

import asyncio
from typing import TYPE_CHECKING, ClassVar, cast

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Horizontal, Vertical
from textual.content import Content
from textual.screen import ModalScreen
from textual.widgets import Static

from storage.errors import StorageError
from tui.lookup import LONGEST, Lookup
from tui.question_terms import QuestionTerms
from tui.screens.interview_frame import HEIGHTS, WIDTHS
from tui.widgets.query_line import QueryLine
from tui.widgets.term_list import Definition, TermList

if TYPE_CHECKING:
    from glossary import Entry
    from tui.app import CorecaseApp

_NONE = QuestionTerms()
_EDITING = {"left", "right", "home", "end", "ctrl+a", "ctrl+e"}


class GlossaryScreen(ModalScreen[None]):
    """`query`: what to look up at once. terms: those of the question, which is told in `about`
    where the window is too narrow to show it beside."""

    CSS_PATH = "glossary.tcss"
    AUTO_FOCUS = "QueryLine"
    HORIZONTAL_BREAKPOINTS = WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    BINDINGS: ClassVar[list[BindingType]] = [Binding("escape", "leave", show=False)]

    def __init__(self, query: str = "", terms: QuestionTerms = _NONE, about: str = "") -> None:
        super().__init__()
        self._query, self._terms, self._about = query.strip()[:LONGEST], terms, about
        self._lookup: Lookup | None = None
        self._read: list[Entry] = []
        # Kept, because they are needed at every key.
        self._line = QueryLine(self._query, take=self._take, typed=self._typed, most=LONGEST)
        self._found = TermList()
        self._definition = Definition()
        self._keys = Static(id="keys", markup=False)

    @property
    def house(self) -> CorecaseApp:
        return cast("CorecaseApp", self.app)

    def compose(self) -> ComposeResult:
        with Vertical(id="pane"):
            yield Static(Content(self._about), id="about")
            with Horizontal(id="ask"):
                yield Static("Glossary", id="sign", markup=False)
                yield self._line
            yield self._found
            yield self._definition
            yield Static(id="trouble", markup=False)
            yield self._keys

    def on_mount(self) -> None:
        self._line.select_all()
        self.run_worker(self._begin())

    async def _begin(self) -> None:
        """Have the terms at hand, then look up what was asked for or typed meanwhile."""
        from glossary import GlossaryError

        at_hand = self.house.terms
        try:
            await asyncio.to_thread(at_hand.warm)
            lately = await asyncio.to_thread(at_hand.lately)
        except GlossaryError as error:
            self._tell_trouble(str(error))
            return
        self._tell_trouble(at_hand.trouble)
        self._lookup = Lookup(at_hand.glossary(), self._terms, lately)
        numbered = self._terms.numbered(self._query)
        if self._line.text != self._query:
            self._lookup.type(self._line.text)
        elif numbered is not None:
            self._lookup.show(numbered.entry)
        elif self._query:
            self._lookup.look_up(self._query)
        self._shown(anew=numbered is not None)

    def _tell_trouble(self, trouble: str) -> None:
        line = self.query_one("#trouble", Static)
        line.display = bool(trouble)
        line.update(Content(trouble))

    # -- what is typed

    def _take(self, key: str) -> bool:
        """Do what a key stands for beside the text; False when it is text."""
        lookup = self._lookup
        if lookup is None:
            return key == "enter"
        if key in ("up", "down"):
            lookup.move(-1 if key == "up" else 1)
        elif key in ("pageup", "pagedown"):
            self._definition.page(-1 if key == "pageup" else 1)
        elif key == "enter":
            self._note_read()
            lookup.open()
        elif key in ("left", "backspace") and lookup.reading and lookup.can_go_back:
            lookup.back()
        elif key in _EDITING and lookup.reading:
            lookup.edit()
            self._shown()
            return False
        elif key.isdecimal() and lookup.digits:
            self._note_read()
            lookup.follow(int(key))
        else:
            return False
        self._shown(anew=key not in ("up", "down", "pageup", "pagedown"))
        return True

    def _typed(self, text: str) -> None:
        if self._lookup is not None and self.is_attached:
            self._lookup.type(text)
            self._shown()

    @on(TermList.Clicked)
    def _clicked(self, event: TermList.Clicked) -> None:
        if self._lookup is not None:
            self._lookup.mark(event.row)
            self._shown()

    # -- what is shown

    def _shown(self, *, anew: bool = False) -> None:
        """Show what is found; with `anew` the line of the query follows it."""
        lookup = self._lookup
        assert lookup is not None
        if anew:
            self._line.put(lookup.query)
        self._found.show(lookup)
        self._definition.show(lookup)
        self._keys.update(Content(_keys(lookup)), layout=False)

    # -- leaving

    def _note_read(self) -> None:
        if self._lookup is not None and self._lookup.query and self._lookup.entry is not None:
            self._read.append(self._lookup.entry)

    def do_define(self) -> None:
        """The key that opens the glossary closes it too."""
        self.action_leave()

    def action_leave(self) -> None:
        self._note_read()
        if self._read:
            self.app.run_worker(_keep(self.house, tuple(self._read)))
        self.dismiss()


async def _keep(house: CorecaseApp, read: tuple[Entry, ...]) -> None:
    """Offer what was read again next time."""
    try:
        await house.in_store(house.terms.remember, *read)
    except StorageError as error:
        house.say(f"What was looked up is remembered for now only. {error}", "warning")


def _keys(lookup: Lookup) -> str:
    """The keys that do something now, the nearest first."""
    keys = []
    if most := len(lookup.digits):
        opens = "see also" if lookup.query else "open"
        keys.append(f"1–{most} {opens}" if most > 1 else f"1 {opens}")
    if lookup.reading and lookup.can_go_back:
        keys.append("← back")
    elif lookup.rows and not lookup.reading:
        keys.append("Enter read")
    if len(lookup.rows) > 1:
        keys.append("↑ ↓")
    return " · ".join(["esc close", *keys])
