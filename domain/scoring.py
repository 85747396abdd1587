"""The scores of an inspection: answers counted, pooled and told as a whole per cent.

A score is the number of sufficient answers out of all applicable ones (sufficient and
insufficient), pooled over every case and every question of a criterion, section or theme. It is
never a mean of other scores: a question that applied to few cases weighs as little as it should.
Source: "Scoring approach", CCI report appendix 5. Counts stay integers to the end.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from math import sqrt
from statistics import NormalDist

from domain.answers import Answer
from domain.errors import CorecaseError
from domain.instrument import Band, Instrument, Question

_Z = NormalDist().inv_cdf(0.975)  # two-sided 95 per cent

# Where an answer goes among the numbers of Counts.
_PLACE = {"sufficient": 0, "insufficient": 1, "out": 3, "parked": 4}
_UNCLEAR = 2


@dataclass(frozen=True, slots=True)
class Counts:
    """How many answers stand how; all are 0 or more.

    insufficient includes unclear ('not enough information'). out: not applicable. parked: given,
    but to a question that no longer applies. The last two never enter a score.
    """

    sufficient: int = 0
    insufficient: int = 0
    unclear: int = 0
    out: int = 0
    parked: int = 0

    def __add__(self, other: Counts) -> Counts:
        return Counts(
            self.sufficient + other.sufficient,
            self.insufficient + other.insufficient,
            self.unclear + other.unclear,
            self.out + other.out,
            self.parked + other.parked,
        )

    @property
    def applicable(self) -> int:
        """The base of a score."""
        return self.sufficient + self.insufficient


NOTHING = Counts()


@dataclass(frozen=True, slots=True)
class Score:
    """Pooled counts and the comment printed for them; without an applicable answer, no score."""

    counts: Counts
    comment: str | None

    @property
    def sufficient(self) -> int:
        return self.counts.sufficient

    @property
    def applicable(self) -> int:
        return self.counts.applicable

    @property
    def percent(self) -> int | None:
        """Whole per cent, 0 to 100, half up; None when nothing is applicable."""
        return percent(self.sufficient, self.applicable)

    @property
    def interval(self) -> tuple[float, float] | None:
        """Lower and upper 95 per cent bound in per cent, one decimal; None without a score."""
        return wilson(self.sufficient, self.applicable)


@dataclass(frozen=True, slots=True)
class Scores:
    """Scores by id, each in the instrument's order.

    headline has every theme; sections, criteria and questions only those that are scored. One
    that is scored but has no applicable answer is there, with neither per cent nor comment.
    """

    headline: dict[str, Score]
    sections: dict[str, Score]
    criteria: dict[str, Score]
    questions: dict[str, Score]


def percent(sufficient: int, applicable: int) -> int | None:
    """`sufficient` out of `applicable` in whole per cent, half up; None of nothing."""
    return (200 * sufficient + applicable) // (2 * applicable) if applicable else None


def wilson(sufficient: int, applicable: int) -> tuple[float, float] | None:
    """The Wilson 95 per cent interval of a share, in per cent to one decimal; None of nothing.

    It says how far another sample of the same size might lie from this one. Unlike the plain
    normal interval it stays within 0 and 100 and holds for small bases (E. B. Wilson, "Probable
    inference, the law of succession, and statistical inference", 1927).
    """
    if not applicable:
        return None
    low, high = wilson_bounds(sufficient / applicable, applicable)
    return round(100 * low, 1), round(100 * high, 1)


def wilson_bounds(share: float, base: float, deviations: float = _Z) -> tuple[float, float]:
    """Wilson's bounds of a share, from 0 to 1. base: of how many, more than 0.

    deviations: standard deviations to either side; as they stand, for 95 per cent.
    """
    spread = deviations * deviations / base
    centre = share + spread / 2
    reach = deviations * sqrt(share * (1 - share) / base + spread / (4 * base))
    low, high = (centre - reach) / (1 + spread), (centre + reach) / (1 + spread)
    return max(0.0, low), min(1.0, high)


def comment(bands: Iterable[Band], percent: int | None) -> str | None:
    """The comment for a score in whole per cent: that of the highest band it reaches.

    The rounded score, as printed, is compared. None for no score or one below every band.
    Source of the comments: "Scoring approach", CCI report appendix 5.
    """
    if percent is None:
        return None
    reached = [band for band in bands if percent >= band.at_least]
    return max(reached, key=lambda band: band.at_least).comment if reached else None


def counts_of(answers: Iterable[Answer]) -> dict[str, Counts]:
    """Answers counted by question id; each row of a grid question is one answer.

    A parked answer counts as parked only, whatever its judgement.
    """
    tally: dict[str, list[int]] = {}
    for answer in answers:
        numbers = tally.setdefault(answer.key.question, [0, 0, 0, 0, 0])
        numbers[_PLACE[answer.standing]] += 1
        if answer.unclear and answer.standing == "insufficient":
            numbers[_UNCLEAR] += 1
    return {question: Counts(*numbers) for question, numbers in tally.items()}


def score(instrument: Instrument, counts: Mapping[str, Counts]) -> Scores:
    """All scores from the counts of each question, by question id; one left out counts nothing.

    Unscored questions and questions of unscored criteria enter nowhere. Headline themes pool
    the key questions that name them. Source: "Scoring approach", CCI report appendix 5.
    Raises CorecaseError when answers are counted for a question the instrument does not have.
    """
    _refuse_unknown(instrument, counts)
    criteria = {c.id: NOTHING for c in instrument.criteria if c.scored}
    sections = {c.section: NOTHING for c in instrument.criteria if c.scored}
    themes = {t.id: NOTHING for t in instrument.themes}
    questions: dict[str, Counts] = {}
    for question in instrument.questions:
        if not is_scored(instrument, question):
            continue
        own = questions[question.id] = counts.get(question.id, NOTHING)
        criteria[question.criterion] += own
        sections[instrument.criterion[question.criterion].section] += own
        for theme in set(question.themes) if question.key else ():
            themes[theme] += own
    return Scores(
        headline=_scored(instrument, themes),
        sections=_scored(
            instrument, {s.id: sections[s.id] for s in instrument.sections if s.id in sections}
        ),
        criteria=_scored(instrument, criteria),
        questions=_scored(instrument, questions),
    )


def is_scored(instrument: Instrument, question: Question) -> bool:
    """Whether answers to the question enter any score: it and its criterion are scored."""
    return question.scored and instrument.criterion[question.criterion].scored


def _refuse_unknown(instrument: Instrument, counts: Mapping[str, Counts]) -> None:
    unknown = sorted(counts.keys() - instrument.question.keys())
    if unknown:
        raise CorecaseError(
            f"There are answers to question {unknown[0]}, which {instrument.name} does not have; "
            "score them with the version of the instrument they were given under."
        )


def _scored(instrument: Instrument, pooled: Mapping[str, Counts]) -> dict[str, Score]:
    return {
        subject: Score(
            counts, comment(instrument.bands, percent(counts.sufficient, counts.applicable))
        )
        for subject, counts in pooled.items()
    }


def as_json(
    scores: Scores, *, inspection: str | None, instrument: str, cases: int
) -> dict[str, object]:
    """The scores as a document of plain JSON values.

    inspection: its name, None for cases of none. instrument: its name, id and version. cases:
    how many cases were pooled. `score` and `interval` are in per cent.
    """
    return {
        "inspection": inspection,
        "instrument": instrument,
        "cases": cases,
        "headline": {key: _json(value) for key, value in scores.headline.items()},
        "sections": {key: _json(value) for key, value in scores.sections.items()},
        "criteria": {key: _json(value) for key, value in scores.criteria.items()},
        "questions": {key: _json(value) for key, value in scores.questions.items()},
    }


def _json(score: Score) -> dict[str, object]:
    interval = score.interval
    return {
        "sufficient": score.sufficient,
        "applicable": score.applicable,
        "score": score.percent,
        "comment": score.comment,
        "interval": None if interval is None else list(interval),
    }
