"""What the answers amount to: strengths and areas for improvement of a criterion, by weight."""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum

from domain.inspection_report.flags_told import flags_sentence
from domain.inspection_report.reasons_told import NO_REASON, Why, why
from domain.inspection_report.rows_told import rows_of, rows_sentence
from domain.inspection_report.sample import Sample
from domain.inspection_report.sentences import among, finding_of, share_sentence
from domain.instrument import Instrument, Question
from domain.instrument_reporting import Reporting
from domain.scoring import Counts, is_scored, percent


class Side(StrEnum):
    """Where a finding is told."""

    STRENGTH = "Strengths"
    BETWEEN = "Neither one nor the other"
    AREA = "Areas for improvement"


@dataclass(frozen=True, slots=True)
class Point:
    """One finding, or a few told in one breath. questions: their ids, the leading one first.

    weight: how far from the threshold, in per cent, times how many cases it is about. why: what the
    last of them says of reasons.
    """

    side: Side
    sentences: tuple[str, ...]
    questions: tuple[str, ...]
    key: bool
    weight: float
    why: Why = NO_REASON

    @property
    def text(self) -> str:
        return " ".join(self.sentences)


def side_of(report: Reporting, counts: Counts) -> Side:
    """The printed per cent is held against the thresholds, as comments are. Needs answers."""
    share = percent(counts.sufficient, counts.applicable)
    assert share is not None
    if share >= report.strength_from:
        return Side.STRENGTH
    return Side.AREA if share < report.improve_below else Side.BETWEEN


def weight_of(report: Reporting, counts: Counts, cases: int) -> float:
    """Distance from the nearer threshold, in per cent, times the cases it is about."""
    share = 100 * counts.sufficient / counts.applicable
    return cases * min(abs(share - line) for line in (report.strength_from, report.improve_below))


def weightiest(sample: Sample, side: Side, most: int) -> list[str]:
    """The key questions that weigh most on a side, each in one sentence."""
    report = sample.instrument.report
    found = [
        (weight_of(report, counts, sample.relevant[question.id]), question, counts)
        for question in sample.instrument.questions
        if question.key
        and is_scored(sample.instrument, question)
        and (counts := sample.counts(question.id)).applicable
        and side_of(report, counts) is side
    ]
    found.sort(key=lambda each: -each[0])
    good = side is Side.STRENGTH
    return [_share(sample, question, counts, good=good) for _, question, counts in found[:most]]


def points_of(sample: Sample, criterion: str) -> dict[Side, list[Point]]:
    """The points of a criterion by where they are told: key questions first, then by weight."""
    found: dict[Side, list[Point]] = {side: [] for side in Side}
    for point in _joined(sample, list(_points(sample, criterion))):
        found[point.side].append(point)
    for points in found.values():
        points.sort(key=lambda point: (not point.key, -point.weight))
    return found


def unscored_sentences(sample: Sample, criterion: str) -> list[str]:
    """What was counted at questions of the criterion that enter no score."""
    return [
        _share(sample, question, counts, good=True)
        for question in sample.instrument.questions
        if question.criterion == criterion and not is_scored(sample.instrument, question)
        if (counts := sample.counts(question.id)).applicable
    ]


def _points(sample: Sample, criterion: str) -> Iterable[Point]:
    for question in sample.instrument.questions:
        counts = sample.counts(question.id)
        if (
            question.criterion == criterion
            and is_scored(sample.instrument, question)
            and counts.applicable
        ):
            yield _point(sample, question, counts)
            yield from _rows_apart(sample, question, counts)


def _point(sample: Sample, question: Question, counts: Counts) -> Point:
    report = sample.instrument.report
    side = side_of(report, counts)
    good = side is Side.STRENGTH
    reasons = NO_REASON if good else _why(sample, question, counts)
    sentences = (
        _share(sample, question, counts, good=good),
        rows_sentence(sample, question, good) if question.rows else "",
        reasons.sentence,
        "" if good else flags_sentence(sample.confirmed, question.id),
    )
    told = tuple(filter(None, sentences))
    weight = weight_of(report, counts, sample.relevant[question.id])
    return Point(side, told, (question.id,), question.key, weight, reasons)


def _share(sample: Sample, question: Question, counts: Counts, *, good: bool) -> str:
    """A strength is told by the share that was good enough, all else by the share that was not."""
    finding, noun = finding_of(question), among(question, sample.cases, counts.applicable)
    if good:
        return share_sentence(finding.met, counts.sufficient, counts.applicable, noun)
    return share_sentence(finding.fell_short, counts.insufficient, counts.applicable, noun)


def _why(sample: Sample, question: Question, counts: Counts) -> Why:
    if not finding_of(question).why:
        return NO_REASON
    reasons = sample.instrument.reasons_of(question)
    return why(
        sample.reasons.get(question.id, {}),
        {reason.code: reason for reason in reasons},
        counts.insufficient,
        other_way=sample.instrument.questions.index(question) % 2 == 1,
    )


def _rows_apart(sample: Sample, question: Question, counts: Counts) -> Iterable[Point]:
    """Rows of a grid that stand on the other side than the grid as a whole, told there."""
    report = sample.instrument.report
    whole = side_of(report, counts)
    other = {Side.STRENGTH: Side.AREA, Side.AREA: Side.STRENGTH}.get(whole)
    apart = [row for row in rows_of(sample, question) if side_of(report, row.counts) is other]
    if other is None or not apart:
        return
    sentence = rows_sentence(sample, question, other is Side.STRENGTH, only=apart)
    if sentence:
        weight = max(weight_of(report, row.counts, row.counts.applicable) for row in apart)
        yield Point(other, (sentence,), (question.id,), question.key, weight)


def _joined(sample: Sample, points: list[Point]) -> list[Point]:
    """Points told in one breath with another of the same side are put behind it."""
    leaders = {
        (point.questions[0], point.side): place
        for place, point in enumerate(points)
        if _leader(sample.instrument, point) is None
    }
    joined: dict[int, Point] = {}
    for place, point in sorted(
        enumerate(points), key=lambda pair: _leader(sample.instrument, pair[1]) is not None
    ):
        first = leaders.get((_leader(sample.instrument, point) or "", point.side), place)
        joined[first] = _together(joined[first], point) if first in joined else point
    return list(joined.values())


def _leader(instrument: Instrument, point: Point) -> str | None:
    """The question in whose breath this one is told."""
    finding = instrument.question[point.questions[0]].finding
    return finding.after or None if finding else None


def _together(first: Point, second: Point) -> Point:
    """Reasons that the first has just named are not named again."""
    same = second.why.leading and second.why.leading == first.why.leading
    sentences = tuple(
        second.why.again if same and sentence == second.why.sentence else sentence
        for sentence in second.sentences
    )
    return Point(
        first.side,
        first.sentences + sentences,
        first.questions + tuple(q for q in second.questions if q not in first.questions),
        first.key or second.key,
        max(first.weight, second.weight),
        second.why,
    )
