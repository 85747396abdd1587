"""From starting the program to the frame and the prompt of a half-done case on the screen."""

from __future__ import annotations

import sys
import tempfile
import time
from collections.abc import Sequence
from pathlib import Path

from tests.bench.report import Line, against, in_turn
from tests.cases import WHO, half_done, home_with
from tests.terminal import COMMAND, DEADLINE, Terminal
from tui.viewmodel import step_view

ROUNDS = 9
FRAME = b"You can type already."
HELLO = (sys.executable, "-m", "tests.bench.hello")


def lines() -> list[Line]:
    session = half_done()
    step = session.next_step()
    assert step is not None
    question = " ".join(step_view(session, step).text.split()[:3]).encode()
    with tempfile.TemporaryDirectory() as folder:
        home = home_with(Path(folder) / "home", session)
        interview = (*COMMAND, "interview", session.reference, "--by", WHO)
        times = in_turn(
            ROUNDS,
            {
                "hello": lambda: until(HELLO, b"Hello", home),
                "frame": lambda: until(interview, FRAME, home),
                "question": lambda: until(interview, question, home),
            },
        )
    name = "Textual hello-world"
    return [
        against("interview: frame and prompt painted", times["frame"], name, times["hello"], 1.6),
        against("interview: its question on the screen", times["question"], name, times["hello"]),
    ]


def until(command: Sequence[str], marker: bytes, home: Path) -> float:
    """Seconds from starting a program to these bytes on the wire."""
    with Terminal(command, environment={"CORECASE_HOME": str(home)}) as terminal:
        end = time.perf_counter() + DEADLINE
        while marker not in terminal.output:
            assert time.perf_counter() < end, terminal.text
            terminal.read(0.05)
        return time.perf_counter() - terminal.started
