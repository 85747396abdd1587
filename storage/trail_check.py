"""Checking the trail: every entry against the one before it, and what the entries tell of against
the log, the words of documents and the instruments that are in the database.

A million entries are read as the driver gives them; of each no more than a digest is remembered.
"""

from __future__ import annotations

from collections import defaultdict
from collections.abc import Iterable, Iterator
from datetime import datetime
from functools import partial
from hashlib import sha256
from typing import Any

import msgspec
from sqlalchemy import Connection

from domain.calendar import say_date
from domain.text_cleaning import clean
from storage.chain import ENTRY, START, encoded
from storage.errors import Mistake
from storage.log_check import (
    Ask,
    Fault,
    OfCase,
    Row,
    ToldText,
    beside_the_log,
    log_faults,
    report_text_faults,
)
from storage.trail_entries import OF_LOG, Head, Verdict, What

SHORTEST = 12  # digits of a hash that may be given for the whole of it
_MOST_NOTICES = 20
_ENTRIES = f"SELECT {', '.join((*ENTRY, 'hash'))} FROM trail ORDER BY seq"  # noqa: S608
_CLOCK, _ERASED = What.CLOCK_SET_BACK.value, What.ERASED.value
# The entries that tell of something to be checked; all others stand for themselves.
_TOLD = frozenset(
    what.value for what in (*OF_LOG, What.REPORT_TEXT, What.CLOCK_SET_BACK, What.ERASED)
)
_REPORT_TEXT = What.REPORT_TEXT.value
_TELLS_OF_EVENTS = '"events":"'


class _Told(msgspec.Struct):
    """What an entry's detail says of the log; the rest of it is passed over."""

    last: int
    events: str


class _Written(msgspec.Struct):
    """What an entry says of a text of a report: its place, and the digest of its words."""

    key: str
    text: str


class _Times(msgspec.Struct):
    before: str
    after: str


_told = msgspec.json.Decoder(_Told, strict=False).decode  # numbers are kept as text
_written = msgspec.json.Decoder(_Written).decode
_times = msgspec.json.Decoder(_Times).decode


def checked(connection: Connection, asked: str = "") -> Verdict:
    """The first entry that is not as it should be, or that there is none.

    asked: a hash that has to stand in the chain, or its beginning. Raises Mistake for one too
    short to tell entries apart.
    """
    asked = "".join(asked.split()).casefold()
    if asked and len(asked) < SHORTEST:
        raise Mistake(f"The hash asked for is too short: give {SHORTEST} of its digits or more.")
    try:
        chain, fault = _check(partial(_rows, connection, careful=False), asked)
    except Exception as error:
        if not _is_undecodable(error):
            raise
        chain, fault = _check(partial(_rows, connection, careful=True), asked)
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
    faults += log_faults(ask, chain.cases, whole=broken is None)
    faults += report_text_faults(ask, chain.texts, whole=broken is None)
    if not faults:
        faults += beside_the_log(ask)
    # What shows at no entry comes after all that do.
    first = min(faults, key=lambda fault: fault.entry or chain.head.seq + 2, default=None)
    return chain, first


def _rows(connection: Connection, question: str, *, careful: bool) -> Iterator[Row]:
    """What the database answers, row by row, without anything between the driver and here.

    careful: text that is none (SQLite keeps any bytes) comes as bytes. Else it is an error.
    """
    raw: Any = connection.connection.driver_connection
    if connection.dialect.name == "postgresql":
        with raw.cursor(name="corecase_trail") as cursor:
            cursor.itersize = 5000
            cursor.execute(question)
            yield from cursor
        return
    if not careful:
        yield from raw.execute(question)
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


def _is_undecodable(error: Exception) -> bool:
    return isinstance(error, UnicodeDecodeError) or "decode to UTF-8" in str(error)


class _Chain:
    """The entries in their order, as far as they are in order."""

    def __init__(self, asked: str) -> None:
        self.asked = asked
        self.stands: int | None = None
        self.head = Head(0, START)
        self.cases: defaultdict[int, OfCase] = defaultdict(OfCase)
        self.texts: defaultdict[int, list[ToldText]] = defaultdict(list)
        self._set_back = 0
        self._notices: list[str] = []

    def read(self, rows: Iterable[Row]) -> Fault | None:
        """Follow the chain to its end, or to where it breaks."""
        seq, before = 0, START
        for row in rows:
            whole = encoded((before, *row[:-1]))
            if row[0] != seq + 1 or row[-1] != sha256(whole).hexdigest() or bytes in map(type, row):
                self.head = Head(seq, before)
                return _broken(seq + 1, row)
            seq, before = seq + 1, row[-1]
            if row[4] in _TOLD:
                try:
                    self._take(row)
                except (ValueError, TypeError, OverflowError):  # nothing this program writes
                    self.head = Head(seq, before)
                    return Fault(f"Entry {seq:,} says what no entry can say.", seq)
            if self.asked and before.startswith(self.asked):
                self.stands = seq
        self.head = Head(seq, before)
        return None

    def _take(self, row: Row) -> None:
        seq, _at, _who, device, what, inspection, case, detail, _hash = row
        if what == _CLOCK:
            self._notice(seq, device, detail)
        elif what == _ERASED:
            self.cases.pop(case, None)
        elif what == _REPORT_TEXT:
            written = _written(detail)
            self.texts[inspection].append(ToldText(seq, written.key, written.text))
        elif _TELLS_OF_EVENTS in detail:
            told = _told(detail)
            self.cases[case].add(seq, told.last, told.events)

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


def _broken(seq: int, row: Row) -> Fault:
    """What is wrong where `row` stands and entry `seq` should."""
    if row[0] != seq:
        return Fault(f"Entry {seq:,} is missing.", seq)
    itself = f"({_said_at(row[1])}, {row[2] or 'nobody named'}, {row[4]})"
    return Fault(
        f"Entry {seq:,} {itself} is not as it was written, or not where: it has been altered, "
        "moved or put in, or what stood before it has been taken out.",
        seq,
    )


def _said_at(at: object) -> str:
    """A moment in words, on the clock of whoever reads it; what is no moment as it stands."""
    try:
        moment = datetime.fromisoformat(str(at)).astimezone()
    except (ValueError, OverflowError):
        return str(at)
    return f"{say_date(moment.date())}, {moment:%H:%M:%S}"
