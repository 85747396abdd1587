"""What people write into the report of an inspection: commentaries, recommendations, a foreword.

Appended to and never changed: what stands at a place is the text written there last, and an empty
one leaves it to the program again. Texts of two databases are put together by the time they were
written.
"""

from __future__ import annotations

from collections.abc import Sequence
from datetime import UTC, datetime, timedelta
from hashlib import sha256

from sqlalchemy import Connection, insert, select

from domain.text_cleaning import clean
from storage.codec import time_text
from storage.engine import Database
from storage.errors import Mistake
from storage.inspections import name_of
from storage.records import ReportText
from storage.tables import REPORT_TEXT
from storage.trail import Adding, What

LONGEST = 20_000  # characters of one text: some six pages


class ReportTexts:
    """Reads and writes the texts of inspections' reports."""

    def __init__(self, database: Database) -> None:
        self._database = database

    def all(self, inspection_id: int) -> list[ReportText]:
        """Every text that was ever written, the oldest first."""
        with self._database.reading() as connection:
            return _texts(connection, inspection_id)

    def written(self, inspection_id: int) -> dict[str, str]:
        """What stands at each place somebody has written at."""
        return {key: each.text for key, each in _last(self.all(inspection_id)).items() if each.text}

    def write(self, inspection_id: int, key: str, text: str, who: str) -> bool:
        """Put a text at a place, or "" to leave the place empty again; False if it stands there.

        Raises Mistake for a text too long, NotSaved if it does not reach the disk.
        """
        text = clean(text).strip()
        if len(text) > LONGEST:
            raise Mistake(f"The text has {len(text):,} characters: {LONGEST:,} is the most.")
        name = name_of(who, "name or initials")
        with self._database.writing() as connection:
            trail = Adding(connection)
            there = _texts(connection, inspection_id)
            last = _last(there).get(key)
            if text == (last.text if last else ""):
                return False
            # Whoever writes last has the word, though a clock may have been set back.
            at = max(datetime.now(UTC), last.at + timedelta(microseconds=1) if last else _EARLIEST)
            append_texts(connection, trail, inspection_id, [ReportText(key, text, name, at)], name)
        return True


_EARLIEST = datetime.min.replace(tzinfo=UTC)


def append_texts(
    connection: Connection,
    trail: Adding,
    inspection_id: int,
    texts: Sequence[ReportText],
    who: str,
) -> int:
    """Write texts behind those that are there, but none that is; how many were written.

    Within a transaction, whose trail tells that `who` put each there.
    """
    if not texts:
        return 0
    there = _texts(connection, inspection_id)
    new = [text for text in dict.fromkeys(texts) if text not in set(there)]
    for seq, text in enumerate(new, len(there) + 1):
        row = (inspection_id, seq, text.key, text.text, text.who, time_text(text.at))
        connection.execute(insert(REPORT_TEXT).values(row))
        told = {"key": text.key, "text": sha256(text.text.encode()).hexdigest()}
        trail.add(What.REPORT_TEXT, who=who, inspection_id=inspection_id, detail=told)
    return len(new)


def _texts(connection: Connection, inspection_id: int) -> list[ReportText]:
    c = REPORT_TEXT.c
    query = select(c.key, c.text, c.who, c.at).where(c.inspection_id == inspection_id)
    return [
        ReportText(row.key, row.text, row.who, datetime.fromisoformat(row.at))
        for row in connection.execute(query.order_by(c.seq))
    ]


def _last(texts: Sequence[ReportText]) -> dict[str, ReportText]:
    """The latest text of each place, in the order in which the places were first written at."""
    last: dict[str, ReportText] = {}
    for text in texts:
        if text.key not in last or text.at >= last[text.key].at:
            last[text.key] = text
    return last
