"""Scores drawn as bars on an axis from 0 to 100, always with their counts."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass

from rich.cells import cell_len
from textual.content import Content

from domain.scoring import Score
from tui.score_rows import SECTION, AnswerRow, ScoreRow
from tui.widgets.bars import axis, score_bar
from tui.widgets.rows import cell

_QUIET = "$text-muted"
_GAP = "  "
_PERCENT, _COUNTS, _COMMENT, _INTERVAL = 4, 12, 11, 8
_WIDEST_BAR, _WIDEST_PLACE = 50, 40


@dataclass(frozen=True, slots=True)
class Columns:
    """Which columns fit on a width, and how wide the name and the bar are then."""

    name: int
    bar: int
    counts: bool
    comment: bool
    interval: bool

    @classmethod
    def on(cls, width: int) -> Columns:
        counts, comment, interval = width >= 24, width >= 62, width >= 88
        taken = _PERCENT + sum(
            size + len(_GAP)
            for size, there in ((_COUNTS, counts), (_COMMENT, comment), (_INTERVAL, interval))
            if there
        )
        room = width - taken - len(_GAP)
        if width < 62:
            return cls(room, 0, counts, comment, interval)
        bar = min(_WIDEST_BAR, room * 2 // 5 if interval else room // 3)
        return cls(room - bar - len(_GAP), bar, counts, comment, interval)


def score_line(row: ScoreRow, ticks: Sequence[int], longest: int) -> Callable[[int], Content]:
    """Name, bar, per cent, counts, comment, interval; a line without a score says so.

    longest: cells of the longest name of its kind, so that names are short all together or not.
    """

    def draw(width: int) -> Content:
        columns = Columns.on(width)
        style = "bold" if row.kind == SECTION else ""
        room = columns.name - 2 * row.indent
        name = row.name if longest <= room else row.short
        cells = [Content("  " * row.indent) + cell(name, room, style)]
        if columns.bar:
            cells.append(score_bar(columns.bar, row.score.percent, ticks))
        return Content(_GAP).join([*cells, *_figures(row.score, columns)])

    return draw


def _figures(score: Score, columns: Columns) -> list[Content]:
    percent = "–" if score.percent is None else f"{score.percent}%"
    cells = [cell(percent, _PERCENT, "bold", "right")]
    if columns.counts:
        counts = f"{score.sufficient} of {score.applicable}" if score.applicable else "no answer"
        cells.append(cell(counts, _COUNTS, _QUIET, "right"))
    if columns.comment:
        cells.append(cell(score.comment or "", _COMMENT))
    if columns.interval:
        told = "" if score.interval is None else "{:.0f}–{:.0f}".format(*score.interval)
        cells.append(cell(told, _INTERVAL, _QUIET))
    return cells


def score_axis(ticks: Sequence[int]) -> Callable[[int], Content]:
    """The names of the columns, and the axis above the bars."""

    def draw(width: int) -> Content:
        columns = Columns.on(width)
        cells = [cell("", columns.name)]
        if columns.bar:
            cells.append(axis(columns.bar, ticks))
        cells.append(cell("", _PERCENT))
        if columns.counts:
            cells.append(cell("sufficient", _COUNTS, _QUIET, "right"))
        if columns.comment:
            cells.append(cell("", _COMMENT))
        if columns.interval:
            cells.append(cell("95%", _INTERVAL, _QUIET))
        return Content(_GAP).join(cells)

    return draw


_SIGNS = {"sufficient": "+", "insufficient": "-", "out": " ", "parked": "p"}


def place_width(rows: Iterable[AnswerRow]) -> int:
    """The column that holds where these answers were given, within reason."""
    return min(_WIDEST_PLACE, max((cell_len(row.place) for row in rows), default=0))


def answer_line(row: AnswerRow, widest: int) -> Callable[[int], Content]:
    """Case, judgement, reasons and note; + and - say how it counts, p that it is parked."""
    quiet = row.standing in ("out", "parked")
    sign_style = "$text-warning" if row.standing == "insufficient" else _QUIET

    def draw(width: int) -> Content:
        place = min(widest, width // 3)
        label = 24 if width >= 64 else 12
        said = row.label if row.standing != "parked" else f"parked: {row.label}"
        style = _QUIET if quiet else ""
        return Content.assemble(
            cell(_SIGNS[row.standing], 2, sign_style),
            cell(row.place, place, style),
            _GAP,
            cell(said, label, style),
            _GAP,
            cell(row.detail, max(0, width - place - label - 6), _QUIET),
        )

    return draw
