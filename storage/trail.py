"""The trail: who did what to which case, and when; appended to, and each entry chained to the last.

Every change of a case is entered in the transaction that makes it. What merely looked at a case, or
took something of it out of the program, is entered by whoever did so.

The chain shows an entry altered, taken out or moved. It does not stop somebody who can rewrite the
whole file, or cut entries off its end, unless a hash printed earlier is kept elsewhere: that is why
a checklist bears the head's.
"""

from __future__ import annotations

import json
import platform
from collections.abc import Iterator, Mapping
from contextlib import suppress
from datetime import UTC, datetime, timedelta
from functools import cache
from typing import Any

from sqlalchemy import Connection, Select, and_, or_, select

from domain.text_cleaning import clean
from storage.chain import ENTRY, START, link
from storage.codec import json_text, time_text
from storage.engine import Database, driver_of
from storage.errors import NotSaved
from storage.tables import TRAIL
from storage.trail_entries import OF_MANY, Entry, Head, Verdict, What

__all__ = ["Adding", "Entry", "Head", "Trail", "Verdict", "What", "now"]

TOLERATED = timedelta(seconds=2)  # a clock is put right by as much without anybody's doing
LONGEST_DEVICE = 40
_AT_ONCE = 1000  # entries read in one go
_LAST = "SELECT seq, at, hash FROM trail ORDER BY seq DESC LIMIT 1"
_COLUMNS = ", ".join((*ENTRY, "hash"))
_INSERT = {
    "sqlite": f"INSERT INTO trail ({_COLUMNS}) VALUES ({', '.join('?' * (len(ENTRY) + 1))})",  # noqa: S608
    "postgresql": f"INSERT INTO trail ({_COLUMNS}) VALUES ({', '.join(['%s'] * (len(ENTRY) + 1))})",  # noqa: S608
}


def now() -> datetime:
    """The time by this machine's clock."""
    return datetime.now(UTC)


@cache
def device() -> str:
    """What this machine is called, without the name of its network."""
    return clean(platform.node().partition(".")[0], one_line=True)[:LONGEST_DEVICE]


class Adding:
    """The end of the trail within one transaction that writes; nobody else adds until it is over.

    Begin with this, before any other row is locked: two that wait for each other would never end.
    """

    def __init__(self, connection: Connection) -> None:
        self._connection = connection
        self._insert = _INSERT[connection.dialect.name]
        self._on_a_server = connection.dialect.name == "postgresql"
        if self._on_a_server:
            connection.exec_driver_sql("LOCK TABLE trail IN EXCLUSIVE MODE")
            last = connection.exec_driver_sql(_LAST).first()
        else:
            last = driver_of(connection).execute(_LAST).fetchone()
        self._seq: int = last[0] if last else 0
        self._at: str = last[1] if last else ""
        self._hash: str = last[2] if last else START

    def add(
        self,
        what: What,
        *,
        who: str,
        case_id: int | None = None,
        inspection_id: int | None = None,
        detail: Mapping[str, str] | None = None,
    ) -> Head:
        """Add an entry, after one that says so if the clock has been set back since the last."""
        at = self._now()
        if self._at and at < _earliest(self._at):
            times = {"before": self._at, "after": time_text(at)}
            self._write(at, "", What.CLOCK_SET_BACK, None, None, times)
        return self._write(at, who, what, inspection_id, case_id, detail or {})

    def _now(self) -> datetime:
        """On a server its clock counts, which is one and the same for all."""
        if not self._on_a_server:
            return now()
        at: datetime = self._connection.exec_driver_sql("SELECT clock_timestamp()").scalar_one()
        return at

    def _write(
        self,
        at: datetime,
        who: str,
        what: What,
        inspection_id: int | None,
        case_id: int | None,
        detail: Mapping[str, str],
    ) -> Head:
        cleaned = {name: clean(value) for name, value in detail.items()}
        told = (time_text(at), clean(who, one_line=True), device(), what.value)
        entry = (self._seq + 1, *told, inspection_id, case_id, json_text(cleaned))
        chained = link(self._hash, entry)
        if self._on_a_server:
            self._connection.exec_driver_sql(self._insert, (*entry, chained))
        else:
            driver_of(self._connection).execute(self._insert, (*entry, chained))
        self._seq, self._at, self._hash = self._seq + 1, told[0], chained
        return Head(self._seq, self._hash)


def _earliest(last: str) -> datetime:
    """Before this, an entry after one of `last` can only have been made by a clock set back."""
    try:
        return datetime.fromisoformat(last) - TOLERATED
    except (ValueError, TypeError):  # not as it was written: verifying says so
        return datetime.min.replace(tzinfo=UTC)


class Trail:
    """Adding to the trail, reading it and checking it."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def add(
        self,
        what: What,
        *,
        who: str,
        case_id: int | None = None,
        inspection_id: int | None = None,
        detail: Mapping[str, str] | None = None,
    ) -> Head:
        """Put an entry on disk, in a transaction of its own. Raises NotSaved."""
        with self._database.writing() as connection:
            return Adding(connection).add(
                what, who=who, case_id=case_id, inspection_id=inspection_id, detail=detail
            )

    def looked_at(
        self,
        who: str,
        *,
        case_id: int | None = None,
        inspection_id: int | None = None,
        detail: Mapping[str, str] | None = None,
    ) -> None:
        """Enter that a case was read. Where nothing can be written, it is read all the same."""
        with suppress(NotSaved):
            self.add(
                What.READ, who=who, case_id=case_id, inspection_id=inspection_id, detail=detail
            )

    def head(self) -> Head:
        """The last entry: what a checklist bears, and a later check is asked for."""
        with self._database.reading() as connection:
            last = connection.exec_driver_sql(_LAST).first()
        return Head(last[0], last[2]) if last else Head(0, START)

    def of_case(
        self, case_id: int, inspection_id: int | None = None, reference: str = ""
    ) -> list[Entry]:
        """What was done to a case, the oldest first.

        With its inspection and reference also what was done to several cases that it was one of,
        or could have been: an inspection exported whole, answers looked at behind a score.
        """
        c = TRAIL.c
        at_all = and_(c.case_id.is_(None), c.inspection_id == inspection_id, c.what.in_(OF_MANY))
        found = self._read(select(TRAIL).where(or_(c.case_id == case_id, at_all)))
        begun = next((entry.seq for entry in found if entry.case_id == case_id), 0)
        return [
            entry
            for entry in found
            if entry.case_id == case_id or (entry.seq > begun and _concerns(entry, reference))
        ]

    def entries(self, after: int = 0) -> Iterator[Entry]:
        """Every entry after number `after`, the oldest first; read as they are asked for."""
        while page := self._read(select(TRAIL).where(TRAIL.c.seq > after).limit(_AT_ONCE)):
            yield from page
            after = page[-1].seq

    def verify(self, head: str = "") -> Verdict:
        """Check every entry, and all that the entries tell of, against what is in the database.

        head: a hash printed earlier, or the first twelve of its digits or more, to be found too.
        """
        from storage.trail_check import checked

        with self._database.reading() as connection:
            return checked(connection, head)

    def _read(self, query: Select[Any]) -> list[Entry]:
        with self._database.reading() as connection:
            rows = connection.execute(query.order_by(TRAIL.c.seq)).mappings()
            return [Entry(**(dict(row) | {"detail": _detail_of(row["detail"])})) for row in rows]


def _concerns(entry: Entry, reference: str) -> bool:
    """Whether what was done to several cases was done to this one; a number of cases is all."""
    listed = entry.detail.get("cases", "")
    return not listed or listed.isdecimal() or f", {reference}, " in f", {listed}, "


def _detail_of(text: str) -> dict[str, str]:
    """What an entry's detail says; of one that has been tampered with, the text as it stands."""
    try:
        return {str(name): str(value) for name, value in json.loads(text).items()}
    except (ValueError, AttributeError, TypeError):
        return {"detail": str(text)}
