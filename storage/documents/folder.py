"""A folder of documents: which files are taken for some, and all of them read."""

from __future__ import annotations

import os
from collections.abc import Iterator, Sequence
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

from storage.documents.document import Document
from storage.documents.opening import read_document
from storage.errors import BadFile

MOST_FILES = 300  # a case has fewer; with more, it is a folder of something else
# What systems and word processors leave beside documents.
_NO_DOCUMENTS = frozenset({"thumbs.db", "desktop.ini"})
_LOCK_OF_WORD = "~$"
_AT_ONCE = max(1, min(4, os.cpu_count() or 1))  # each file is read in a process of its own


def files_in(folder: Path, *, deep: bool = False) -> list[Path]:
    """The files of a folder by name, hidden ones left out; with `deep` those of folders in it too.

    Raises BadFile, in a sentence, for a folder that cannot be read, has none, or far too many.
    """
    found: list[Path] = []
    try:
        for file in _walked(folder, deep):
            found.append(file)
            if len(found) > MOST_FILES:
                raise BadFile(
                    f"{folder} has more than {MOST_FILES} files: give a folder that holds the "
                    "documents of one case."
                )
    except OSError as error:
        raise BadFile(f"{folder} cannot be read ({error.strerror}): check the name.") from error
    if not found:
        hint = "" if deep else ", those of its sub-folders left aside"
        raise BadFile(f"{folder} holds no files{hint}: give the folder with the documents.")
    return found


def has_folders(folder: Path) -> bool:
    """Whether there are folders in it, the hidden ones left out."""
    with os.scandir(folder) as entries:
        return any(_is_folder(entry) and not _left_aside(entry.name) for entry in entries)


def _walked(folder: Path, deep: bool) -> Iterator[Path]:
    with os.scandir(folder) as entries:
        listed = sorted(entries, key=lambda entry: entry.name.casefold())
    for entry in listed:
        if _left_aside(entry.name):
            continue
        if _is_file(entry):
            yield folder / entry.name
        elif deep and entry.is_dir(follow_symlinks=False):
            yield from _walked(folder / entry.name, deep)


def _is_file(entry: os.DirEntry[str]) -> bool:
    """A link that leads round in a circle is told by its own sentence when it is opened."""
    try:
        return entry.is_file()
    except OSError:
        return True


def _is_folder(entry: os.DirEntry[str]) -> bool:
    """A link that leads round in a circle is none."""
    try:
        return entry.is_dir()
    except OSError:
        return False


def _left_aside(name: str) -> bool:
    return name.startswith((".", _LOCK_OF_WORD)) or name.casefold() in _NO_DOCUMENTS


def read_each(files: Sequence[Path]) -> Iterator[tuple[Path, Document | BadFile]]:
    """Each file read, in the order given; one that cannot be taken with the sentence why.

    Whoever stops listening stops the reading: files not begun are left alone.
    """
    pool = ThreadPoolExecutor(_AT_ONCE, thread_name_prefix="documents")
    try:
        yield from zip(files, pool.map(_read, files), strict=True)
    finally:
        pool.shutdown(wait=False, cancel_futures=True)


def _read(file: Path) -> Document | BadFile:
    try:
        return read_document(file)
    except BadFile as trouble:
        return trouble
