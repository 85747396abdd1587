"""The case in time: on the screen, as lines, as JSON."""

from __future__ import annotations

from dataclasses import replace
from datetime import date

import pytest

from domain import intents
from domain.documents import DocumentText, Moment
from domain.interview import Session
from domain.timeline import Entry, timeline
from storage.records import NewInspection
from storage.store import Store
from tests.cases import instrument
from tests.instruments import TODAY, take
from tests.tui.compared_case import Desk, Worked, case_with
from tests.tui.house import HouseApp, seen
from tests.tui.shell import Shell
from tests.tui.waiting import wait_until
from tui.pages import timeline as page
from tui.screens.timeline import TimelineScreen
from tui.viewmodel.timeline import dated_lines

DAYS = (date(2011, 9, 1), date(2011, 9, 20), date(2012, 1, 12))


def case() -> Session:
    """Three documents, the last of them after its review was due."""
    written = [
        (day, DocumentText(f"Core Asset profile\n\nConclusions\nHe was seen {n} times.\n"))
        for n, day in enumerate(DAYS)
    ]
    session, _ = case_with(*written)
    about = session.documents[1].about
    signed = replace(
        about,
        author="Angharad Wyn-Pritchard [of Llanfair]",
        countersigned_by="M.T.",
        countersigned=Moment.read("2011-09-20T14:05"),
    )
    dates = {"sentence_date": "2011-09-10", "start_date": "2011-09-10", "end_date": "2012-09-09"}
    facts = (intents.SetFact(fact, day) for fact, day in dates.items())
    return take(session, intents.ChangeDocument(2, signed), *facts)


def late() -> list[Entry]:
    return [each for each in timeline(case(), TODAY) if each.late]


def app_of(store: Store, session: Session, *, fieldwork_to: date | None = None) -> HouseApp:
    """The timeline of a case, in an inspection whose fieldwork ends on that day."""
    new = NewInspection("Testshire", 2012, fieldwork_to=fieldwork_to)
    line = store.create_case(store.create_inspection(new, instrument()).id, "07")
    desk = Desk(session, Worked(None), line.id)
    return HouseApp(store, lambda: TimelineScreen(desk.interview), desk.interview)


@pytest.mark.parametrize("width", [120, 80, 40])
async def test_everything_with_a_date_stands_under_its_year(store: Store, width: int) -> None:
    app = app_of(store, case())
    async with app.run_test(size=(width, 40)) as pilot:
        await wait_until(pilot, lambda: "▸" in seen(app))
        lines = seen(app).splitlines()
        order = [next(n for n, line in enumerate(lines) if year in line) for year in ("2011", "12")]
        assert order == sorted(order)
        assert sum("●" in line for line in lines) == len(DAYS)
        overdue = [line for line in lines if "○" in line and "!" in line]
        assert len(overdue) == len(late()) > 0


async def test_enter_on_a_document_compares_it(store: Store) -> None:
    app = app_of(store, case())
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "▸" in seen(app))
        await pilot.press("d", "enter")
        await wait_until(pilot, lambda: app.asked_for)
        name, arguments = app.asked_for[0]
        assert (name, arguments["number"]) == ("comparison", 2)


async def test_the_whole_of_a_long_line_is_told_below(store: Store) -> None:
    app = app_of(store, case())
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "▸" in seen(app))
        await pilot.press("d")
        told = "by Angharad Wyn-Pritchard [of Llanfair]"
        await wait_until(pilot, lambda: told in " ".join(seen(app).split()))


async def test_jumps_lead_to_what_was_late_and_to_today(store: Store) -> None:
    app = app_of(store, case())
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "▸" in seen(app))
        await pilot.press("n")
        await wait_until(pilot, lambda: "Late: it had not been done by this day." in seen(app))
        await pilot.press("t")
        await wait_until(pilot, lambda: "20 Feb 2012, today" in seen(app))
        await pilot.press(*"nnnn")
        await wait_until(pilot, lambda: "There is nothing late after this." in app.told)


async def test_once_the_fieldwork_is_over_its_last_day_stands_for_today(store: Store) -> None:
    app = app_of(store, case(), fieldwork_to=date(2011, 12, 1))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "▸" in seen(app))
        assert " 1 Dec ▸ today        Last day of the fieldwork" in seen(app)
        assert "late" not in seen(app).splitlines()[0]


async def test_a_case_without_dates_says_what_will_stand_here(store: Store) -> None:
    app = app_of(store, Session.start(instrument(), "07"))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Nothing with a date is recorded yet" in seen(app))
        await pilot.press("enter", "n", "d")
        assert not app.asked_for


def test_as_lines_what_was_late_has_its_sign_and_fits_a_terminal() -> None:
    lines = list(page.lines_of(timeline(case(), TODAY)))
    assert max(map(len, lines)) <= 80
    assert lines[0] == "2011"
    assert sum(line.startswith("! ") for line in lines) == len(late())
    assert any(line.startswith("  20 Sep  document 2") for line in lines)


def test_a_day_that_is_still_to_come_is_not_called_done() -> None:
    entries = (
        Entry(date(2012, 2, 20), "today", "Today"),
        Entry(date(2012, 3, 1), "due", "Review due"),
    )
    assert [line.detail for line in dated_lines(entries)] == ["", "Still to come."]
    assert dated_lines(entries)[1].since == "+10 days"


def test_a_change_does_not_repeat_the_day_it_stands_under() -> None:
    entries = (Entry(date(2012, 5, 4), "change", "Change of home, 4 May 2012: to his uncle"),)
    assert dated_lines(entries)[0].about == "Change of home: to his uncle"


def test_the_command_prints_lines_or_one_document(shell: Shell) -> None:
    shell.ok("inspection", "new", "Norwick", "2012", "--unencrypted")
    shell.ok("case", "new", "07")
    assert "Nothing with a date is recorded yet" in shell.ok("timeline", "07")
    shell.ok("facts", "07", "sentence_type=yro", "sentence_date=20 Jan 2012")
    assert "20 Jan  sentence" in shell.ok("timeline", "07")
    told = shell.json("timeline", "07")
    assert list(told) == ["case", "entries"]
    assert told["entries"][0] == {
        "day": "2012-01-20",
        "kind": "sentence",
        "say": "Date of sentence",
        "document": None,
        "late": False,
    }
    assert told["entries"][-1]["kind"] == "today"


def test_a_case_that_is_not_there_is_said_in_a_sentence(shell: Shell) -> None:
    shell.ok("inspection", "new", "Norwick", "2012", "--unencrypted")
    assert "09" in shell.slip("timeline", "09")
