"""What has happened in a child's life, by the timeline and the dates of the case."""

from __future__ import annotations

import re
from collections.abc import Iterator, Mapping
from datetime import date, timedelta
from typing import NamedTuple

from domain.calendar import say_date
from domain.events import Value
from domain.flags.from_case import day_of, entries
from domain.flags.mentions import telling
from domain.flags.record import Record
from domain.instrument import Instrument
from domain.instrument_forms import Change


class Happened(NamedTuple):
    """A change on file: what kind, the day, and how it is said."""

    change: Change
    on: date
    say: str


def happened(instrument: Instrument, facts: Mapping[str, Value]) -> tuple[Happened, ...]:
    """Every change the instrument knows of and the case has, in the order of the days."""
    found = [each for change in instrument.changes for each in _of(change, facts.get(change.fact))]
    # What is on the timeline and a date of the case besides, such as a release, happened once.
    once = {(each.on, each.change.label): each for each in reversed(found)}
    return tuple(sorted(once.values(), key=lambda each: each.on))


def _of(change: Change, value: Value) -> Iterator[Happened]:
    if not change.kind:
        on = day_of(value)
        if on is not None:
            yield Happened(change, on, f"{change.label}, {say_date(on)}")
        return
    for entry in entries(value):
        on = day_of(entry.get("date"))
        if on is not None and entry.get("kind") == change.kind:
            text = str(entry.get("text") or "")
            told = f": {text}" if text else ""
            yield Happened(change, on, f"{change.label}, {say_date(on)}{told}")


# Near enough to a change for a new school, home or worker to have come with it.
_WITH_IT = timedelta(days=21)


def names_it(record: Record, happened: Happened, text: str) -> bool:
    """Whether a text names the home, school or worker that came with a change."""
    stays = {"homes": record.homes, "schools": record.schools, "managers": record.managers}
    return any(
        abs(stay.since - happened.on) <= _WITH_IT
        and any(re.search(rf"\b{re.escape(word)}\b", text) for word in telling(stay.name))
        for stay in stays.get(happened.change.told_by, ())
    )
