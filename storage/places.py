"""Where data is kept on this machine, readable by nobody but its owner."""

from __future__ import annotations

import os
import stat
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass
from pathlib import Path

from storage.errors import StorageError

FILE_NAME = "corecase.sqlite3"
PRIVATE_FILE = 0o600
PRIVATE_FOLDER = 0o700
SQLITE = "sqlite:///"
# Folders that a program copies to a server behind our back: it would copy children's data, and
# may copy or put back the database file and its log at different moments.
SYNCED = ("onedrive", "dropbox", "google drive", "googledrive", "icloud", "sharepoint", "box sync")


@dataclass(frozen=True, slots=True)
class Places:
    """The data folder, and the URL of the database if it is not the file in that folder."""

    home: Path
    url: str = ""

    @classmethod
    def from_environment(cls, environ: Mapping[str, str] | None = None) -> Places:
        """`CORECASE_HOME` and `CORECASE_DATABASE`, or the platform's own data folder."""
        environ = os.environ if environ is None else environ
        url = environ.get("CORECASE_DATABASE", "").strip()
        given = environ.get("CORECASE_HOME", "").strip()
        if given:
            return cls(at_home(given), url)
        from platformdirs import user_data_path

        return cls(user_data_path("corecase", appauthor=False), url)

    @property
    def file(self) -> Path | None:
        """The SQLite file, or None when the database is on a server."""
        if not self.url:
            return self.home / FILE_NAME
        if not self.url.startswith("sqlite"):
            return None
        name = self.url.removeprefix(SQLITE).partition("?")[0]
        if not self.url.startswith(SQLITE) or name in ("", ":memory:"):
            raise StorageError(
                "CORECASE_DATABASE names no file: write it as sqlite:///path/to/file.sqlite3."
            )
        return at_home(name)

    @property
    def backups(self) -> Path:
        """Where copies of the database are put."""
        file = self.file
        return (file.parent if file else self.home) / "backups"

    @property
    def cautions(self) -> tuple[str, ...]:
        """What the owner should know about where the data lies; empty when all is well."""
        file = self.file
        if file is None:
            return ()
        for part in file.parent.parts:
            if any(part.casefold().startswith(name) for name in SYNCED):
                return (
                    f"{file.parent} is copied to a server by {part}, with the case data in it: "
                    "set CORECASE_HOME to a folder that stays on this computer.",
                )
        return ()


def at_home(name: str) -> Path:
    """A path as typed, with ~ for a home folder. Raises StorageError for a home nobody has."""
    try:
        return Path(name).expanduser().absolute()
    except RuntimeError:
        raise StorageError(
            f"{Path(name).parts[0][:60]} is nobody’s home folder: write the whole path."
        ) from None


def make_private_folder(folder: Path) -> None:
    """Create a folder that only its owner can open; one that is already there is closed to others.

    A shared folder such as /tmp (sticky) or somebody else's is left as it is.
    """
    try:
        folder.mkdir(mode=PRIVATE_FOLDER, parents=True, exist_ok=True)
        if os.name == "posix":
            status = folder.stat()
            ours = status.st_uid == os.geteuid() and not status.st_mode & stat.S_ISVTX
            if ours and stat.S_IMODE(status.st_mode) != PRIVATE_FOLDER:
                folder.chmod(PRIVATE_FOLDER)
    except OSError as error:
        raise StorageError(
            f"The data folder {folder} cannot be made ({error.strerror}): choose another with "
            "CORECASE_HOME."
        ) from error


def make_private_file(file: Path) -> None:
    """Make sure the file is there and only its owner can read it, whatever the umask.

    SQLite gives the files beside it (-wal, -shm) the same permissions.
    """
    if not os.path.isdir(file.parent):
        make_private_folder(file.parent)
    try:
        handle = os.open(file, os.O_RDWR | os.O_CREAT, PRIVATE_FILE)
    except OSError as error:
        if os.path.isfile(file):  # Path.is_file raises where the folder may not be entered
            return  # there, but not ours to write: opened for reading, and saving will say why
        raise StorageError(f"{file} cannot be created ({error.strerror}).") from error
    try:
        # Another owner's file, or a file system without permissions, refuses this.
        with suppress(OSError):
            if os.name == "posix" and stat.S_IMODE(os.fstat(handle).st_mode) != PRIVATE_FILE:
                os.fchmod(handle, PRIVATE_FILE)
            os.fsync(handle)
    finally:
        os.close(handle)
    sync_folder(file.parent)


def sync_folder(folder: Path) -> None:
    """Have a folder's list of names on disk, so that a new file survives a loss of power."""
    if os.name != "posix":
        return
    handle = os.open(folder, os.O_RDONLY)
    try:
        with suppress(OSError):  # some network file systems refuse it
            os.fsync(handle)
    finally:
        os.close(handle)
