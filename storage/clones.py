"""Sections of other cases that share words with a section: found by fingerprints, not read through.

What is found is a guess, the best first; whoever asked compares the words themselves.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Iterator, Sequence
from itertools import chain
from typing import Any, NamedTuple

from sqlalchemy import Connection, Select, bindparam, func, select, text

from domain.documents import CaseDocument, NewDocument
from domain.flags.checking import OtherSection
from domain.flags.head import first_name
from domain.flags.sections import form_headings
from domain.flags.sentences import read
from domain.interview import Session
from storage.codec import json_text, value_of
from storage.engine import LISTED, Database
from storage.errors import NotFound
from storage.instruments import Instruments
from storage.tables import CASE, CASE_DOCUMENT, DOCUMENT_TEXT, EVENT, INSPECTION, SECTION
from storage.text_index import fingerprints_of

# A row of words in more sections than this is the speech of the forms, or of the house. A case
# keeps ten versions of a section: what only two children share must not count as common.
COMMON = 100
COMMON_SHARE = 0.005

_AT_ONCE = 50  # candidates looked up together
_HEAD = 3000  # characters: where a form names the child

# Counting stops where a row of words is found to be common: some are in half of all sections.
_COUNTED = """
WITH listed AS ({listed}), asked AS MATERIALIZED (
    SELECT hash FROM listed WHERE (
        SELECT count(*) FROM (
            SELECT 1 FROM shingle WHERE shingle.hash = listed.hash LIMIT :most + 1
        ) AS held
    ) <= :most
)
SELECT shingle.hash, shingle.section_id FROM asked CROSS JOIN shingle
WHERE shingle.hash = asked.hash
"""
_POSTINGS = {name: text(_COUNTED.format(listed=rows)) for name, rows in LISTED.items()}


class _Place(NamedTuple):
    """A section as part of a document that another case has now; seq: the event that says so."""

    section_id: int
    case_id: int
    seq: int


class Clones:
    """Finds sections of other cases."""

    def __init__(self, database: Database, instruments: Instruments) -> None:
        self._database = database
        self._instruments = instruments
        self._names: dict[int, str] = {}  # of the child, by the text that tells it

    def near(self, case_id: int, sections: Sequence[str], limit: int) -> list[list[OtherSection]]:
        """For each text of a section, those of other cases that share most of its rare words."""
        with self._database.reading() as connection:
            here = connection.execute(_HERE, {"of_case": case_id}).first()
            if here is None:
                raise NotFound(f"There is no case number {case_id} in this database.")
            instrument = self._instruments.by_digest(connection, here.instrument)
            headings = form_headings(instrument.documents)
            search = _Search(connection, case_id, here.sections or 0)
            places = {
                section: search.places(fingerprints_of(read(section, headings).sentences), limit)
                for section in dict.fromkeys(sections)
            }
            told = self._told(connection, set(chain.from_iterable(places.values())))
        return [[told[place] for place in places[section]] for section in sections]

    def _told(self, connection: Connection, places: set[_Place]) -> dict[_Place, OtherSection]:
        """Sections with their words, and what their cases and documents are called."""
        told: dict[_Place, OtherSection] = {}
        wanted = sorted(places)
        for at in range(0, len(wanted), _AT_ONCE):
            some = [place.section_id for place in wanted[at : at + _AT_ONCE]]
            asked = {"listed": json_text(some)}
            for row in connection.execute(_TOLD[connection.dialect.name], asked):
                place = _Place(row.id, row.case_id, row.seq)
                if place in places:
                    told[place] = self._other_section(connection, row)
        return told

    def _other_section(self, connection: Connection, row: Any) -> OtherSection:
        instrument = self._instruments.by_digest(connection, row.instrument)
        document = CaseDocument(0, NewDocument.of(value_of(row.new)))
        return OtherSection(
            row.reference,
            Session(instrument, row.reference).said(document),
            row.heading,
            row.words,
            self._name(connection, row.text_id) or self._name_in(connection, row.case_id),
            document.day,
        )

    def _name_in(self, connection: Connection, case_id: int) -> str:
        """The child's, as any document of the case has it."""
        query = select(CASE_DOCUMENT.c.text_id).where(
            CASE_DOCUMENT.c.case_id == case_id, CASE_DOCUMENT.c.present.is_(True)
        )
        names = (self._name(connection, each) for each in connection.execute(query).scalars())
        return next(filter(None, names), "")

    def _name(self, connection: Connection, text_id: int) -> str:
        if text_id not in self._names:
            head = func.substr(DOCUMENT_TEXT.c.text, 1, _HEAD)
            query = select(head).where(DOCUMENT_TEXT.c.id == text_id)
            self._names[text_id] = first_name(connection.execute(query).scalar_one())
        return self._names[text_id]


class _Search:
    """The index asked for one case, which is passed over. sections: how many there are in all."""

    def __init__(self, connection: Connection, case_id: int, sections: int) -> None:
        self._connection = connection
        self._case_id = case_id
        self._sections = sections
        self._dialect = connection.dialect.name

    def places(self, hashes: frozenset[int], limit: int) -> list[_Place]:
        """Where most of these are shared, the rarer counting for more."""
        shared = self._shared(hashes)
        chosen: list[_Place] = []
        told: dict[int, set[int]] = {}
        for place in self._present(list(shared)):
            # Another version of what has been found in that case adds nothing.
            known = told.setdefault(place.case_id, set())
            if not known.issuperset(shared[place.section_id]):
                known.update(shared[place.section_id])
                chosen.append(place)
                if len(chosen) == limit:
                    break
        return chosen

    def _shared(self, hashes: frozenset[int]) -> dict[int, list[int]]:
        """What each section shares, the one that shares most first."""
        most = max(COMMON, int(COMMON_SHARE * self._sections))
        asked = {"listed": json_text(sorted(hashes)), "most": most}
        rows = self._connection.execute(_POSTINGS[self._dialect], asked).all()
        holders = Counter(row[0] for row in rows)
        shared: dict[int, list[int]] = {}
        weight: dict[int, float] = {}
        for shingle, section in rows:
            shared.setdefault(section, []).append(shingle)
            rare = math.log(1 + self._sections / holders[shingle])
            weight[section] = weight.get(section, 0.0) + rare
        ranked = sorted(shared, key=lambda section: (-weight[section], section))
        return {section: shared[section] for section in ranked}

    def _present(self, sections: Sequence[int]) -> Iterator[_Place]:
        """Where sections stand in documents that other cases have now, in the order given."""
        for at in range(0, len(sections), _AT_ONCE):
            some = sections[at : at + _AT_ONCE]
            asked = {"listed": json_text(some), "of_case": self._case_id}
            rows = self._connection.execute(_PRESENT[self._dialect], asked)
            places: dict[int, list[_Place]] = {}
            for row in rows:
                places.setdefault(row[0], []).append(_Place(*row))
            for section in some:
                yield from places.get(section, ())


def _of_listed(query: Select[Any]) -> dict[str, Select[Any]]:
    """The query for the sections that are listed, on each kind of database."""
    return {name: query.where(text(f"section.id IN ({rows})")) for name, rows in LISTED.items()}


# Sections are numbered as they come in and never taken out: the last number tells how many.
_HERE = (
    select(
        INSPECTION.c.instrument, select(func.max(SECTION.c.id)).scalar_subquery().label("sections")
    )
    .join(CASE, CASE.c.inspection_id == INSPECTION.c.id)
    .where(CASE.c.id == bindparam("of_case"))
)
_PRESENT = _of_listed(
    select(SECTION.c.id, CASE_DOCUMENT.c.case_id, CASE_DOCUMENT.c.seq)
    .join(CASE_DOCUMENT, CASE_DOCUMENT.c.text_id == SECTION.c.text_id)
    .where(
        CASE_DOCUMENT.c.case_id != bindparam("of_case"),
        CASE_DOCUMENT.c.present.is_(True),
    )
    .order_by(CASE_DOCUMENT.c.case_id, CASE_DOCUMENT.c.number)
)
_TOLD = _of_listed(
    select(
        SECTION.c.id,
        CASE_DOCUMENT.c.case_id,
        CASE_DOCUMENT.c.seq,
        CASE.c.reference,
        INSPECTION.c.instrument,
        EVENT.c.new,
        SECTION.c.heading,
        SECTION.c.text_id,
        func.substr(
            DOCUMENT_TEXT.c.text, SECTION.c.start + 1, SECTION.c.end - SECTION.c.start
        ).label("words"),
    )
    .select_from(SECTION)
    .join(DOCUMENT_TEXT, DOCUMENT_TEXT.c.id == SECTION.c.text_id)
    .join(CASE_DOCUMENT, CASE_DOCUMENT.c.text_id == SECTION.c.text_id)
    .join(
        EVENT, (EVENT.c.case_id == CASE_DOCUMENT.c.case_id) & (EVENT.c.seq == CASE_DOCUMENT.c.seq)
    )
    .join(CASE, CASE.c.id == CASE_DOCUMENT.c.case_id)
    .join(INSPECTION, INSPECTION.c.id == CASE.c.inspection_id)
)
