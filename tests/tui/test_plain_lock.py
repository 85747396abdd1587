"""The line mode: hidden at a command, and nothing more shown after a long pause."""

from __future__ import annotations

import io
from collections.abc import Callable
from datetime import UTC, datetime
from pathlib import Path

import click
import pytest

from storage import encryption
from storage.store import Store
from tests.storage.keyed import FEW, PASSPHRASE
from tests.terminal import corecase
from tests.tui.opened_case import FACTS, Case, new_case
from tests.tui.shell import Shell
from tests.tui.test_locking import DrivenClock
from tui.controller import Interview
from tui.plain import Talk
from tui.settings import FILE_NAME, LOCK_AFTER

LONG = LOCK_AFTER * 60.0
CLEARED = "\x1b[H\x1b[2J\x1b[3J"


class Typed(io.StringIO):
    """Lines from somebody at a terminal, who lets some time pass before each."""

    def __init__(self, clock: DrivenClock, *lines: tuple[float, str]) -> None:
        super().__init__()
        self._clock, self._lines = clock, list(lines)

    def isatty(self) -> bool:
        return True

    def readline(self, _size: int = -1, /) -> str:  # type: ignore[override]
        if not self._lines:
            return ""
        seconds, line = self._lines.pop(0)
        self._clock.go(seconds, awake=False)
        return f"{line}\n"


@pytest.fixture
def case(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Case:
    monkeypatch.setenv("CORECASE_HOME", str(tmp_path / "home"))
    monkeypatch.setattr(encryption, "ROUNDS", FEW)
    return new_case(tmp_path / "home", *FACTS)


def talk(case: Case, *lines: tuple[float, str]) -> None:
    clock = DrivenClock(datetime(2012, 2, 20, tzinfo=UTC))
    with case.store() as store:
        Talk(Interview.open(store, case.id, "A.W.", clock), Typed(clock, *lines)).run()


def test_after_a_long_pause_nothing_is_shown_before_enter_and_the_line_counts(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    talk(case, (LONG, "y she said so"), (0, ""), (0, "/quit"))
    before, _, after = capsys.readouterr().out.partition("There was a long pause")
    assert "A1.1" in before
    hidden, _, shown = after.partition("Unlocked")
    assert "A1" not in hidden
    assert "07" not in hidden
    assert "A1.2" in shown
    assert "she said so" in str(case.session().answers)


def test_a_short_pause_asks_nothing(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    talk(case, (LONG - 1, "y"), (LONG - 1, "/quit"))
    assert "Unlocked" not in capsys.readouterr().out


def test_it_can_be_switched_off(case: Case, capsys: pytest.CaptureFixture[str]) -> None:
    (case.places.home / FILE_NAME).write_text('lock_after = "never"\n')
    talk(case, (LONG * 100, "/quit"))
    assert "Unlocked" not in capsys.readouterr().out


def test_whoever_does_not_come_back_sees_no_more(
    case: Case, capsys: pytest.CaptureFixture[str]
) -> None:
    with pytest.raises(click.Abort):
        talk(case, (LONG, "y"))
    after = capsys.readouterr().out.partition("There was a long pause")[2]
    assert "07" not in after
    assert not case.session().answers


@pytest.mark.parametrize("lines", [((LONG, "y"),), ((0, "/hide"),), ((0, "/add"), (LONG, "x"))])
def test_encrypted_the_passphrase_is_the_only_way_on(
    case: Case,
    lines: tuple[tuple[float, str], ...],
    monkeypatch: pytest.MonkeyPatch,
    capsys: pytest.CaptureFixture[str],
) -> None:
    """Also from within a command, which tells what goes wrong in it and goes on."""
    protect(case)
    monkeypatch.setattr("tui.commands.asking.ask", lambda _what: "not that one")
    monkeypatch.setattr("tui.unlocking.Tries.count", _hurried())
    with pytest.raises(click.exceptions.Exit) as ended:
        talk_encrypted(case, *lines)
    assert ended.value.exit_code == 1
    told = capsys.readouterr()
    hidden = told.out.rpartition("Hidden." if lines[0][1] == "/hide" else "a long pause")[2]
    assert "07" not in hidden
    assert "A1" not in hidden
    assert "Unlocked" not in told.out
    assert "does not open the cases" in told.err


def test_with_the_passphrase_it_goes_on(
    case: Case, monkeypatch: pytest.MonkeyPatch, capsys: pytest.CaptureFixture[str]
) -> None:
    protect(case)
    typed = ["not that one", PASSPHRASE]
    monkeypatch.setattr("tui.commands.asking.ask", lambda _what: typed.pop(0))
    monkeypatch.setattr("tui.unlocking.Tries.count", _hurried())
    talk_encrypted(case, (LONG, "y"), (0, "/quit"))
    assert "A1.2" in capsys.readouterr().out.partition("Unlocked")[2]


def protect(case: Case) -> None:
    with case.store() as store:
        store.protect(PASSPHRASE)


def talk_encrypted(case: Case, *lines: tuple[float, str]) -> None:
    clock = DrivenClock()
    with Store.open(case.places, passphrase=PASSPHRASE) as store:
        Talk(Interview.open(store, case.id, "A.W.", clock), Typed(clock, *lines)).run()


def _hurried() -> Callable[[object], float]:
    def count(tries: object) -> float:
        tries.wrong += 1  # type: ignore[attr-defined]
        return 0.0

    return count


def test_a_pipe_is_never_kept_waiting(library: Shell) -> None:
    done = library.run("interview", "07", "--plain", typed="/hide\ny\n/quit\n")
    assert done.exit_code == 2  # one line was not taken
    assert "/hide is for a terminal" in done.stdout
    assert "\x1b" not in done.output
    assert "A1.2" in done.stdout


def test_at_a_terminal_what_was_shown_is_cleared_away(library: Shell) -> None:
    with corecase("interview", "07", "--plain", home=library.home) as terminal:
        terminal.wait_for("A1.1")
        terminal.enter("/hide")
        terminal.wait_for("Press Enter to go on.")
        assert CLEARED.encode() in terminal.output
        assert not terminal.shows("A1.1")
        terminal.enter()
        terminal.wait_for("Unlocked.")
        terminal.enter("/again")
        terminal.wait_for("A1.1")
        terminal.enter("/quit")
        assert terminal.end() == 0
