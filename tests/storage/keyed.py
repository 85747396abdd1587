"""Encrypted databases for tests: a key derivation of few rounds, and looking for readable bytes."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.encryption import Key
from storage.places import Places
from storage.store import Store

PASSPHRASE = "ladder pebble moth quiet"
OTHER = "seven tin kettles afloat"
FEW = 1000  # rounds of the key derivation; the real number of them takes a seventh of a second
# For a test, or a module of them, that is to hold on a plain and on an encrypted database.
both = pytest.mark.parametrize("again", ["plain", "encrypted"], indirect=True)
KEY = Key(PASSPHRASE, FEW)
OTHER_KEY = Key(OTHER, FEW)


@contextmanager
def opened(places: Places, passphrase: str = PASSPHRASE) -> Iterator[Store]:
    with Store.open(places, passphrase=passphrase, rounds=FEW) as store:
        yield store


def readable_in(folder: Path, words: Iterable[str]) -> dict[str, str]:
    """Which of these words can be read in which files of a folder, in any common encoding."""
    found = {}
    for file in sorted(each for each in folder.rglob("*") if each.is_file()):
        data = file.read_bytes().lower()
        for word in words:
            if any(word.lower().encode(name) in data for name in ("utf-8", "utf-16-le")):
                found[file.name] = word
    return found
