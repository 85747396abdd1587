"""The instruments that inspections were started with, kept whole in the database."""

from __future__ import annotations

import hashlib

from sqlalchemy import Connection, select

from domain.instrument import Instrument
from domain.instrument_file import from_json, to_json
from storage.engine import upsert
from storage.tables import INSPECTION, INSTRUMENT


class Instruments:
    """A document is kept once, by its digest, and read once in the life of the program.

    By digest and not by name: an edited question set that was not given a new version must not
    change what cases already begun are asked.
    """

    def __init__(self) -> None:
        self._read: dict[str, Instrument] = {}

    def keep(self, connection: Connection, instrument: Instrument) -> str:
        """Keep the instrument if it is not kept yet; its digest."""
        document = to_json(instrument)
        digest = hashlib.sha256(document).hexdigest()
        row = {"digest": digest, "name": instrument.name, "document": document}
        upsert(connection, INSTRUMENT, [row])
        self._read.setdefault(digest, instrument)
        return digest

    def of_inspection(self, connection: Connection, inspection_id: int) -> Instrument:
        """The instrument of an inspection that is there."""
        digest = connection.execute(
            select(INSPECTION.c.instrument).where(INSPECTION.c.id == inspection_id)
        ).scalar_one()
        return self.by_digest(connection, digest)

    def by_digest(self, connection: Connection, digest: str) -> Instrument:
        if digest not in self._read:
            document = connection.execute(
                select(INSTRUMENT.c.document).where(INSTRUMENT.c.digest == digest)
            ).scalar_one()
            self._read[digest] = from_json(document)
        return self._read[digest]
