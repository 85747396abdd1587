"""What a checklist is told of itself, beside the case: where it belongs, and who may read what."""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Protocol

from domain.report import MARKING


@dataclass(frozen=True, slots=True)
class About:
    """Where a checklist comes from and goes to.

    inspection: its name. invented: it is for demonstration or practice. made: aware, in UTC.
    head: the last hash of the trail, "" where there is none. to: who gets it, "" if not said.
    """

    inspection: str
    made: datetime
    invented: bool = False
    marking: str = MARKING
    head: str = ""
    to: str = ""


class Masked(Protocol):
    """One thing that stood in the texts: what kind of name, the mark in its place, how often."""

    @property
    def what(self) -> str: ...
    @property
    def mark(self) -> str: ...
    @property
    def times(self) -> int: ...


class Mask(Protocol):
    """Puts marks in place of names; `found` lists what was masked up to now, without the names."""

    def __call__(self, text: str, /) -> str: ...
    @property
    def found(self) -> Sequence[Masked]: ...
