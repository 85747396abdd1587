"""A disk that loses, when the power goes, what had not been flushed.

What is written to a file is kept for sure once that file has been flushed; until then any part of
it (in sectors of 512 bytes, in any order, a file's new length too) may or may not be there. A name
that is made is kept with the first flush of its file, as the common file systems do it; one that is
moved or taken away once its folder is flushed, until then with those before it or not at all.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass, field
from pathlib import Path
from random import Random

from tests.campaigns.faults.watched import Deed

SECTOR = 512


@dataclass(eq=False)
class _File:
    """kept: what is on the disk for sure. pending: writes and cuts since, in their order."""

    kept: bytes = b""
    pending: list[Deed] = field(default_factory=list)

    def flush(self) -> None:
        self.kept = after(self.kept, self.pending)
        self.pending.clear()

    def survivor(self, chance: Random, share: float) -> bytes:
        pieces = (piece for deed in self.pending for piece in _sectors(deed))
        return after(self.kept, [piece for piece in pieces if chance.random() < share])


class Disk:
    """What is below a folder, followed through what is done to it."""

    def __init__(self, folder: Path) -> None:
        self._folder = folder
        self._names = {
            file: _File(file.read_bytes()) for file in folder.rglob("*") if file.is_file()
        }
        self._kept_names = dict(self._names)
        self._folders = {path for path in folder.rglob("*") if path.is_dir()}
        self._pending: list[Deed] = []

    def do(self, deed: Deed) -> None:
        """Raises nothing for what was done outside of the folder, or to a file without a name."""
        there = self._names.get(deed.file)
        if deed.what == "flush":
            self._flush(deed.file, there)
        elif deed.what in ("write", "cut"):
            if there is not None:
                there.pending.append(deed)
        elif deed.what == "folder":
            self._folders.add(deed.file)
        elif deed.what != "said":
            _rename(self._names, deed, _File())
            self._pending.append(deed)

    def _flush(self, file: Path, there: _File | None) -> None:
        if there is not None:
            there.flush()
            made = [deed for deed in self._pending if deed.what == "make" and deed.file == file]
            for deed in made:
                self._pending.remove(deed)
                self._kept_names[file] = there
        else:
            self._settle([deed for deed in self._pending if deed.file.parent == file])

    def _settle(self, deeds: list[Deed]) -> None:
        for deed in deeds:
            self._pending.remove(deed)
            self._keep(self._kept_names, deed)

    def _keep(self, names: dict[Path, _File], deed: Deed) -> None:
        _rename(names, deed, self._names.get(deed.file, _File()))

    def power_goes(self, to: Path, chance: Random) -> None:
        """Write out below `to` what is found afterwards."""
        names = dict(self._kept_names)
        for deed in self._pending[: chance.randrange(len(self._pending) + 1)]:
            self._keep(names, deed)
        share = chance.choice((0.0, 0.5, 0.9, 1.0))
        for path in sorted(self._folders):
            (to / path.relative_to(self._folder)).mkdir(parents=True, exist_ok=True)
        for path, file in names.items():
            there = to / path.relative_to(self._folder)
            there.parent.mkdir(parents=True, exist_ok=True)
            there.write_bytes(file.survivor(chance, share))


def _rename(names: dict[Path, _File], deed: Deed, new: _File) -> None:
    if deed.what == "make":
        names[deed.file] = new
    elif deed.what == "remove":
        names.pop(deed.file, None)
    elif deed.file in names and deed.to is not None:
        names[deed.to] = names[deed.file]
        if deed.what == "move":
            del names[deed.file]


def after(content: bytes, deeds: Iterable[Deed]) -> bytes:
    """What a file holds when this has been done to it."""
    now = bytearray(content)
    for deed in deeds:
        if deed.what == "cut":
            now[deed.at :] = bytes(max(0, deed.at - len(now)))
        else:
            now.extend(bytes(max(0, deed.at - len(now))))
            now[deed.at : deed.at + len(deed.data)] = deed.data
    return bytes(now)


def _sectors(deed: Deed) -> Iterable[Deed]:
    if deed.what == "cut":
        yield deed
        return
    at, end = deed.at, deed.at + len(deed.data)
    while at < end:
        to = min(end, at - at % SECTOR + SECTOR)
        yield deed._replace(at=at, data=deed.data[at - deed.at : to - deed.at])
        at = to
