"""A stand-in for the app: what the screens around the interview need of it, and nothing else."""

from __future__ import annotations

import asyncio
from collections.abc import Callable
from dataclasses import dataclass
from datetime import date, datetime
from typing import TypeVar

from textual.app import App
from textual.screen import Screen

from storage.store import Store
from tests.instruments import NOON, TODAY, WHO
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

    def __init__(self, store: Store, first: Callable[[], Screen[object]]) -> None:
        super().__init__()
        self.kept, self.first = store, first
        self.store: Store | None = None
        self.who = WHO
        self.clock = StandingClock()
        self.interview: Interview | None = None
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


def seen(app: App[object]) -> str:
    """The whole screen as text, as a person reads it."""
    strips = app.screen._compositor.render_strips()
    return "\n".join("".join(segment.text for segment in strip) for strip in strips)
