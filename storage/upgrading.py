"""Bringing a database to this version when it is opened.

Alembic is imported only when there is something to do: it would cost every start 0.15 seconds.
The steps run in one transaction, so a program killed among them leaves the file as it was.
"""

from __future__ import annotations

import logging
from pathlib import Path

from sqlalchemy import Connection, inspect

from storage.engine import Database
from storage.errors import NewerFile, NotADatabase, StorageError

HEAD = "0006"
MIGRATIONS = Path(__file__).parent / "migrations"
_VERSION = "alembic_version"


def upgrade(
    database: Database, backups: Path | None, *, head: str = HEAD, migrations: Path = MIGRATIONS
) -> None:
    """Bring the database to `head`: made if it is empty, copied first if it is not.

    backups: the folder for that copy; None: the database is a copy itself.
    Raises NewerFile if a later version of the program wrote it, NotADatabase if another did.
    """
    found = revision(database)
    if found == head:
        return
    steps = _steps(migrations)
    _refuse_unknown(database, found, steps)
    if found is not None and backups is not None and database.file is not None:
        from storage.backups import back_up  # asked for once in a while, and never at a start

        back_up(database.file, database.key, backups, f"before-{head}-from-{found}")
    with database.writing() as connection:
        # Another window may have done it while this one waited for its turn to write.
        if _revision(connection) == found:
            _run(connection, migrations)


def refuse_other_version(database: Database, head: str = HEAD) -> None:
    """For a database opened for reading only, which cannot be brought up to date."""
    found = revision(database)
    if found == head:
        return
    _refuse_unknown(database, found, _steps(MIGRATIONS))
    raise StorageError(
        f"{database.where} was written by an earlier version: open it once with this program "
        "where it may be written."
    )


def revision(database: Database) -> str | None:
    """The step the database is at; None if it is empty."""
    with database.reading() as connection:
        return _revision(connection)


def _revision(connection: Connection) -> str | None:
    if connection.dialect.name == "sqlite":
        # One cheap question: asking SQLAlchemy for the tables takes several.
        question = "SELECT name FROM sqlite_master WHERE type = 'table'"
        tables = set(connection.exec_driver_sql(question).scalars())
    else:
        tables = set(inspect(connection).get_table_names())
    if _VERSION not in tables:
        if tables & {"case", "event", "inspection"} or (
            tables and connection.dialect.name == "sqlite"
        ):
            raise NotADatabase(
                "This database belongs to another program: name another with CORECASE_DATABASE."
            )
        return None
    query = f"SELECT version_num FROM {_VERSION}"  # noqa: S608
    found = connection.exec_driver_sql(query).scalar()
    if found is None and tables != {_VERSION}:
        raise NotADatabase(
            "This database does not say which version of corecase wrote it: put back a copy from "
            "its backups folder."
        )
    return None if found is None else str(found)


def _steps(migrations: Path) -> tuple[str, ...]:
    files = sorted((migrations / "versions").glob("[0-9]*_*.py"))
    return tuple(file.name.partition("_")[0] for file in files)


def _refuse_unknown(database: Database, found: str | None, steps: tuple[str, ...]) -> None:
    if found is None or found in steps:
        return
    if found.isdigit():
        raise NewerFile(
            f"{database.where} was written by a later version of corecase: install that version. "
            "Nothing has been changed."
        )
    raise NotADatabase(f"{database.where} belongs to another program: name another.")


def _run(connection: Connection, migrations: Path) -> None:
    from alembic import command
    from alembic.config import Config

    logging.getLogger("alembic").setLevel(logging.WARNING)
    config = Config()
    config.set_main_option("script_location", str(migrations).replace("%", "%%"))
    config.attributes["connection"] = connection
    command.upgrade(config, "head")
