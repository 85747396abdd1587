"""One fact to change, typed as in the conversation."""

from __future__ import annotations

from typing import TYPE_CHECKING

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from domain import intents
from domain.case import options, read_fact, say_value, suggestion
from domain.course import fact_step
from domain.errors import Refused
from domain.events import Value
from domain.fact_lists import is_list
from domain.instrument import Fact
from domain.interview import Session
from domain.routing import PASSED_BY
from tui.screens.house import HouseBox
from tui.viewmodel import step_view
from tui.widgets.field import Field

if TYPE_CHECKING:
    from tui.controller import Interview, Outcome

_PLAIN_KINDS = ("date", "text", "number", "people", "stays")


class ChangeFactBox(HouseBox[None]):
    """Enter keeps the value. Where that parks answers it says so first, and asks again."""

    CSS_PATH = "box.tcss"
    AUTO_FOCUS = "Input"

    def __init__(self, fact_id: str) -> None:
        super().__init__()
        self._fact_id = fact_id
        self._warned = ""

    @property
    def _interview(self) -> Interview:
        assert self.house.interview is not None
        return self.house.interview

    @property
    def _session(self) -> Session:
        return self._interview.session

    def compose(self) -> ComposeResult:
        view = step_view(self._session, fact_step(self._fact_id))
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = Content(view.name)
            yield Static(view.text, markup=False)
            for text, kind in (
                (view.guidance, "lead"),
                (self._choices(), "choices"),
                (self._recorded(), "choices"),
            ):
                if text:
                    yield Static(text, classes=kind, markup=False)
            goes_on, hint = is_list(self._fact), self._hint(view.hint)
            yield Field("value", "Value", value=self._now(), hint=hint, goes_on=goes_on)
            yield Static(_KEYS, classes="box-keys", markup=False)

    @property
    def _fact(self) -> Fact:
        return self._session.instrument.fact[self._fact_id]

    def _recorded(self) -> str:
        """A list an entry a line: the field shows the end of it only."""
        value = self._session.facts.get(self._fact_id)
        if not is_list(self._fact) or not isinstance(value, tuple):
            return ""
        return "\n".join(
            f" · {say_value(self._session.instrument, self._fact_id, (entry,))}" for entry in value
        )

    def _choices(self) -> str:
        """What can be picked by number, a few to a line."""
        fact = self._fact
        if fact.kind in _PLAIN_KINDS:
            return ""
        labels = [choice.label for choice in options(self._session.instrument, fact)]
        return "\n".join(f"{n:>2} {label}" for n, label in enumerate(labels, 1))

    def _now(self) -> str:
        value = self._session.facts.get(self._fact_id)
        if value is None or value == PASSED_BY:
            return ""
        return say_value(self._session.instrument, self._fact_id, value)

    def _hint(self, hint: str) -> str:
        fact = self._fact
        offered = suggestion(self._session.instrument, fact, self._session.routing)
        if offered is None or offered == self._session.facts.get(fact.id):
            return hint
        said = say_value(self._session.instrument, fact.id, offered)
        return f"The other facts point to “{said}”. {hint}"

    # -- what is typed

    @on(Input.Changed)
    def _typed(self) -> None:
        self._warned = ""
        self.query_one(Field).tell("")

    @on(Input.Submitted)
    def _entered(self) -> None:
        fact = self._fact
        text = self.query_one(Field).text
        if text == self._now():
            self.dismiss()
            return
        try:
            value = read_fact(
                self._session.instrument,
                fact,
                text,
                self.house.clock.today(),
                self._session.facts.get(fact.id),
            )
        except Refused as refused:
            self.query_one(Field).tell(str(refused))
            return
        self._keep(value, agreed=self._warned == text)

    @work(exclusive=True)
    async def _keep(self, value: Value, agreed: bool) -> None:
        text = self.query_one(Field).text
        outcome = await self.house.in_store(record, self._interview, self._fact_id, value, agreed)
        if outcome.kind == "saved":
            if outcome.say:
                self.house.say(outcome.say)
            self.dismiss()
        elif outcome.kind == "confirm":
            self._warned = text
            self.query_one(Field).tell(
                f"{outcome.say} Enter again does it, esc leaves it as it is."
            )
        else:
            self.query_one(Field).tell(outcome.say)


_KEYS = "Enter keep   esc leave as it is"


def record(interview: Interview, fact_id: str, value: Value, agreed: bool) -> Outcome:
    """Record a fact from outside the conversation, which stays where it stands."""
    stood = interview.step
    interview.go(fact_step(fact_id))
    outcome = interview.take(intents.SetFact(fact_id, value), agreed=agreed)
    if stood is not None:
        interview.go(stood)
    return outcome
