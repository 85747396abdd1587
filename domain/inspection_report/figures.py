"""Scores and shares as tables and charts tell them."""

from __future__ import annotations

from domain.instrument import Instrument
from domain.report import Bar, Column, Lines, Table, joined, lines, strong
from domain.scoring import Score, Scores

NO_SCORE = "no score"
_COMMENT = Column("Comment", 3)
SCORE_COLUMNS = (
    Column("Score", 2, numeric=True),
    _COMMENT,
    Column("Sufficient answers", 4),
    Column("95% interval", 3),
)


def score_cells(score: Score) -> tuple[Lines, ...]:
    """A score under SCORE_COLUMNS."""
    return (
        (strong(percent_said(score.percent)),),
        lines(score.comment or ""),
        lines(out_of(score)),
        lines(interval_said(score.interval)),
    )


def percent_said(percent: int | None) -> str:
    return NO_SCORE if percent is None else f"{percent}%"


def out_of(score: Score) -> str:
    return f"{score.sufficient:,} of {score.applicable:,}" if score.applicable else ""


def interval_said(interval: tuple[float, float] | None) -> str:
    """'57 to 67%', in whole per cent as scores are."""
    if interval is None:
        return ""
    low, high = interval
    return f"{low:.0f} to {high:.0f}%"


def one_score(caption: str, score: Score, *, comment: bool = True) -> Table:
    """A table of one row with a score and what it is made of.

    comment: not for sections, which are printed without one.
    """
    cells = zip(SCORE_COLUMNS, score_cells(score), strict=True)
    told = [(column, cell) for column, cell in cells if comment or column is not _COMMENT]
    columns, row = zip(*told, strict=True)
    return Table(caption, columns, (row,), row_heads=False)


def criterion_bars(instrument: Instrument, scores: Scores) -> tuple[Bar, ...]:
    """A bar for each scored criterion."""
    return tuple(
        Bar(
            f"{criterion} {instrument.criterion[criterion].title}",
            score.percent,
            _said(score),
            score.interval,
        )
        for criterion, score in scores.criteria.items()
    )


def _said(score: Score) -> str:
    if score.percent is None:
        return NO_SCORE
    return f"{joined((percent_said(score.percent), score.comment or ''), ' ')} ({out_of(score)})"
