"""Whether a database file is plain or encrypted, told before anything heavy is imported."""

from __future__ import annotations

import os
from pathlib import Path
from typing import Literal

from storage.places import Places

PAGE = 4096
_PLAIN = b"SQLite format 3\0"

Kind = Literal["new", "plain", "encrypted"]


def kind_of(file: Path) -> Kind:
    """Told by its first bytes; no file, or an empty one, is new. Not to be asked while it is open.

    (A program that closes a file gives up every lock it holds on it, SQLite's among them.)
    """
    try:
        with file.open("rb") as opened:
            head = opened.read(len(_PLAIN))
            size = os.fstat(opened.fileno()).st_size
    except FileNotFoundError:
        return "new"
    except OSError:
        return "plain"  # whoever opens it will say what is wrong with it
    if not head:
        return "new"
    # An encrypted file begins with its salt, which is random, and has a page at least. One whose
    # end is missing is still told from a file of text.
    random = head != _PLAIN and any(head) and not (head.isascii() and size % PAGE)
    return "encrypted" if random and size >= PAGE else "plain"


def is_encrypted(places: Places) -> bool:
    """Whether a passphrase is needed; of a server, and of a file yet to be made, never."""
    file = places.file
    return file is not None and kind_of(file) == "encrypted"
