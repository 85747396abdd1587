"""What a report opens with: the headline scores, and what is recommended."""

from __future__ import annotations

from collections.abc import Iterator

from domain.inspection_report.figures import SCORE_COLUMNS, percent_said, score_cells
from domain.inspection_report.findings import Side, weightiest
from domain.inspection_report.places import Written, box
from domain.inspection_report.recommendations import Drafted, recommended
from domain.inspection_report.sample import Sample
from domain.instrument_reporting import Published
from domain.report import (
    Block,
    Column,
    Heading,
    Line,
    Lines,
    Listing,
    Paragraph,
    Span,
    Style,
    Table,
    lines,
    plain,
)

_CLOSE_COMPARISON = (
    "Do not read much into small differences between areas. Samples differ in size and in the "
    "children they are made of, so that two areas doing equally well will seldom score the same. "
    "A score says most about where this area's own work most needs to improve."
)
_NOT_KNOWN = "not known"
_EITHER_SIDE = (
    (Side.STRENGTH, "What weighs most for good"),
    (Side.AREA, "What weighs most for ill"),
)
_MOST = 3  # findings of each side told at the start


def summary(sample: Sample) -> Iterator[Block]:
    """The headline scores beside those of other areas where they are published."""
    yield Heading(1, "Scores in summary")
    yield Paragraph(
        plain(
            "A score is the share of judgements that found the work good enough, over all the "
            f"questions that applied in the {sample.cases} cases. The comment says how much "
            "improvement is needed. The interval shows how far a score could lie from this one "
            "by chance alone, had other cases been drawn; Appendix 5 explains both."
        )
    )
    yield _headlines(sample)
    if sample.instrument.report.published:
        yield Paragraph(plain(_CLOSE_COMPARISON))
        yield Paragraph(
            plain(f"Figures of other areas: {sample.instrument.report.published_source}"), "small"
        )
    yield from _weightiest(sample)


def _weightiest(sample: Sample) -> Iterator[Block]:
    """The key findings that weigh most on either side, for whoever reads one page only."""
    for side, title in _EITHER_SIDE:
        if found := weightiest(sample, side, _MOST):
            yield Heading(2, title)
            yield Listing(tuple(map(plain, found)))


def _headlines(sample: Sample) -> Table:
    published = {each.theme: each for each in sample.instrument.report.published}
    columns: tuple[Column, ...] = (Column("Headline theme", 9), *SCORE_COLUMNS)
    if published:
        others = ("Lowest", "Highest", "Average")
        columns += tuple(Column(title, 2, numeric=True) for title in others)
    rows = []
    for theme, score in sample.scores.headline.items():
        row = (lines(sample.instrument.theme[theme].title), *score_cells(score))
        rows.append(row + (_elsewhere(published.get(theme)) if published else ()))
    caption = "Headline scores" + (", beside those of other areas" if published else "")
    return Table(caption, columns, tuple(rows))


def _elsewhere(published: Published | None) -> tuple[Lines, ...]:
    known = (published.lowest, published.highest, published.average) if published else (None,) * 3
    return tuple(lines(_NOT_KNOWN if n is None else percent_said(n)) for n in known)


def recommendations(sample: Sample, written: Written) -> Iterator[Block]:
    """What is recommended, custodial work by itself, and what each recommendation rests on."""
    yield Heading(1, "Recommendations")
    found = recommended(sample, written)
    here = [each for each in found if not each.custody]
    custody = [each for each in found if each.custody]
    if not found:
        yield Paragraph(plain("No group of questions scored low enough to call for one."))
    if here:
        yield Paragraph(plain("In a higher proportion of cases than now:"))
        yield Listing(tuple(map(_said, here)), ordered=True)
    if custody:
        yield Paragraph(plain("In custodial cases, furthermore:"))
        yield Listing(tuple(map(_said, custody)), ordered=True)
    if found:
        yield _rests_on(sample, (*here, *custody))
    yield box(sample, "recommendations", written)
    yield box(sample, "next_steps", written)


def _said(each: Drafted) -> Line:
    responsible = f" ({each.responsible})" if each.responsible else ""
    return Span(f"{each.about}: ", Style.STRONG), Span(f"{each.text}{responsible}")


def _rests_on(sample: Sample, found: tuple[Drafted, ...]) -> Table:
    return Table(
        "What each recommendation rests on",
        (
            Column("Recommendation", 3),
            Column("All its questions", 2),
            Column("Questions that scored low, with sufficient answers", 6),
        ),
        tuple(
            (
                lines(each.about),
                lines(f"{each.counts.sufficient} of {each.counts.applicable}"),
                lines(*(_question(sample, question) for question in each.low)),
            )
            for each in found
        ),
    )


def _question(sample: Sample, question: str) -> str:
    counts = sample.counts(question)
    title = sample.instrument.question[question].short or sample.instrument.question[question].text
    return f"{question} {title}: {counts.sufficient} of {counts.applicable}"
