"""The one place where errors of the database become sentences for a person.

Nothing of a statement's values is ever repeated: they are case data.
"""

from __future__ import annotations

import sqlite3
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from sqlalchemy.exc import DBAPIError, SQLAlchemyError

from storage.errors import NotADatabase, NotSaved, StorageError

# The first byte of SQLite's error codes (the rest is detail).
_SQLITE = {
    sqlite3.SQLITE_FULL: "The disk that holds {where} is full: free some space.",
    sqlite3.SQLITE_READONLY: "{where} may not be written: make it and its folder writable.",
    sqlite3.SQLITE_BUSY: "Another program is holding {where}: let it finish, or close it.",
    sqlite3.SQLITE_LOCKED: "Another program is holding {where}: let it finish, or close it.",
    sqlite3.SQLITE_CANTOPEN: "{where} cannot be opened: see that it is there and is yours to use.",
    sqlite3.SQLITE_PERM: "{where} cannot be opened: see that it is there and is yours to use.",
    sqlite3.SQLITE_IOERR: "The disk that holds {where} cannot be written or read: see that it is "
    "connected and not full.",
}
_DAMAGED = {
    sqlite3.SQLITE_NOTADB: "{where} is not a corecase database: name another, or move it away.",
    sqlite3.SQLITE_CORRUPT: "{where} is damaged: put back a copy from its backups folder.",
}
# The first two, or all five, characters of PostgreSQL's codes.
_POSTGRESQL = {
    "53100": "The disk of {where} is full: ask whoever looks after it.",
    "25006": "{where} may not be written at the moment: ask whoever looks after it.",
    "42501": "{where} does not let you do this: ask whoever looks after it for the right.",
    "55P03": "Another program is holding {where}: let it finish.",
    "57014": "{where} took too long to answer: try again.",
    "28": "{where} does not accept this name and password: check CORECASE_DATABASE.",
    "3D": "{where} is not there: check the name in CORECASE_DATABASE.",
}
# What was opened with its passphrase and then reads as noise.
_LOCKED_OUT = (
    "{where} can no longer be read with the passphrase it was opened with: if it has just been "
    "changed, close the program and open it again; if not, put back a copy from its backups folder."
)
_MADE_UP = (
    "{where} holds something that cannot be made out ({kind}): it is damaged, and a copy from its "
    "backups folder can be put back; or this is a fault in corecase."
)
_UNREACHABLE = "{where} cannot be reached: check the connection."
_UNEXPECTED = "{where} refused a statement it should take ({code}): this is a fault in corecase."
# Where the tables themselves are told wrongly in the file, SQLite finds fault with the statement.
_UNEXPECTED_OF_A_FILE = (
    "{where} refused a statement it should take ({code}): it is damaged, and a copy from its "
    "backups folder can be put back; or this is a fault in corecase."
)


@contextmanager
def plainly(where: str | Path, *, saving: bool) -> Iterator[None]:
    """Raise every database error inside as StorageError; as NotSaved when it was a write."""
    try:
        yield
    except _database_errors() as error:
        raise _sentence(error, str(where), NotSaved if saving else StorageError) from error
    except UnicodeDecodeError as error:
        raise NotADatabase(_DAMAGED[sqlite3.SQLITE_CORRUPT].format(where=where)) from error
    except UnicodeEncodeError as error:
        raise _unwritable(NotSaved if saving else StorageError) from error
    except OSError as error:
        kind = NotSaved if saving else StorageError
        raise kind(f"{where} cannot be used: {error.strerror or error}.") from error


@contextmanager
def as_written(where: str | Path) -> Iterator[None]:
    """Raise NotADatabase where rows hold what this program never writes, and cannot be made out."""
    try:
        yield
    except UnicodeError:
        raise  # `plainly` has words for it
    except (ValueError, TypeError, KeyError, IndexError, AttributeError, OverflowError) as error:
        raise NotADatabase(_MADE_UP.format(where=where, kind=type(error).__name__)) from error


def _database_errors() -> tuple[type[Exception], ...]:
    return (SQLAlchemyError, *_drivers())


def _drivers() -> tuple[type[Exception], ...]:
    """The errors of SQLite and, where an encrypted file has been opened, those of SQLCipher."""
    cipher = sys.modules.get("sqlcipher3.dbapi2")
    return (sqlite3.Error,) if cipher is None else (sqlite3.Error, cipher.Error)


def _unwritable(kind: type[StorageError]) -> StorageError:
    return kind("The text holds characters that no file can keep: remove them.")


def _sentence(error: Exception, where: str, kind: type[StorageError]) -> StorageError:
    cause = error.orig if isinstance(error, DBAPIError) else error
    if isinstance(cause, UnicodeDecodeError):
        return NotADatabase(_DAMAGED[sqlite3.SQLITE_CORRUPT].format(where=where))
    if isinstance(cause, UnicodeEncodeError):
        return _unwritable(kind)
    if isinstance(cause, _drivers()):
        code = getattr(cause, "sqlite_errorcode", None)
        primary = code & 0xFF if code is not None else -1
        if code is None and "decode" in str(cause):  # a text in it that is none
            primary = sqlite3.SQLITE_CORRUPT
        if primary == sqlite3.SQLITE_NOTADB and not isinstance(cause, sqlite3.Error):
            return NotADatabase(_LOCKED_OUT.format(where=where))
        if primary in _DAMAGED:
            return NotADatabase(_DAMAGED[primary].format(where=where))
        name = getattr(cause, "sqlite_errorname", type(cause).__name__)
        return kind(_SQLITE.get(primary, _UNEXPECTED_OF_A_FILE).format(where=where, code=name))
    state = getattr(cause, "sqlstate", None)
    if state is None and isinstance(error, DBAPIError):
        return kind(_UNREACHABLE.format(where=where))
    state = state or type(cause).__name__
    text = _POSTGRESQL.get(state) or _POSTGRESQL.get(state[:2]) or _UNEXPECTED
    if state[:2] in ("08", "57") and state not in _POSTGRESQL:
        text = _UNREACHABLE
    return kind(text.format(where=where, code=state))
