"""Answers as a table: one line for each answer in force.

What is parked, or made not applicable by a rule, is not in it; an assessor's own 'not applicable'
is. Text stands in it exactly as it was given, also where it begins like a spreadsheet's formula:
this table is for reading back in. Nothing but the log itself holds more (see `json_document`).
The table made for spreadsheets (`storage/exports/csv_for_spreadsheets.py`) is read back as well.
"""

from __future__ import annotations

import csv
import io
from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import UTC, datetime
from difflib import get_close_matches

from domain.answers import Answer, AnswerKey, Evidence
from domain.instrument import Instrument, Question
from domain.interview import Session
from domain.text_cleaning import clean
from storage.codec import time_text
from storage.errors import BadFile, Mistake
from storage.inspections import name_of
from storage.interchange.evidence_cells import evidence_cell, evidence_in
from storage.interchange.log_checks import refuse_far_off
from storage.interchange.neutral_cells import NEUTRALISED, YES, exact

COLUMNS = (
    "case",
    "question",
    "row",
    "judgement",
    "reasons",
    "note",
    "evidence",
    "assessor",
    "answered_at",
)
_LONGEST_CELL = 16 * 1024 * 1024


@dataclass(frozen=True, slots=True)
class Unsigned:
    """What stands in for an empty assessor and an empty time."""

    who: str
    at: str

    def fill(self, cells: list[str]) -> list[str]:
        if len(cells) != len(COLUMNS):
            return cells
        return [*cells[:-2], cells[-2].strip() or self.who, cells[-1].strip() or self.at]


NO_ONE = Unsigned("", "")


@dataclass(frozen=True, slots=True)
class TableRow:
    """A line of the table, read and found to fit the instrument."""

    line: int
    case: str
    key: AnswerKey
    judgement: str
    reasons: tuple[str, ...]
    note: str
    evidence: tuple[Evidence, ...]
    who: str
    at: datetime


def write_table(sessions: Iterable[Session]) -> bytes:
    """The answers of these cases in order of case and of the instrument's questions."""
    out = io.StringIO(newline="")
    writer = csv.writer(out)
    writer.writerow(COLUMNS)
    for session in sessions:
        writer.writerows(cells_of(session.reference, a) for a in answers_in_order(session))
    return out.getvalue().encode()


def answers_in_order(session: Session) -> list[Answer]:
    """The answers in force, in the order of the instrument's questions."""
    order = {question.id: n for n, question in enumerate(session.instrument.questions)}
    answers = (a for a in session.answers.values() if a.standing != "parked")
    return sorted(answers, key=lambda a: (order[a.key.question], a.key.row))


def cells_of(reference: str, answer: Answer) -> tuple[str, ...]:
    """An answer in the columns of the table."""
    return (
        reference,
        answer.key.question,
        answer.key.row,
        answer.judgement,
        "|".join(answer.reasons),
        answer.note,
        evidence_cell(answer.evidence),
        answer.who,
        time_text(answer.at),
    )


def read_table(
    data: str, instrument: Instrument, name: str, unsigned: Unsigned = NO_ONE
) -> list[TableRow]:
    """The lines of a table, all checked. Raises BadFile naming the line and what is wrong.

    unsigned: who reads it in, and when; taken where a line leaves assessor or time empty.
    """
    csv.field_size_limit(_LONGEST_CELL)
    reader = csv.reader(io.StringIO(data, newline=""), strict=True)
    rows: list[TableRow] = []
    seen: dict[tuple[str, AnswerKey], int] = {}
    for line, cells in _records(reader, name):
        row = _row(line, unsigned.fill(cells), instrument, name)
        first = seen.setdefault((row.case.casefold(), row.key), line)
        if first != line:
            raise BadFile(
                f"{name}, line {line}: {row.key.question} {row.key.row}".rstrip()
                + f" of case {row.case} is on line {first} already; keep one of them."
            )
        rows.append(row)
    return rows


def _records(reader: Iterator[list[str]], name: str) -> Iterator[tuple[int, list[str]]]:
    """Every record under the header, with the number of the line it starts on."""
    line, header, wide = 1, True, 0
    while True:
        try:
            cells = next(reader)
        except StopIteration:
            break
        except csv.Error as error:
            raise BadFile(f"{name}, line {line}: not a table ({error}); save it anew.") from None
        if header:
            _check_header(cells, name)
            header, wide = False, len(cells)
        elif any(cell.strip() for cell in cells):
            yield line, _own(cells, wide)
        line = reader.line_num + 1  # type: ignore[attr-defined]
    if header:
        raise BadFile(f"{name} is empty: its first line must name the columns.")


def _own(cells: list[str], wide: int) -> list[str]:
    """The table's own cells, as they were before they were made neutral for a spreadsheet."""
    if wide == len(COLUMNS) or len(cells) > wide:
        return cells
    own = cells[: len(COLUMNS)]
    changed = len(cells) == wide and cells[-1].strip().casefold() == YES
    return [exact(cell) for cell in own] if changed else own


def _check_header(cells: list[str], name: str) -> None:
    found = tuple(cell.strip().casefold() for cell in cells)
    if found == COLUMNS or (found[: len(COLUMNS)] == COLUMNS and found[-1] == NEUTRALISED):
        return
    wanted = ",".join(COLUMNS)
    if len(found) == 1 and any(mark in found[0] for mark in ";\t"):
        raise BadFile(f"{name} is divided by semicolons or tabs: save it with commas.")
    for n, column in enumerate(COLUMNS):
        if n >= len(found) or found[n] != column:
            what = f"“{clean(cells[n], one_line=True)[:40]}”" if n < len(found) else "missing"
            raise BadFile(
                f"{name}, line 1: column {n + 1} is {what} where “{column}” belongs; the columns "
                f"are {wanted}."
            )
    raise BadFile(f"{name}, line 1: there are columns after “{COLUMNS[-1]}”; remove them.")


def _row(line: int, cells: list[str], instrument: Instrument, name: str) -> TableRow:
    where = f"{name}, line {line}"
    if len(cells) != len(COLUMNS):
        raise BadFile(f"{where}: {len(cells)} cells where {len(COLUMNS)} belong.")
    cell = dict(zip(COLUMNS, cells, strict=True))
    try:
        case = name_of(cell["case"], "case reference")
        who = name_of(cell["assessor"], "assessor")
    except Mistake as error:
        raise BadFile(f"{where}: {error}") from None
    question = _question(instrument, cell["question"].strip(), where)
    try:
        evidence = evidence_in(clean(cell["evidence"]))
    except ValueError:
        raise BadFile(
            f"{where}: evidence is written document | page | quote, one reference a line."
        ) from None
    return TableRow(
        line=line,
        case=case,
        key=AnswerKey(question.id, _grid_row(instrument, question, cell["row"].strip(), where)),
        judgement=_judgement(instrument, question, cell["judgement"].strip(), where),
        reasons=_reasons(instrument, question, cell["reasons"], where),
        note=clean(cell["note"]),
        evidence=evidence,
        who=who,
        at=_moment(cell["answered_at"].strip(), where),
    )


def _unknown(where: str, what: str, said: str, known: Iterable[str]) -> BadFile:
    names = list(known)
    near = names if len(names) <= 4 else get_close_matches(said, names, n=3, cutoff=0.5)
    near = near or names[:6]
    hint = f"; there is {', '.join(near)}" if near else ""
    return BadFile(f"{where}: there is no {what} “{clean(said, one_line=True)[:40]}”{hint}.")


def _question(instrument: Instrument, said: str, where: str) -> Question:
    question = instrument.question.get(said)
    if question is None:
        raise _unknown(where, "question", said, instrument.question)
    return question


def _grid_row(instrument: Instrument, question: Question, said: str, where: str) -> str:
    rows = [row.id for row in instrument.rows_of(question)]
    if not rows and said:
        raise BadFile(f"{where}: {question.id} has no rows; leave the cell empty.")
    if rows and said not in rows:
        raise _unknown(where, f"row of {question.id}", said, rows)
    return said


def _judgement(instrument: Instrument, question: Question, said: str, where: str) -> str:
    known = [judgement.id for judgement in instrument.scale_of(question).judgements]
    if said not in known:
        raise _unknown(where, f"judgement for {question.id}", said, known)
    return said


def _reasons(instrument: Instrument, question: Question, cell: str, where: str) -> tuple[str, ...]:
    known = [reason.code for reason in instrument.reasons_of(question)]
    codes = dict.fromkeys(code.strip() for code in cell.split("|") if code.strip())
    for code in codes:
        if code not in known:
            raise _unknown(where, f"reason for {question.id}", code, known)
    return tuple(codes)


def _moment(said: str, where: str) -> datetime:
    try:
        at = refuse_far_off(datetime.fromisoformat(said))
        return (at if at.tzinfo else at.replace(tzinfo=UTC)).astimezone(UTC)
    except (ValueError, OverflowError):
        raise BadFile(
            f"{where}: “{clean(said, one_line=True)[:40]}” is no date and time of "
            "1900 to 2199; write it as 2012-02-20T14:30:00+00:00."
        ) from None
