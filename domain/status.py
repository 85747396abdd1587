"""How a case stands as a whole: open, returned, finished or countersigned.

A finished case is locked. A second person looks it over and countersigns it, or returns it, open,
with comments; nobody does either for a case they judged an answer of. Reopening it, for a reason,
voids the countersignature.
"""

from __future__ import annotations

from collections.abc import Collection, Iterable
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

from domain.events import COUNTERSIGNED, FINISHED, RETURNED, STATUS, Event, Kind, Value
from domain.text_cleaning import clean


class Status(StrEnum):
    """The words say it to a person; all but the first are what the log keeps."""

    OPEN = "open"
    RETURNED = RETURNED
    FINISHED = FINISHED
    COUNTERSIGNED = COUNTERSIGNED


LOCKED = frozenset((Status.FINISHED, Status.COUNTERSIGNED))
_KEPT = {status.value: status for status in Status if status is not Status.OPEN}


class Signed(NamedTuple):
    """Who brought a case to where it stands, when (UTC), and what they wrote to it."""

    who: str
    at: datetime
    why: str = ""


def status_of(value: Value) -> Status:
    """How a case stands whose status the log has as `value`."""
    return _KEPT.get(value, Status.OPEN) if isinstance(value, str) else Status.OPEN


def signed(events: Iterable[Event], status: Status) -> Signed | None:
    """Who last brought a case to `status`; None if nobody did."""
    for event in reversed(tuple(events)):
        if event.slot == STATUS and event.new == status.value:
            return Signed(event.who, event.at, event.why)
    return None


def person(name: str) -> str:
    """A name by which the same person is known, however they type it: 'A.W.' and 'aw' are one."""
    folded = clean(name, one_line=True).casefold()
    return "".join(letter for letter in folded if letter.isalnum()) or folded


def judges(events: Iterable[Event]) -> set[str]:
    """Everybody who judged an answer of the case, also one that was changed since."""
    return {person(event.who) for event in events if event.slot.kind is Kind.JUDGEMENT}


def out_of_place(status: Status, event: Event, by: Collection[str]) -> str | None:
    """Why an event cannot come upon a case that stands so, as the end of a sentence; else None.

    by: who judged answers in it before, as `person` has them.
    """
    locked = status in LOCKED
    if event.slot != STATUS:
        return "changes a case that is finished and was not reopened" if locked else None
    step = status_of(event.new)
    if step is Status.COUNTERSIGNED and status is not Status.FINISHED:
        return "countersigns a case that is not finished"
    if step is Status.RETURNED and not locked:
        return "returns a case that is not finished"
    if step is Status.RETURNED and not event.why.strip():
        return "returns a case without comments"
    if step is Status.FINISHED and locked:
        return "finishes a case that is finished"
    if step in (Status.COUNTERSIGNED, Status.RETURNED) and person(event.who) in by:
        return "is by somebody who judged answers in the case"
    return None


def first_out_of_place(before: Iterable[Event], new: Iterable[Event]) -> str | None:
    """The first of `new` that cannot follow `before`, as the end of a sentence about its number."""
    earlier = tuple(before)
    last = next((event for event in reversed(earlier) if event.slot == STATUS), None)
    status = status_of(last.new if last else None)
    by = judges(earlier)
    for event in new:
        wrong = out_of_place(status, event, by)
        if wrong:
            return f"event {event.seq} {wrong}"
        if event.slot == STATUS:
            status = status_of(event.new)
        elif event.slot.kind is Kind.JUDGEMENT:
            by.add(person(event.who))
    return None
