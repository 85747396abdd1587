"""The table of answers for Excel and its like: nothing in it is run, turned or taken for a formula.

It says so itself: its last column, `neutralised`, has "yes" in each line where an apostrophe was
put before a cell, and by it `storage/interchange/csv_table.py` reads the exact text back. The
columns before it are those of the exact table, then the texts of question, judgement and reasons
for whoever reads it; reading back passes these over.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Callable, Iterable
from dataclasses import replace

from domain.answers import Answer
from domain.interview import Session
from storage.exports.plain_text import plain_text
from storage.interchange.csv_table import COLUMNS, answers_in_order, cells_of
from storage.interchange.neutral_cells import NEUTRALISED, YES, neutral

TOLD = ("question_text", "row_text", "judgement_text", "reasons_text")


def write(sessions: Iterable[Session], mask: Callable[[str], str]) -> bytes:
    """The answers in force, in UTF-8 with the mark in front by which Excel knows it.

    mask: what is done to every note, document named and quotation, so that names are masked.
    """
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow((*COLUMNS, *TOLD, NEUTRALISED))
    for session in sessions:
        for answer in answers_in_order(session):
            cells = (*cells_of(session.reference, _masked(answer, mask)), *_told(session, answer))
            plain = [neutral(plain_text(cell)) for cell in cells]
            writer.writerow((*plain, "" if plain == list(cells) else YES))
    return out.getvalue().encode("utf-8-sig")


def _masked(answer: Answer, mask: Callable[[str], str]) -> Answer:
    evidence = tuple(
        replace(e, document=mask(e.document), quote=mask(e.quote)) for e in answer.evidence
    )
    return replace(answer, note=mask(answer.note), evidence=evidence)


def _told(session: Session, answer: Answer) -> tuple[str, ...]:
    """What the ids and codes of an answer say."""
    instrument = session.instrument
    question = instrument.question[answer.key.question]
    rows = {row.id: row.label for row in instrument.rows_of(question)}
    reasons = {reason.code: reason.text for reason in instrument.reasons_of(question)}
    return (
        question.text,
        rows.get(answer.key.row, ""),
        instrument.judgement(question, answer.judgement).label,
        "; ".join(reasons.get(code, code) for code in answer.reasons),
    )
