"""Encrypted cases in the app: nothing of them before the passphrase, and one is chosen at first."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest
from textual.pilot import Pilot

from domain.recovery_key import read
from storage import encryption
from storage.encryption import opens_with
from storage.errors import StorageError, WrongPassphrase
from storage.file_kind import is_encrypted
from storage.places import Places
from storage.recovery import recovered
from storage.store import Store
from tests.storage.keyed import FEW, PASSPHRASE, readable_in
from tests.storage.planted import WORDS, planted
from tests.tui.house import HouseApp, library, seen
from tests.tui.waiting import wait_until
from tui.app import CorecaseApp
from tui.screens.home import HomeScreen
from tui.screens.new_inspection import NewInspectionScreen
from tui.screens.new_passphrase import NewPassphraseBox, RecoveryKeyBox
from tui.screens.unlock import UnlockScreen
from tui.unlocking import FILE, Tries
from tui.widgets.field import Field

AREA, REFERENCE = WORDS[:2]


@pytest.fixture(autouse=True)
def _quick_and_nothing_at_hand(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(encryption, "ROUNDS", FEW)
    monkeypatch.delenv(FILE, raising=False)


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "home")


@pytest.fixture
def encrypted(places: Places) -> Places:
    with Store.open(places, passphrase=PASSPHRASE) as store:
        planted(store)
    return places


@asynccontextmanager
async def locked(places: Places, **named: Any) -> AsyncIterator[tuple[CorecaseApp, Pilot[None]]]:
    """The app, standing before the cases."""
    app = CorecaseApp(places, who="A.W.", **named)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: isinstance(app.screen, UnlockScreen))
        yield app, pilot


def put(app: CorecaseApp | HouseApp, name: str, text: str) -> None:
    app.screen.query_one(f"#{name}", Field).input.value = text


# -- opening


@pytest.mark.parametrize("case_id", [None, 1])
async def test_nothing_of_a_case_is_seen_before_the_passphrase(
    encrypted: Places, case_id: int | None
) -> None:
    async with locked(encrypted, case_id=case_id) as (app, pilot):
        assert app.store is None
        for key in ("ctrl+p", "f1", "ctrl+g", "ctrl+n", "escape", "question_mark", "ctrl+b"):
            await pilot.press(key)
        assert isinstance(app.screen, UnlockScreen)
        assert len(app.screen_stack) == 2
        assert not any(word in seen(app) for word in WORDS)
        put(app, "passphrase", PASSPHRASE)
        assert PASSPHRASE not in seen(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: not isinstance(app.screen, UnlockScreen))
        await wait_until(pilot, lambda: REFERENCE in seen(app))


async def test_a_wrong_passphrase_is_told_calmly_and_the_next_one_waits(encrypted: Places) -> None:
    async with locked(encrypted) as (app, pilot):
        screen = app.screen
        assert isinstance(screen, UnlockScreen)
        put(app, "passphrase", "no such thing at all")
        await pilot.press("enter")
        await wait_until(pilot, lambda: "does not open the cases" in seen(app))
        assert "The next try can be made in a second" in seen(app)
        assert screen.query_one(Field).text == ""
        put(app, "passphrase", PASSPHRASE)
        await pilot.press("enter")  # too early
        assert app.store is None
        await wait_until(pilot, lambda: "next try" not in seen(app))
        assert screen.query_one(Field).text == PASSPHRASE
        await pilot.press("enter")
        await wait_until(pilot, lambda: AREA in seen(app))


async def test_one_can_leave_from_there_and_nothing_is_opened(encrypted: Places) -> None:
    async with locked(encrypted) as (app, pilot):
        await pilot.press("ctrl+q")
        await wait_until(pilot, lambda: not app.is_running)
    assert app.store is None
    assert app.return_code == 0


async def test_a_passphrase_in_a_file_opens_it_without_a_key(
    encrypted: Places, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    file = tmp_path / "passphrase"
    file.write_text(f"{PASSPHRASE}\n")
    file.chmod(0o600)
    monkeypatch.setenv(FILE, str(file))
    async with locked(encrypted) as (app, pilot):
        await wait_until(pilot, lambda: AREA in seen(app))


@pytest.mark.skipif(os.name != "posix", reason="permissions of Unix")
@pytest.mark.parametrize(
    ("text", "mode", "said"),
    [(PASSPHRASE, 0o640, "chmod 600"), ("another one altogether", 0o600, "does not open")],
)
async def test_a_file_that_will_not_do_is_told_and_one_can_type(
    encrypted: Places,
    tmp_path: Path,
    monkeypatch: pytest.MonkeyPatch,
    text: str,
    mode: int,
    said: str,
) -> None:
    file = tmp_path / "passphrase"
    file.write_text(text)
    file.chmod(mode)
    monkeypatch.setenv(FILE, str(file))
    async with locked(encrypted) as (app, pilot):
        await wait_until(pilot, lambda: said in seen(app))
        put(app, "passphrase", PASSPHRASE)
        await pilot.press("enter")
        await wait_until(pilot, lambda: AREA in seen(app))


async def test_what_else_is_wrong_with_the_database_is_told_there(encrypted: Places) -> None:
    async with locked(encrypted) as (app, pilot):
        assert encrypted.file is not None
        encrypted.file.unlink()
        encrypted.file.mkdir()
        put(app, "passphrase", PASSPHRASE)
        await pilot.press("enter")
        await wait_until(pilot, lambda: "cannot be" in seen(app))


async def test_a_plain_database_opens_at_once_and_is_cautioned_about(places: Places) -> None:
    with Store.open(places) as store:
        planted(store)
    app = CorecaseApp(places, who="A.W.")
    async with app.run_test(size=(80, 24), notifications=True) as pilot:
        await wait_until(pilot, lambda: AREA in seen(app))
        await wait_until(pilot, lambda: "not encrypted: `corecase" in seen(app))


async def test_the_screen_serves_any_lock(store: Store) -> None:
    """As the idle lock uses it: over whatever is open, with a way of its own to try."""
    tried = []

    async def attempt(passphrase: str) -> None:
        tried.append(passphrase)
        if passphrase == "broken":
            raise StorageError("The disk is gone.")
        if passphrase != "right":
            raise WrongPassphrase("Not that one.")

    library(store)
    app = HouseApp(store, HomeScreen)
    async with app.run_test(size=(80, 24)) as pilot:
        await wait_until(pilot, lambda: "Testshire" in seen(app))
        app.push_screen(UnlockScreen(attempt, "Locked.", tries=Tries(first=0.01)))
        await wait_until(pilot, lambda: "Locked." in seen(app))
        assert "Testshire" not in seen(app)
        await pilot.press(*"wrong", "enter")
        await wait_until(pilot, lambda: "Not that one." in seen(app))
        await wait_until(pilot, lambda: "next try" not in seen(app))
        await pilot.press(*"broken", "enter")
        await wait_until(pilot, lambda: "The disk is gone." in seen(app))
        await pilot.press("escape")
        await pilot.press(*"right", "enter")
        await wait_until(pilot, lambda: "Testshire" in seen(app))
        assert tried == ["wrong", "broken", "right"]


def test_the_wait_doubles_up_to_half_a_minute() -> None:
    tries = Tries()
    assert [tries.count() for _ in range(8)] == [1, 2, 4, 8, 16, 30, 30, 30]


# -- the first inspection


@asynccontextmanager
async def choosing(places: Places) -> AsyncIterator[tuple[CorecaseApp, Pilot[None]]]:
    """The form of the first inspection filled in, and the passphrase asked for."""
    app = CorecaseApp(places, who="A.W.")
    async with app.run_test(size=(80, 30)) as pilot:
        await wait_until(pilot, lambda: "No inspection yet" in seen(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, NewInspectionScreen))
        put(app, "area", AREA)
        app.screen.query_one("#who", Field).input.focus()
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, NewPassphraseBox))
        yield app, pilot


async def test_with_the_first_inspection_a_passphrase_is_chosen(
    places: Places, tmp_path: Path
) -> None:
    async with choosing(places) as (app, pilot):
        put(app, "new", "too short")
        await wait_until(pilot, lambda: "Too short" in seen(app))
        put(app, "new", PASSPHRASE)
        await wait_until(pilot, lambda: "Strong." in seen(app))
        put(app, "again", "something else")
        app.screen.query_one("#again", Field).input.focus()
        await pilot.press("enter")
        await wait_until(pilot, lambda: "not the same" in seen(app))
        put(app, "again", PASSPHRASE)
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, RecoveryKeyBox))
        key = read(str(app.screen.query_one("#key").render()))
        await pilot.press("enter")
        await wait_until(pilot, lambda: f"{AREA} " in seen(app))
        assert app.store is not None
        assert readable_in(tmp_path, [AREA, PASSPHRASE, key]) == {}
    assert opens_with(places, PASSPHRASE)
    assert places.file is not None
    assert recovered(places.file, key) == PASSPHRASE
    with Store.open(places, passphrase=PASSPHRASE) as store:
        assert store.find_inspection().area == AREA
        first = next(store.trail.entries())
        assert (first.what, first.detail) == ("passphrase changed", {"as": "encrypted"})


async def test_without_a_passphrase_only_in_words(places: Places) -> None:
    async with choosing(places) as (app, pilot):
        put(app, "without", "yes")
        app.screen.query_one("#without", Field).input.focus()
        await pilot.press("enter")
        await wait_until(pilot, lambda: "Type not encrypted" in seen(app))
        put(app, "without", "Not Encrypted")
        await pilot.press("enter")
        await wait_until(pilot, lambda: isinstance(app.screen, HomeScreen))
        await wait_until(pilot, lambda: AREA in seen(app))
    assert not is_encrypted(places)


async def test_one_can_think_again_and_the_form_is_as_it_was(places: Places) -> None:
    async with choosing(places) as (app, pilot):
        await pilot.press("escape")
        await wait_until(pilot, lambda: isinstance(app.screen, NewInspectionScreen))
        assert app.screen.query_one("#area", Field).text == AREA
    with Store.open(places) as store:
        assert store.inspections() == []


async def test_for_the_second_inspection_nothing_is_asked(store: Store) -> None:
    library(store)
    app = HouseApp(store, NewInspectionScreen)
    async with app.run_test(size=(80, 30)) as pilot:
        app.screen.query_one("#area", Field).input.value = "Newshire"
        app.screen.query_one("#who", Field).input.focus()
        await pilot.press("enter")
        await wait_until(pilot, lambda: app.result != "not dismissed")
        assert store.find_inspection("Newshire").year == app.clock.today().year
