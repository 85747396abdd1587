"""What a glossary entry is, and what a look-up hands back."""

from __future__ import annotations

import re
from dataclasses import dataclass

SHIPPED = "shipped"
OWN = "own"
OWN_OVER_SHIPPED = "own, in place of the shipped entry"


class GlossaryError(Exception):
    """A glossary file cannot be used; the message is one plain sentence with the cure."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One term. `aliases` are written forms, `spoken` is how the term sounds, `keywords` are
    further words that lead to it; `core` entries come before others that fit a query equally."""

    term: str
    expansion: str = ""
    definition: str = ""
    aliases: tuple[str, ...] = ()
    related: tuple[str, ...] = ()
    period: str = ""
    became: str = ""
    source: str = ""
    origin: str = SHIPPED
    spoken: tuple[str, ...] = ()
    keywords: tuple[str, ...] = ()
    core: bool = False

    def names(self) -> tuple[str, ...]:
        """The term as written, and the single names in a headword like 'YOS/YOT/YJS'."""
        parts = re.split(r"[/;]", self.term)
        return tuple(dict.fromkeys([self.term, *(part.strip() for part in parts)]))

    def expansions(self) -> tuple[str, ...]:
        """The expansion as written, and the single ones of 'Youth Offending Service / ...'."""
        if not self.expansion:
            return ()
        parts = self.expansion.split(" / ")
        return tuple(dict.fromkeys([self.expansion, *(part.strip() for part in parts)]))


@dataclass(frozen=True, slots=True)
class Match:
    """An entry that fits a query: how it was found, and how well from 0 to 100."""

    entry: Entry
    how: str
    score: float


@dataclass(frozen=True, slots=True)
class Mention:
    """A term found in a text: characters `start` to `end` (exclusive) name `entry`."""

    start: int
    end: int
    entry: Entry
