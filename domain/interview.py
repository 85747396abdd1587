"""The conversation about one case, as a pure state machine over its log.

A `Session` is a value: the instrument, the log, and what follows from them. `decide` turns an
intention into changes (or refuses it in a sentence), `stamped` makes them events, `apply` gives the
next session. The screens, the plain mode, the command line and the tests drive this, nothing else.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, field
from datetime import datetime
from functools import cached_property

from domain.answers import Answer, AnswerKey, Evidence, Progress
from domain.calendar import say_date
from domain.course import FACT, Item, ItemState, course_of, fact_step, step_named
from domain.documents import CaseDocument, documents_of
from domain.events import STATUS, Change, Event, Kind, Slot, State, Value, replay, stamp
from domain.flags.flag import Decided, decisions_of
from domain.instrument import Instrument, Question
from domain.routing import Routing
from domain.status import LOCKED, Signed, Status, signed, status_of


@dataclass(frozen=True)
class Session:
    """One case in interview. Make one with `start`, move it on with `apply`."""

    instrument: Instrument
    reference: str
    events: tuple[Event, ...] = ()
    state: State = field(default_factory=dict)
    course: tuple[str, ...] = ()

    @classmethod
    def start(cls, instrument: Instrument, reference: str) -> Session:
        return cls(instrument, reference, course=course_of(instrument))

    def apply(self, events: Iterable[Event]) -> Session:
        """The session after `events`, which must follow the last one of the log."""
        new = tuple(events)
        return Session(
            self.instrument,
            self.reference,
            self.events + new,
            replay(new, self.state),
            self.course,
        )

    def stamped(
        self, changes: Iterable[Change], *, at: datetime, who: str, undoes: int | None = None
    ) -> tuple[Event, ...]:
        """Changes as the events that would follow this log: one turn, by `who`, at `at` (UTC)."""
        return stamp(
            changes,
            self.state,
            after=self.last_seq,
            at=at,
            who=who,
            instrument=self.instrument.name,
            undoes=undoes,
        )

    # -- what the log says

    @property
    def last_seq(self) -> int:
        return self.events[-1].seq if self.events else 0

    @property
    def standing(self) -> Status:
        """How the case stands as a whole: open, returned, finished or countersigned."""
        return status_of(self.state.get(STATUS))

    @property
    def finished(self) -> bool:
        """Whether it is locked, countersigned or not."""
        return self.standing in LOCKED

    @property
    def countersigned(self) -> Signed | None:
        """Who countersigned it, as long as that holds."""
        return self._signed(Status.COUNTERSIGNED)

    @property
    def returned(self) -> Signed | None:
        """Who returned it, and with which comments, until it is finished again."""
        return self._signed(Status.RETURNED)

    def _signed(self, status: Status) -> Signed | None:
        return signed(self.events, status) if self.standing is status else None

    @cached_property
    def facts(self) -> dict[str, Value]:
        return {slot.subject: v for slot, v in self.state.items() if slot.kind is Kind.FACT}

    @cached_property
    def judged(self) -> dict[AnswerKey, str]:
        return {
            AnswerKey(slot.subject, slot.row): str(value)
            for slot, value in self.state.items()
            if slot.kind is Kind.JUDGEMENT
        }

    @cached_property
    def routing(self) -> Routing:
        return Routing(self.instrument, self.facts, self.judged)

    @cached_property
    def _latest(self) -> dict[Slot, Event]:
        return {event.slot: event for event in self.events}

    @cached_property
    def answers(self) -> dict[AnswerKey, Answer]:
        """Every answer given, the parked ones included."""
        return {key: self._answer(key, judgement) for key, judgement in self.judged.items()}

    def _answer(self, key: AnswerKey, judgement_id: str) -> Answer:
        question = self.instrument.question[key.question]
        judgement = self.instrument.judgement(question, judgement_id)
        given = self._latest[Slot(Kind.JUDGEMENT, *key)]
        return Answer(
            key=key,
            judgement=judgement_id,
            standing="parked" if self.routing.answer(key) is False else judgement.counts,
            reasons=self.reasons(key),
            note=self.note(key),
            evidence=self.evidence(key),
            who=given.who,
            at=given.at,
            unclear=judgement.unclear,
        )

    def reasons(self, key: AnswerKey) -> tuple[str, ...]:
        value = self.state.get(Slot(Kind.REASONS, *key))
        return tuple(str(code) for code in value) if isinstance(value, tuple) else ()

    def note(self, key: AnswerKey) -> str:
        return str(self.state.get(Slot(Kind.NOTE, *key)) or "")

    def example(self, question: str) -> str:
        """The good work seen at a question, one example a line; empty if none is put down."""
        return str(self.state.get(Slot(Kind.EXAMPLE, question)) or "")

    def evidence(self, key: AnswerKey) -> tuple[Evidence, ...]:
        value = self.state.get(Slot(Kind.EVIDENCE, *key))
        entries = value if isinstance(value, tuple) else ()
        return tuple(
            Evidence(*(str(entry.get(part) or "") for part in ("document", "page", "quote")))
            for entry in entries
            if isinstance(entry, dict)
        )

    @cached_property
    def documents(self) -> tuple[CaseDocument, ...]:
        """The documents of the case, by the day they were written."""
        return documents_of(self.state)

    def said(self, document: CaseDocument) -> str:
        """How a document is referred to: 'RoSH screening, 3 Feb 2012'."""
        return f"{self.instrument.document[document.about.kind].short}, {say_date(document.day)}"

    @cached_property
    def flag_decisions(self) -> dict[str, Decided]:
        """What was made of flags, by their keys, whether they would be raised again or not."""
        return decisions_of(self.state)

    def put_off(self, step: str) -> bool:
        return self.state.get(Slot(Kind.LATER, step)) is not None

    # -- where the conversation stands

    @cached_property
    def agenda(self) -> tuple[Item, ...]:
        """Every fact and question in the order of the interview, with how it stands."""
        return tuple(self._item(step) for step in self.course)

    @cached_property
    def item(self) -> dict[str, Item]:
        """The agenda by step: a question's id, or `fact:` and a fact's id."""
        return {item.step: item for item in self.agenda}

    @cached_property
    def _facts_wanted(self) -> dict[str, bool]:
        """The facts for want of which some question cannot be routed yet, and whether any of those
        questions has to be answered."""
        wanted: dict[str, bool] = {}
        for fact_id, optional in self._wants():
            wanted[fact_id] = wanted.get(fact_id, False) or not optional
        return wanted

    def _wants(self) -> Iterator[tuple[str, bool]]:
        yield from (
            (fact_id, self.is_optional(question.id))
            for question in self.instrument.questions
            if self.routing.question(question.id) is None
            for fact_id in self.routing.facts_wanted(question)
        )

    def _item(self, step: str) -> Item:
        if step.startswith(FACT):
            return Item(step, self._fact_state(step.removeprefix(FACT)))
        return Item(step, self._question_state(self.instrument.question[step]))

    def _fact_state(self, fact_id: str) -> ItemState:
        fact = self.instrument.fact[fact_id]
        applies = self.routing.fact_applies(fact_id)
        if applies is False:
            return ItemState.NOT_APPLICABLE
        if fact_id in self.facts:
            return ItemState.ANSWERED
        if applies is None or (fact.asked == "when needed" and fact_id not in self._facts_wanted):
            return ItemState.WAITING
        return self._open_or_later(fact_step(fact_id))

    def _question_state(self, question: Question) -> ItemState:
        applies = self.routing.question(question.id)
        if applies is False:
            return ItemState.NOT_APPLICABLE
        keys = self.routing.keys(question.id)
        if keys and all(key in self.judged for key in keys):
            return ItemState.ANSWERED
        return ItemState.WAITING if applies is None else self._open_or_later(question.id)

    def _open_or_later(self, step: str) -> ItemState:
        return ItemState.LATER if self.put_off(step) else ItemState.OPEN

    def is_optional(self, step: str) -> bool:
        """Whether a case can be finished without this step ever being answered."""
        if step.startswith(FACT):
            fact = self.instrument.fact[step.removeprefix(FACT)]
            opening = fact.required and fact.asked == "opening"
            return not (opening or self._facts_wanted.get(fact.id, False))
        return self.instrument.criterion[self.instrument.question[step].criterion].optional

    def next_step(self, after: str | None = None) -> str | None:
        """The first open step after `after`, round to the start again, then those put off.

        Steps of an optional criterion come up only from within it. None: nothing is left to ask.
        """
        start = self.course.index(after) + 1 if after in self.item else 0
        order = self.agenda[start:] + self.agenda[:start]
        within = after is not None and self._is_extra(after)
        for state in (ItemState.OPEN, ItemState.LATER):
            for item in order:
                if item.state is state and (within or not self._is_extra(item.step)):
                    return item.step
        return None

    def _is_extra(self, step: str) -> bool:
        """Whether a step belongs to an optional criterion, or is only wanted by one."""
        if not step.startswith(FACT):
            return self.is_optional(step)
        fact = self.instrument.fact[step.removeprefix(FACT)]
        return fact.asked == "when needed" and not self._facts_wanted.get(fact.id, True)

    def neighbour(self, step: str, direction: int) -> str | None:
        """The step before (-1) or after (+1) in the course, passing over what does not apply."""
        place = self.course.index(step) + direction
        while 0 <= place < len(self.course):
            state = self.agenda[place].state
            if state not in (ItemState.NOT_APPLICABLE, ItemState.WAITING):
                return self.course[place]
            place += direction
        return None

    @cached_property
    def progress(self) -> Progress:
        """Counted in answers due: each row of a grid is one; optional criteria are left out."""
        due = answered = 0
        for question in self.instrument.questions:
            if self.is_optional(question.id) or self.routing.question(question.id) is False:
                continue
            keys = self.routing.keys(question.id)
            due += len(keys)
            answered += sum(key in self.judged for key in keys)
        asked = (ItemState.OPEN, ItemState.LATER)
        return Progress(
            answered=answered,
            due=due,
            later=sum(item.state is ItemState.LATER for item in self.agenda),
            facts_open=sum(
                item.step.startswith(FACT) and item.state in asked for item in self.agenda
            ),
            finished=self.finished,
        )

    # -- names typed by a person

    def step_named(self, name: str) -> str:
        """The step meant by a question's id, a fact's id, or words that only its label has.

        Raises Refused for an unknown name, and for words that several facts have.
        """
        return step_named(self.instrument, self.course, name)
