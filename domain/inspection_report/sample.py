"""What a report is made of: the cases of an inspection, counted in one pass and let go.

Nothing here tells one case from another but the counts of its answers, which a comparison needs.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Callable, Iterable
from dataclasses import dataclass, field
from datetime import date
from functools import cached_property
from typing import TYPE_CHECKING, NamedTuple

from domain.answers import Answer, AnswerKey
from domain.events import Kind as EventKind
from domain.flags.flag import Kind, Verdict
from domain.inspection_report.characteristics import group_of
from domain.instrument import Instrument
from domain.instrument_wording import worded
from domain.interview import Session
from domain.scoring import NOTHING, Counts, Scores, counts_of, score
from domain.status import Status

if TYPE_CHECKING:
    from domain.masking import Mask


class Example(NamedTuple):
    """Good work noted at a question, with names masked."""

    question: str
    text: str


class CaseMarks(NamedTuple):
    """Sufficient and applicable answers of one case, question by question in their order."""

    sufficient: bytes
    applicable: bytes


@dataclass(frozen=True, slots=True)
class Confirmed:
    """Flags an assessor confirmed, counted in cases with at least one.

    documented: cases with documents. of_question: by question and kind.
    """

    documented: int
    kinds: dict[Kind, int]
    rules: dict[str, int]
    of_question: dict[tuple[str, Kind], int]


@dataclass(frozen=True)
class Sample:
    """The finished cases of an inspection as counts.

    rows: of grid questions. reasons: how many answers that fell short had each, by question.
    characteristics: cases by group, by fact; as they are, so never told without `small_cells`.
    left_open: cases not finished, which count nowhere. masked: times, by what and mark.
    countersigned: how many of the cases are.
    """

    instrument: Instrument
    name: str
    cases: int
    left_open: int
    answers: dict[str, Counts]
    rows: dict[AnswerKey, Counts]
    reasons: dict[str, Counter[str]]
    marks: tuple[CaseMarks, ...]
    confirmed: Confirmed
    characteristics: dict[str, Counter[str]]
    examples: tuple[Example, ...] = ()
    masked: dict[tuple[str, str], int] = field(default_factory=dict)
    countersigned: int = 0
    fieldwork: tuple[date | None, date | None] = (None, None)
    invented: bool = False

    @classmethod
    def of(
        cls,
        instrument: Instrument,
        name: str,
        sessions: Iterable[Session],
        *,
        mask: Callable[[Session], Mask] | None = None,
        fieldwork: tuple[date | None, date | None] = (None, None),
        invented: bool = False,
    ) -> Sample:
        """Count the sessions one at a time; none is kept. Cases not finished are left out.

        mask: what masks the names a case knows of; without it texts are told as they are.
        """
        gathering = _Gathering(worded(instrument))
        for session in sessions:
            gathering.add(session, mask(session) if mask else None)
        return gathering.sample(name, fieldwork, invented)

    @cached_property
    def scores(self) -> Scores:
        return score(self.instrument, self.answers)

    @cached_property
    def relevant(self) -> dict[str, int]:
        """In how many cases each question applied; a grid question has more answers than cases."""
        return {
            question.id: sum(marks.applicable[at] > 0 for marks in self.marks)
            for at, question in enumerate(self.instrument.questions)
        }

    def counts(self, question: str) -> Counts:
        return self.answers.get(question, NOTHING)


def examples_of(session: Session) -> tuple[Example, ...]:
    """Good work put down in a case, in the order of the questions; one example a line."""
    noted = {
        slot.subject: str(value)
        for slot, value in session.state.items()
        if slot.kind is EventKind.EXAMPLE and value
    }
    return tuple(
        Example(question.id, line.strip())
        for question in session.instrument.questions
        for line in noted.get(question.id, "").splitlines()
        if line.strip()
    )


class _Gathering:
    """The counts while they grow, case by case."""

    def __init__(self, instrument: Instrument) -> None:
        self._instrument = instrument
        self._cases = self._open = self._documented = self._countersigned = 0
        self._answers: dict[str, Counts] = {}
        self._rows: dict[AnswerKey, Counts] = {}
        self._reasons: dict[str, Counter[str]] = {}
        self._marks: list[CaseMarks] = []
        self._kinds: Counter[Kind] = Counter()
        self._rules: Counter[str] = Counter()
        self._of_question: Counter[tuple[str, Kind]] = Counter()
        self._characteristics: dict[str, Counter[str]] = {}
        self._examples: list[Example] = []
        self._masked: Counter[tuple[str, str]] = Counter()

    def add(self, session: Session, mask: Mask | None) -> None:
        if not session.finished:
            self._open += 1
            return
        self._cases += 1
        self._countersigned += session.standing is Status.COUNTERSIGNED
        self._count(tuple(session.answers.values()))
        self._count_flags(session)
        for characteristic in self._instrument.report.characteristics:
            counted = self._characteristics.setdefault(characteristic.fact, Counter())
            counted[group_of(self._instrument, characteristic, session.routing)] += 1
        for example in examples_of(session):
            self._examples.append(example._replace(text=mask(example.text)) if mask else example)
        for masked in mask.found if mask else ():
            self._masked[masked.what, masked.mark] += masked.times

    def _count(self, answers: tuple[Answer, ...]) -> None:
        own = counts_of(answers)
        for question, counts in own.items():
            self._answers[question] = self._answers.get(question, NOTHING) + counts
        by_row = ((a.key, counts_of((a,))[a.key.question]) for a in answers if a.key.row)
        for key, counts in by_row:
            self._rows[key] = self._rows.get(key, NOTHING) + counts
        for answer in answers:
            if answer.standing == "insufficient":
                self._reasons.setdefault(answer.key.question, Counter()).update(set(answer.reasons))
        in_order = [own.get(question.id, NOTHING) for question in self._instrument.questions]
        self._marks.append(
            CaseMarks(
                bytes(counts.sufficient for counts in in_order),
                bytes(counts.applicable for counts in in_order),
            )
        )

    def _count_flags(self, session: Session) -> None:
        self._documented += bool(session.documents)
        confirmed = [
            each for each in session.flag_decisions.values() if each.verdict is Verdict.CONFIRMED
        ]
        self._kinds.update({each.kind for each in confirmed})
        self._rules.update({each.rule for each in confirmed})
        self._of_question.update({(q, each.kind) for each in confirmed for q in each.questions})

    def sample(
        self, name: str, fieldwork: tuple[date | None, date | None], invented: bool
    ) -> Sample:
        place = {question.id: at for at, question in enumerate(self._instrument.questions)}
        return Sample(
            instrument=self._instrument,
            name=name,
            cases=self._cases,
            left_open=self._open,
            answers=self._answers,
            rows=self._rows,
            reasons=self._reasons,
            marks=tuple(self._marks),
            confirmed=Confirmed(
                self._documented, dict(self._kinds), dict(self._rules), dict(self._of_question)
            ),
            characteristics=self._characteristics,
            # By question and text, so that their order does not follow that of the cases.
            examples=tuple(sorted(set(self._examples), key=lambda e: (place[e.question], e.text))),
            masked=dict(self._masked),
            countersigned=self._countersigned,
            fieldwork=fieldwork,
            invented=invented,
        )
