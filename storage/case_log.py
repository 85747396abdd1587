"""The logs of the cases: read whole, appended to, never changed.

What a save writes (events, the answers they change, how far the case is) is one transaction. It
begins by moving the case's `last_seq` on from where the saver believes it is; a second window
that believes the same finds nothing to move and learns what the first one saved.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import replace
from datetime import UTC, datetime
from typing import Any

from sqlalchemy import Connection, insert, select

from domain.documents import DocumentText, Texts
from domain.events import STATUS, Event
from domain.instrument import Instrument
from domain.interview import Session
from domain.status import first_out_of_place
from storage.at_work import drop_draft
from storage.case_change import CaseChange, counts_in_list
from storage.case_list import read_line
from storage.case_trail import enter_events, told_of
from storage.codec import event_of, time_text
from storage.document_texts import keep_documents, keys_in
from storage.engine import Database
from storage.erasure import number_for_new
from storage.errors import GONE, Mistake, NotFound, NotSaved, Stale
from storage.inspections import Inspections, enter_inspection, folded, name_of
from storage.instruments import Instruments
from storage.records import CaseLine, CaseLog, Inspection, NewInspection, ReportText, Taken
from storage.report_texts import append_texts
from storage.tables import CASE, EVENT
from storage.trail import Adding, What
from storage.trouble import plainly


class CaseLogs:
    """Creating, reading and continuing cases."""

    def __init__(
        self, database: Database, inspections: Inspections, instruments: Instruments
    ) -> None:
        self._database = database
        self._inspections = inspections
        self._instruments = instruments

    def create(self, inspection_id: int, references: Sequence[str], who: str) -> list[CaseLine]:
        """All of these cases, or none. Raises Mistake for a reference that is empty or in this
        inspection already."""
        with self._database.writing() as connection:
            trail = Adding(connection)
            self._inspections.read_one(connection, inspection_id)
            instrument = self._instruments.of_inspection(connection, inspection_id)
            made = []
            for reference in references:
                session = Session.start(instrument, name_of(reference, "reference for the case"))
                case_id = _insert_case(connection, inspection_id, session)
                told = {"reference": session.reference, "instrument": instrument.name}
                trail.add(
                    What.CREATED,
                    who=who,
                    case_id=case_id,
                    inspection_id=inspection_id,
                    detail=told,
                )
                made.append(read_line(connection, case_id))
            return made

    def load(self, case_id: int) -> Session:
        with self._database.reading() as connection:
            return self.read(connection, case_id)

    def read(self, connection: Connection, case_id: int) -> Session:
        """The same within a transaction."""
        row = connection.execute(
            select(CASE.c.inspection_id, CASE.c.reference).where(CASE.c.id == case_id)
        ).first()
        if row is None:
            raise NotFound(f"There is no case number {case_id} in this database.")
        instrument = self._instruments.of_inspection(connection, row.inspection_id)
        return Session.start(instrument, row.reference).apply(_events(connection, case_id))

    def append(
        self,
        case_id: int,
        session: Session,
        events: tuple[Event, ...],
        sent: tuple[str, str] | None,
        texts: Sequence[DocumentText] = (),
    ) -> Session:
        """Save `events`, which follow `session`, and the texts they name.

        Raises Stale, or NotSaved; then nothing is saved.
        """
        if not events:
            return session
        after = session.apply(events)
        _refuse_out_of_place(session, events)
        with plainly(self._database.where, saving=True):
            change = CaseChange.between(case_id, session, after)
        with self._database.writing() as connection:
            trail = Adding(connection)
            saved = change.write(connection)
            if saved:
                keep_documents(connection, case_id, after.instrument, events, texts)
                enter_events(trail, case_id, events, change.events)
            if saved and sent is not None:
                drop_draft(connection, case_id, *sent)
        if saved:
            return after
        try:
            now = self.newer(case_id, session)
        except NotFound:
            raise NotSaved(GONE) from None
        if now.events[len(session.events) :][: len(events)] == events:
            # The save did reach the disk; it was the answer to it that was lost.
            return now
        raise Stale(
            f"Case {session.reference} has been changed in another window: nothing was "
            "overwritten; look at what is there and send yours again.",
            now,
        )

    def newer(self, case_id: int, session: Session) -> Session:
        """The case with what others saved meanwhile; the very same object if they saved nothing."""
        with self._database.reading() as connection:
            last = connection.execute(select(CASE.c.last_seq).where(CASE.c.id == case_id)).scalar()
            if last is None:
                raise NotFound(f"There is no case number {case_id} in this database.")
            if last == session.last_seq:
                return session
            return session.apply(_events(connection, case_id, after=session.last_seq))

    def take(
        self,
        inspection: int | NewInspection,
        instrument: Instrument | None,
        logs: Iterable[CaseLog],
        texts: Texts,
        who: str,
        report_texts: Sequence[ReportText] = (),
    ) -> Taken:
        """Take whole logs, of a new inspection or one that is there: all of them or none.

        A case that is not there is created; one whose log is the beginning of the given one is
        continued; one that holds all of the given log is left alone. Any other is a Mistake.
        """
        with self._database.writing() as connection:
            trail = Adding(connection)
            if isinstance(inspection, NewInspection):
                assert instrument is not None
                into = self._inspections.write(connection, inspection, instrument)
                enter_inspection(trail, into, who)
            else:
                into = self._inspections.read_one(connection, inspection)
            kept = self._instruments.of_inspection(connection, into.id)
            taken = _take_all(connection, trail, into, kept, logs, texts, who)
            written = append_texts(connection, trail, into.id, report_texts, who)
            return replace(taken, texts=written)

    def logs(self, inspection_id: int) -> list[CaseLog]:
        """Every case of an inspection with its log, by reference."""
        with self._database.reading() as connection:
            rows = connection.execute(
                select(CASE.c.id, CASE.c.reference)
                .where(CASE.c.inspection_id == inspection_id)
                .order_by(CASE.c.reference_folded)
            ).all()
            return [CaseLog(row.reference, _events(connection, row.id)) for row in rows]


def _events(connection: Connection, case_id: int, after: int = 0) -> tuple[Event, ...]:
    rows = connection.execute(
        select(EVENT).where(EVENT.c.case_id == case_id, EVENT.c.seq > after).order_by(EVENT.c.seq)
    )
    return tuple(event_of(row._asdict()) for row in rows)


def _insert_case(connection: Connection, inspection_id: int, session: Session) -> int:
    wanted = folded(session.reference)
    taken = connection.execute(
        select(CASE.c.reference).where(
            CASE.c.inspection_id == inspection_id, CASE.c.reference_folded == wanted
        )
    ).scalar()
    if taken is not None:
        raise Mistake(f"There is a case {taken} in this inspection already: choose another.")
    row = {
        "inspection_id": inspection_id,
        "reference": session.reference,
        "reference_folded": wanted,
        "last_at": time_text(datetime.now(UTC)),
        "last_who": "",
        "last_seq": 0,
    }
    row |= number_for_new(connection) | counts_in_list(session)
    key = connection.execute(insert(CASE).values(row)).inserted_primary_key
    assert key is not None
    return int(key[0])


def _refuse_out_of_place(before: Session, new: Sequence[Event]) -> None:
    """A finished case is locked whoever asks; the database itself holds to it as well."""
    if not before.finished and all(event.slot != STATUS for event in new):
        return
    wrong = first_out_of_place(before.events, new)
    if wrong:
        raise Mistake(f"Case {before.reference} was not changed: {wrong}.")


def _take_all(
    connection: Connection,
    trail: Adding,
    inspection: Inspection,
    instrument: Instrument,
    logs: Iterable[CaseLog],
    texts: Texts,
    who: str,
) -> Taken:
    rows = connection.execute(
        select(CASE.c.reference_folded, CASE.c.id).where(CASE.c.inspection_id == inspection.id)
    )
    known = {row.reference_folded: row.id for row in rows}
    done: dict[str, list[str]] = {"new": [], "continued": [], "unchanged": []}
    for log in logs:
        session = Session.start(instrument, name_of(log.reference, "reference for the case"))
        case_id = known.get(folded(log.reference))
        if case_id is None:
            case_id = _insert_case(connection, inspection.id, session)
            known[folded(log.reference)] = case_id
            what, kept = "new", session
        else:
            kept = session.apply(_events(connection, case_id))
            what = _fits(kept, log)
        new = log.events[len(kept.events) :]
        if what != "unchanged":
            named = [texts[key] for key in keys_in(new) if key in texts]
            written = _continue(connection, case_id, kept, new, named) if new else []
            told = {"reference": session.reference, "as": what} | told_of(new, written)
            trail.add(
                What.IMPORTED, who=who, case_id=case_id, inspection_id=inspection.id, detail=told
            )
        done[what].append(session.reference)
    return Taken(inspection, tuple(done["new"]), tuple(done["continued"]), tuple(done["unchanged"]))


def _continue(
    connection: Connection,
    case_id: int,
    kept: Session,
    new: tuple[Event, ...],
    texts: Iterable[DocumentText],
) -> list[dict[str, Any]]:
    """Go on with a case by events of another log; their rows. The database is locked already."""
    _refuse_out_of_place(kept, new)
    change = CaseChange.between(case_id, kept, kept.apply(new))
    saved = change.write(connection)
    assert saved, "the case was read under the same lock"
    keep_documents(connection, case_id, kept.instrument, new, texts)
    return change.events


def _fits(kept: Session, log: CaseLog) -> str:
    shared = min(len(kept.events), len(log.events))
    if kept.events[:shared] != log.events[:shared]:
        raise Mistake(
            f"Case {kept.reference} is here with another history: import it under another "
            "reference, or into another inspection."
        )
    return "continued" if len(log.events) > len(kept.events) else "unchanged"
