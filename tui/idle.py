"""How long nobody has touched the keyboard or the mouse."""

from __future__ import annotations

from datetime import timedelta

from tui.clock import Clock


class Idle:
    """Counts from the last sign of life. minutes: after which it is over; None: never."""

    def __init__(self, clock: Clock, minutes: float | None) -> None:
        self._clock = clock
        self._limit = None if minutes is None else timedelta(minutes=minutes)
        self.sign()

    def sign(self) -> None:
        """Somebody is there."""
        self._ticking, self._now = self._clock.ticking(), self._clock.now()

    @property
    def over(self) -> bool:
        """Whether the limit has passed. A clock that stops while the machine sleeps is one of two:
        the other one goes on, and the one that says longer counts."""
        if self._limit is None:
            return False
        ticked = timedelta(seconds=self._clock.ticking() - self._ticking)
        return max(ticked, self._clock.now() - self._now) >= self._limit
