"""Go to any question or fact: all of them with how they stand, narrowed by words or a number."""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import BindingType
from textual.content import Content
from textual.widgets import OptionList
from textual.widgets.option_list import Option

from domain.course import FACT, ItemState
from domain.interview import Session
from domain.review import title
from domain.wording import plural
from tui.screens.house import HouseScreen
from tui.viewmodel import turns
from tui.widgets.detail import Detail
from tui.widgets.key_line import KeyLine
from tui.widgets.pick_list import FindLine, PickList, heading
from tui.widgets.rows import Row, cell, plain
from tui.widgets.title_line import TitleLine

_STATES = {
    ItemState.OPEN: "open",
    ItemState.LATER: "for later",
    ItemState.WAITING: "waits",
    ItemState.NOT_APPLICABLE: "does not apply",
    ItemState.ANSWERED: "answered",
}


@dataclass(frozen=True, slots=True)
class Found:
    """A step as the list shows it; `words` is all that is searched."""

    step: str
    name: str
    about: str
    detail: str
    state: str
    quiet: bool
    words: str


def steps(session: Session) -> list[Found]:
    """Every step of the course, in order."""
    answers = {turn.step: turn.answer for turn in turns(session) if not turn.put_off}
    found = []
    for step in session.course:
        name, about = title(session, step)
        detail = _detail(session, step)
        item = session.item[step].state
        state = _STATES[item]
        if item is ItemState.ANSWERED:
            state = answers.get(step) or state
        words = f"{name} {about} {detail} {state} {_ask(session, step)}".casefold()
        quiet = item in (ItemState.WAITING, ItemState.NOT_APPLICABLE)
        found.append(Found(step, name, about, detail, state, quiet, words))
    return found


def _detail(session: Session, step: str) -> str:
    if step.startswith(FACT):
        return session.instrument.fact[step.removeprefix(FACT)].help
    question = session.instrument.question[step]
    applies = session.routing.question(step)
    rule = f" ({question.applies_text})" if question.applies_text and applies is not True else ""
    return question.text + rule


def _ask(session: Session, step: str) -> str:
    question = session.instrument.question.get(step)
    return question.ask if question else ""


def fitting(found: list[Found], typed: str) -> list[Found]:
    """Those that hold every word typed; a number is also the beginning of a question's number."""
    words = typed.casefold().split()
    starts = [f for f in found if words and f.name.casefold().startswith(words[0])]
    if len(words) == 1 and words[0][0].isdecimal() and starts:
        return starts
    return [f for f in found if all(word in f.words for word in words)]


class FindScreen(HouseScreen[str | None]):
    """Dismissed with the step chosen."""

    CSS_PATH = "lists.tcss"
    NAME = "find"
    HINTS = (("type", "words or a number"), ("Enter", "go there"))
    BINDINGS: ClassVar[list[BindingType]] = []

    def __init__(self, words: str = "") -> None:
        super().__init__()
        self._first = words
        self._steps: dict[str, Found] = {}

    def compose(self) -> ComposeResult:
        yield TitleLine("Find a question")
        yield FindLine("Type words, a number such as 1.2, or a state such as open")
        yield PickList(finds=True)
        yield Detail()
        yield KeyLine()

    def on_mount(self) -> None:
        session = self.session
        self._steps = {found.step: found for found in steps(session)}
        self.query_one(TitleLine).show("Find a question", f"case {session.reference}")
        self.query_one(PickList).typed = self._first
        interview = self.house.interview
        here = interview.step if interview and not self._first else None
        self._show(here)

    @on(PickList.Typed)
    def _typed(self) -> None:
        self._show(None)

    def _show(self, stand_on: str | None) -> None:
        picks = self.query_one(PickList)
        found = fitting(list(self._steps.values()), picks.typed)
        questions = sum(not f.step.startswith(FACT) for f in found)
        facts = len(found) - questions
        told = f"{plural(questions, 'question')}, {plural(facts, 'fact')}"
        self.query_one(FindLine).show(picks.typed, told)
        rows = [Option(Row(_drawn(one)), id=one.step) for one in found]
        picks.show_rows(rows or [heading("No question or fact has these words.")], stand_on)
        if not found:
            self.query_one(Detail).show(lambda _width: [])

    @on(OptionList.OptionHighlighted)
    def _chosen(self, event: OptionList.OptionHighlighted) -> None:
        found = self._steps[event.option_id or ""]
        self.query_one(Detail).show(
            lambda width: [
                *Content.assemble((f"{found.name}  ", "bold"), found.about).wrap(width),
                *Content(found.detail).stylize("$text-muted").wrap(width),
            ]
        )

    @on(OptionList.OptionSelected)
    def _picked(self, event: OptionList.OptionSelected) -> None:
        self.dismiss(event.option_id)


def _drawn(found: Found) -> Callable[[int], Content]:
    """Number, what it is about, how it stands."""
    is_fact = found.step.startswith(FACT)
    quiet = "$text-muted" if found.quiet else ""
    about = plain(found.name if is_fact else found.about, quiet)
    number = "fact" if is_fact else found.name

    def draw(width: int) -> Content:
        state_width = 24 if width >= 64 else 9
        room = width - _NUMBER - state_width - 1
        style = "$text-muted" if is_fact or found.quiet else "bold"
        state_style = "$text-muted" if found.state != "open" else "$primary"
        return Content.assemble(
            cell(number, _NUMBER, style),
            cell(about, room),
            " ",
            cell(found.state, state_width, state_style),
        )

    return draw


_NUMBER = 9
