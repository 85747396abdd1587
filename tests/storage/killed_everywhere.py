"""Encrypting, decrypting and changing the passphrase, killed before each line of their code.

python -m tests.storage.killed_everywhere DEED FOLDER EACH prints how many times it was killed, and
how often the file was then still as it had been, and how often as it was to be. EACH: 1 for every
line, 3 for every third. A change of passphrase is also killed at chance moments within the one
statement that does it.
"""

from __future__ import annotations

import os
import shutil
import signal
import sys
import threading
from collections.abc import Callable
from functools import partial
from pathlib import Path
from random import Random
from types import FrameType
from typing import Any

from storage import protection, recovery
from storage.encryption import opens_with
from storage.errors import StorageError, WrongPassphrase
from storage.file_kind import kind_of
from storage.places import Places
from storage.store import Store
from tests.storage.keyed import FEW, OTHER, PASSPHRASE, opened, readable_in
from tests.storage.planted import WORDS, all_there, planted

_WATCHED = tuple(
    f"storage/{name}.py" for name in ("converting", "protection", "recovery", "wiping")
)
OLD_KEY, NEW_KEY = recovery.new_key(), recovery.new_key()
CHANCE_KILLS = 24


def main(deed: str, folder: Path, each: int) -> None:
    home = folder / "before"
    places = Places(home)
    passphrase = None if deed == "protect" else PASSPHRASE
    with Store.open(places, passphrase=passphrase, rounds=FEW) as store:
        planted(store)
    assert places.file is not None
    if passphrase:
        protection.renew_recovery_key(places.file, passphrase, OLD_KEY, rounds=FEW)
    outcomes: list[bool] = []
    line = 0
    while True:
        line += each
        copy = Places(folder / f"{deed}-{line}")
        shutil.copytree(home, copy.home)
        killed = in_a_child(partial(killed_at, line, _WATCHED, partial(DEEDS[deed], copy)))
        outcomes.append(CHECKS[deed](copy))
        shutil.rmtree(copy.home)
        if not killed:
            break
    assert outcomes.pop(), "not killed, and not done"
    for number in range(CHANCE_KILLS // each if deed == "change" else 0):
        copy = Places(folder / f"{deed}-chance-{number}")
        shutil.copytree(home, copy.home)
        after = Random(number).uniform(0, 0.03)
        if in_a_child(partial(killed_after, after, deed, copy)):
            outcomes.append(CHECKS[deed](copy))
        shutil.rmtree(copy.home)
    print(len(outcomes), outcomes.count(False), outcomes.count(True))


def in_a_child(call: Callable[[], None]) -> bool:
    """Whether it was killed before it ended."""
    child = os.fork()
    if not child:
        try:
            call()
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)
    _, status = os.waitpid(child, 0)
    if os.WIFSIGNALED(status):
        assert os.WTERMSIG(status) == signal.SIGKILL
        return True
    assert status == 0
    return False


def killed_at(line: int, watched: tuple[str, ...], act: Callable[[], None]) -> None:
    """Act, and be killed before the line that is the `line`th to be met in the files watched."""
    seen: set[tuple[str, int]] = set()

    def trace(frame: FrameType, event: str, _argument: Any) -> Any:
        if not frame.f_code.co_filename.endswith(watched):
            return None
        if event == "line":
            seen.add((frame.f_code.co_filename, frame.f_lineno))
            if len(seen) == line:
                os.kill(os.getpid(), signal.SIGKILL)
        return trace

    sys.settrace(trace)
    act()
    sys.settrace(None)


def killed_after(seconds: float, deed: str, places: Places) -> None:
    threading.Timer(seconds, os.kill, (os.getpid(), signal.SIGKILL)).start()
    DEEDS[deed](places)


# -- what is done


def _file(places: Places) -> Path:
    assert places.file is not None
    return places.file


def _protect(places: Places) -> None:
    with Store.open(places) as store:
        store.protect(PASSPHRASE, NEW_KEY, rounds=FEW)


def _change(places: Places) -> None:
    protection.change_passphrase(_file(places), PASSPHRASE, OTHER, NEW_KEY, rounds=FEW)


def _unprotect(places: Places) -> None:
    protection.unprotect(_file(places), PASSPHRASE, rounds=FEW)


DEEDS = {"protect": _protect, "change": _change, "unprotect": _unprotect}


# -- what is found afterwards: whether it had been done; an error if anything is not as it should be


def _after_protect(places: Places) -> bool:
    done = kind_of(_file(places)) == "encrypted"
    if done:
        with opened(places) as store:
            all_there(store)
        assert readable_in(places.home, WORDS) == {}
    else:
        with Store.open(places) as store:
            all_there(store)
    _nothing_left_over(places)
    return done


def _after_change(places: Places) -> bool:
    """The old passphrase and the old recovery key open it, or both new ones do."""
    done = opens_with(places, OTHER, rounds=FEW)
    assert done != opens_with(places, PASSPHRASE, rounds=FEW)
    with opened(places, OTHER if done else PASSPHRASE) as store:
        all_there(store)
    key, passphrase = (NEW_KEY, OTHER) if done else (OLD_KEY, PASSPHRASE)
    assert recovery.recovered(_file(places), key, rounds=FEW) == passphrase
    try:
        recovery.recovered(_file(places), OLD_KEY if done else NEW_KEY, rounds=FEW)
    except WrongPassphrase:
        return done
    raise AssertionError("both recovery keys open it")


def _after_unprotect(places: Places) -> bool:
    done = kind_of(_file(places)) == "plain"
    if done:
        with Store.open(places) as store:
            all_there(store)
    else:
        with opened(places) as store:
            all_there(store)
        assert readable_in(places.home, WORDS) == {}
    _nothing_left_over(places)
    return done


def _nothing_left_over(places: Places) -> None:
    # What is half done for the recovery key is encrypted, and replaced by the next one.
    known = {
        "corecase.sqlite3",
        *(f"corecase.recovery{end}" for end in ("", "-coming", "-partial")),
    }
    left = {file.name for file in places.home.iterdir()} - known
    if left:
        raise StorageError(f"{left} was left behind")


CHECKS = {"protect": _after_protect, "change": _after_change, "unprotect": _after_unprotect}

if __name__ == "__main__":
    main(sys.argv[1], Path(sys.argv[2]), int(sys.argv[3]))
