"""Scores as text: what is scored, its per cent, how many of how many, comment and interval."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from domain.instrument import Instrument
from domain.scoring import Score, Scores
from tui.printing import can_show, wrapped

BAR = 16  # letters for 100 per cent
LABEL = 24


@dataclass(frozen=True, slots=True)
class Line:
    """One score under its heading; `name` leads with the id where people say it."""

    heading: str
    name: str
    score: Score


def lines_of(instrument: Instrument, scores: Scores, *, questions: bool = False) -> Iterator[Line]:
    """Headline, sections and criteria, and the questions if they are wanted."""
    for theme in instrument.themes:
        yield Line("Headline", theme.title, scores.headline[theme.id])
    for section in instrument.sections:
        if section.id in scores.sections:
            yield Line("Sections", f"{section.id} {section.title}", scores.sections[section.id])
    for criterion in instrument.criteria:
        if criterion.id in scores.criteria:
            name = f"{criterion.id} {criterion.short}"
            yield Line("Criteria", name, scores.criteria[criterion.id])
    for question in instrument.questions if questions else ():
        if question.id in scores.questions:
            name = f"{question.id} {question.short or question.text}"
            yield Line("Questions", name, scores.questions[question.id])


def with_bars(lines: Iterable[Line]) -> list[str]:
    """For reading by eye: a bar on an axis from 0 to 100 beside the figures."""
    full, empty = ("█", "░") if can_show("█░") else ("#", ".")
    printed: list[str] = []
    heading = ""
    for line in lines:
        if line.heading != heading:
            heading = line.heading
            printed += [*([""] if printed else []), heading]
        printed += _barred(line, full, empty)
    return printed


def _barred(line: Line, full: str, empty: str) -> list[str]:
    percent, interval = line.score.percent, line.score.interval
    label = f"  {line.name}"
    lead = wrapped(label.strip(), first="  ", indent="    ") if len(label) > LABEL else []
    start = "" if lead else label
    if percent is None or interval is None:
        return [*lead, f"{start:{LABEL}}   –  no applicable answer yet"]
    filled = (percent * BAR + 50) // 100
    low, high = (f"{bound:.0f}" for bound in interval)
    counts = f"{line.score.sufficient} of {line.score.applicable}"
    figures = (
        f"{start:{LABEL}}{percent:>4}%  {full * filled}{empty * (BAR - filled)}  "
        f"{counts:<13}{line.score.comment or '':<12}{low}-{high}"
    )
    return [*lead, figures.rstrip()]


def in_sentences(lines: Iterable[Line]) -> list[str]:
    """For reading aloud: one score a line, no bar."""
    printed: list[str] = []
    heading = ""
    for line in lines:
        if line.heading != heading:
            heading = line.heading
            printed.append(f"{heading}:")
        printed += wrapped(f"{line.name}: {told(line.score)}", indent="  ")
    return printed


def told(score: Score) -> str:
    """`8 of 11, 73%, MODERATE`"""
    if score.percent is None:
        return "none yet"
    comment = f", {score.comment}" if score.comment else ""
    return f"{score.sufficient} of {score.applicable}, {score.percent}%{comment}"
