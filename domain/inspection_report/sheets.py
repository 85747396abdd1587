"""The figures of a report as sheets to reckon with: scores, questions, rows, reasons, cases."""

from __future__ import annotations

from collections.abc import Iterator, Mapping

from domain.answers import AnswerKey
from domain.inspection_report.appendices import TOGETHER
from domain.inspection_report.case_tables import case_tables
from domain.inspection_report.sample import Sample
from domain.report import Chart, Sheet, SheetColumn, Value
from domain.scoring import Counts, Score, wilson

_FIGURES = (
    SheetColumn("Sufficient", 12, "whole"),
    SheetColumn("Not sufficient", 15, "whole"),
    SheetColumn("Could not be told", 18, "whole"),
    SheetColumn("Applicable", 12, "whole"),
    SheetColumn("Score", 9, "percent"),
    SheetColumn("Interval from", 14, "percent"),
    SheetColumn("Interval to", 14, "percent"),
)
_SCORE = 7  # the column of the score on the first sheet
_Row = tuple[Value, ...]


def sheets(sample: Sample) -> tuple[Sheet, ...]:
    """What the document tells, as cells; small numbers of characteristics kept back as there."""
    return (_scores(sample), _questions(sample), _rows(sample), _reasons(sample), _cases(sample))


def _figures(counts: Counts) -> _Row:
    interval = wilson(counts.sufficient, counts.applicable)
    low, high = interval if interval else (None, None)
    return (
        counts.sufficient,
        counts.insufficient,
        counts.unclear,
        counts.applicable,
        counts.sufficient / counts.applicable if counts.applicable else None,
        None if low is None else low / 100,
        None if high is None else high / 100,
    )


def _scores(sample: Sample) -> Sheet:
    instrument, scores = sample.instrument, sample.scores
    rows: list[_Row] = []

    def add(level: str, id_: str, title: str, score: Score) -> None:
        rows.append(
            (
                level,
                title if level == "Headline" else f"{id_} {title}",
                score.comment,
                *_figures(score.counts),
            )
        )

    for id_, score in scores.headline.items():
        add("Headline", id_, instrument.theme[id_].title, score)
    for id_, score in scores.sections.items():
        # Sections are printed without a comment.
        add("Section", id_, instrument.section[id_].title, Score(score.counts, None))
    first = len(rows)
    for id_, score in scores.criteria.items():
        add("Criterion", id_, instrument.criterion[id_].title, score)
    chart = Chart("Scores of the criteria", 1, _SCORE, first, len(rows) - 1)
    return Sheet(
        "Scores",
        (
            SheetColumn("Level", 11),
            SheetColumn("Score of", 48),
            SheetColumn("Comment", 16),
            *_FIGURES,
        ),
        tuple(rows),
        charts=(chart,) if len(rows) > first else (),
    )


def _questions(sample: Sample) -> Sheet:
    rows: list[_Row] = []
    for question in sample.instrument.questions:
        score = sample.scores.questions.get(question.id)
        if score is None:
            continue
        row = (
            question.id,
            question.criterion,
            "key" if question.key else "",
            question.short,
            question.text,
            *_figures(score.counts),
            score.counts.out,
            score.counts.parked,
        )
        rows.append(row)
    columns = (
        SheetColumn("Question", 10),
        SheetColumn("Criterion", 10),
        SheetColumn("Key", 6),
        SheetColumn("In short", 32),
        SheetColumn("Text", 60),
        *_FIGURES,
        SheetColumn("Not applicable", 15, "whole"),
        SheetColumn("Parked", 9, "whole"),
    )
    return Sheet("Questions", columns, tuple(rows))


def _rows(sample: Sample) -> Sheet:
    rows: list[_Row] = []
    for question in sample.instrument.questions:
        for row in sample.instrument.rows_of(question):
            counts = sample.rows.get(AnswerKey(question.id, row.id))
            if counts is not None and counts.applicable:
                rows.append((question.id, question.short, row.label, *_figures(counts)))
    return Sheet(
        "Rows",
        (
            SheetColumn("Question", 10),
            SheetColumn("In short", 32),
            SheetColumn("Row", 40),
            *_FIGURES,
        ),
        tuple(rows),
        note="Grid questions, row by row.",
    )


def _reasons(sample: Sample) -> Sheet:
    return Sheet(
        "Reasons",
        (
            SheetColumn("Question", 10),
            SheetColumn("In short", 32),
            SheetColumn("Reason", 60),
            SheetColumn("Answers with it", 16, "whole"),
            SheetColumn("Of those not sufficient", 23, "whole"),
        ),
        tuple(_reason_rows(sample)),
        note="One answer may have several reasons.",
    )


def _reason_rows(sample: Sample) -> Iterator[_Row]:
    for question in sample.instrument.questions:
        given: Mapping[str, int] = sample.reasons.get(question.id, {})
        known = sample.instrument.reasons_of(question)
        for reason in sorted(known, key=lambda reason: -given.get(reason.code, 0)):
            if given.get(reason.code):
                yield (
                    question.id,
                    question.short,
                    reason.text,
                    given[reason.code],
                    sample.counts(question.id).insufficient,
                )


def _cases(sample: Sample) -> Sheet:
    return Sheet(
        "Cases",
        (
            SheetColumn("Characteristic", 48),
            SheetColumn("Group", 48),
            SheetColumn("Cases", 9, "whole"),
            SheetColumn("Share", 9, "percent"),
        ),
        tuple(_case_rows(sample)),
    )


def _case_rows(sample: Sample) -> Iterator[_Row]:
    for table in case_tables(sample):
        if table.withheld:
            yield table.title, "not told: small numbers could be worked out", None, None
        for count in table.counts:
            yield table.title, count.group or TOGETHER, count.cases, count.cases / table.total
