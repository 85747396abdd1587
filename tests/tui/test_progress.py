"""A bar on standard error: only for long work, only where somebody sees it, gone at the end."""

from __future__ import annotations

import io

import pytest

from tests.tui.house import StandingClock
from tui.progress import bar, with_progress


class _Seen(io.StringIO):
    def __init__(self, terminal: bool) -> None:
        super().__init__()
        self._terminal = terminal

    def isatty(self) -> bool:
        return self._terminal


class _Slow(StandingClock):
    """A clock on which each look takes half a second."""

    looks = 0

    def ticking(self) -> float:
        type(self).looks += 1
        return self.looks / 2


@pytest.mark.parametrize(
    ("terminal", "clock", "shown"),
    [(True, _Slow(), True), (False, _Slow(), False), (True, StandingClock(), False)],
)
def test_a_bar_is_shown_for_long_work_at_a_terminal(
    monkeypatch: pytest.MonkeyPatch, terminal: bool, clock: StandingClock, shown: bool
) -> None:
    seen = _Seen(terminal)
    monkeypatch.setattr("sys.stderr", seen)
    assert list(with_progress(range(10), 10, "read:", clock)) == list(range(10))
    assert ("read: 10 of 10" in seen.getvalue()) is shown
    assert seen.getvalue().endswith("\r\x1b[K") is shown


def test_the_bar_goes_when_the_work_is_broken_off(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = _Seen(True)
    monkeypatch.setattr("sys.stderr", seen)
    work = with_progress(range(10), 10, "read:", _Slow())
    for _ in range(5):
        next(work)
    work.close()  # type: ignore[attr-defined]
    assert seen.getvalue().endswith("\r\x1b[K")


def test_what_is_being_done_commands_no_terminal(monkeypatch: pytest.MonkeyPatch) -> None:
    seen = _Seen(True)
    monkeypatch.setattr("sys.stderr", seen)
    list(with_progress(range(10), 10, "cases of \x1b]0;owned\x07\x9b2J\u202e\n07", _Slow()))
    assert "cases of ]0;owned2J 07" in seen.getvalue()
    assert seen.getvalue().count("\x1b") == 1  # the bar's own, at its end


def test_a_bar_is_as_full_as_the_work_is_done() -> None:
    assert bar(0, 10, 10) == "[..........]"
    assert bar(5, 10, 10) == "[#####.....]"
    assert bar(10, 10, 10) == "[##########]"
    assert bar(0, 0, 4) == "[####]"
