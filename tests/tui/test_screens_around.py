"""Export, help and keys; and every screen at every size, with hostile text and without colour."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any

import pytest
from textual.screen import Screen

from storage.store import Store
from tests.tui.house import ALL_ANSWERED, HouseApp, kept, library, opened, seen
from tests.tui.waiting import wait_until
from tui.actions import ACTIONS
from tui.help_text import commands, keys
from tui.screens.about import AboutScreen
from tui.screens.change_fact import ChangeFactBox
from tui.screens.export import ExportScreen
from tui.screens.facts import FactsScreen
from tui.screens.find import FindScreen
from tui.screens.help import HelpScreen
from tui.screens.home import HomeScreen
from tui.screens.keys import KeysScreen
from tui.screens.log import LogScreen
from tui.screens.new_case import NewCaseScreen
from tui.screens.new_inspection import NewInspectionScreen
from tui.screens.report import ReportScreen
from tui.screens.review import ReviewScreen
from tui.screens.scores import ScoresScreen

EVERY: tuple[Callable[[], Screen[Any]], ...] = (
    HomeScreen,
    NewInspectionScreen,
    lambda: NewCaseScreen(1),
    ReviewScreen,
    ScoresScreen,
    lambda: ScoresScreen(1),
    FactsScreen,
    lambda: ChangeFactBox("stocked"),
    FindScreen,
    LogScreen,
    ExportScreen,
    ReportScreen,
    HelpScreen,
    KeysScreen,
    AboutScreen,
)


@pytest.mark.parametrize("first", EVERY)
async def test_every_screen_stands_resizing_and_hostile_text(
    store: Store, first: Callable[[], Screen[Any]], monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    reference = "[red]x[/] [/] [@click=app.quit]漢字 " + "long " * 9
    case = kept(store, library(store, "[b]Shire[/] " + "wide " * 12), reference, *ALL_ANSWERED)
    app = HouseApp(store, first, opened(store, case))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: len(app.screen_stack) > 1 and seen(app).strip())
        shown = seen(app)
        for width, height in ((40, 10), (120, 40), (20, 5), (80, 24)):
            await pilot.resize_terminal(width, height)
            await pilot.press("down", "up")
        await wait_until(pilot, lambda: seen(app).strip())
        assert app.is_running, shown


def test_help_and_keys_name_every_action() -> None:
    told = {term for part in commands() for term, _ in part.lines}
    assert all(any(term.startswith(f"/{a.slash}") for term in told) for a in ACTIONS)
    listed = [line for part in keys({"later": "f6"}) for line in part.lines]
    assert len(listed) == len(ACTIONS)
    assert any(term == "f6" and said.startswith("Leave for later") for term, said in listed)


async def test_help_begins_with_getting_started(store: Store) -> None:
    app = HouseApp(store, HelpScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Getting started" in seen(app))
        await pilot.press("k")
        assert app.asked_for == [("keys", {})]
