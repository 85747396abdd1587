"""The trail, a chain of entries that can only be added to.

The cases that are there are taken into it, each with all of its log, so that what is checked from
now on includes what was recorded before. Who recorded that stands in the log.
"""

from __future__ import annotations

import platform
from collections.abc import Sequence
from datetime import UTC, datetime
from typing import Any

import msgspec
import sqlalchemy as sa
from alembic import op

from storage.chain import ENTRY, EVENT, START, digest, link

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None

SQLITE_TRIGGERS = (
    """CREATE TRIGGER trail_is_never_changed BEFORE UPDATE ON trail
    BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END""",
    """CREATE TRIGGER trail_is_never_deleted BEFORE DELETE ON trail
    BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END""",
    # REPLACE too: it deletes without asking the trigger above, unless a setting says otherwise.
    """CREATE TRIGGER trail_is_only_continued BEFORE INSERT ON trail
    WHEN NEW.seq <> (SELECT coalesce(max(seq), 0) + 1 FROM trail)
    BEGIN SELECT RAISE(ABORT, 'the trail is append-only'); END""",
)
POSTGRESQL_TRIGGERS = (
    """CREATE TRIGGER trail_is_never_changed BEFORE UPDATE OR DELETE ON trail
    FOR EACH ROW EXECUTE FUNCTION corecase_append_only()""",
    """CREATE TRIGGER trail_is_never_emptied BEFORE TRUNCATE ON trail
    FOR EACH STATEMENT EXECUTE FUNCTION corecase_append_only()""",
)


def upgrade() -> None:
    op.create_table(
        "trail",
        # Not counted by the database: a number given to what was not saved would be a gap.
        sa.Column("seq", sa.Integer(), nullable=False, autoincrement=False),
        *(_text(name) for name in ("at", "who", "device", "what")),
        # Bound to no row: what was done to a case is told when the case is no more.
        *(sa.Column(name, sa.Integer(), nullable=True) for name in ("inspection_id", "case_id")),
        *(_text(name) for name in ("detail", "hash")),
        sa.PrimaryKeyConstraint("seq", name="pk_trail"),
    )
    sqlite = op.get_context().dialect.name == "sqlite"
    for trigger in SQLITE_TRIGGERS if sqlite else POSTGRESQL_TRIGGERS:
        op.execute(trigger)
    _take_in(op.get_bind())


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _take_in(connection: sa.Connection) -> None:
    """An entry for each case that is there."""
    case = sa.table("case", *map(sa.column, ("id", "inspection_id", "reference")))
    event = sa.table("event", *map(sa.column, EVENT))
    trail = sa.table("trail", *map(sa.column, (*ENTRY, "hash")))
    cases = connection.execute(sa.select(case).order_by(case.c.id)).all()
    at = datetime.now(UTC).isoformat(timespec="microseconds")
    device = platform.node().partition(".")[0][:40]
    hashed = START
    for seq, row in enumerate(cases, 1):
        of_case = sa.select(event).where(event.c.case_id == row.id).order_by(event.c.seq)
        log = connection.execute(of_case).mappings().all()
        detail = msgspec.json.encode(_told(row.reference, log)).decode()
        told = ("", device, "taken into the trail", row.inspection_id, row.id, detail)
        entry = (seq, at, *told)
        hashed = link(hashed, entry)
        values = dict(zip((*ENTRY, "hash"), (*entry, hashed), strict=True))
        connection.execute(sa.insert(trail).values(values))


def _told(reference: str, log: Sequence[Any]) -> dict[str, str]:
    if not log:
        return {"reference": reference}
    return {
        "reference": reference,
        "first": str(log[0]["seq"]),
        "last": str(log[-1]["seq"]),
        "events": digest(log),
    }
