"""The small instrument that the tests run on, and short ways to move a case along with it."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path

from domain.decisions import decide
from domain.instrument import Instrument
from domain.instrument_file import load
from domain.intents import Intent
from domain.interview import Session
from domain.typed import Say, read

NOON = datetime(2012, 2, 20, 12, 0, tzinfo=UTC)
TODAY = date(2012, 2, 20)
WHO = "A.W."


@cache
def tiny() -> Instrument:
    """The library instrument of `tiny.toml`."""
    return load(Path(__file__).parent / "tiny.toml")


def take(session: Session, *intents: Intent, at: datetime = NOON, who: str = WHO) -> Session:
    """The session after each intention was decided and its events applied."""
    for intent in intents:
        decision = decide(session, intent)
        events = session.stamped(decision.changes, at=at, who=who, undoes=decision.undoes)
        session = session.apply(events)
    return session


def type_at(session: Session, step: str, text: str) -> Session:
    """The session after `text` was typed at `step`; the text must be understood."""
    typed = read(session, step, text, TODAY)
    assert isinstance(typed, Say), typed
    return take(session, typed.intent)
