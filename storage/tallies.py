"""Answers counted where they lie: the database groups, the domain folds and scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, and_, func, select

from domain.answers import AnswerKey
from domain.scoring import Counts
from storage.codec import reasons_of
from storage.engine import Database
from storage.records import AnswerLine
from storage.tables import ANSWER, CASE


class Tallies:
    """Counts of answers by question. Finished cases only, unless open ones are asked for too."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def of_inspection(self, inspection_id: int, *, include_open: bool) -> dict[str, Counts]:
        query = _grouped(ANSWER.c.question).where(CASE.c.inspection_id == inspection_id)
        rows = self._rows(_only_finished(query, include_open))
        return {question: Counts(*numbers) for question, *numbers in rows}

    def by_inspection(self, *, include_open: bool) -> dict[int, dict[str, Counts]]:
        """Of every inspection, by one question to the database."""
        query = _grouped(CASE.c.inspection_id, ANSWER.c.question)
        tally: dict[int, dict[str, Counts]] = {}
        for inspection, question, *numbers in self._rows(_only_finished(query, include_open)):
            tally.setdefault(inspection, {})[question] = Counts(*numbers)
        return tally

    def why(
        self, inspection_id: int, questions: Sequence[str], *, include_open: bool
    ) -> list[AnswerLine]:
        """The answers a score is made of, and beside them those left out, case by case."""
        a = ANSWER.c
        told = (c for c in a if c.name not in ("case_id", "evidence"))
        query = (
            select(CASE.c.id, CASE.c.reference, *told)
            .join(ANSWER, a.case_id == CASE.c.id)
            .where(CASE.c.inspection_id == inspection_id, a.question.in_(list(questions)))
            .order_by(CASE.c.reference_folded, a.question, a.row)
        )
        return [
            AnswerLine(
                case_id=row.id,
                reference=row.reference,
                key=AnswerKey(row.question, row.row),
                judgement=row.judgement,
                standing=row.standing,
                unclear=row.unclear,
                reasons=reasons_of(row.reasons),
                note=row.note,
                who=row.who,
                at=datetime.fromisoformat(row.at),
            )
            for row in self._rows(_only_finished(query, include_open))
        ]

    def _rows(self, query: Select[Any]) -> Sequence[Any]:
        with self._database.reading() as connection:
            return connection.execute(query).all()


def _grouped(*by: Any) -> Select[Any]:
    """Counts in the order of the fields of Counts; one line for each question."""
    standing = ANSWER.c.standing
    counted = (
        standing == "sufficient",
        standing == "insufficient",
        and_(standing == "insufficient", ANSWER.c.unclear.is_(True)),
        standing == "out",
        standing == "parked",
    )
    # A count with a filter: the sum of a condition would come back as True, not as a number.
    return (
        select(*by, *(func.count().filter(condition) for condition in counted))
        .join_from(ANSWER, CASE, CASE.c.id == ANSWER.c.case_id)
        .group_by(*by)
    )


def _only_finished(query: Select[Any], include_open: bool) -> Select[Any]:
    return query if include_open else query.where(CASE.c.finished.is_(True))
