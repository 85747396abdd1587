"""What an assessor leaves beside the log while working: half-typed text, and the time used."""

from __future__ import annotations

from datetime import timedelta
from typing import TYPE_CHECKING

from domain.answers import Progress
from domain.course import ItemState, step_of
from domain.interview import Session
from storage.errors import NotSaved
from tui.clock import Clock

if TYPE_CHECKING:
    from storage.records import Place
    from storage.store import Store

PACE_SHOWS = 5  # answers in this sitting from which the time left can be told
IDLE = 300  # seconds without a sign of life after which the visit's time stops counting


def place_left(session: Session, drafts: Drafts, place: Place | None) -> str | None:
    """Where an assessor takes a case up again; None when it is finished or all is asked."""
    if session.finished:
        return None
    item = session.item.get(place.key if place else "")
    if item is not None and (item.state is ItemState.OPEN or item.step in drafts):
        return item.step
    # Who has never moved about in this case begins at its first open step, whatever was
    # recorded by another hand, or by a command, before.
    after = last_step(session) if place is not None else None
    return drafts.last or session.next_step(after)


def last_step(session: Session) -> str | None:
    """The step something was recorded at last."""
    steps = (step_of(event) for event in reversed(session.events))
    return next((step for step in steps if step in session.item), None)


class Drafts:
    """The half-typed text of each step of a case, kept in the store as it is typed."""

    def __init__(self, store: Store, case_id: int, who: str) -> None:
        self._store, self._case_id, self._who = store, case_id, who
        self._texts: dict[str, str] = {}

    def restore(self, session: Session) -> None:
        """A draft older than the answer it became was left behind by a sudden end; drop it.

        What another person answered there since did not come of this draft.
        """
        latest = {step_of(event): event for event in session.events}
        for step, draft in self._store.drafts(self._case_id, self._who).items():
            last = latest.get(step)
            spent = last is not None and last.who == self._who and last.at >= draft.at
            if step in session.item and not spent:
                self._texts[step] = draft.text

    def __contains__(self, step: object) -> bool:
        return step in self._texts

    def text(self, step: str | None) -> str:
        return self._texts.get(step or "", "")

    @property
    def last(self) -> str | None:
        """The step where something was half typed last."""
        return next(reversed(self._texts), None)

    def keep(self, step: str | None, text: str) -> None:
        """Have the text of a step on disk. Raises NotSaved."""
        if step is None or text == self.text(step):
            return
        self._store.save_draft(self._case_id, self._who, step, text)
        self._texts[step] = text
        if not text:
            self.saved_with(step)

    def saved_with(self, step: str | None) -> None:
        """The text has become an answer and left the store with it."""
        self._texts.pop(step or "", None)

    def forget(self, step: str | None) -> None:
        try:
            self.keep(step, "")
        except NotSaved:
            # What was typed is on disk as an answer; an old draft is known by its time.
            self.saved_with(step)


class TimeUsed:
    """Seconds spent on a case by one assessor, over all sittings, and the pace of this one."""

    def __init__(self, clock: Clock, seconds: float, progress: Progress) -> None:
        self.seconds = seconds
        self._clock = clock
        self._at_first = seconds
        self._answered_at_first = progress.answered
        self._last_sign = clock.ticking()

    def sign_of_life(self) -> None:
        """Count the time since the last sign, unless the keyboard lay idle."""
        now = self._clock.ticking()
        if now - self._last_sign < IDLE:
            self.seconds += now - self._last_sign
        self._last_sign = now

    def left(self, progress: Progress) -> timedelta | None:
        """How long the open questions take at the pace of this sitting; None until it shows."""
        answered = progress.answered - self._answered_at_first
        seconds = self.seconds - self._at_first
        if answered < PACE_SHOWS or seconds < 60:
            return None
        return timedelta(seconds=seconds / answered * (progress.due - progress.answered))
