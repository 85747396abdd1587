"""What is recorded of one document, in a box: what was recognised is filled in."""

from __future__ import annotations

from collections.abc import Awaitable, Callable
from dataclasses import dataclass
from typing import ClassVar

from textual import events, on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.suggester import SuggestFromList
from textual.types import CSSPathType
from textual.widgets import Input, Static

from domain.documents import Moment
from domain.errors import Refused
from domain.instrument import Instrument
from domain.text_cleaning import clean
from tui.document_details import (
    PARTS,
    Details,
    Part,
    choice_fact,
    known,
    lacking,
    read_details,
    say_part,
)
from tui.screens.boxes import ConfirmBox
from tui.screens.house import HouseBox
from tui.widgets.field import Field
from tui.widgets.paragraphs import Paragraphs, in_columns
from tui.widgets.rows import plain

# What is done with the details: "" once they are kept, or in a sentence why not.
Keep = Callable[[Details], Awaitable[str]]


@dataclass(frozen=True, slots=True)
class Asked:
    """What a box of details is about. told: lines above the fields. deed: what Enter does.

    text: of the document, whose first lines are shown.
    """

    title: str
    told: tuple[str, ...]
    details: Details
    deed: str
    text: str = ""


class DetailsBox(HouseBox[Details | None]):
    """Enter keeps the details once nothing is wanting, and says what is; esc asks before typed
    words are lost."""

    CSS_PATH: ClassVar[CSSPathType | None] = ["box.tcss", "document_details.tcss"]
    VERTICAL_BREAKPOINTS = [*HouseBox.VERTICAL_BREAKPOINTS, (34, "-tall")]  # noqa: RUF012  (as Textual has it)
    AUTO_FOCUS = ""
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def __init__(self, instrument: Instrument, asked: Asked, keep: Keep) -> None:
        super().__init__()
        self._instrument, self._asked, self._keep = instrument, asked, keep
        # An instrument from before there were stages has none.
        self._parts = tuple(part for part in PARTS if part != "stage" or instrument.stages)
        self._given = {p: _shown(instrument, p, v) for p, v in known(asked.details)}

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = Content(self._asked.title)
            for line in self._asked.told:
                yield Static(line, classes="told", markup=False)
            for part in self._parts:
                yield Field(part, PARTS[part], value=self._given.get(part, ""))
            yield Choices(self._instrument, _first_lines(self._asked.text))
            yield Static(id="verdict", classes="verdict", markup=False)
            keys = f"Enter {self._asked.deed}   ↑ ↓ move   → complete   esc cancel"
            yield Static(keys, classes="box-keys", markup=False)

    def on_mount(self) -> None:
        for part in set(self._parts) & {"kind", "stage"}:
            choices = choice_fact(self._instrument, part).choices
            names = [name for choice in choices for name in (choice.label, *choice.words)]
            self._field(part).input.suggester = SuggestFromList(names, case_sensitive=False)
        wanting = lacking(self._instrument, self._asked.details)
        self._field(wanting[0] if wanting else "kind").input.focus()
        self._say("")

    def _field(self, part: Part) -> Field:
        return self.query_one(f"#{part}", Field)

    def _typed(self) -> dict[Part, str]:
        return {part: clean(self._field(part).text, one_line=True) for part in self._parts}

    def _say(self, problem: str) -> None:
        verdict = self.query_one("#verdict", Static)
        verdict.update(Content(f"! {problem}" if problem else ""))
        verdict.display = bool(problem)

    # -- what is typed

    @on(events.DescendantFocus)
    def _at(self, event: events.DescendantFocus) -> None:
        field = event.widget.parent
        if isinstance(field, Field):
            self.query_one(Choices).tell(field.id or "")

    @on(Input.Changed)
    def _changed(self, event: Input.Changed) -> None:
        """A complaint goes as soon as the field is mended."""
        field = event.input.parent
        if isinstance(field, Field) and field.has_class("-wrong"):
            field.tell("")

    @on(Input.Submitted)
    def _entered(self) -> None:
        details = self._read()
        if details is not None:
            self._keep_them(details)

    def _read(self) -> Details | None:
        """The details as typed; None where something is wrong, which is told beside it."""
        today, read = self.house.clock.today(), Details()
        wrong: dict[Part, str] = {}
        for part, text in self._typed().items():
            try:
                read = read_details(self._instrument, {part: text}, today).over(read)
            except Refused as refused:
                wrong[part] = str(refused).removeprefix(f"{PARTS[part]}: ")
        for part in lacking(self._instrument, read):
            wrong.setdefault(part, _WANTING[part])
        for part in self._parts:
            self._field(part).tell(wrong.get(part, ""))
        if wrong:
            first = next(part for part in self._parts if part in wrong)
            self._field(first).input.focus()
            return None
        return read

    @work(exclusive=True)
    async def _keep_them(self, details: Details) -> None:
        problem = await self._keep(details)
        self._say(problem)
        if not problem:
            self.dismiss(details)

    def action_leave(self) -> None:
        if self._typed() == {part: self._given.get(part, "") for part in self._parts}:
            self.dismiss()
            return
        box = ConfirmBox("Leave this?", "What you typed here is not recorded.", "leave it")
        self.app.push_screen(box, self._left)

    def _left(self, agreed: bool | None) -> None:
        if agreed:
            self.dismiss()


def _shown(instrument: Instrument, part: Part, value: str | Moment) -> str:
    """A kind by its label, as the choices below have it."""
    return (
        instrument.document[str(value)].label
        if part == "kind"
        else say_part(instrument, part, value)
    )


_WANTING: dict[Part, str] = {
    "kind": "Type what kind of document it is.",
    "stage": "Type the stage it was written at.",
    "dated": "Type the day it was written, such as 3 Feb 2012 or 3/2/12 14:05.",
    "countersigned_by": "Type who countersigned it, or leave the day out.",
}
_HOW: dict[str, str] = {
    "dated": "A day, with a time or without: 3 Feb 2012, or 3/2/12 14:05.",
    "author": "Who wrote it, as on the form. May be left empty.",
    "countersigned_by": "Who countersigned it. Empty if nobody did.",
    "countersigned_on": "The day, and the time if it is known.",
    "returned_on": "The day it was last sent back to its author, if it was.",
}


_MOST_LINES = 20


def _first_lines(text: str) -> tuple[str, ...]:
    lines = (" ".join(line.split()) for line in text[:5000].split("\n"))
    return tuple(line for line in lines if line)[:_MOST_LINES]


class Choices(Paragraphs):
    """What the field one stands in takes, and in the room that is left how the document begins;
    always as high, so that nothing moves."""

    def __init__(self, instrument: Instrument, opening: tuple[str, ...] = ()) -> None:
        super().__init__()
        self._instrument, self._opening, self._part = instrument, opening, ""

    def tell(self, part: str) -> None:
        if part != self._part:
            self._part = part
            self.lay_anew(layout=False)

    def lines(self, width: int) -> list[Content]:
        shown = [line for text in self._opening for line in plain(text).wrap(width)[:2]]
        return [*self._taken(width), *shown][: max(1, self.content_size.height)]

    def _taken(self, width: int) -> list[Content]:
        if self._part not in ("kind", "stage"):
            how = Content(_HOW.get(self._part, ""))
            return [line.stylize("$text-muted") for line in how.wrap(width)]
        part: Part = "kind" if self._part == "kind" else "stage"
        choices = choice_fact(self._instrument, part).choices
        entries = [
            Content.assemble((f"{number} ", "$text-muted"), Content(_shortly(choice.label)))
            for number, choice in enumerate(choices, 1)
        ]
        return in_columns(entries, width, 0, most=5)


def _shortly(label: str) -> str:
    return label if len(label) <= 34 else f"{label[:33]}…"
