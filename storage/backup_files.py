"""Copies of the database in its backups folder: what their names say, and which of them are kept.

Light, and without a database: a screen or a command may list them before anything heavy is read.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Sequence
from contextlib import suppress
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path
from typing import NamedTuple

ENDING = ".sqlite3"
PARTIAL = ".partial"
AUTOMATIC, ASKED, BEFORE_RESTORE, DAMAGED = "automatic", "asked", "before-restore", "damaged"
EVERY = timedelta(days=1)  # so often one is made of itself
_STAMP = "%Y%m%dT%H%M%S%f"
_NAME = re.compile(
    r"(?P<stem>.+)-(?P<why>automatic|asked|damaged|before-[a-z0-9-]+)-(?P<at>\d{8}T\d{12})"
    rf"{re.escape(ENDING)}"
)
_SAID = {
    AUTOMATIC: "made of itself",
    ASKED: "asked for",
    BEFORE_RESTORE: "what was there before another was put back",
    DAMAGED: "could not be read; kept as it was found",
}


class Kept(NamedTuple):
    """How many copies are kept of those whose reason begins with `why`: one for each so many days
    (0: each is one of its own)."""

    why: str
    days: int
    most: int


# Those that were asked for are nobody's to take away but their owner's.
KEPT = (
    Kept(AUTOMATIC, days=1, most=7),
    Kept(AUTOMATIC, days=7, most=5),  # the week that is running, and four before it
    Kept("before", days=0, most=3),
    Kept(DAMAGED, days=0, most=2),
)


@dataclass(frozen=True, slots=True)
class Backup:
    """A copy of the database. at: when it was made, aware, in UTC."""

    file: Path
    why: str
    at: datetime
    size: int = 0

    @property
    def said(self) -> str:
        """Why it was made, in words."""
        return _SAID.get(self.why, "made before the program brought the database up to date")

    @property
    def is_of_now(self) -> bool:
        """Whether it shows the cases as they were when it was made, fit to be put back."""
        return self.why not in (BEFORE_RESTORE, DAMAGED)


def name_of(database: Path, why: str, at: datetime) -> str:
    """What a copy made now, for this reason, is called."""
    return f"{database.stem}-{why}-{at.astimezone(UTC).strftime(_STAMP)}{ENDING}"


def backups_in(folder: Path, database: Path) -> list[Backup]:
    """The copies of a database in a folder, the newest first; none of a folder that is not there.

    What lies there under a name of its own is not of ours to judge.
    """
    found = []
    with suppress(FileNotFoundError, NotADirectoryError):
        for file in folder.iterdir():
            named = _NAME.fullmatch(file.name)
            if named is None or named["stem"] != database.stem or not file.is_file():
                continue
            with suppress(ValueError):
                at = datetime.strptime(named["at"], _STAMP).replace(tzinfo=UTC)
                found.append(Backup(file, named["why"], at, file.stat().st_size))
    return sorted(found, key=lambda backup: (backup.at, backup.file.name), reverse=True)


def partials_in(folder: Path) -> list[Path]:
    """What was left half written."""
    return sorted(folder.glob(f"*{PARTIAL}*"))


def is_due(backups: Iterable[Backup], now: datetime) -> bool:
    """Whether the newest is older than a day. (One of a day to come was made by a wrong clock.)"""
    return not any(
        timedelta(0) <= now - backup.at < EVERY for backup in backups if backup.is_of_now
    )


def superfluous(backups: Sequence[Backup], rules: Sequence[Kept] = KEPT) -> list[Backup]:
    """Those that no rule keeps, of those that any rule is about."""
    kept: set[Path] = set()
    about: dict[Path, Backup] = {}
    newest_first = sorted(backups, key=lambda backup: backup.at, reverse=True)
    for rule in rules:
        mine = [backup for backup in newest_first if backup.why.startswith(rule.why)]
        about |= {backup.file: backup for backup in mine}
        days: dict[object, Path] = {}
        for backup in mine:
            day = backup.at.toordinal() // rule.days if rule.days else backup.file
            days.setdefault(day, backup.file)
        kept |= set(list(days.values())[: rule.most])
    return [backup for file, backup in about.items() if file not in kept]
