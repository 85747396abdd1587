"""Before the first inspection: a passphrase is chosen, or done without in words."""

from __future__ import annotations

from typing import ClassVar

from textual import on
from textual.app import ComposeResult
from textual.binding import Binding, BindingType
from textual.containers import VerticalScroll
from textual.content import Content
from textual.widgets import Input, Static

from domain.passphrase import ADVICE, as_meant, objection, strength
from tui.screens.house import HouseBox
from tui.widgets.field import Field

WITHOUT = ""  # what the box is dismissed with when the cases are to be left unencrypted
WORDS = "not encrypted"


class NewPassphraseBox(HouseBox[str | None]):
    """Dismissed with the passphrase, with `WITHOUT`, or with None to think again."""

    CSS_PATH = "box.tcss"
    AUTO_FOCUS = "#new Input"
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("down", "app.focus_next", show=False),
        Binding("up", "app.focus_previous", show=False),
    ]

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box", can_focus=False) as box:
            box.border_title = "A passphrase for the cases"
            yield Static(_LEAD, classes="lead", markup=False)
            yield Field("new", "Passphrase", hint=ADVICE, secret=True)
            yield Field("again", "Once more", secret=True)
            yield Field("without", "Or without one", hint=_WITHOUT)
            yield Static(_KEYS, classes="box-keys", markup=False)

    def _field(self, name: str) -> Field:
        return self.query_one(f"#{name}", Field)

    @on(Input.Changed, "#new Input")
    def _typed(self, event: Input.Changed) -> None:
        self._field("new").advise(strength(event.value))

    @on(Input.Changed, "#again Input, #without Input")
    def _mended(self, event: Input.Changed) -> None:
        field = event.input.parent
        if isinstance(field, Field) and field.has_class("-wrong"):
            field.tell("")

    @on(Input.Submitted)
    def _entered(self, event: Input.Submitted) -> None:
        if event.input is self._field("new").input and not objection(event.value):
            self._field("again").input.focus()
        else:
            self._choose()

    def _choose(self) -> None:
        without = self._field("without").text
        typed = as_meant(self._field("new").text)
        if without:
            wrong = "" if without.casefold() == WORDS else f"Type {WORDS}, or leave it empty."
            self._settle("without", wrong, WITHOUT)
        elif objection(typed):
            self._settle("new", objection(typed), typed)
        else:
            same = as_meant(self._field("again").text) == typed
            self._settle("again", "" if same else _NOT_THE_SAME, typed)

    def _settle(self, name: str, wrong: str, chosen: str) -> None:
        if not wrong:
            self.dismiss(chosen)
            return
        self._field(name).tell(wrong)
        self._field(name).input.focus()


class RecoveryKeyBox(HouseBox[None]):
    """The recovery key, the one time it is shown."""

    CSS_PATH = "box.tcss"
    BINDINGS: ClassVar[list[BindingType]] = [Binding("enter", "leave", "Go on")]

    def __init__(self, key: str) -> None:
        super().__init__()
        self._key = key

    def compose(self) -> ComposeResult:
        with VerticalScroll(classes="box") as box:
            box.border_title = "Recovery key"
            yield Static(_RECOVERY, classes="lead", markup=False)
            yield Static(Content.styled(self._key, "bold"), id="key", classes="choices")
            yield Static("Enter it is written down", classes="box-keys", markup=False)


_LEAD = (
    "The cases are encrypted with it. Without it nobody can open them, and nobody can look it up "
    "for you; a recovery key to write down comes next."
)
_WITHOUT = f"Anyone who has the file can then read it. To have it so, type: {WORDS}"
_NOT_THE_SAME = "The two are not the same: type this one again, or begin with the first."
_RECOVERY = (
    "Write it down, and keep it away from this computer. With it, corecase passphrase --recover "
    "lets you choose a new passphrase. It is shown only this once; without the passphrase and "
    "without this key the cases are lost."
)
_KEYS = "Enter next field, at the end choose   ↑ ↓ move   esc back"
