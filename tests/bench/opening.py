"""What it takes to open an encrypted database, beside the derivation of its key."""

from __future__ import annotations

import hashlib
import tempfile
import time
from collections.abc import Callable
from pathlib import Path

from storage.encryption import ROUNDS, connect, key_of, opens_with
from storage.places import Places
from storage.store import Store
from tests.bench.report import Line, against, in_turn, in_words
from tests.cases import half_done, home_with
from tests.storage.keyed import PASSPHRASE

TURNS = 15
ALLOWED = 0.4  # seconds that opening may take beyond the derivation
NAME = "deriving the key: PBKDF2-HMAC-SHA512, 256,000 rounds"


def lines() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        home = home_with(Path(folder) / "home", half_done())
        places = Places(home)
        assert places.file is not None
        with Store.open(places) as store:
            store.protect(PASSPHRASE)
        key = key_of(PASSPHRASE)
        file = places.file
        salt = file.read_bytes()[:16]
        times = in_turn(
            TURNS,
            {
                "derived": clocked(lambda: derive(salt)),
                "connected": clocked(lambda: connect(file, key).close()),
                "opened": clocked(lambda: open_and_list(places)),
                "tried": clocked(lambda: opens_with(places, PASSPHRASE)),
            },
        )
    beyond = times["opened"] - times["connected"]
    return [
        against(
            "an encrypted file opened, its key tried", times["connected"], NAME, times["derived"]
        ),
        against(
            "a passphrase tried, as to unlock the screen", times["tried"], NAME, times["derived"]
        ),
        Line(
            "the cases opened and listed, beyond that",
            in_words(beyond),
            goal=f"<= {ALLOWED:g} s",
            met=beyond <= ALLOWED,
        ),
    ]


def derive(salt: bytes) -> None:
    hashlib.pbkdf2_hmac("sha512", PASSPHRASE.encode(), salt, ROUNDS, 32)


def open_and_list(places: Places) -> None:
    with Store.open(places, passphrase=PASSPHRASE) as store:
        assert store.cases()


def clocked(call: Callable[[], object]) -> Callable[[], float]:
    def taken() -> float:
        began = time.perf_counter()
        call()
        return time.perf_counter() - began

    return taken
