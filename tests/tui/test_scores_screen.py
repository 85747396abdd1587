"""Scores on the screen: with their counts, down to the answers, and none where nothing applies."""

from __future__ import annotations

import pytest

from domain.events import STATUS, Change
from storage.records import CaseLine
from storage.store import Store
from tests.instruments import NOON, WHO
from tests.tui.house import ALL_ANSWERED, FACTS, HouseApp, judge, kept, library, opened, seen
from tests.tui.waiting import wait_until
from tui.screens.scores import ScoresScreen
from tui.widgets.bars import axis, progress_bar, score_bar


def finish(store: Store, line: CaseLine) -> None:
    session = store.load(line.id)
    store.append(line.id, session, session.stamped((Change(STATUS, "finished"),), at=NOON, who=WHO))


async def test_case_is_scored_live_and_opens_down_to_its_answers(store: Store) -> None:
    case = kept(store, library(store), "07", *ALL_ANSWERED)
    app = HouseApp(store, ScoresScreen, opened(store, case))
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_until(pilot, lambda: "50%" in seen(app))
        assert "1 of 2" in seen(app)
        assert "FINE" in seen(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "A1.2 Ramp" in seen(app))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: "Done late" in seen(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.result == "A1.2")


async def test_escape_steps_back_up_to_the_row_one_came_from(store: Store) -> None:
    case = kept(store, library(store), "07", *ALL_ANSWERED)
    app = HouseApp(store, ScoresScreen, opened(store, case))
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_until(pilot, lambda: "The building" in seen(app))
        await pilot.press("down", "enter")
        await wait_until(pilot, lambda: "A1.1 Door" in seen(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: "\u203a A The building" in seen(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.result is None)


async def test_no_score_where_nothing_applies(store: Store) -> None:
    case = kept(store, library(store), "07", *FACTS)
    app = HouseApp(store, ScoresScreen, opened(store, case))
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_until(pilot, lambda: "No applicable answer, so no score." in seen(app))
        assert "%" not in seen(app).replace("95%", "")


async def test_open_cases_count_only_when_asked_and_it_is_said(store: Store) -> None:
    inspection = library(store)
    finish(store, kept(store, inspection, "1", *ALL_ANSWERED))
    kept(store, inspection, "2", *FACTS, judge("A1.1", "yes"))
    app = HouseApp(store, lambda: ScoresScreen(inspection.id))
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_until(pilot, lambda: "1 finished case, 1 open left out" in seen(app))
        assert "1 of 2" in seen(app)
        await pilot.press("o")
        await wait_until(pilot, lambda: "1 finished case and 1 still open" in seen(app))
        assert "2 of 3" in seen(app)


async def test_answer_of_an_inspection_opens_its_case(store: Store) -> None:
    inspection = library(store)
    line = kept(store, inspection, "1", *ALL_ANSWERED)
    finish(store, line)
    app = HouseApp(store, lambda: ScoresScreen(inspection.id))
    async with app.run_test(size=(100, 30)) as pilot:
        await wait_until(pilot, lambda: "The building" in seen(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "A1.1 Door" in seen(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Yes, good enough" in seen(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.opened == [line.id])


@pytest.mark.parametrize(("part", "bar"), [(0, "────"), (1, "╸───"), (99, "━━━╸"), (100, "━━━━")])
def test_progress_never_looks_full_before_it_is_nor_empty_once_begun(part: int, bar: str) -> None:
    assert progress_bar(4, part, 100).plain == bar


def test_axis_is_fixed_from_0_to_100() -> None:
    assert score_bar(10, 0).plain == "─" * 10
    assert score_bar(10, 55, (50, 75)).plain == "━━━━━╸─┼──"
    assert score_bar(10, 100).plain == "━" * 10
    assert score_bar(10, None).plain == " " * 10
    assert axis(20, (50,)).plain == "0         50     100"
