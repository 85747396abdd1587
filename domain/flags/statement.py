"""What every rule for out-of-date statements is given, and what it answers."""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date
from functools import lru_cache
from typing import NamedTuple

from domain.flags.reading import Sentence
from domain.flags.record import Record
from domain.flags.speaking_of import Cast

CLEAR, CHECK, BARE = "clear", "check", "bare"


class Outdated(NamedTuple):
    """A statement that no longer holds: characters of the section, kind, what speaks against it.

    sure: 'clear'; 'check' for the weaker rules; 'bare' for a standing fact of a few words, such as
    'She lives with her aunt.', which is worth a grey mark but no more.
    """

    start: int
    end: int
    kind: str
    why: str
    sure: str = CLEAR


class Taken(NamedTuple):
    """Where a sentence was taken over from: the day of the first version that has it, its words."""

    day: date
    text: str


@dataclass(frozen=True, eq=False)
class Held:
    """The section held against the record: its day, the earlier version's day, who is who.

    Equal to itself only, so that what a rule prepares from the record is looked up at once.
    """

    record: Record
    now: date
    earlier: date | None
    cast: Cast
    other_child: str = ""

    def from_before(self, sentence: Sentence, end: date | None) -> bool:
        """Whether words are taken over from a version older than an end: they were true then.

        Fresh words that name what has ended mostly tell of the ending, so they take more to flag.
        """
        return bool(sentence.carried and end and self.earlier and self.earlier < end)

    def about_other(
        self, sentence: Sentence, at: int, speakers: frozenset[str] = frozenset()
    ) -> bool:
        """Whether what is said at a character is said of someone other than the child.

        speakers: those who, for this rule, speak of the child rather than of themselves.
        """
        return self.cast.other(sentence, at, speakers)


def flag(
    sentence: Sentence, start: int, end: int, kind: str, why: str, sure: str = CLEAR
) -> Outdated:
    """A flag on characters `start` to `end` of a sentence."""
    return Outdated(*sentence.place(start, end), kind, why, sure)


@lru_cache(maxsize=1024)
def say(day: date | None) -> str:
    """A day as the record prints it: 3 Feb 2012."""
    return f"{day.day} {day:%b %Y}" if day else "a day not on record"
