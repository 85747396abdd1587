"""The list of cases: what is on top, what is read, what is found, what an empty one says."""

from __future__ import annotations

import pytest
from textual.widgets import Input

from storage.store import Store
from tests.tui.house import ALL_ANSWERED, FACTS, HouseApp, judge, kept, library, seen
from tests.tui.waiting import wait_until
from tui.screens.home import HomeScreen
from tui.screens.new_case import NewCaseScreen, looks_like_a_name
from tui.screens.new_inspection import NewInspectionScreen
from tui.widgets.case_list import PAGE, CaseList
from tui.widgets.field import Field


def home(app: HouseApp) -> HomeScreen:
    screen = app.screen_stack[1]
    assert isinstance(screen, HomeScreen)
    return screen


async def test_empty_home_tells_what_to_press_and_enter_does_it(store: Store) -> None:
    app = HouseApp(store, HomeScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "No inspection yet." in seen(app))
        assert "Press Enter to begin one" in seen(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, NewInspectionScreen))


async def test_inspection_without_a_case_offers_one_and_it_opens_at_once(store: Store) -> None:
    library(store)
    app = HouseApp(store, HomeScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "No case in this inspection yet" in seen(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, NewCaseScreen))
        await pilot.press(*"T-1", "enter")
        await wait_until(pilot, lambda: app.opened)
        assert app.opened == [store.find_case("T-1").id]


async def test_open_case_used_last_is_on_top_and_enter_resumes_it(store: Store) -> None:
    inspection = library(store)
    kept(store, inspection, "done", *ALL_ANSWERED)
    half = kept(store, inspection, "half", *FACTS, judge("A1.1", "yes"))
    app = HouseApp(store, HomeScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "half" in seen(app))
        assert "1 of 6" in seen(app)
        assert "━" in seen(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.opened)
        assert app.opened == [half.id]


async def test_a_question_mark_opens_help_unless_something_is_being_typed(store: Store) -> None:
    kept(store, library(store), "a?b")
    app = HouseApp(store, HomeScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "a?b" in seen(app))
        await pilot.press("question_mark")
        await wait_until(pilot, lambda: app.asked_for)
        assert app.asked_for == [("help", {})]
        await pilot.press("a", "question_mark")
        await wait_until(pilot, lambda: home(app).cases.picks.typed == "a?")
        assert app.asked_for == [("help", {})]


async def test_typing_narrows_and_escape_widens(store: Store) -> None:
    inspection = library(store)
    for reference in ("North 1", "South 2", "[red]odd[/]"):
        kept(store, inspection, reference)
    app = HouseApp(store, HomeScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "North 1" in seen(app))
        assert "[red]odd[/]" in seen(app)
        await pilot.press(*"south")
        await wait_until(pilot, lambda: "North 1" not in seen(app))
        assert "South 2" in seen(app)
        await pilot.press("escape")
        await wait_until(pilot, lambda: "North 1" in seen(app))


async def test_many_cases_are_read_a_page_at_a_time(store: Store) -> None:
    inspection = library(store)
    for number in range(PAGE + 30):
        store.create_case(inspection.id, f"C-{number:03}")
    app = HouseApp(store, HomeScreen)
    async with app.run_test(size=(80, 24)) as pilot:

        def cases() -> CaseList:
            return home(app).query_one(CaseList)

        await wait_until(pilot, lambda: len(cases().lines) == PAGE)
        await pilot.press("end")
        await wait_until(pilot, lambda: len(cases().lines) == PAGE + 30)
        highlighted = cases().picks.highlighted_option
        assert highlighted is not None
        assert highlighted.id == str(cases().lines[PAGE - 1].id)


async def test_demonstration_tells_a_newcomer_what_to_press(store: Store) -> None:
    inspection = library(store, invented=True)
    kept(store, inspection, "D-1", *FACTS, judge("A1.1", "yes"))
    app = HouseApp(store, HomeScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Press Enter to open the half-done case, D-1" in seen(app))


@pytest.mark.parametrize("size", [(80, 24), (120, 40)])
async def test_tab_leads_to_the_inspections(store: Store, size: tuple[int, int]) -> None:
    kept(store, library(store, "Elsewhere"), "E-1")
    kept(store, library(store, "Testshire"), "T-1")
    app = HouseApp(store, HomeScreen)
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: "T-1" in seen(app))
        await pilot.press("tab")
        await wait_until(pilot, lambda: "Elsewhere 2012" in seen(app))
        await pilot.press(*"else", "enter")
        await wait_until(pilot, lambda: "E-1" in seen(app))
        assert app.focused is home(app).cases.picks


async def test_form_tells_each_mistake_beside_its_field_and_loses_nothing(store: Store) -> None:
    app = HouseApp(store, NewInspectionScreen)
    async with app.run_test(size=(80, 30)) as pilot:
        fields = {f.id: f for f in app.screen.query(Field)}
        for name, text in (("year", "abc"), ("from", "31 Feb 2012"), ("to", "3 Feb 2012")):
            fields[name].input.value = text
        fields["who"].input.focus()
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Type the name of the area." in seen(app))
        assert "There is no 31 February 2012" in seen(app)
        assert "Type the year in four digits" in seen(app)
        assert fields["to"].input.value == "3 Feb 2012"
        assert app.focused is fields["area"].input


async def test_form_begins_an_inspection(store: Store) -> None:
    library(store)  # with the first of all a passphrase is chosen: test_unlock
    app = HouseApp(store, NewInspectionScreen)
    async with app.run_test(size=(80, 30)) as pilot:
        await pilot.press(*"Newshire")
        for _ in range(6):
            await pilot.press("enter")
        await wait_until(pilot, lambda: app.result != "not dismissed")
        assert store.find_inspection("Newshire").year == 2012
        assert app.result == store.find_inspection("Newshire")


async def test_second_case_of_a_reference_is_refused_and_the_text_stays(store: Store) -> None:
    inspection = library(store)
    kept(store, inspection, "07")
    app = HouseApp(store, lambda: NewCaseScreen(inspection.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("0", "7", "enter")
        await wait_until(pilot, lambda: "! " in seen(app))
        assert app.screen.query_one(Input).value == "07"


async def test_a_persons_name_is_advised_against_and_taken(store: Store) -> None:
    inspection = library(store)
    app = HouseApp(store, lambda: NewCaseScreen(inspection.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press(*"Ann Lee")
        await wait_until(pilot, lambda: "looks like a person" in seen(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.result != "not dismissed")
        assert store.find_case("Ann Lee").reference == "Ann Lee"


@pytest.mark.parametrize(
    ("reference", "is_name"),
    [("Ann Lee", True), ("Ann", True), ("O'Neil-Smith Jo", True), ("D-07", False), ("YOT", False)],
)
def test_names_are_told_from_references(reference: str, is_name: bool) -> None:
    assert looks_like_a_name(reference) is is_name
