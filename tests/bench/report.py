"""One line for each thing measured, and the table they make."""

from __future__ import annotations

import textwrap
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import median

HEADINGS = ("what", "measured", "baseline, same run", "ratio", "goal", "")
_WIDEST = (52, 12, 38, 6, 7, 7)


@dataclass(frozen=True, slots=True)
class Line:
    """One measurement beside its baseline. `met` is None where there is no goal."""

    what: str
    measured: str
    baseline: str = ""
    ratio: float | None = None
    goal: str = ""
    met: bool | None = None


def against(
    what: str, measured: float, name: str, baseline: float, goal: float | None = None
) -> Line:
    """Two times in seconds, the first of which may be `goal` times the second."""
    ratio = measured / baseline
    return Line(
        what,
        in_words(measured),
        f"{name}: {in_words(baseline)}",
        ratio,
        f"<= {goal:g}x" if goal is not None else "",
        ratio <= goal if goal is not None else None,
    )


def counted(what: str, measured: float, goal: int) -> Line:
    """A number that has to be exactly so."""
    return Line(what, f"{measured:g}", goal=f"= {goal}", met=measured == goal)


def in_words(seconds: float) -> str:
    return f"{seconds * 1000:.1f} ms" if seconds < 0.1 else f"{seconds * 1000:.0f} ms"


def in_turn(rounds: int, ways: Mapping[str, Callable[[], float]]) -> dict[str, float]:
    """The median of what each way measures; the ways take turns, so that all share every lull."""
    taken: dict[str, list[float]] = {name: [] for name in ways}
    for number in range(rounds + 1):
        for name, way in ways.items():
            seconds = way()
            if number:  # the first round warms the caches
                taken[name].append(seconds)
    return {name: median(times) for name, times in taken.items()}


def print_table(lines: Sequence[Line]) -> None:
    rows = [_cells(line) for line in lines]
    wide = [
        min(most, max(len(row[n]) for row in (HEADINGS, *rows))) for n, most in enumerate(_WIDEST)
    ]
    print(_row(HEADINGS, wide))
    print(_row(tuple("-" * width for width in wide), wide))
    for row in rows:
        print(_row(row, wide))


def _cells(line: Line) -> tuple[str, ...]:
    met = {True: "met", False: "NOT MET", None: ""}[line.met]
    ratio = "" if line.ratio is None else f"{line.ratio:.2f}"
    return (line.what, line.measured, line.baseline, ratio, line.goal, met)


def _row(cells: Sequence[str], wide: Sequence[int]) -> str:
    columns = [textwrap.wrap(cell, width) or [""] for cell, width in zip(cells, wide, strict=True)]
    lines = []
    for number in range(max(map(len, columns))):
        parts = [
            (column[number] if number < len(column) else "").ljust(width)
            for column, width in zip(columns, wide, strict=True)
        ]
        lines.append("  ".join(parts).rstrip())
    return "\n".join(lines)
