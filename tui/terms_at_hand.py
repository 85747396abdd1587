"""The glossary as it is at hand: own terms with the shipped ones, and what was looked up last."""

from __future__ import annotations

import os
from pathlib import Path
from threading import Lock
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossary import Entry, Glossary

OWN_TERMS = "glossary.toml"  # a user's own, in the data folder
LOOKED_UP = "looked-up.txt"  # headwords of the glossary, one a line, the last one first
MOST = 8


class TermsAtHand:
    """The terms of a data folder, read when they are first asked for.

    own: the file of the user's own terms. trouble: why that file is not used, in a sentence that
    names the line; the shipped terms are at hand all the same.
    """

    def __init__(self, home: Path) -> None:
        self.own = home / OWN_TERMS
        self.trouble = ""
        self._looked_up = home / LOOKED_UP
        self._lock = Lock()
        self._glossary: Glossary | None = None
        self._stamp: tuple[int, int] | None = None
        self._lately: tuple[str, ...] = ()

    @property
    def now(self) -> Glossary | None:
        """All terms as they were last read; None when they were not yet."""
        return self._glossary

    def glossary(self) -> Glossary:
        """All terms; read again when the user's file has changed. Raises GlossaryError only when
        the shipped terms are missing."""
        with self._lock:
            stamp = _stamp(self.own)
            if self._glossary is None or stamp != self._stamp:
                self._glossary, self.trouble = _read(self.own if stamp else None)
                self._stamp = stamp
            return self._glossary

    def warm(self) -> None:
        """Have everything read that the first look-up would wait for."""
        before, glossary = self._glossary, self.glossary()
        if glossary is before:
            return
        glossary.annotate("")

    # -- what was looked up

    def lately(self) -> tuple[Entry, ...]:
        """The terms that were looked up last, the latest first, as far as they still exist."""
        glossary = self.glossary()
        names = _names(self._looked_up) or self._lately
        entries = dict.fromkeys(glossary.entry(name) for name in names)
        return tuple(entry for entry in entries if entry is not None)[:MOST]

    def remember(self, *read: Entry) -> None:
        """Offer these first next time, the last one before the others.

        Raises StorageError when that cannot be kept on disk.
        """
        from storage.interchange.files import write_whole
        from storage.places import make_private_folder

        names = [entry.term for entry in (*reversed(read), *self.lately())]
        self._lately = tuple(dict.fromkeys(names))[:MOST]
        make_private_folder(self._looked_up.parent)
        write_whole(self._looked_up, "".join(f"{name}\n" for name in self._lately).encode())


def _read(own: Path | None) -> tuple[Glossary, str]:
    """All terms; without the user's own, and why, when their file cannot be used."""
    from glossary import GlossaryError, load_glossary

    if own is not None:
        try:
            return load_glossary(own), ""
        except GlossaryError as error:
            reason = str(error).removesuffix(".")
            return load_glossary(), f"{reason}; until then only the shipped terms are found."
    return load_glossary(), ""


def _stamp(file: Path) -> tuple[int, int] | None:
    """What changes when the file does; None when there is none."""
    try:
        status = os.stat(file)
    except (FileNotFoundError, NotADirectoryError):
        return None
    except OSError:
        return (0, 0)  # there, but reading it will say what is wrong
    return status.st_mtime_ns, status.st_size


def _names(file: Path) -> tuple[str, ...]:
    """The lines of a small file; none when it is not there or cannot be read."""
    try:
        if file.stat().st_size > 10_000:
            return ()  # not ours
        return tuple(file.read_text(encoding="utf-8", errors="replace").splitlines())
    except OSError:
        return ()  # what was looked up before is only a convenience
