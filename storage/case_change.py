"""What a save writes of a case, worked out before the file is locked: nobody waits for it."""

from __future__ import annotations

from dataclasses import dataclass
from typing import Any

from sqlalchemy import Connection, bindparam, delete, insert, update

from domain.events import Event
from domain.interview import Session
from storage.codec import answer_row, event_row, time_text
from storage.engine import carry_out, upsert
from storage.tables import ANSWER, CASE, EVENT

# The case must still be where the saver believes it is.
_MOVE = update(CASE).where(
    CASE.c.id == bindparam("of_case"), CASE.c.last_seq == bindparam("from_seq")
)
_ENTER = insert(EVENT)
_TAKE_BACK = delete(ANSWER).where(
    ANSWER.c.case_id == bindparam("of_case"),
    ANSWER.c.question == bindparam("of_question"),
    ANSWER.c.row == bindparam("of_row"),
)


@dataclass(frozen=True, slots=True)
class CaseChange:
    """Rows of the log, of the answers that change, of those that go, and how far the case is."""

    new: tuple[Event, ...]
    events: list[dict[str, Any]]
    answers: list[dict[str, Any]]
    gone: list[dict[str, Any]]
    case: dict[str, Any]

    @classmethod
    def between(cls, case_id: int, before: Session, after: Session) -> CaseChange:
        """What `after`, which goes on from `before` by an event at least, has besides it."""
        new = after.events[len(before.events) :]
        then, now = before.answers, after.answers
        return cls(
            new,
            [event_row(case_id, event) for event in new],
            [answer_row(case_id, answer) for key, answer in now.items() if then.get(key) != answer],
            [
                {"of_case": case_id, "of_question": key.question, "of_row": key.row}
                for key in then
                if key not in now
            ],
            counts_in_list(after)
            | {
                "last_seq": after.last_seq,
                "last_at": time_text(new[-1].at),
                "last_who": new[-1].who,
                "of_case": case_id,
                "from_seq": before.last_seq,
            },
        )

    def write(self, connection: Connection) -> bool:
        """False where another window saved to the case first; then nothing is written."""
        if carry_out(connection, _MOVE, [self.case]) != 1:
            return False
        carry_out(connection, _ENTER, self.events)
        upsert(connection, ANSWER, self.answers)
        if self.gone:
            connection.execute(_TAKE_BACK, self.gone)
        return True


def counts_in_list(session: Session) -> dict[str, Any]:
    """How far a case is, as it is kept for lists."""
    progress = session.progress
    return {
        "finished": progress.finished,
        "standing": session.standing.value,
        "answered": progress.answered,
        "due": progress.due,
        "later": progress.later,
        "facts_open": progress.facts_open,
    }
