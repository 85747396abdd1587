"""An app that covers everything when nobody is there, or at one key.

The lock stands in a mode of its own, Textual's word for a separate stack of screens. What was open
stays as it is, with every half-typed letter; what opens, closes or speaks meanwhile does so beneath
the lock, and is seen when it is gone.
"""

from __future__ import annotations

import asyncio
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING, Any, Literal

from textual.events import Event, InputEvent, Paste, Resize
from textual.screen import Screen

from storage.errors import WrongPassphrase
from storage.places import Places
from tui.clock import Clock
from tui.guard import GuardedApp
from tui.idle import Idle

if TYPE_CHECKING:
    from storage.store import Store
    from tui.screens.locked import LockedScreen, Reason

Severity = Literal["information", "warning", "error"]

_WORK, _LOCK = "main", "locked"
_LOOK_EVERY = 1.0  # seconds
# A terminal may carry the command that was typed, and so a reference, in its title.
_TITLE_COVERED = "\x1b[22;2t\x1b]2;corecase\x1b\\"
_TITLE_BACK = "\x1b[23;2t"


class LockingApp(GuardedApp, inherit_bindings=False):
    """`store` is None until there is anything to hide."""

    DEFAULT_MODE = _WORK

    def __init__(self, places: Places, clock: Clock, lock_after: float | None) -> None:
        super().__init__()
        self.places, self.clock = places, clock
        self.store: Store | None = None
        self._idle = Idle(clock, lock_after)
        self._lock: LockedScreen | None = None
        self._held: list[tuple[str, Severity]] = []  # sentences to be told afterwards

    def watch_for_idleness(self) -> None:
        """Begin to look whether somebody is there."""
        self.set_interval(_LOOK_EVERY, self._look, name="idle")

    def _look(self) -> None:
        if self._idle.over:
            self.lock("idle")

    async def on_event(self, event: Event) -> None:
        if isinstance(event, (InputEvent, Paste)) and not event.is_forwarded:
            # After a sleep the first key may come before anybody has looked at the clock.
            too_late = self._idle.over and not self.locked
            self._look()
            self._idle.sign()
            if too_late and self.locked:
                return  # that key was to wake the machine, not to answer anything
        await super().on_event(event)

    # -- locking

    @property
    def locked(self) -> bool:
        return self._lock is not None

    @property
    def at_work(self) -> list[Screen[Any]]:
        """The screens of the work, the one on top last, whether or not they are covered."""
        return self.get_screen_stack(_WORK)

    def lock(self, reason: Reason) -> None:
        """Cover everything at once; then have on disk what is half typed."""
        if self._lock is not None or self.store is None:
            return
        from tui.screens.locked import LockedScreen

        attempt = self._try if self.store.encrypted else None
        screen = self._lock = LockedScreen(reason, attempt, self.unlock)
        self.capture_mouse(None)
        self.add_mode(_LOCK, lambda: screen)
        self.switch_mode(_LOCK)
        self._write_title(_TITLE_COVERED)
        self.run_worker(self.before_end(), name="keep")

    def unlock(self) -> None:
        """Have everything as it was."""
        if self._lock is None:
            return
        self._lock = None
        self._idle.sign()
        self.switch_mode(_WORK)
        self.remove_mode(_LOCK)
        self._write_title(_TITLE_BACK)
        for screen in self.at_work:  # the window may have another size than before
            screen.post_message(Resize(self.size, self.size))
        held, self._held = self._held, []
        for text, severity in held:
            self.say(text, severity)

    async def end(self, status: int = 0) -> None:
        if self.locked:
            self._write_title(_TITLE_BACK)
        await super().end(status)

    async def _try(self, passphrase: str) -> None:
        from storage.encryption import WRONG, opens_with

        if not await asyncio.to_thread(opens_with, self.places, passphrase):
            raise WrongPassphrase(WRONG)

    def _write_title(self, sequence: str) -> None:
        if self._driver is not None and not self.is_headless:
            self._driver.write(sequence)

    # -- what goes on beneath

    def say(self, text: str, severity: Severity = "information") -> None:
        """Show a sentence for a while. Brackets in it are brackets."""
        if text and self._lock is not None:
            self._held.append((text, severity))
        elif text:
            self.notify(text, severity=severity, markup=False)

    def _refresh_notifications(self) -> None:
        # Textual shows its sentences on whatever screen is in front; on the lock it must not.
        if self._lock is None:
            super()._refresh_notifications()

    def push_screen(self, *arguments: Any, mode: str | None = None, **named: Any) -> Any:
        return super().push_screen(*arguments, mode=mode or _WORK, **named)

    def pop_screen(self) -> Any:
        with self._beneath():
            return super().pop_screen()

    def switch_screen(self, screen: Screen[Any] | str) -> Any:
        with self._beneath():
            if len(self.at_work) == 1 and not self.screen._result_callbacks:
                # The first screen of a mode was put there by nobody, whom Textual wants to forget.
                self.screen._push_result_callback(self.screen, None)
            return super().switch_screen(screen)

    @contextmanager
    def _beneath(self) -> Iterator[None]:
        """Textual closes what is on top of the mode that is shown: let it be that of the work."""
        shown, self._current_mode = self._current_mode, _WORK
        try:
            yield
        finally:
            self._current_mode = shown
