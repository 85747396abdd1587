"""The texts of documents: kept once each, beside the logs that name them, and found again.

A text is written in the transaction of the event that first names it, with all it is found by.
Which documents a case has now is kept in step with its log in that same transaction.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable, Mapping, Sequence
from typing import Any

from sqlalchemy import Connection, delete, select

from domain.documents import DocumentText, NewDocument
from domain.events import Event, Kind, Value
from domain.instrument import Instrument
from storage.codec import json_text, pages_of
from storage.engine import Database, insert_missing, upsert
from storage.errors import NotSaved
from storage.tables import CASE_DOCUMENT, DOCUMENT_TEXT, SENTENCE

_AT_ONCE = 500  # keys in one question


class DocumentTexts:
    """Reads the texts of a case, or those that a log names."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_case(self, case_id: int) -> dict[str, DocumentText]:
        """By their keys; those of documents taken out too, which undoing may put back."""
        query = (
            select(DOCUMENT_TEXT)
            .join(CASE_DOCUMENT, CASE_DOCUMENT.c.text_id == DOCUMENT_TEXT.c.id)
            .where(CASE_DOCUMENT.c.case_id == case_id)
        )
        with self._database.reading() as connection:
            return {row.key: _text_of(row) for row in connection.execute(query)}

    def named(self, keys: Collection[str]) -> dict[str, DocumentText]:
        """Those of these keys that are kept."""
        wanted = list(dict.fromkeys(keys))
        with self._database.reading() as connection:
            return {
                row.key: _text_of(row)
                for at in range(0, len(wanted), _AT_ONCE)
                for row in connection.execute(
                    select(DOCUMENT_TEXT).where(DOCUMENT_TEXT.c.key.in_(wanted[at : at + _AT_ONCE]))
                )
            }


def _text_of(row: Any) -> DocumentText:
    return DocumentText(row.text, pages_of(row.pages))


def keys_in(events: Iterable[Event]) -> tuple[str, ...]:
    """The keys of all texts that a log names, of documents taken out again too."""
    values = (event.new for event in events if event.slot.kind is Kind.DOCUMENT)
    return tuple(dict.fromkeys(NewDocument.of(value).text for value in values if value is not None))


def keep_documents(
    connection: Connection,
    case_id: int,
    instrument: Instrument,
    new: Sequence[Event],
    texts: Iterable[DocumentText],
) -> None:
    """What new events say of a case's documents, and the texts they name.

    Raises NotSaved where a text is neither given nor kept.
    """
    told = {int(event.slot.subject): event for event in new if event.slot.kind is Kind.DOCUMENT}
    if not told:
        return
    given = {text.key: text for text in texts}
    wanted = {number: _key_of(event) for number, event in told.items()}
    ids = _ids(connection, {*wanted.values(), *keys_in(new)}, given, instrument)
    before = _present(connection, case_id)
    upsert(
        connection,
        CASE_DOCUMENT,
        [
            {
                "case_id": case_id,
                "number": number,
                "seq": event.seq,
                "text_id": ids[wanted[number]],
                "present": event.new is not None,
            }
            for number, event in told.items()
        ],
    )
    _keep_sentences(connection, case_id, instrument, before)


def _keep_sentences(
    connection: Connection, case_id: int, instrument: Instrument, before: set[int]
) -> None:
    """Have the sentences of a case be those of the texts it has now, and no longer of `before`."""
    from storage.text_index import write_sentences  # reading texts takes long to import

    now = _present(connection, case_id)
    new = now - before
    if before - now:
        connection.execute(delete(SENTENCE).where(SENTENCE.c.case_id == case_id))
        new = now
    if new:
        column = DOCUMENT_TEXT.c
        query = select(column.id, column.text).where(column.id.in_(new)).order_by(column.id)
        texts = {row.id: row.text for row in connection.execute(query)}
        write_sentences(connection, case_id, texts, instrument)


def _present(connection: Connection, case_id: int) -> set[int]:
    """The texts of the documents that a case has now."""
    query = select(CASE_DOCUMENT.c.text_id).where(
        CASE_DOCUMENT.c.case_id == case_id, CASE_DOCUMENT.c.present.is_(True)
    )
    return set(connection.execute(query).scalars())


def _key_of(event: Event) -> str:
    """The text of the document an event is about; of one taken out, the text it had."""
    value: Value = event.new if event.new is not None else event.old
    return NewDocument.of(value).text


def _ids(
    connection: Connection,
    keys: Collection[str],
    given: Mapping[str, DocumentText],
    instrument: Instrument,
) -> dict[str, int]:
    """The number each text is kept under; those that are not there yet are written."""
    column = DOCUMENT_TEXT.c
    known = select(column.key, column.id).where(column.key.in_(keys))
    ids = {row.key: row.id for row in connection.execute(known)}
    for key in sorted(set(keys) - set(ids)):
        if key not in given:
            raise NotSaved("The words of a document are missing: read its file in again.")
        ids[key] = _keep(connection, key, given[key], instrument)
    return ids


def _keep(connection: Connection, key: str, words: DocumentText, instrument: Instrument) -> int:
    row = {"key": key, "text": words.text, "pages": json_text(words.pages)}
    made = insert_missing(connection, DOCUMENT_TEXT, row)
    if made is None:  # another window wrote it meanwhile, with all it is found by
        query = select(DOCUMENT_TEXT.c.id).where(DOCUMENT_TEXT.c.key == key)
        return int(connection.execute(query).scalar_one())
    from storage.text_index import write_index  # reading texts takes long to import

    write_index(connection, made, words.text, instrument)
    return made
