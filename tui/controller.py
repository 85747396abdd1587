"""The bridge between a person and one open case: what they type, the session, the store.

Used by the screen, the plain mode and the command line alike. Every call that may reach the disk
blocks until the disk has it; a screen makes these calls in its storage worker.
"""

from __future__ import annotations

from dataclasses import dataclass, field
from datetime import datetime, timedelta
from typing import TYPE_CHECKING, Literal

from domain import intents
from domain.answers import AnswerKey
from domain.case import suggestion
from domain.course import FACT, ItemState, step_of
from domain.decisions import Decision, decide
from domain.errors import Refused
from domain.events import Event, Slot, history
from domain.interview import Session
from domain.routing import PASSED_BY, is_grid
from domain.typed import Command, Nothing, Unclear, Way, read
from storage.errors import NotSaved, Stale
from tui.clock import Clock

if TYPE_CHECKING:
    from storage.store import Store

OutcomeKind = Literal[
    "saved", "asked", "confirm", "refused", "not saved", "command", "moved", "nothing"
]
PACE_SHOWS = 5  # answers in this sitting from which the time left can be told
IDLE = 300  # seconds without a sign of life after which the visit's time stops counting


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a typed line or an intention.

    say: one sentence to show, or "". text: what must stand in the prompt again; "" if it was taken.
    ways: how an unclear line can be taken (`choose`). events: what is now on disk.
    "confirm" asks before answers are parked: `agree` goes on, anything else leaves all as it is.
    """

    kind: OutcomeKind
    say: str = ""
    text: str = ""
    ways: tuple[Way, ...] = ()
    command: Command | None = None
    events: tuple[Event, ...] = ()


@dataclass(slots=True)
class _Unsaved:
    """An intention that the disk did not take yet, with the line it came from."""

    intent: intents.Intent
    text: str
    agreed: bool


@dataclass
class Interview:
    """One case as an assessor has it open. `step` is None when nothing is left to ask."""

    store: Store
    case_id: int
    who: str
    clock: Clock
    session: Session
    step: str | None = None
    saved_at: datetime | None = None
    not_saved: str = ""
    seconds: float = 0.0
    _drafts: dict[str, str] = field(default_factory=dict)
    _unsaved: _Unsaved | None = None
    _to_confirm: _Unsaved | None = None
    _last_sign: float = 0.0
    _seconds_before: float = 0.0

    def __post_init__(self) -> None:
        self._before = self.session.progress

    @classmethod
    def open(cls, store: Store, case_id: int, who: str, clock: Clock) -> Interview:
        """The case as the log has it, standing where this assessor left it, drafts and all."""
        interview = cls(store, case_id, who, clock, store.load(case_id))
        place = store.place(case_id, who)
        interview.seconds = interview._seconds_before = float(place.seconds) if place else 0.0
        interview._last_sign = clock.ticking()
        interview._restore_drafts()
        interview.step = interview._place_left(place.key if place else None)
        return interview

    def _restore_drafts(self) -> None:
        """A draft older than the answer it became was left behind by a sudden end; drop it."""
        latest = {step_of(event): event.at for event in self.session.events}
        for step, draft in self.store.drafts(self.case_id, self.who).items():
            if step in self.session.item and not (step in latest and latest[step] >= draft.at):
                self._drafts[step] = draft.text

    def _place_left(self, place: str | None) -> str | None:
        if self.session.finished:
            return None
        item = self.session.item.get(place or "")
        if item is not None and (item.state is ItemState.OPEN or item.step in self._drafts):
            return item.step
        drafted = next((step for step in reversed(self._drafts)), None)
        # Who has never moved about in this case begins at its first open step, whatever was
        # recorded by another hand, or by a command, before.
        after = self._last_step() if place is not None else None
        return drafted or self.session.next_step(after)

    def _last_step(self) -> str | None:
        steps = (step_of(event) for event in reversed(self.session.events))
        return next((step for step in steps if step in self.session.item), None)

    # -- what is typed

    def submit(self, text: str) -> Outcome:
        """Take a typed line at the present step."""
        self.sign_of_life()
        if self.step is None and not text.strip().startswith("/"):
            return Outcome("refused", "Nothing is left to ask here; /review or /finish.", text)
        typed = read(self.session, self.step or "", text, self.clock.today())
        if isinstance(typed, Command):
            return Outcome("command", command=typed)
        if isinstance(typed, Unclear):
            return Outcome("asked", typed.ask, typed.text, typed.ways)
        if isinstance(typed, Nothing):
            return self._enter()
        return self.take(typed.intent, text=text)

    def _enter(self) -> Outcome:
        """Enter on an empty line: take what is offered, pass by what may be, or move on."""
        step = self.step or ""
        if step.startswith(FACT):
            fact = self.session.instrument.fact[step.removeprefix(FACT)]
            if fact.id in self.session.facts:
                return self._moved()
            offered = suggestion(self.session.instrument, fact, self.session.routing)
            if offered is None and not self.session.is_optional(step):
                return Outcome("nothing", "This is needed; /later leaves it for later.")
            return self.take(intents.SetFact(fact.id, PASSED_BY if offered is None else offered))
        if self.session.item[step].state is ItemState.ANSWERED:
            return self._moved()
        return Outcome("nothing", "Type an answer, or /later to come back to it.")

    def _moved(self) -> Outcome:
        self.next()
        return Outcome("moved")

    def choose(self, way: Way) -> Outcome:
        """Take an unclear line in one of the ways offered."""
        return self.take(way.intent)

    def agree(self) -> Outcome:
        """Do what was held back because it parks answers."""
        held, self._to_confirm = self._to_confirm, None
        if held is None:
            return Outcome("nothing")
        return self.take(held.intent, agreed=True, text=held.text)

    def take(self, intent: intents.Intent, *, agreed: bool = False, text: str = "") -> Outcome:
        """Decide on an intention and put it on disk. `text` is the line it came from."""
        self._to_confirm = None
        try:
            decision = decide(self.session, intent)
        except Refused as refused:
            return Outcome("refused", str(refused), text)
        if decision.parks and not agreed:
            self._to_confirm = _Unsaved(intent, text, agreed=True)
            return Outcome("confirm", decision.warning(self.session), text)
        return self._save(intent, decision, _Unsaved(intent, text, agreed))

    def retry(self) -> Outcome:
        """Try again what the disk did not take."""
        waiting = self._unsaved
        if waiting is None:
            self.not_saved = ""
            return Outcome("nothing")
        return self.take(waiting.intent, agreed=waiting.agreed, text=waiting.text)

    # -- on disk

    def _save(self, intent: intents.Intent, decision: Decision, attempt: _Unsaved) -> Outcome:
        events = self.session.stamped(
            decision.changes, at=self.clock.now(), who=self.who, undoes=decision.undoes
        )
        if events:
            try:
                self.session = self.store.append(self.case_id, self.session, events, self._sent())
            except Stale as stale:
                return self._overtaken(stale, attempt, {event.slot for event in events})
            except NotSaved as trouble:
                self._unsaved, self.not_saved = attempt, str(trouble)
                return Outcome("not saved", str(trouble), attempt.text)
            self.saved_at = events[-1].at
            self._drafts.pop(self.step or "", None)
        self._unsaved, self.not_saved = None, ""
        self._forget_draft()
        self.step = self._step_after(intent, events)
        return Outcome("saved", _told(decision), events=events)

    def _overtaken(self, stale: Stale, attempt: _Unsaved, slots: set[Slot]) -> Outcome:
        """Another window saved first: go on from there, unless it wrote in the very same place."""
        theirs = stale.session.events[len(self.session.events) :]
        self.session = stale.session
        clash = next((event for event in theirs if event.slot in slots), None)
        if clash is None:
            return self.take(attempt.intent, agreed=attempt.agreed, text=attempt.text)
        when = f"{clash.at.astimezone():%H:%M:%S}"
        say = (
            f"{clash.who} answered this in another window at {when}; that is kept. "
            "Send yours again to put it in its place."
        )
        return Outcome("refused", say, attempt.text)

    def catch_up(self) -> tuple[Event, ...]:
        """Take over what other windows saved meanwhile; those events, none if nothing is new."""
        session = self.store.newer(self.case_id, self.session)
        if session is self.session:
            return ()
        theirs = session.events[len(self.session.events) :]
        self.session = session
        return theirs

    # -- moving about

    def _step_after(self, intent: intents.Intent, events: tuple[Event, ...]) -> str | None:
        """Where the talk goes on: here if more is wanted here, else at the next open step."""
        if isinstance(intent, (intents.Undo, intents.Redo)) and events:
            touched = step_of(events[0])
            return touched if touched in self.session.item else self.step
        if isinstance(intent, intents.Finish):
            return None
        if isinstance(intent, intents.Reopen):
            return self.session.next_step()
        stays = (intents.Remark, intents.RewriteNote, intents.Cite, intents.DropEvidence)
        if isinstance(intent, (*stays, intents.TakeBack)) or self.wants_reasons():
            return self.step
        if self.step is not None and self.session.item[self.step].state is ItemState.OPEN:
            return self.step
        return self.session.next_step(self.step)

    def wants_reasons(self) -> bool:
        """Whether the present question was judged insufficient and no reason is given yet."""
        if self.step is None or self.step.startswith(FACT):
            return False
        question = self.session.instrument.question[self.step]
        judged = self.session.judged.get(AnswerKey(question.id))
        if is_grid(question) or judged is None or not question.reasons:
            return False
        wants = self.session.instrument.judgement(question, judged).wants
        return wants == "reasons" and not self.session.reasons(AnswerKey(question.id))

    def go(self, step: str) -> None:
        """Stand at a step, whatever its state; the place is kept."""
        self.step = self.session.step_named(step)
        self._keep_place()

    def back(self) -> bool:
        """Stand at the step before; False at the first."""
        return self._walk(-1)

    def forward(self) -> bool:
        """Stand at the step after, answered or not; False at the last."""
        return self._walk(+1)

    def _walk(self, direction: int) -> bool:
        if self.step is None:
            to = self._last_step() if direction < 0 else None
        else:
            to = self.session.neighbour(self.step, direction)
        if to is None:
            return False
        self.go(to)
        return True

    def next(self) -> None:
        """Stand at the next open step."""
        self.step = self.session.next_step(self.step)
        self._keep_place()

    def undoable(self) -> bool:
        return bool(history(self.session.events)[0])

    # -- kept beside the log

    def draft(self, step: str | None = None) -> str:
        """The half-typed text kept for a step (the present one)."""
        return self._drafts.get(step or self.step or "", "")

    def keep_draft(self, text: str) -> None:
        """Keep the half-typed text of the present step. Raises NotSaved."""
        if self.step is None or text == self._drafts.get(self.step, ""):
            return
        self.store.save_draft(self.case_id, self.who, self.step, text)
        if text:
            self._drafts[self.step] = text
        else:
            self._drafts.pop(self.step, None)

    def _sent(self) -> tuple[str, str] | None:
        """Where a draft has become what is being saved."""
        return (self.who, self.step) if self.step in self._drafts and self.step else None

    def _forget_draft(self) -> None:
        if self.step in self._drafts:
            try:
                self.keep_draft("")
            except NotSaved:
                # The answer is on disk; an old draft is recognised by its time when reopened.
                self._drafts.pop(self.step or "", None)

    def sign_of_life(self) -> None:
        """Count the time since the last sign, unless the keyboard lay idle."""
        now = self.clock.ticking()
        if now - self._last_sign < IDLE:
            self.seconds += now - self._last_sign
        self._last_sign = now

    def _keep_place(self) -> None:
        self.sign_of_life()
        try:
            self.store.save_place(self.case_id, self.who, self.step or "", int(self.seconds))
        except NotSaved as trouble:
            self.not_saved = str(trouble)

    def leave(self) -> None:
        """Keep the place and the time used; everything else is on disk already."""
        self._keep_place()

    def time_left(self) -> timedelta | None:
        """How long the open questions take at the pace of this sitting; None until it shows."""
        progress = self.session.progress
        answered = progress.answered - self._before.answered
        seconds = self.seconds - self._seconds_before
        if answered < PACE_SHOWS or seconds < 60:
            return None
        return timedelta(seconds=seconds / answered * (progress.due - progress.answered))


def _told(decision: Decision) -> str:
    if not decision.restores:
        return ""
    names = ", ".join(dict.fromkeys(key.question for key in decision.restores[:8]))
    return f"Back in the scores: {names}."
