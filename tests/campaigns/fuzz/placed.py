"""A database that inputs are tried on, put back to what it was when one of them was taken."""

from __future__ import annotations

import atexit
import shutil
import tempfile
from collections.abc import Callable
from pathlib import Path

from storage.places import Places
from storage.store import Store
from storage.trail_entries import Head


def quick_folder(folder: Path) -> Path:
    """A folder in memory where the system has one: thousands of flushes to a disk take minutes."""
    memory = Path("/dev/shm")
    if not memory.is_dir():
        folder.mkdir(parents=True, exist_ok=True)
        return folder
    made = tempfile.mkdtemp(prefix="corecase-", dir=memory)
    atexit.register(shutil.rmtree, made, ignore_errors=True)
    return Path(made)


class Kept:
    """store: what inputs are tried on. begin: puts into it what it begins with."""

    def __init__(self, folder: Path, begin: Callable[[Store], object]) -> None:
        self._folder = quick_folder(folder)
        self._template = self._folder / "template"
        self.home = self._folder / "home"
        with Store.open(Places(self._template)) as store:
            begin(store)
        shutil.copytree(self._template, self.home)
        self.store = Store.open(Places(self.home))

    def head(self) -> Head:
        """Every change has its entry, so that nothing has changed while this is the same."""
        return self.store.trail.head()

    def renew(self) -> None:
        """As it began. What had become of it must be sound."""
        assert self.store.trail.verify().sound
        self.store.close()
        shutil.rmtree(self.home)
        shutil.copytree(self._template, self.home)
        self.store = Store.open(Places(self.home))

    def close(self) -> None:
        assert self.store.trail.verify().sound
        self.store.close()
        shutil.rmtree(self._folder)
