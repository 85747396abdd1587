"""The box in which a file is asked for: the form, names or none, whom it is for, where it goes."""

from __future__ import annotations

import stat
import threading
from pathlib import Path

import pytest

from domain import intents
from domain.answers import AnswerKey
from storage.outgoing import Outgoing
from storage.records import CaseLine
from storage.store import Store
from storage.trail_entries import Entry, What
from tests.tui.house import ALL_ANSWERED, HouseApp, kept, library, opened, seen
from tests.tui.waiting import wait_until
from tui.screens import opening_files
from tui.screens.export import ExportScreen
from tui.widgets.choice import Choice
from tui.widgets.field import Field

NAMED = (*ALL_ANSWERED, intents.Remark(AnswerKey("A1.1"), "Mrs Dale held the door"))
DONE = (
    intents.SetFact("opened", "2012-02-03"),
    intents.SetFact("closed", ""),
    intents.SetFact("size", "small"),
    intents.SetFact("has_steps", "no"),
    intents.SetFact("lends", "no"),
    intents.SetFact("stocked", ()),
    intents.Judge(AnswerKey("A1.1"), "yes"),
    intents.Finish(),
)


@pytest.fixture
def case(store: Store) -> CaseLine:
    return kept(store, library(store), "07", *NAMED)


def of_case(store: Store, case: CaseLine) -> HouseApp:
    return HouseApp(store, ExportScreen, opened(store, case))


def field(app: HouseApp, name: str) -> Field:
    return app.screen.query_one(f"#{name}", Field)


def turn(app: HouseApp, name: str, value: str) -> None:
    app.screen.query_one(f"#{name}", Choice).choose(value)


def entries(store: Store) -> list[Entry]:
    return [entry for entry in store.trail.entries() if entry.what == What.EXPORTED]


async def test_a_checklist_is_written_for_its_owner_and_told_where(
    store: Store, case: CaseLine, tmp_path: Path
) -> None:
    app = of_case(store, case)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: field(app, "file").text.endswith("case-07.xlsx"))
        await pilot.press("tab", "right", "right", "right", "right")
        await wait_until(pilot, lambda: field(app, "file").text.endswith("case-07.md"))
        field(app, "to").input.value = "C. Head"
        field(app, "file").input.value = str(tmp_path / "out")
        field(app, "file").input.focus()
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.result == str(tmp_path / "out.md"))
    written = tmp_path / "out.md"
    assert "Mrs \\[name\\] held the door" in written.read_text()
    assert stat.S_IMODE(written.stat().st_mode) == 0o600
    assert app.told == [f"1 case written to {written}. Masked: other name once."]
    (entry,) = entries(store)
    assert (entry.case_id, entry.detail["to"], entry.detail["names"]) == (
        case.id,
        "C. Head",
        "masked",
    )


async def test_names_in_full_want_a_reason(store: Store, case: CaseLine, tmp_path: Path) -> None:
    app = of_case(store, case)
    async with app.run_test(size=(80, 24)) as pilot:
        turn(app, "form", "md")
        assert not field(app, "why").display
        turn(app, "names", "full")
        await wait_until(pilot, lambda: field(app, "why").display)
        field(app, "file").input.value = str(tmp_path / "out.md")
        field(app, "file").input.focus()
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Say what names are needed for" in seen(app))
        assert not (tmp_path / "out.md").exists()
        await pilot.press(*"conference")
        field(app, "file").input.focus()
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.result != "not dismissed")
    assert "Mrs Dale held the door" in (tmp_path / "out.md").read_text()
    assert entries(store)[0].detail["why"] == "conference"


async def test_what_does_not_go_with_a_form_is_not_asked(store: Store, case: CaseLine) -> None:
    app = of_case(store, case)
    async with app.run_test(size=(120, 40)) as pilot:
        turn(app, "names", "full")
        turn(app, "form", "csv")
        await wait_until(pilot, lambda: "Table" in seen(app))
        assert "Names in full" not in seen(app)
        assert "as they were typed" in seen(app)
        turn(app, "table", "neutral")
        await wait_until(pilot, lambda: "Names in full" in seen(app))
        assert "Marking" not in seen(app)


async def test_cases_of_an_inspection_go_into_a_folder(store: Store, tmp_path: Path) -> None:
    inspection = library(store)
    for reference in ("08", "09"):
        kept(store, inspection, reference, *DONE)
    kept(store, inspection, "10")
    app = HouseApp(store, lambda: ExportScreen(inspection.id))
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: field(app, "file").text.endswith("-checklists/"))
        assert "Folder" in seen(app)
        turn(app, "form", "html")
        field(app, "file").input.value = str(tmp_path / "out")
        field(app, "file").input.focus()
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.result != "not dismissed")
    assert {file.name for file in (tmp_path / "out").iterdir()} == {"case-08.html", "case-09.html"}
    assert app.told == [f"2 cases written to {tmp_path / 'out'}."]


async def test_a_name_typed_stays_and_what_went_wrong_stands_under_it(
    store: Store, case: CaseLine, tmp_path: Path
) -> None:
    app = of_case(store, case)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: field(app, "file").text)
        field(app, "file").input.value = str(tmp_path / "no such folder" / "mine.json")
        turn(app, "form", "json")
        field(app, "file").input.focus()
        await pilot.press("enter")
        await wait_until(pilot, lambda: "cannot be written" in seen(app))
        assert field(app, "file").text.endswith("mine.json")
        field(app, "file").input.value = ""
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Type where it should go" in seen(app))
    assert entries(store) == []


async def test_esc_stops_after_the_case_in_hand(
    store: Store, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    inspection = library(store)
    for reference in ("08", "09", "10"):
        kept(store, inspection, reference, *DONE)
    begun, go_on = threading.Event(), threading.Event()
    real = Outgoing.case_file

    def slow(self: Outgoing, *arguments: object) -> bytes:
        begun.set()
        assert go_on.wait(20)
        return real(self, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Outgoing, "case_file", slow)
    app = HouseApp(store, lambda: ExportScreen(inspection.id))
    async with app.run_test(size=(80, 24)) as pilot:
        turn(app, "form", "md")
        field(app, "file").input.value = str(tmp_path / "out")
        field(app, "file").input.focus()
        await pilot.press("enter")
        await wait_until(pilot, begun.is_set)
        await wait_until(pilot, lambda: "Writing … 0 of 3 cases" in seen(app))
        await pilot.press("escape")
        go_on.set()
        await wait_until(pilot, lambda: app.result != "not dismissed")
    assert app.told == [f"1 case written to {tmp_path / 'out'}."]
    assert len(entries(store)) == 1


async def test_a_file_is_opened_where_there_is_a_desktop_and_it_is_wanted(
    store: Store, case: CaseLine, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    launched: list[str] = []

    def launch(file: str) -> int:
        launched.append(file)
        return 1

    monkeypatch.setattr("click.launch", launch)
    for name in ("DISPLAY", "WAYLAND_DISPLAY"):
        monkeypatch.delenv(name, raising=False)
    monkeypatch.setattr("sys.platform", "linux")
    assert not opening_files.can_open()
    monkeypatch.setenv("DISPLAY", ":0")
    app = of_case(store, case)
    async with app.run_test(size=(80, 24)) as pilot:
        turn(app, "form", "md")
        field(app, "file").input.value = str(tmp_path / "out.md")
        field(app, "file").input.focus()
        await pilot.press("enter", "right", "enter")
        await wait_until(pilot, lambda: app.result != "not dismissed")
    assert launched == [str(tmp_path / "out.md")]
    assert "could not be opened here" in app.told[1]
