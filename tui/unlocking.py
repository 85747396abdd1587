"""Where the passphrase comes from when nobody types it, and how long to wait after a wrong one."""

from __future__ import annotations

import os
import stat
from importlib import import_module
from pathlib import Path
from typing import Any, NamedTuple

from domain.passphrase import as_meant
from storage.errors import Mistake
from storage.places import Places

FILE = "CORECASE_PASSPHRASE_FILE"
_SERVICE = "corecase"
_OTHERS = stat.S_IRWXG | stat.S_IRWXO


class Given(NamedTuple):
    """A passphrase nobody had to type. file: where it stands; None: in the keyring."""

    passphrase: str
    file: Path | None


class Tries:
    """Wrong passphrases in a row, and how many seconds each costs: 1, 2, 4 ... up to 30."""

    def __init__(self, first: float = 1.0, longest: float = 30.0) -> None:
        self.wrong = 0
        self._first, self._longest = first, longest

    def count(self) -> float:
        """One more was wrong; the seconds to wait before the next."""
        self.wrong += 1
        return min(self._first * float(2 ** min(self.wrong - 1, 10)), self._longest)


def next_try(seconds: float) -> str:
    """When another passphrase will be taken, in a sentence."""
    whole = max(1, round(seconds))
    return f"The next try can be made in {'a second' if whole == 1 else f'{whole} seconds'}."


def given(places: Places) -> Given | None:
    """What the file named by CORECASE_PASSPHRASE_FILE says, or else the keyring; None: ask.

    Raises Mistake for a file that cannot be used.
    """
    named = os.environ.get(FILE, "").strip()
    if named:
        file = Path(named).expanduser()
        return Given(from_file(file), file)
    kept = in_keyring(places)
    return Given(kept, None) if kept else None


def from_file(file: Path) -> str:
    """The first line of a file that is its owner's alone. Raises Mistake for any other."""
    try:
        with file.open("rb") as opened:
            if os.name == "posix" and os.fstat(opened.fileno()).st_mode & _OTHERS:
                raise Mistake(
                    f"Others on this computer may read {file}: run `chmod 600` on it, then try "
                    "again."
                )
            line = opened.readline(4096)
        passphrase = as_meant(line.decode("utf-8-sig"))
    except OSError as error:
        raise Mistake(
            f"{file}, named by {FILE}, cannot be read ({error.strerror}): name another."
        ) from None
    except UnicodeDecodeError:
        raise Mistake(f"{file} is not text: write the passphrase on its first line.") from None
    if not passphrase:
        raise Mistake(f"{file} has nothing on its first line: write the passphrase there.")
    return passphrase


# -- the keyring: a convenience, of which nothing depends


def in_keyring(places: Places) -> str | None:
    """The passphrase that was left there, or None: no keyring, nothing in it, or it is locked."""
    try:
        kept = _keyring().get_password(_SERVICE, str(places.file))
    except Exception:  # its backends raise what they like; whoever is there can still type
        return None
    return str(kept) if kept else None


def leave_in_keyring(places: Places, passphrase: str) -> None:
    """Raises Mistake where there is no keyring to leave it in."""
    try:
        _keyring().set_password(_SERVICE, str(places.file), passphrase)
    except Exception:
        raise Mistake(
            "This computer has no keyring that corecase can use (it comes with `pip install "
            "'corecase[keyring]'` and a desktop that keeps one): go on typing the passphrase."
        ) from None


def take_from_keyring(places: Places) -> bool:
    """Take it out again; False when none was there."""
    try:
        _keyring().delete_password(_SERVICE, str(places.file))
    except Exception:
        return False
    return True


def _keyring() -> Any:
    return import_module("keyring")
