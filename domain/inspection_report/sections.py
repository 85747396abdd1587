"""The findings, section by section: scores, strengths, areas for improvement, commentary."""

from __future__ import annotations

from collections.abc import Iterator

from domain.inspection_report.figures import one_score
from domain.inspection_report.findings import Point, Side, points_of, unscored_sentences
from domain.inspection_report.places import Written, box
from domain.inspection_report.sample import Sample
from domain.inspection_report.sentences import lowered
from domain.instrument import Criterion
from domain.report import Block, Heading, Line, Listing, Paragraph, Span, Style, plain

_NONE = {
    Side.STRENGTH: "No finding of this criterion reached the share that counts as a strength.",
    Side.AREA: "No finding of this criterion fell below the share that calls for improvement.",
}


def sections(sample: Sample, written: Written) -> Iterator[Block]:
    """Every scored section with its criteria."""
    for section_id, score in sample.scores.sections.items():
        section = sample.instrument.section[section_id]
        yield Heading(1, f"{section.id} {section.title}")
        yield one_score(f"Score of section {section.id} as a whole", score, comment=False)
        for criterion in sample.instrument.criteria:
            if criterion.section == section_id and criterion.scored:
                yield from _criterion(sample, criterion)
        yield box(sample, f"commentary:{section_id}", written)


def _criterion(sample: Sample, criterion: Criterion) -> Iterator[Block]:
    yield Heading(2, f"{criterion.id} {criterion.title}")
    # A meaning is worded as what is so where work is good; alone it would read as a finding.
    yield Paragraph(
        (Span("What good work looks like: ", Style.STRONG), Span(lowered(criterion.meaning))),
        "lead",
    )
    yield one_score(f"Score of criterion {criterion.id}", sample.scores.criteria[criterion.id])
    points = points_of(sample, criterion.id)
    if not any(points.values()):
        yield Paragraph(plain("No question of this criterion applied in any case."))
        return
    for side, found in points.items():
        if found or side in _NONE:
            yield Heading(3, side.value)
        if found:
            yield Listing(tuple(map(_line, found)), ordered=True)
        elif side in _NONE:
            yield Paragraph(plain(_NONE[side]))
    if unscored := unscored_sentences(sample, criterion.id):
        yield Paragraph(plain(f"Counted, but not scored. {' '.join(unscored)}"))


def _line(point: Point) -> Line:
    return plain(f"{point.text} [{', '.join(point.questions)}]")
