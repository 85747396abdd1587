"""Whether a log that comes from a file can be one this program wrote.

A log is believed for ever once it is taken: what does not add up is refused before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable
from datetime import date

from domain.events import FINISHED, Event, Kind, Slot, Value
from domain.instrument import FactKind, Instrument

_LARGEST = 2**31 - 1  # the whole numbers of every database


def problem_of(events: Iterable[Event], instrument: Instrument) -> str | None:
    """What is wrong with a log, as the end of a sentence; None if nothing is."""
    state: dict[Slot, Value] = {}
    turn = 0
    for number, event in enumerate(events, 1):
        where = f"event {number}"
        if event.seq != number or not turn <= event.turn <= number:
            return f"{where}: the events are not in order; export the case anew."
        if state.get(event.slot) != event.old:
            return f"{where}: its old value is not what came before; the log has been altered."
        if event.undoes is not None and not 0 < event.undoes < event.turn:
            return f"{where}: it undoes what had not happened; the log has been altered."
        if not _slot_is_known(event.slot, instrument):
            return f"{where}: the instrument has no {event.slot.kind.value} {event.slot.subject}."
        if event.new is not None and not _fits(event.slot, event.new, instrument):
            return f"{where}: its value does not fit {event.slot.subject}."
        state[event.slot] = event.new
        turn = event.turn
    return None


def _slot_is_known(slot: Slot, instrument: Instrument) -> bool:
    if slot.kind is Kind.STATUS:
        return slot.subject == "case" and not slot.row
    if slot.kind is Kind.FACT:
        return slot.subject in instrument.fact and not slot.row
    if slot.kind is Kind.LATER and slot.subject.removeprefix("fact:") in instrument.fact:
        return not slot.row
    question = instrument.question.get(slot.subject)
    if question is None:
        return False
    return not slot.row or slot.row in {row.id for row in instrument.rows_of(question)}


def _fits(slot: Slot, value: Value, instrument: Instrument) -> bool:
    if slot.kind is Kind.FACT:
        # "" is a fact passed by.
        return value == "" or _FACTS[instrument.fact[slot.subject].kind](value)
    if slot.kind is Kind.JUDGEMENT:
        question = instrument.question[slot.subject]
        known = {judgement.id for judgement in instrument.scale_of(question).judgements}
        return isinstance(value, str) and value in known
    if slot.kind is Kind.STATUS:
        return value == FINISHED
    if slot.kind is Kind.REASONS:
        return _texts(value)
    if slot.kind is Kind.EVIDENCE:
        return _entries(value)
    return isinstance(value, str)


def _texts(value: Value) -> bool:
    return isinstance(value, tuple) and all(isinstance(item, str) for item in value)


def _entries(value: Value) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(entry, dict) and all(isinstance(part, str) for part in entry.values())
        for entry in value
    )


def _dated_entries(value: Value, key: str) -> bool:
    return isinstance(value, tuple) and all(
        isinstance(entry, dict)
        and all(isinstance(part, str) for part in entry.values())
        and (not entry.get(key) or _is_date(entry[key]))
        for entry in value
    )


def _is_date(value: Value) -> bool:
    try:
        return isinstance(value, str) and date.fromisoformat(value).isoformat() == value
    except ValueError:
        return False


def _is_text(value: Value) -> bool:
    return isinstance(value, str)


def _is_number(value: Value) -> bool:
    return isinstance(value, int) and not isinstance(value, bool) and abs(value) <= _LARGEST


def _is_scores(value: Value) -> bool:
    return isinstance(value, dict) and all(_is_number(score) for score in value.values())


_FACTS: dict[FactKind, Callable[[Value], bool]] = {
    "choice": _is_text,
    "yes_no": _is_text,
    "text": _is_text,
    "choices": _texts,
    "date": _is_date,
    "number": _is_number,
    "scores": _is_scores,
    "timeline": lambda value: _dated_entries(value, "date"),
    "people": lambda value: _dated_entries(value, "from"),
}
