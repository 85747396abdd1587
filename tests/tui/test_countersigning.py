"""A second person countersigns a finished case or returns it: commands, line mode and screens."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import pytest
from textual.widgets import Input

from domain.intents import Finish
from domain.status import Status
from storage.places import Places
from storage.store import Store
from tests.tui.house import ALL_ANSWERED, HouseApp, kept, opened, seen
from tests.tui.house import library as inspection_of
from tests.tui.opened_case import Case, at_desk
from tests.tui.shell import Shell
from tests.tui.waiting import wait_until
from tui.screens.boxes import ConfirmBox, ReasonBox
from tui.screens.review import ReviewScreen
from tui.widgets.case_rows import case_row


@pytest.fixture
def shut(library: Shell) -> Shell:
    """Case 07, finished by A.W."""
    for question, answer in (
        ("A1.1", "y"), ("A1.2", "n late"), ("B1.1", "y"), ("B1.2", "y"), ("B1.3", "yn"),
    ):  # fmt: skip
        library.ok("answer", "07", question, answer)
    library.ok("finish", "07")
    return library


# -- commands


def test_a_second_person_countersigns(shut: Shell) -> None:
    done = shut.run("countersign", "07", "--by", "M.T.")
    assert done.stdout == "M.T. has countersigned case 07.\n"
    assert "agree with its judgements" in " ".join(done.stderr.split())
    assert "07: countersigned" in shut.ok("case", "list")
    assert shut.json("case", "list")["cases"][0]["standing"] == "countersigned"
    assert shut.json("review", "07")["standing"] == "countersigned"
    assert "M.T.: case countersigned" in shut.ok("log", "07")
    assert "M.T. countersigned case 07." in shut.ok("trail", "07")
    assert "countersigned already, by M.T." in shut.slip("countersign", "07", "--by", "C.C.")


def test_nobody_countersigns_or_returns_their_own_case(shut: Shell) -> None:
    assert "second person" in shut.slip("countersign", "07")
    assert "second person" in shut.slip("countersign", "07", "--by", "a w")
    told = shut.slip("return", "07", "--why", "look again")
    assert "`corecase reopen CASE --why REASON`" in " ".join(told.split())


def test_an_open_case_is_neither_countersigned_nor_returned(library: Shell) -> None:
    assert "once it is finished" in library.slip("countersign", "07", "--by", "M.T.")
    assert "once it is finished" in library.slip("return", "07", "--why", "x", "--by", "M.T.")


def test_a_returned_case_is_open_and_shows_its_comments(shut: Shell) -> None:
    assert "comments" in shut.slip("return", "07", "--why", " ", "--by", "M.T.")
    assert "open again" in shut.ok("return", "07", "--why", "look at the door", "--by", "M.T.")
    assert "M.T.: case returned, with comments: look at the door" in " ".join(
        shut.ok("log", "07").split()
    )
    assert "returned" in shut.ok("case", "list")
    told = shut.ok("interview", "07", "--plain", typed="/quit\n")
    assert "Case 07, returned. 6 of 6 answered." in told
    assert "Returned by M.T., " in told
    assert ": look at the door" in told
    shut.ok("answer", "07", "A1.1", "y", "looked")
    shut.ok("finish", "07")
    assert "look at the door" not in shut.ok("interview", "07", "--plain", typed="/quit\n")


def test_reopening_voids_the_countersignature_and_says_so(shut: Shell) -> None:
    shut.ok("countersign", "07", "--by", "M.T.")
    assert "finished and locked" in shut.slip("answer", "07", "A1.1", "n")
    done = shut.run("reopen", "07", "--why", "a page turned up")
    assert done.exit_code == 0
    assert "the signature of M.T." in " ".join(done.stderr.split())
    shut.ok("finish", "07")
    assert shut.json("review", "07")["standing"] == "finished"
    assert "07: finished" in shut.ok("case", "list")


def test_a_countersigned_case_goes_to_another_folder_as_it_is(shut: Shell) -> None:
    shut.ok("countersign", "07", "--by", "M.T.")
    file = shut.home / "all.json"
    shut.ok("export", "--all", "--inspection", "Testshire", "-o", str(file))
    other = Shell(shut.home / "other")
    other.ok("import", str(file), "--unencrypted")
    assert other.json("review", "07")["standing"] == "countersigned"


# -- line by line


def test_line_mode_asks_before_it_signs(shut: Shell) -> None:
    talk = ["interview", "07", "--plain", "--by", "M.T."]
    told = shut.run(*talk, typed="/countersign\nno\n/quit\n").stdout
    assert "agree with its judgements. Type yes to go on" in " ".join(told.split())
    assert shut.json("review", "07")["standing"] == "finished"
    told = " ".join(shut.ok(*talk, typed="/countersign\nyes\n/home\n/quit\n").split())
    assert "Case 07 is finished, and countersigned by M.T., " in told
    assert "07: countersigned" in told
    assert "Case 07, countersigned: 6 of 6 answered. All is saved." in told


def test_line_mode_returns_with_comments(shut: Shell) -> None:
    talk = ["interview", "07", "--plain", "--by", "M.T."]
    told = shut.run(*talk, typed="/return\n/quit\n").stdout
    assert "needs comments: type /return and what to look at again" in " ".join(told.split())
    shut.ok(*talk, typed="/return look at the door\n/quit\n")
    assert shut.json("review", "07")["standing"] == "returned"
    told = shut.ok("interview", "07", "--plain", typed="/home\n/quit\n")
    assert "07: 6 of 6 answered, returned" in told


# -- on the screen


def finished_case(home: Path) -> Case:
    with Store.open(Places(home)) as store:
        line = kept(store, inspection_of(store), "07", *ALL_ANSWERED)
        outcome = opened(store, line).take(Finish(), agreed=True)
        assert outcome.kind == "saved", outcome
        return Case(Places(home), line.id)


async def test_the_screen_countersigns_and_says_by_whom(tmp_path: Path) -> None:
    case = finished_case(tmp_path / "home")
    async with at_desk(case, who="M.T.") as desk:
        assert desk.screen.shown is not None
        assert "/countersign or /return is for a second person" in desk.screen.shown.words
        await desk.send("/countersign")
        await desk.until(lambda: "go on" in seen(desk.app))
        assert "To countersign 07, as M.T., is to say" in seen(desk.app)
        await desk.pilot.press("g")
        await desk.until(lambda: "Case 07, countersigned" in seen(desk.app))
        assert "countersigned by M.T., " in desk.screen.shown.words
    assert case.session().standing is Status.COUNTERSIGNED


async def test_a_returned_case_is_opened_with_its_comments(tmp_path: Path) -> None:
    case = finished_case(tmp_path / "home")
    async with at_desk(case, who="M.T.") as desk:
        await desk.until(lambda: desk.screen.shown is not None)
        await desk.send("/return look at the [b]door[/b]")
        await desk.until(lambda: case.session().standing is Status.RETURNED)
    async with at_desk(case) as desk:
        await desk.until(lambda: "look at the [b]door[/b]" in seen(desk.app))
        assert "Returned by M.T." in seen(desk.app)
        assert "Case 07, returned" in seen(desk.app)


async def test_the_review_countersigns_and_returns(store: Store) -> None:
    case = kept(store, inspection_of(store), "07", *ALL_ANSWERED)
    interview = opened(store, case)
    app = HouseApp(store, ReviewScreen, interview)
    async with app.run_test(size=(100, 24)) as pilot:
        await pilot.press("f")
        await wait_until(pilot, lambda: isinstance(app.screen, ConfirmBox))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "finished and locked" in seen(app))
        app.who = interview.who = "M.T."
        await pilot.press("c")
        await wait_until(pilot, lambda: isinstance(app.screen, ConfirmBox))
        await wait_until(pilot, lambda: "as M.T." in seen(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: "countersigned by M.T." in seen(app))
        assert store.case(case.id).standing == "countersigned"
        app.who = interview.who = "C.C."
        await pilot.press("c")
        assert not isinstance(app.screen, ConfirmBox)
        await pilot.press("b")
        await wait_until(pilot, lambda: isinstance(app.screen, ReasonBox))
        await wait_until(
            pilot, lambda: "the signature of M.T." in " ".join(seen(app).replace("│", " ").split())
        )
        app.screen.query_one(Input).value = "look at the door"
        await pilot.press("enter")
        await wait_until(pilot, lambda: store.case(case.id).standing == "returned")
        assert store.load(case.id).events[-1].why == "look at the door"


def test_the_list_of_cases_shows_how_each_stands(shut: Shell) -> None:
    shut.ok("countersign", "07", "--by", "M.T.")
    with Store.open(Places(shut.home)) as store:
        (line,) = store.cases()
        drawn = case_row(line, date(2012, 2, 20), 10)
        assert "countersigned" in drawn(100).plain
        shut.ok("return", "07", "--why", "look", "--by", "C.C.")
        (line,) = store.cases()
        assert "returned" in case_row(line, date(2012, 2, 20), 10)(100).plain
