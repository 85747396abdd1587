"""Erasing a case: every row of it, in one transaction, and then every byte.

The trail keeps that there was a case of this reference, what was done to it and by whom, and that
it was erased; nothing of what was recorded. What people wrote elsewhere is not a case's and stays:
a house sentence somebody chose, a text in the report of an inspection.
"""

from __future__ import annotations

import json
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from typing import TYPE_CHECKING, Any

import msgspec
from sqlalchemy import Connection, delete, func, insert, select, update

from domain.text_cleaning import clean
from storage.case_list import read_line
from storage.codec import time_text
from storage.engine import Database
from storage.errors import Mistake, StorageError
from storage.tables import (
    ANSWER,
    CASE,
    CASE_DOCUMENT,
    DOCUMENT_TEXT,
    DRAFT,
    ERASURE,
    EVENT,
    PLACE,
    SECTION,
    SENTENCE,
    SHINGLE,
    TRAIL,
)
from storage.trail import Adding, What

if TYPE_CHECKING:
    from storage.backup_files import Backup
    from storage.erased_in_backups import Held

LONGEST_REASON = 500
# Each before what it refers to.
_OF_CASE = (SENTENCE, CASE_DOCUMENT, DRAFT, PLACE, ANSWER, EVENT)


@dataclass(frozen=True, slots=True)
class ErasedCase:
    """A case that was erased, as the trail tells of it. at: ISO 8601 in UTC."""

    case_id: int
    inspection_id: int
    reference: str
    at: str
    who: str
    why: str


class _Document(msgspec.Struct):
    text: str


_document = msgspec.json.Decoder(_Document).decode


class Erasures:
    """Erases cases, and tells of those that were."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def erase(self, case_id: int, why: str, who: str) -> bool:
        """Erase a case. True when no byte is left in the file and its log; False: see `clear`.

        Raises Mistake without a reason, NotFound, NotSaved (then nothing is erased).
        """
        why = reason_of(why)
        with self._database.writing() as connection:
            erase_case(connection, Adding(connection), case_id, why, who)
        try:
            return self.clear()
        except StorageError:
            return False  # no room to write the file anew, or it is held: the rows are gone

    def clear(self) -> bool:
        """Have no byte of what was erased left in the file and its log; whether that is so.

        Not while another program is reading. It is tried again whenever the database is opened.
        """
        with self._database.reading() as connection:
            due = select(ERASURE.c.case_id).where(~ERASURE.c.cleared).limit(1)
            if connection.execute(due).first() is None:
                return True
        if self._database.file is not None:
            with self._database.bare() as raw:
                # Written anew: what a page held before it was tidied lies between its rows.
                raw.execute("VACUUM")
                busy, *_ = raw.execute("PRAGMA wal_checkpoint(TRUNCATE)").fetchone()
            if busy:
                return False
        with self._database.writing() as connection:
            connection.execute(update(ERASURE).values(cleared=True))
        return True

    def all(self) -> list[ErasedCase]:
        """Those the trail tells of, the one erased first on top."""
        with self._database.reading() as connection:
            return erased_in(connection)

    def in_backups(self, backups: Sequence[Backup]) -> list[Held]:
        """Those of the backups that hold a case that was erased since."""
        from storage.erased_in_backups import holding

        return holding(backups, self.all(), self._database.key)


def reason_of(why: str) -> str:
    """A reason as the trail keeps it. Raises Mistake for none, or one too long."""
    why = clean(why, one_line=True)
    if not why:
        raise Mistake("Erasing a case needs a reason, which stays in the trail: give it.")
    if len(why) > LONGEST_REASON:
        raise Mistake(f"The reason is too long: {LONGEST_REASON} characters are the most.")
    return why


def erase_case(connection: Connection, trail: Adding, case_id: int, why: str, who: str) -> None:
    """Erase every row of a case, within a transaction, and have the trail say so."""
    line = read_line(connection, case_id)
    own = _texts_of(connection, case_id)
    row = {"case_id": case_id, "at": time_text(datetime.now(UTC)), "cleared": False}
    connection.execute(insert(ERASURE).values(row))
    for table in _OF_CASE:
        connection.execute(delete(table).where(table.c.case_id == case_id))
    _drop_texts(connection, own)
    connection.execute(delete(CASE).where(CASE.c.id == case_id))
    told = {"reference": line.reference, "why": why}
    trail.add(What.ERASED, who=who, case_id=case_id, inspection_id=line.inspection_id, detail=told)


def _texts_of(connection: Connection, case_id: int) -> list[int]:
    """The numbers of the texts that this case has, or ever had, and no other."""
    named = select(EVENT.c.case_id, EVENT.c.old, EVENT.c.new).where(EVENT.c.kind == "document")
    own: set[str] = set()
    others: set[str] = set()
    for row in connection.execute(named):
        (own if row.case_id == case_id else others).update(_keys(row.old, row.new))
    found: set[int] = set()
    for key in own - others:
        query = select(DOCUMENT_TEXT.c.id).where(DOCUMENT_TEXT.c.key == key)
        found.update(connection.execute(query).scalars())
    return sorted(found)


def _keys(*values: str) -> set[str]:
    return {_document(value).text for value in values if value != "null"}


def _drop_texts(connection: Connection, texts: Iterable[int]) -> None:
    for text in texts:
        sections = select(SECTION.c.id).where(SECTION.c.text_id == text)
        connection.execute(delete(SHINGLE).where(SHINGLE.c.section_id.in_(sections)))
        connection.execute(delete(SECTION).where(SECTION.c.text_id == text))
        connection.execute(delete(DOCUMENT_TEXT).where(DOCUMENT_TEXT.c.id == text))


def number_for_new(connection: Connection) -> dict[str, Any]:
    """The number of a new case, where the database itself might give that of one erased.

    (SQLite goes on from the highest there is; a server never gives one twice.)
    """
    if connection.dialect.name != "sqlite":
        return {}
    erased = connection.execute(select(func.max(ERASURE.c.case_id))).scalar() or 0
    there = connection.execute(select(func.max(CASE.c.id))).scalar() or 0
    return {"id": erased + 1} if erased > there else {}


def erased_in(connection: Connection) -> list[ErasedCase]:
    """What the trail tells of erasures, the earliest first."""
    query = select(TRAIL).where(TRAIL.c.what == What.ERASED.value).order_by(TRAIL.c.seq)
    found = []
    for row in connection.execute(query):
        detail = json.loads(row.detail)
        told = (detail["reference"], row.at, row.who, detail["why"])
        found.append(ErasedCase(row.case_id, row.inspection_id, *told))
    return found


def there_again(connection: Connection, erased: Iterable[ErasedCase]) -> list[ErasedCase]:
    """Those that are in this database, as in one of before they were erased."""
    there = {
        (row.id, row.inspection_id, row.reference)
        for row in connection.execute(select(CASE.c.id, CASE.c.inspection_id, CASE.c.reference))
    }
    return [case for case in erased if (case.case_id, case.inspection_id, case.reference) in there]
