"""What it takes to have an answer on disk, beside a bare commit of the row it adds to the log."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Callable, Iterator
from contextlib import closing, contextmanager
from pathlib import Path

from sqlalchemy import Connection

from domain.answers import AnswerKey
from domain.intents import Judge
from domain.interview import Session
from storage.codec import event_row
from storage.places import FILE_NAME, Places
from storage.records import NewInspection
from storage.store import Store
from tests.bench.report import Line, against, in_turn
from tests.cases import half_done, instrument, keep
from tests.instruments import take

ROUNDS = 300
KEY = AnswerKey("1.1.01")
PASSPHRASE = "ladder pebble moth quiet"


def lines() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        home = Path(folder)
        with (
            Store.open(Places(home / "plain")) as plain,
            Store.open(Places(home / "encrypted"), passphrase=PASSPHRASE) as encrypted,
            closing(bare(home / "bare.sqlite3", home / "plain" / FILE_NAME)) as raw,
        ):
            times = in_turn(
                ROUNDS,
                {
                    "encrypted": saving(encrypted),
                    "plain": saving(plain),
                    "bare": inserting(raw),
                },
            )
    name = "bare sqlite3, WAL and FULL, the row of the log alone"
    return [
        against("an answer saved: encrypted, chained", times["encrypted"], name, times["bare"], 3),
        against("the same, not encrypted", times["plain"], name, times["bare"]),
    ]


def bare(file: Path, like: Path) -> sqlite3.Connection:
    """A database with the table of the log and nothing else."""
    raw = sqlite3.connect(file, isolation_level=None)
    raw.execute("PRAGMA journal_mode = WAL")
    raw.execute("PRAGMA synchronous = FULL")
    with closing(sqlite3.connect(like)) as other:
        (made,) = other.execute("SELECT sql FROM sqlite_master WHERE name = 'event'").fetchone()
    raw.execute(made)
    return raw


def inserting(raw: sqlite3.Connection) -> Callable[[], float]:
    """A row as `saving` adds it to the log, in a transaction of its own."""
    session = half_done()
    row = event_row(1, judged_anew(session).events[-1])
    into = f"INSERT INTO event ({', '.join(row)}) VALUES ({', '.join(':' + name for name in row)})"
    added = 0

    def insert() -> float:
        nonlocal added
        added += 1
        began = time.perf_counter()
        raw.execute("BEGIN IMMEDIATE")
        raw.execute(into, row | {"seq": added})
        raw.execute("COMMIT")
        return time.perf_counter() - began

    return insert


def saving(store: Store) -> Callable[[], float]:
    """Answers a question anew each time; how long its transaction takes, from lock to disk."""
    inspection = store.create_inspection(NewInspection("Testshire", 2012), instrument())
    case = keep(store, inspection.id, half_done())
    session = store.load(case.id)
    taken: list[float] = []
    _time_writes(store, taken)

    def save() -> float:
        nonlocal session
        after = judged_anew(session)
        session = store.append(case.id, session, after.events[len(session.events) :])
        return taken.pop()

    return save


def judged_anew(session: Session) -> Session:
    """The session with the other answer to the question; one event more."""
    return take(session, Judge(KEY, "nei" if session.judged.get(KEY) == "yes" else "yes"))


def _time_writes(store: Store, taken: list[float]) -> None:
    database = store._database
    writing = database.writing

    @contextmanager
    def timed() -> Iterator[Connection]:
        began = time.perf_counter()
        with writing() as connection:
            yield connection
        taken.append(time.perf_counter() - began)

    database.writing = timed  # type: ignore[method-assign]
