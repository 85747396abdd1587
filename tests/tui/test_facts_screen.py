"""Facts: seen by group, changed as they are typed in the conversation, nothing parked unasked."""

from __future__ import annotations

from textual.widgets import Input

from storage.store import Store
from tests.tui.house import ALL_ANSWERED, FACTS, HouseApp, judge, kept, library, opened, seen
from tests.tui.waiting import wait_until
from tui.screens.change_fact import ChangeFactBox
from tui.screens.facts import FactsScreen


def typed(app: HouseApp, text: str) -> None:
    app.screen.query_one(Input).value = text


async def test_facts_show_values_and_what_is_worked_out(store: Store) -> None:
    case = kept(store, library(store), "07", *FACTS)
    app = HouseApp(store, FactsScreen, opened(store, case))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "3 Feb 2012" in seen(app))
        assert "Fiction, History" in seen(app)
        assert "Worked out" in seen(app)


async def test_impossible_date_is_told_and_the_text_stays(store: Store) -> None:
    case = kept(store, library(store), "07", *FACTS)
    app = HouseApp(store, FactsScreen, opened(store, case))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, ChangeFactBox))
        typed(app, "31 Feb 2012")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "There is no 31 February 2012" in seen(app))
        assert app.screen.query_one(Input).value == "31 Feb 2012"
        assert store.load(case.id).facts["opened"] == "2012-02-03"


async def test_parking_is_asked_about_before_it_happens(store: Store) -> None:
    case = kept(store, library(store), "07", *ALL_ANSWERED)
    interview = opened(store, case)
    app = HouseApp(store, lambda: FactsScreen("has_steps"), interview)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, ChangeFactBox))
        typed(app, "n")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "This parks 1 answer" in seen(app))
        assert store.load(case.id).facts["has_steps"] == "yes"
        await pilot.press("enter")
        await wait_until(pilot, lambda: store.load(case.id).facts["has_steps"] == "no")
        await wait_until(pilot, lambda: isinstance(app.screen, FactsScreen))
        assert interview.session.facts["has_steps"] == "no"


async def test_change_leaves_the_conversation_where_it_stood_with_its_draft(store: Store) -> None:
    case = kept(store, library(store), "07", *FACTS)
    interview = opened(store, case)
    interview.go("A1.2")
    interview.keep_draft("half a thought")
    app = HouseApp(store, lambda: FactsScreen("size"), interview)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, ChangeFactBox))
        typed(app, "small")
        await pilot.press("enter")
        await wait_until(pilot, lambda: store.load(case.id).facts["size"] == "small")
        await wait_until(pilot, lambda: interview.step == "A1.2")
        assert interview.draft() == "half a thought"


async def test_finished_case_keeps_its_facts(store: Store) -> None:
    case = kept(store, library(store), "07", *ALL_ANSWERED, judge("A1.2", "yes"))
    interview = opened(store, case)
    interview.submit("/finish")
    app = HouseApp(store, FactsScreen, interview)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("h")
        await wait_until(pilot, lambda: "Opened: 3 Feb 2012" in seen(app))
