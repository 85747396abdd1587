"""The bridge between a person and one open case: what they type, the session, the store.

Used by the screen, the plain mode and the command line alike. Every call that may reach the disk
blocks until the disk has it; a screen makes these calls in its storage worker.
"""

from __future__ import annotations

from collections.abc import Sequence
from dataclasses import dataclass, replace
from datetime import datetime
from typing import TYPE_CHECKING, Literal

from domain import intents
from domain.course import step_of
from domain.decisions import Decision, decide
from domain.documents import DocumentText
from domain.errors import Refused
from domain.events import Event, Kind, Slot
from domain.going_on import step_after, told_after, wants_reasons
from domain.interview import Session
from domain.review import title
from domain.typed import Command, Nothing, Unclear, Way, read
from domain.wording import plural
from storage.errors import NotSaved, Stale, StorageError
from tui.clock import Clock
from tui.enter import taken_by_enter
from tui.flagging import Flagging
from tui.sitting import Drafts, TimeUsed, last_step, place_left

if TYPE_CHECKING:
    from storage.store import Store

OutcomeKind = Literal[
    "saved", "asked", "confirm", "refused", "not saved", "command", "moved", "nothing"
]


@dataclass(frozen=True, slots=True)
class Outcome:
    """What came of a typed line or an intention.

    say: one sentence to show, or "". text: what must stand in the prompt again; "" if it was taken.
    ways: how an unclear line can be taken (`choose`). events: what is now on disk.
    "confirm" asks before answers are parked, or a case is locked with things at odds: `agree` goes
    on, anything else leaves all as it is.
    """

    kind: OutcomeKind
    say: str = ""
    text: str = ""
    ways: tuple[Way, ...] = ()
    command: Command | None = None
    events: tuple[Event, ...] = ()


@dataclass(slots=True)
class _Attempt:
    """An intention on its way to disk: the line it came from, and the step that was typed at."""

    intent: intents.Intent
    text: str
    agreed: bool
    step: str | None


class Interview:
    """One case as an assessor has it open. `step` is None when nothing is left to ask.

    not_saved: what stands in the way of the disk, "" when all is on it.
    """

    def __init__(
        self, store: Store, case_id: int, who: str, clock: Clock, session: Session, seconds: float
    ) -> None:
        self.store, self.case_id, self.who, self.clock = store, case_id, who, clock
        self.session = session
        self.step: str | None = None
        self.saved_at: datetime | None = None
        self.not_saved = ""
        self.drafts = Drafts(store, case_id, who)
        self.time = TimeUsed(clock, seconds, session.progress)
        self.flagging = Flagging(store, case_id, clock)
        self._unsaved: _Attempt | None = None
        self._to_confirm: _Attempt | None = None

    @classmethod
    def open(
        cls, store: Store, case_id: int, who: str, clock: Clock, *, afresh: bool = False
    ) -> Interview:
        """The case as the log has it, standing where this assessor left it, drafts and all.

        afresh: at its first open step instead, with no draft; those stay on disk.
        """
        store.trail.looked_at(who, case_id=case_id)
        place = store.place(case_id, who)
        seconds = float(place.seconds) if place else 0.0
        interview = cls(store, case_id, who, clock, store.load(case_id), seconds)
        if afresh:
            interview.step = None if interview.session.finished else interview.session.next_step()
            return interview
        interview.drafts.restore(interview.session)
        interview.step = place_left(interview.session, interview.drafts, place)
        return interview

    # -- what is typed

    def submit(self, text: str) -> Outcome:
        """Take a typed line at the present step."""
        self.time.sign_of_life()
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
        try:
            intent = taken_by_enter(self.session, step)
        except Refused as refused:
            return Outcome("nothing", str(refused))
        if intent is None:
            return self._moved()
        self.drafts.forget(step)  # Enter was pressed on an empty line
        return self.take(intent)

    def _moved(self) -> Outcome:
        self.next()
        return Outcome("moved")

    def choose(self, way: Way, text: str) -> Outcome:
        """Take the unclear line `text` in one of the ways offered."""
        return self.take(way.intent, text=text)

    def agree(self) -> Outcome:
        """Do what was held back because it parks answers."""
        held, self._to_confirm = self._to_confirm, None
        if held is None:
            return Outcome("nothing")
        return self._try(replace(held, agreed=True))

    def take(self, intent: intents.Intent, *, agreed: bool = False, text: str = "") -> Outcome:
        """Decide on an intention and put it on disk. `text` is the line it came from."""
        return self._try(_Attempt(intent, text, agreed, self.step))

    def _try(self, attempt: _Attempt) -> Outcome:
        self._to_confirm = None
        try:
            decision = decide(self.session, attempt.intent)
        except Refused as refused:
            return self._given_up(attempt, Outcome("refused", str(refused), attempt.text))
        warning = decision.warning(self.session)
        if warning and not attempt.agreed:
            self._to_confirm = attempt
            return self._given_up(attempt, Outcome("confirm", warning, attempt.text))
        return self._save(decision, attempt)

    def retry(self) -> Outcome:
        """Try again what the disk did not take."""
        if self._unsaved is None:
            self.not_saved = ""
            return Outcome("nothing")
        return self._try(self._unsaved)

    @property
    def unsaved_line(self) -> str | None:
        """The line typed at the present step that the disk did not take; None if there is none."""
        waiting = self._unsaved
        return waiting.text if waiting is not None and waiting.step == self.step else None

    # -- on disk

    def _given_up(self, attempt: _Attempt, outcome: Outcome) -> Outcome:
        """What can no longer be taken as it is does not wait for the disk any more."""
        if attempt is self._unsaved:
            self._unsaved, self.not_saved = None, ""
        return outcome

    def _save(self, decision: Decision, attempt: _Attempt) -> Outcome:
        events = self.session.stamped(
            decision.changes, at=self.clock.now(), who=self.who, undoes=decision.undoes
        )
        before = self.session
        sent, texts = self._sent(attempt), _texts(attempt.intent)
        try:
            if events:
                self.session = self.store.append(self.case_id, before, events, sent, texts)
            else:
                _refuse_stale(self.store, self.case_id, self.session)
        except Stale as stale:
            return self._overtaken(stale, attempt, _touched(decision, events))
        except NotSaved as trouble:
            self._unsaved, self.not_saved = attempt, str(trouble)
            return Outcome("not saved", str(trouble), attempt.text)
        if events:
            self.saved_at = events[-1].at
        if events and sent:
            self.drafts.saved_with(attempt.step)
        if attempt.text:
            self.drafts.forget(attempt.step)
        self._saved_after_all(attempt)
        if attempt.step == self.step:
            self.step = step_after(self.session, self.step, attempt.intent, events)
        return Outcome("saved", told_after(before, self.session, decision, events), events=events)

    def _saved_after_all(self, attempt: _Attempt) -> None:
        """Nothing waits for the disk now; a line of another step that did is kept as its draft."""
        waiting, self._unsaved, self.not_saved = self._unsaved, None, ""
        if waiting is None or waiting.step == attempt.step:
            return
        kept = self.drafts.text(waiting.step)
        if waiting.text in kept:
            return
        try:
            self.drafts.keep(waiting.step, f"{waiting.text}\n{kept}".rstrip())
        except NotSaved as trouble:
            self._unsaved, self.not_saved = waiting, str(trouble)

    def _overtaken(self, stale: Stale, attempt: _Attempt, slots: set[Slot]) -> Outcome:
        """Another window saved first: go on from there, unless it wrote in the very same place."""
        theirs = stale.session.events[len(self.session.events) :]
        self.session = stale.session
        clash = next((event for event in theirs if event.slot in slots), None)
        recorded = recorded_elsewhere(stale.session, theirs)
        if isinstance(attempt.intent, (intents.Undo, intents.Redo)):
            # The last turn is another one than the person saw when they asked for this.
            say = f"{recorded} Nothing was undone or redone."
            return self._given_up(attempt, Outcome("refused", say, attempt.text))
        if clash is None:
            outcome = self._try(attempt)
            return replace(outcome, say=f"{recorded} {outcome.say}".rstrip())
        when = f"{clash.at.astimezone():%H:%M:%S}"
        say = (
            f"{clash.who} answered this in another window at {when}; that is kept. "
            "Send yours again to put it in its place."
        )
        return self._given_up(attempt, Outcome("refused", say, attempt.text))

    def catch_up(self) -> tuple[Event, ...]:
        """Take over what other windows saved meanwhile; those events, none if nothing is new."""
        session = self.store.newer(self.case_id, self.session)
        if session is self.session:
            return ()
        theirs = session.events[len(self.session.events) :]
        self.session = session
        return theirs

    # -- moving about

    def wants_reasons(self) -> bool:
        """Whether the present question was judged insufficient and no reason is given yet."""
        return wants_reasons(self.session, self.step)

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
            to = last_step(self.session) if direction < 0 else None
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

    # -- kept beside the log

    def draft(self, step: str | None = None) -> str:
        """The half-typed text kept for a step (the present one)."""
        return self.drafts.text(step or self.step)

    def keep_draft(self, text: str) -> None:
        """Keep the half-typed text of the present step. Raises NotSaved."""
        self.drafts.keep(self.step, text)

    def _sent(self, attempt: _Attempt) -> tuple[str, str] | None:
        """Where a draft has become what is being saved; a key that was pressed comes of none."""
        step = attempt.step
        return (self.who, step) if attempt.text and step and step in self.drafts else None

    def _keep_place(self) -> None:
        self.time.sign_of_life()
        try:
            self.store.save_place(self.case_id, self.who, self.step or "", int(self.time.seconds))
        except NotSaved as trouble:
            self.not_saved = str(trouble)

    def leave(self) -> None:
        """Keep the place and the time used; everything else is on disk already."""
        self._keep_place()


def _texts(intent: intents.Intent) -> tuple[DocumentText, ...]:
    """The words that go to disk with an intention."""
    return intent.texts if isinstance(intent, intents.AddDocuments) else ()


def _refuse_stale(store: Store, case_id: int, session: Session) -> None:
    """What changes nothing here may well change what another window saved. Raises Stale."""
    try:
        newer = store.newer(case_id, session)
    except StorageError:
        return  # there is nothing to save
    if newer is not session:
        raise Stale("Another window saved first.", newer)


def _touched(decision: Decision, events: Sequence[Event]) -> set[Slot]:
    """Where an intention writes, in places too that hold just that already as far as known here.

    A step is put on no list by answering it: that it was on one is no clash. Nor is the number of
    a document that is being added: it gets another one.
    """
    meant = {change.slot for change in decision.changes if change.slot.kind is not Kind.LATER}
    added = {e.slot for e in events if e.slot.kind is Kind.DOCUMENT and e.old is None}
    return (meant | {event.slot for event in events}) - added


def recorded_elsewhere(session: Session, events: Sequence[Event]) -> str:
    """What other windows saved, in a sentence."""
    who = " and ".join(dict.fromkeys(event.who for event in events))
    steps = dict.fromkeys(step_of(event) for event in events)
    names = [title(session, step)[0] for step in steps if step in session.item]
    for kind, noun in ((Kind.DOCUMENT, "document"), (Kind.FLAG, "flag")):
        number = len({event.slot for event in events if event.slot.kind is kind})
        names += [plural(number, noun)] if number else []
    listed = ", ".join(names[:5]) + (" …" if len(names) > 5 else "")
    return f"{who} recorded in another window: {listed or 'a change'}."
