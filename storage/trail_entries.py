"""What the trail says, as plain values: light, so that a screen can name them before it reads."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum
from typing import NamedTuple


class What(StrEnum):
    """What was done. The words are stored; never rename one."""

    INSPECTION_CREATED = "inspection created"
    CREATED = "case created"
    CHANGED = "changed"
    IMPORTED = "imported"
    TAKEN_IN = "taken into the trail"
    READ = "read"
    EXPORTED = "exported"
    REPORTED = "reported"
    FINISHED = "finished"
    COUNTERSIGNED = "countersigned"
    RETURNED = "returned"
    REOPENED = "reopened"
    HOUSE_CHOSEN = "house sentence chosen"
    REPORT_TEXT = "report text written"
    ERASED = "erased"
    PASSPHRASE = "passphrase changed"
    BACKED_UP = "backed up"
    RESTORED = "restored"
    CLOCK_SET_BACK = "clock set back"


# What is entered by the transaction that writes events, and bears their digest.
OF_LOG = (
    *(What.CHANGED, What.IMPORTED, What.TAKEN_IN),
    *(What.FINISHED, What.COUNTERSIGNED, What.RETURNED, What.REOPENED),
)
# What may be done to the cases of an inspection together.
OF_MANY = (What.READ, What.EXPORTED, What.REPORTED)


class Head(NamedTuple):
    """The last entry's number and hash; 0 and "" while there is none."""

    seq: int
    hash: str


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of the trail, as it is kept.

    seq: 1, 2, 3 ... at: ISO 8601 in UTC. device: the machine's name. what: one of `What`.
    detail: more of it, by name; of a change how many of what ("judgement": "3"), the first and
    last event it wrote, the digest of their rows ("events"), and the instrument's version.
    """

    seq: int
    at: str
    who: str
    device: str
    what: str
    inspection_id: int | None
    case_id: int | None
    detail: Mapping[str, str] = field(default_factory=dict)
    hash: str = ""


@dataclass(frozen=True, slots=True)
class Verdict:
    """What checking the trail came to.

    say: one sentence. bad: the number of the first entry that is not as it was written, is gone, or
    tells of something that is no longer so; None where there is none such. entries: how many were
    found in order before that. head: of those. stands: where the head asked for stands, or None.
    notices: clocks set back, a sentence each; no fault of the trail.
    """

    sound: bool
    say: str
    entries: int
    head: Head
    bad: int | None = None
    stands: int | None = None
    notices: tuple[str, ...] = ()
