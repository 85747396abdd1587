"""The lock of the line mode: what was printed is cleared away, and the passphrase asked for.

Lines that were printed stay in a terminal while nobody is there, and only `/hide` takes them away
at once. After a long pause they go when the next line comes, and nothing more is shown before the
passphrase.
"""

from __future__ import annotations

import os
import sys
from typing import TYPE_CHECKING, TextIO

import click

from domain.errors import Refused
from storage.errors import StorageError, WrongPassphrase
from storage.places import Places
from tui.clock import Clock
from tui.idle import Idle
from tui.printing import remark, say
from tui.settings import read_settings

if TYPE_CHECKING:
    from storage.store import Store

# All of the screen, and what has scrolled off it; the cursor at its top.
_CLEAR = "\x1b[H\x1b[2J\x1b[3J"
_PAUSE = "There was a long pause, so what stood here is hidden."
_HIDDEN = "Hidden."


class PlainLock:
    """For a person at a terminal; lines that come through a pipe are never kept waiting."""

    def __init__(self, store: Store, clock: Clock, lines: TextIO) -> None:
        self._store, self._lines = store, lines
        self._places = Places.from_environment()
        self._somebody = lines.isatty()
        self._idle = Idle(clock, read_settings(self._places.home).lock_after)

    def waits(self) -> None:
        """A line is waited for from now on."""
        self._idle.sign()

    def came_back(self) -> None:
        """A line has come. Raises Exit or Abort, which no command catches, without passphrase."""
        if self._somebody and self._idle.over:
            self._cover(_PAUSE)

    def hide(self) -> None:
        """Clear everything away. Raises Refused where nobody is at a terminal, and as above."""
        if not self._somebody:
            raise Refused("/hide is for a terminal; here nothing is shown that stays.")
        self._cover(_HIDDEN)

    def _cover(self, why: str) -> None:
        if sys.stdout.isatty() and os.environ.get("TERM", "").casefold() not in ("", "dumb"):
            click.echo(_CLEAR, nl=False)
        say(why)
        if self._store.encrypted:
            self._ask()
        else:
            say("Press Enter to go on.")
            if not self._lines.readline():
                raise click.Abort
        say("Unlocked. /again reads the question out.")

    def _ask(self) -> None:
        from storage.encryption import WRONG, opens_with
        from tui.commands.asking import ask, pause_after
        from tui.unlocking import Tries

        tries = Tries()
        try:
            while not opens_with(self._places, ask("Passphrase")):
                pause_after(WrongPassphrase(WRONG), tries)
        except (click.ClickException, StorageError) as end:
            remark(str(end))
            raise click.exceptions.Exit(1) from None
