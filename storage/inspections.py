"""The inspections of a database, and the cases in them as lists show them."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, func, insert, select

from domain.instrument import Instrument
from domain.text_cleaning import clean
from storage.codec import time_text
from storage.engine import Database
from storage.errors import Mistake, NotFound
from storage.instruments import Instruments
from storage.records import Inspection, NewInspection
from storage.tables import CASE, INSPECTION, INSTRUMENT
from storage.trail import Adding, What

LONGEST_NAME = 80


def name_of(text: str, what: str) -> str:
    """A name or reference as it is kept: cleaned, in one line, not empty. Raises Mistake."""
    name = clean(text, one_line=True)
    if not name:
        raise Mistake(f"The {what} is missing: type one.")
    if len(name) > LONGEST_NAME:
        raise Mistake(f"The {what} has {len(name)} characters: {LONGEST_NAME} is the most.")
    return name


def area_of(new: NewInspection) -> str:
    """The name of its area as it is kept. Raises Mistake for what can be no inspection."""
    area = name_of(new.area, "name of the area")
    if not 1900 <= new.year <= 2199:
        raise Mistake(f"{new.year} is not a year an inspection can be of.")
    if new.fieldwork_from and new.fieldwork_to and new.fieldwork_from > new.fieldwork_to:
        raise Mistake("The fieldwork ends before it starts: check the two dates.")
    return area


def folded(name: str) -> str:
    """A name as it is looked for: upper and lower case are the same."""
    return clean(name, one_line=True).casefold()


class Inspections:
    """Creating and finding inspections."""

    def __init__(self, database: Database, instruments: Instruments) -> None:
        self._database = database
        self._instruments = instruments

    def all(self) -> list[Inspection]:
        """Every inspection, the one worked on last at the top."""
        with self._database.reading() as connection:
            return self.read(connection)

    def read(self, connection: Connection) -> list[Inspection]:
        used = (
            select(CASE.c.inspection_id, func.max(CASE.c.last_at).label("at"))
            .group_by(CASE.c.inspection_id)
            .subquery()
        )
        last = func.coalesce(used.c.at, INSPECTION.c.created_at)
        rows = connection.execute(
            _lines()
            .outerjoin(used, used.c.inspection_id == INSPECTION.c.id)
            .order_by(last.desc(), INSPECTION.c.id.desc())
        )
        return [Inspection(**row) for row in rows.mappings()]

    def get(self, inspection_id: int) -> Inspection:
        with self._database.reading() as connection:
            return self.read_one(connection, inspection_id)

    def read_one(self, connection: Connection, inspection_id: int) -> Inspection:
        query = _lines().where(INSPECTION.c.id == inspection_id)
        row = connection.execute(query).mappings().first()
        if row is None:
            raise NotFound(f"There is no inspection {inspection_id} in this database.")
        return Inspection(**row)

    def find(self, name: str | None) -> Inspection:
        """By id, 'Area Year' or area; without a name the one worked on last. Raises NotFound."""
        known = self.all()
        if not known:
            raise NotFound("There is no inspection yet: create one, or run `corecase demo`.")
        if name is None:
            return known[0]
        wanted = folded(name)
        for fits in (
            [i for i in known if i.name.casefold() == wanted],
            [i for i in known if str(i.id) == wanted],
            [i for i in known if i.area.casefold() == wanted],
        ):
            if len(fits) == 1:
                return fits[0]
            if fits:
                names = ", ".join(i.name for i in fits)
                raise NotFound(f"“{clean(name)}” could be {names}: say which.", _names(fits))
        listed = ", ".join(i.name for i in known[:8]) + (" and others" if known[8:] else "")
        raise NotFound(
            f"There is no inspection “{clean(name, one_line=True)}”; there is {listed}.",
            _names(known),
        )

    def create(self, new: NewInspection, instrument: Instrument, who: str) -> Inspection:
        """Raises Mistake for an area and year that are there already, or an impossible period."""
        with self._database.writing() as connection:
            trail = Adding(connection)
            made = self.write(connection, new, instrument)
            enter_inspection(trail, made, who)
            return made

    def write(
        self, connection: Connection, new: NewInspection, instrument: Instrument
    ) -> Inspection:
        area = area_of(new)
        if any(
            (i.area.casefold(), i.year) == (folded(area), new.year) for i in self.read(connection)
        ):
            raise Mistake(f"There is an inspection of {area} {new.year} already: open that one.")
        row = {
            "area": area,
            "area_folded": folded(area),
            "year": new.year,
            "instrument": self._instruments.keep(connection, instrument),
            "fieldwork_from": new.fieldwork_from,
            "fieldwork_to": new.fieldwork_to,
            "invented": new.invented,
            "created_at": time_text(datetime.now(UTC)),
        }
        key = connection.execute(insert(INSPECTION).values(row)).inserted_primary_key
        assert key is not None
        return self.read_one(connection, key[0])


def enter_inspection(trail: Adding, made: Inspection, who: str) -> None:
    """Have the trail tell of a new inspection."""
    told = {"name": made.name, "instrument": made.instrument}
    trail.add(What.INSPECTION_CREATED, who=who, inspection_id=made.id, detail=told)


def _names(inspections: Sequence[Inspection]) -> tuple[str, ...]:
    return tuple(i.name for i in inspections)


def _lines() -> Any:
    c = INSPECTION.c
    return (
        select(
            c.id,
            c.area,
            c.year,
            INSTRUMENT.c.name.label("instrument"),
            c.fieldwork_from,
            c.fieldwork_to,
            c.invented,
        )
        .select_from(INSPECTION)
        .join(INSTRUMENT, INSTRUMENT.c.digest == c.instrument)
    )
