"""What is not in the log: text typed and not yet sent, where one stood, and who has been here."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime

from sqlalchemy import Connection, delete, select
from sqlalchemy.exc import IntegrityError

from domain.text_cleaning import clean
from storage.codec import time_text
from storage.engine import Database, upsert
from storage.errors import GONE, NotSaved
from storage.inspections import name_of
from storage.records import Draft, Place
from storage.tables import ASSESSOR, DRAFT, PLACE


class AtWork:
    """Drafts, places and assessors' names; each is one row, overwritten as it changes."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def save_draft(self, case_id: int, who: str, key: str, text: str) -> None:
        """Keep half-typed text; empty text takes the draft away (its place is overwritten)."""
        kept = clean(text)
        with self._database.writing() as connection:
            if not kept:
                drop_draft(connection, case_id, who, key)
                return
            row = {"case_id": case_id, "who": who, "key": key, "text": kept}
            with _of_a_case():
                upsert(connection, DRAFT, [row | {"at": time_text(datetime.now(UTC))}])

    def drafts(self, case_id: int, who: str) -> dict[str, Draft]:
        query = select(DRAFT.c.key, DRAFT.c.text, DRAFT.c.at).where(
            DRAFT.c.case_id == case_id, DRAFT.c.who == who
        )
        with self._database.reading() as connection:
            return {
                row.key: Draft(row.key, row.text, datetime.fromisoformat(row.at))
                for row in connection.execute(query.order_by(DRAFT.c.at))
            }

    def save_place(self, case_id: int, who: str, key: str, seconds: int) -> None:
        row = {"case_id": case_id, "who": who, "key": key, "seconds": seconds}
        with self._database.writing() as connection, _of_a_case():
            upsert(connection, PLACE, [row])

    def place(self, case_id: int, who: str) -> Place | None:
        query = select(PLACE.c.key, PLACE.c.seconds).where(
            PLACE.c.case_id == case_id, PLACE.c.who == who
        )
        with self._database.reading() as connection:
            row = connection.execute(query).first()
        return Place(row.key, row.seconds) if row else None

    def assessors(self) -> tuple[str, ...]:
        """Everyone who has worked here, the last one first."""
        query = select(ASSESSOR.c.name).order_by(ASSESSOR.c.last_at.desc(), ASSESSOR.c.name)
        with self._database.reading() as connection:
            return tuple(connection.execute(query).scalars())

    def remember_assessor(self, name: str) -> None:
        row = {"name": name_of(name, "name or initials"), "last_at": time_text(datetime.now(UTC))}
        with self._database.writing() as connection:
            upsert(connection, ASSESSOR, [row])


@contextmanager
def _of_a_case() -> Iterator[None]:
    """What is kept of a case wants the case to be there."""
    try:
        yield
    except IntegrityError:
        raise NotSaved(GONE) from None


def drop_draft(connection: Connection, case_id: int, who: str, key: str) -> None:
    """Take a draft away; its place in the file is overwritten."""
    connection.execute(
        delete(DRAFT).where(DRAFT.c.case_id == case_id, DRAFT.c.who == who, DRAFT.c.key == key)
    )
