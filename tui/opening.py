"""Whether the start before this one came as far as a screen that stood.

While a start is under way, and while a case is being opened, a small file beside the database says
so. It goes when what was opened has stood idle, and when the program ends in order. One that is
left, and held by no living process, tells the next start what the program stopped at, so that a
fault on opening cannot come back at every start. A program that was killed met no fault, and what
it was at is taken up again as if nothing had been: unless that happens three times running.
"""

from __future__ import annotations

import os
import tempfile
from contextlib import suppress
from pathlib import Path
from typing import IO, Self

import msgspec

from storage.places import Places

try:
    import fcntl
except ImportError:  # Windows: there a file that is open cannot be deleted, which tells as much
    fcntl = None  # type: ignore[assignment]

START = 0  # in place of the number of a case: the program had come to none yet
OFTEN = 3  # ends without a fault on record, one after another, that are taken for one
STEADY = 3.0  # seconds after which what was opened is taken to stand


class _Left(msgspec.Struct, frozen=True):
    """What a start leaves behind. times: how many, one after another, came no further."""

    case: int
    times: int
    fault: bool


class Opening:
    """One start. `stopped_at`: what starts before it stopped at, told once: cases, or START.

    Starts at the same time do not see each other's files: each is held by its process.
    """

    def __init__(self, folder: Path, database: str) -> None:
        self._folder = folder
        self._begins = f"opening-{database}-"
        self._file: IO[str] | None = None
        self._name = ""
        self._at = START
        left = [found for file in self._others() for found in _left_in(file)]
        self._times = {each.case: each.times for each in left}
        self.stopped_at = {each.case for each in left if each.fault or each.times >= OFTEN}

    @classmethod
    def begin(cls, places: Places) -> Self:
        """Look what was left, and mark that a start is under way. Raises nothing of the disk's."""
        file = places.file
        folder, name = (file.parent, file.name) if file else (places.home, "server")
        opening = cls(folder, name)
        opening.mark(START)
        return opening

    def mark(self, case_id: int) -> bool:
        """A case is being opened (or START). Whether a start before this one stopped at it.

        That is forgotten with the answer.
        """
        self._at = case_id
        with suppress(OSError):  # where nothing can be written, nothing can be told either
            self._write(self._left())
        stopped = case_id in self.stopped_at
        if case_id != START:
            self.stopped_at.discard(case_id)
        return stopped

    def stands(self, case_id: int) -> None:
        """What was opened (a case, or with START the first screen) has stood idle."""
        if self._at == case_id:
            self.done()

    def done(self) -> None:
        """Nothing is being opened any more: the program ends in order."""
        if self._file is None:
            return
        with suppress(OSError):
            if os.name != "posix":
                self._file.close()  # Windows deletes no open file; elsewhere it goes while held
            os.unlink(self._name)
        self._file.close()
        self._file = None

    def let_go(self) -> None:
        """The program ends by a fault: what is still marked is what it stopped at."""
        if self._file is not None:
            with suppress(OSError):
                self._write(self._left(fault=True))
            self._file.close()
            self._file = None

    def _left(self, *, fault: bool = False) -> _Left:
        return _Left(self._at, self._times.get(self._at, 0) + 1, fault)

    def _others(self) -> list[Path]:
        with suppress(OSError):
            return list(self._folder.glob(f"{self._begins}*"))
        return []

    def _write(self, left: _Left) -> None:
        if self._file is None:
            begins = f"{self._begins}{os.getpid()}-"
            handle, self._name = tempfile.mkstemp(prefix=begins, dir=self._folder)
            self._file = os.fdopen(handle, "r+", encoding="utf-8")
            if fcntl is not None:
                fcntl.flock(self._file, fcntl.LOCK_EX | fcntl.LOCK_NB)
        self._file.seek(0)
        self._file.truncate()
        self._file.write(msgspec.json.encode(left).decode())
        self._file.flush()


def _left_in(file: Path) -> list[_Left]:
    """What the process that wrote it stopped at; nothing while that one lives. Taken away."""
    try:
        with file.open("r+", encoding="utf-8") as opened:
            if fcntl is not None:
                fcntl.flock(opened, fcntl.LOCK_EX | fcntl.LOCK_NB)
            text = opened.read()
        file.unlink()
    except (OSError, UnicodeDecodeError):
        return []
    try:
        return [msgspec.json.decode(text, type=_Left)]
    except msgspec.DecodeError:
        return []  # cut short: it was never known how far it had come
