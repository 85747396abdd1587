"""What a name that is masked belongs to, and the mark that stands in its place."""

from __future__ import annotations

from enum import Enum
from typing import NamedTuple


class Role(Enum):
    """what: told in lists of what was masked. mark: without its brackets.

    In the order in which a name that several things share is given to one of them.
    """

    CHILD = "child's name", "child"
    FAMILY = "family member's name", "family member"
    CASE_MANAGER = "case manager's name", "case manager"
    MANAGER = "manager's name", "manager"
    WORKER = "worker's name", "worker"
    PROTECTED = "protected person's name", "protected person"
    PARTNER = "partner's name", "partner"
    FRIEND = "friend's name", "friend"
    MENTOR = "mentor's name", "mentor"
    SCHOOL = "school, training or work", "school"
    HOME = "home or placement", "home"
    ACTIVITY = "club or activity", "activity"
    PLACE = "place", "place"
    NAME = "other name", "name"

    def __init__(self, what: str, mark: str) -> None:
        self.what = what
        self.mark = f"[{mark}]"


class Known(NamedTuple):
    """A name as it is on record. place: of somewhere rather than of somebody."""

    name: str
    role: Role

    @property
    def place(self) -> bool:
        return self.role in _PLACES


_PLACES = frozenset({Role.SCHOOL, Role.HOME, Role.ACTIVITY, Role.PLACE})
