"""The record that documents are held against, made from the facts of a case.

Which fact tells what stands in case_facts.toml.
"""

from __future__ import annotations

import re
import tomllib
from collections.abc import Iterator, Mapping
from datetime import date
from functools import cache
from importlib.resources import files
from itertools import zip_longest
from typing import Any, NamedTuple

from domain.case import say_value
from domain.events import Value
from domain.flags.record import Ended, Record, Stay
from domain.instrument import Instrument


class Unsaid(NamedTuple):
    """A fact of the record that a document of its kind should mention and does not."""

    fact: str
    label: str
    why: str


@cache
def _mapping() -> dict[str, Any]:
    return tomllib.loads(files(__package__).joinpath("case_facts.toml").read_text("utf-8"))


def record_of(instrument: Instrument, facts: Mapping[str, Value], first_name: str = "") -> Record:
    """What the facts of a case tell of the child."""

    def of(part: str) -> Value:
        return facts.get(_mapping()[part])

    order = of("order")
    name = say_value(instrument, _mapping()["order"], order) if order else ""
    ended = _day(of("order_ended"))
    return Record(
        first_name=first_name,
        gender=str(of("gender") or ""),
        born=_day(of("born")),
        sentenced=_day(of("sentenced")),
        order=name,
        managers=tuple(_stays(of("managers"))),
        ended=(Ended("order", name, ended),) if ended and name else (),
    )


def unsaid(
    instrument: Instrument, facts: Mapping[str, Value], kind: str, text: str
) -> list[Unsaid]:
    """The facts that a document of this kind must mention and this text does not."""
    return [
        Unsaid(told["fact"], instrument.fact[told["fact"]].label, told["say"])
        for told in _mapping()["told"]
        if facts.get(told["fact"]) == told["is"]
        and told["fact"] in instrument.fact
        and kind in told["kinds"]
        and not re.search(told["words"], " ".join(text.replace("’", "'").split()), re.IGNORECASE)
    ]


def _day(value: Value) -> date | None:
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def _stays(people: Value) -> Iterator[Stay]:
    """Case managers one after the other: each until the next one began."""
    named = [each for each in people if isinstance(each, dict)] if isinstance(people, tuple) else []
    for person, following in zip_longest(named, named[1:], fillvalue=None):
        if person is None:
            return
        since = _day(person.get("from")) or date.min
        after = _day(following.get("from")) if following else None
        if following is not None and after is None:
            continue  # nobody knows when this one handed the case on
        yield Stay(str(person["name"]), since, after)
