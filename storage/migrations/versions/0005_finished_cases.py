"""A finished case is locked here too: its log takes nothing but steps of its standing.

How a case stands is kept with it, for lists.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None

# The last step of its standing, found by the index below.
_LAST = """(SELECT e.new FROM event AS e WHERE e.case_id = NEW.case_id AND e.kind = 'status'
    ORDER BY e.seq DESC LIMIT 1)"""
_LOCKED = f"""{_LAST} IN ('"finished"', '"countersigned"')"""

SQLITE_TRIGGERS = (
    f"""CREATE TRIGGER event_of_a_finished_case BEFORE INSERT ON event
    WHEN NEW.kind <> 'status' AND {_LOCKED}
    BEGIN SELECT RAISE(ABORT, 'the case is finished'); END""",
)
POSTGRESQL_TRIGGERS = (
    f"""CREATE FUNCTION corecase_finished() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
    IF {_LOCKED} THEN RAISE EXCEPTION 'the case is finished'; END IF;
    RETURN NEW;
    END $$""",
    """CREATE TRIGGER event_of_a_finished_case BEFORE INSERT ON event
    FOR EACH ROW WHEN (NEW.kind <> 'status') EXECUTE FUNCTION corecase_finished()""",
)


def upgrade() -> None:
    of_standing = sa.text("kind = 'status'")
    op.create_index(
        "ix_event_standing",
        "event",
        ["case_id", "seq"],
        sqlite_where=of_standing,
        postgresql_where=of_standing,
    )
    op.add_column("case", sa.Column("standing", sa.String(), nullable=False, server_default="open"))
    op.execute("""UPDATE "case" SET standing = 'finished' WHERE finished""")
    sqlite = op.get_context().dialect.name == "sqlite"
    for trigger in SQLITE_TRIGGERS if sqlite else POSTGRESQL_TRIGGERS:
        op.execute(trigger)
