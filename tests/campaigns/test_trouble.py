"""The disk will not have an answer: it says so for as long as that is so, keeps the text, and
saves it when the trouble is over."""

from __future__ import annotations

import os
import resource
import shutil
import sqlite3
import subprocess
from collections.abc import Callable, Iterator
from contextlib import AbstractContextManager, ExitStack, contextmanager, suppress
from pathlib import Path
from random import Random

import pytest

from domain.answers import AnswerKey
from tests.campaigns.kept import database, events_in, resumed, session_in, sound
from tests.campaigns.sitting import SIZE, FullScreen, LineByLine, Sitting, told
from tests.campaigns.test_ended import at_work
from tests.cases import WHO
from tests.standing import typed, wait_for_typed
from tests.terminal import corecase

Trouble = Callable[[Path, Sitting], AbstractContextManager[None]]


@contextmanager
def locked(home: Path, _sitting: Sitting) -> Iterator[None]:
    """Another program is writing, and does not come to an end."""
    raw = sqlite3.connect(database(home), isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    yield
    raw.rollback()
    raw.close()


@contextmanager
def no_room(home: Path, sitting: Sitting) -> Iterator[None]:
    """No file of the program may grow."""
    process = sitting.terminal.process.pid
    wal = Path(f"{database(home)}-wal")
    _, hard = resource.prlimit(process, resource.RLIMIT_FSIZE)
    resource.prlimit(process, resource.RLIMIT_FSIZE, (wal.stat().st_size, hard))
    yield
    resource.prlimit(process, resource.RLIMIT_FSIZE, (hard, hard))


linux = pytest.mark.skipif(not hasattr(resource, "prlimit"), reason="needs prlimit, of Linux")
TROUBLES = [pytest.param(locked, id="locked"), pytest.param(no_room, id="no room", marks=linux)]


@pytest.mark.parametrize("trouble", TROUBLES)
def test_answer_waits_for_the_disk(home: Path, trouble: Trouble) -> None:
    with at_work(home, FullScreen(hasty=True)) as sitting:
        refused_and_then_saved(home, sitting, trouble(home, sitting))


def refused_and_then_saved(
    home: Path, sitting: Sitting, trouble: AbstractContextManager[None]
) -> None:
    """Send a line while there is trouble; see that it stands, and is saved when it is over."""
    terminal = sitting.terminal
    on_disk = events_in(home)
    with trouble:
        sitting.send()
        line = sitting.lines[-1]
        terminal.wait_for(lambda: "NOT SAVED" in terminal.text and typed(terminal) == line)
        assert not sitting.mode.shows(terminal, *sitting.here)
        stands_for(sitting, 2.5, line)
        assert events_in(home) == on_disk
    sitting.wait_until_asked()
    terminal.wait_for(lambda: "NOT SAVED" not in terminal.text, what="the end of NOT SAVED")
    assert typed(terminal) == ""
    session, _ = sitting.here
    assert told(session_in(home)) == told(session)
    assert "Traceback" not in terminal.text
    assert sound(home)


def stands_for(sitting: Sitting, seconds: float, line: str) -> None:
    """It says NOT SAVED, and the text is there, at every look in so many seconds."""
    for _ in range(10):
        sitting.terminal.pump(seconds / 10)
        assert "NOT SAVED" in sitting.terminal.text
        assert typed(sitting.terminal) == line


@pytest.mark.parametrize("trouble", TROUBLES)
def test_line_mode_says_so_and_takes_it_later(home: Path, trouble: Trouble) -> None:
    with at_work(home, LineByLine(hasty=True)) as sitting:
        terminal = sitting.terminal
        on_disk = events_in(home)
        with trouble(home, sitting):
            sitting.send()
            terminal.wait_for("NOT SAVED")
            assert events_in(home) == on_disk
        terminal.enter()
        sitting.wait_until_asked()
        session, _ = sitting.here
        assert told(session_in(home)) == told(session)
        assert "Traceback" not in terminal.text
    assert sound(home)


def test_half_typed_text_is_kept_when_the_trouble_is_over(home: Path) -> None:
    with at_work(home, FullScreen(hasty=True)) as sitting:
        terminal = sitting.terminal
        with locked(home, sitting):
            terminal.write("half a line")
            terminal.wait_for("NOT SAVED")
            assert typed(terminal) == "half a line"
        terminal.wait_for(lambda: "NOT SAVED" not in terminal.text, what="the end of NOT SAVED")
        assert resumed(home) == (sitting.here[1], "half a line")


def test_half_typed_text_that_cannot_be_kept_is_not_left_behind(home: Path) -> None:
    with at_work(home, FullScreen(hasty=True)) as sitting:
        terminal = sitting.terminal
        with locked(home, sitting):
            terminal.write("half a line")
            terminal.wait_for(lambda: typed(terminal) == "half a line")
            terminal.write("\x1b[1;3D")  # alt+left, back
            terminal.wait_for("NOT SAVED")
            terminal.wait_for(lambda: typed(terminal) == "half a line")
            assert sitting.mode.shows(terminal, *sitting.here)


def send_in_vain(sitting: Sitting) -> str:
    """Send a line that is not saved, and wait until it is being tried once more."""
    terminal = sitting.terminal
    sitting.send()
    line = sitting.lines[-1]
    terminal.wait_for(lambda: "NOT SAVED" in terminal.text and typed(terminal) == line)
    terminal.pump(1.5)  # a try takes three seconds while there is a lock; the next begins in one
    return line


def test_what_is_typed_while_it_is_tried_again_stays(home: Path) -> None:
    with at_work(home, FullScreen()) as sitting:
        terminal = sitting.terminal
        with locked(home, sitting):
            line = send_in_vain(sitting)
            terminal.write(" and more")
            terminal.wait_for(lambda: typed(terminal) == f"{line} and more")
        sitting.wait_until_asked()
        wait_for_typed(terminal, "and more")
        session, _ = sitting.here
        assert told(session_in(home)) == told(session)


@pytest.mark.parametrize("more", ["", " he said so"])
def test_sent_again_while_it_is_tried_answers_no_other_question(home: Path, more: str) -> None:
    with at_work(home, FullScreen()) as sitting:
        terminal = sitting.terminal
        step = sitting.here[1]
        assert step is not None
        with locked(home, sitting):
            send_in_vain(sitting)
            terminal.enter(more)
            terminal.wait_for(lambda: typed(terminal) == "", what="the line taken from the prompt")
        sitting.wait_until_asked()
        terminal.wait_for(lambda: "NOT SAVED" not in terminal.text, what="the end of NOT SAVED")
        terminal.wait_for(
            lambda: session_in(home).note(AnswerKey(step)) == more.strip(), what="the note on disk"
        )
        session, _ = sitting.here
        assert session_in(home).judged == session.judged


@linux
def test_file_that_may_only_be_read(home: Path) -> None:
    """Opened while somebody else works with it; later one is let write, without a new start."""
    colleague = sqlite3.connect(database(home))
    colleague.execute("SELECT count(*) FROM event").fetchone()
    session = session_in(home)
    files = list(home.iterdir())
    for path in files:
        path.chmod(0o444)
        if os.geteuid() == 0:
            os.chown(path, 65534, 65534)
    with corecase("interview", "07", "--by", WHO, home=home, size=SIZE, bound=True) as terminal:
        states = [(session, session.next_step())]
        sitting = Sitting(FullScreen(), terminal, Random(1), states)
        sitting.wait_until_asked()
        refused_and_then_saved(home, sitting, writable_in_the_end(files))
    colleague.close()


@contextmanager
def writable_in_the_end(files: list[Path]) -> Iterator[None]:
    yield
    for path in files:
        path.chmod(0o666)


@pytest.fixture
def small_disk(tmp_path: Path) -> Iterator[Path]:
    """A disk of its own, which is soon full."""
    folder = tmp_path / "disk"
    folder.mkdir()
    mount = ("mount", "-t", "tmpfs", "-o", "size=4m", "corecase-test", str(folder))
    if os.geteuid() != 0 or subprocess.run(mount, capture_output=True, check=False).returncode:
        pytest.skip("needs the right to mount a small disk")
    yield folder
    subprocess.run(("umount", str(folder)), check=True)


def test_full_disk(home: Path, small_disk: Path) -> None:
    on_it = small_disk / "home"
    shutil.copytree(home, on_it)

    @contextmanager
    def filled() -> Iterator[None]:
        ballast = small_disk / "ballast"
        with ballast.open("wb", buffering=0) as out, ExitStack() as done:
            done.callback(ballast.unlink)
            with suppress(OSError):  # until nothing more goes in
                while True:
                    out.write(bytes(4096))
            yield

    with at_work(on_it, FullScreen()) as sitting:
        refused_and_then_saved(on_it, sitting, filled())
