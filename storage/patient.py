"""What is looked at for its health, and what comes of that."""

from __future__ import annotations

from collections.abc import Callable, Iterator
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path
from typing import Literal

from storage.backup_files import Backup, backups_in
from storage.encryption import Key
from storage.engine import Database
from storage.errors import StorageError
from storage.file_kind import kind_of
from storage.places import Places
from storage.upgrading import refuse_other_version

RESTORE = "`corecase restore latest` puts the newest backup back."

State = Literal["well", "note", "do"]


@dataclass(frozen=True, slots=True)
class Finding:
    """What was found. state: "well"; "note": nothing need be done; "do": `cure` says what."""

    check: str
    state: State
    say: str
    cure: str = ""


@dataclass
class Patient:
    """What is looked at. key: of an encrypted database; None: there is none, or it is not known.

    thorough: every page and every index, and not only what is quickly seen.
    """

    places: Places
    key: Key | None = None
    thorough: bool = False
    trouble: str = field(default="", init=False)

    @cached_property
    def file(self) -> Path | None:
        return self.places.file

    @cached_property
    def kind(self) -> str:
        return "server" if self.file is None else kind_of(self.file)

    @cached_property
    def backups(self) -> list[Backup]:
        return [] if self.file is None else backups_in(self.places.backups, self.file)

    @cached_property
    def database(self) -> Database | None:
        """Open for reading; None where it cannot be, `trouble` saying why."""
        if self.kind == "new":
            self.trouble = "There is no database yet."
            return None
        if self.kind == "encrypted" and self.key is None:
            self.trouble = "Not looked at: the passphrase is not known."
            return None
        opened = None
        try:
            opened = Database.at(self.places, read_only=True, key=self.key)
            refuse_other_version(opened)
        except StorageError as trouble:
            self.trouble = str(trouble)
            if opened is not None:
                opened.close()
            return None
        return opened

    def close(self) -> None:
        if self.database is not None:
            self.database.close()


Check = Callable[[Patient], Iterator[Finding]]
