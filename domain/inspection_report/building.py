"""The whole report of an inspection, put together from its parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.inspection_report.appendices import appendices, fieldwork_said
from domain.inspection_report.comparison import comparison
from domain.inspection_report.good_work import good_work
from domain.inspection_report.opening import recommendations, summary
from domain.inspection_report.places import Written, box
from domain.inspection_report.sample import Sample
from domain.inspection_report.sections import sections
from domain.inspection_report.sheets import sheets
from domain.inspection_report.terms import glossary_of
from domain.report import MARKING, Block, Document, Heading, Listing, Paragraph, plain
from domain.wording import plural


def inspection_report(
    sample: Sample,
    written: Written,
    *,
    made: datetime,
    marking: str = MARKING,
    earlier: Sample | None = None,
) -> Document:
    """The report of an inspection.

    written: what people wrote, by the keys of `places`. made: when, aware, in UTC. earlier:
    another inspection to compare this one with.
    """
    return Document(
        title=f"Inspection report: {sample.name}",
        subtitle=sample.instrument.instrument.title,
        marking=marking,
        made=made,
        facts=tuple(_facts(sample)),
        blocks=_blocks(sample, written, earlier),
        sheets=sheets(sample),
        foot=sample.name,
    )


def _facts(sample: Sample) -> Iterator[tuple[str, str]]:
    yield "Inspection", sample.name
    if sample.invented:
        yield "Invented", "Made up for practice: no child, worker or place in it is real."
    yield "Cases", plural(sample.cases, "finished case")
    if sample.left_open:
        yield "Left out", f"{plural(sample.left_open, 'case')} not finished"
    if said := fieldwork_said(sample):
        yield "Fieldwork", said
    yield "Instrument", f"{sample.instrument.instrument.title} ({sample.instrument.name})"


def _blocks(sample: Sample, written: Written, earlier: Sample | None) -> tuple[Block, ...]:
    told = tuple(_told(sample, written, earlier))
    return (*told, *_glossary(told), *_masked(sample))


def _told(sample: Sample, written: Written, earlier: Sample | None) -> Iterator[Block]:
    yield Heading(1, "Foreword")
    yield box(sample, "foreword", written)
    yield from summary(sample)
    yield from recommendations(sample, written)
    yield from good_work(sample)
    yield Heading(1, "Service users' perspective")
    yield box(sample, "users", written)
    yield from sections(sample, written)
    if earlier is not None:
        yield from comparison(sample, earlier)
    yield from appendices(sample, written)


def _glossary(told: tuple[Block, ...]) -> Iterator[Block]:
    table = glossary_of(told)
    if table is not None:
        yield Heading(1, "Appendix 7: Glossary")
        yield table


def _masked(sample: Sample) -> Iterator[Block]:
    """What was masked in texts taken from the cases; counts and findings never hold a name."""
    if not sample.masked:
        return
    yield Heading(1, "What was masked")
    yield Paragraph(
        plain(
            "Names that the cases know were put behind marks in the examples of good work. What "
            "people wrote into this report by hand is not among them: read it for names."
        )
    )
    yield Listing(
        tuple(
            plain(f"{mark}: {what}, {plural(times, 'time')}")
            for (what, mark), times in sorted(sample.masked.items())
        )
    )
