"""Everything is covered when nobody is there, or at one key; what was open is as it was after."""

from __future__ import annotations

import os
from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any

import pytest
from textual.events import Key, MouseMove, MouseScrollDown, Paste
from textual.pilot import Pilot

from storage import encryption
from storage.places import Places
from storage.store import Store
from tests.instruments import WHO
from tests.storage.keyed import FEW, PASSPHRASE
from tests.storage.planted import WORDS, planted
from tests.terminal import Terminal, corecase
from tests.tui.house import seen
from tests.tui.opened_case import FACTS, Desk, new_case
from tests.tui.waiting import wait_until
from tui.actions import ACTIONS, BY_ID
from tui.app import CorecaseApp
from tui.idle import Idle
from tui.screens.boxes import ConfirmBox
from tui.screens.house import HouseBox
from tui.screens.locked import LockedScreen
from tui.settings import FILE_NAME, LOCK_AFTER, Settings, read_settings

MINUTES = LOCK_AFTER * 60.0


@dataclass
class DrivenClock:
    """Goes when it is told to; awake: by how much the ticking one, which sleep may stop."""

    at: datetime = datetime(2012, 2, 20, 9, 0, tzinfo=UTC)
    ticks: float = field(default=0.0)

    def now(self) -> datetime:
        return self.at

    def today(self) -> date:
        return self.at.date()

    def ticking(self) -> float:
        return self.ticks

    def go(self, seconds: float, *, awake: bool = True) -> None:
        self.at += timedelta(seconds=seconds)
        self.ticks += seconds if awake else 0.0


# -- when


def test_it_is_over_after_the_minutes_and_not_before() -> None:
    clock = DrivenClock()
    idle = Idle(clock, 10)
    clock.go(599)
    assert not idle.over
    clock.go(1)
    assert idle.over
    idle.sign()
    assert not idle.over


def test_a_sleeping_machine_counts() -> None:
    clock = DrivenClock()
    idle = Idle(clock, 10)
    clock.go(3600, awake=False)
    assert idle.over


def test_a_clock_set_back_does_not_put_it_off() -> None:
    clock = DrivenClock()
    idle = Idle(clock, 10)
    clock.at -= timedelta(days=1)
    clock.ticks += 600
    assert idle.over


def test_never_is_never() -> None:
    clock = DrivenClock()
    idle = Idle(clock, None)
    clock.go(1e6)
    assert not idle.over


@pytest.mark.parametrize(
    ("text", "minutes"), [("5", 5), ("1", 1), ("2.5", 2.5), ("1440", 1440), ('"never"', None)]
)
def test_the_minutes_can_be_set(tmp_path: Path, text: str, minutes: float | None) -> None:
    (tmp_path / FILE_NAME).write_text(f"lock_after = {text}\n")
    assert read_settings(tmp_path) == Settings(lock_after=minutes)


@pytest.mark.parametrize("text", ["0", "0.5", "-3", "1441", "true", '"10"', '"off"', "nan", "inf"])
def test_what_is_no_limit_is_told_and_the_usual_one_holds(tmp_path: Path, text: str) -> None:
    (tmp_path / FILE_NAME).write_text(f"lock_after = {text}\n")
    settings = read_settings(tmp_path)
    assert settings.lock_after == LOCK_AFTER
    assert [t for t in settings.troubles if "lock_after" in t]


# -- what is covered

SIZES = [(80, 24), (40, 12)]


@asynccontextmanager
async def working(
    home: Path, *, size: tuple[int, int] = (80, 24), passphrase: str | None = None
) -> AsyncIterator[tuple[CorecaseApp, Pilot[None], DrivenClock]]:
    """The app on a case, the database encrypted if there is a passphrase."""
    places, clock = Places(home), DrivenClock()
    if passphrase is None:
        case = new_case(home, *FACTS).id
    else:
        with Store.open(places, passphrase=passphrase) as store:
            planted(store)
            case = store.find_case("Zebulon").id
    app = CorecaseApp(places, case_id=case, who=WHO, clock=clock)
    async with app.run_test(size=size, notifications=True) as pilot:
        if passphrase is not None:
            app.screen.query_one("Input").value = passphrase  # type: ignore[attr-defined]
            await pilot.press("enter")
        await wait_until(pilot, lambda: app.interview is not None)
        desk = Desk(app, pilot)
        await wait_until(pilot, lambda: desk.screen.shown is not None)
        await desk.idle()
        yield app, pilot, clock


def covered(app: CorecaseApp) -> bool:
    return isinstance(app.screen, LockedScreen) and app.screen.is_mounted


async def test_an_idle_screen_is_covered_and_comes_back_letter_for_letter(tmp_path: Path) -> None:
    async with working(tmp_path / "home") as (app, pilot, clock):
        desk = Desk(app, pilot)
        await desk.type("half typed")
        await pilot.press("left", "left")
        cursor, step, before = desk.screen.prompt.cursor_location, desk.step, desk.text
        clock.go(MINUTES - 1)
        app._look()
        assert not app.locked
        clock.go(1)
        await wait_until(pilot, lambda: covered(app))  # found by the app itself
        await wait_until(pilot, lambda: "Locked, because nobody" in seen(app))
        assert "half typed" not in seen(app)
        assert "A1.1" not in seen(app)
        assert "07" not in seen(app)
        with new_case_store(app) as store:
            await wait_until(pilot, lambda: "half typed" in str(store.drafts(1, WHO)))
        await pilot.press("y", "enter")
        await wait_until(pilot, lambda: not app.locked)
        await desk.idle()
        assert (desk.step, desk.text, desk.screen.prompt.cursor_location) == (step, before, cursor)
        assert app.focused is desk.screen.prompt
        await wait_until(pilot, lambda: "half typed" in seen(app))


def new_case_store(app: CorecaseApp) -> Store:
    return Store.open(app.places, read_only=True)


async def test_the_key_that_ends_a_long_pause_answers_nothing(tmp_path: Path) -> None:
    async with working(tmp_path / "home") as (app, pilot, clock):
        desk = Desk(app, pilot)
        await desk.type("y")
        step = desk.step
        clock.go(8 * 3600, awake=False)
        await pilot.press("enter")  # before anybody has looked at the clock
        await wait_until(pilot, lambda: covered(app))
        await pilot.press("enter")
        await wait_until(pilot, lambda: not app.locked)
        await desk.idle()
        assert (desk.step, desk.text) == (step, "y")


async def test_every_key_and_the_mouse_put_it_off(tmp_path: Path) -> None:
    async with working(tmp_path / "home") as (app, pilot, clock):
        moved = MouseMove(None, 3, 3, 1, 0, 0, False, False, False)
        scrolled = MouseScrollDown(None, 3, 3, 0, 1, 0, False, False, False)
        for touch in (Key("x", "x"), moved, scrolled, Paste("pasted")):
            clock.go(MINUTES - 1)
            app.post_message(touch)
            await wait_until(pilot, lambda: app._idle._ticking == clock.ticks)
            assert not app.locked


@pytest.mark.parametrize(("size", "key"), list(zip(SIZES, BY_ID["hide"].keys, strict=True)))
async def test_one_key_hides_everything_also_in_boxes_and_the_palette(
    tmp_path: Path, size: tuple[int, int], key: str
) -> None:
    async with working(tmp_path / "home", size=size) as (app, pilot, _clock):
        for opening in ((), ("ctrl+p",), ("ctrl+r",), ("f1",)):
            await pilot.press(*opening)
            await pilot.pause()
            stack = list(app.at_work)
            await pilot.press(key)
            await wait_until(pilot, lambda: covered(app))
            await wait_until(pilot, lambda: "Hidden." in seen(app))
            assert "Enter go on" in seen(app)
            assert "07" not in seen(app)
            assert app.at_work == stack
            await pilot.press("enter")
            await wait_until(pilot, lambda: not app.locked)
            assert app.screen is stack[-1]
            await pilot.press("escape")


async def test_the_command_hides_too(tmp_path: Path) -> None:
    async with working(tmp_path / "home") as (app, pilot, _clock):
        await Desk(app, pilot).send("/hide")
        await wait_until(pilot, lambda: covered(app))


async def test_nothing_gets_in_front_of_it_or_away_from_it(tmp_path: Path) -> None:
    """What screens and boxes do meanwhile, they do beneath."""
    async with working(tmp_path / "home") as (app, pilot, _clock):
        answers: list[object] = []
        box: HouseBox[Any] = ConfirmBox("About 07", "Text of 07.", "go on")
        app.push_screen(box, answers.append)
        await pilot.press("f12")
        await wait_until(pilot, lambda: covered(app))
        box.dismiss(True)
        app.open_screen("help")
        app.open_screen("keys")
        app.say("Saved in 07.")
        for key in ("f1", "ctrl+p", "ctrl+n", "ctrl+g", "ctrl+b", "escape", "question_mark", "y"):
            await pilot.press(key)
        await pilot.pause(0.1)
        assert covered(app)
        assert len(app.screen_stack) == 1
        assert "07" not in seen(app)
        assert answers == [True]
        names = ["InterviewScreen", "HelpScreen", "KeysScreen"]
        assert [type(screen).__name__ for screen in app.at_work] == names
        await pilot.press("enter")
        await wait_until(pilot, lambda: not app.locked)
        assert app.screen is app.at_work[-1]
        await wait_until(pilot, lambda: "Saved in 07." in seen(app))
        app.go_home()
        await wait_until(pilot, lambda: "1 case" in seen(app) and "07" in seen(app))


async def test_what_is_told_just_before_is_covered_too(tmp_path: Path) -> None:
    async with working(tmp_path / "home") as (app, pilot, _clock):
        app.say("Saved in 07.", "warning")
        await wait_until(pilot, lambda: "Saved in 07." in seen(app))
        await pilot.press("f12")
        await wait_until(pilot, lambda: "Hidden." in seen(app))
        assert "07" not in seen(app)


async def test_it_can_be_hidden_many_times_and_left_from_there(tmp_path: Path) -> None:
    async with working(tmp_path / "home") as (app, pilot, _clock):
        for _ in range(3):
            await pilot.press("f12")
            await wait_until(pilot, lambda: covered(app))
            await pilot.press("enter")
            await wait_until(pilot, lambda: not app.locked)
        await Desk(app, pilot).type("to be kept")
        await pilot.press("f12")
        await wait_until(pilot, lambda: covered(app))
        await pilot.press("ctrl+q")
        await wait_until(pilot, lambda: not app.is_running)
    with Store.open(app.places) as store:
        assert [draft.text for draft in store.drafts(1, WHO).values()] == ["to be kept"]


async def test_another_size_meanwhile_is_taken_up(tmp_path: Path) -> None:
    async with working(tmp_path / "home", size=(120, 40)) as (app, pilot, _clock):
        await pilot.press("f12")
        await wait_until(pilot, lambda: covered(app))
        await pilot.resize_terminal(60, 20)
        await pilot.press("enter")
        await wait_until(pilot, lambda: not app.locked)
        await wait_until(pilot, lambda: app.screen.has_class("-narrow"))
        assert app.screen.size.width == 60


async def test_before_there_is_a_store_there_is_nothing_to_lock(tmp_path: Path) -> None:
    app = CorecaseApp(Places(tmp_path / "home"), who=WHO)
    async with app.run_test() as pilot:
        app.store = None
        app.lock("hidden")
        await pilot.pause()
        assert not app.locked


# -- encrypted


async def test_encrypted_cases_want_their_passphrase_again(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(encryption, "ROUNDS", FEW)
    async with working(tmp_path / "home", passphrase=PASSPHRASE) as (app, pilot, _clock):
        assert any(word in seen(app) for word in WORDS)
        await pilot.press("f12")
        await wait_until(pilot, lambda: covered(app))
        await pilot.press("enter")
        assert not any(word in seen(app) for word in WORDS)
        field = app.screen.query_one("Input")
        field.value = "not that one"  # type: ignore[attr-defined]
        await pilot.press("enter")
        await wait_until(pilot, lambda: "does not open the cases" in seen(app))
        assert "The next try can be made in a second" in seen(app)
        assert app.locked
        await wait_until(pilot, lambda: "next try" not in seen(app))
        field.value = PASSPHRASE  # type: ignore[attr-defined]
        assert PASSPHRASE not in seen(app)
        await pilot.press("enter")
        await wait_until(pilot, lambda: not app.locked)
        await wait_until(pilot, lambda: any(word in seen(app) for word in WORDS))


def test_the_key_is_nobody_elses() -> None:
    for key in BY_ID["hide"].keys:
        assert [action.id for action in ACTIONS if key in action.keys] == ["hide"]


@pytest.mark.skipif(os.name != "posix", reason="pseudo-terminals")
def test_a_terminal_is_told_nothing_of_the_case_until_it_is_unlocked(tmp_path: Path) -> None:
    """Not by another window's saving, not by another size, not in its title."""
    case = new_case(tmp_path / "home", *FACTS)
    with corecase("interview", "07", "--by", WHO, home=case.places.home) as terminal:
        terminal.wait_for("A1.1")
        terminal.write("half typed")
        terminal.wait_for("half typed")
        terminal.write("\x1b[24~")  # F12
        terminal.wait_for(lambda: terminal.shows("Press Enter to go on") and not named(terminal))
        assert b"\x1b[22;2t\x1b]2;corecase\x1b\\" in terminal.output  # kept, and covered
        since = len(terminal.output)
        case.type("y", who="B.C.")
        terminal.resize((70, 20))
        terminal.wait_for("Press Enter to go on.")
        terminal.pump(1.5)  # the interview looks every second whether others have saved
        assert not any(word in terminal.output[since:] for word in NAMES)
        terminal.enter()
        terminal.wait_for(lambda: terminal.shows("half typed") and terminal.shows("B.C."))
        assert b"\x1b[23;2t" in terminal.output[since:]  # the title the shell gave it
        terminal.write("\x11")
        assert terminal.end() == 0
        assert terminal.restored


NAMES = (b"07", b"A1.", b"half typed", b"B.C.", b"Testshire")


def named(terminal: Terminal) -> bool:
    return any(word.decode() in terminal.text for word in NAMES)
