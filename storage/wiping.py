"""Taking a file away so that its bytes go with it, as far as a program can see to that.

A disk that writes elsewhere than it is told (a solid-state one, a snapshot) may keep the old bytes:
only a disk encrypted as a whole covers those.
"""

from __future__ import annotations

import os
from contextlib import suppress
from pathlib import Path

from storage.places import sync_folder

_CHUNK = 1 << 20


def wipe(file: Path) -> None:
    """Overwrite a file, on disk, and delete it; one that is not there is wiped already."""
    with suppress(FileNotFoundError):
        with file.open("r+b", buffering=0) as opened:
            left = os.fstat(opened.fileno()).st_size
            while left > 0:
                left -= opened.write(os.urandom(min(left, _CHUNK)))
            os.fsync(opened.fileno())
        file.unlink()
        sync_folder(file.parent)
