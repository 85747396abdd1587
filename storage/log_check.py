"""Checking the log against what the trail tells of it, and what the log rests on.

Each entry of a change bears the digest of the events it tells of; the words of documents and the
instruments are kept under digests of their own.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass, field
from hashlib import sha256
from itertools import groupby, zip_longest
from operator import itemgetter
from typing import Any, NamedTuple

import msgspec

from domain.documents import DocumentText
from storage.chain import EVENT, encoded
from storage.codec import pages_of

_COLUMNS = ", ".join(f'"{name}"' for name in EVENT)
_LOG = f"SELECT {_COLUMNS} FROM event ORDER BY case_id, seq"  # noqa: S608
_NAMES = 'SELECT id, reference FROM "case"'
_TEXTS = "SELECT key, text, pages FROM document_text ORDER BY id"
_TEXTS_NAMED = "SELECT case_id, new FROM event WHERE kind = 'document' AND new <> 'null'"
_INSTRUMENTS = "SELECT digest, name, document FROM instrument ORDER BY digest"
_INSTRUMENTS_NAMED = "SELECT area, year, instrument FROM inspection ORDER BY id"
_REPORT_TEXTS = "SELECT inspection_id, key, text FROM report_text ORDER BY inspection_id, seq"
_DIGEST = sha256().digest_size

Row = tuple[Any, ...]
Ask = Callable[[str], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something not as it was written. entry: the number of the entry it shows at, if it does."""

    say: str
    entry: int | None = None


class ToldText(NamedTuple):
    """What an entry says of a text written into a report."""

    seq: int
    key: str
    digest: str


class _Document(msgspec.Struct):
    text: str


_document = msgspec.json.Decoder(_Document).decode


@dataclass(slots=True)
class OfCase:
    """What the entries say of one case's log: where each leaves off, and the digest of its rows."""

    last: array[int] = field(default_factory=lambda: array("q"))
    entry: array[int] = field(default_factory=lambda: array("q"))
    digests: bytearray = field(default_factory=bytearray)

    def add(self, entry: int, last: int, digest: str) -> None:
        self.last.append(last)
        self.entry.append(entry)
        self.digests += bytes.fromhex(digest)


def log_faults(ask: Ask, told: Mapping[int, OfCase], *, whole: bool) -> list[Fault]:
    """For each case the first entry whose events are no longer as they were.

    whole: all entries are known, so that events which none tells of are a fault as well.
    """
    names = {row[0]: row[1] for row in ask(_NAMES)}
    nothing, seen, faults = OfCase(), set(), []
    for case_id, rows in groupby(ask(_LOG), key=itemgetter(0)):
        seen.add(case_id)
        case = f"case {names.get(case_id, f'number {case_id}')}"
        fault = _of_case(rows, told.get(case_id, nothing), case, whole)
        faults += [fault] if fault else []
    faults += [
        _changed(of_case, 0, f"case {names.get(case_id, f'number {case_id}')}")
        for case_id, of_case in told.items()
        if case_id not in seen
    ]
    return faults


def _of_case(rows: Iterable[Row], told: OfCase, case: str, whole: bool) -> Fault | None:
    at, there, ends = 0, len(told.last), told.last
    lines: list[bytes] = []
    for row in rows:
        if at == there:
            say = f"The log of {case} goes on, at event {row[1]}, where no entry tells of it."
            return Fault(say) if whole else None
        lines.append(encoded(row))
        if bytes in map(type, row) or type(row[1]) is not int or row[1] > ends[at]:
            return _changed(told, at, case)
        if row[1] == ends[at]:
            whole_of = b"\n".join((*lines, b""))
            if sha256(whole_of).digest() != told.digests[at * _DIGEST : (at + 1) * _DIGEST]:
                return _changed(told, at, case)
            at += 1
            lines.clear()
    return _changed(told, at, case) if at < there else None


def _changed(told: OfCase, at: int, case: str) -> Fault:
    first, last = (told.last[at - 1] if at else 0) + 1, told.last[at]
    which = f"event {first}" if first == last else f"events {first} to {last}"
    return Fault(
        f"Entry {told.entry[at]:,} tells of {which} of {case}, no longer in the log as saved: "
        "altered, moved, put in or taken out.",
        told.entry[at],
    )


def report_text_faults(
    ask: Ask, told: Mapping[int, Sequence[ToldText]], *, whole: bool
) -> Iterator[Fault]:
    """Texts of reports that are no longer as they were written, or that no entry tells of."""
    rows = {key: list(each) for key, each in groupby(ask(_REPORT_TEXTS), key=itemgetter(0))}
    for inspection in sorted({*rows, *told}, key=str):
        entries, there = told.get(inspection, ()), rows.get(inspection, [])
        for entry, row in zip_longest(entries, there):
            if entry is None:
                if whole:
                    yield Fault("The report has a text that no entry tells of.")
                break
            if row is None or not _is_text(entry, row):
                say = f"Entry {entry.seq:,} tells of a text of the report, no longer as written."
                yield Fault(say, entry.seq)
                break


def _is_text(entry: ToldText, row: Row) -> bool:
    _inspection, key, text = row
    if not isinstance(text, str):
        return False
    return bool(entry.key == key and entry.digest == sha256(text.encode()).hexdigest())


def beside_the_log(ask: Ask) -> Iterator[Fault]:
    """What is kept under its own digest: the words of documents, and instruments."""
    keys = set()
    for key, text, pages in ask(_TEXTS):
        keys.add(key)
        if not _has_key(key, text, pages):
            yield Fault(f"The words of a document, kept as {key[:12]}, have been altered.")
    for case_id, new in ask(_TEXTS_NAMED):
        if _document(new).text not in keys:
            yield Fault(f"The words of a document of case number {case_id} have been taken away.")
    instruments = set()
    for digest, name, document in ask(_INSTRUMENTS):
        instruments.add(digest)
        if not isinstance(document, bytes) or sha256(document).hexdigest() != digest:
            yield Fault(f"The instrument {name}, as it was when cases were begun, is altered.")
    for area, year, digest in ask(_INSTRUMENTS_NAMED):
        if digest not in instruments:
            yield Fault(f"The instrument of the inspection {area} {year} has been taken away.")


def _has_key(key: object, text: object, pages: object) -> bool:
    if not (isinstance(text, str) and isinstance(pages, str)):
        return False
    try:
        return DocumentText(text, pages_of(pages)).key == key
    except (ValueError, TypeError):  # what stands for the pages is no list of numbers
        return False
