"""What is on file of a child, as far as a section can be held against it."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date


@dataclass(frozen=True)
class Stay:
    """A school, address or case manager for a time. label: whose home, or what kind of place."""

    name: str
    since: date
    until: date | None = None
    label: str = ""

    def over_by(self, day: date) -> bool:
        """Whether it had ended on or before a day."""
        return self.until is not None and self.until <= day


@dataclass(frozen=True)
class Ended:
    """A tie, activity or order that has ended. what: 'girlfriend', 'mentor', 'order' ..."""

    what: str
    name: str
    on: date


@dataclass(frozen=True)
class Offence:
    """An offence on file. category: 'violence', 'theft' ..."""

    on: date
    what: str
    category: str = ""


@dataclass(frozen=True)
class Fact:
    """A fact which sections of some kinds must mention. person: whom it protects or concerns."""

    id: str
    kind: str
    sections: tuple[str, ...]
    on: date | None = None
    text: str = ""
    person: str = ""


@dataclass(frozen=True)
class Record:
    """The facts of a case that out-of-date statements are checked against."""

    first_name: str
    surname: str = ""
    gender: str = ""
    born: date | None = None
    sentenced: date | None = None
    order: str = ""
    schools: tuple[Stay, ...] = ()
    homes: tuple[Stay, ...] = ()
    managers: tuple[Stay, ...] = ()
    ended: tuple[Ended, ...] = ()
    bail_until: date | None = None
    offences: tuple[Offence, ...] = ()
    facts: tuple[Fact, ...] = ()
    relatives: tuple[str, ...] = ()
    carer: str = ""
    carer_name: str = ""


def current(stays: tuple[Stay, ...], day: date) -> tuple[Stay, ...]:
    """The stays that hold on a day."""
    return tuple(s for s in stays if s.since <= day and not s.over_by(day))
