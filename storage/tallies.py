"""Answers counted where they lie: the database groups, the domain folds and scores."""

from __future__ import annotations

from collections.abc import Sequence
from datetime import datetime
from typing import Any

from sqlalchemy import Select, func, select

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
        tally: dict[str, list[int]] = {}
        for question, standing, unclear, number in rows:
            _add(tally.setdefault(question, [0, 0, 0, 0, 0]), standing, unclear, number)
        return {question: Counts(*numbers) for question, numbers in tally.items()}

    def by_inspection(self, *, include_open: bool) -> dict[int, dict[str, Counts]]:
        """Of every inspection, by one question to the database."""
        query = _grouped(CASE.c.inspection_id, ANSWER.c.question)
        tally: dict[int, dict[str, list[int]]] = {}
        for inspection, question, standing, unclear, number in self._rows(
            _only_finished(query, include_open)
        ):
            numbers = tally.setdefault(inspection, {}).setdefault(question, [0, 0, 0, 0, 0])
            _add(numbers, standing, unclear, number)
        return {
            inspection: {question: Counts(*numbers) for question, numbers in questions.items()}
            for inspection, questions in tally.items()
        }

    def why(
        self, inspection_id: int, questions: Sequence[str], *, include_open: bool
    ) -> list[AnswerLine]:
        """The answers a score is made of, and beside them those left out, case by case."""
        a = ANSWER.c
        query = (
            select(CASE.c.id, CASE.c.reference, *(c for c in a if c.name not in _UNTOLD))
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


_UNTOLD = {"case_id", "evidence"}
_PLACE = {"sufficient": 0, "insufficient": 1, "out": 3, "parked": 4}
_UNCLEAR = 2


def _grouped(*by: Any) -> Select[Any]:
    keys = (*by, ANSWER.c.standing, ANSWER.c.unclear)
    return select(*keys, func.count()).join(CASE, CASE.c.id == ANSWER.c.case_id).group_by(*keys)


def _only_finished(query: Select[Any], include_open: bool) -> Select[Any]:
    return query if include_open else query.where(CASE.c.finished.is_(True))


def _add(numbers: list[int], standing: str, unclear: bool, number: int) -> None:
    numbers[_PLACE[standing]] += number
    if unclear and standing == "insufficient":
        numbers[_UNCLEAR] += number
