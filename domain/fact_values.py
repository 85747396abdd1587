"""Whether a value is one that a fact can have, wherever it comes from.

What is typed is read by `case.read_fact` and fits by then; a script or a file may bring anything,
and what has once entered the log of a case stays there.
"""

from __future__ import annotations

from collections.abc import Callable
from datetime import date

from domain.case import how_to_type, options
from domain.errors import Refused
from domain.events import Value
from domain.instrument import Fact, Instrument
from domain.routing import PASSED_BY


def refuse_misfit(instrument: Instrument, fact: Fact, value: Value) -> None:
    """Raises Refused for a value that the fact cannot have; None takes a value back."""
    if value is None or (value == PASSED_BY and not fact.required):
        return
    if not _FITS[fact.kind](instrument, fact, value):
        raise Refused(f"{fact.label}: that is no value for it. {how_to_type(instrument, fact)}")


def _ids(instrument: Instrument, fact: Fact) -> set[str]:
    return {choice.id for choice in options(instrument, fact)}


def _choice(instrument: Instrument, fact: Fact, value: Value) -> bool:
    return isinstance(value, str) and value in _ids(instrument, fact)


def _choices(instrument: Instrument, fact: Fact, value: Value) -> bool:
    return isinstance(value, tuple) and all(_choice(instrument, fact, one) for one in value)


def _date(_instrument: Instrument, _fact: Fact, value: Value) -> bool:
    return _is_date(value)


def _is_date(value: Value) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _number(_instrument: Instrument, fact: Fact, value: Value) -> bool:
    return _within(fact, value, 999)


def _within(fact: Fact, value: Value, most: int) -> bool:
    low, high = fact.minimum or 0, most if fact.maximum is None else fact.maximum
    return isinstance(value, int) and not isinstance(value, bool) and low <= value <= high


def _text(_instrument: Instrument, _fact: Fact, value: Value) -> bool:
    return isinstance(value, str) and bool(value.strip())


def _scores(instrument: Instrument, fact: Fact, value: Value) -> bool:
    return (
        isinstance(value, dict)
        and value.keys() == _ids(instrument, fact)
        and all(_within(fact, score, 4) for score in value.values())
    )


def _timeline(instrument: Instrument, fact: Fact, value: Value) -> bool:
    kinds = _ids(instrument, fact) or {""}
    return isinstance(value, tuple) and all(
        isinstance(entry, dict)
        and entry.keys() == {"date", "kind", "text"}
        and _is_date(entry["date"])
        and isinstance(entry["kind"], str)
        and entry["kind"] in kinds
        and isinstance(entry["text"], str)
        for entry in value
    )


def _people(_instrument: Instrument, _fact: Fact, value: Value) -> bool:
    return (
        isinstance(value, tuple)
        and bool(value)
        and all(
            isinstance(entry, dict)
            and entry.keys() == {"name", "from"}
            and bool(entry["name"])
            and isinstance(entry["name"], str)
            and (entry["from"] == "" or _is_date(entry["from"]))
            for entry in value
        )
    )


def _stays(_instrument: Instrument, _fact: Fact, value: Value) -> bool:
    return (
        isinstance(value, tuple)
        and bool(value)
        and all(
            isinstance(entry, dict)
            and entry.keys() == {"name", "from", "until"}
            and bool(entry["name"])
            and isinstance(entry["name"], str)
            and all(entry[day] == "" or _is_date(entry[day]) for day in ("from", "until"))
            for entry in value
        )
    )


_FITS: dict[str, Callable[[Instrument, Fact, Value], bool]] = {
    "choice": _choice,
    "yes_no": _choice,
    "choices": _choices,
    "date": _date,
    "number": _number,
    "text": _text,
    "scores": _scores,
    "timeline": _timeline,
    "people": _people,
    "stays": _stays,
}
