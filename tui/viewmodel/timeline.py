"""A case in time, in words: when, what kind of thing, what, and whether it was late."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from typing import TYPE_CHECKING

from domain.calendar import MONTHS, say_date
from domain.interview import Session
from domain.timeline import Entry, EntryKind, timeline
from domain.wording import plural

if TYPE_CHECKING:
    from storage.store import Store

KINDS: Mapping[EntryKind, str] = {
    "sentence": "sentence",
    "document": "document",
    "change": "change",
    "due": "due",
    "today": "today",
}
LATE = "late"
_LOOKED_AT = "Last day of the fieldwork, on which the case is looked at"
NOTHING = "Nothing with a date is recorded yet; facts and documents of the case will stand here."


@dataclass(frozen=True, slots=True)
class DatedLine:
    """One line. day: without its year, which stands above it. say: without its day, which stands
    beside it. since: days after the line before. detail: what a due day, or a document, means to
    who stands on it."""

    year: int
    day: str
    when: str
    kind: EntryKind
    say: str
    since: str
    late: bool
    document: int | None
    detail: str

    @property
    def name(self) -> str:
        """What kind of thing; a document by its number, as commands name it."""
        number = f" {self.document}" if self.document is not None else ""
        return f"{KINDS[self.kind]}{number}"

    @property
    def about(self) -> str:
        return f"{self.say}, {LATE}" if self.late else self.say


def timeline_of(store: Store, case_id: int, session: Session, today: date) -> tuple[Entry, ...]:
    """The case as it stood when it was looked at, as its flags have it: years later everything
    would be late."""
    from storage.checking import looked_at_on

    on = looked_at_on(store, case_id, today)
    entries = timeline(session, on)
    if on == today:
        return entries
    return tuple(e._replace(say=_LOOKED_AT) if e.kind == "today" else e for e in entries)


def dated_lines(entries: Sequence[Entry]) -> list[DatedLine]:
    today = next((each.day for each in entries if each.kind == "today"), None)
    found = []
    before = None
    for entry in entries:
        ahead = today is not None and entry.day > today
        gap = (entry.day - before).days if before else 0
        found.append(
            DatedLine(
                entry.day.year,
                f"{entry.day.day} {MONTHS[entry.day.month - 1][:3]}",
                say_date(entry.day),
                entry.kind,
                entry.say.replace(f", {say_date(entry.day)}", "", 1),
                f"+{plural(gap, 'day')}" if gap else "",
                entry.late,
                entry.document,
                _detail(entry, ahead),
            )
        )
        before = entry.day
    return found


def _detail(entry: Entry, ahead: bool) -> str:
    if entry.kind == "document":
        return "Enter compares it with what was written before it."
    if entry.kind != "due":
        return ""
    if entry.late:
        return "Late: it had not been done by this day."
    return "Still to come." if ahead else "Done by this day."


def counted(entries: Iterable[Entry]) -> tuple[str, str]:
    """'5 documents', '2 late', the second empty if nothing was."""
    told = list(entries)
    late = sum(each.late for each in told)
    documents = sum(each.kind == "document" for each in told)
    return plural(documents, "document"), f"{late} {LATE}" if late else ""
