"""The log of a case: every fact, judgement, reason, note and evidence reference, as it was given.

A log is append-only. An event sets one *slot* of the case from an old value to a new one; the
current state is what the log says. Events made by one typed line share a *turn*; undo appends a
turn that sets the slots back, redo one that sets them forward again.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from datetime import datetime
from enum import StrEnum
from typing import NamedTuple

# What a slot may hold; the JSON values, with lists as tuples so that events can be compared.
Value = str | int | tuple["Value", ...] | dict[str, "Value"] | None


class Kind(StrEnum):
    """What an event is about. The words are stored; never rename one."""

    FACT = "fact"
    JUDGEMENT = "judgement"
    REASONS = "reasons"
    NOTE = "note"
    EVIDENCE = "evidence"
    LATER = "later"
    STATUS = "status"
    DOCUMENT = "document"
    FLAG = "flag"
    EXAMPLE = "example"


class Slot(NamedTuple):
    """One place of a case that holds a value: kind, what it is about, and row of a grid.

    subject: the id of a question or fact, the number of a document, the key of a flag.
    """

    kind: Kind
    subject: str
    row: str = ""


STATUS = Slot(Kind.STATUS, "case")
FINISHED, COUNTERSIGNED, RETURNED = "finished", "countersigned", "returned"


@dataclass(frozen=True, slots=True)
class Change:
    """A slot's new value, decided on but not yet in the log. `why` is the reason given for it."""

    slot: Slot
    new: Value
    why: str = ""


@dataclass(frozen=True, slots=True)
class Event:
    """One line of the log.

    seq: 1, 2, 3 ... within the case. turn: seq of the first event of the same typed line.
    at: when, aware and in UTC. who: the assessor's name or initials. instrument: id and version.
    undoes: the turn this event sets back (or, for a redo, the undo it sets back).
    """

    seq: int
    turn: int
    at: datetime
    who: str
    slot: Slot
    old: Value
    new: Value
    instrument: str
    why: str = ""
    undoes: int | None = None


State = Mapping[Slot, Value]


def replay(events: Iterable[Event], start: State | None = None) -> dict[Slot, Value]:
    """The state after `events`, beginning from `start` (nothing). A slot set to None is absent."""
    state: dict[Slot, Value] = dict(start or {})
    for event in events:
        if event.new is None:
            state.pop(event.slot, None)
        else:
            state[event.slot] = event.new
    return state


@dataclass(frozen=True, slots=True)
class Turn:
    """The events of one typed line, in order."""

    number: int
    events: tuple[Event, ...]
    undoes: int | None


def turns(events: Iterable[Event]) -> list[Turn]:
    """The log cut into turns, oldest first."""
    grouped: dict[int, list[Event]] = {}
    for event in events:
        grouped.setdefault(event.turn, []).append(event)
    return [Turn(n, tuple(es), es[0].undoes) for n, es in grouped.items()]


def history(events: Iterable[Event]) -> tuple[list[Turn], list[Turn]]:
    """The turns that can be undone and redone, the next one last in each list.

    Finishing or reopening a case closes what came before: it is undone by its own step only.
    """
    done: list[Turn] = []
    undone: list[Turn] = []
    for turn in turns(events):
        if any(e.slot == STATUS for e in turn.events):
            done, undone = [], []
        elif turn.undoes is None:
            done.append(turn)
            undone = []
        elif done and turn.undoes == done[-1].number:
            undone.append(done.pop())
        else:
            if undone:
                undone.pop()
            done.append(turn)
    return done, undone


def setting_back(turn: Turn) -> tuple[Change, ...]:
    """The changes that give every slot of a turn the value it had before it."""
    first: dict[Slot, Value] = {}
    for event in turn.events:
        first.setdefault(event.slot, event.old)
    return tuple(Change(slot, old) for slot, old in first.items())


def stamp(
    changes: Iterable[Change],
    state: State,
    *,
    after: int,
    at: datetime,
    who: str,
    instrument: str,
    undoes: int | None = None,
) -> tuple[Event, ...]:
    """Changes made into events that follow number `after`; what changes nothing is left out.

    Of two changes of one slot the last counts: a turn that led back to where it began could never
    be undone.
    """
    events: list[Event] = []
    for change in {change.slot: change for change in changes}.values():
        old = state.get(change.slot)
        if old == change.new:
            continue
        seq = after + len(events) + 1
        events.append(
            Event(
                seq,
                after + 1,
                at,
                who,
                change.slot,
                old,
                change.new,
                instrument,
                change.why,
                undoes,
            )
        )
    return tuple(events)
