"""A stand-in for the app: what the screens around the interview need of it, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import Any, TypeVar

from textual.app import App
from textual.screen import Screen

from domain import intents
from domain.answers import AnswerKey
from storage.records import CaseLine, Inspection, NewInspection
from storage.store import Store
from tests.instruments import NOON, TODAY, WHO, take, tiny
from tui.actions import BY_ID
from tui.controller import Interview
from tui.themes import DARK, THEMES

T = TypeVar("T")


@dataclass(frozen=True)
class StandingClock:
    at: datetime = NOON
    day: date = TODAY

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.day

    def ticking(self) -> float:
        return 0.0


class HouseApp(App[object]):
    """Shows one screen and writes down what it asks of the app."""

    ENABLE_COMMAND_PALETTE = False

    def __init__(
        self, store: Store, first: Callable[[], Screen[Any]], interview: Interview | None = None
    ) -> None:
        super().__init__()
        self.kept, self.first, self.interview = store, first, interview
        self.store: Store | None = None
        self.who = WHO
        self.clock = StandingClock()
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK
        self.opened: list[int] = []
        self.asked_for: list[tuple[str, dict[str, object]]] = []
        self.told: list[str] = []
        self.result: object = "not dismissed"

    def on_mount(self) -> None:
        self.push_screen(self.first(), self._done)

    def _done(self, result: object) -> None:
        self.result = result

    async def store_ready(self) -> Store:
        await asyncio.sleep(0)
        self.store = self.kept
        return self.kept

    async def in_store(self, call: Callable[..., T], *args: object) -> T:
        return await asyncio.to_thread(call, *args)

    def open_interview(self, case_id: int) -> None:
        self.opened.append(case_id)

    def open_screen(
        self, name: str, callback: Callable[[object], None] | None = None, **arguments: object
    ) -> None:
        self.asked_for.append((name, arguments))

    def say(self, text: str, severity: str = "information") -> None:
        self.told.append(text)

    def key_of(self, action_id: str) -> str:
        return next(iter(BY_ID[action_id].keys), "")


def seen(app: App[Any]) -> str:
    """The whole screen as text, as a person reads it."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)


# What makes every question of the library apply.
FACTS = (
    intents.SetFact("opened", "2012-02-03"),
    intents.SetFact("closed", ""),
    intents.SetFact("size", "large"),
    intents.SetFact("has_steps", "yes"),
    intents.SetFact("lends", "yes"),
    intents.SetFact("stocked", ("fiction", "history")),
)


def library(store: Store, area: str = "Testshire", *, invented: bool = False) -> Inspection:
    """An inspection of libraries."""
    return store.create_inspection(NewInspection(area, 2012, invented=invented), tiny())


def kept(store: Store, inspection: Inspection, reference: str, *deeds: intents.Intent) -> CaseLine:
    """A case in which the given things were recorded."""
    line = store.create_case(inspection.id, reference)
    start = store.load(line.id)
    after = take(start, *deeds)
    if after.events:
        store.append(line.id, start, after.events)
    return store.case(line.id)


def judge(question: str, judgement: str, *reasons: str, row: str = "") -> intents.Judge:
    note = "because" if judgement == "na" else ""
    return intents.Judge(AnswerKey(question, row), judgement, reasons, note)


# A case of the library with every answer given, one of them insufficient with its reason.
ALL_ANSWERED = (
    *FACTS,
    judge("A1.1", "yes"),
    judge("A1.2", "no", "late"),
    judge("B1.1", "yes"),
    judge("B1.2", "yes"),
    judge("B1.3", "yes", row="fiction"),
    judge("B1.3", "yes", row="history"),
)


def opened(store: Store, line: CaseLine) -> Interview:
    """The case as an assessor has it open."""
    return Interview.open(store, line.id, WHO, StandingClock())
