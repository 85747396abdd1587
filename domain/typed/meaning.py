"""The ways a typed line can be taken."""

from __future__ import annotations

from dataclasses import dataclass

from domain import intents


@dataclass(frozen=True, slots=True)
class Command:
    """`/name rest of the line`"""

    name: str
    rest: str


@dataclass(frozen=True, slots=True)
class Nothing:
    """Enter on an empty line."""


@dataclass(frozen=True, slots=True)
class Say:
    """A line understood."""

    intent: intents.Intent


@dataclass(frozen=True, slots=True)
class Way:
    """One way to take an unclear line: a key to press, what it would do, and the intent."""

    key: str
    label: str
    intent: intents.Intent


@dataclass(frozen=True, slots=True)
class Unclear:
    """A line that needs a question back. The text is kept in the prompt; `ways` may be empty."""

    ask: str
    text: str
    ways: tuple[Way, ...] = ()


Typed = Command | Nothing | Say | Unclear
