"""The texts of documents, what they are found by, and what was decided on house sentences."""

from __future__ import annotations

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    _documents()
    _sections()
    _sentences()


def _text(name: str) -> sa.Column[str]:
    return sa.Column(name, sa.String(), nullable=False)


def _whole(name: str) -> sa.Column[int]:
    return sa.Column(name, sa.Integer(), nullable=False)


def _hash() -> sa.Column[int]:
    return sa.Column("hash", sa.BigInteger(), nullable=False)


def _key(table: str, *columns: str) -> sa.PrimaryKeyConstraint:
    return sa.PrimaryKeyConstraint(*columns, name=f"pk_{table}")


def _of(table: str, column: str, other: str) -> sa.ForeignKeyConstraint:
    return sa.ForeignKeyConstraint([column], [f"{other}.id"], name=f"fk_{table}_{column}")


def _documents() -> None:
    op.create_table(
        "document_text",
        _whole("id"),
        *(_text(name) for name in ("key", "text", "pages")),
        _key("document_text", "id"),
        sa.UniqueConstraint("key", name="uq_document_text_key"),
    )
    op.create_table(
        "case_document",
        *(_whole(name) for name in ("case_id", "number", "seq", "text_id")),
        sa.Column("present", sa.Boolean(), nullable=False),
        _key("case_document", "case_id", "number"),
        _of("case_document", "case_id", "case"),
        _of("case_document", "text_id", "document_text"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_case_document_text_id", "case_document", ["text_id"])


def _sections() -> None:
    op.create_table(
        "section",
        *(_whole(name) for name in ("id", "text_id", "start", "end")),
        _text("heading"),
        _key("section", "id"),
        _of("section", "text_id", "document_text"),
    )
    op.create_index("ix_section_text_id", "section", ["text_id"])
    op.create_table(
        "shingle",
        _hash(),
        _whole("section_id"),
        _key("shingle", "hash", "section_id"),
        _of("shingle", "section_id", "section"),
        sqlite_with_rowid=False,
    )


def _sentences() -> None:
    op.create_table(
        "sentence",
        _hash(),
        _whole("case_id"),
        _whole("text_id"),
        _key("sentence", "hash", "case_id"),
        _of("sentence", "case_id", "case"),
        _of("sentence", "text_id", "document_text"),
        sqlite_with_rowid=False,
    )
    op.create_index("ix_sentence_case_id", "sentence", ["case_id"])
    op.create_table(
        "house_choice",
        *(_text(name) for name in ("words", "text", "standing")),
        _key("house_choice", "words"),
    )
