"""Good work that was noted during the interviews, told without names."""

from __future__ import annotations

from collections.abc import Iterator

from domain.inspection_report.sample import Sample
from domain.report import Block, Heading, Line, Listing, Paragraph, Span, Style, plain


def good_work(sample: Sample) -> Iterator[Block]:
    """The examples under the criteria they belong to."""
    yield Heading(1, "Examples of good work")
    if not sample.examples:
        yield Paragraph(
            plain(
                "None was put down in the cases. Examples noted at a question during an interview "
                "are told here."
            )
        )
        return
    yield Paragraph(
        plain(
            "Noted by assessors as the cases were looked at. Names on record in a case are masked; "
            "read them for any other before this leaves your hands."
        )
    )
    yield Listing(tuple(_said(sample, *example) for example in sample.examples))


def _said(sample: Sample, question: str, text: str) -> Line:
    criterion = sample.instrument.criterion[sample.instrument.question[question].criterion]
    return (
        Span(f"{criterion.title} ({question}): ", Style.STRONG),
        Span(text),
    )
