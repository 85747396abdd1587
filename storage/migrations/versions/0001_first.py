"""The first tables, and the triggers that make the log append-only.

A step is history: it is written out in full and never changed, whatever becomes of `tables.py`.
"""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0001"
down_revision = None
branch_labels = None
depends_on = None

SQLITE_TRIGGERS = (
    """CREATE TRIGGER event_is_never_changed BEFORE UPDATE ON event
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    """CREATE TRIGGER event_is_never_deleted BEFORE DELETE ON event
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
    # REPLACE deletes without asking the trigger above, unless a setting says otherwise.
    """CREATE TRIGGER event_is_never_replaced BEFORE INSERT ON event
    WHEN EXISTS (SELECT 1 FROM event WHERE case_id = NEW.case_id AND seq = NEW.seq)
    BEGIN SELECT RAISE(ABORT, 'the log is append-only'); END""",
)
POSTGRESQL_TRIGGERS = (
    """CREATE FUNCTION corecase_append_only() RETURNS trigger LANGUAGE plpgsql AS
    $$ BEGIN RAISE EXCEPTION 'the log is append-only'; END $$""",
    """CREATE TRIGGER event_is_never_changed BEFORE UPDATE OR DELETE ON event
    FOR EACH ROW EXECUTE FUNCTION corecase_append_only()""",
    """CREATE TRIGGER event_is_never_emptied BEFORE TRUNCATE ON event
    FOR EACH STATEMENT EXECUTE FUNCTION corecase_append_only()""",
)


def upgrade() -> None:
    _inspections()
    _cases()
    _log()
    _answers()
    _at_work()
    sqlite = op.get_context().dialect.name == "sqlite"
    for trigger in SQLITE_TRIGGERS if sqlite else POSTGRESQL_TRIGGERS:
        op.execute(trigger)


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _yes_no(name: str) -> sa.Column[bool]:
    return sa.Column(name, sa.Boolean(), nullable=False)


def _id() -> sa.Column[int]:
    return sa.Column("id", sa.Integer(), nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _of_case(table: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint(["case_id"], ["case.id"], name=f"fk_{table}_case_id")


def _inspections() -> None:
    op.create_table(
        "instrument",
        _text("digest"),
        _text("name"),
        sa.Column("document", sa.LargeBinary(), nullable=False),
        _key("instrument", "digest"),
    )
    op.create_table(
        "inspection",
        _id(),
        _text("area"),
        _text("area_folded"),
        _whole("year"),
        _text("instrument"),
        sa.Column("fieldwork_from", sa.Date(), nullable=True),
        sa.Column("fieldwork_to", sa.Date(), nullable=True),
        _yes_no("invented"),
        _text("created_at"),
        _key("inspection", "id"),
        sa.UniqueConstraint("area_folded", "year", name="uq_inspection_area_folded_year"),
        sa.ForeignKeyConstraint(
            ["instrument"], ["instrument.digest"], name="fk_inspection_instrument"
        ),
    )


def _cases() -> None:
    op.create_table(
        "case",
        _id(),
        _whole("inspection_id"),
        _text("reference"),
        _text("reference_folded"),
        _whole("last_seq"),
        _yes_no("finished"),
        _whole("answered"),
        _whole("due"),
        _whole("later"),
        _whole("facts_open"),
        _text("last_at"),
        _text("last_who"),
        _key("case", "id"),
        sa.UniqueConstraint(
            "inspection_id",
            "reference_folded",
            name="uq_case_inspection_id_reference_folded",
        ),
        sa.ForeignKeyConstraint(["inspection_id"], ["inspection.id"], name="fk_case_inspection_id"),
    )
    op.create_index(
        "ix_case_listed", "case", ["finished", sa.text("last_at DESC"), sa.text("id DESC")]
    )


def _log() -> None:
    op.create_table(
        "event",
        _whole("case_id"),
        _whole("seq"),
        _whole("turn"),
        *(_text(name) for name in ("at", "who", "kind", "subject", "row", "old", "new")),
        *(_text(name) for name in ("instrument", "why")),
        sa.Column("undoes", sa.Integer(), nullable=True),
        _key("event", "case_id", "seq"),
        _of_case("event"),
        sqlite_with_rowid=False,
    )


def _answers() -> None:
    op.create_table(
        "answer",
        _whole("case_id"),
        *(_text(name) for name in ("question", "row", "judgement", "standing")),
        _yes_no("unclear"),
        *(_text(name) for name in ("reasons", "note", "evidence", "who", "at")),
        _key("answer", "case_id", "question", "row"),
        _of_case("answer"),
        sqlite_with_rowid=False,
    )


def _at_work() -> None:
    op.create_table(
        "draft",
        _whole("case_id"),
        *(_text(name) for name in ("who", "key", "text", "at")),
        _key("draft", "case_id", "who", "key"),
        _of_case("draft"),
    )
    op.create_table(
        "place",
        _whole("case_id"),
        _text("who"),
        _text("key"),
        _whole("seconds"),
        _key("place", "case_id", "who"),
        _of_case("place"),
    )
    op.create_table("assessor", _text("name"), _text("last_at"), _key("assessor", "name"))
