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
from domain.flags.omitted import mentioned
from domain.flags.record import Ended, Fact, Offence, Record, Stay
from domain.instrument import Instrument
from domain.instrument_forms import Told

Facts = Mapping[str, Value]

_LABEL = re.compile(r"\s*\(([^)]*)\)\s*$")


class Unsaid(NamedTuple):
    """A fact of the record that a document of its kind should mention and does not."""

    fact: str
    label: str
    why: str


@cache
def mapping() -> dict[str, Any]:
    """Which fact of an instrument tells what."""
    return tomllib.loads(files(__package__).joinpath("case_facts.toml").read_text("utf-8"))


def told(facts: Facts, part: str) -> Value:
    """The fact that tells a part of the record; None where it is not known."""
    return facts.get(mapping()[part]) or None


def day_of(value: Value) -> date | None:
    """The day that a fact of kind date, or part of an entry, holds."""
    return date.fromisoformat(value) if isinstance(value, str) and value else None


def entries(value: Value) -> tuple[dict[str, Value], ...]:
    """The entries of a timeline, of people or of stays."""
    return tuple(e for e in value if isinstance(e, dict)) if isinstance(value, tuple) else ()


def record_of(
    instrument: Instrument, facts: Facts, first_name: str = "", surname: str = ""
) -> Record:
    """What the facts of a case tell of the child."""
    order = told(facts, "order")
    name = say_value(instrument, mapping()["order"], order) if order else ""
    ended = day_of(told(facts, "order_ended"))
    over = (Ended("order", name, ended),) if ended and name else ()
    return Record(
        first_name=first_name,
        surname=surname,
        gender=str(told(facts, "gender") or ""),
        born=day_of(told(facts, "born")),
        sentenced=day_of(told(facts, "sentenced")),
        order=name,
        schools=tuple(_stays(told(facts, "schools"))),
        homes=tuple(_stays(told(facts, "homes"))),
        managers=tuple(_managers(told(facts, "managers"))),
        ended=(*_ended(told(facts, "ended")), *over),
        bail_until=day_of(told(facts, "bail_until")),
        offences=tuple(_offences(told(facts, "offences"))),
    )


def unsaid(
    instrument: Instrument, facts: Facts, kind: str, text: str, on: date | None = None
) -> list[Unsaid]:
    """The facts that a document of this kind, written on that day, must mention and does not."""
    plain = " ".join(text.replace("’", "'").split())
    return [
        Unsaid(rule.fact, instrument.fact[rule.fact].label, why)
        for rule in instrument.told
        if kind in rule.documents
        and not _says(rule.words, plain)
        and (why := _calls_for(instrument, rule, facts, plain, on))
    ]


# 'No previous violence' is silent about violence, and so is what could happen one day; 'not to
# contact' is what an order says.
_DENIED = re.compile(
    r"\b(?:no|nil|not|never|without|none|could|might|may|if|unless)\b(?:\W+\w+){0,4}\W*$",
    re.IGNORECASE,
)
_DENIAL_REACH = 60  # characters


def _says(words: str, plain: str) -> bool:
    """Whether a text has one of the words and does not deny it in the same breath."""
    return any(
        not _denied(plain[max(0, found.start() - _DENIAL_REACH) : found.start()])
        for found in re.finditer(words, plain, re.IGNORECASE)
    )


def _denied(before: str) -> bool:
    return _DENIED.search(re.split(r"[.;]", before)[-1]) is not None


def _calls_for(
    instrument: Instrument, rule: Told, facts: Facts, plain: str, on: date | None
) -> str:
    """The sentence of a rule whose fact was on record by then and is not named; "" if none was."""
    value = facts.get(rule.fact)
    if isinstance(value, tuple):
        known = [
            entry
            for entry in entries(value)
            if rule.is_ in ("", entry.get("kind")) and _by_then(entry, on)
        ]
        for entry in known:
            # An entry tells whom it protects, or what was done: either is a mention of it.
            text = str(entry.get("text") or "").partition(",")[0]
            if mentioned(plain, Fact(rule.fact, rule.fact, (), text=text, person=text)):
                return ""
        labels = "; ".join(say_value(instrument, rule.fact, (entry,)) for entry in known)
        return f"{rule.say} On record: {labels}." if known else ""
    if value != (rule.is_ or "yes") or _begun_later(facts, rule.fact, on):
        return ""
    return rule.say


def _by_then(entry: Mapping[str, Value], on: date | None) -> bool:
    begun = day_of(entry.get("date"))
    return on is None or begun is None or begun <= on


def _begun_later(facts: Facts, fact: str, on: date | None) -> bool:
    """Whether the timeline of the case tells that this came about after a day."""
    days = [
        day
        for value in facts.values()
        for entry in entries(value)
        if entry.get("kind") == fact and (day := day_of(entry.get("date")))
    ]
    return on is not None and bool(days) and min(days) > on


def _managers(people: Value) -> Iterator[Stay]:
    """Case managers one after the other: each until the next one began."""
    named = entries(people)
    for person, following in zip_longest(named, named[1:], fillvalue=None):
        if person is None:
            return
        since = day_of(person.get("from")) or date.min
        after = day_of(following.get("from")) if following else None
        if following is not None and after is None:
            continue  # nobody knows when this one handed the case on
        yield Stay(str(person["name"]), since, after)


def _stays(value: Value) -> Iterator[Stay]:
    """A name in brackets tells whose home it is: 14 Mill Lane (mother's home)."""
    for stay in entries(value):
        name = str(stay["name"])
        label = _LABEL.search(name)
        yield Stay(
            name[: label.start()] if label else name,
            day_of(stay.get("from")) or date.min,
            day_of(stay.get("until")),
            label[1] if label else "",
        )


def _ended(value: Value) -> Iterator[Ended]:
    """'girlfriend, Jade' tells what ended as well as who; a bare name is of the entry's kind."""
    for tie in entries(value):
        day = day_of(tie.get("date"))
        what, _, name = str(tie.get("text") or "").rpartition(",")
        if day and name.strip():
            yield Ended(what.strip() or str(tie.get("kind") or ""), name.strip(), day)


def _offences(value: Value) -> Iterator[Offence]:
    for offence in entries(value):
        day = day_of(offence.get("date"))
        if day:
            kind = str(offence.get("kind") or "")
            yield Offence(day, str(offence.get("text") or kind), kind)
