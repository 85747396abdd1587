"""Taking files into the database: all of a file, in one transaction, or nothing of it."""

from __future__ import annotations

from collections.abc import Iterable
from pathlib import Path

from domain.events import FINISHED, STATUS, Change, Kind, Slot, Value
from domain.interview import Session
from storage.errors import BadFile, Mistake
from storage.inspections import folded
from storage.interchange.csv_table import TableRow, read_table
from storage.interchange.files import read_whole, text_of
from storage.interchange.json_document import import_document
from storage.records import CaseLog, Taken
from storage.store import Store


def import_file(
    store: Store, file: Path, *, inspection: str | None = None, keep_open: bool = False
) -> Taken:
    """Take a table of answers (into an inspection) or a whole inspection. Raises BadFile."""
    data = read_whole(file)
    if data.lstrip(b"\xef\xbb\xbf \t\r\n").startswith(b"{"):
        if inspection is not None:
            raise Mistake(f"{file.name} is a whole inspection and says itself which: name none.")
        return import_document(store, data, file.name)
    into = store.find_inspection(inspection)
    return import_table(store, into.id, data, file.name, keep_open=keep_open)


def import_table(
    store: Store, inspection_id: int, data: bytes, name: str, *, keep_open: bool = False
) -> Taken:
    """Take a table of answers as a log: each line a turn, at the time and by the name in it.

    A new case is a record of work done and so finished, unless `keep_open`. A case that is there
    and open is continued; one that is finished must hold these answers already.
    """
    instrument = store.instrument(inspection_id)
    by_case: dict[str, list[TableRow]] = {}
    for row in read_table(text_of(data, name), instrument, name):
        by_case.setdefault(folded(row.case), []).append(row)
    there = {line.reference.casefold(): line for line in store.cases(inspection_id)}
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
        logs.append(CaseLog(after.reference, after.events))
    return store.import_log(inspection_id, logs)


def _with_rows(session: Session, rows: Iterable[TableRow], name: str) -> Session:
    """The session with the answers of the table; the very same if it has them all."""
    rows = sorted(rows, key=lambda row: (row.at, row.line))
    after = session
    for row in rows:
        events = after.stamped(_changes(row), at=row.at, who=row.who)
        if events:
            after = after.apply(events)
    for row in rows:
        if after.answers[row.key].standing == "parked":
            raise BadFile(
                f"{name}, line {row.line}: {row.key.question} does not apply to case "
                f"{row.case} as its facts and other answers stand; take the line out."
            )
    return after


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
