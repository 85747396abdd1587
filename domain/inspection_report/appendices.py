"""The appendices of a report: chart, context, arrangements, cases, scoring, figures, evidence."""

from __future__ import annotations

from collections.abc import Callable, Iterator

from domain.calendar import say_date
from domain.inspection_report.case_tables import CaseTable, Count, case_tables
from domain.inspection_report.figures import criterion_bars, out_of, percent_said
from domain.inspection_report.flags_told import SAID
from domain.inspection_report.how_scored import how_scored
from domain.inspection_report.places import Written, box
from domain.inspection_report.sample import Sample
from domain.inspection_report.sentences import capital
from domain.report import Bars, Block, Column, Heading, Lines, Paragraph, Table, lines, plain
from domain.scoring import percent
from domain.wording import plural

TOGETHER = "Groups too small to be told apart"


def appendices(sample: Sample, written: Written) -> Iterator[Block]:
    """All but the glossary and the list of what was masked, which are made of all the rest."""
    parts: tuple[tuple[str, Callable[[Sample, Written], Iterator[Block]]], ...] = (
        ("Scores of the criteria", _chart),
        ("Contextual information", _context),
        ("Inspection arrangements", _arrangements),
        ("Characteristics of the cases", _characteristics),
        ("How scores are made", lambda sample, _written: how_scored(sample)),
        ("Figures question by question", _questions),
    )
    for number, (title, part) in enumerate(parts, 1):
        yield Heading(1, f"Appendix {number}: {title}")
        yield from part(sample, written)


def _chart(sample: Sample, _written: Written) -> Iterator[Block]:
    yield Bars("Scores of the criteria", criterion_bars(sample.instrument, sample.scores))


def _context(sample: Sample, written: Written) -> Iterator[Block]:
    yield box(sample, "context", written)


def _arrangements(sample: Sample, written: Written) -> Iterator[Block]:
    yield Table(
        "What is on record of this inspection",
        (Column("What", 2), Column("Recorded", 5)),
        tuple((lines(name), lines(said)) for name, said in arrangements(sample)),
    )
    yield box(sample, "arrangements", written)


def arrangements(sample: Sample) -> Iterator[tuple[str, str]]:
    """What the program knows of how the inspection was carried out, in pairs of name and words."""
    if said := fieldwork_said(sample):
        yield "Fieldwork", said
    yield "Cases inspected", str(sample.cases)
    yield "Cases countersigned", str(sample.countersigned) if sample.countersigned else "none"
    if sample.left_open:
        yield "Cases left out", f"{plural(sample.left_open, 'case')}, not finished"
    documented = sample.confirmed.documented
    yield "Cases with documents", str(documented) if documented else "none"
    yield "Questions", f"{sample.instrument.instrument.title} ({sample.instrument.name})"


def fieldwork_said(sample: Sample) -> str:
    """'6 Feb 2012 to 17 Feb 2012'; "" where neither day is known."""
    days = [say_date(day) for day in sample.fieldwork if day is not None]
    return " to ".join(dict.fromkeys(days))


def _characteristics(sample: Sample, _written: Written) -> Iterator[Block]:
    limit = sample.instrument.report.small_cell
    tables = case_tables(sample)
    if not tables:
        yield Paragraph(plain("The question set does not say by which facts cases are described."))
        return
    yield Paragraph(
        plain(
            f"Of the {plural(sample.cases, 'case')} inspected. Groups of fewer than {limit} cases "
            "are not told by themselves, and larger ones are put together with them where a small "
            "number could otherwise be worked out. Findings are counts of work, not of children, "
            "and are told whatever their size; how many cases a question applied to can be seen "
            "from them."
        )
    )
    for table in tables:
        if table.withheld:
            yield Paragraph(
                plain(
                    f"{table.title} ({plural(table.total, 'case')}): not told, since small numbers "
                    "could be worked out from it."
                )
            )
        else:
            yield _case_table(table)


def _case_table(table: CaseTable) -> Table:
    def row(count: Count) -> tuple[Lines, ...]:
        share = percent_said(percent(count.cases, table.total))
        return lines(count.group or TOGETHER), lines(str(count.cases)), lines(share)

    return Table(
        f"{table.title} ({plural(table.total, 'case')})",
        (Column("Group", 5), Column("Cases", numeric=True), Column("Share", numeric=True)),
        tuple(map(row, table.counts)),
    )


def _questions(sample: Sample, _written: Written) -> Iterator[Block]:
    yield Paragraph(
        plain(
            "Sufficient answers among all that applied. Answers that the record did not let one "
            "give are among those that were not sufficient. Each row of a grid is one answer."
        )
    )
    for criterion in sample.scores.criteria:
        yield Table(
            f"Criterion {criterion}: {sample.instrument.criterion[criterion].title}",
            (
                Column("Question", 6),
                Column("Sufficient", 2, numeric=True),
                Column("Share", numeric=True),
                Column("Could not be told", 2, numeric=True),
            ),
            tuple(_question_rows(sample, criterion)),
        )
    if sample.confirmed.documented:
        yield Heading(2, "What the documents themselves showed")
        yield _documents(sample)


def _question_rows(sample: Sample, criterion: str) -> Iterator[tuple[Lines, ...]]:
    for question in sample.instrument.questions:
        score = sample.scores.questions.get(question.id)
        if score is None or question.criterion != criterion:
            continue
        key = " (key)" if question.key else ""
        yield (
            lines(f"{question.id} {question.short or question.text}{key}"),
            lines(out_of(score) or "did not apply"),
            lines(percent_said(score.percent) if score.applicable else ""),
            lines(str(score.counts.unclear) if score.counts.unclear else ""),
        )


def _documents(sample: Sample) -> Table:
    confirmed = sample.confirmed
    return Table(
        f"Found by comparing documents and confirmed by an assessor, in cases "
        f"(of {confirmed.documented} with documents)",
        (Column("What", 5), Column("Cases", numeric=True)),
        tuple(
            (lines(capital(said)), lines(str(confirmed.kinds.get(kind, 0))))
            for kind, said in SAID.items()
        ),
    )
