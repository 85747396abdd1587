"""Databases made from the statements that the first of a worker was found to hold.

The steps of alembic take ten times as long, and hundreds of tests begin with an empty database.
The steps themselves are run by tests/storage/test_upgrading.py and by every program started.
"""

from __future__ import annotations

from contextlib import closing
from pathlib import Path
from typing import Any

import storage.store
from storage.engine import Database, raw_connection
from storage.upgrading import HEAD, revision, upgrade

_statements: list[str] = []


def _made(database: Database, backups: Path) -> None:
    if database.file is None or revision(database) is not None:
        upgrade(database, backups)
    elif not _statements:
        upgrade(database, backups)
        _statements.extend(_held(raw_connection(database.file, database.key)))
    else:
        with database.writing() as connection:
            for statement in _statements:
                connection.exec_driver_sql(statement)


def _held(connection: Any) -> list[str]:
    """What makes the tables, indexes and triggers of a database at HEAD, and says that it is."""
    with closing(connection) as raw:
        wanted = "SELECT sql FROM sqlite_master WHERE sql IS NOT NULL ORDER BY rowid"
        made = [str(sql) for (sql,) in raw.execute(wanted)]
    return [*made, f"INSERT INTO alembic_version VALUES ('{HEAD}')"]


def install() -> None:
    """Have `Store.open` make its databases so."""
    storage.store.upgrade = _made  # type: ignore[attr-defined, assignment]
