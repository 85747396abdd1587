"""Add a case to an inspection: only its reference is asked, then the interview begins."""

from __future__ import annotations

import re

from textual import on, work
from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.widgets import Input, Static

from storage.errors import StorageError
from storage.records import CaseLine
from tui.screens.house import HouseBox
from tui.widgets.field import Field

# Two or more words of letters only, or one capitalised like a name: no digit anywhere.
_NAME = re.compile(r"[^\W\d_]+([ '’-][^\W\d_]+)+|[A-Z][a-z]{2,}")


def looks_like_a_name(reference: str) -> bool:
    return _NAME.fullmatch(reference.strip()) is not None


class NewCaseScreen(HouseBox[CaseLine | None]):
    """The caller opens the case this is dismissed with."""

    CSS_PATH = "box.tcss"
    AUTO_FOCUS = "Input"

    def __init__(self, inspection_id: int, reference: str = "") -> None:
        super().__init__()
        self._inspection_id, self._reference = inspection_id, reference

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = "New case"
            yield Static(_LEAD, classes="lead", markup=False)
            yield Field("reference", "Reference", value=self._reference, hint=_HINT)
            yield Static(_KEYS, classes="box-keys", markup=False)

    @property
    def _field(self) -> Field:
        return self.query_one(Field)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        self._field.advise(_NAME_ADVICE if looks_like_a_name(event.value) else "")

    @on(Input.Submitted)
    @work(exclusive=True)
    async def _create(self) -> None:
        inspection, reference, who = self._inspection_id, self._field.text, self.house.who
        if not reference:
            self._field.tell("Type a reference first.")
            return
        try:
            line = await self.from_store(
                lambda store: store.create_case(inspection, reference, who=who)
            )
        except StorageError as trouble:
            self._field.tell(str(trouble))
            return
        self.dismiss(line)


_LEAD = "A number or code by which the team knows the case file."
_HINT = "Such as D-07."
_NAME_ADVICE = (
    "This looks like a person’s name. A reference keeps the child out of lists and files; "
    "Enter takes it all the same."
)
_KEYS = "Enter begin the interview   esc cancel"
