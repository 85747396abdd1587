"""The recovery key: a second way to an encrypted database, for a passphrase that is forgotten.

Beside the database lies a small encrypted file that holds the passphrase; the recovery key opens
it. The database needs it for nothing: alone, with the passphrase, it is complete. A new passphrase
makes the recovery key that was printed before worthless, on purpose: whoever found the old paper
must not have the new passphrase.
"""

from __future__ import annotations

import secrets
from contextlib import closing, suppress
from pathlib import Path

from domain import recovery_key
from storage.encryption import Key, connect, key_of, opens
from storage.errors import NotADatabase, StorageError, WrongPassphrase
from storage.places import make_private_file, sync_folder
from storage.trouble import plainly


def new_key() -> str:
    """A recovery key nobody has seen, 160 bits of chance."""
    return recovery_key.written(secrets.token_bytes(recovery_key.BYTES))


def recovery_file(file: Path) -> Path:
    """Where it lies, beside the database file."""
    return file.with_suffix(".recovery")


def prepare(file: Path, recovery_key: str, key: Key) -> None:
    """Have a recovery key ready for a passphrase that comes into force next; `settle` ends it.

    Until then both work, each for its own passphrase, wherever the program may be killed.
    """
    coming, partial = _coming(file), file.with_suffix(".recovery-partial")
    with plainly(coming, saving=True):
        _write(partial, key_of(recovery_key, key.rounds), key.passphrase)
        partial.replace(coming)
        sync_folder(coming.parent)


def drop_prepared(file: Path) -> None:
    """Have none ready: the next passphrase is to be without a recovery key."""
    with plainly(file, saving=True), suppress(FileNotFoundError):
        _coming(file).unlink()


def settle(file: Path) -> None:
    """Put the prepared recovery key in place of the old one; without one the old one goes."""
    kept = recovery_file(file)
    with plainly(kept, saving=True):
        try:
            _coming(file).replace(kept)
        except FileNotFoundError:
            with suppress(FileNotFoundError):
                kept.unlink()
        sync_folder(file.parent)


def recovered(file: Path, typed: str, *, rounds: int | None = None) -> str:
    """The passphrase of a database, by its recovery key as it was typed.

    Raises Refused for what is no recovery key, WrongPassphrase for one of another passphrase,
    StorageError where none was ever made.
    """
    key = key_of(recovery_key.read(typed), rounds)
    there = [each for each in (recovery_file(file), _coming(file)) if each.is_file()]
    if not there:
        raise StorageError(
            f"There is no {recovery_file(file).name} beside the database, so no recovery key "
            "opens it: put that file back from a copy, if there is one."
        )
    for each in there:
        with suppress(WrongPassphrase), plainly(each, saving=False):
            passphrase = _read(each, key)
            if opens(file, key_of(passphrase, rounds)):
                return passphrase
    raise WrongPassphrase(
        "This recovery key does not open the cases: it was made for an earlier passphrase, or for "
        "another data folder."
    )


def _coming(file: Path) -> Path:
    return recovery_file(file).with_suffix(".recovery-coming")


def _write(file: Path, key: Key, passphrase: str) -> None:
    with suppress(FileNotFoundError):
        file.unlink()
    make_private_file(file)
    with closing(connect(file, key)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        connection.execute("PRAGMA journal_mode = MEMORY")  # half a file is never put in place
        connection.execute("CREATE TABLE kept (passphrase TEXT NOT NULL)")
        connection.execute("INSERT INTO kept VALUES (?)", (passphrase,))
    if _read(file, key) != passphrase:
        raise NotADatabase(f"{file} did not come out as it should: try again.")


def _read(file: Path, key: Key) -> str:
    with closing(connect(file, key, "ro")) as connection:
        (passphrase,) = connection.execute("SELECT passphrase FROM kept").fetchone()
        return str(passphrase)
