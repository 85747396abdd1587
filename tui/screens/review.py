"""Everything missing or worth a second look in one list; each line leads to its question."""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable
from functools import partial
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from domain import intents
from domain.course import FACT
from domain.review import missing
from domain.status import Status
from domain.status_decisions import meaning, voided
from domain.wording import plural
from tui.actions import BY_ID
from tui.review_lines import GROUPS, ReviewLine, review_lines
from tui.screens.boxes import ConfirmBox, ReasonBox
from tui.screens.house import HouseScreen
from tui.viewmodel import flags_left
from tui.viewmodel.standing import by_and_when
from tui.widgets.detail import Detail
from tui.widgets.filter_line import FilterLine
from tui.widgets.key_line import KeyLine
from tui.widgets.pick_list import PickList, heading
from tui.widgets.rows import Row, cell, plain
from tui.widgets.title_line import TitleLine

if TYPE_CHECKING:
    from domain.flags.checking import Findings

_ALL = ""
_BINDINGS = [
    Binding(key, f"show('{group}')", f"Show only {group}", show=False) for key, group in GROUPS
]


class ReviewScreen(HouseScreen[str | None]):
    """Dismissed with the step of the chosen line."""

    CSS_PATH = "lists.tcss"
    NAME = "review"
    HINTS = (("Enter", "go there"),)
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("a", "show('')", "Show all", show=False),
        *_BINDINGS,
        Binding("left", "turn(-1)", "Previous filter", show=False),
        Binding("right", "turn(1)", "Next filter", show=False),
        Binding("f", "finish", "Finish", tooltip=BY_ID["finish"].help),
        Binding("c", "countersign", "Countersign", tooltip=BY_ID["countersign"].help),
        Binding("b", "return", "Return", tooltip=BY_ID["return"].help),
        Binding("u", "reopen", "Reopen", tooltip=BY_ID["reopen"].help),
    ]

    def __init__(self) -> None:
        super().__init__()
        self._lines: list[ReviewLine] = []
        self._group = _ALL
        self._forget: Callable[[], object] = lambda: None

    def compose(self) -> ComposeResult:
        yield TitleLine("What is missing")
        yield FilterLine()
        yield PickList()
        yield Detail()
        yield KeyLine()

    def on_mount(self) -> None:
        interview = self.house.interview
        if interview is not None:
            self._forget = interview.flagging.listen(self._show)
        self._show()

    def on_unmount(self) -> None:
        self._forget()

    @property
    def _findings(self) -> Findings | None:
        return self.house.interview.flagging.findings if self.house.interview else None

    # -- showing

    def _show(self) -> None:
        session = self.session
        self._lines = review_lines(session, self._findings)
        counted = Counter(line.group for line in self._lines)
        title = self.query_one(TitleLine)
        title.show("What is missing", f"case {session.reference}", self._state())
        filters = [("a", "all", len(self._lines)), *((k, g, counted[g]) for k, g in GROUPS)]
        self.query_one(FilterLine).show(filters, self._group or "all")
        shown = [line for line in self._lines if self._group in (_ALL, line.group)]
        rows = [
            Option(Row(_drawn(line)), id=f"{place} {line.step}") for place, line in enumerate(shown)
        ]
        self.query_one(PickList).show_rows(rows or [heading(self._nothing())])
        if not rows:
            self.query_one(Detail).show(lambda _width: [])
        self.refresh_bindings()

    def _state(self) -> str:
        """Whether the case can be finished, in a few words."""
        if self.session.finished:
            signed = self.session.countersigned
            return f"countersigned by {by_and_when(signed)}" if signed else "finished and locked"
        number = len(missing(self.session))
        if not number:
            return "ready to be finished"
        return f"{plural(number, 'item')} to answer before it can be finished"

    def _nothing(self) -> str:
        if self._group != _ALL:
            return f"Nothing under “{self._group}”. Press a for everything."
        if self.session.finished:
            return "Nothing is missing. The case is finished; u opens it again."
        return "Nothing is missing and nothing is at odds. Press f to finish the case."

    @on(OptionList.OptionHighlighted)
    def _chosen(self, event: OptionList.OptionHighlighted) -> None:
        shown = [line for line in self._lines if self._group in (_ALL, line.group)]
        line = shown[int((event.option_id or "0").split(" ")[0])]
        self.query_one(Detail).show(
            lambda width: [
                *Content.assemble((f"{line.name}  ", "bold"), line.about).wrap(width),
                *Content(line.detail).stylize("$text-muted").wrap(width),
            ]
        )

    # -- what is pressed

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss((event.option_id or "").partition(" ")[2] or None)

    def action_show(self, group: str) -> None:
        self._group = group
        self._show()

    def action_turn(self, by: int) -> None:
        groups = [_ALL, *(group for _, group in GROUPS)]
        self.action_show(groups[(groups.index(self._group) + by) % len(groups)])

    def check_action(self, action: str, parameters: tuple[object, ...]) -> bool | None:
        if action == "finish":
            return not self.session.finished
        if action in ("reopen", "return"):
            return self.session.finished
        if action == "countersign":
            return self.session.standing is Status.FINISHED
        return super().check_action(action, parameters)

    def action_finish(self) -> None:
        """The domain refuses with the list; what remains is asked about once."""
        lines = missing(self.session)
        if lines:
            names = ", ".join(line.name for line in lines[:6]) + (" …" if lines[6:] else "")
            count = plural(len(lines), "item is", "items are")
            self.house.say(f"{count} still open: {names}.", "warning")
            return
        self.app.push_screen(
            ConfirmBox(f"Finish {self.session.reference}?", self._before_finishing(), "finish"),
            self._finish_agreed,
        )

    def _finish_agreed(self, agreed: bool | None) -> None:
        if agreed:
            self._change(intents.Finish())

    def _before_finishing(self) -> str:
        counted = Counter(line.group for line in self._lines)
        remarks = [
            f"{plural(counted[group], 'answer has', 'answers have')} {say}"
            for group, say in (("no reason given", "no reason"),)
            if counted[group]
        ]
        if counted["at odds"]:
            remarks.append(f"{plural(counted['at odds'], 'thing is', 'things are')} at odds")
        said = f"Note that {' and '.join(remarks)}. " if remarks else ""
        left = flags_left(self.session, self._findings)
        return (
            f"{said}{left} A finished case is locked and counts in the scores of its inspection. "
            "It can be opened again with a reason."
        ).lstrip()

    def action_reopen(self) -> None:
        box = ReasonBox(
            f"Reopen {self.session.reference}?",
            f"{voided(self.session)} {_LEAVES}".lstrip(),
            "Reason",
            "reopen",
        )
        self.app.push_screen(box, self._reopen_for)

    def _reopen_for(self, why: str | None) -> None:
        if why:
            self._change(intents.Reopen(why))

    def action_countersign(self) -> None:
        session = self.session
        box = ConfirmBox(
            f"Countersign {session.reference}?", meaning(session, self.house.who), "countersign"
        )
        self.app.push_screen(box, self._countersign_agreed)

    def _countersign_agreed(self, agreed: bool | None) -> None:
        if agreed:
            self._change(intents.Countersign(self.house.who))

    def action_return(self) -> None:
        box = ReasonBox(
            f"Return {self.session.reference}?",
            f"{voided(self.session)} {_LEAVES} The comments are seen when it is opened.".lstrip(),
            "Comments",
            "return",
        )
        self.app.push_screen(box, self._return_with)

    def _return_with(self, why: str | None) -> None:
        if why:
            self._change(intents.Return(self.house.who, why))

    @work(exclusive=True, group="change")
    async def _change(self, intent: intents.Intent) -> None:
        """What was agreed to in a box, which said what comes of it."""
        interview = self.house.interview
        assert interview is not None
        outcome = await self.house.in_store(partial(interview.take, agreed=True), intent)
        if outcome.kind == "saved":
            session = interview.session
            done = _DONE.get(session.standing, "open again")
            self.house.say(f"{session.reference} is {done}.")
        else:
            self.house.say(outcome.say, "error")
        self._show()


_LEAVES = "It leaves the scores of the inspection until it is finished again."
_DONE = {
    Status.FINISHED: "finished and locked",
    Status.COUNTERSIGNED: "countersigned",
    Status.RETURNED: "returned, and open again",
}


def _drawn(line: ReviewLine) -> Callable[[int], Content]:
    """Why it is listed, the question's number, what it is about; a fact has no number."""
    is_fact = line.step.startswith(FACT)
    number = "fact" if is_fact else line.name
    named = Content.assemble((line.name, "bold"), "  ") if is_fact else Content("")
    about = named + plain(line.about)

    def draw(width: int) -> Content:
        if width < 56:
            told = Content.assemble((line.group, "$text-muted"), "  ")
            return told + ("" if is_fact else Content.assemble((number, "bold"), "  ")) + about
        first = cell(number, _NUMBER, "$text-muted" if is_fact else "bold")
        room = width - _GROUP - _NUMBER
        return cell(line.group, _GROUP, "$text-muted") + first + cell(about, room)

    return draw


_GROUP, _NUMBER = 17, 10
