"""Beside the work, once somebody is at it: the backup of the day, and a word on retention."""

from __future__ import annotations

from collections.abc import Callable
from datetime import date
from threading import Thread
from typing import TYPE_CHECKING

from domain.wording import plural
from storage.errors import StorageError

if TYPE_CHECKING:
    from storage.store import Store

AFTER = 8.0  # seconds from opening the cases: by then nobody waits for a first screen any more


def keep_up(store: Store, today: date) -> list[str]:
    """Make the backup that is due; what somebody should know, in sentences."""
    from storage.retention import keeping

    told = []
    try:
        store.backups.make_due()
    except StorageError as trouble:
        told.append(f"No backup was made: {trouble}")
    try:
        due = sum(each.due <= today for each in keeping(store))
    except StorageError as trouble:
        return [*told, str(trouble)]
    if due:
        told.append(
            f"{plural(due, 'case')} no longer to be kept: `corecase retention` lists "
            f"{'it' if due == 1 else 'them'}."
        )
    return told


def keep_up_beside(store: Store, today: date, tell: Callable[[list[str]], None]) -> Thread:
    """The same in a thread of its own, which ends with the program: a backup cut short is none."""
    thread = Thread(target=lambda: tell(keep_up(store, today)), name="upkeep", daemon=True)
    thread.start()
    return thread
