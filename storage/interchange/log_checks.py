"""Whether a log that comes from a file can be one this program wrote.

A log is believed for ever once it is taken: what does not add up is refused before.
"""

from __future__ import annotations

from collections.abc import Callable, Iterable, Mapping
from datetime import datetime

from domain.errors import Refused
from domain.events import Event, Kind, Slot, Value, turns
from domain.fact_values import refuse_misfit
from domain.instrument import Instrument
from domain.routing import is_grid
from domain.status import Status, first_out_of_place, status_of
from storage.inspections import LONGEST_NAME
from storage.interchange.document_checks import (
    are_references,
    is_decision,
    is_document,
    is_document_slot,
    is_flag_slot,
)

_YEARS = range(1900, 2200)


def refuse_far_off(at: datetime) -> datetime:
    """Raises ValueError for a time no case is of: one at the ends of the calendar has no local time
    to be shown in."""
    if at.year not in _YEARS:
        raise ValueError("the year is not one of 1900 to 2199")
    return at


def problem_of(events: Iterable[Event], instrument: Instrument) -> str | None:
    """What is wrong with a log, as the end of a sentence; None if nothing is."""
    events = tuple(events)
    state: dict[Slot, Value] = {}
    turn = 0
    for number, event in enumerate(events, 1):
        where = f"event {number}"
        if event.seq != number or not turn <= event.turn <= number:
            return f"{where}: the events are not in order; export the case anew."
        wrong = _problem_after(state, event, instrument)
        if wrong:
            return f"{where}: {wrong}"
        state[event.slot] = event.new
        turn = event.turn
    misplaced = first_out_of_place((), events)
    if misplaced:
        return f"{misplaced}; the log has been altered."
    return _bare_judgement(events, instrument)


def _problem_after(state: Mapping[Slot, Value], event: Event, instrument: Instrument) -> str | None:
    """What is wrong with an event that comes upon this state."""
    slot = event.slot
    if state.get(slot) != event.old:
        return "its old value is not what came before; the log has been altered."
    if event.undoes is not None and not 0 < event.undoes < event.turn:
        return "it undoes what had not happened; the log has been altered."
    if not 0 < len(event.who) <= LONGEST_NAME:
        return f"its assessor must be a name of 1 to {LONGEST_NAME} characters; give one."
    if not _slot_is_known(slot, instrument):
        return f"the instrument has no {slot.kind.value} {slot.subject} {slot.row}".rstrip() + "."
    if event.new is not None and not _fits(slot, event.new, instrument):
        return f"its value does not fit {slot.subject}."
    return None


def _bare_judgement(events: Iterable[Event], instrument: Instrument) -> str | None:
    """A judgement without the note it wants. Undoing may lead to one, and a note may be taken away
    later, so only the turn that gives the judgement is asked."""
    state: dict[Slot, Value] = {}
    for turn in turns(events):
        state.update((event.slot, event.new) for event in turn.events)
        for event in turn.events if turn.undoes is None else ():
            if _wants_note(event, instrument) and not state.get(
                event.slot._replace(kind=Kind.NOTE)
            ):
                return f"event {event.seq}: “{event.new}” needs a note saying why; give one."
    return None


def _wants_note(event: Event, instrument: Instrument) -> bool:
    if event.slot.kind is not Kind.JUDGEMENT or event.new is None:
        return False
    question = instrument.question[event.slot.subject]
    return instrument.judgement(question, str(event.new)).wants == "note"


def _slot_is_known(slot: Slot, instrument: Instrument) -> bool:
    if slot.kind is Kind.STATUS:
        return slot.subject == "case" and not slot.row
    if slot.kind is Kind.FACT:
        return slot.subject in instrument.fact and not slot.row
    if slot.kind is Kind.DOCUMENT:
        return is_document_slot(slot)
    if slot.kind is Kind.FLAG:
        return is_flag_slot(slot)
    if slot.kind is Kind.LATER and slot.subject.removeprefix("fact:") in instrument.fact:
        return not slot.row
    question = instrument.question.get(slot.subject)
    if question is None:
        return False
    if slot.kind in (Kind.JUDGEMENT, Kind.REASONS) and bool(slot.row) != is_grid(question):
        return False
    if slot.kind is Kind.EXAMPLE:
        return not slot.row
    return not slot.row or slot.row in {row.id for row in instrument.rows_of(question)}


def _fits(slot: Slot, value: Value, instrument: Instrument) -> bool:
    fits = _FITS.get(slot.kind)
    return isinstance(value, str) if fits is None else fits(slot, value, instrument)


def _is_fact(slot: Slot, value: Value, instrument: Instrument) -> bool:
    try:
        refuse_misfit(instrument, instrument.fact[slot.subject], value)
    except Refused:
        return False
    return True


def _is_judgement(slot: Slot, value: Value, instrument: Instrument) -> bool:
    scale = instrument.scale_of(instrument.question[slot.subject])
    return isinstance(value, str) and value in {judgement.id for judgement in scale.judgements}


def _are_reasons(slot: Slot, value: Value, instrument: Instrument) -> bool:
    codes = {reason.code for reason in instrument.reasons_of(instrument.question[slot.subject])}
    return isinstance(value, tuple) and all(
        isinstance(code, str) and code in codes for code in value
    )


# Whether a value is one its slot can hold. What is not named here holds text.
_FITS: dict[Kind, Callable[[Slot, Value, Instrument], bool]] = {
    Kind.FACT: _is_fact,
    Kind.JUDGEMENT: _is_judgement,
    Kind.REASONS: _are_reasons,
    Kind.EVIDENCE: lambda _slot, value, _instrument: are_references(value),
    Kind.STATUS: lambda _slot, value, _instrument: status_of(value) is not Status.OPEN,
    Kind.DOCUMENT: is_document,
    Kind.FLAG: is_decision,
}
