"""What is kept beside the logs so that lists and scores need not read them, compared with them.

It follows from the log, so no entry of the trail tells of it: it is worked out anew.
"""

from __future__ import annotations

from typing import Any

from sqlalchemy import Connection, select

from storage.case_change import counts_in_list
from storage.case_log import CaseLogs
from storage.codec import answer_row
from storage.engine import Database
from storage.tables import ANSWER, CASE, CASE_DOCUMENT


class Derived:
    """Answers in force, counts and documents of cases, as they stand in the tables for lists."""

    def __init__(self, database: Database, logs: CaseLogs) -> None:
        self._database, self._logs = database, logs

    def difference(self, case_id: int) -> str:
        """What of a case is not as its log has it, in a sentence; "" if all is."""
        with self._database.reading() as connection:
            session = self._logs.read(connection, case_id)
            kept = _answers(connection, case_id)
            of_case = select(CASE).where(CASE.c.id == case_id)
            case = connection.execute(of_case).mappings().one()
            column = CASE_DOCUMENT.c
            query = select(column.number).where(column.case_id == case_id, column.present)
            documents = set(connection.execute(query).scalars())
        rows = (answer_row(case_id, answer) for answer in session.answers.values())
        wanted = {(row["question"], row["row"]): row for row in rows}
        for key in sorted({*kept, *wanted}):
            if kept.get(key) != wanted.get(key):
                answer = " ".join(key).rstrip()
                return (
                    f"The answer to {answer} of case {session.reference} is not as its log has it."
                )
        counts = counts_in_list(session) | {"last_seq": session.last_seq}
        if any(case[name] != value for name, value in counts.items()):
            return f"How far case {session.reference} is in the list is not as its log has it."
        if documents != {each.number for each in session.documents}:
            return f"The documents of case {session.reference} are not as its log has them."
        return ""


def _answers(connection: Connection, case_id: int) -> dict[tuple[str, str], dict[str, Any]]:
    rows = connection.execute(select(ANSWER).where(ANSWER.c.case_id == case_id)).mappings()
    return {(row["question"], row["row"]): dict(row) for row in rows}
