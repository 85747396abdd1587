"""The glossary over the interview: opened on a word, walked through, left where one was."""

from __future__ import annotations

from pathlib import Path

import pytest
from textual import events

from glossary import Entry, add_own_entry
from tests.bench.layouts import counting_layouts
from tests.tui.house import seen
from tests.tui.opened_case import FACTS, Case, Desk, at_desk, new_case
from tests.tui.own_terms import keep_own_terms
from tui.app import CorecaseApp
from tui.screens.glossary import GlossaryScreen
from tui.terms_at_hand import LOOKED_UP, OWN_TERMS
from tui.widgets.query_line import QueryLine

SIZES = [(120, 40), (80, 24), (80, 18), (40, 10)]


@pytest.fixture
def case(tmp_path: Path) -> Case:
    case = new_case(tmp_path / "home", *FACTS)
    keep_own_terms(case.places.home)
    return case


def pane(desk: Desk) -> GlossaryScreen:
    screen = desk.app.screen
    assert isinstance(screen, GlossaryScreen)
    return screen


def read(desk: Desk) -> str:
    """The term whose definition is shown."""
    screen = desk.app.screen
    if not isinstance(screen, GlossaryScreen) or screen._lookup is None:
        return ""
    return screen._lookup.entry.term if screen._lookup.entry else ""


async def opened(desk: Desk, *keys: str) -> None:
    await desk.until(lambda: desk.screen.pane.terms.terms)
    await desk.pilot.press(*(keys or ("ctrl+g",)))
    await desk.until(lambda: isinstance(desk.app.screen, GlossaryScreen))
    await desk.until(lambda: pane(desk)._lookup is not None)


async def closed(desk: Desk) -> None:
    await desk.pilot.press("escape")
    await desk.until(lambda: desk.app.screen is desk.screen)
    await desk.idle()


async def test_the_word_at_the_cursor_is_looked_up_and_text_and_cursor_stay(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("y by the ramp she said")
        await desk.pilot.press(*["left"] * 9)
        before = desk.screen.prompt.cursor_location
        await opened(desk)
        assert read(desk) == "Ramp"
        assert "A slope in place of steps." in seen(desk.app)
        await closed(desk)
        assert (desk.text, desk.screen.prompt.cursor_location) == ("y by the ramp she said", before)
        await desk.type("!")
        assert desk.text == "y by the ramp! she said"


async def test_a_query_that_fits_is_shown_from_its_beginning(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("the steps")
        await opened(desk)
        await desk.until(lambda: "Glossary  steps" in seen(desk.app))
        await desk.type("x" * 60)
        await desk.until(lambda: "Glossary  xxx" in seen(desk.app))
        await desk.pilot.press("ctrl+u")
        await desk.type("ramp")
        await desk.until(lambda: "Glossary  ramp" in seen(desk.app))


async def test_an_arrow_key_turns_the_word_into_one_to_edit(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("ramp")
        await opened(desk)
        await desk.pilot.press("right", "1")
        assert pane(desk).query_one(QueryLine).text == "ramp1"


async def test_what_is_selected_is_looked_up_and_stays_selected(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("the steps")
        await desk.pilot.press(*["shift+left"] * 5)
        await opened(desk)
        assert read(desk) == "Steps"
        await closed(desk)
        assert desk.screen.prompt.selected_text == "steps"


async def test_a_letter_begins_a_new_query_and_a_common_word_is_none(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("y the ramp")
        await opened(desk)
        await desk.type("gate")
        assert pane(desk).query_one(QueryLine).text == "gate"
        assert read(desk) == "Door"
        await closed(desk)
        await desk.type(" and she")
        await opened(desk)
        assert pane(desk).query_one(QueryLine).text == ""


@pytest.mark.parametrize("size", SIZES)
async def test_terms_of_the_question_are_marked_and_opened_by_number(
    case: Case, size: tuple[int, int]
) -> None:
    async with at_desk(case, size) as desk:
        await desk.until(lambda: "door¹" in seen(desk.app))
        await desk.type("/define")
        await opened(desk, "space", "1", "enter")
        assert read(desk) == "Door"
        assert "Where one goes in." in seen(desk.app)
        assert desk.text == ""
        await closed(desk)
        await opened(desk)
        await desk.pilot.press("1")
        assert read(desk) == "Door"


async def test_walking_from_term_to_term_and_back(case: Case) -> None:
    async with at_desk(case) as desk:
        await opened(desk)
        await desk.pilot.press("1", "1")
        assert read(desk) == "Ramp"
        await desk.pilot.press("1", "2")
        assert read(desk) == "Steps"
        await desk.pilot.press("left", "backspace")
        assert read(desk) == "Ramp"
        await desk.pilot.press("left", "left")
        assert pane(desk).query_one(QueryLine).text == ""
        assert "In this question" in seen(desk.app)


async def test_the_last_look_ups_are_offered_again_in_another_sitting(case: Case) -> None:
    async with at_desk(case) as desk:
        await opened(desk)
        await desk.type("zibbo")
        await closed(desk)
        kept = case.places.home / LOOKED_UP
        await desk.until(kept.exists)
    assert kept.read_text(encoding="utf-8") == "Zibbo\n"
    async with at_desk(case) as desk:
        await opened(desk)
        assert "Looked up last" in seen(desk.app)
        await desk.pilot.press("down", "enter")
        assert read(desk) == "Zibbo"
        assert "own" in seen(desk.app)


async def test_the_same_key_closes_it(case: Case) -> None:
    async with at_desk(case) as desk:
        await opened(desk)
        await desk.pilot.press("ctrl+g")
        await desk.until(lambda: desk.app.screen is desk.screen)


async def test_a_key_in_it_lays_nothing_out(case: Case) -> None:
    async with at_desk(case) as desk:
        await opened(desk)
        await desk.type("x")
        await desk.pilot.press("backspace")
        await desk.pilot.pause()
        with counting_layouts() as layouts:
            await desk.type("risk of hram")
            await desk.pilot.press("down", "enter", "1", "left", *["backspace"] * 20)
            await desk.pilot.pause()
        assert layouts == []


async def test_quick_keys_meet_what_was_typed_before_them(case: Case) -> None:
    async with at_desk(case) as desk:
        await opened(desk)
        for key in (*"door", "enter", "1", "1", "escape"):
            desk.app.post_message(events.Key(key, key if len(key) == 1 else None))
        await desk.until(lambda: desk.app.screen is desk.screen)
        kept = case.places.home / LOOKED_UP
        await desk.until(kept.exists)
        assert kept.read_text(encoding="utf-8").split() == ["Door", "Ramp"]


@pytest.mark.parametrize("size", SIZES)
async def test_a_long_definition_is_paged_and_hostile_text_is_text(
    case: Case, size: tuple[int, int]
) -> None:
    async with at_desk(case, size) as desk:
        await opened(desk)
        await desk.type("steps")
        assert read(desk) == "Steps"
        assert "more lines" in seen(desk.app)
        for _ in range(40):
            await desk.pilot.press("pagedown")
        assert "PgUp" in seen(desk.app)
        await desk.pilot.press("pageup")
        pane(desk).query_one(QueryLine).post_message(
            events.Paste("[red]zib[/]\x1b[2J\nbo [@click=app.quit]" + "x" * 40_000)
        )
        await desk.pilot.press("ctrl+u")
        await desk.type("zibbo")
        assert "[b]inbox[/b]" in seen(desk.app)
        await desk.pilot.resize_terminal(100, 30)
        await desk.pilot.resize_terminal(*size)
        await closed(desk)


async def test_nonsense_and_a_broken_own_file(case: Case) -> None:
    own = case.places.home / OWN_TERMS
    async with at_desk(case) as desk:
        await opened(desk)
        await desk.type("zzzzqqq")
        assert "Nothing in the glossary is like" in seen(desk.app)
        assert read(desk) == ""
        await desk.pilot.press("enter", "down", "pagedown", "left", "1")
        await closed(desk)
        own.write_text("[[entry]]\nterm = 7\n")
        await opened(desk)
        assert "line 1" in seen(desk.app)
        await desk.type("rmp")
        assert read(desk) == "RMP"


async def test_ten_thousand_own_terms(tmp_path: Path) -> None:
    case = new_case(tmp_path / "home", *FACTS)
    text = "".join(
        f'[[entry]]\nterm = "Word {n}"\ndefinition = "Ours, {n}."\n' for n in range(10_000)
    )
    (case.places.home / OWN_TERMS).write_text(text)
    async with at_desk(case) as desk:
        await desk.until(lambda: desk.app.terms.now is not None)
        await desk.pilot.press("ctrl+g")
        await desk.until(lambda: isinstance(desk.app.screen, GlossaryScreen))
        await desk.until(lambda: pane(desk)._lookup is not None)
        await desk.type("wrod 9999")
        assert read(desk) == "Word 9999"


async def test_a_click_reads_a_term(case: Case) -> None:
    add_own_entry(case.places.home / OWN_TERMS, Entry("Ramparts", "", "Walls."))
    async with at_desk(case) as desk:
        await opened(desk)
        await desk.type("ramp")
        await desk.pilot.click("TermList", offset=(5, 1))
        await desk.until(lambda: read(desk) == "Ramparts")


async def test_from_the_palette_with_the_word_at_the_cursor(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("y the ramp")
        await opened(desk, "ctrl+p", *"look", "space", *"a", "space", *"term", "enter")
        assert read(desk) == "Ramp"
        await closed(desk)
        assert desk.text == "y the ramp"


async def test_from_the_list_of_cases(case: Case) -> None:
    app = CorecaseApp(case.places)
    async with app.run_test(size=(80, 24)) as pilot:
        await pilot.press("ctrl+g")
        desk = Desk(app, pilot)
        await desk.until(lambda: isinstance(app.screen, GlossaryScreen))
        await desk.until(lambda: pane(desk)._lookup is not None)
        await desk.type("door")
        assert read(desk) == "Door"
