"""What the trail is told of events that go into the log of a case."""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from domain.events import Event, Kind
from domain.status import Status, status_of
from storage.chain import digest
from storage.trail import Adding, What

_OF_STATUS = {
    Status.FINISHED: What.FINISHED,
    Status.COUNTERSIGNED: What.COUNTERSIGNED,
    Status.RETURNED: What.RETURNED,
    Status.OPEN: What.REOPENED,
}


def enter_events(
    trail: Adding, case_id: int, events: Sequence[Event], rows: Iterable[Mapping[str, Any]]
) -> None:
    """One entry for the events of a turn, given with their rows."""
    last = events[-1]
    trail.add(_what(events), who=last.who, case_id=case_id, detail=told_of(events, rows))


def told_of(events: Sequence[Event], rows: Iterable[Mapping[str, Any]]) -> dict[str, str]:
    """Which events, how many facts, questions and so on they are about, and what they come to.

    Nothing of what was recorded: it stands in the log, and goes with it when a case is erased.
    """
    if not events:
        return {}
    about = dict.fromkeys((event.slot.kind, event.slot.subject) for event in events)
    kinds = [kind for kind, _subject in about]
    told = {kind.value: str(kinds.count(kind)) for kind in dict.fromkeys(kinds)}
    if any(event.undoes is not None for event in events):
        told["undoes"] = "yes"
    if all(event.new is None for event in events if event.slot.kind is Kind.JUDGEMENT):
        told["emptied"] = "yes"
    return told | {
        "first": str(events[0].seq),
        "last": str(events[-1].seq),
        "events": digest(rows),
        "instrument": events[-1].instrument,
    }


def _what(events: Sequence[Event]) -> What:
    for event in events:
        if event.slot.kind is Kind.STATUS:
            return _OF_STATUS[status_of(event.new)]
    return What.CHANGED
