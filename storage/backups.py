"""Copies of the database: whole, encrypted as it is, opened and checked before they count.

One is made of itself each day somebody works, and before the program changes the file. It is read
beside whoever saves, who is not held up: a write-ahead log lets both go on.
"""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing, suppress
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import Any, NamedTuple

from storage.backup_files import (
    ASKED,
    AUTOMATIC,
    PARTIAL,
    Backup,
    backups_in,
    is_due,
    name_of,
    partials_in,
    superfluous,
)
from storage.encryption import Key, connect, sound
from storage.engine import Database, raw_connection
from storage.errors import Mistake, NotADatabase
from storage.places import make_private_file, make_private_folder, sync_folder
from storage.protection import holds_cases
from storage.trail import Trail, What
from storage.trail_entries import Head
from storage.trouble import plainly
from storage.wiping import wipe

_HEAD = "SELECT seq, hash FROM trail ORDER BY seq DESC LIMIT 1"
_AT = "SELECT hash FROM trail WHERE seq = ?"
_HAS = "SELECT count(*) FROM sqlite_master WHERE type = 'table' AND name = '{}'"
BESIDE = ("-wal", "-shm", "-journal")  # what SQLite may have beside a database
_LEFT_ALONE = timedelta(hours=1)  # a copy half written: another window may be at it


class Inside(NamedTuple):
    """A sound database file: the step it is at, and the end of its trail (of old ones None)."""

    version: str | None
    head: Head | None


class Backups:
    """Makes copies of an open database, and lists those there are."""

    def __init__(self, database: Database) -> None:
        self._database = database

    @property
    def folder(self) -> Path | None:
        """Where they lie; None for a server, which keeps its own."""
        file = self._database.file
        return None if file is None else file.parent / "backups"

    def all(self) -> list[Backup]:
        """The newest first."""
        file, folder = self._database.file, self.folder
        return [] if file is None or folder is None else backups_in(folder, file)

    def make(self, who: str = "", to: Path | None = None, *, why: str = ASKED) -> Backup:
        """Make one, in the backups folder or as the file `to`, and have the trail tell of it.

        Raises NotSaved, or NotADatabase where the database is damaged; no half file is left.
        """
        file, folder = self._database.file, self.folder
        if file is None or folder is None:
            raise Mistake("The database is on a server: whoever keeps it makes its backups.")
        if to is None:
            made = back_up(file, self._database.key, folder, why)
        else:
            made = write_copy(file, self._database.key, to, why, datetime.now(UTC))
        told = {"as": why, "file": made.file.name if to is None else str(made.file)}
        Trail(self._database).add(What.BACKED_UP, who=who, detail=told)
        return made

    def make_due(self, now: datetime | None = None) -> Backup | None:
        """Make one if the newest is older than a day, and let go of those no longer wanted.

        Of nothing but invented cases none is made. May take seconds: for a thread of its own.
        """
        folder = self.folder
        if folder is None or not holds_cases(self._database):
            return None
        if not is_due(self.all(), now or datetime.now(UTC)):
            return None
        made = self.make(why=AUTOMATIC)
        with plainly(folder, saving=True):
            for backup in superfluous(self.all()):
                let_go(backup)
            for partial in _abandoned(folder):
                wipe(partial)
        return made


def let_go(backup: Backup) -> None:
    """Wipe a backup, with the log that may lie beside one that could not be read."""
    for end in ("", *BESIDE):
        wipe(backup.file.with_name(f"{backup.file.name}{end}"))


def back_up(file: Path, key: Key | None, folder: Path, why: str) -> Backup:
    """A copy in the backups folder, under a name that says when and why it was made."""
    make_private_folder(folder)
    at = datetime.now(UTC)
    return write_copy(file, key, folder / name_of(file, why, at), why, at)


def write_copy(file: Path, key: Key | None, to: Path, why: str, at: datetime) -> Backup:
    """The file `to`, whole and checked. Raises Mistake for one that is there already, NotSaved."""
    if to.exists():
        raise Mistake(f"{to} is there already: choose another name.")
    if not to.parent.is_dir():
        raise Mistake(f"{to.parent} is no folder: name one that is there.")
    with plainly(file, saving=True), closing(raw_connection(file, key, read_only=True)) as source:
        copied(source, file, key, to)
    return Backup(to, why, at, to.stat().st_size)


def copied(source: Any, file: Path, key: Key | None, to: Path) -> None:
    """What a connection to `file` reads, as a file the same key opens; in place when it is whole.

    Raises NotADatabase where the file is damaged, NotSaved.
    """
    partial = to.with_name(f"{to.name}{PARTIAL}")
    with plainly(to, saving=True):
        try:
            make_private_file(partial)
            before = _head(source)
            # Only two connections of one driver can hand pages on.
            open_it = raw_connection if isinstance(source, sqlite3.Connection) else connect
            with closing(open_it(partial, key)) as target:
                source.backup(target)
                # In the copy there is nobody to share with: one file, without a log beside it.
                target.execute("PRAGMA journal_mode = DELETE")
            if not _is_as(source, before, partial, key):
                raise NotADatabase(f"{file} is damaged: put back a copy from its backups folder.")
            _on_disk(partial)
            partial.replace(to)
        except BaseException:
            with suppress(OSError):
                wipe(partial)
            raise
        sync_folder(to.parent)


def inside(file: Path, key: Key | None) -> Inside:
    """What a database file holds, every page of it looked at.

    Raises WrongPassphrase, NotADatabase for one that is damaged or is none.
    """
    with plainly(file, saving=False), closing(raw_connection(file, key, read_only=True)) as opened:
        if not sound(opened):
            raise NotADatabase(f"{file} is damaged: choose another backup.")
        if not opened.execute(_HAS.format("alembic_version")).fetchone()[0]:
            return Inside(None, None)
        version = opened.execute("SELECT version_num FROM alembic_version").fetchone()
        return Inside(version[0] if version else None, _head(opened))


def _is_as(source: Any, before: Head | None, partial: Path, key: Key | None) -> bool:
    """Open the copy anew: it must be sound, and its trail end where the database's was just now."""
    with closing(raw_connection(partial, key, read_only=True)) as copy:
        if not sound(copy):
            return False
        ended = _head(copy)
    if before is None or ended is None:
        return before is ended
    there = source.execute(_AT, (ended.seq,)).fetchone()
    return ended.seq >= before.seq and (there == (ended.hash,) or not ended.seq)


def _head(connection: Any) -> Head | None:
    if not connection.execute(_HAS.format("trail")).fetchone()[0]:
        return None  # of a version that had none
    last = connection.execute(_HEAD).fetchone()
    return Head(*last) if last else Head(0, "")


def _on_disk(file: Path) -> None:
    with file.open("rb+") as opened:
        os.fsync(opened.fileno())


def _abandoned(folder: Path) -> list[Path]:
    now = datetime.now(UTC).timestamp()
    return [
        partial
        for partial in partials_in(folder)
        if now - partial.stat().st_mtime > _LEFT_ALONE.total_seconds()
    ]
