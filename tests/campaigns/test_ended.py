"""However the program is ended or its window changed, the terminal is restored and nothing lost."""

from __future__ import annotations

import signal
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random

import pytest

from tests.campaigns.kept import resumed, session_in, sound
from tests.campaigns.sitting import FullScreen, LineByLine, Mode, Sitting, told
from tests.standing import pane, typed

HALF = "y and she said that the pl"


@contextmanager
def at_work(home: Path, mode: Mode) -> Iterator[Sitting]:
    """A sitting in which one line has been answered."""
    session = session_in(home)
    with mode.open(home) as terminal:
        sitting = Sitting(mode, terminal, Random(1), [(session, session.next_step())])
        sitting.wait_until_asked()
        sitting.send()
        sitting.wait_until_asked()
        yield sitting


def nothing_lost(home: Path, sitting: Sitting, draft: str) -> None:
    session, step = sitting.here
    assert told(session_in(home)) == told(session)
    assert resumed(home) == (step, draft)
    assert sound(home)


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end(home: Path, number: signal.Signals) -> None:
    with at_work(home, FullScreen()) as sitting:
        sitting.terminal.write(HALF)
        sitting.terminal.wait_for(lambda: typed(sitting.terminal) == HALF)
        sitting.terminal.send_signal(number)
        assert sitting.terminal.end() == 128 + number
        assert sitting.terminal.restored, sitting.terminal.modes_on
    nothing_lost(home, sitting, HALF)


def test_told_to_end_before_the_case_is_open(home: Path) -> None:
    with FullScreen().open(home) as terminal:
        terminal.wait_for("You can type already")
        terminal.send_signal(signal.SIGTERM)
        assert terminal.end() == 128 + signal.SIGTERM
        assert terminal.restored, terminal.modes_on
    assert sound(home)


@pytest.mark.parametrize("mode", [FullScreen(), LineByLine()], ids=["full screen", "line by line"])
def test_window_closed(home: Path, mode: Mode) -> None:
    with at_work(home, mode) as sitting:
        if mode.keeps_drafts:
            sitting.terminal.write(HALF)
            sitting.terminal.wait_for(lambda: typed(sitting.terminal) == HALF)
        status = sitting.terminal.hang_up(15)
        assert status in (128 + signal.SIGHUP, -signal.SIGHUP)
    nothing_lost(home, sitting, HALF if mode.keeps_drafts else "")


@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP, signal.SIGINT])
def test_line_mode_told_to_end(home: Path, number: signal.Signals) -> None:
    with at_work(home, LineByLine()) as sitting:
        sitting.terminal.send_signal(number)
        assert sitting.terminal.end() in (128 + number, -number)
        assert sitting.terminal.restored, sitting.terminal.modes_on
        assert "Traceback" not in sitting.terminal.text
    nothing_lost(home, sitting, "")


def test_left_by_key(home: Path) -> None:
    with at_work(home, FullScreen()) as sitting:
        sitting.terminal.write(HALF)
        sitting.terminal.wait_for(lambda: typed(sitting.terminal) == HALF)
        sitting.terminal.write("\x11")
        assert sitting.terminal.end() == 0
        assert sitting.terminal.restored, sitting.terminal.modes_on
    nothing_lost(home, sitting, HALF)


def test_ctrl_c_needs_saying_twice(home: Path) -> None:
    with at_work(home, FullScreen()) as sitting:
        sitting.terminal.write("\x03")
        sitting.terminal.wait_for("Press ctrl+c again")
        sitting.terminal.write("\x03")
        assert sitting.terminal.end() == 0
        assert sitting.terminal.restored, sitting.terminal.modes_on
    nothing_lost(home, sitting, "")


def test_window_made_small_and_large_again(home: Path) -> None:
    with at_work(home, FullScreen()) as sitting:
        terminal = sitting.terminal
        terminal.write("half")
        terminal.wait_for(lambda: typed(terminal) == "half")
        for size in ((40, 10), (30, 7), (40, 10), (200, 60), (96, 36)):
            terminal.settle()  # two changes at once would be one to the program
            terminal.resize(size)
            terminal.wait_for(lambda: typed(terminal) == "half", what=f"prompt at {size}")
        terminal.wait_for(lambda: pane(terminal) and sitting.mode.shows(terminal, *sitting.here))
        terminal.settle()
        terminal.resize((40, 10))
        terminal.wait_for(lambda: typed(terminal) == "half")
        terminal.write("\x15")  # ctrl+u takes the half line away
        terminal.wait_for(lambda: typed(terminal) == "")
        sitting.send()
        session, _ = sitting.here
        terminal.wait_for(lambda: told(session_in(home)) == told(session), what="the answer")
        terminal.settle()
        terminal.resize((96, 36))
        sitting.wait_until_asked()
    nothing_lost(home, sitting, "")
