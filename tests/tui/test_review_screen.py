"""Review, find and log: each line a way to its question; finishing and reopening."""

from __future__ import annotations

from textual.widgets import Input

from storage.store import Store
from tests.tui.house import ALL_ANSWERED, FACTS, HouseApp, judge, kept, library, opened, seen
from tests.tui.waiting import wait_until
from tui.screens.boxes import ConfirmBox, ReasonBox
from tui.screens.find import FindScreen
from tui.screens.log import LogScreen
from tui.screens.review import ReviewScreen


async def test_review_lists_what_is_missing_and_a_line_leads_there(store: Store) -> None:
    case = kept(store, library(store), "07", *FACTS, judge("A1.1", "no"))
    app = HouseApp(store, ReviewScreen, opened(store, case))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "A1.2" in seen(app))
        assert "no reason given" in seen(app)
        await pilot.press("r", "enter")
        await wait_until(pilot, lambda: app.result == "A1.1")


async def test_review_refuses_to_finish_with_the_list(store: Store) -> None:
    case = kept(store, library(store), "07", *FACTS, judge("A1.1", "yes"))
    app = HouseApp(store, ReviewScreen, opened(store, case))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f")
        await wait_until(pilot, lambda: app.told)
        assert "still open: A1.2" in app.told[0]
        assert not store.case(case.id).finished


async def test_review_finishes_and_reopens_with_a_reason(store: Store) -> None:
    case = kept(store, library(store), "07", *ALL_ANSWERED)
    app = HouseApp(store, ReviewScreen, opened(store, case))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("f")
        await wait_until(pilot, lambda: isinstance(app.screen, ConfirmBox))
        await pilot.press("enter")
        await wait_until(pilot, lambda: store.case(case.id).finished)
        await wait_until(pilot, lambda: "finished and locked" in seen(app))
        await pilot.press("u")
        await wait_until(pilot, lambda: isinstance(app.screen, ReasonBox))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Type the reason first" in seen(app))
        app.screen.query_one(Input).value = "a document came late"
        await pilot.press("enter")
        await wait_until(pilot, lambda: not store.case(case.id).finished)
        assert store.load(case.id).events[-1].why == "a document came late"


async def test_review_of_nothing_says_what_to_press(store: Store) -> None:
    deeds = (*ALL_ANSWERED, judge("A1.2", "yes"))
    app = HouseApp(store, ReviewScreen, opened(store, kept(store, library(store), "07", *deeds)))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Press f to finish the case." in seen(app))


async def test_find_narrows_by_words_number_and_state(store: Store) -> None:
    case = kept(store, library(store), "07", *FACTS, judge("A1.1", "yes"))
    app = HouseApp(store, FindScreen, opened(store, case))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Yes, good enough" in seen(app))
        await pilot.press(*"zebra")
        await wait_until(pilot, lambda: "No question or fact has these words." in seen(app))
        await pilot.press("ctrl+u", *"wheelchair open")
        await wait_until(pilot, lambda: "1 question, 0 facts" in seen(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.result == "A1.2")


async def test_log_says_old_and_new_and_leads_to_the_step(store: Store) -> None:
    case = kept(
        store, library(store), "07", *FACTS, judge("A1.1", "yes"), judge("A1.1", "no", "late")
    )
    app = HouseApp(store, LogScreen, opened(store, case))
    async with app.run_test(size=(100, 30)) as pilot:
        told = "No, not good enough (before: Yes, good enough)"
        await wait_until(pilot, lambda: told in seen(app))
        assert "A1.1 Door, reasons: Done late" in seen(app)
        await pilot.press(*"opened")
        await wait_until(pilot, lambda: told not in seen(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.result == "fact:opened")
