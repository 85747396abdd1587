"""What a command costs from nothing, beside importing what it can do without."""

from __future__ import annotations

import subprocess
import sys
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from tests.bench.report import Line, against, in_turn
from tests.cases import half_done, home_with
from tests.terminal import COMMAND, ROOT, surroundings

ROUNDS = 11


def lines() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        home = home_with(Path(folder) / "home", half_done())

        def fresh(*command: str) -> Callable[[], float]:
            return lambda: seconds_of(command, home)

        times = in_turn(
            ROUNDS,
            {
                "textual": fresh(sys.executable, "-c", "import textual.app"),
                "help": fresh(*COMMAND, "--help"),
                "define": fresh(*COMMAND, "define", "rmp"),
                "sqlmodel": fresh(sys.executable, "-c", "import sqlmodel"),
                "score": fresh(*COMMAND, "score", "--case", "07"),
            },
        )
    textual, sqlmodel = times["textual"], times["sqlmodel"]
    return [
        against("corecase --help", times["help"], "import textual.app", textual, 0.5),
        against("corecase define rmp", times["define"], "import textual.app", textual, 0.5),
        against("corecase score --case 07", times["score"], "import sqlmodel", sqlmodel, 1.3),
    ]


def seconds_of(command: tuple[str, ...], home: Path) -> float:
    began = time.perf_counter()
    done = subprocess.run(
        command,
        cwd=ROOT,
        env=surroundings({"CORECASE_HOME": str(home)}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        check=False,
    )
    taken = time.perf_counter() - began
    assert done.returncode == 0, done.stderr
    return taken
