"""What it takes to open an encrypted database, beside the derivation of its key."""

from __future__ import annotations

import hashlib
import shutil
import subprocess
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
from tests.terminal import COMMAND, ROOT, surroundings

TURNS = 15
ALLOWED = 0.4  # seconds that opening may take beyond the derivation
NAME = "deriving the key: PBKDF2-HMAC-SHA512, 256,000 rounds"


def lines() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        plain = home_with(Path(folder) / "plain", half_done())
        places = Places(Path(shutil.copytree(plain, Path(folder) / "home")))
        passphrase = Path(folder) / "passphrase"
        passphrase.touch(mode=0o600)
        passphrase.write_text(PASSPHRASE)
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
                "plain command": lambda: command(plain, passphrase),
                "command": lambda: command(places.home, passphrase),
            },
        )
    return [
        against(
            "an encrypted file opened, its key tried", times["connected"], NAME, times["derived"]
        ),
        against(
            "a passphrase tried, as to unlock the screen", times["tried"], NAME, times["derived"]
        ),
        beyond("the cases opened and listed, beyond that", times["opened"] - times["connected"]),
        beyond(
            "corecase case list: beyond that, and beyond a plain one",
            times["command"] - times["plain command"] - times["connected"],
        ),
    ]


def beyond(what: str, seconds: float) -> Line:
    return Line(what, in_words(seconds), goal=f"<= {ALLOWED:g} s", met=seconds <= ALLOWED)


def command(home: Path, passphrase: Path) -> float:
    """From nothing to the end of a command."""
    began = time.perf_counter()
    subprocess.run(
        (*COMMAND, "case", "list"),
        cwd=ROOT,
        env=surroundings({"CORECASE_HOME": str(home), "CORECASE_PASSPHRASE_FILE": str(passphrase)}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        check=True,
    )
    return time.perf_counter() - began


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
