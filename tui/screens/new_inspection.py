"""Begin an inspection: a short form, each mistake told beside its field."""

from __future__ import annotations

from datetime import date
from typing import TYPE_CHECKING, ClassVar

from textual import on, work
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from domain.calendar import parse_date
from domain.errors import CorecaseError, Refused
from domain.instrument_file import DEFAULT, load_packaged, packaged
from domain.text_cleaning import clean
from storage.errors import StorageError
from storage.records import Inspection, NewInspection
from tui.screens.house import HouseBox
from tui.screens.new_passphrase import WITHOUT, NewPassphraseBox, RecoveryKeyBox
from tui.widgets.field import Field

if TYPE_CHECKING:
    from storage.store import Store


class NewInspectionScreen(HouseBox[Inspection | None]):
    """Enter goes to the next field and from the last one begins the inspection."""

    CSS_PATH = "box.tcss"
    AUTO_FOCUS = "#area Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def compose(self) -> ComposeResult:
        today = self.house.clock.today()
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = "New inspection"
            yield Field("area", "Area", hint="The service inspected, such as Northshire.")
            yield Field("year", "Year", value=str(today.year))
            yield Field("from", "Fieldwork from", hint="Such as 13 Feb 2012. May be left empty.")
            yield Field("to", "Fieldwork to")
            yield Field("instrument", "Question set", value=DEFAULT)
            yield Field("who", "Your initials", value=self.house.who, hint=_WHO)
            yield Static(id="verdict", classes="verdict", markup=False)
            yield Static(_KEYS, classes="box-keys", markup=False)

    def on_mount(self) -> None:
        self.query_one("#verdict").display = False

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    @on(Input.Changed)
    def _typed(self, event: Input.Changed) -> None:
        """A complaint goes as soon as the field is mended."""
        field = event.input.parent
        if isinstance(field, Field) and field.has_class("-wrong"):
            field.tell("")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if event.input is self._field("who").input:
            self._begin()
        else:
            self.focus_next(Input)

    def _begin(self) -> None:
        new, wrong = self._read()
        if wrong:
            for field in self.query(Field):
                field.tell(wrong.get(field.id or "", ""))
            self._field(next(iter(wrong))).input.focus()
        else:
            self._create(new, self._field("instrument").text, self._field("who").text)

    def _read(self) -> tuple[NewInspection, dict[str, str]]:
        """The inspection as typed, and what is wrong by field, first field first."""
        wrong: dict[str, str] = {}
        area = clean(self._field("area").text, one_line=True)
        if not area:
            wrong["area"] = "Type the name of the area."
        year = self._field("year").text
        if not (year.isdecimal() and 1900 <= int(year) <= 2199):
            wrong["year"] = "Type the year in four digits, such as 2012."
        first, last = self._date("from", wrong), self._date("to", wrong)
        if first and last and first > last:
            wrong["to"] = "The fieldwork ends before it starts; check the two dates."
        if self._field("instrument").text not in packaged():
            known = ", ".join(packaged())
            wrong["instrument"] = f"There is no question set of that name; there is {known}."
        if not clean(self._field("who").text, one_line=True):
            wrong["who"] = "Type your initials; they stand beside every answer you record."
        return NewInspection(area, 0 if "year" in wrong else int(year), first, last), wrong

    def _date(self, name: str, wrong: dict[str, str]) -> date | None:
        text = self._field(name).text
        if not text:
            return None
        try:
            return parse_date(text, self.house.clock.today())
        except Refused as refused:
            wrong[name] = str(refused)
            return None

    @work(exclusive=True)
    async def _create(self, new: NewInspection, instrument: str, who: str) -> None:
        try:
            loaded = load_packaged(instrument)
            if not await self._protected(who):
                return
            made = await self.from_store(
                lambda store: store.create_inspection(new, loaded, who=who)
            )
            await self.from_store(lambda store: store.remember_assessor(who))
        except (StorageError, CorecaseError) as trouble:
            self._tell(f"! {trouble}")
            return
        self.house.who = clean(who, one_line=True)
        self.dismiss(made)

    async def _protected(self, who: str) -> bool:
        """Before the first inspection a passphrase is chosen; False: back to the form."""
        if not await self.from_store(lambda store: store.unprotected):
            return True
        chosen = await self.app.push_screen_wait(NewPassphraseBox())
        if chosen is None or chosen == WITHOUT:
            return chosen is not None
        self._tell("Encrypting …")
        key = await self.from_store(lambda store: _protect(store, chosen, who))
        self._tell("")
        await self.app.push_screen_wait(RecoveryKeyBox(key))
        return True

    def _tell(self, text: str) -> None:
        verdict = self.query_one("#verdict", Static)
        verdict.update(Content(text))
        verdict.display = bool(text)


def _protect(store: Store, passphrase: str, who: str) -> str:
    """The recovery key made with it."""
    from storage.recovery import new_key

    key = new_key()
    store.protect(passphrase, key, who=who)
    return key


_WHO = "They stand beside every answer you record."
_KEYS = "Enter next field, at the end begin   ↑ ↓ move   esc cancel"
