"""A plain database made an encrypted one, or back; and another passphrase for an encrypted one.

All of it under a lock that no other program can share. Another kind of file is written beside the
old one, checked, and put in its place in one step; a new passphrase is one transaction. A program
killed at any moment leaves a file that the one or the other opens, with all that was ever saved.
"""

from __future__ import annotations

import os
import shutil
import sqlite3
from collections.abc import Iterator
from contextlib import closing, contextmanager, suppress
from pathlib import Path
from typing import Any

from storage.encryption import Key, connect, driver, in_quotes, sound
from storage.errors import NotADatabase, NotSaved
from storage.places import make_private_file, sync_folder
from storage.trouble import plainly
from storage.wiping import wipe

_PARTIAL, _SPARE = ".partial", ".to-wipe"


def convert(file: Path, old: Key | None, new: Key | None) -> bool:
    """Have the file opened by `new` (None: plain) in place of `old`; the old bytes are wiped.

    False when they could not be wiped: this disk keeps no second name for a file.
    Raises WrongPassphrase, NotADatabase for a damaged file, NotSaved; nothing has changed then.
    """
    partial = _beside(file, _PARTIAL)
    with plainly(file, saving=True), alone(file, old) as source:
        wipe(partial)
        try:
            make_private_file(partial)
            with _room_for(file):
                _export(source, partial, new)
            _compare(source, partial, new)
            return _swap(source, partial, file)
        except BaseException:
            with suppress(OSError):  # then `finish` does it, when the database is next opened
                wipe(partial)
            raise


def change_key(file: Path, old: Key, new: Key) -> None:
    """Have the file opened by another passphrase. The same errors."""
    with plainly(file, saving=True):
        with alone(file, old) as connection, _room_for(file):
            connection.execute(f"PRAGMA rekey = {in_quotes(new.passphrase)}")
        with closing(connect(file, new, "ro")) as renewed:
            if not sound(renewed):
                raise NotADatabase(_damaged(file))


def finish(file: Path) -> None:
    """Wipe what a conversion that was cut short has left. To be called with the file open.

    (While it is open here, no other program can be at work on one.)
    """
    spare, partial = _beside(file, _SPARE), _beside(file, _PARTIAL)
    with plainly(file, saving=True):
        if spare.exists():
            if spare.samefile(file):  # cut short before the new one took its place
                spare.unlink()
            else:
                wipe(spare)
        wipe(partial)


def _beside(file: Path, end: str) -> Path:
    return file.with_name(f"{file.name}{end}")


@contextmanager
def alone(file: Path, key: Key | None) -> Iterator[Any]:
    """A connection while there is no other, to a sound file that has no log beside it."""
    with closing(connect(file, key)) as connection:
        connection.execute("PRAGMA synchronous = FULL")
        # Folds the log in and takes it away, and is refused while anybody else is connected.
        connection.execute("PRAGMA journal_mode = DELETE")
        connection.execute("PRAGMA locking_mode = EXCLUSIVE")
        connection.execute("BEGIN EXCLUSIVE")
        connection.execute("COMMIT")
        if not sound(connection):
            raise NotADatabase(_damaged(file))
        yield connection


@contextmanager
def _room_for(file: Path) -> Iterator[None]:
    """Room for the file once more; SQLCipher has no word of its own for a disk that is full."""
    refusal = NotSaved(
        f"There is not room enough on the disk of {file}, which is needed once more for a while: "
        "free some space. Nothing was changed."
    )
    if shutil.disk_usage(file.parent).free < file.stat().st_size * 1.1:
        raise refusal
    try:
        yield
    except driver().OperationalError as error:
        if error.sqlite_errorcode != sqlite3.SQLITE_ERROR:
            raise
        raise refusal from error


def _damaged(file: Path) -> str:
    return f"{file} is damaged: put back a copy from its backups folder."


def _export(source: Any, partial: Path, new: Key | None) -> None:
    source.execute("ATTACH ? AS target KEY ?", (str(partial), new.passphrase if new else ""))
    if new is not None:
        source.execute(f"PRAGMA target.kdf_iter = {new.rounds}")
    source.execute("PRAGMA target.synchronous = FULL")
    source.execute("PRAGMA target.journal_mode = MEMORY")  # half a file is never put in place
    source.execute("SELECT sqlcipher_export('target')")
    source.execute("DETACH target")


def _compare(source: Any, partial: Path, new: Key | None) -> None:
    with closing(connect(partial, new)) as copy:
        if not sound(copy) or _contents(copy) != _contents(source):
            raise NotADatabase(f"{partial} did not come out as it should: nothing was changed.")


def _contents(connection: Any) -> list[tuple[object, ...]]:
    """What there is in a database: how all of it was made, and how many rows each table has."""
    made = connection.execute(
        "SELECT type, name, sql FROM sqlite_master WHERE name NOT LIKE 'sqlite_stat%' ORDER BY 1, 2"
    ).fetchall()
    tables = [name for kind, name, _ in made if kind == "table"]
    counts = [
        connection.execute(f"SELECT '{name}', count(*) FROM \"{name}\"").fetchone()  # noqa: S608
        for name in tables
    ]
    return [*made, *counts]


def _swap(source: Any, partial: Path, file: Path) -> bool:
    """The new file in place of the old one, which is overwritten under a second name."""
    spare = _beside(file, _SPARE)
    with suppress(FileNotFoundError):
        spare.unlink()
    try:
        os.link(file, spare)
        kept = True
    except OSError:
        kept = False
    if os.name == "nt":
        source.close()  # Windows replaces no file that is open
    partial.replace(file)
    sync_folder(file.parent)
    # Overwritten while the lock is held: who waited for it finds noise, and no old database.
    try:
        wipe(spare)
    except OSError:  # it is done all the same; `finish` tries again
        return False
    return kept
