"""How scores are made and findings told, for whoever reads the report without the program."""

from __future__ import annotations

from collections.abc import Iterator

from domain.inspection_report.sample import Sample
from domain.report import Block, Column, Paragraph, Table, lines, plain
from domain.wording import PHRASES

_SCORES = (
    "Each question asks whether one piece of work was good enough. It is answered sufficient or "
    "not sufficient for every case it applies to; where the record does not let one tell, the "
    "answer counts as not sufficient and is also counted by itself. Questions that do not apply to "
    "a case are left out for that case. Some questions are asked agency by agency or factor by "
    "factor; each agency or factor of a case is then one instance, and one answer.",
    "The score of a criterion is the share of sufficient answers among all that applied, over all "
    "its questions and all cases together. The score of a section is made in the same way from all "
    "answers of the section, and is not the mean of its criteria: a question that applied to few "
    "cases weighs little. The headline scores are made in the same way from the key questions of "
    "each theme. Scores are printed in whole per cent, and the printed figure decides the comment.",
)
_INTERVAL = (
    "The 95% interval is Wilson's: had other cases been drawn in the same way, a score within it "
    "could easily have come out. It takes the answers as independent of one another. Answers about "
    "one child are not quite that, so that the true interval of a score made of many answers is "
    "somewhat wider."
)


def how_scored(sample: Sample) -> Iterator[Block]:
    """Questions, scores, comments, intervals, and what makes a strength."""
    for text in _SCORES:
        yield Paragraph(plain(text))
    yield Table(
        "Comments",
        (Column("Comment", 2), Column("Score", 2), Column("What it means", 6)),
        tuple(
            (lines(band.comment), lines(f"{band.at_least}% or more"), lines(band.meaning))
            for band in sample.instrument.bands
        ),
    )
    yield Paragraph(plain(_INTERVAL))
    yield Paragraph(plain(_thresholds(sample)))
    yield Table(
        "How shares are put into words",
        (Column("Words"), Column("From"), Column("Up to, not including")),
        tuple(
            (lines(phrase.words), lines(_per_cent(phrase.low)), lines(_per_cent(phrase.high)))
            for phrase in PHRASES
        ),
    )
    yield Paragraph(plain(sample.instrument.instrument.source), "small")


def _thresholds(sample: Sample) -> str:
    report = sample.instrument.report
    between = (
        f"and as an area for improvement below {report.improve_below}%"
        if report.improve_below < report.strength_from
        else "and as an area for improvement otherwise"
    )
    return (
        f"A finding is told as a strength where {report.strength_from}% or more of the answers "
        f"were sufficient, {between}. Findings stand in the order of their weight: key questions "
        "first, then by how far the share lies from that line, times the number of cases. "
        "Shares are put into words by the ranges below, always with the count; small numbers are "
        "told as counts. In square brackets stand the questions a finding rests on."
    )


def _per_cent(thousandths: int) -> str:
    return f"{thousandths / 10:g}%"
