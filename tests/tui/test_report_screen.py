"""The report of an inspection on screen: read, written in, saved, put into a file."""

from __future__ import annotations

import threading
from pathlib import Path

import pytest

from domain import intents
from storage.errors import NotSaved
from storage.records import Inspection
from storage.report_texts import ReportTexts
from storage.store import Store
from storage.trail_entries import Entry, What
from tests.tui.house import ALL_ANSWERED, HouseApp, judge, kept, library, opened, seen
from tests.tui.waiting import wait_until
from tui.screens import report as report_module
from tui.screens.report import ReportScreen
from tui.screens.report_file import ReportFileScreen
from tui.screens.report_state import Drafted
from tui.widgets.choice import Choice
from tui.widgets.field import Field
from tui.widgets.pick_list import PickList

SIZES = [(120, 40), (80, 24), (40, 12)]
SMALL = (
    intents.SetFact("opened", "2012-02-03"),
    intents.SetFact("closed", ""),
    intents.SetFact("size", "small"),
    intents.SetFact("has_steps", "no"),
    intents.SetFact("lends", "no"),
    intents.SetFact("stocked", ()),
)


@pytest.fixture
def inspection(store: Store) -> Inspection:
    """Two finished cases and an open one."""
    of = library(store)
    kept(store, of, "07")
    for reference in ("08", "09"):
        kept(store, of, reference, *SMALL, judge("A1.1", "yes"), intents.Finish())
    return of


def screen(app: HouseApp) -> ReportScreen:
    found = app.screen
    assert isinstance(found, ReportScreen)
    return found


def counted(app: HouseApp) -> Drafted | None:
    return app.screen.report if isinstance(app.screen, ReportScreen) else None


def go_to(app: HouseApp, part: str) -> None:
    screen(app).query_one(PickList).stand_on(part)


def texts(store: Store, inspection: Inspection) -> dict[str, str]:
    return store.report_texts.written(inspection.id)


@pytest.mark.parametrize("size", SIZES)
async def test_parts_are_walked_through_and_read(
    store: Store, inspection: Inspection, size: tuple[int, int]
) -> None:
    app = HouseApp(store, lambda: ReportScreen(inspection.id))
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: counted(app))
        await wait_until(pilot, lambda: "Scores in summary" in seen(app))
        assert "Report of Testshire" in seen(app)
        await pilot.press("down", "down", "enter")
        await wait_until(pilot, lambda: "A score is the share" in seen(app))
        await pilot.press("escape", "escape")
        await wait_until(pilot, lambda: app.result is None)


@pytest.mark.parametrize("size", SIZES)
async def test_what_is_written_is_saved_and_stands_in_the_report(
    store: Store, inspection: Inspection, size: tuple[int, int]
) -> None:
    app = HouseApp(store, lambda: ReportScreen(inspection.id))
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: counted(app))
        go_to(app, "foreword")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Why this inspection was done" in seen(app))
        await pilot.press(*"we", "space", *"won", "escape")
        await wait_until(pilot, lambda: texts(store, inspection) == {"foreword": "we won"})
        await wait_until(pilot, lambda: "✓ Foreword" in seen(app))
        go_to(app, "part:0")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "we won" in seen(app))
    (text,) = store.report_texts.all(inspection.id)
    assert text.who == "A.W."


async def test_a_pause_saves_and_letters_are_no_commands_while_one_writes(
    store: Store, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(report_module, "_PAUSE", 0.05)
    app = HouseApp(store, lambda: ReportScreen(inspection.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: counted(app))
        go_to(app, "next_steps")
        await pilot.press("enter", "w", "n", "question_mark")
        await wait_until(pilot, lambda: texts(store, inspection) == {"next_steps": "wn?"})
        assert app.asked_for == []


async def test_what_the_disk_does_not_take_stays_and_is_told(
    store: Store, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    real = ReportTexts.write

    def refuse(*_arguments: object) -> bool:
        raise NotSaved("the disk is full.")

    monkeypatch.setattr(ReportTexts, "write", refuse)
    app = HouseApp(store, lambda: ReportScreen(inspection.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: counted(app))
        go_to(app, "foreword")
        await pilot.press("enter", *"one", "escape")
        await wait_until(pilot, lambda: "Not saved: the disk is full." in seen(app))
        await pilot.press("down", "up", "escape")
        await wait_until(pilot, lambda: app.told)
        assert "Escape once more" in app.told[0]
        assert "one" in seen(app)
        monkeypatch.setattr(ReportTexts, "write", real)
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.result is None)
    assert texts(store, inspection) == {"foreword": "one"}


async def test_the_end_of_the_program_keeps_what_is_half_typed(
    store: Store, inspection: Inspection
) -> None:
    app = HouseApp(store, lambda: ReportScreen(inspection.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: counted(app))
        go_to(app, "foreword")
        await pilot.press("enter", *"half")
        await screen(app).keep()
    assert texts(store, inspection) == {"foreword": "half"}


async def test_an_inspection_without_a_case_can_be_written_about(store: Store) -> None:
    of = library(store)
    app = HouseApp(store, lambda: ReportScreen(of.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: counted(app))
        assert "0 finished cases" in seen(app)
        await pilot.press("n", "enter", "x", "escape")
        await wait_until(pilot, lambda: texts(store, of) == {"foreword": "x"})


async def test_a_long_text_is_seen_and_one_too_long_is_refused(
    store: Store, inspection: Inspection
) -> None:
    long = "[b]many words[/b] " * 900
    store.report_texts.write(inspection.id, "foreword", long, "A.W.")
    app = HouseApp(store, lambda: ReportScreen(inspection.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: counted(app))
        await wait_until(pilot, lambda: "[b]many words[/b]" in seen(app))
        go_to(app, "foreword")
        await pilot.press("enter")
        screen(app)._text.load_text(long * 2)
        await pilot.press("escape")
        await wait_until(pilot, lambda: "is the most" in seen(app))
    assert len(store.report_texts.all(inspection.id)) == 1


async def test_the_report_of_an_open_case_is_that_of_its_inspection(
    store: Store, inspection: Inspection
) -> None:
    other = library(store, "Elsewhere")
    case = kept(store, other, "11", *ALL_ANSWERED)
    app = HouseApp(store, ReportScreen, opened(store, case))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: counted(app))
        report = counted(app)
        assert report is not None
        assert report.inspection.id == other.id
        assert inspection.id != other.id


async def test_how_far_the_counting_is_is_told_and_leaving_stops_it(
    store: Store, inspection: Inspection, monkeypatch: pytest.MonkeyPatch
) -> None:
    begun, go_on, loaded = threading.Event(), threading.Event(), list[int]()
    real = Store.load

    def slow(self: Store, case_id: int) -> object:
        loaded.append(case_id)
        begun.set()
        assert go_on.wait(20)
        return real(self, case_id)

    monkeypatch.setattr(Store, "load", slow)
    app = HouseApp(store, lambda: ReportScreen(inspection.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, begun.is_set)
        await wait_until(pilot, lambda: "counting: 1 of 3 cases" in seen(app))
        await pilot.press("escape")
        await wait_until(pilot, lambda: app.result is None)
        go_on.set()
    assert len(loaded) == 1


# -- to a file


def entries(store: Store) -> list[Entry]:
    return [entry for entry in store.trail.entries() if entry.what == What.REPORTED]


def _words(app: HouseApp) -> list[str]:
    """The words on the screen, however its lines are broken."""
    return [word for word in seen(app).split() if word != "│"]


async def asked_for_file(app: HouseApp) -> ReportFileScreen:
    (name, arguments), *_ = app.asked_for
    assert name == "report_file"
    return ReportFileScreen(**arguments)  # type: ignore[arg-type]


async def test_the_report_is_put_into_a_file_beside_another(
    store: Store, inspection: Inspection, tmp_path: Path
) -> None:
    other = library(store, "Elsewhere")
    kept(store, other, "11", *SMALL, judge("A1.1", "no"), intents.Finish())
    app = HouseApp(store, lambda: ReportScreen(inspection.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: counted(app))
        await pilot.press("w")
        box = await asked_for_file(app)
        await app.push_screen(box, app._done)
        file = box.query_one("#file", Field)
        await wait_until(pilot, lambda: file.text.endswith("report-testshire-2012.docx"))
        box.query_one("#form", Choice).choose("md")
        box.query_one("#to", Field).input.value = "The board"
        box.query_one("#compare", Field).input.value = "Nowhere"
        file.input.value = str(tmp_path / "report")
        file.input.focus()
        await pilot.press("enter")
        await wait_until(pilot, lambda: "There is no inspection" in seen(app))
        box.query_one("#compare", Field).input.value = "elsewhere"
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.result == str(tmp_path / "report.md"))
    assert "Elsewhere 2012" in (tmp_path / "report.md").read_text()
    (entry,) = entries(store)
    assert (entry.detail["to"], entry.detail["compared with"]) == ("The board", "Elsewhere 2012")


async def test_a_file_that_cannot_be_written_is_told_under_its_name(
    store: Store, inspection: Inspection, tmp_path: Path
) -> None:
    app = HouseApp(store, lambda: ReportScreen(inspection.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: counted(app))
        await pilot.press("w")
        box = await asked_for_file(app)
        await app.push_screen(box, app._done)
        box.query_one("#file", Field).input.value = str(tmp_path / "none" / "report.html")
        box.query_one("#file", Field).input.focus()
        await pilot.press("enter")
        await wait_until(pilot, lambda: "cannot be written" in " ".join(_words(app)))
    assert entries(store) == []
