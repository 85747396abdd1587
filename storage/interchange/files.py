"""Files written whole or not at all, and read with a sentence for what goes wrong."""

from __future__ import annotations

import os
import stat
import tempfile
from collections.abc import Callable
from contextlib import suppress
from pathlib import Path

from storage.errors import BadFile, Mistake, NotSaved
from storage.places import Places, sync_folder

_BESIDE = ("", "-wal", "-shm", "-journal")
LARGEST = 512 * 1024 * 1024


def write_whole(file: Path, data: bytes, before: Callable[[], object] = lambda: None) -> None:
    """Write beside the file, have it on disk, then put it in place: never half a file.

    before: done when all of it is on disk and not yet in place; if that fails, so does this. Only
    its owner can read the file. Raises NotSaved; one that was there is then unchanged.
    """
    _refuse_ours(file)
    try:
        handle, name = tempfile.mkstemp(dir=file.parent, prefix=f".{file.name}-", suffix=".partial")
        try:
            with os.fdopen(handle, "wb") as partial:
                partial.write(data)
                partial.flush()
                os.fsync(partial.fileno())
            before()
            Path(name).replace(file)
        except BaseException:
            with suppress(OSError):
                Path(name).unlink()
            raise
        sync_folder(file.parent)
    except OSError as error:
        raise NotSaved(
            f"{file} cannot be written ({error.strerror}): choose another place."
        ) from error


def _refuse_ours(file: Path) -> None:
    """A device or folder is no place for a file, and the database must not be written over."""
    try:
        if file.exists() and not file.is_file():
            raise Mistake(f"{file} is not an ordinary file: choose another name.")
        ours = Places.from_environment().file
        for there in _of_the_database(ours) if ours is not None else ():
            if file == there or (file.exists() and there.exists() and file.samefile(there)):
                raise Mistake(f"{file} belongs to the database of corecase: choose another name.")
    except OSError:
        return  # writing it will say why


def _of_the_database(file: Path) -> list[Path]:
    return [*(file.with_name(file.name + end) for end in _BESIDE), file.with_suffix(".recovery")]


def read_whole(file: Path) -> bytes:
    """Raises BadFile for a file that is not there, too large or unreadable."""
    try:
        status = file.stat()
        if not stat.S_ISREG(status.st_mode):
            raise BadFile(f"{file} is not an ordinary file: save it as one first.")
        if status.st_size > LARGEST:
            raise BadFile(f"{file} is larger than {LARGEST >> 20} MB: import it in parts.")
        return file.read_bytes()
    except OSError as error:
        raise BadFile(f"{file} cannot be read ({error.strerror}): check the name.") from error


def text_of(data: bytes, name: str) -> str:
    """Text as a spreadsheet saves it: UTF-8 with or without a mark in front, or Windows' own."""
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise BadFile(f"{name} is in UTF-16: save it as “CSV UTF-8”.")
    for encoding in ("utf-8-sig", "cp1252"):
        try:
            return data.decode(encoding)
        except UnicodeDecodeError:
            continue
    raise BadFile(f"{name} is not text: save it as “CSV UTF-8”.")
