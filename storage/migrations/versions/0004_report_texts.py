"""What people write into the report of an inspection; appended to, as the log of a case is."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None

SQLITE_TRIGGERS = (
    """CREATE TRIGGER report_text_is_never_changed BEFORE UPDATE ON report_text
    BEGIN SELECT RAISE(ABORT, 'the texts of a report are append-only'); END""",
    """CREATE TRIGGER report_text_is_never_deleted BEFORE DELETE ON report_text
    BEGIN SELECT RAISE(ABORT, 'the texts of a report are append-only'); END""",
    # REPLACE deletes without asking the trigger above, unless a setting says otherwise.
    """CREATE TRIGGER report_text_is_never_replaced BEFORE INSERT ON report_text
    WHEN EXISTS (SELECT 1 FROM report_text WHERE inspection_id = NEW.inspection_id
        AND seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the texts of a report are append-only'); END""",
)
POSTGRESQL_TRIGGERS = (
    """CREATE TRIGGER report_text_is_never_changed BEFORE UPDATE OR DELETE ON report_text
    FOR EACH ROW EXECUTE FUNCTION corecase_append_only()""",
    """CREATE TRIGGER report_text_is_never_emptied BEFORE TRUNCATE ON report_text
    FOR EACH STATEMENT EXECUTE FUNCTION corecase_append_only()""",
)


def upgrade() -> None:
    op.create_table(
        "report_text",
        *(sa.Column(name, sa.Integer(), nullable=False) for name in ("inspection_id", "seq")),
        *(sa.Column(name, sa.String(), nullable=False) for name in ("key", "text", "who", "at")),
        sa.PrimaryKeyConstraint("inspection_id", "seq", name="pk_report_text"),
        sa.ForeignKeyConstraint(
            ["inspection_id"], ["inspection.id"], name="fk_report_text_inspection_id"
        ),
        sqlite_with_rowid=False,
    )
    sqlite = op.get_context().dialect.name == "sqlite"
    for trigger in SQLITE_TRIGGERS if sqlite else POSTGRESQL_TRIGGERS:
        op.execute(trigger)
