"""The documents of a case: what is recorded of each, and its text as read.

What is recorded (kind, stage, day, author, countersignature) is part of the case's log and can be
undone. The text is kept beside the log under its hash, since it never changes.
"""

from __future__ import annotations

import hashlib
import re
from bisect import bisect_right
from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date, datetime, time
from itertools import pairwise
from typing import NamedTuple

import msgspec

from domain.calendar import parse_date, say_date
from domain.errors import Refused
from domain.events import Kind, State, Value


class Moment(NamedTuple):
    """A day, with the time of day where the form or the system gives it."""

    day: date
    time: time | None = None

    @classmethod
    def read(cls, text: str) -> Moment:
        """From '2012-02-03' or '2012-02-03T14:05'. Raises ValueError for anything else."""
        if len(text) <= len("2012-02-03"):
            return cls(date.fromisoformat(text))
        at = datetime.fromisoformat(text)
        if at.tzinfo is not None:
            raise ValueError(text)
        return cls(at.date(), at.time())

    @classmethod
    def typed(cls, text: str, today: date) -> Moment:
        """A day as typed, with a time behind it or without: '3 Feb 2012 14:05', '3/2/12, 2.05pm'.

        Raises Refused, in a sentence, for what cannot be read.
        """
        try:
            return cls(parse_date(text, today))
        except Refused:
            found = _TIME.search(text)
            if found is None:
                raise
        return cls(parse_date(text[: found.start()], today), _time_of(found))

    def iso(self) -> str:
        if self.time is None:
            return self.day.isoformat()
        return datetime.combine(self.day, self.time).isoformat(timespec="minutes")

    def __str__(self) -> str:
        return say_date(self.day) + (f", {self.time:%H:%M}" if self.time else "")


_TIME = re.compile(
    r"(?:T|[\s,]+(?:at\s+)?)(?P<hour>\d{1,2})(?=[:.]\d\d|\s*[ap]\.?m)"
    r"(?:[:.](?P<minute>\d\d)(?:[:.]\d\d)?)?\s*(?P<half>[ap])?(?:\.?m\.?)?\s*$",
    re.IGNORECASE,
)


def _time_of(found: re.Match[str]) -> time:
    hour, minute, half = int(found["hour"]), int(found["minute"] or 0), found["half"]
    if half and 1 <= hour <= 12:
        hour = hour % 12 + 12 * (half.lower() == "p")
    if hour > 23 or minute > 59:
        raise Refused(f"‘{found[0].strip(' ,')}’ is no time of day; give it as 14:05.")
    return time(hour, minute)


@dataclass(frozen=True, slots=True)
class NewDocument:
    """What is recorded of a document. kind, stage: ids of the instrument.

    sha256: of the file as it was. text: what its words are kept under (`DocumentText.key`).
    returned: the day it was last sent back to its author, where that is known.
    """

    kind: str
    stage: str
    written: Moment
    name: str
    form: str
    sha256: str
    text: str
    author: str = ""
    countersigned_by: str = ""
    countersigned: Moment | None = None
    returned: Moment | None = None

    def value(self) -> dict[str, Value]:
        """As it is kept in the log."""
        return {
            "kind": self.kind,
            "stage": self.stage,
            "written": self.written.iso(),
            "name": self.name,
            "form": self.form,
            "sha256": self.sha256,
            "text": self.text,
            "author": self.author,
            "countersigned_by": self.countersigned_by,
            "countersigned": self.countersigned.iso() if self.countersigned else "",
            "returned": self.returned.iso() if self.returned else "",
        }

    @classmethod
    def of(cls, value: Value) -> NewDocument:
        """From what the log keeps. Raises ValueError for anything else."""
        try:
            kept = msgspec.convert(value, _Kept)
        except msgspec.ValidationError as error:
            raise ValueError(str(error)) from None
        return cls(
            kind=kept.kind,
            stage=kept.stage,
            written=Moment.read(kept.written),
            name=kept.name,
            form=kept.form,
            sha256=kept.sha256,
            text=kept.text,
            author=kept.author,
            countersigned_by=kept.countersigned_by,
            countersigned=Moment.read(kept.countersigned) if kept.countersigned else None,
            returned=Moment.read(kept.returned) if kept.returned else None,
        )


class _Kept(msgspec.Struct, forbid_unknown_fields=True):
    kind: str
    stage: str
    written: str
    name: str
    form: str
    sha256: str
    text: str
    author: str
    countersigned_by: str
    countersigned: str
    returned: str


@dataclass(frozen=True, slots=True)
class CaseDocument:
    """A document of a case. number: 1, 2, 3 ... as added; never used again."""

    number: int
    about: NewDocument

    @property
    def day(self) -> date:
        return self.about.written.day


class DocumentText(NamedTuple):
    """The words of a document. pages: where each begins; one where the file knows no pages."""

    text: str
    pages: tuple[int, ...] = (0,)

    @property
    def key(self) -> str:
        """What it is kept under: two documents with the same words on the same pages share it."""
        whole = f"{self.text}\0{self.pages}".encode("utf-8", "surrogatepass")
        return hashlib.sha256(whole).hexdigest()

    def page_of(self, at: int) -> int | None:
        """The page, from 1, that a character stands on; None where pages are not known."""
        return bisect_right(self.pages, at) if len(self.pages) > 1 else None

    @property
    def bare_pages(self) -> tuple[int, ...]:
        """Pages without a word, such as pictures of pages among pages of text."""
        if len(self.pages) < 2:
            return ()
        edges = pairwise((*self.pages, len(self.text)))
        return tuple(
            n for n, (start, end) in enumerate(edges, 1) if not self.text[start:end].strip()
        )


Texts = Mapping[str, DocumentText]  # by their key


def documents_of(state: State) -> tuple[CaseDocument, ...]:
    """The documents of a case, by the day they were written, then as they were added."""
    found = [
        CaseDocument(int(slot.subject), NewDocument.of(value))
        for slot, value in state.items()
        if slot.kind is Kind.DOCUMENT
    ]
    return tuple(sorted(found, key=written_order))


def written_order(document: CaseDocument) -> tuple[date, time, int]:
    written = document.about.written
    return written.day, written.time or time.min, document.number
