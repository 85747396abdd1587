"""Values of the domain as the text and numbers of the tables, and back, without loss."""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, datetime
from typing import Any

import msgspec

from domain.answers import Answer
from domain.events import Event, Kind, Slot, Value

_encoder = msgspec.json.Encoder()
_decoder = msgspec.json.Decoder()


def json_text(value: object) -> str:
    """Compact JSON; the order of what was given is kept."""
    return _encoder.encode(value).decode()


def as_value(data: Any) -> Value:
    """A value as the domain has it: lists are tuples, so that events can be compared."""
    if isinstance(data, list):
        return tuple(as_value(item) for item in data)
    if isinstance(data, dict):
        return {str(key): as_value(item) for key, item in data.items()}
    if data is None or (isinstance(data, str | int) and not isinstance(data, bool)):
        return data
    raise ValueError("a value is text, a whole number, or a list or table of these")


def value_of(text: str) -> Value:
    return as_value(_decoder.decode(text))


def time_text(at: datetime) -> str:
    """A moment as ISO 8601 in UTC with microseconds: as text it sorts in order of time."""
    return at.astimezone(UTC).isoformat(timespec="microseconds")


def event_row(case_id: int, event: Event) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "seq": event.seq,
        "turn": event.turn,
        "at": time_text(event.at),
        "who": event.who,
        "kind": event.slot.kind.value,
        "subject": event.slot.subject,
        "row": event.slot.row,
        "old": json_text(event.old),
        "new": json_text(event.new),
        "instrument": event.instrument,
        "why": event.why,
        "undoes": event.undoes,
    }


def event_of(row: Mapping[str, Any]) -> Event:
    return Event(
        seq=row["seq"],
        turn=row["turn"],
        at=datetime.fromisoformat(row["at"]),
        who=row["who"],
        slot=Slot(Kind(row["kind"]), row["subject"], row["row"]),
        old=value_of(row["old"]),
        new=value_of(row["new"]),
        instrument=row["instrument"],
        why=row["why"],
        undoes=row["undoes"],
    )


def answer_row(case_id: int, answer: Answer) -> dict[str, Any]:
    return {
        "case_id": case_id,
        "question": answer.key.question,
        "row": answer.key.row,
        "judgement": answer.judgement,
        "standing": answer.standing,
        "unclear": answer.unclear,
        "reasons": json_text(answer.reasons),
        "note": answer.note,
        "evidence": json_text([(e.document, e.page, e.quote) for e in answer.evidence]),
        "who": answer.who,
        "at": time_text(answer.at),
    }


def reasons_of(text: str) -> tuple[str, ...]:
    return tuple(str(code) for code in _decoder.decode(text))


def pages_of(text: str) -> tuple[int, ...]:
    return tuple(int(start) for start in _decoder.decode(text))


def words_of(text: str) -> tuple[str, ...]:
    return tuple(str(word) for word in _decoder.decode(text))
