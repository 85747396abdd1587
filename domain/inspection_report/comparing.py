"""Two inspections measured by the same questions: score by score, and question by question."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from typing import NamedTuple

from domain.inspection_report.chance import Difference, difference, share_of
from domain.inspection_report.sample import Sample
from domain.instrument import Instrument, Question
from domain.scoring import Score, is_scored, score

_FEWEST = 10  # answers a question needs in both inspections to be told as moved


@dataclass(frozen=True, slots=True)
class Pair:
    """One score in both inspections. apart: None where either has none."""

    level: str
    id: str
    title: str
    now: Score
    then: Score
    apart: Difference | None


@dataclass(frozen=True, slots=True)
class Compared:
    """scores: headline themes, sections, criteria. moved: the questions that moved most.

    questions: how many were asked in both in the same words; left_out: how many scored ones of
    this inspection were not, and so count nowhere here. looked_at: of those in both, how many had
    answers enough to be compared.
    """

    scores: tuple[Pair, ...]
    moved: tuple[Pair, ...]
    questions: int
    left_out: int
    only_then: int
    looked_at: int


class _Subject(NamedTuple):
    """Something with a score, and the shared questions that make it up."""

    level: str
    id: str
    title: str
    questions: tuple[str, ...]


def compared(now: Sample, then: Sample, *, most: int = 10) -> Compared:
    """Both inspections by the questions they share. most: moved questions to tell."""
    shared = shared_questions(now.instrument, then.instrument)
    scores = [_scores(now.instrument, sample, shared) for sample in (now, then)]
    asked = tuple(
        _Subject("Question", q.id, q.short or q.text, (q.id,))
        for q in shared
        if min(now.counts(q.id).applicable, then.counts(q.id).applicable) >= _FEWEST
    )
    pairs = _pairs((now, then), scores, asked)
    pairs.sort(key=lambda pair: -abs(pair.apart.value) if pair.apart else 0.0)
    return Compared(
        scores=tuple(_pairs((now, then), scores, _subjects(now.instrument, shared))),
        moved=tuple(pair for pair in pairs[:most] if pair.apart and pair.apart.value),
        questions=len(shared),
        left_out=_scored(now.instrument) - len(shared),
        only_then=_scored(then.instrument) - len(shared),
        looked_at=len(asked),
    )


def shared_questions(now: Instrument, then: Instrument) -> tuple[Question, ...]:
    """Scored questions that both ask by the same id, in the same words and of the same rows."""

    def same(question: Question) -> bool:
        other = then.question.get(question.id)
        return (
            other is not None
            and is_scored(now, question)
            and is_scored(then, other)
            and other.text == question.text
            and _row_ids(now, question) == _row_ids(then, other)
        )

    return tuple(filter(same, now.questions))


def _row_ids(instrument: Instrument, question: Question) -> list[str]:
    return [row.id for row in instrument.rows_of(question)]


def _scored(instrument: Instrument) -> int:
    return sum(is_scored(instrument, question) for question in instrument.questions)


def _scores(
    instrument: Instrument, sample: Sample, shared: tuple[Question, ...]
) -> dict[tuple[str, str], Score]:
    """Scores of the shared questions alone, as this inspection's instrument pools them."""
    scores = score(instrument, {q.id: sample.counts(q.id) for q in shared})
    levels = {
        "Headline": scores.headline,
        "Section": scores.sections,
        "Criterion": scores.criteria,
        "Question": scores.questions,
    }
    return {(level, id_): each for level, found in levels.items() for id_, each in found.items()}


def _subjects(instrument: Instrument, shared: tuple[Question, ...]) -> tuple[_Subject, ...]:
    """Headline themes, sections and criteria that the shared questions say something of."""
    section = {question.id: instrument.criterion[question.criterion].section for question in shared}
    found: list[_Subject] = []
    for theme in instrument.themes:
        own = tuple(q.id for q in shared if q.key and theme.id in q.themes)
        found.append(_Subject("Headline", theme.id, theme.title, own))
    for part in instrument.sections:
        own = tuple(q.id for q in shared if section[q.id] == part.id)
        found.append(_Subject("Section", part.id, part.title, own))
    for criterion in instrument.criteria:
        own = tuple(q.id for q in shared if q.criterion == criterion.id)
        found.append(_Subject("Criterion", criterion.id, criterion.title, own))
    return tuple(subject for subject in found if subject.questions)


def _pairs(
    samples: tuple[Sample, Sample],
    scores: Sequence[dict[tuple[str, str], Score]],
    subjects: tuple[_Subject, ...],
) -> list[Pair]:
    pairs = []
    for subject in subjects:
        now, then = (share_of(_by_case(sample, subject.questions)) for sample in samples)
        apart = None
        if now is not None and then is not None:
            apart = difference(now, then, compared=len(subjects))
        ours, theirs = (each[subject.level, subject.id] for each in scores)
        pairs.append(Pair(subject.level, subject.id, subject.title, ours, theirs, apart))
    return pairs


def _by_case(sample: Sample, questions: tuple[str, ...]) -> Iterator[tuple[int, int]]:
    """Sufficient and applicable answers to these questions, case by case."""
    place = {question.id: at for at, question in enumerate(sample.instrument.questions)}
    wanted = [place[question] for question in questions]
    for marks in sample.marks:
        yield sum(marks.sufficient[at] for at in wanted), sum(marks.applicable[at] for at in wanted)
