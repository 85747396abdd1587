"""How the entries of the trail hang together: for ever, so that a copy of years ago verifies.

Each entry's hash is the SHA-256, in hexadecimal, of a compact JSON list (UTF-8, as Python's
`json.dumps(..., ensure_ascii=False, separators=(",", ":"))` writes it) of the hash before it and
every field of the entry, in the order of `ENTRY`. A list of JSON values can be read in one way
only, so no two entries share a form. The rows of the log that an entry tells of are digested alike:
one list a row in the order of `EVENT`, each ended by a newline.
"""

from __future__ import annotations

from collections.abc import Iterable, Mapping, Sequence
from hashlib import sha256
from typing import Any

import msgspec

START = ""  # what stands before the first entry
ENTRY = ("seq", "at", "who", "device", "what", "inspection_id", "case_id", "detail")
EVENT = (
    *("case_id", "seq", "turn", "at", "who", "kind", "subject", "row", "old", "new"),
    *("instrument", "why", "undoes"),
)

encoded = msgspec.json.Encoder().encode


def link(before: str, entry: Sequence[Any]) -> str:
    """The hash of an entry, given as its fields in the order of `ENTRY`."""
    return sha256(encoded((before, *entry))).hexdigest()


def digest(rows: Iterable[Mapping[str, Any]]) -> str:
    """What an entry says of these rows of the log."""
    whole = sha256()
    for row in rows:
        whole.update(encoded([row[name] for name in EVENT]) + b"\n")
    return whole.hexdigest()
