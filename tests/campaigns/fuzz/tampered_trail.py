"""Rows altered, taken out, doubled or moved by somebody with the file: verifying says so.

An input is a list of alterations, five bytes each: what is done, to which table, row and column.
"""

from __future__ import annotations

import json
import sqlite3
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from random import Random
from typing import Any

from domain.answers import AnswerKey
from domain.intents import Judge, Remark
from storage.records import NewInspection
from storage.store import Store
from storage.trail import What
from storage.trail_check import checked
from tests.campaigns.fuzz.guided import Door
from tests.campaigns.fuzz.placed import Kept
from tests.instruments import WHO, take
from tests.storage.filing import filed, form, library

_TABLES = ("trail", "event", "document_text", "instrument")
_VALUES: tuple[Any, ...] = (
    *(None, 0, -1, 1, 2**62, 1.5, "", "x", "\0", "null", "{}", "[]", '"x"', "9999-12-31T23:59:59"),
    *('{"last":"x","events":"00"}', '{"last":"1","events":"zz"}', '{"before":"","after":"9"}'),
    *(b"\xff\xfe", b"", "[" * 3000, "changed", "clock set back", "erased", "2", 3),
)
_MOST = 5 * 12  # bytes that are taken


class _Undone(Exception):
    """Ends a transaction that is not to be kept."""


@contextmanager
def door(folder: Path) -> Iterator[Door]:
    kept = Kept(folder / "tampered", _begun)
    database = kept.store._database
    with database.writing() as connection:
        for (name,) in connection.exec_driver_sql(
            "SELECT name FROM sqlite_master WHERE type = 'trigger'"
        ).fetchall():
            connection.exec_driver_sql(f'DROP TRIGGER "{name}"')
        connection.exec_driver_sql("PRAGMA ignore_check_constraints = 1")

    def enter(data: bytes) -> bool:
        told = False
        try:
            with database.writing() as connection:
                raw: Any = connection.connection.driver_connection
                raw.execute("PRAGMA defer_foreign_keys = 1")
                before = _content(raw)
                for start in range(0, min(len(data), _MOST) - 4, 5):
                    _alter(raw, data[start : start + 5])
                verdict = checked(connection)
                assert verdict.say
                told = not _merely_shorter(before, _content(raw))
                assert verdict.sound != told, verdict
                raise _Undone
        except _Undone:
            return told

    yield Door("tampered-trail", _seeds(), enter, ("storage/trail", "storage/log_check.py"))
    kept.close()


def _seeds() -> tuple[bytes, ...]:
    return tuple(Random(n).randbytes(5 * (1 + n % 3)) for n in range(60))


def _begun(store: Store) -> None:
    made = store.create_inspection(NewInspection("Testshire", 2012), library(), who=WHO)
    key = AnswerKey("A1.1")
    for reference in ("07", "08"):
        case = store.create_case(made.id, reference, who=WHO)
        before = store.load(case.id)
        session = store.append(case.id, before, take(before, Judge(key, "no", ("late",))).events)
        filed(store, case.id, form(f"The door of {reference} is wide.", "Books go out."))
        session = store.load(case.id)
        after = take(session, Remark(key, "mind the step"))
        store.append(case.id, session, after.events[len(session.events) :])
        store.trail.add(What.READ, who="B.B.", case_id=case.id)


def _content(raw: Any) -> list[Any]:
    """All that is chained or under a digest, in the order in which it is read."""
    before, raw.text_factory = raw.text_factory, _as_text
    try:
        return [
            raw.execute(f"SELECT {columns} FROM {table} ORDER BY {order}").fetchall()
            for table, columns, order in (
                ("trail", "*", "seq"),
                ("event", "*", "case_id, seq"),
                ("document_text", "key, text, pages", "key"),
                ("instrument", "digest, document", "digest"),
            )
        ]
    finally:
        raw.text_factory = before


def _as_text(data: bytes) -> tuple[bytes]:
    """Told from the same bytes that are kept as no text."""
    return (data,)


def _merely_shorter(before: list[Any], after: list[Any]) -> bool:
    """Nothing altered, or cut off the end of the trail and the logs alone: only a hash that was
    printed earlier and kept elsewhere tells of that, as SECURITY.md says."""
    entries, events = after[0], after[1]
    cases = {event[0] for event in before[1]}
    named = repr([event[9] for event in events])
    gone = [text for text in before[2] if text not in after[2]]
    return (
        after[3] == before[3]
        and all(text in before[2] for text in after[2])
        and not any(text[0][0].decode() in named for text in gone)
        and entries == before[0][: len(entries)]
        and all(
            _of(case, events) == _of(case, before[1])[: len(_of(case, events))] for case in cases
        )
        and len(events) == _told_of(entries)
    )


def _of(case: int, events: list[Any]) -> list[Any]:
    return [event for event in events if event[0] == case]


def _told_of(entries: list[Any]) -> int:
    """How many events the entries tell of in all."""
    last: dict[int, int] = {}
    for entry in entries:
        detail = json.loads(entry[7][0])
        last[entry[6]] = int(detail.get("last", last.get(entry[6], 0)))
    return sum(last.values())


def _alter(raw: Any, how: bytes) -> None:
    deed, table = how[0] % 4, _TABLES[how[1] % (2 if how[1] % 3 else 4)]
    about = raw.execute(f"PRAGMA table_info({table})").fetchall()
    columns, keys = [row[1] for row in about], [row[1] for row in about if row[5]]
    named, keyed = (", ".join(f'"{name}"' for name in names) for names in (columns, keys))
    rows = raw.execute(f"SELECT {keyed} FROM {table} ORDER BY {keyed}").fetchall()
    if not rows:
        return
    row, column = rows[how[2] % len(rows)], columns[how[3] % len(columns)]
    where = " AND ".join(f'"{key}" IS ?' for key in keys)
    try:
        if deed == 0:
            value = _VALUES[how[4] % len(_VALUES)]
            raw.execute(f'UPDATE {table} SET "{column}" = ? WHERE {where}', (value, *row))
        elif deed == 1:
            raw.execute(f"DELETE FROM {table} WHERE {where}", row)
        elif deed == 2:
            other = raw.execute(
                f'SELECT "{column}" FROM {table} WHERE {where}', rows[how[4] % len(rows)]
            ).fetchone()
            raw.execute(f'UPDATE {table} SET "{column}" = ? WHERE {where}', (*other, *row))
        else:
            given = ", ".join(
                f'"{name}" + 100' if name in ("seq", "id") else f'"{name}"' for name in columns
            )
            raw.execute(
                f"INSERT INTO {table} ({named}) SELECT {given} FROM {table} WHERE {where}", row
            )
    except (sqlite3.Error, OverflowError):
        return  # the table itself does not take it
