"""Whether the cases are encrypted, and making them so; another passphrase; none.

What a passphrase must be is held here, below every screen and command.
"""

from __future__ import annotations

from contextlib import suppress
from pathlib import Path

from sqlalchemy import select

from domain.errors import Refused
from domain.passphrase import objection
from storage import recovery
from storage.converting import change_key, convert
from storage.encryption import Key, key_of
from storage.engine import Database
from storage.errors import StorageError
from storage.file_kind import kind_of
from storage.tables import INSPECTION
from storage.trail import Trail, What

CAUTION = (
    "The cases in this data folder are not encrypted: `corecase passphrase --encrypt` puts that "
    "right."
)


def is_plain(database: Database) -> bool:
    """Whether anyone who gets hold of the file can read it. A server looks after its own."""
    return database.file is not None and database.key is None


def holds_cases(database: Database) -> bool:
    """Whether there is an inspection that was not made up, with or without cases."""
    with database.reading() as connection:
        real = select(INSPECTION.c.id).where(~INSPECTION.c.invented).limit(1)
        return connection.execute(real).first() is not None


def protect(
    database: Database,
    passphrase: str,
    recovery_key: str | None,
    *,
    who: str = "",
    rounds: int | None = None,
) -> bool:
    """Encrypt a plain database while it is open, and go on with the encrypted one.

    Whether its old bytes could be overwritten. Raises Refused for a passphrase that will not do,
    NotSaved; then nothing has changed.
    """
    if not is_plain(database):
        raise StorageError("This database is encrypted already: `corecase passphrase` changes it.")
    key = _new_key(passphrase, rounds)
    with database.replaced(key) as file:
        _prepare(file, recovery_key, key)
        wiped = convert(file, None, key)
    recovery.settle(file)
    Trail(database).add(What.PASSPHRASE, who=who, detail={"as": "encrypted"})
    return wiped


def change_passphrase(
    file: Path, old: str, new: str, recovery_key: str | None, *, rounds: int | None = None
) -> None:
    """Have another passphrase open the file; the recovery key there was is worthless then.

    recovery_key: a new one, which its owner should have written down already: wherever this is
    killed, old passphrase and old recovery key work, or both new ones do. The same errors, and
    WrongPassphrase.
    """
    key = _new_key(new, rounds)
    _prepare(file, recovery_key, key)
    change_key(file, key_of(old, rounds), key)
    recovery.settle(file)


def renew_recovery_key(
    file: Path, passphrase: str, recovery_key: str, *, rounds: int | None = None
) -> None:
    """Have a recovery key open the file too, in place of any there was."""
    _prepare(file, recovery_key, key_of(passphrase, rounds))
    recovery.settle(file)


def unprotect(file: Path, passphrase: str, *, rounds: int | None = None) -> None:
    """Make an encrypted file a plain one. Raises WrongPassphrase, NotSaved."""
    convert(file, key_of(passphrase, rounds), None)
    recovery.settle(file)


def plain_copies(backups: Path) -> list[Path]:
    """The copies of the database that anyone can read, the oldest first."""
    with suppress(OSError):
        return [one for one in sorted(backups.glob("*.sqlite3")) if kind_of(one) == "plain"]
    return []


def _new_key(passphrase: str, rounds: int | None) -> Key:
    wrong = objection(passphrase)
    if wrong:
        raise Refused(wrong)
    return key_of(passphrase, rounds)


def _prepare(file: Path, recovery_key: str | None, key: Key) -> None:
    if recovery_key is None:
        recovery.drop_prepared(file)
    else:
        recovery.prepare(file, recovery_key, key)
