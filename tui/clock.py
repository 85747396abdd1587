"""The only place the program asks what time it is."""

from __future__ import annotations

import time
from dataclasses import dataclass
from datetime import UTC, date, datetime
from typing import Protocol


class Clock(Protocol):
    def now(self) -> datetime:
        """The time, aware and in UTC."""

    def today(self) -> date:
        """The day where the person sits."""

    def ticking(self) -> float:
        """Seconds that only ever grow, for measuring how long something took."""


@dataclass(frozen=True, slots=True)
class SystemClock:
    def now(self) -> datetime:
        return datetime.now(UTC)

    def today(self) -> date:
        return datetime.now().astimezone().date()

    def ticking(self) -> float:
        return time.monotonic()
