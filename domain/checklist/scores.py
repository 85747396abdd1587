"""The scores of one case: a table of counts, comments and intervals, and bars of its criteria."""

from __future__ import annotations

from collections.abc import Iterator
from typing import NamedTuple

from domain.checklist.names import criterion_name, numbered, section_name
from domain.instrument import Instrument
from domain.interview import Session
from domain.report import Bar, Bars, Block, Column, Heading, Lines, Paragraph, Table, lines, plain
from domain.report import strong as strongly
from domain.scoring import Score, Scores, counts_of, score


class ScoreLine(NamedTuple):
    """One score. kind: what it pools, as a sheet names it. name, short: with the number."""

    kind: str
    id: str
    name: str
    short: str
    score: Score


HEADLINE, SECTION, CRITERION = "Headline theme", "Section", "Criterion"


def case_scores(session: Session) -> Scores:
    return score(session.instrument, counts_of(session.answers.values()))


def headline_lines(instrument: Instrument, scores: Scores) -> tuple[ScoreLine, ...]:
    return tuple(
        ScoreLine(HEADLINE, theme.id, theme.title, theme.title, scores.headline[theme.id])
        for theme in instrument.themes
    )


def section_lines(instrument: Instrument, scores: Scores) -> tuple[ScoreLine, ...]:
    return tuple(
        ScoreLine(SECTION, s.id, section_name(s), section_name(s), scores.sections[s.id])
        for s in instrument.sections
        if s.id in scores.sections
    )


def criterion_lines(
    instrument: Instrument, scores: Scores, section: str = ""
) -> tuple[ScoreLine, ...]:
    """Of one section, or of all."""
    return tuple(
        ScoreLine(
            CRITERION, c.id, criterion_name(c), numbered(c.id, c.short), scores.criteria[c.id]
        )
        for c in instrument.criteria
        if c.id in scores.criteria and section in ("", c.section)
    )


_COLUMNS = (
    Column("What is scored", 9),
    Column("Score", 3, numeric=True),
    Column("Sufficient", 4, numeric=True),
    Column("Not enough information", 4, numeric=True),
    Column("Comment", 5),
    Column("95% interval", 4, numeric=True),
)


def scores_part(session: Session, scores: Scores) -> tuple[Block, ...]:
    instrument = session.instrument
    bars = tuple(_bar(line) for line in criterion_lines(instrument, scores))
    comments = " ".join(
        f"{band.comment}, from {band.at_least}%: {band.meaning}" for band in instrument.bands
    )
    return (
        Heading(1, "Scores of this case"),
        Table("Scores of this case", _COLUMNS, tuple(_rows(instrument, scores))),
        Paragraph(plain(f"The comments are those for a whole inspection. {comments}"), "small"),
        Bars("Criteria of this case, per cent sufficient", bars),
    )


def _rows(instrument: Instrument, scores: Scores) -> Iterator[tuple[Lines, ...]]:
    for line in headline_lines(instrument, scores):
        yield _row(line)
    for section in section_lines(instrument, scores):
        yield _row(section)
        for criterion in criterion_lines(instrument, scores, section.id):
            yield _row(criterion)


def _row(line: ScoreLine) -> tuple[Lines, ...]:
    counts, interval = line.score.counts, line.score.interval
    name = lines(line.name) if line.kind == CRITERION else (strongly(line.name),)
    return (
        name,
        lines("no score" if line.score.percent is None else f"{line.score.percent}%"),
        lines(f"{counts.sufficient} of {counts.applicable}"),
        lines(str(counts.unclear)),
        lines(line.score.comment or ""),
        lines(f"{interval[0]:.0f} to {interval[1]:.0f}%" if interval else ""),
    )


def _bar(line: ScoreLine) -> Bar:
    counts, percent = line.score.counts, line.score.percent
    said = (
        "no applicable answer, so no score"
        if percent is None
        else f"{percent}%, {counts.sufficient} of {counts.applicable} sufficient"
    )
    return Bar(line.short, percent, said, line.score.interval)
