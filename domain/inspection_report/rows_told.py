"""A grid question told by its rows: with which agencies, for which factors, it went best or worst.

A row of fewer than five answers is not told: one case more would have turned it.
"""

from __future__ import annotations

from typing import NamedTuple

from domain.answers import AnswerKey
from domain.inspection_report.sample import Sample
from domain.inspection_report.sentences import capital, finding_of, listed, lowered
from domain.instrument import Question
from domain.scoring import NOTHING, Counts

_FEWEST = 5
_MOST = 4  # rows in one sentence


class Row(NamedTuple):
    """A row of a grid: how it is named in a sentence, and its answers."""

    name: str
    counts: Counts

    @property
    def share(self) -> float:
        return self.counts.sufficient / self.counts.applicable


def rows_of(sample: Sample, question: Question) -> list[Row]:
    """The rows with answers enough to be told, in the instrument's order."""
    rows = (
        Row(
            choice.told or lowered(choice.label),
            sample.rows.get(AnswerKey(question.id, choice.id), NOTHING),
        )
        for choice in sample.instrument.rows_of(question)
    )
    return [row for row in rows if row.counts.applicable >= _FEWEST]


def rows_sentence(
    sample: Sample, question: Question, good: bool, only: list[Row] | None = None
) -> str:
    """The rows that did best or worst, with counts; "" where there is nothing to tell apart.

    only: these and no others.
    """
    rows = rows_of(sample, question) if only is None else only
    if only is None:
        if len(rows) < 2 or len({row.share for row in rows}) == 1:
            return ""
        middle = sum(r.counts.sufficient for r in rows) / sum(r.counts.applicable for r in rows)
        rows = [row for row in rows if (row.share > middle if good else row.share < middle)]
    rows = sorted(rows, key=lambda row: -row.share if good else row.share)[:_MOST]
    finding = finding_of(question)
    lead = (finding.best or "it went best for") if good else (finding.worst or "it went worst for")
    return f"{capital(lead)} {listed([_said(row, good) for row in rows])}." if rows else ""


def _said(row: Row, good: bool) -> str:
    """A strength with the answers that were good enough, a weakness with those that were not."""
    told = row.counts.sufficient if good else row.counts.insufficient
    return f"{row.name} ({told} of {row.counts.applicable})"
