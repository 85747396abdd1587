"""Beside the work: a backup a day, and a word on cases no longer to be kept."""

from __future__ import annotations

from datetime import date
from pathlib import Path

import msgspec
import pytest

from domain.instrument import Retention
from storage.errors import NotSaved
from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from tests.instruments import tiny
from tests.tui.shell import Shell
from tests.tui.waiting import wait_until
from tui import upkeep
from tui.app import CorecaseApp

LATER = date(2100, 1, 1)


def begun(store: Store) -> None:
    rules = msgspec.structs.replace(tiny(), retention=Retention(12))
    made = store.create_inspection(NewInspection("Testshire", 2012), rules)
    store.create_case(made.id, "07")


def test_a_backup_is_made_once_and_cases_past_their_time_are_told_of(store: Store) -> None:
    begun(store)
    assert upkeep.keep_up(store, date.today()) == []
    assert len(store.backups.all()) == 1
    assert upkeep.keep_up(store, LATER) == [
        "1 case no longer to be kept: `corecase retention` lists it."
    ]
    assert len(store.backups.all()) == 1


def test_a_backup_that_cannot_be_made_is_told_of(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    def full(*_: object) -> None:
        raise NotSaved("The disk is full: free some space.")

    begun(store)
    monkeypatch.setattr("storage.backups.back_up", full)
    (told,) = upkeep.keep_up(store, date.today())
    assert told == "No backup was made: The disk is full: free some space."


async def test_the_app_makes_it_while_somebody_works(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(upkeep, "AFTER", 0.01)
    places = Places(tmp_path / "home")
    with Store.open(places) as store:
        begun(store)
    app = CorecaseApp(places)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: list(places.backups.glob("*-automatic-*.sqlite3")))
    assert list(places.backups.glob("*.partial")) == []


def test_line_by_line_it_is_made_at_the_end(library: Shell) -> None:
    library.run("interview", "07", "--plain", typed="/quit\n")
    (made,) = library.json("backup", "--list")["backups"]
    assert made["why"] == "automatic"
