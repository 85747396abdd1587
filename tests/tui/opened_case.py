"""The whole app on a case of the small instrument, for tests with a pilot."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from pathlib import Path
from typing import Any

from textual.events import Key
from textual.pilot import Pilot

from domain.interview import Session
from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from tests.instruments import WHO, tiny
from tests.tui.waiting import wait_until
from tui.app import CorecaseApp
from tui.clock import SystemClock
from tui.controller import Interview
from tui.screens.interview import InterviewScreen

# The facts of the library, in the order in which they are asked.
FACTS = ("3 Feb 2012", "-", "large", "y")
KEYS = {" ": "space", "/": "slash", ",": "comma", ".": "full_stop", "@": "at", "-": "minus"}


@dataclass(frozen=True)
class Case:
    """A case on disk."""

    places: Places
    id: int

    def store(self) -> Store:
        return Store.open(self.places)

    def session(self) -> Session:
        with self.store() as store:
            return store.load(self.id)

    def type(self, *lines: str, who: str = WHO) -> Session:
        """Type lines as another window would."""
        with self.store() as store:
            interview = Interview.open(store, self.id, who, SystemClock())
            for line in lines:
                outcome = interview.submit(line)
                assert outcome.kind in ("saved", "moved"), (line, outcome)
            return interview.session


def new_case(home: Path, *lines: str) -> Case:
    """A case of the library at which `lines` were typed."""
    places = Places(home)
    home.mkdir(exist_ok=True)
    with Store.open(places) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), tiny())
        case = Case(places, store.create_case(inspection.id, "07").id)
    case.type(*lines)
    return case


@dataclass(frozen=True)
class Desk:
    """The app as a test drives it."""

    app: CorecaseApp
    pilot: Pilot[Any]

    @property
    def screen(self) -> InterviewScreen:
        return next(s for s in self.app.screen_stack if isinstance(s, InterviewScreen))

    @property
    def step(self) -> str | None:
        return self.screen.shown.step if self.screen.shown else None

    @property
    def text(self) -> str:
        return self.screen.prompt.text

    async def type(self, text: str) -> None:
        """Type faster than the screen is painted: only the last key is waited for."""
        for character in text[:-1]:
            self.app.post_message(Key(KEYS.get(character, character), character))
        await self.pilot.press(*(KEYS.get(c, c) for c in text[-1:]))

    async def send(self, text: str) -> None:
        await self.type(text)
        await self.pilot.press("enter")

    async def until(self, holds: Any) -> None:
        await wait_until(self.pilot, holds)

    async def at(self, step: str | None) -> None:
        """Wait until that step is shown and nothing is under way."""
        await self.until(lambda: self.screen.shown is not None and self.step == step)
        await self.idle()

    async def idle(self) -> None:
        await self.until(lambda: not self.screen._busy and self.screen._jobs.empty())


@asynccontextmanager
async def at_desk(
    case: Case, size: tuple[int, int] = (120, 40), who: str = WHO
) -> AsyncIterator[Desk]:
    """The app opened on a case, the first question shown."""
    app = CorecaseApp(case.places, case_id=case.id, who=who)
    async with app.run_test(size=size) as pilot:
        desk = Desk(app, pilot)
        await desk.until(lambda: app.interview is not None and desk.screen.shown is not None)
        await desk.idle()
        yield desk
