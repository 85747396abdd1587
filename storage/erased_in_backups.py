"""Backups from before an erasure, which hold the case still."""

from __future__ import annotations

from collections.abc import Sequence
from contextlib import closing
from datetime import datetime
from typing import NamedTuple

from storage.backup_files import Backup
from storage.encryption import Key
from storage.engine import raw_connection
from storage.erasure import ErasedCase
from storage.errors import StorageError
from storage.file_kind import kind_of
from storage.trouble import plainly


class Held(NamedTuple):
    """A backup with erased cases in it; not `certain`: it is old enough, and cannot be opened."""

    backup: Backup
    certain: bool


def holding(backups: Sequence[Backup], erased: Sequence[ErasedCase], key: Key | None) -> list[Held]:
    """Those of the backups that hold one of these cases. key: of the encrypted ones among them."""
    found = []
    for backup in backups:
        before = [case for case in erased if datetime.fromisoformat(case.at) >= backup.at]
        if not before:
            continue
        try:
            there = _cases_in(backup, key)
        except StorageError:  # another passphrase, or damaged: nobody can tell
            found.append(Held(backup, certain=False))
            continue
        if any((case.case_id, case.inspection_id, case.reference) in there for case in before):
            found.append(Held(backup, certain=True))
    return found


def _cases_in(backup: Backup, key: Key | None) -> set[tuple[int, int, str]]:
    file = backup.file
    key = key if kind_of(file) == "encrypted" else None
    with plainly(file, saving=False), closing(raw_connection(file, key, read_only=True)) as opened:
        return set(opened.execute('SELECT id, inspection_id, reference FROM "case"').fetchall())
