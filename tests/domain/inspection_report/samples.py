"""Samples made of bare counts, and cases of the library answered as a test wants them."""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from domain.answers import AnswerKey
from domain.inspection_report.sample import CaseMarks, Confirmed, Sample
from domain.instrument import Instrument
from domain.scoring import Counts
from tests.instruments import tiny

Tally = tuple[int, int]  # answers that were sufficient, and that were not
NO_FLAGS = Confirmed(documented=0, kinds={}, rules={}, of_question={})


def counts(good: int, short: int) -> Counts:
    return Counts(sufficient=good, insufficient=short)


def sample(
    answers: Mapping[str, Tally] | None = None,
    *,
    instrument: Instrument | None = None,
    rows: Mapping[AnswerKey, Tally] | None = None,
    reasons: Mapping[str, Mapping[str, int]] | None = None,
    cases: int = 40,
    confirmed: Confirmed = NO_FLAGS,
    characteristics: Mapping[str, Mapping[str, int]] | None = None,
) -> Sample:
    """The library's inspection, or another's; each answer in a case of its own."""
    instrument = instrument or tiny()
    answers = answers or {}
    return Sample(
        instrument=instrument,
        name="Testshire 2012",
        cases=cases,
        left_open=0,
        answers={question: counts(*tally) for question, tally in answers.items()},
        rows={key: counts(*tally) for key, tally in (rows or {}).items()},
        reasons={question: Counter(given) for question, given in (reasons or {}).items()},
        marks=_marks(instrument, answers),
        confirmed=confirmed,
        characteristics={
            fact: Counter(dict(cells)) for fact, cells in (characteristics or {}).items()
        },
    )


def _marks(instrument: Instrument, answers: Mapping[str, Tally]) -> tuple[CaseMarks, ...]:
    """Case by case: the first sufficient ones of every question first."""
    size = max((good + short for good, short in answers.values()), default=0)
    found = []
    for at in range(size):
        tallies = [answers.get(question.id, (0, 0)) for question in instrument.questions]
        found.append(
            CaseMarks(
                bytes(at < good for good, _ in tallies),
                bytes(at < good + short for good, short in tallies),
            )
        )
    return tuple(found)
