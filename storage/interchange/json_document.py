"""A whole inspection as one JSON document: its instrument, its cases, their complete logs.

Read into an empty database it gives the same logs and so the same answers and scores. Read in
twice, the second time changes nothing.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import date, datetime
from typing import Any

import msgspec

from domain.documents import DocumentText, Texts
from domain.events import Event, Kind, Slot
from domain.instrument import Instrument
from domain.instrument_checks import problems_of
from domain.instrument_wording import as_asked
from domain.text_cleaning import clean
from storage.codec import as_value, time_text
from storage.document_texts import keys_in
from storage.errors import BadFile
from storage.inspections import LONGEST_NAME, folded
from storage.interchange.document_checks import text_of
from storage.interchange.log_checks import problem_of, refuse_far_off
from storage.records import CaseLog, Inspection, NewInspection, ReportText, Taken
from storage.report_texts import LONGEST
from storage.store import Store

FORMAT = 1


class _Part(msgspec.Struct, frozen=True, forbid_unknown_fields=True):
    """A piece of the document."""


class _Event(_Part, frozen=True):
    seq: int
    turn: int
    at: str
    who: str
    kind: str
    subject: str
    row: str
    old: Any
    new: Any
    instrument: str
    why: str
    undoes: int | None


class _Case(_Part, frozen=True):
    reference: str
    events: tuple[_Event, ...]


class _Inspection(_Part, frozen=True):
    area: str
    year: int
    fieldwork_from: date | None
    fieldwork_to: date | None
    invented: bool


class _Text(_Part, frozen=True):
    text: str
    pages: tuple[int, ...]


class _ReportText(_Part, frozen=True):
    key: str
    text: str
    who: str
    at: str


class _Document(_Part, frozen=True, omit_defaults=True):
    """texts: the words of the documents in the logs, by their keys. report: what was written into
    the inspection's report, which goes with the whole of it only."""

    corecase: int
    inspection: _Inspection
    instrument: Instrument
    cases: tuple[_Case, ...]
    texts: dict[str, _Text] = {}
    report: tuple[_ReportText, ...] = ()


def write_document(store: Store, inspection_id: int, references: Sequence[str] = ()) -> bytes:
    """An inspection with all its cases, or with those named."""
    inspection = store.inspection(inspection_id)
    wanted = {folded(reference) for reference in references}
    logs = [
        log for log in store.logs(inspection_id) if not wanted or folded(log.reference) in wanted
    ]
    texts = store.texts_named([key for log in logs for key in keys_in(log.events)])
    document = _Document(
        corecase=FORMAT,
        inspection=_inspection(inspection),
        instrument=store.instrument(inspection_id),
        cases=tuple(
            _Case(log.reference, tuple(_event(event) for event in log.events)) for log in logs
        ),
        texts={key: _Text(*texts[key]) for key in sorted(texts)},
        report=() if wanted else _report(store, inspection_id),
    )
    return msgspec.json.format(msgspec.json.encode(document), indent=1) + b"\n"


def _report(store: Store, inspection_id: int) -> tuple[_ReportText, ...]:
    return tuple(
        _ReportText(each.key, each.text, each.who, time_text(each.at))
        for each in store.report_texts.all(inspection_id)
    )


def _inspection(inspection: Inspection) -> _Inspection:
    return _Inspection(
        inspection.area,
        inspection.year,
        inspection.fieldwork_from,
        inspection.fieldwork_to,
        inspection.invented,
    )


def _event(event: Event) -> _Event:
    return _Event(
        event.seq,
        event.turn,
        time_text(event.at),
        event.who,
        event.slot.kind.value,
        event.slot.subject,
        event.slot.row,
        event.old,
        event.new,
        event.instrument,
        event.why,
        event.undoes,
    )


def import_document(store: Store, data: bytes, name: str, *, who: str = "") -> Taken:
    """Take an inspection in, whole; `who` is entered in the trail.

    Raises BadFile, or Mistake where another history is here.
    """
    try:
        document, logs, texts = _checked(data, name)
        written = [_written(each, name) for each in document.report]
    except RecursionError:
        raise BadFile(
            f"{name} holds lists within lists beyond what corecase writes: export it anew."
        ) from None
    new = NewInspection(
        clean(document.inspection.area, one_line=True),
        document.inspection.year,
        document.inspection.fieldwork_from,
        document.inspection.fieldwork_to,
        document.inspection.invented,
    )
    for known in store.inspections():
        if (folded(known.area), known.year) == (folded(new.area), new.year):
            if as_asked(store.instrument(known.id)) != as_asked(document.instrument):
                raise BadFile(f"{name}: {known.name} is here already with another instrument.")
            return store.import_log(known.id, logs, texts=texts, report_texts=written, who=who)
    return store.import_log(new, logs, document.instrument, texts, report_texts=written, who=who)


def _checked(data: bytes, name: str) -> tuple[_Document, list[CaseLog], Texts]:
    """The document, its logs and texts, found to be such as this program writes. Raises BadFile."""
    document = _decoded(data, name)
    problems = problems_of(document.instrument)
    if problems:
        raise BadFile(f"{name}: its instrument cannot be used: {problems[0]}")
    texts = _texts(document, name)
    logs = [_log(case, document.instrument, name) for case in document.cases]
    for log in logs:
        if not texts.keys() >= set(keys_in(log.events)):
            raise BadFile(
                f"{name}, case {log.reference}: the words of a document are missing; export it "
                "anew."
            )
    return document, logs, texts


def _written(entry: _ReportText, name: str) -> ReportText:
    """A text of the report, found to be such as this program writes. Raises BadFile."""
    key, who = (clean(part, one_line=True) for part in (entry.key, entry.who))
    text = clean(entry.text).strip()
    try:
        at = _moment(entry.at)
    except (ValueError, OverflowError):
        raise BadFile(f"{name}: a time of the report's texts cannot be read.") from None
    if not (0 < len(key) <= LONGEST_NAME and 0 < len(who) <= LONGEST_NAME and len(text) <= LONGEST):
        raise BadFile(f"{name}: a text of the report has no place or writer, or is too long.")
    return ReportText(key, text, who, at)


def _texts(document: _Document, name: str) -> Texts:
    texts: dict[str, DocumentText] = {}
    for number, (key, kept) in enumerate(document.texts.items(), 1):
        try:
            texts[key] = text_of(key, kept.text, kept.pages)
        except ValueError as error:
            raise BadFile(f"{name}: text {number} {error}; export it anew.") from None
    return texts


def _decoded(data: bytes, name: str) -> _Document:
    try:
        document = msgspec.json.decode(data.removeprefix(b"\xef\xbb\xbf"), type=_Document)
    except msgspec.ValidationError as error:
        raise BadFile(f"{name} is not an inspection written by corecase: {error}.") from None
    except (msgspec.DecodeError, UnicodeDecodeError, RecursionError):
        raise BadFile(f"{name} is not JSON, or part of it is missing: export it anew.") from None
    if document.corecase > FORMAT:
        raise BadFile(f"{name} was written by a later version of corecase: install that.")
    return document


def _log(case: _Case, instrument: Instrument, name: str) -> CaseLog:
    reference = clean(case.reference, one_line=True)
    where = f"{name}, case {reference}"
    events: list[Event] = []
    for number, entry in enumerate(case.events, 1):
        try:
            events.append(_read_event(entry))
        except (ValueError, OverflowError):
            raise BadFile(
                f"{where}, event {number}: a time, kind or value cannot be read."
            ) from None
    problem = problem_of(events, instrument)
    if problem:
        raise BadFile(f"{where}, {problem}")
    return CaseLog(reference, tuple(events))


def _read_event(entry: _Event) -> Event:
    return Event(
        seq=entry.seq,
        turn=entry.turn,
        at=_moment(entry.at),
        who=clean(entry.who, one_line=True),
        slot=Slot(Kind(entry.kind), entry.subject, entry.row),
        old=as_value(_cleaned(entry.old)),
        new=as_value(_cleaned(entry.new)),
        instrument=clean(entry.instrument, one_line=True),
        why=clean(entry.why),
        undoes=entry.undoes,
    )


def _moment(text: str) -> datetime:
    """A time as the log has it. Raises ValueError, or OverflowError at the calendar's ends."""
    at = datetime.fromisoformat(text)
    if at.tzinfo is None:
        raise ValueError(text)
    return datetime.fromisoformat(time_text(refuse_far_off(at)))


def _cleaned(data: Any) -> Any:
    if isinstance(data, str):
        return clean(data)
    if isinstance(data, list):
        return [_cleaned(item) for item in data]
    if isinstance(data, dict):
        return {clean(key): _cleaned(value) for key, value in data.items()}
    return data
