"""The whole report of an inspection, put together from its parts."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from domain.calendar import say_date
from domain.inspection_report.appendices import appendices
from domain.inspection_report.good_work import good_work
from domain.inspection_report.opening import recommendations, summary
from domain.inspection_report.places import Written, box
from domain.inspection_report.sample import Sample
from domain.inspection_report.sections import sections
from domain.report import MARKING, Block, Document, Heading
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
        blocks=tuple(_blocks(sample, written, earlier)),
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


def fieldwork_said(sample: Sample) -> str:
    """'6 Feb 2012 to 17 Feb 2012'; "" where neither day is known."""
    begun, ended = sample.fieldwork
    days = [say_date(day) for day in (begun, ended) if day is not None]
    return " to ".join(dict.fromkeys(days))


def _blocks(sample: Sample, written: Written, earlier: Sample | None) -> Iterator[Block]:
    yield Heading(1, "Foreword")
    yield box(sample, "foreword", written)
    yield from summary(sample)
    yield from recommendations(sample, written)
    yield from good_work(sample)
    yield Heading(1, "Service users' perspective")
    yield box(sample, "users", written)
    yield from sections(sample, written)
    yield from appendices(sample, written)
