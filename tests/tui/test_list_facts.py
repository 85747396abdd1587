"""Homes, people and changes: added to and replaced by command, line by line and on the screen."""

from __future__ import annotations

from functools import partial
from pathlib import Path

import pytest
from textual.widgets import Input

from domain import intents
from domain.events import Value
from tests.tui.flagged_case import FACTS, case_on_disk
from tests.tui.house import seen
from tests.tui.opened_case import Case, Desk, at_desk
from tests.tui.shell import Shell
from tui.screens.change_fact import ChangeFactBox
from tui.screens.facts import FactsScreen
from tui.viewmodel import step_view

MILL_LANE: Value = {
    "name": "14 Mill Lane (mother's home)",
    "from": "2004-02-01",
    "until": "2012-02-01",
}
RECORDED = intents.SetFact("homes", (MILL_LANE,))
BOTH = "14 Mill Lane (mother's home) from 1 Feb 2004 to 1 Feb 2012; Quay Road from 1 Feb 2012"


@pytest.fixture
def case(shell: Shell) -> Shell:
    case_on_disk(shell.home, *FACTS, RECORDED)
    return shell


@pytest.fixture
def housed(tmp_path: Path) -> Case:
    return case_on_disk(tmp_path / "home", *FACTS, RECORDED)


def in_one_line(told: str) -> str:
    return " ".join(told.split())


def homes(shell: Shell) -> str:
    return str(shell.json("facts", "07")["said"]["homes"])


def talk(shell: Shell, *lines: str) -> str:
    done = shell.run("interview", "07", "--plain", typed="".join(f"{line}\n" for line in lines))
    assert done.exit_code == 0, done.output
    return in_one_line(done.output)


# -- by command


def test_a_plus_adds_by_command(case: Shell) -> None:
    done = case.run("facts", "07", "homes=+ Quay Road from 1 Feb 2012")
    assert done.exit_code == 0
    assert done.stderr == ""
    assert homes(case) == BOTH


def test_one_fact_can_be_added_to_several_times_in_one_command(case: Shell) -> None:
    case.ok("facts", "07", "homes=+ Quay Road from 1 Feb 2012", "homes=+ The Acorn from 5 May 2012")
    assert homes(case) == f"{BOTH}; The Acorn from 5 May 2012"


def test_what_a_replacement_drops_is_said_by_command_with_the_way_back(case: Shell) -> None:
    done = case.run("facts", "07", "homes=Quay Road from 1 Feb 2012")
    assert done.exit_code == 0
    assert "what was recorded is not in it now" in done.stderr
    assert "`corecase undo CASE` brings it back; begin with + to add." in done.stderr


def test_several_facts_of_one_command_are_one_step_back(case: Shell) -> None:
    before = case.json("facts", "07")
    case.ok("facts", "07", "gender=male", "custody=n", "homes=rubbish")
    case.ok("undo", "07")
    assert case.json("facts", "07") == before


@pytest.mark.parametrize(
    ("fact", "example"),
    [
        ("homes", "14 Mill Lane (mother's home) from 3 Sep 2010 to 4 May 2012"),
        ("schools", "Hill School from 3 Sep 2010 to 4 May 2012"),
        ("past_ties", "4 May 2012, partner, Jade"),
        ("case_managers", "J.B., A.W. from 3 Feb 2012"),
    ],
)
def test_the_example_is_of_the_fact_asked_about(case: Shell, fact: str, example: str) -> None:
    told = case.ok("facts", "07", fact)
    assert example in in_one_line(told)
    assert "Begin with + to add." in in_one_line(told)
    assert max(map(len, told.splitlines())) <= 80


# -- line by line


def test_a_plus_adds_in_the_line_mode_and_the_question_says_so(case: Shell) -> None:
    told = talk(case, "/facts homes", "+ Quay Road from 1 Feb 2012")
    assert "14 Mill Lane (mother's home) from 3 Sep 2010" in told
    assert "Begin with + to add." in told
    assert homes(case) == BOTH


def test_what_a_replacement_drops_is_said_in_the_line_mode(case: Shell) -> None:
    told = talk(case, "/facts homes", "somewhere else")
    assert "what was recorded is not in it now. /undo brings it back" in told
    assert "“somewhere else” has no dates: flags cannot be checked against it." in told


# -- on the screen


async def test_the_field_of_a_list_has_what_is_recorded_and_typing_goes_on_from_there(
    housed: Case,
) -> None:
    async with at_desk(housed, (80, 24)) as desk:
        await desk.send("/facts homes")
        await desk.until(lambda: isinstance(desk.app.screen, ChangeFactBox))
        field = desk.app.screen.query_one(Input)
        await desk.until(lambda: field.has_focus)
        assert field.value == "14 Mill Lane (mother's home) from 1 Feb 2004 to 1 Feb 2012"
        assert "Begin with + to add." in in_one_line(seen(desk.app))
        assert "Such as 14 Mill Lane (mother's home)" in seen(desk.app)
        await desk.pilot.press("semicolon")
        await desk.send("Quay Road from 1 Feb 2012")
        await desk.until(lambda: len(_homes(housed)) == 2)
        await desk.until(lambda: desk.app.screen is desk.screen)


async def test_a_plus_adds_in_the_field_too(housed: Case) -> None:
    async with at_desk(housed, (80, 24)) as desk:
        await desk.send("/facts homes")
        await desk.until(lambda: isinstance(desk.app.screen, ChangeFactBox))
        desk.app.screen.query_one(Input).value = "+ Quay Road from 1 Feb 2012"
        await desk.pilot.press("enter")
        await desk.until(lambda: len(_homes(housed)) == 2)


async def test_a_list_that_holds_nothing_is_asked_as_any_fact(housed: Case) -> None:
    async with at_desk(housed, (80, 24)) as desk:
        await desk.send("/facts schools")
        await desk.at("fact:schools")
        assert "Type name from date to date; semicolons between. Enter passes it by." in seen(
            desk.app
        )


async def test_no_hint_of_a_list_is_cut_off_at_eighty_columns(housed: Case) -> None:
    facts = ("homes", "schools", "past_ties", "case_managers", "significant_changes")
    async with at_desk(housed, (80, 24)) as desk:
        for fact in facts:
            await desk.send(f"/go {fact}")
            await desk.at(f"fact:{fact}")
            hint = step_view(housed.session(), f"fact:{fact}").hint
            await desk.until(partial(_shows, desk, hint))


async def test_what_a_replacement_drops_is_said_on_the_screen(housed: Case) -> None:
    async with at_desk(housed, (80, 24)) as desk:
        await desk.send("/facts")
        await desk.until(lambda: isinstance(desk.app.screen, FactsScreen))
        await desk.pilot.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        await desk.send("/go homes")
        await desk.at("fact:homes")
        await desk.type("Quay Road from 1 Feb 2012")
        await desk.pilot.press("enter")
        await desk.until(lambda: "begin with + to add" in in_one_line(seen(desk.app)))


def _shows(desk: Desk, text: str) -> bool:
    return text in seen(desk.app)


def _homes(case: Case) -> tuple[object, ...]:
    value = case.session().facts["homes"]
    assert isinstance(value, tuple)
    return value
