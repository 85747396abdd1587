"""How many answers of each question are sufficient, so that every given figure holds at once.

A small integer programme: one whole number for each question (each row of a grid), within the
range its share may have, such that all pooled scores round to the given per cent.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping

from domain.answers import AnswerKey
from domain.instrument import Instrument, Question
from domain.scoring import is_scored, percent
from storage.demonstration.given import given, share_for

Bases = Mapping[AnswerKey, int]


def sufficient_counts(
    instrument: Instrument, bases: Bases, settled: Mapping[AnswerKey, int]
) -> dict[AnswerKey, int]:
    """How many of the `bases` applicable answers are sufficient, by answer.

    settled: counts that are decided already, because further questions hang on the answers.
    Raises ValueError when nothing fits, naming the range that is empty if that is the cause.
    """
    keys = [k for k in bases if is_scored(instrument, instrument.question[k.question])]
    settled = dict(settled)
    ranges = [_allowed(key, bases, settled) for key in keys]
    rows, low, high = _pooled(instrument, keys, bases)
    solution = _solve(rows, low, high, ranges, [bases[key] for key in keys])
    return dict(zip(keys, solution, strict=True))


def _allowed(key: AnswerKey, bases: Bases, settled: dict[AnswerKey, int]) -> tuple[int, int]:
    """The least and greatest count that fit; whatever lies between fits too.

    One that leaves no choice is settled.
    """
    if key in settled:
        return settled[key], settled[key]
    share, base = share_for(key), bases[key]
    if share is not None and share.among is not None:
        of, low, high = share.among
        other = AnswerKey(of)
        lacking = bases[other] - settled[other]
        counts = [
            base - n for n in range(lacking, -1, -1) if low <= (percent(n, lacking) or 0) <= high
        ]
    else:
        counts = [n for n in range(base + 1) if _fits(key, n, base)]
    if not counts:
        raise ValueError(f"no count of {base} fits {key.question} {key.row}")
    if len(counts) == 1:
        settled[key] = counts[0]
    return counts[0], counts[-1]


def _fits(key: AnswerKey, sufficient: int, base: int) -> bool:
    improved = given().improved
    if key.question == improved.question:
        if key.row in improved.most:
            return improved.cases[0] <= sufficient <= improved.cases[1]
        if sufficient > improved.others_at_most:
            return False
    share = share_for(key)
    return share is not None and share.allows(sufficient, base)


def _pooled(
    instrument: Instrument, keys: list[AnswerKey], bases: Bases
) -> tuple[list[list[int]], list[int], list[int]]:
    """One row for each pooled score: which counts it adds up, and between what the sum must be."""
    rows: list[list[int]] = []
    low: list[int] = []
    high: list[int] = []

    def add(score: int, questions: Iterable[Question]) -> None:
        ids = {question.id for question in questions}
        row = [int(key.question in ids) for key in keys]
        base = sum(bases[key] for key in keys if key.question in ids)
        sums = [n for n in range(base + 1) if percent(n, base) == score]
        rows.append(row)
        low.append(sums[0])
        high.append(sums[-1])

    asked = instrument.questions
    for theme, score in given().headline.items():
        add(score, (q for q in asked if q.key and theme in q.themes))
    for section, score in given().sections.items():
        add(score, (q for q in asked if instrument.criterion[q.criterion].section == section))
    for criterion, score in given().criteria.items():
        add(score, (q for q in asked if q.criterion == criterion))
    return rows, low, high


def _solve(
    rows: list[list[int]],
    low: list[int],
    high: list[int],
    ranges: list[tuple[int, int]],
    bases: list[int],
) -> list[int]:
    """The counts nearest to the middle of their ranges.

    A small leaning of its own for each count leaves one best answer, so that every release of the
    solver finds the same.
    """
    import numpy
    from scipy.optimize import Bounds, LinearConstraint, milp

    n = len(ranges)
    one, none = numpy.eye(n), numpy.zeros((len(rows), n))
    middles = numpy.array([(least + most) / 2 for least, most in ranges])
    unbounded = numpy.full(n, numpy.inf)
    # Variables: the counts, then how far each is from its middle.
    constraints = [
        LinearConstraint(numpy.hstack([numpy.array(rows), none]), low, high),
        LinearConstraint(numpy.hstack([one, -one]), -unbounded, middles),
        LinearConstraint(numpy.hstack([-one, -one]), -unbounded, -middles),
    ]
    result = milp(
        numpy.concatenate([0.02 * (numpy.sqrt(numpy.arange(n) + 2) % 1), 1 / numpy.sqrt(bases)]),
        constraints=constraints,
        integrality=numpy.concatenate([numpy.ones(n), numpy.zeros(n)]),
        bounds=Bounds(
            numpy.array([least for least, _ in ranges] + [0] * n),
            numpy.concatenate([[most for _, most in ranges], unbounded]),
        ),
        options={"mip_rel_gap": 0.0},
    )
    if result.x is None:
        raise ValueError(f"no counts fit all figures at once: {result.message}")
    return [round(value) for value in result.x[:n]]
