"""A document of the case beside what was written before it, sentence by sentence."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import Static

from domain import intents
from domain.flags.flag import Flag, Verdict
from tui.screens.comparison_boxes import ALL_EARLIER, FlagBox, VersionBox
from tui.screens.house import HouseScreen
from tui.viewmodel.comparison import comparison_view
from tui.viewmodel.comparison_rows import (
    KEY,
    ComparisonView,
    Raised,
    Row,
    Sentence,
    Share,
    Wanted,
)
from tui.viewmodel.flags import said_of_quote
from tui.widgets.comparison_lines import blocks, columns
from tui.widgets.key_line import KeyLine
from tui.widgets.long_list import LongList
from tui.widgets.paragraphs import Paragraphs
from tui.widgets.rows import beside, cell, plain
from tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from domain.flags.checking import Findings
    from tui.controller import Interview

_WORKING = "Working out what was taken over …"
_GONE = "This document is not in the case any more."
_NAMES: dict[Wanted, str] = {
    "flag": "undecided !",
    "new": "+",
    "edited": "~",
    "section": "section",
}


class ComparisonScreen(HouseScreen[None]):
    """`number`: of the later document in the case. flag: key of the one to begin at, if any."""

    CSS_PATH = "comparison.tcss"
    NAME = "compare"
    HINTS = (
        ("n", "next !"),
        ("+", "new"),
        ("s", "section"),
        ("v", "version"),
        ("Enter", "why"),
        ("c d", "decide"),
    )
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("n,exclamation_mark", "jump('flag', 1)", "Next !", show=False),
        Binding("N", "jump('flag', -1)", "Previous !", show=False),
        Binding("plus", "jump('new', 1)", "Next +", show=False),
        Binding("minus", "jump('new', -1)", "Previous +", show=False),
        Binding("tilde,e", "jump('edited', 1)", "Next ~", show=False),
        Binding("E", "jump('edited', -1)", "Previous ~", show=False),
        Binding("s,tab", "jump('section', 1)", "Next section", show=False),
        Binding("S,shift+tab", "jump('section', -1)", "Previous section", show=False),
        Binding("v", "choose_version", "Another earlier version", show=False),
        Binding("c", "decide('confirmed')", "Confirm what is flagged here", show=False),
        Binding("d", "decide('dismissed')", "Dismiss what is flagged here", show=False),
    ]

    def __init__(self, interview: Interview, number: int, flag: str = "") -> None:
        super().__init__()
        self._interview, self._number, self._flag = interview, number, flag
        self._against = ALL_EARLIER
        self._earlier: dict[int, str] = {}  # number and name of every earlier document
        self._view: ComparisonView | None = None
        self._forget: Callable[[], object] = lambda: None

    def compose(self) -> ComposeResult:
        yield TitleLine("Comparison")
        yield ColumnHeads()
        yield Static(_WORKING, classes="wait", markup=False)
        yield LongList()
        yield WhereLine()
        yield KeyLine()

    def on_mount(self) -> None:
        self.query_one(LongList).display = False
        self._forget = self._interview.flagging.listen(self._worked_out)
        self._interview.flagging.follow(self._interview.session)
        self._worked_out()

    def on_unmount(self) -> None:
        self._forget()

    # -- what there is to show

    def _worked_out(self) -> None:
        """Called whenever there are new findings."""
        flagging = self._interview.flagging
        if flagging.findings is not None:
            self._place(flagging.findings)
        elif flagging.trouble:
            self._tell(flagging.trouble)
        else:
            self._tell(_WORKING if flagging.under_way else _GONE)

    def _tell(self, text: str) -> None:
        wait = self.query_one(".wait", Static)
        wait.update(Content(text))
        wait.display = bool(text)
        self.query_one(LongList).display = not text

    @work(exclusive=True, group="place")
    async def _place(self, findings: Findings) -> None:
        """The rows of a long document are made beside the interface, not in it."""
        versions, number = findings.versions, self._number
        if number not in versions.documents:
            self._tell(_WORKING if self._interview.flagging.under_way else _GONE)
            return
        session = self._interview.session
        self._earlier = {n: session.said(versions.documents[n]) for n in versions.of(number).order}
        if self._against not in self._earlier:
            self._against = ALL_EARLIER
        against = self._against

        def place() -> ComparisonView:
            one = versions.between(against, number) if against else versions.of(number)
            return comparison_view(session, findings, one)

        self._show(await asyncio.to_thread(place))

    def _show(self, view: ComparisonView) -> None:
        row, at = self._row, self.query_one(LongList).at
        at = view.raised_at(self._flag) if row is None else view.row_like(row, at)
        self._view = view
        self.query_one(TitleLine).show(view.title, view.told, f"compared with {view.against}")
        self.query_one(ColumnHeads).show(view.title, view.against)
        self._tell("")
        self.query_one(LongList).show_blocks(blocks(view.rows), at)
        self.query_one(LongList).focus()

    @on(LongList.Moved)
    def _moved(self) -> None:
        view, row = self._view, self._row
        if view is None or row is None:
            return
        names = view.sections
        where = f"Section {row.section + 1} of {len(names)} · {names[row.section]}"
        self.query_one(WhereLine).show(where if row.section >= 0 else "The whole document")

    @property
    def _row(self) -> Row | None:
        at = self.query_one(LongList).at
        return self._view.rows[at] if self._view and at < len(self._view.rows) else None

    # -- what is pressed

    def action_jump(self, wanted: Wanted, direction: int) -> None:
        if self._view is None:
            return
        picks = self.query_one(LongList)
        at = self._view.beyond(picks.at, wanted, direction)
        if at is None:
            way = "below" if direction > 0 else "above"
            self.house.say(f"There is no {_NAMES[wanted]} {way}.")
        else:
            picks.go(at)

    @on(LongList.Chosen)
    def _open(self) -> None:
        """Enter: from the overview to a section, from a ! to all there is to know of it."""
        row = self._row
        if isinstance(row, Share) and self._view is not None:
            at = self._view.head_of(max(0, row.section))
            if at is not None:
                self.query_one(LongList).go(at)
            return
        raised = self._raised()
        if raised is not None:
            quotes = [said_of_quote(quote) for quote in raised.flag.quotes]
            self.app.push_screen(FlagBox(raised, quotes))

    def _raised(self) -> Raised | None:
        """The flag one stands on, or the first one of the sentence one stands on."""
        row = self._row
        if isinstance(row, Sentence) and row.flagged and self._view is not None:
            row = self._view.rows[self.query_one(LongList).at + 1]
        return row if isinstance(row, Raised) else None

    def action_choose_version(self) -> None:
        if not self._earlier:
            self.house.say("There is no earlier document to compare with.")
            return
        versions = list(self._earlier.items())[::-1]
        self.app.push_screen(VersionBox(versions, self._against), self._version_chosen)

    def _version_chosen(self, number: int | None) -> None:
        if number is not None and number != self._against:
            self._against = number
            self._worked_out()

    def action_decide(self, verdict: str) -> None:
        raised = self._raised()
        if raised is None:
            self.house.say("Stand on a ! first; n goes to the next one.")
            return
        from tui.screens.flag_decision import FlagDecision

        flag = raised.flag

        def decided(given: tuple[Verdict, str] | None) -> None:
            if given is not None:
                self._decide(flag, *given)

        self.app.push_screen(FlagDecision(flag, Verdict(verdict)), decided)

    @work(exclusive=True, group="change")
    async def _decide(self, flag: Flag, verdict: Verdict, why: str) -> None:
        intent = intents.DecideFlag(flag, verdict, why)
        outcome = await self.house.in_store(self._interview.take, intent)
        if outcome.kind != "saved":
            self.house.say(outcome.say, "error")
        self._worked_out()


class ColumnHeads(Paragraphs):
    """What stands left and what right, or above and beneath."""

    def __init__(self) -> None:
        super().__init__()
        self._later, self._earlier = "", ""

    def show(self, later: str, earlier: str) -> None:
        self._later, self._earlier = later, earlier
        self.lay_anew(layout=False)

    def lines(self, width: int) -> list[Content]:
        if not self._later:
            return [Content("")]
        left, right = columns(width)
        if not right:
            return [plain(f"Beneath each sentence: {self._earlier}", "$text-muted").pad_left(3)]
        later = cell(f"Later: {self._later}", left, "$text-muted")
        earlier = cell(f"Earlier: {self._earlier}", right, "$text-muted")
        return [later.pad_left(3) + Content("   ") + earlier]


class WhereLine(Paragraphs):
    """The section one stands in, and what the marks mean."""

    def __init__(self) -> None:
        super().__init__()
        self._where = ""

    def show(self, where: str) -> None:
        if where != self._where:
            self._where = where
            self.lay_anew(layout=False)

    def lines(self, width: int) -> list[Content]:
        return [beside(plain(self._where), plain(KEY, "$text-muted"), width)]
