"""What stands between case data and the terminal, and what happens when the program must end.

Text from a case may hold anything. It is cleaned on entry; this is the second net: nothing that is
not a character a person can see leaves through a line of the screen. A fault of the program shows
no case data: Textual would print local variables, and an error's own words may quote an answer.
"""

from __future__ import annotations

import asyncio
import contextlib
import os
import re
import signal
import threading
from collections.abc import Sequence
from pathlib import Path
from typing import Any

from rich.segment import Segment
from rich.text import Text
from textual.app import App
from textual.color import Color
from textual.filter import LineFilter

from tui.crash_record import CRASHED, farewell, write_record

PATIENCE = 5.0  # seconds an ordered end may take once the terminal is gone

# Control characters (C0, DEL, C1), marks that turn the direction of text, and line separators.
_COMMANDS = re.compile(
    "[\x00-\x1f\x7f-\x9f\u061c\u200e\u200f\u2028\u2029\u202a-\u202e\u2066-\u2069\ud800-\udfff]"
)


class TerminalGuard(LineFilter):
    """Drops from every line of output what could command the terminal. None of it has a width."""

    def apply(self, segments: list[Segment], _background: Color) -> list[Segment]:
        if not any(_COMMANDS.search(segment.text) for segment in segments):
            return segments
        return [
            Segment(_COMMANDS.sub("", text), style, control) for text, style, control in segments
        ]


class GuardedApp(App[None], inherit_bindings=False):
    """An app that filters its output, fails quietly and ends in order when told to.

    `crash_folder` is where the record of a fault is put; nothing is written while it is None.
    """

    crash_folder: Path | None = None

    def __init__(self) -> None:
        super().__init__()
        self._guard = TerminalGuard()
        self._fault: BaseException | None = None

    def get_line_filters(self) -> Sequence[LineFilter]:
        return [*super().get_line_filters(), self._guard]

    # -- faults

    def _handle_exception(self, error: Exception) -> None:
        self._fault = self._fault or getattr(error, "error", None) or error
        super()._handle_exception(error)
        self._return_code = CRASHED

    def panic(self, *_renderables: Any) -> None:
        """Whatever was about to be shown, show only that the program had to stop."""
        self._fatal_error()

    def _fatal_error(self) -> None:
        if not self._exit_renderables:
            record = write_record(self._fault, self.crash_folder, self._in_front())
            self._exit_renderables.append(Text(farewell(record)))
        self._return_code = CRASHED
        self._close_messages_no_wait()

    def _in_front(self) -> str:
        """The name of the screen that is shown, as the code has it."""
        return type(self.screen).__name__ if self.screen_stack else ""

    # -- ending

    def on_load(self) -> None:
        loop = asyncio.get_running_loop()
        loop.set_exception_handler(self._loop_trouble)
        if self.is_headless:
            return
        for name in ("SIGTERM", "SIGHUP"):
            number = getattr(signal, name, None)
            # Windows knows neither handler; there the answers are on disk all the same.
            with contextlib.suppress(NotImplementedError, RuntimeError, ValueError):
                if number is not None:
                    loop.add_signal_handler(number, self._told_to_end, int(number))

    def _loop_trouble(self, _loop: asyncio.AbstractEventLoop, context: dict[str, Any]) -> None:
        """A task nobody waited for has failed: put it on record, without its words."""
        write_record(context.get("exception"), self.crash_folder, self._in_front())

    def _told_to_end(self, number: int) -> None:
        # With the terminal gone the driver may wait for ever to write its farewell.
        threading.Thread(target=_end_anyway, args=(128 + number,), daemon=True).start()
        task = asyncio.ensure_future(self.end(128 + number))
        self._ending = task

    async def end(self, status: int = 0) -> None:
        """Let the screens keep what is half done, then close."""
        try:
            await asyncio.wait_for(self.before_end(), PATIENCE / 2)
        except Exception as error:
            write_record(error, self.crash_folder, self._in_front())
        self.exit(return_code=status)

    async def before_end(self) -> None:
        """What must be kept before the screens go; for the app to say."""


def _end_anyway(status: int) -> None:
    threading.Event().wait(PATIENCE)
    os._exit(status)
