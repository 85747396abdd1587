"""From starting the program to its list of cases, with many cases and with few."""

from __future__ import annotations

import sqlite3
import tempfile
from pathlib import Path

from storage.places import Places
from tests.bench.first_paint import until
from tests.bench.report import Line, against, in_turn
from tests.cases import home_with, talked
from tests.terminal import COMMAND

ROUNDS = 7
MANY, FEW = 5000, 50
TOP = "open-case-on-top"


def lines() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        many, few = (home_of(Path(folder) / str(count), count) for count in (MANY, FEW))
        times = in_turn(
            ROUNDS,
            {
                "many": lambda: until(COMMAND, TOP.encode(), many),
                "few": lambda: until(COMMAND, TOP.encode(), few),
            },
        )
    name = f"with {FEW} cases"
    return [against(f"home: first list, {MANY:,} cases", times["many"], name, times["few"], 1.5)]


def home_of(home: Path, count: int) -> Path:
    """One inspection of so many cases, most of them finished; the last one used is open."""
    home_with(home, talked(30, TOP))
    file = Places(home).file
    assert file is not None
    raw = sqlite3.connect(file)
    raw.executemany(
        'INSERT INTO "case" (inspection_id, reference, reference_folded, last_seq, finished,'
        " answered, due, later, facts_open, last_at, last_who)"
        " SELECT inspection_id, ?, ?, 0, ?, answered, due, later, facts_open, ?, last_who"
        ' FROM "case" WHERE id = 1',
        [
            (f"{n:05}", f"{n:05}", n % 10 > 0, f"2011-12-{n % 28 + 1:02}T10:00:00.000000+00:00")
            for n in range(1, count)
        ],
    )
    raw.commit()
    raw.close()
    return home
