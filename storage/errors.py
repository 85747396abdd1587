"""What can go wrong with keeping data, each one plain sentence with the cure.

Nothing here imports the database packages: a screen may catch these before it has read them.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

from domain.errors import CorecaseError

if TYPE_CHECKING:
    from domain.interview import Session

GONE = "The case has been erased in another window: nothing more can be recorded in it."


class StorageError(CorecaseError):
    """The database or a file could not do what was asked."""


class NotSaved(StorageError):
    """A write did not reach the disk and was rolled back whole; the caller still has the text.

    The message says what stands in the way. Trying again later is always safe.
    """


class Stale(StorageError):
    """Another window saved to this case first. Nothing was written; `session` is the case now."""

    def __init__(self, message: str, session: Session) -> None:
        super().__init__(message)
        self.session = session


class NewerFile(StorageError):
    """The database was written by a later version of the program than this one."""


class NotADatabase(StorageError):
    """The file is no database of ours, or it is damaged."""


class Mistake(StorageError):
    """Something asked for that cannot be done, by a slip of the person asking (exit status 2)."""


class NeedsPassphrase(Mistake):
    """The database is encrypted, and nobody has said its passphrase."""


class WrongPassphrase(Mistake):
    """The passphrase (or recovery key) does not open the file. The message is always the same."""


class NotFound(Mistake):
    """No such case or inspection, or more than one. `near` are the names that were meant, maybe."""

    def __init__(self, message: str, near: tuple[str, ...] = ()) -> None:
        super().__init__(message)
        self.near = near


class BadFile(Mistake):
    """A file to be read in that cannot be taken; the message names the line. Nothing was taken."""
