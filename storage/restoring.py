"""Putting a backup back: looked at first, whole or not at all, and what it replaces is kept.

All of it is made ready beside the database: brought to this version, encrypted as the database is,
without the cases that were erased since. Then, under a lock that nobody shares, the database is
copied to its backups folder and the other put in its place in one step.
"""

from __future__ import annotations

import os
import shutil
from collections.abc import Iterator, Sequence
from contextlib import closing, contextmanager, suppress
from dataclasses import dataclass
from datetime import UTC, datetime
from pathlib import Path

from storage.backup_files import BEFORE_RESTORE, DAMAGED, Backup, backups_in, name_of
from storage.backups import BESIDE, Inside, copied, inside
from storage.converting import alone, change_key, convert
from storage.encryption import Key
from storage.engine import Database, raw_connection, sqlite_engine
from storage.erasure import ErasedCase, Erasures, erase_case, erased_in, there_again
from storage.errors import Mistake, NotADatabase, NotSaved, WrongPassphrase
from storage.file_kind import kind_of
from storage.places import make_private_file, make_private_folder, sync_folder
from storage.trail import Adding, Trail, What
from storage.trail_entries import Head
from storage.trouble import plainly
from storage.upgrading import HEAD, upgrade
from storage.wiping import wipe

_READY = ".restoring"  # beside the database, until it takes its place
# Where SQLite's locks are: whoever has the file open holds one of these bytes.
_LOCKS_AT, _LOCKS = 0x40000000, 512
_IN_USE = "Another program is holding {}: let it finish, or close it."


@dataclass(frozen=True, slots=True)
class Chosen:
    """A backup that was looked at. fault: what is wrong with its trail, in a sentence, or ""."""

    file: Path
    key: Key | None
    head: Head
    fault: str


@dataclass(frozen=True, slots=True)
class Replaced:
    """The database in place now. head: the end of its trail; None: it is not there or damaged.

    erased: cases that were erased, as far as it and the newest backup tell.
    """

    head: Head | None
    erased: tuple[ErasedCase, ...]


@dataclass(frozen=True, slots=True)
class Restored:
    """kept: what was replaced, if there was any. again: cases erased once more.

    own_passphrase: the database is now opened by the passphrase of the backup.
    """

    kept: Path | None
    again: tuple[ErasedCase, ...]
    own_passphrase: bool


def choose(file: Path, key: Key | None) -> Chosen:
    """Look at a backup. Raises WrongPassphrase, NotADatabase, Mistake for what cannot be used."""
    if kind_of(file) == "new":
        raise Mistake(f"{file} is not there, or empty: `corecase backup --list` names backups.")
    found = inside(file, key)
    if found.version is None:
        raise NotADatabase(f"{file} is no backup of corecase: choose another.")
    if found.version > HEAD:
        raise NotADatabase(f"{file} was written by a later version of corecase: install that.")
    return Chosen(file, key, found.head or Head(0, ""), _fault(file, key, found))


def latest(folder: Path, database: Path) -> Backup:
    """The newest backup that shows the cases as they were. Raises Mistake where there is none."""
    for backup in backups_in(folder, database):
        if backup.is_of_now:
            return backup
    raise Mistake(f"There is no backup in {folder}: name a file.")


def replaced_by(database: Path, key: Key | None, newer: Sequence[Backup]) -> Replaced:
    """What would be replaced. key: None: there is none, or it is not known.

    newer: the backups made after the chosen one, the newest first. What cannot be read is passed
    over: that is why somebody restores.
    """
    erased: tuple[ErasedCase, ...] = ()
    head = None
    with suppress(WrongPassphrase, NotADatabase, Mistake):
        head = choose(database, key).head
        erased = _erased(database, key)
    for backup in newer if head is None else ():
        with suppress(WrongPassphrase, NotADatabase, Mistake):
            return Replaced(None, _erased(backup.file, _key_for(backup.file, key)))
    return Replaced(head, erased)


def restore(
    database: Path,
    backups: Path,
    chosen: Chosen,
    key: Key | None,
    replaced: Replaced,
    *,
    who: str = "",
) -> Restored:
    """Put a backup in place of the database. key: of the database, where it can be opened.

    Raises NotSaved while another program holds the database, or if there is no room; nothing has
    changed then.
    """
    ready = database.with_name(f"{database.name}{_READY}")
    stays = key if replaced.head is not None else None
    make_private_folder(backups)
    _drop(ready)
    try:
        again = _make_ready(ready, chosen, stays, replaced, who)
        kept = _put(ready, database, backups, stays, readable=replaced.head is not None)
    except BaseException:
        with suppress(OSError):
            _drop(ready)
        raise
    own = chosen.key is not None and stays is None
    return Restored(kept, again, own and chosen.key != key)


def _make_ready(
    ready: Path, chosen: Chosen, stays: Key | None, replaced: Replaced, who: str
) -> tuple[ErasedCase, ...]:
    """The database as it is to be, beside the one that is."""
    with (
        plainly(chosen.file, saving=True),
        closing(raw_connection(chosen.file, chosen.key, read_only=True)) as source,
    ):
        copied(source, chosen.file, chosen.key, ready)
    if stays is not None and chosen.key is None:
        convert(ready, None, stays)
    elif stays is not None and chosen.key is not None and stays != chosen.key:
        change_key(ready, chosen.key, stays)
    key = stays or chosen.key
    opened = Database(sqlite_engine(ready, key), ready, key)
    try:
        upgrade(opened, None)
        with opened.writing() as connection:
            trail = Adding(connection)
            told = {"file": chosen.file.name, "entries": str(chosen.head.seq)}
            if replaced.head is not None:
                told |= {"replaced": replaced.head.hash, "replaced_entries": str(replaced.head.seq)}
            trail.add(What.RESTORED, who=who, detail=told)
            again = tuple(there_again(connection, replaced.erased))
            for case in again:
                erase_case(connection, trail, case.case_id, case.why, who)
        Erasures(opened).clear()
    finally:
        opened.close()
    with plainly(ready, saving=True), alone(ready, key):
        pass  # one file, without a log beside it, and sound
    return again


def _put(
    ready: Path, database: Path, backups: Path, key: Key | None, *, readable: bool
) -> Path | None:
    """The one in place of the other, which is kept in the backups folder."""
    if not database.exists():
        _drop(database)
        ready.replace(database)
        sync_folder(database.parent)
        return None
    why = BEFORE_RESTORE if readable else DAMAGED
    kept = backups / name_of(database, why, datetime.now(UTC))
    with plainly(database, saving=True):
        if not readable:
            with _held(database):
                _keep_as_found(database, kept)
                ready.replace(database)
                sync_folder(database.parent)
            return kept
        with alone(database, key) as source:
            copied(source, database, key, kept)
            if os.name == "nt":
                source.close()  # Windows replaces no file that is open
            ready.replace(database)
            sync_folder(database.parent)
    return kept


def _keep_as_found(database: Path, kept: Path) -> None:
    """A file that cannot be read, with its log, byte for byte."""
    try:
        os.link(database, kept)
    except OSError:  # this disk keeps no second name for a file
        make_private_file(kept)
        shutil.copyfile(database, kept)
    for end in BESIDE:
        beside = database.with_name(f"{database.name}{end}")
        with suppress(FileNotFoundError):
            if end == "-shm":
                beside.unlink()
            else:
                beside.replace(kept.with_name(f"{kept.name}{end}"))
    sync_folder(kept.parent)


@contextmanager
def _held(file: Path) -> Iterator[None]:
    """A file that SQLite cannot open, while no other program has it open either."""
    if os.name == "nt":  # Windows replaces no file that is open: no lock is needed
        yield
        return
    import fcntl

    with file.open("r+b") as opened:
        try:
            fcntl.lockf(opened, fcntl.LOCK_EX | fcntl.LOCK_NB, _LOCKS, _LOCKS_AT)
        except OSError:
            raise NotSaved(_IN_USE.format(file)) from None
        yield


def _fault(file: Path, key: Key | None, found: Inside) -> str:
    if found.head is None:
        return ""
    opened = Database(sqlite_engine(file, key, read_only=True), file, key)
    try:
        verdict = Trail(opened).verify() if found.version == HEAD else None
    finally:
        opened.close()
    return "" if verdict is None or verdict.sound else verdict.say


def _erased(file: Path, key: Key | None) -> tuple[ErasedCase, ...]:
    opened = Database(sqlite_engine(file, key, read_only=True), file, key)
    try:
        with opened.reading() as connection:
            return tuple(erased_in(connection))
    finally:
        opened.close()


def _key_for(file: Path, key: Key | None) -> Key | None:
    return key if kind_of(file) == "encrypted" else None


def _drop(file: Path) -> None:
    for end in ("", *BESIDE):
        wipe(file.with_name(f"{file.name}{end}"))
