"""Cases can be erased: the log lets go of the events of such a case, and of no other."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0006"
down_revision = "0005"
branch_labels = None
depends_on = None

SQLITE_TRIGGERS = (
    "DROP TRIGGER event_is_never_deleted",
    """CREATE TRIGGER event_is_only_erased BEFORE DELETE ON event
    WHEN NOT EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id AND NOT cleared)
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
)
POSTGRESQL_TRIGGERS = (
    "DROP TRIGGER event_is_never_changed ON event",
    """CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
    FOR EACH ROW EXECUTE FUNCTION corecase_append_only()""",
    """CREATE FUNCTION corecase_only_erased() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN
        IF NOT EXISTS (SELECT 1 FROM erasure WHERE case_id = OLD.case_id AND NOT cleared) THEN
            RAISE EXCEPTION 'the log is append-only';
        END IF;
        RETURN OLD;
    END $$""",
    """CREATE TRIGGER event_is_only_erased BEFORE DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION corecase_only_erased()""",
)


def upgrade() -> None:
    op.create_table(
        "erasure",
        # Bound to no row: the case is no more, and its number is never given again.
        sa.Column("case_id", sa.Integer(), nullable=False, autoincrement=False),
        sa.Column("at", sa.String(), nullable=False),
        sa.Column("cleared", sa.Boolean(), nullable=False),
        sa.PrimaryKeyConstraint("case_id", name="pk_erasure"),
    )
    sqlite = op.get_context().dialect.name == "sqlite"
    for trigger in SQLITE_TRIGGERS if sqlite else POSTGRESQL_TRIGGERS:
        op.execute(trigger)
