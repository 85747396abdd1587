"""Encrypting, or changing the passphrase, where no file may grow beyond a part of the database.

python -m tests.storage.full_disk DEED HOME prints why it was not done.
"""

from __future__ import annotations

import resource
import signal
import sys
from pathlib import Path

from storage import protection
from storage.errors import NotSaved
from storage.places import Places
from storage.store import Store
from tests.storage.keyed import FEW, OTHER, PASSPHRASE


def main(deed: str, home: Path) -> None:
    places = Places(home)
    assert places.file is not None
    signal.signal(signal.SIGXFSZ, signal.SIG_IGN)  # a write beyond it fails, as on a full disk
    most = places.file.stat().st_size // 2
    store = Store.open(places) if deed == "protect" else None
    resource.setrlimit(resource.RLIMIT_FSIZE, (most, resource.RLIM_INFINITY))
    try:
        if store is not None:
            store.protect(PASSPHRASE, rounds=FEW)
        else:
            protection.change_passphrase(places.file, PASSPHRASE, OTHER, None, rounds=FEW)
    except NotSaved as refusal:
        print(refusal)


main(sys.argv[1], Path(sys.argv[2]))
