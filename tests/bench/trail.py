"""A trail of a million entries checked, and what an entry adds to a save."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator, Mapping
from itertools import islice
from pathlib import Path
from typing import Any

from domain.answers import AnswerKey
from domain.intents import Judge
from domain.interview import Session
from storage.chain import ENTRY, EVENT, digest, link
from storage.codec import answer_row, event_row, json_text
from storage.engine import PRAGMAS
from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from storage.trail import What
from tests.bench.report import Line, against, in_turn
from tests.instruments import WHO, take, tiny

ENTRIES, CASES = 1_000_000, 500
LONGEST = 10.0  # seconds to check them
SAVES = 200  # in one round
ROUNDS = 5
_AT = "2012-02-20T12:00:00.000000+00:00"
_OPEN = '"case" (id, inspection_id, reference, reference_folded, last_seq, finished, answered,'
_OPEN += " due, later, facts_open, last_at, last_who)"


def lines() -> list[Line]:
    return [*checking(), *saving()]


# -- checking


def checking() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder))
        with Store.open(places) as store:
            store.create_inspection(NewInspection("Testshire", 2012), tiny())
            head = store.trail.head()
        assert places.file is not None
        raw = sqlite3.connect(places.file)
        fill(raw, head.hash)
        with Store.open(places) as store:
            began = time.perf_counter()
            verdict = store.trail.verify()
            taken = time.perf_counter() - began
        assert verdict.sound, verdict.say
        assert verdict.entries == ENTRIES + 1
        bare = read(raw)
        raw.close()
    return [
        Line(
            f"a trail of {ENTRIES:,} entries checked against the log",
            f"{taken:.1f} s",
            f"raw sqlite3 reading the rows: {bare:.1f} s",
            taken / bare,
            f"<= {LONGEST:g} s",
            taken <= LONGEST,
        )
    ]


def fill(raw: sqlite3.Connection, before: str, entries: int = ENTRIES) -> None:
    """Cases with so many entries among them, each of one event."""
    cases = ((n, 1, f"{n}", f"{n}", 0, 0, 0, 0, 0, 0, _AT, "") for n in range(1, CASES + 1))
    raw.executemany(f"INSERT INTO {_OPEN} VALUES ({_marks(12)})", cases)
    made = _made(before, entries)
    while batch := list(islice(made, 10_000)):
        raw.executemany(f"INSERT INTO event VALUES ({_marks(13)})", [event for event, _ in batch])
        raw.executemany(f"INSERT INTO trail VALUES ({_marks(9)})", [entry for _, entry in batch])
    raw.commit()


def _marks(number: int) -> str:
    return ", ".join("?" * number)


def _made(before: str, entries: int) -> Iterator[tuple[tuple[Any, ...], tuple[Any, ...]]]:
    for number in range(entries):
        case, seq = number % CASES + 1, number // CASES + 1
        row = (case, seq, seq, _AT, "A.W.", "judgement", f"A{seq % 140}", "", "null", '"yes"')
        event = (*row, "library 1.0", "", None)
        told = {"judgement": "1", "first": str(seq), "last": str(seq)}
        told |= {"events": digest([dict(zip(EVENT, event, strict=True))]), "instrument": "x 1.0"}
        entry = (number + 2, _AT, "A.W.", "desk", "changed", None, case, json_text(told))
        before = link(before, entry)
        yield event, (*entry, before)


def read(raw: sqlite3.Connection) -> float:
    """Nothing but the rows of both tables."""
    began = time.perf_counter()
    for table in ("trail ORDER BY seq", "event ORDER BY case_id, seq"):
        for _row in raw.execute(f"SELECT * FROM {table}"):
            pass
    return time.perf_counter() - began


# -- saving


def saving() -> list[Line]:
    """Each beside the same rows put into tables without triggers, by nothing but sqlite3."""
    with tempfile.TemporaryDirectory() as folder, Store.open(Places(Path(folder))) as store:
        bare = _Bare(Path(folder) / "bare.sqlite3")
        ours = _Ours(store)
        times = in_turn(
            ROUNDS,
            {
                "entry": ours.entries,
                "bare entry": bare.entries,
                "answer": ours.answers,
                "bare answer": bare.answers,
            },
        )
    name = "bare sqlite3, WAL, FULL"
    return [
        against("an entry of the trail on disk", times["entry"], name, times["bare entry"], 3),
        against(
            "an answer on disk, its entry with it",
            times["answer"],
            f"the same rows, {name}",
            times["bare answer"],
        ),
    ]


class _Ours:
    """An answer given, and given otherwise, again and again."""

    def __init__(self, store: Store) -> None:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), tiny())
        self._store = store
        self._case = store.create_case(inspection.id, "07").id
        self._session = store.load(self._case)

    def entries(self) -> float:
        began = time.perf_counter()
        for number in range(SAVES):
            self._store.trail.add(
                What.CHANGED, who=WHO, case_id=self._case, detail=_told(number + 1)
            )
        return (time.perf_counter() - began) / SAVES

    def answers(self) -> float:
        whole = 0.0
        for _ in range(SAVES):
            given = {a.judgement for a in self._session.answers.values()}
            after = take(self._session, Judge(AnswerKey("A1.1"), "no" if "yes" in given else "yes"))
            new = after.events[len(self._session.events) :]
            began = time.perf_counter()
            self._session = self._store.append(self._case, self._session, new)
            whole += time.perf_counter() - began
        return whole / SAVES


class _Bare:
    def __init__(self, file: Path) -> None:
        session = take(_session(), Judge(AnswerKey("A1.1"), "yes"))
        self._event = event_row(1, session.events[0])
        (answer,) = session.answers.values()
        self._answer = answer_row(1, answer)
        self._seq = 0
        self._raw = sqlite3.connect(file, isolation_level=None)
        self._raw.execute("PRAGMA journal_mode = WAL")
        for name, value in PRAGMAS.items():
            self._raw.execute(f"PRAGMA {name} = {value}")
        keys = {"trail": "seq", "event": "case_id, seq", "answer": "case_id, question, row"}
        columns = {"trail": (*ENTRY, "hash"), "event": EVENT, "answer": tuple(self._answer)}
        for table, key in keys.items():
            listed = ", ".join(f'"{column}"' for column in columns[table])
            self._raw.execute(f"CREATE TABLE {table} ({listed}, PRIMARY KEY ({key}))")
        self._raw.execute(
            "CREATE TABLE cases (id INTEGER PRIMARY KEY, last_seq, last_at, last_who)"
        )
        self._raw.execute("INSERT INTO cases VALUES (1, 0, '', '')")

    def entries(self) -> float:
        return self._timed(())

    def answers(self) -> float:
        return self._timed(("event", "answer"))

    def _timed(self, tables: tuple[str, ...]) -> float:
        began = time.perf_counter()
        for _ in range(SAVES):
            self._seq += 1
            self._raw.execute("BEGIN IMMEDIATE")
            if tables:
                told = (self._seq, _AT, WHO)
                self._raw.execute("UPDATE cases SET last_seq = ?, last_at = ?, last_who = ?", told)
                self._put("event", self._event | {"seq": self._seq})
                self._put("answer", self._answer)
            self._put("trail", _entry(self._seq))
            self._raw.execute("COMMIT")
        return (time.perf_counter() - began) / SAVES

    def _put(self, table: str, row: Mapping[str, Any]) -> None:
        self._raw.execute(
            f"INSERT OR REPLACE INTO {table} VALUES ({_marks(len(row))})", tuple(row.values())
        )


def _session() -> Session:
    return Session.start(tiny(), "07")


def _entry(seq: int) -> dict[str, Any]:
    fields = (seq, _AT, WHO, "desk", "changed", None, 1, json_text(_told(seq)), "f" * 64)
    return dict(zip((*ENTRY, "hash"), fields, strict=True))


def _told(seq: int) -> dict[str, str]:
    """What an entry says of one event."""
    told = {"judgement": "1", "first": str(seq), "last": str(seq), "events": "f" * 64}
    return told | {"instrument": "library 1.0"}
