"""The appendices of a report: the chart of scores, the arrangements, how scores are made."""

from __future__ import annotations

from collections.abc import Iterator

from domain.inspection_report.figures import criterion_bars
from domain.inspection_report.places import Written, box
from domain.inspection_report.sample import Sample
from domain.report import Bars, Block, Heading


def appendices(sample: Sample, written: Written) -> Iterator[Block]:
    yield Heading(1, "Appendix 1: Scores of the criteria")
    yield Bars("Scores of the criteria", criterion_bars(sample.instrument, sample.scores))
    yield Heading(1, "Appendix 2: Contextual information")
    yield box(sample, "context", written)
    yield Heading(1, "Appendix 3: Inspection arrangements")
    yield box(sample, "arrangements", written)
