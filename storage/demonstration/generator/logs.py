"""The logs of the cases: everything that was known and judged, in the order it was typed."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, time, timedelta
from random import Random

from domain import intents
from domain.answers import AnswerKey
from domain.course import FACT
from domain.decisions import decide
from domain.events import Value
from domain.instrument import Instrument, Question
from domain.interview import Session
from domain.routing import Routing
from storage.demonstration.generator.open_cases import recorded
from storage.demonstration.generator.telling import Teller, Told
from storage.documents import Document

_SLOTS = (time(9, 20), time(13, 30))


@dataclass(frozen=True, slots=True)
class Appointment:
    """When a case was looked at, and by whom."""

    who: str
    at: datetime


def appointments(
    assessors: list[str], days: list[date], number: int, random: Random
) -> list[Appointment]:
    """So many appointments in order of time, spread over the assessors' mornings and afternoons."""
    free = [(day, slot, who) for day in days for slot in _SLOTS for who in assessors]
    kept = sorted(random.sample(free, number))
    return [
        Appointment(
            who,
            datetime.combine(day, slot, UTC)
            + timedelta(minutes=random.randrange(25), seconds=random.randrange(60)),
        )
        for day, slot, who in kept
    ]


@dataclass
class Writing:
    """One case being interviewed. facts, judged: what will be known at the end.

    skipped: steps left open. put_off: steps left for later (and, unless skipped, answered at the
    end). slips: questions answered wrongly at first and taken back. unexplained: questions judged
    without a word.
    """

    instrument: Instrument
    reference: str
    appointment: Appointment
    facts: Mapping[str, Value]
    judged: Mapping[AnswerKey, str]
    teller: Teller
    random: Random
    put_off: frozenset[str] = frozenset()
    skipped: frozenset[str] = frozenset()
    slips: frozenset[str] = frozenset()
    unexplained: frozenset[str] = frozenset()
    session: Session = field(init=False)
    now: datetime = field(init=False)

    def __post_init__(self) -> None:
        self.session = Session.start(self.instrument, self.reference)
        self.now = self.appointment.at

    def write(self, *, until: str | None = None, finish: bool = True) -> Session:
        """The case once written down; `until` is the first criterion that is not reached."""
        for step in self.session.course:
            if until is not None and step.startswith(until):
                return self.session
            if step in self.put_off:
                self._do(intents.PutOff(step), 4)
            elif step not in self.skipped:
                self._step(step)
        for step in self.session.course:
            if step in self.put_off - self.skipped:
                self._step(step)
        if finish:
            self._do(intents.Finish(), 40)
        return self.session

    def file(self, record: Mapping[str, Value], documents: Sequence[Document]) -> None:
        """Put in what stands in the record, and the documents of the case."""
        for fact, value in record.items():
            self._done(intents.SetFact(fact, value), timedelta(seconds=20))
        new = tuple(recorded(each, self.instrument) for each in documents)
        words = tuple(each.words for each in documents)
        self._done(intents.AddDocuments(new, words), timedelta(seconds=45))

    def _do(self, intent: intents.Intent, seconds: int) -> None:
        taken = timedelta(
            seconds=seconds + self.random.randrange(max(2, seconds)),
            milliseconds=self.random.randrange(1000),
        )
        self._done(intent, taken)

    def _done(self, intent: intents.Intent, taken: timedelta) -> None:
        self.now += taken
        decision = decide(self.session, intent)
        events = self.session.stamped(
            decision.changes, at=self.now, who=self.appointment.who, undoes=decision.undoes
        )
        self.session = self.session.apply(events)

    # -- one step

    def _step(self, step: str) -> None:
        if step.startswith(FACT):
            fact = step.removeprefix(FACT)
            if self._is_asked(fact):
                self._do(intents.SetFact(fact, self.facts[fact]), 5)
            return
        question = self.instrument.question[step]
        keys = [key for key in self._keys(question) if key in self.judged]
        if not keys:
            return
        if step in self.slips:
            # Typed for the wrong question, noticed and taken back.
            other = "no" if self.judged[keys[0]] == "yes" else "yes"
            self._do(intents.Judge(keys[0], other), 12)
            self._do(intents.Undo(), 3)
        told = {key: Told() if step in self.unexplained else self.teller.tell(key) for key in keys}
        self._judge(keys, told)
        for key, said in told.items():
            if said.evidence is not None:
                self._do(intents.Cite(key, said.evidence), 12)

    def _is_asked(self, fact_id: str) -> bool:
        """Whether the interview asks for the fact here, with what is known so far."""
        routing = self.session.routing
        if routing.fact_applies(fact_id) is not True:
            return False
        fact = self.instrument.fact[fact_id]
        return fact.asked == "opening" or any(
            rule.fact == fact_id
            for question in self.instrument.questions
            if routing.question(question.id) is None
            for applies in (question.applies, question.row_applies)
            for rule in routing.undecided(applies)
        )

    def _keys(self, question: Question) -> tuple[AnswerKey, ...]:
        routing: Routing = self.session.routing
        return routing.keys(question.id) if routing.question(question.id) else ()

    def _judge(self, keys: list[AnswerKey], told: Mapping[AnswerKey, Told]) -> None:
        judges = tuple(
            intents.Judge(key, self.judged[key], told[key].reasons, told[key].note) for key in keys
        )
        if len(judges) > 1:
            self._do(intents.JudgeRows(judges), 8 * len(judges))
        else:
            self._do(judges[0], 18 + 25 * bool(judges[0].note or judges[0].reasons))
