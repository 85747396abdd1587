"""What the store hands out: plain values that know nothing of the database.

Screens import this module before the database packages are read, so it must stay light.
"""

from __future__ import annotations

from dataclasses import dataclass
from datetime import date, datetime
from typing import Literal

from domain.answers import AnswerKey, Standing
from domain.events import Event

HouseChoice = Literal["added", "dropped"]
HouseStanding = Literal["found"] | HouseChoice


@dataclass(frozen=True, slots=True)
class NewInspection:
    """An inspection about to be created. `invented`: made up for practice, not of real cases."""

    area: str
    year: int
    fieldwork_from: date | None = None
    fieldwork_to: date | None = None
    invented: bool = False


@dataclass(frozen=True, slots=True)
class Inspection:
    """An inspection as kept. `instrument`: id and version of what its cases are asked."""

    id: int
    area: str
    year: int
    instrument: str
    fieldwork_from: date | None
    fieldwork_to: date | None
    invented: bool

    @property
    def name(self) -> str:
        """Area and year, which no two inspections share."""
        return f"{self.area} {self.year}"


@dataclass(frozen=True, slots=True)
class Size:
    """How many cases an inspection has, and how many of them are finished."""

    cases: int = 0
    finished: int = 0


@dataclass(frozen=True, slots=True)
class CaseLine:
    """A case in a list: how far it is, and who last worked on it (nobody yet: "").

    standing: open, returned, finished or countersigned; the last two are `finished`, locked.
    """

    id: int
    inspection_id: int
    reference: str
    finished: bool
    answered: int
    due: int
    later: int
    last_at: datetime
    last_who: str
    standing: str = "open"


@dataclass(frozen=True, slots=True)
class Draft:
    """Text typed and not yet sent, for the question (or prompt) `key`."""

    key: str
    text: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Place:
    """Where an assessor stood in a case, and the seconds they have spent in it."""

    key: str
    seconds: int


@dataclass(frozen=True, slots=True)
class CaseLog:
    """A case with its whole log, as it is carried from one database to another."""

    reference: str
    events: tuple[Event, ...]


@dataclass(frozen=True, slots=True)
class ReportText:
    """What somebody wrote at a place of an inspection's report. text: "" takes it back."""

    key: str
    text: str
    who: str
    at: datetime


@dataclass(frozen=True, slots=True)
class Taken:
    """What reading in did: references of the cases that are new, continued, or here already.

    texts: how many texts of the inspection's report are new.
    """

    inspection: Inspection
    new: tuple[str, ...] = ()
    continued: tuple[str, ...] = ()
    unchanged: tuple[str, ...] = ()
    texts: int = 0

    def __str__(self) -> str:
        parts = [
            f"{len(references)} {'case' if len(references) == 1 else 'cases'} {what}"
            for references, what in (
                (self.new, "new"),
                (self.continued, "continued"),
                (self.unchanged, "already here, unchanged"),
            )
            if references
        ]
        if self.texts:
            parts.append(f"{self.texts} {'text' if self.texts == 1 else 'texts'} of its report new")
        elif not self.new and not self.continued:
            return f"{self.inspection.name}: nothing changed" + (
                f", all of it is here already ({parts[0]})." if parts else "."
            )
        return f"{self.inspection.name}: {', '.join(parts)}."


@dataclass(frozen=True, slots=True)
class HouseLine:
    """A house sentence with the number of cases that have it.

    found: in enough of them. added, dropped: so decided by somebody, whatever was found.
    """

    text: str
    cases: int
    standing: HouseStanding


@dataclass(frozen=True, slots=True)
class AnswerLine:
    """One answer a score is made of, with where it comes from."""

    case_id: int
    reference: str
    key: AnswerKey
    judgement: str
    standing: Standing
    unclear: bool
    reasons: tuple[str, ...]
    note: str
    who: str
    at: datetime
