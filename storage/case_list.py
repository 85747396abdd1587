"""The cases as lists show them, and finding one by what a person types."""

from __future__ import annotations

from datetime import datetime
from typing import Any

from sqlalchemy import Connection, Select, func, select

from domain.text_cleaning import clean
from storage.engine import Database
from storage.errors import NotFound
from storage.inspections import Inspections, folded
from storage.records import CaseLine, Size
from storage.tables import CASE, INSPECTION

_NEAR = 60  # of 100: below this two references have little in common
_C = CASE.c
_LINE = (
    _C.id,
    _C.inspection_id,
    _C.reference,
    _C.finished,
    _C.standing,
    _C.answered,
    _C.due,
    _C.later,
    _C.last_at,
    _C.last_who,
)


class CaseList:
    """Reads the counts that each save leaves with its case; no log is replayed for a list."""

    def __init__(self, database: Database, inspections: Inspections) -> None:
        self._database = database
        self._inspections = inspections

    def page(
        self, inspection_id: int | None, limit: int | None, offset: int, text: str
    ) -> list[CaseLine]:
        """Open cases first, the one worked on last at the top; `text` is part of a reference."""
        query = select(*_LINE).order_by(_C.finished, _C.last_at.desc(), _C.id.desc())
        if inspection_id is not None:
            query = query.where(_C.inspection_id == inspection_id)
        if folded(text):
            query = query.where(_C.reference_folded.contains(folded(text), autoescape=True))
        if limit is not None or offset:
            # SQLite takes no OFFSET without a LIMIT; SQLAlchemy writes one for it.
            query = query.limit(limit).offset(offset)
        with self._database.reading() as connection:
            return _lines(connection, query)

    def sizes(self) -> dict[int, Size]:
        """How many cases every inspection that has any has, by one question to the database."""
        finished = func.count().filter(_C.finished.is_(True))
        query = select(_C.inspection_id, func.count(), finished).group_by(_C.inspection_id)
        with self._database.reading() as connection:
            return {row[0]: Size(row[1], row[2]) for row in connection.execute(query)}

    def line(self, case_id: int) -> CaseLine:
        with self._database.reading() as connection:
            return read_line(connection, case_id)

    def find(self, reference: str, inspection: str | None) -> CaseLine:
        """The case meant. Raises NotFound: unknown (with what is near), or in two inspections."""
        within = self._inspections.find(inspection) if inspection is not None else None
        query = select(*_LINE).where(_C.reference_folded == folded(reference))
        if within is not None:
            query = query.where(_C.inspection_id == within.id)
        with self._database.reading() as connection:
            found = _lines(connection, query)
            if len(found) == 1:
                return found[0]
            if found:
                raise self._in_several(connection, found)
            raise _unknown(connection, reference, within.id if within else None)

    def _in_several(self, connection: Connection, found: list[CaseLine]) -> NotFound:
        ids = {line.inspection_id for line in found}
        names = tuple(i.name for i in self._inspections.read(connection) if i.id in ids)
        return NotFound(
            f"Case {found[0].reference} is in {' and in '.join(names)}: name the inspection too.",
            names,
        )


def read_line(connection: Connection, case_id: int) -> CaseLine:
    for line in _lines(connection, select(*_LINE).where(_C.id == case_id)):
        return line
    raise NotFound(f"There is no case number {case_id} in this database.")


def _lines(connection: Connection, query: Select[Any]) -> list[CaseLine]:
    return [
        CaseLine(**(dict(row) | {"last_at": datetime.fromisoformat(row["last_at"])}))
        for row in connection.execute(query).mappings()
    ]


def _unknown(connection: Connection, reference: str, inspection_id: int | None) -> NotFound:
    from rapidfuzz import fuzz, process

    query = select(_C.reference).join(INSPECTION, INSPECTION.c.id == _C.inspection_id)
    if inspection_id is not None:
        query = query.where(_C.inspection_id == inspection_id)
    known = sorted(set(connection.execute(query).scalars()))
    said = clean(reference, one_line=True)
    if not known:
        return NotFound(f"There is no case “{said}”: no case has been created yet.")
    hits = process.extract(
        said, known, scorer=fuzz.ratio, processor=folded, limit=3, score_cutoff=_NEAR
    )
    near = tuple(name for name, _score, _index in hits)
    if near:
        return NotFound(f"There is no case “{said}”; did you mean {' or '.join(near)}?", near)
    listed = ", ".join(known[:5]) + (" and others" if known[5:] else "")
    return NotFound(f"There is no case “{said}”; there is {listed}.", tuple(known[:5]))
