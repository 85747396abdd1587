"""Everything flagged in a case, or at one question: to confirm, dismiss, or put into an answer."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import Container
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from domain import intents
from domain.answers import AnswerKey
from domain.events import Event, Kind
from domain.flags.flag import Verdict
from domain.interview import Session
from tui.pages.flags import GONE, NO_DOCUMENTS, NOTHING, count
from tui.screens.flag_decision import FlagDecision
from tui.screens.flag_whole import FlagWhole
from tui.screens.house import TWO_LISTS, HouseScreen
from tui.screens.which_question import WhichQuestion
from tui.viewmodel.flags import FlagView, flag_views
from tui.widgets.detail import Detail
from tui.widgets.key_line import KeyLine
from tui.widgets.paragraphs import LABEL, hanging
from tui.widgets.pick_list import PickList, heading
from tui.widgets.rows import Row, cell, plain
from tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from tui.controller import Interview

_INDENT = 10


class FlagsScreen(HouseScreen[str | None]):
    """Dismissed with a question to stand at, or None. `question`: only what bears on that one."""

    CSS_PATH = ["lists.tcss", "flags.tcss"]  # noqa: RUF012  (as Textual has it)
    HORIZONTAL_BREAKPOINTS = TWO_LISTS
    NAME = "flags"
    HINTS = (("Enter", "compare"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("c", "confirm", "Confirm", tooltip="It is so. Nothing is answered by that."),
        Binding("d", "refuse", "Dismiss", tooltip="It is not so, or is no matter; asks why."),
        Binding("f", "fill", "Fill in", tooltip="Confirm, and put words and reason in the answer."),
        Binding("u", "reconsider", "Take back", tooltip="Leave the flag to be decided again."),
        Binding("g", "go_there", "Go there", tooltip="Stand at the question it bears on."),
        Binding("m", "more", "More", tooltip="All there is to this flag."),
        Binding("a", "all", "All", tooltip="All flags of the case, or those of the question."),
        Binding("o", "compare", show=False),
    ]

    def __init__(self, interview: Interview, question: str | None = None) -> None:
        super().__init__()
        self._interview, self._question = interview, question or ""
        self._only = self._question
        self._views: list[FlagView] = []
        self._forget: Callable[[], object] = lambda: None

    def compose(self) -> ComposeResult:
        yield TitleLine("Flags")
        with Container(id="flags"):
            yield PickList()
            yield Detail()
        yield KeyLine()

    def on_mount(self) -> None:
        flagging = self._interview.flagging
        self._forget = flagging.listen(self._show)
        flagging.follow(self._interview.session)
        self._show()

    def on_unmount(self) -> None:
        self._forget()

    def on_screen_resume(self) -> None:
        if self._views:
            self._show()

    # -- showing

    def _show(self, stand_on: str = "") -> None:
        session, flagging = self._interview.session, self._interview.flagging
        findings = flagging.findings
        self._views = flag_views(session, findings, self._only)
        self.query_one(TitleLine).show("Flags", f"case {session.reference}", *self._about())
        rows = _rows(self._views)
        unchecked = findings.not_checked if findings and not self._only else ()
        if not rows:
            rows = [heading(line) for line in self._nothing(session)]
        if flagging.trouble:
            rows.append(Option(Content(f"! {flagging.trouble}"), disabled=True))
        if unchecked:
            rows.append(heading(""))
            rows += [Option(Content(each).stylize(LABEL), disabled=True) for each in unchecked]
        self.query_one(PickList).show_rows(rows, stand_on or self._chosen_key or None)
        if not self._views:
            self.query_one(Detail).show(lambda _width: [])
        self.refresh_bindings()

    def _about(self) -> Sequence[str]:
        if not self._views:
            flagging = self._interview.flagging
            return ("being worked out …",) if flagging.under_way else ()
        left = sum(view.verdict is None for view in self._views)
        decided = len(self._views) - left
        counted = ", ".join([f"{left} to decide", *([f"{decided} decided"] if decided else [])])
        return (f"question {self._only}", counted) if self._only else (counted,)

    def _nothing(self, session: Session) -> Sequence[str]:
        if self._interview.flagging.trouble:
            return ()
        if not session.documents:
            return (NO_DOCUMENTS, "/add at the prompt reads files, or a folder of them, into it.")
        if self._interview.flagging.under_way:
            return ("The documents are being read; what is flagged comes up here.",)
        if self._only:
            return (f"Nothing was flagged that bears on {self._only}. a shows all of the case.",)
        return (NOTHING,)

    @property
    def _chosen_key(self) -> str:
        option = self.query_one(PickList).highlighted_option
        return (option.id or "") if option else ""

    @property
    def _chosen(self) -> FlagView | None:
        key = self._chosen_key
        return next((view for view in self._views if view.key == key), None)

    @on(OptionList.OptionHighlighted)
    def _tell(self) -> None:
        view = self._chosen
        if view is not None:
            self.query_one(Detail).show(lambda width: _told(view, width))

    # -- deciding

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "all":
            return bool(self._question)
        return super().check_action(action, parameters)

    def action_confirm(self) -> None:
        view = self._undecided_one()
        if view is not None and view.flag is not None:
            self._take(intents.DecideFlag(view.flag, Verdict.CONFIRMED))

    def action_refuse(self) -> None:
        view = self._undecided_one()
        if view is None or view.flag is None:
            return
        flag = view.flag

        def decided(given: tuple[Verdict, str] | None) -> None:
            if given is not None:
                self._take(intents.DecideFlag(flag, *given))

        self.app.push_screen(FlagDecision(flag, Verdict.DISMISSED), decided)

    def action_reconsider(self) -> None:
        view = self._chosen
        if view is not None:
            self._take(intents.ReconsiderFlag(view.key))

    def action_fill(self) -> None:
        view = self._chosen
        if view is None or view.flag is None:
            return
        flag = view.flag
        self._at_question(
            view,
            lambda question: self._take(
                intents.DecideFlag(flag, Verdict.CONFIRMED, view.why, AnswerKey(question))
            ),
        )

    def _undecided_one(self) -> FlagView | None:
        view = self._chosen
        if view is not None and view.verdict is not None:
            self.house.say(f"It is {view.verdict} already; u takes that back.")
            return None
        return view

    def _at_question(self, view: FlagView, do: Callable[[str], object]) -> None:
        """Do something at the question the flag bears on; asked which where there are several."""
        names = [name for name, _ in view.questions]
        if not names:
            self.house.say("This flag bears on no question of the interview.")
        elif self._only in names or len(names) == 1:
            do(self._only or names[0])
        else:

            def picked(name: str | None) -> None:
                if name:
                    do(name)

            self.app.push_screen(WhichQuestion(view.questions), picked)

    @work(exclusive=True, group="change")
    async def _take(self, intent: intents.Intent) -> None:
        stand_on = self._next_to_decide()
        outcome = await self.house.in_store(self._interview.take, intent)
        if outcome.kind == "saved":
            self.house.say(_filled(self._interview.session, outcome.events))
        else:
            self.house.say(outcome.say, "error")
        self._show(stand_on if outcome.kind == "saved" else "")

    def _next_to_decide(self) -> str:
        """The flag below that is to be decided, else the one that is marked."""
        keys = [view.key for view in self._views]
        marked = self._chosen_key
        below = self._views[keys.index(marked) + 1 :] if marked in keys else []
        return next((view.key for view in below if view.verdict is None), marked)

    # -- elsewhere

    @on(OptionList.OptionSelected)
    def _picked(self) -> None:
        self.action_compare()

    def action_compare(self) -> None:
        view = self._chosen
        flag = view.flag if view else None
        if flag is None:
            return
        numbers = [quote.document for quote in flag.quotes[:1]] or list(flag.documents[-1:])
        if numbers:
            self.house.open_screen(
                "comparison", interview=self._interview, number=numbers[0], flag=flag.key
            )
        else:
            self.house.say("This flag is about no one document.")

    def action_go_there(self) -> None:
        view = self._chosen
        if view is not None:
            self._at_question(view, self.dismiss)

    def action_more(self) -> None:
        view = self._chosen
        if view is not None:
            self.app.push_screen(FlagWhole(view.label, lambda width: _told(view, width)))

    def action_all(self) -> None:
        self._only = "" if self._only else self._question
        self._show()


def _filled(session: Session, events: Sequence[Event]) -> str:
    """Where the words and the reason went; "" when the flag alone was decided."""
    given = next((e.slot for e in events if e.slot.kind is Kind.EVIDENCE), None)
    if given is None:
        return ""
    codes = session.reasons(AnswerKey(given.subject, given.row))
    with_reason = any(e.slot.kind is Kind.REASONS for e in events)
    reason = f", with its reason: {', '.join(codes)}" if with_reason else ""
    return f"Confirmed. Its words are evidence of {given.subject} now{reason}."


def _rows(views: Sequence[FlagView]) -> list[Option]:
    """Under each kind how many there are and how many are to be decided."""
    rows: list[Option] = []
    for kind, group in groupby(views, lambda view: str(view.kind) if view.flag else GONE):
        of_kind = list(group)
        named = Content.assemble((f"{kind[0].upper()}{kind[1:]}", "bold $primary"))
        rows += [heading("")] if rows else []
        rows.append(heading(Content.assemble(named, "  ", (count(of_kind), LABEL))))
        rows += [Option(Row(_drawn(view)), id=view.key) for view in of_kind]
    return rows


def _drawn(view: FlagView) -> Callable[[int], Content]:
    """Its sign and what it says; one that is decided is grey and says so first."""

    def draw(width: int) -> Content:
        if view.verdict is None:
            return cell(view.sign, 4, "bold $warning") + cell(view.say, width - 4)
        return cell(f"    {view.decided} · {view.say}", width, LABEL)

    return draw


def _told(view: FlagView, width: int) -> list[Content]:
    """The whole of a flag."""
    questions = " · ".join(f"{name} {about}" for name, about in view.questions)
    doubt = "One of the weaker rules: something to check." if view.sign == "(?)" else ""
    lines = plain(view.say, "bold").wrap(width)
    for label, text in (
        ("Decided", view.decided),
        *(("Words", quote) for quote in view.quotes[:1]),
        ("Record", view.against),
        ("Bears on", questions),
        ("", doubt),
        *(("Beside", quote) for quote in view.quotes[1:]),
        ("Rule", f"{view.label}. {view.source}"),
    ):
        if text:
            lines += hanging(Content.styled(label, LABEL), plain(text), width, _INDENT)
    return lines
