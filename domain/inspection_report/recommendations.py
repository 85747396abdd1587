"""Recommendations drafted from what scored low, each with the questions it rests on."""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass

from domain.inspection_report.sample import Sample
from domain.inspection_report.sentences import lowered
from domain.instrument import Instrument
from domain.instrument_reporting import Recommendation
from domain.scoring import NOTHING, Counts, is_scored, percent

LEFT_OUT = "-"


@dataclass(frozen=True, slots=True)
class Drafted:
    """A recommendation the figures call for.

    counts: of all its questions together. low: those of them that fell below the threshold, by
    weight. text: as written by a person, else as the instrument has it.
    """

    id: str
    about: str
    text: str
    responsible: str
    custody: bool
    counts: Counts
    low: tuple[str, ...]

    @property
    def key(self) -> str:
        return f"recommendation:{self.id}"


def drafted(sample: Sample) -> tuple[Drafted, ...]:
    """Those whose questions together fell below the threshold, the heaviest first.

    The weight is that of findings: the distance from the threshold times the number of answers.
    """
    found = [
        (_weight(sample, counts), _draft(sample, each, counts))
        for each in _rules(sample.instrument)
        if _is_low(sample, counts := _pooled(sample, each.questions))
    ]
    return tuple(each for _, each in sorted(found, key=lambda pair: -pair[0]))


def _rules(instrument: Instrument) -> Iterable[Recommendation]:
    """The instrument's own; without any, one for each criterion that is scored."""
    return instrument.report.recommendations or tuple(
        Recommendation(
            id=criterion.id,
            about=criterion.title,
            text=f"work on “{criterion.title}” is brought up to standard: "
            f"{lowered(criterion.meaning).rstrip('.')}",
            responsible="",
            questions=tuple(
                q.id
                for q in instrument.questions
                if q.criterion == criterion.id and is_scored(instrument, q)
            ),
        )
        for criterion in instrument.criteria
        if criterion.scored
    )


def recommended(sample: Sample, written: Mapping[str, str]) -> tuple[Drafted, ...]:
    """The drafted ones with the words a person put in their place; what was left out is gone."""
    texts = {each.key: written.get(each.key, "").strip() or each.text for each in drafted(sample)}
    return tuple(
        Drafted(
            each.id,
            each.about,
            texts[each.key],
            each.responsible,
            each.custody,
            each.counts,
            each.low,
        )
        for each in drafted(sample)
        if texts[each.key] != LEFT_OUT
    )


def _pooled(sample: Sample, questions: tuple[str, ...]) -> Counts:
    return sum((sample.counts(question) for question in questions), NOTHING)


def _is_low(sample: Sample, counts: Counts) -> bool:
    share = percent(counts.sufficient, counts.applicable)
    return share is not None and share < sample.instrument.report.improve_below


def _weight(sample: Sample, counts: Counts) -> int:
    return sample.instrument.report.improve_below * counts.applicable - 100 * counts.sufficient


def _draft(sample: Sample, each: Recommendation, counts: Counts) -> Drafted:
    low = [q for q in each.questions if _is_low(sample, sample.counts(q))]
    low.sort(key=lambda question: -_weight(sample, sample.counts(question)))
    return Drafted(
        each.id, each.about, each.text, each.responsible, each.custody, counts, tuple(low)
    )
