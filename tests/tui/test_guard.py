"""The terminal is safe from data, and left in order however the program ends."""

from __future__ import annotations

import os
import signal
import sys
import time
from pathlib import Path

import pexpect
import pytest
from hypothesis import given
from hypothesis import strategies as st
from rich.segment import Segment
from textual.color import Color

from tests.tui.opened_case import FACTS, Case, at_desk, new_case
from tui.app import CorecaseApp
from tui.crash_record import CRASHED, describe, program, write_record
from tui.guard import TerminalGuard

ROOT = Path(__file__).resolve().parents[2]
BLACK = Color(0, 0, 0)


@given(st.text(st.characters(), max_size=80))
def test_no_character_that_commands_a_terminal_leaves_a_line(text: str) -> None:
    left = "".join(s.text for s in TerminalGuard().apply([Segment(text)], BLACK))
    assert not [c for c in left if ord(c) < 32 or 127 <= ord(c) < 160]
    assert not set(left) & set("\u202a\u202b\u202c\u202d\u202e\u2066\u2067\u2068\u2069\u200e\u200f")


def test_plain_lines_pass_untouched() -> None:
    line = [Segment("Ordinary words, “quoted” – 漢字 ✗")]
    assert TerminalGuard().apply(line, BLACK) is line


def _fail(name: str) -> None:
    child = name
    raise ValueError(f"{child} is not a number")


def test_the_record_of_a_fault_holds_no_values(tmp_path: Path) -> None:
    with pytest.raises(ValueError, match="not a number") as raised:
        _fail("Jamie Smith")
    told = describe(raised.value)
    assert write_record(raised.value, tmp_path) == tmp_path / "crash.log"
    assert "ValueError" in told
    assert "_fail" in told
    assert "Jamie" not in told
    kept = (tmp_path / "crash.log").read_text()
    assert "Jamie" not in kept
    if os.name == "posix":
        assert (tmp_path / "crash.log").stat().st_mode & 0o777 == 0o600


async def test_a_crash_ends_with_its_own_status_and_shows_no_case_data(
    tmp_path: Path, capsys: pytest.CaptureFixture[str]
) -> None:
    case = new_case(tmp_path / "home", *FACTS)
    apps: list[CorecaseApp] = []

    async def crash() -> None:
        async with at_desk(case) as desk:
            apps.append(desk.app)
            desk.screen.call_later(_fail, "Jamie Smith")
            await desk.until(lambda: desk.app.return_code)
            await desk.pilot.pause(0.1)

    with pytest.raises(ValueError, match="not a number"):
        await crash()
    assert apps[0].return_code == CRASHED
    told = capsys.readouterr()
    assert "Jamie" not in told.err + told.out
    assert "corecase had to stop" in told.err
    log = (case.places.home / "crash.log").read_text()
    assert "InterviewScreen" in log
    assert program() in log
    for file in case.places.home.rglob("*"):
        assert file.is_dir() or b"Jamie" not in file.read_bytes()


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "home", *FACTS)


PROGRAM = """
import sys
from pathlib import Path
from storage.places import Places
from tui.app import CorecaseApp
app = CorecaseApp(Places(Path({home!r})), case_id={case}, who="A.W.")
app.run()
sys.exit(app.return_code)
"""


def _started(case: Case) -> pexpect.spawn[str]:
    program = PROGRAM.format(home=str(case.places.home), case=case.id)
    child = pexpect.spawn(
        sys.executable,
        ["-c", program],
        cwd=str(ROOT),
        env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)},
        dimensions=(30, 100),
        encoding="utf-8",
        timeout=30,
    )
    child.expect("A1.1")
    return child


needs_posix = pytest.mark.skipif(os.name != "posix", reason="signals of POSIX")


@needs_posix
@pytest.mark.parametrize("number", [signal.SIGTERM, signal.SIGHUP])
def test_told_to_end_it_keeps_the_draft_and_restores_the_terminal(
    case: Case, number: signal.Signals
) -> None:
    child = _started(case)
    child.send("half typed")
    child.expect("half typed|typed")
    os.kill(child.pid, number)
    child.expect(pexpect.EOF)
    assert "\x1b[?1049l" in (child.before or "")  # back from the alternate screen
    assert "\x1b[?25h" in (child.before or "")  # the cursor shows again
    child.close()
    assert child.exitstatus == 128 + number
    with case.store() as store:
        assert [d.text for d in store.drafts(case.id, "A.W.").values()] == ["half typed"]


@needs_posix
def test_a_closed_terminal_ends_it(case: Case) -> None:
    child = _started(case)
    child.send("half typed")
    child.expect("half typed|typed")
    os.close(child.fileno())
    end = time.monotonic() + 20
    while child.isalive() and time.monotonic() < end:
        time.sleep(0.05)
    assert not child.isalive()
    assert child.exitstatus == 128 + signal.SIGHUP
    with case.store() as store:
        assert [d.text for d in store.drafts(case.id, "A.W.").values()] == ["half typed"]


@needs_posix
def test_hostile_text_sends_no_sequence_of_its_own(case: Case) -> None:
    case.type("y \x1b]0;title\x07 \x1b]52;c;aGk=\x07 seen")
    program = PROGRAM.format(home=str(case.places.home), case=case.id)
    child = pexpect.spawn(
        sys.executable,
        ["-c", program],
        cwd=str(ROOT),
        env={**os.environ, "TERM": "xterm-256color", "PYTHONPATH": str(ROOT)},
        dimensions=(30, 100),
        encoding="utf-8",
        timeout=30,
    )
    child.expect("seen")
    before = child.before or ""
    child.send("\x11")  # ctrl+q
    child.expect(pexpect.EOF)
    told = before + (child.before or "")
    assert "\x1b]0;" not in told
    assert "\x1b]52;" not in told
