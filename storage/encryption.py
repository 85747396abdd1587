"""Encrypted database files: SQLCipher, and a key made of a passphrase.

Every page is encrypted (AES-256) and signed (HMAC-SHA512), in the file and in its log. The key is
derived from the passphrase by SQLCipher itself (PBKDF2-HMAC-SHA512, salted); the salt is the first
16 bytes of the file, so that the file and the passphrase are all it takes to open it.

A plain file stays with the sqlite3 of Python, and SQLCipher is imported only for what is
encrypted or is to be. The two never hold one file at once: a program's locks on a file go when
any other part of it closes that file.
"""

from __future__ import annotations

import sqlite3
from contextlib import closing, suppress
from dataclasses import dataclass, field
from pathlib import Path
from typing import Any, Literal

from domain.passphrase import as_meant
from storage.errors import StorageError, WrongPassphrase
from storage.file_kind import PAGE
from storage.places import Places
from storage.trouble import plainly

ROUNDS = 256_000  # OWASP asks for 210,000 at least (Password Storage Cheat Sheet, 2023)
BUSY_MILLISECONDS = 3000
# Said of every file, whatever this build of SQLCipher would take for granted.
_CIPHER = {
    "cipher_page_size": str(PAGE),
    "cipher_hmac_algorithm": "HMAC_SHA512",
    "cipher_kdf_algorithm": "PBKDF2_HMAC_SHA512",
}
WRONG = "This passphrase does not open the cases: type it again; capitals and spaces count."

Mode = Literal["ro", "rw"]


@dataclass(frozen=True, slots=True)
class Key:
    """What opens an encrypted file. rounds: of the key derivation."""

    passphrase: str = field(repr=False)
    rounds: int


def key_of(typed: str, rounds: int | None = None) -> Key:
    """The key that a passphrase makes. rounds: another number than the program's in tests only."""
    return Key(as_meant(typed), rounds or ROUNDS)


def driver() -> Any:
    """SQLCipher as Python's database interface; its errors are no sqlite3.Error."""
    try:
        from sqlcipher3 import dbapi2  # type: ignore[import-untyped]
    except ImportError:
        raise StorageError(
            "Encryption needs the package sqlcipher3, which is not installed: install corecase "
            "again with all it comes with."
        ) from None
    return dbapi2


def connect(file: Path, key: Key | None, mode: Mode = "rw") -> Any:
    """A connection of SQLCipher, its key tried; without a key to a plain file.

    Raises WrongPassphrase, or an error of the driver (`plainly` turns it into a sentence).
    """
    if key is not None and not key.passphrase:
        raise WrongPassphrase(WRONG)  # SQLCipher would take it for "not encrypted"
    module = driver()
    connection = module.connect(
        uri_of(file, mode),
        uri=True,
        timeout=BUSY_MILLISECONDS / 1000,
        isolation_level=None,
        check_same_thread=False,
    )
    try:
        connection.execute("PRAGMA cipher_log_level = NONE")  # it would write across the screen
        if key is not None:
            _set_key(connection, key)
        connection.execute("SELECT count(*) FROM sqlite_master").fetchone()
    except module.DatabaseError as error:
        connection.close()
        if key is None or error.sqlite_errorcode & 0xFF != sqlite3.SQLITE_NOTADB:
            raise
        raise WrongPassphrase(WRONG) from None
    except BaseException:
        connection.close()
        raise
    return connection


def _set_key(connection: Any, key: Key) -> None:
    connection.execute(f"PRAGMA key = {in_quotes(key.passphrase)}")
    for name, value in (*_CIPHER.items(), ("kdf_iter", str(key.rounds))):
        connection.execute(f"PRAGMA {name} = {value}")
        if connection.execute(f"PRAGMA {name}").fetchone() != (value,):
            raise StorageError(f"This SQLCipher does not keep {name} at {value}: use another.")
    if connection.execute("PRAGMA cipher_status").fetchone() != ("1",):
        raise StorageError("This SQLCipher does not encrypt: use another build of sqlcipher3.")


def uri_of(file: Path, mode: Mode) -> str:
    """The file for SQLite to open, never to make."""
    return f"{file.as_uri()}?mode={mode}"


def in_quotes(text: str) -> str:
    """As a text of SQL: a PRAGMA takes no parameters."""
    doubled = text.replace("'", "''")
    return f"'{doubled}'"


def opens_with(places: Places, passphrase: str, *, rounds: int | None = None) -> bool:
    """Whether this is the passphrase of the database; False too for a database without one.

    Costs one key derivation; may be asked while the database is open, from any thread. Raises
    StorageError when the file cannot be read.
    """
    file = places.file
    return file is not None and opens(file, key_of(passphrase, rounds))


def opens(file: Path, key: Key) -> bool:
    """Whether the key opens this file, which may be open already."""
    with plainly(file, saving=False):
        if not file.is_file() or not file.stat().st_size:
            return False
        # To be written too: a change of it that was cut short may have to be taken back first.
        with suppress(WrongPassphrase), closing(connect(file, key)):
            return True
    return False


def sound(connection: Any) -> bool:
    """Whether every page bears its signature, and SQLite finds nothing wrong with what is there."""
    if connection.execute("PRAGMA cipher_integrity_check").fetchall():
        return False
    return bool(connection.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
