"""Checking the trail: every entry against the one before it, and what the entries tell of against
the log, the words of documents and the instruments that are in the database.

A million entries are read as the driver gives them; of each no more than a digest is remembered.
"""

from __future__ import annotations

from array import array
from collections.abc import Callable, Iterable, Iterator, Mapping
from dataclasses import dataclass, field
from datetime import datetime
from hashlib import sha256
from itertools import groupby
from operator import itemgetter
from typing import Any

import msgspec
from sqlalchemy import Connection

from domain.calendar import say_date
from domain.documents import DocumentText
from domain.text_cleaning import clean
from storage.chain import ENTRY, EVENT, START, encoded
from storage.codec import pages_of
from storage.errors import Mistake
from storage.trail_entries import Head, Verdict, What

SHORTEST = 12  # digits of a hash that may be given for the whole of it
_MOST_NOTICES = 20
_EVENT_COLUMNS = ", ".join(f'"{name}"' for name in EVENT)
_ENTRIES = f"SELECT {', '.join((*ENTRY, 'hash'))} FROM trail ORDER BY seq"  # noqa: S608
_LOG = f"SELECT {_EVENT_COLUMNS} FROM event ORDER BY case_id, seq"  # noqa: S608
_NAMES = 'SELECT id, reference FROM "case"'
_TEXTS = "SELECT key, text, pages FROM document_text ORDER BY id"
_TEXTS_NAMED = "SELECT case_id, new FROM event WHERE kind = 'document' AND new <> 'null'"
_INSTRUMENTS = "SELECT digest, name, document FROM instrument ORDER BY digest"
_TELLS_OF_EVENTS = '"events":"'
_DIGEST = sha256().digest_size

Row = tuple[Any, ...]
Ask = Callable[[str], Iterator[Row]]


@dataclass(frozen=True, slots=True)
class Fault:
    """Something not as it was written. entry: the number of the entry it shows at, if it does."""

    say: str
    entry: int | None = None


class _Told(msgspec.Struct):
    """What an entry's detail says of the log; the rest of it is passed over."""

    last: str
    events: str


class _Times(msgspec.Struct):
    before: str
    after: str


class _Document(msgspec.Struct):
    text: str


_told = msgspec.json.Decoder(_Told).decode
_times = msgspec.json.Decoder(_Times).decode
_document = msgspec.json.Decoder(_Document).decode


@dataclass(slots=True)
class _OfCase:
    """What the entries say of one case's log: where each leaves off, and the digest of its rows."""

    last: array[int] = field(default_factory=lambda: array("q"))
    entry: array[int] = field(default_factory=lambda: array("q"))
    digests: bytearray = field(default_factory=bytearray)


def checked(connection: Connection, asked: str = "") -> Verdict:
    """The first entry that is not as it should be, or that there is none.

    asked: a hash that has to stand in the chain, or its beginning. Raises Mistake for one too
    short to tell entries apart.
    """
    asked = "".join(asked.split()).casefold()
    if asked and len(asked) < SHORTEST:
        raise Mistake(f"The hash asked for is too short: give {SHORTEST} of its digits or more.")
    chain, fault = _check(lambda question: _rows(connection, question), asked)
    if fault is not None:
        return chain.verdict(False, fault.say, fault.entry)
    count = chain.head.seq
    say = f"The trail is whole: {count:,} {'entry' if count == 1 else 'entries'}."
    if asked and chain.stands is None:
        return chain.verdict(
            False,
            "No entry has the hash asked for: since it was printed entries have been cut off or "
            f"made anew, or it is of another database. {say}",
        )
    return chain.verdict(True, say)


def _check(ask: Ask, asked: str) -> tuple[_Chain, Fault | None]:
    chain = _Chain(asked)
    broken = chain.read(ask(_ENTRIES))
    faults = [broken] if broken else []
    faults += _log_faults(ask, chain.cases, whole=broken is None)
    if not faults:
        faults += _beside_the_log(ask)
    # What shows at no entry comes after all that do.
    first = min(faults, key=lambda fault: fault.entry or chain.head.seq + 2, default=None)
    return chain, first


def _rows(connection: Connection, question: str) -> Iterator[Row]:
    """What the database answers, row by row, without anything between the driver and here.

    Text that is none (SQLite keeps any bytes) comes as bytes.
    """
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with raw.cursor(name="corecase_trail") as cursor:
            cursor.itersize = 5000
            cursor.execute(question)
            yield from cursor
        return
    before, raw.text_factory = raw.text_factory, _text_or_bytes
    try:
        yield from raw.execute(question)
    finally:
        raw.text_factory = before


def _text_or_bytes(data: bytes) -> str | bytes:
    try:
        return data.decode()
    except UnicodeDecodeError:
        return data


class _Chain:
    """The entries in their order, as far as they are in order."""

    def __init__(self, asked: str) -> None:
        self.asked = asked
        self.stands: int | None = None
        self.head = Head(0, START)
        self.cases: dict[int, _OfCase] = {}
        self._set_back = 0
        self._notices: list[str] = []

    def read(self, rows: Iterable[Row]) -> Fault | None:
        """Follow the chain to its end, or to where it breaks."""
        seq, before, asked = 0, START, self.asked
        fault = None
        for row in rows:
            seq += 1
            if row[0] != seq:
                fault = Fault(f"Entry {seq:,} is missing.", seq)
            elif bytes in map(type, row) or (
                sha256(encoded((before, *row[:-1]))).hexdigest() != row[-1]
            ):
                fault = Fault(
                    f"Entry {seq:,} {_said_of(row)} is not as it was written, or not where: it has "
                    "been altered, moved or put in, or what stood before it has been taken out.",
                    seq,
                )
            if fault is not None:
                seq -= 1
                break
            before = row[-1]
            if asked and before.startswith(asked):
                self.stands = seq
            self._take(row)
        self.head = Head(seq, before)
        return fault

    def _take(self, row: Row) -> None:
        seq, _at, _who, device, what, _inspection, case, detail, _hash = row
        if what == What.CLOCK_SET_BACK:
            self._notice(seq, device, detail)
        elif case is None:
            return
        elif what == What.ERASED:
            self.cases.pop(case, None)
        elif _TELLS_OF_EVENTS in detail:
            told = _told(detail)
            of_case = self.cases.setdefault(case, _OfCase())
            of_case.last.append(int(told.last))
            of_case.entry.append(seq)
            of_case.digests += bytes.fromhex(told.events)

    def _notice(self, seq: int, device: str, detail: str) -> None:
        self._set_back += 1
        if self._set_back <= _MOST_NOTICES:
            times = _times(detail)
            self._notices.append(
                f"Before entry {seq + 1:,} the clock of {device or 'the machine'} was set back, "
                f"from {_said_at(times.before)} to {_said_at(times.after)}."
            )

    def verdict(self, sound: bool, say: str, bad: int | None = None) -> Verdict:
        notices = list(self._notices)
        if self._set_back > _MOST_NOTICES:
            notices.append(f"Clocks were set back {self._set_back:,} times in all.")
        # The sentence may repeat what stands in an entry that has been tampered with.
        say = clean(say, one_line=True)
        return Verdict(sound, say, self.head.seq, self.head, bad, self.stands, tuple(notices))


def _said_of(row: Row) -> str:
    """When and what an entry is of, as it says itself."""
    return f"({_said_at(row[1])}, {row[2] or 'nobody named'}, {row[4]})"


def _said_at(at: object) -> str:
    """A moment in words, on the clock of whoever reads it; what is no moment as it stands."""
    try:
        moment = datetime.fromisoformat(str(at)).astimezone()
    except (ValueError, OverflowError):
        return str(at)
    return f"{say_date(moment.date())}, {moment:%H:%M:%S}"


def _log_faults(ask: Ask, told: Mapping[int, _OfCase], *, whole: bool) -> list[Fault]:
    """For each case the first entry whose events are no longer as they were.

    whole: all entries are known, so that events which none tells of are a fault as well.
    """
    names = {row[0]: row[1] for row in ask(_NAMES)}
    nothing, seen, faults = _OfCase(), set(), []
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


def _of_case(rows: Iterable[Row], told: _OfCase, case: str, whole: bool) -> Fault | None:
    at, there, ends, events = 0, len(told.last), told.last, sha256()
    for row in rows:
        if at == there:
            say = f"The log of {case} goes on, at event {row[1]}, where no entry tells of it."
            return Fault(say) if whole else None
        events.update(encoded(row) + b"\n")
        if bytes in map(type, row) or type(row[1]) is not int or row[1] > ends[at]:
            return _changed(told, at, case)
        if row[1] == ends[at]:
            if events.digest() != told.digests[at * _DIGEST : (at + 1) * _DIGEST]:
                return _changed(told, at, case)
            at, events = at + 1, sha256()
    return _changed(told, at, case) if at < there else None


def _changed(told: _OfCase, at: int, case: str) -> Fault:
    first, last = (told.last[at - 1] if at else 0) + 1, told.last[at]
    which = f"event {first}" if first == last else f"events {first} to {last}"
    return Fault(
        f"Entry {told.entry[at]:,} tells of {which} of {case}, no longer in the log as saved: "
        "altered, moved, put in or taken out.",
        told.entry[at],
    )


def _beside_the_log(ask: Ask) -> Iterator[Fault]:
    """What is kept under its own digest: the words of documents, and instruments."""
    keys = set()
    for key, text, pages in ask(_TEXTS):
        keys.add(key)
        if isinstance(text, bytes) or DocumentText(text, pages_of(pages)).key != key:
            yield Fault(f"The words of a document, kept as {key[:SHORTEST]}, have been altered.")
    for case_id, new in ask(_TEXTS_NAMED):
        if _document(new).text not in keys:
            yield Fault(f"The words of a document of case number {case_id} have been taken away.")
    for digest, name, document in ask(_INSTRUMENTS):
        if sha256(document).hexdigest() != digest:
            yield Fault(f"The instrument {name}, as it was when cases were begun, is altered.")
