"""Taking files into the database: all of a file, in one transaction, or nothing of it."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from pathlib import Path

from domain.events import FINISHED, STATUS, Change, Kind, Slot, Value
from domain.instrument import Instrument
from domain.instrument_file import load_packaged
from domain.interview import Session
from storage.errors import BadFile, Mistake
from storage.inspections import folded
from storage.interchange.csv_table import NO_ONE, TableRow, Unsigned, read_table
from storage.interchange.files import read_whole, text_of
from storage.interchange.json_document import import_document
from storage.records import CaseLine, CaseLog, NewInspection, Taken
from storage.store import Store


def import_file(
    store: Store,
    file: Path,
    *,
    inspection: str | None = None,
    keep_open: bool = False,
    unsigned: Unsigned = NO_ONE,
) -> Taken:
    """Take a table of answers (into an inspection) or a whole inspection. Raises BadFile.

    unsigned: stands in where a line of a table leaves assessor or time empty.
    """
    data = read_whole(file)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        if inspection is not None:
            raise Mistake(f"{file.name} is a whole inspection and says itself which: name none.")
        return import_document(store, data, file.name, who=unsigned.who)
    if inspection is None and not store.inspections():
        return _begin_with(store, data, file.name, keep_open, unsigned)
    into = store.find_inspection(inspection)
    return import_table(store, into.id, data, file.name, keep_open=keep_open, unsigned=unsigned)


def _begin_with(store: Store, data: bytes, name: str, keep_open: bool, unsigned: Unsigned) -> Taken:
    """A table read into an empty database begins an inspection, named after where it came from."""
    instrument = load_packaged()
    rows = read_table(text_of(data, name), instrument, name, unsigned)
    if not rows:
        raise BadFile(f"{name} holds no answers, so there is nothing to begin an inspection with.")
    new = NewInspection("Imported", max(row.at for row in rows).year)
    logs = _logs(store, instrument, rows, {}, name, keep_open=keep_open)
    return store.import_log(new, logs, instrument, who=unsigned.who)


def import_table(
    store: Store,
    inspection_id: int,
    data: bytes,
    name: str,
    *,
    keep_open: bool = False,
    unsigned: Unsigned = NO_ONE,
) -> Taken:
    """Take a table of answers as a log: each line a turn, at the time and by the name in it.

    A new case is a record of work done and so finished, unless `keep_open`. A case that is there
    and open is continued; one that is finished must hold these answers already.
    """
    instrument = store.instrument(inspection_id)
    rows = read_table(text_of(data, name), instrument, name, unsigned)
    there = {line.reference.casefold(): line for line in store.cases(inspection_id)}
    logs = _logs(store, instrument, rows, there, name, keep_open=keep_open)
    return store.import_log(inspection_id, logs, who=unsigned.who)


def _logs(
    store: Store,
    instrument: Instrument,
    table: Iterable[TableRow],
    there: Mapping[str, CaseLine],
    name: str,
    *,
    keep_open: bool,
) -> list[CaseLog]:
    """The logs that the rows make of new cases and of those that are `there`."""
    by_case: dict[str, list[TableRow]] = {}
    for row in table:
        by_case.setdefault(folded(row.case), []).append(row)
    logs: list[CaseLog] = []
    for folded_reference, rows in by_case.items():
        line = there.get(folded_reference)
        if line is None:
            before = Session.start(instrument, rows[0].case)
            after = _with_rows(before, rows, name)
            after = after if keep_open else _finished(after, rows)
        else:
            before = store.load(line.id)
            after = _with_rows(before, rows, name)
            if before.finished and after is not before:
                raise BadFile(
                    f"{name}, line {rows[0].line}: case {before.reference} is finished and has "
                    "other answers; reopen it first, or take it out of the file."
                )
            _refuse_older(before, rows, name)
        logs.append(CaseLog(after.reference, after.events))
    return logs


def _with_rows(session: Session, rows: Iterable[TableRow], name: str) -> Session:
    """The session with the answers of the table; the very same if it has them all."""
    rows = sorted(rows, key=lambda row: (row.at, row.line))
    after = session
    for row in rows:
        events = after.stamped(_changes(row), at=row.at, who=row.who)
        if events:
            after = after.apply(events)
            _refuse_bare(after, row, name)
    for row in rows:
        if after.answers[row.key].standing == "parked":
            raise BadFile(
                f"{name}, line {row.line}: {row.key.question} does not apply to case "
                f"{row.case} as its facts and other answers stand; take the line out."
            )
    return after


def _refuse_bare(session: Session, row: TableRow, name: str) -> None:
    """A judgement that wants a note is not taken without one. Raises BadFile."""
    question = session.instrument.question[row.key.question]
    judgement = session.instrument.judgement(question, row.judgement)
    if judgement.wants == "note" and not session.note(row.key):
        raise BadFile(
            f"{name}, line {row.line}: “{judgement.label}” needs a reason; write why in the note."
        )


def _refuse_older(session: Session, rows: Iterable[TableRow], name: str) -> None:
    """An answer given since the table was written is never put back by it. Raises BadFile."""
    for row in rows:
        present = session.answers.get(row.key)
        if present is None or row.at >= present.at:
            continue
        same = (present.judgement, set(present.reasons)) == (row.judgement, set(row.reasons))
        if not same or row.note not in ("", present.note):
            where = f"{row.key.question} {row.key.row}".rstrip()
            raise BadFile(
                f"{name}, line {row.line}: {where} of case {row.case} has an answer given later "
                "than this one; take the line out, or give it the time of now if it holds."
            )


def _changes(row: TableRow) -> list[Change]:
    changes = [
        Change(Slot(Kind.JUDGEMENT, *row.key), row.judgement),
        Change(Slot(Kind.REASONS, *row.key), row.reasons or None),
    ]
    # An empty cell says nothing: it takes no note and no evidence away.
    if row.note:
        changes.append(Change(Slot(Kind.NOTE, *row.key), row.note))
    if row.evidence:
        entries: list[Value] = [
            {"document": e.document, "page": e.page, "quote": e.quote} for e in row.evidence
        ]
        changes.append(Change(Slot(Kind.EVIDENCE, *row.key), tuple(entries)))
    changes.append(Change(Slot(Kind.LATER, row.key.question), None))
    return changes


def _finished(session: Session, rows: Iterable[TableRow]) -> Session:
    last = max(rows, key=lambda row: (row.at, row.line))
    return session.apply(session.stamped([Change(STATUS, FINISHED)], at=last.at, who=last.who))
