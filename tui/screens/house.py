"""What every screen around the interview relies on: the app as they see it, and their base.

A screen shows state and sends intentions. It reaches the database only through the app's storage
thread, so that no key ever waits for the disk.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING, Any, ClassVar, Literal, Protocol, TypeVar, cast

from textual.binding import Binding, BindingType
from textual.screen import ModalScreen, Screen

from domain.interview import Session
from tui.screens.own_commands import OwnCommands

if TYPE_CHECKING:
    from storage.store import Store
    from tui.clock import Clock
    from tui.controller import Interview

T = TypeVar("T")
R = TypeVar("R")
Severity = Literal["information", "warning", "error"]


class House(Protocol):
    """The app, as far as these screens know it."""

    who: str
    clock: Clock
    store: Store | None
    interview: Interview | None

    async def store_ready(self) -> object: ...

    async def in_store(self, call: Callable[..., T], *args: object) -> T: ...

    def open_interview(self, case_id: int) -> object: ...

    def open_screen(
        self, name: str, callback: Callable[[Any], None] | None = None, **arguments: Any
    ) -> object: ...

    def say(self, text: str, severity: Severity = "information") -> object: ...

    def key_of(self, action_id: str) -> str: ...


# Classes for the width of the window: below the first number narrow, from it on wide.
TWO_LISTS = [(0, "-narrow"), (100, "-wide")]
HEIGHTS = [(0, "-low"), (18, "-high")]
FORM_WIDTHS = [(0, "-narrow"), (64, "-wide")]

# A key and what it does, or the id of an action of the table.
Hint = tuple[str, str] | str


class HouseScreen(Screen[R]):
    """A whole screen.

    NAME is the action that opens it, which it does not offer once more. HINTS are keys worth
    knowing besides its own, each with what it does; or the id of an action of the table.
    """

    VERTICAL_BREAKPOINTS = HEIGHTS
    NAME: ClassVar[str] = ""
    HINTS: ClassVar[tuple[Hint, ...]] = ()
    COMMANDS = Screen.COMMANDS | {OwnCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Back", id="screen.leave"),
        Binding("question_mark", "help", "Help", id="screen.help", show=False),
    ]

    @property
    def house(self) -> House:
        return cast("House", self.app)

    async def from_store(self, call: Callable[[Store], T]) -> T:
        """What `call` returns, run in the storage thread once the store is open."""
        return await _from_store(self.house, call)

    @property
    def session(self) -> Session:
        """The open case, as it is now."""
        assert self.house.interview is not None
        return self.house.interview.session

    def may_perform(self, action_id: str) -> bool:
        """Asked by the app before it offers an action of the table here."""
        return action_id != self.NAME

    def action_leave(self) -> None:
        self.dismiss()

    def action_help(self) -> None:
        self.house.open_screen("help")


class HouseBox(ModalScreen[R]):
    """A box over the screen below it, for a few fields or one question."""

    HORIZONTAL_BREAKPOINTS = FORM_WIDTHS
    VERTICAL_BREAKPOINTS = HEIGHTS
    HINTS: ClassVar[tuple[Hint, ...]] = ()
    COMMANDS = ModalScreen.COMMANDS | {OwnCommands}
    BINDINGS: ClassVar[list[BindingType]] = [
        Binding("escape", "leave", "Cancel", id="box.leave"),
    ]

    @property
    def house(self) -> House:
        return cast("House", self.app)

    async def from_store(self, call: Callable[[Store], T]) -> T:
        """What `call` returns, run in the storage thread once the store is open."""
        return await _from_store(self.house, call)

    def action_leave(self) -> None:
        self.dismiss()


async def _from_store(house: House, call: Callable[[Store], T]) -> T:
    await house.store_ready()
    store = house.store
    assert store is not None
    return await house.in_store(call, store)
