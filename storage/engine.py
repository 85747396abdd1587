"""One connection to the database for the life of the program, and how it is used.

SQLite with a write-ahead log and a flush to disk at every commit: what is saved stays saved when
the machine loses its power. Encrypted or plain, by the file itself. PostgreSQL for a team.
Statements are written once, for all of them.
"""

from __future__ import annotations

import os
import sqlite3
from collections.abc import Iterator, Mapping, Sequence
from contextlib import contextmanager
from functools import cache
from pathlib import Path
from threading import RLock
from typing import Any

from sqlalchemy import (
    Connection,
    Dialect,
    Engine,
    Table,
    UpdateBase,
    create_engine,
    event,
    make_url,
)
from sqlalchemy.exc import ArgumentError, DBAPIError
from sqlalchemy.pool import QueuePool

from storage.encryption import BUSY_MILLISECONDS, Key, Mode, connect, driver, uri_of
from storage.errors import NeedsPassphrase, NotSaved, StorageError
from storage.file_kind import kind_of
from storage.places import Places, make_private_file, make_private_folder
from storage.trouble import as_written, plainly

# Asked of every connection and then read back: a setting that did not take must not go unnoticed.
PRAGMAS = {
    "synchronous": 2,  # FULL: on disk at every commit
    "foreign_keys": 1,
    "busy_timeout": BUSY_MILLISECONDS,
    "secure_delete": 1,  # what is deleted (drafts) is overwritten with zeros
    "recursive_triggers": 1,  # so that REPLACE cannot slip past the log's triggers
    "temp_store": 2,  # in memory: what is sorted there would lie on the disk unencrypted
}
_WRITES = "corecase_writes"
# A list of whole numbers, given as JSON text, as rows: for statements written out.
LISTED = {
    "sqlite": "SELECT value AS hash FROM json_each(:listed)",
    "postgresql": "SELECT CAST(value AS bigint) AS hash"
    " FROM json_array_elements_text(CAST(:listed AS json)) AS value",
}


def raw_connection(file: Path, key: Key | None, *, read_only: bool = False) -> Any:
    """A connection of the driver itself, to a file that is there. Raises WrongPassphrase."""
    mode: Mode = "ro" if read_only else "rw"
    if key is not None:
        return connect(file, key, mode)
    # isolation_level None: transactions begin where we say, not where the driver guesses.
    return sqlite3.connect(
        uri_of(file, mode),
        uri=True,
        timeout=BUSY_MILLISECONDS / 1000,
        isolation_level=None,
        check_same_thread=False,
    )


def sqlite_engine(file: Path, key: Key | None = None, *, read_only: bool = False) -> Engine:
    """An engine for a file that is there. It never makes one: a vanished file is an error."""
    engine = create_engine(
        "sqlite://",
        creator=lambda: raw_connection(file, key, read_only=read_only),
        module=sqlite3 if key is None else driver(),
        poolclass=QueuePool,
        pool_size=1,
        max_overflow=0,
        hide_parameters=True,
    )

    @event.listens_for(engine, "connect")
    def prepare(connection: sqlite3.Connection, _record: object) -> None:
        _prepare(connection, read_only)

    @event.listens_for(engine, "begin")
    def begin(connection: Connection) -> None:
        # A write takes its lock at once: one that starts by reading could not wait for another.
        writes = connection.get_execution_options().get(_WRITES)
        driver_of(connection).execute("BEGIN IMMEDIATE" if writes else "BEGIN")

    return engine


def _prepare(connection: sqlite3.Connection, read_only: bool) -> None:
    for name, value in PRAGMAS.items():
        connection.execute(f"PRAGMA {name} = {value}")
        (found,) = connection.execute(f"PRAGMA {name}").fetchone()
        if found != value:
            raise StorageError(f"This SQLite does not keep {name} at {value}: use another build.")
    if read_only:
        connection.execute("PRAGMA query_only = 1")
        return
    (mode,) = connection.execute("PRAGMA journal_mode").fetchone()
    if mode != "wal":
        (mode,) = connection.execute("PRAGMA journal_mode = WAL").fetchone()
    if mode != "wal":
        raise StorageError("The data folder does not allow a write-ahead log: move it to a disk.")


def server_engine(url: str) -> Engine:
    """An engine for PostgreSQL. The URL holds a password: it goes into no message."""
    try:
        parsed = make_url(url)
        if parsed.drivername in ("postgres", "postgresql"):
            parsed = parsed.set(drivername="postgresql+psycopg")
        if parsed.get_backend_name() != "postgresql":
            raise StorageError("CORECASE_DATABASE must be a sqlite:/// or postgresql:// address.")
        engine = create_engine(
            parsed,
            pool_size=1,
            max_overflow=0,
            pool_pre_ping=True,
            hide_parameters=True,
            connect_args={"connect_timeout": 10},
        )
    except ArgumentError:
        raise StorageError("CORECASE_DATABASE is not an address of a database.") from None
    except ImportError:
        raise StorageError(
            "PostgreSQL needs one package more: install it with `pip install 'corecase[postgres]'`."
        ) from None

    @event.listens_for(engine, "connect")
    def prepare(connection: Any, _record: object) -> None:
        with connection.cursor() as cursor:
            cursor.execute("SET synchronous_commit = on")
            cursor.execute(f"SET lock_timeout = {BUSY_MILLISECONDS}")
        connection.commit()

    return engine


class Database:
    """The one connection, used by one thread at a time. `key`: what its file is encrypted with."""

    def __init__(self, engine: Engine, file: Path | None, key: Key | None = None) -> None:
        self.file = file
        self.where: str | Path = file or "The database server"
        self._lock = RLock()
        self._log = file.with_name(f"{file.name}-wal") if file is not None else None
        self._use(engine, key)

    def _use(self, engine: Engine, key: Key | None) -> None:
        self.engine, self.key = engine, key
        self._identity = _identity(self.file)
        self._log_identity: tuple[int, int] | None = None

        @event.listens_for(engine, "connect")
        def forget(_connection: object, _record: object) -> None:
            self._log_identity = None  # a new connection may make a new log

    @classmethod
    def at(cls, places: Places, *, read_only: bool = False, key: Key | None = None) -> Database:
        """The database these places name; its file is created, private and empty, if need be.

        key: of an encrypted file, or of one to be made. A plain one has no use for it.
        Raises NeedsPassphrase for an encrypted file without one.
        """
        file = places.file
        if file is None:
            return cls(server_engine(places.url), None)
        if read_only and not file.is_file():
            raise StorageError(f"{file} is not there: there is nothing to read yet.")
        kind = kind_of(file)
        if kind == "encrypted" and key is None:
            raise NeedsPassphrase(
                "The cases are encrypted: run it in a terminal, where the passphrase can be typed, "
                "or name a file that holds it with CORECASE_PASSPHRASE_FILE."
            )
        if kind == "plain":
            key = None
        if not read_only:
            if not places.url:
                make_private_folder(places.home)
            make_private_file(file)
        return cls(sqlite_engine(file, key, read_only=read_only), file, key)

    @contextmanager
    def replaced(self, key: Key | None) -> Iterator[Path]:
        """The file, closed, to be made another; with that one, opened by `key`, it goes on."""
        with self._lock, plainly(self.where, saving=True):
            assert self.file is not None
            self.engine.dispose()
            yield self.file
            self._use(sqlite_engine(self.file, key), key)

    @contextmanager
    def reading(self) -> Iterator[Connection]:
        """A connection to read with; all it reads is of one moment."""
        with (
            self._lock,
            plainly(self.where, saving=False),
            as_written(self.where),
            self.engine.connect() as connection,
            connection.begin(),
        ):
            yield connection
            self._know_log()

    @contextmanager
    def writing(self) -> Iterator[Connection]:
        """A transaction: when the block ends it is on disk, or NotSaved is raised and none is."""
        with self._lock, plainly(self.where, saving=True):
            try:
                with self.engine.connect() as connection:
                    connection.execution_options(**{_WRITES: True})
                    with connection.begin():
                        # Looked at under the lock, so that nobody can replace the file after it.
                        self._still_there()
                        yield connection
                    self._know_log()
            except Exception as error:
                cause = getattr(error, "orig", error)
                if getattr(cause, "sqlite_errorcode", 0) & 0xFF == sqlite3.SQLITE_READONLY:
                    # Opened when the file could only be read, and so it stays: open it anew.
                    self.engine.dispose()
                raise

    @contextmanager
    def bare(self) -> Iterator[Any]:
        """The driver's own connection, in no transaction: for what may not be done in one."""
        with self._lock, plainly(self.where, saving=True):
            pooled = self.engine.raw_connection()
            try:
                self._still_there()
                yield pooled.driver_connection
            finally:
                pooled.close()

    def close(self) -> None:
        """Close the connection; SQLite folds its log into the file."""
        with self._lock:
            self.engine.dispose()

    def _know_log(self) -> None:
        """SQLite makes its log when it is first needed, and keeps it while it is connected."""
        if self._log_identity is None:
            self._log_identity = _identity(self._log)

    def _still_there(self) -> None:
        # Unix goes on writing into a file that has been deleted or replaced: saved, and lost.
        if self.file is not None and _identity(self.file) != self._identity:
            raise NotSaved(
                f"{self.file} has been moved, deleted or replaced: put it back, or close the "
                "program and open it again."
            )
        if self._log_identity is not None and _identity(self._log) != self._log_identity:
            raise NotSaved(
                f"{self._log} has been moved, deleted or replaced: put it back, or close the "
                "program and open it again."
            )


def _identity(file: Path | None) -> tuple[int, int] | None:
    if file is None:
        return None
    try:
        status = os.stat(file)
    except OSError:
        return None
    return status.st_dev, status.st_ino


def driver_of(connection: Connection) -> Any:
    """SQLite's own connection beneath. What it raises, `plainly` has words for just as well."""
    return connection.connection.driver_connection


def carry_out(
    connection: Connection, statement: UpdateBase, rows: Sequence[Mapping[str, Any]]
) -> int:
    """A statement for each row, of values that every driver takes as they are; how many it changed.

    In SQLite without SQLAlchemy's part in it, which takes as long as a flush to the disk: for what
    every answer waits for.
    """
    if connection.dialect.name != "sqlite":
        return connection.execute(statement, list(rows)).rowcount
    text, names = _in_sql(connection.dialect, statement, tuple(rows[0]))
    told = [tuple(row[name] for name in names) for row in rows]
    errors: Any = connection.dialect.loaded_dbapi.Error
    try:
        return int(driver_of(connection).executemany(text, told).rowcount)
    except errors as error:  # as SQLAlchemy would raise it
        raise DBAPIError.instance(text, None, error, errors, hide_parameters=True) from error


@cache
def _in_sql(
    dialect: Dialect, statement: UpdateBase, names: tuple[str, ...]
) -> tuple[str, tuple[str, ...]]:
    """A statement as the driver takes it, and the names of its values in their order."""
    compiled: Any = statement.compile(dialect=dialect, column_keys=list(names))
    return str(compiled), tuple(compiled.positiontup)


def upsert(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    """Insert rows; where the primary key is there already, set the other columns instead."""
    if rows:
        statement = _upserting(connection.dialect.name, table, tuple(rows[0]))
        carry_out(connection, statement, rows)


@cache
def _upserting(dialect: str, table: Table, columns: tuple[str, ...]) -> Any:
    """Made once: putting it together takes longer than carrying it out."""
    statement = _insert(dialect, table)
    keys = [column.name for column in table.primary_key]
    others = {n: statement.excluded[n] for n in columns if n not in keys}
    if others:
        return statement.on_conflict_do_update(index_elements=keys, set_=others)
    return statement.on_conflict_do_nothing(index_elements=keys)


def insert_missing(connection: Connection, table: Table, row: Mapping[str, Any]) -> int | None:
    """The id of a row that was inserted; None where its unique columns are there already."""
    statement = insert_new(connection, table).values(row).returning(table.c.id)
    return connection.execute(statement).scalar()


def insert_new(connection: Connection, table: Table) -> Any:
    """The statement that inserts what is not there yet, and leaves alone what is."""
    return _insert(connection.dialect.name, table).on_conflict_do_nothing()


def _insert(dialect: str, table: Table) -> Any:
    """The statement that can be told what to do about a row that is there already."""
    insert: Any
    if dialect == "sqlite":
        from sqlalchemy.dialects.sqlite import insert
    else:
        from sqlalchemy.dialects.postgresql import insert
    return insert(table)
