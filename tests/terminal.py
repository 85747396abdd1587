"""A terminal to run the program in: a real pseudo-terminal, with what is on its screen.

Nothing here sleeps: one waits for something to be on the screen, up to a deadline.
"""

from __future__ import annotations

import errno
import fcntl
import os
import pty
import re
import select
import signal
import struct
import subprocess
import sys
import termios
import time
from collections.abc import Callable, Mapping, Sequence
from pathlib import Path
from types import TracebackType
from typing import Self

import pyte

ROOT = Path(__file__).resolve().parent.parent
COMMAND = (sys.executable, "-c", "from tui.cli import main; main()")
# The same, bound by file permissions even as root: two capabilities are given up (Linux).
_GIVE_UP = "import ctypes,os,sys; c=ctypes.CDLL(None); c.prctl(24,1); c.prctl(24,2); "
BOUND = (sys.executable, "-c", _GIVE_UP + "os.execv(sys.executable, sys.argv[1:])", *COMMAND)
# The same, waiting a sixth of the usual time for a database that another program has locked.
HASTY = (
    sys.executable,
    "-c",
    "from storage import engine; engine.PRAGMAS['busy_timeout'] = 500; "
    "from tui.cli import main; main()",
)
DEADLINE = 30.0  # generous: a machine that runs two more of these is slow, not wrong
# Requests that the emulator would print as text: keyboard protocol, private modes asked for.
_UNKNOWN = re.compile(rb"\x1b\[(?:[<>=][0-9;]*[a-zA-Z]|\?[0-9;]*\$p|[0-9;]* q)")
# COLUMNS and LINES, which pytest's workers set, would stand in for the size of the terminal.
_OURS_ALONE = ("CORECASE_", "PYTHON", "TEXTUAL", "COV_", "NO_COLOR", "COLUMNS", "LINES")
_SWITCH = re.compile(rb"\x1b\[\?([0-9;]+)([hl])")
# Alternate screen, mouse, focus, synchronised output, pasted text in brackets: not for a shell.
_FOR_PROGRAMS = (1049, 1000, 1002, 1003, 1004, 1006, 1015, 2004, 2026)
_CUT_OFF = re.compile(rb"\x1b(?:\[[<>=?0-9;$ ]*)?$")


class Timeout(AssertionError):
    """What was waited for did not come; the message shows the screen."""


class Terminal:
    """One program in one terminal. `output` is all it ever wrote, byte for byte."""

    def __init__(
        self,
        command: Sequence[str],
        *,
        environment: Mapping[str, str] | None = None,
        size: tuple[int, int] = (100, 36),
    ) -> None:
        self.screen = pyte.Screen(*size)
        self.output = b""
        self._stream = pyte.ByteStream(self.screen)
        self._held = b""
        self._ours, theirs = pty.openpty()
        self._tell_size(size)
        self._settings = termios.tcgetattr(theirs)
        self._theirs = theirs  # kept open, so that the last words of a killed program can be read
        self.started = time.perf_counter()
        self.process = subprocess.Popen(
            command,
            stdin=theirs,
            stdout=theirs,
            stderr=theirs,
            cwd=ROOT,
            env=surroundings(environment or {}),
            start_new_session=True,
            preexec_fn=_take_terminal,  # noqa: PLW1509
        )

    # -- what it shows

    @property
    def text(self) -> str:
        return "\n".join(self.screen.display)

    def shows(self, words: str) -> bool:
        """Whether these words are on the screen, however its lines are broken."""
        return _flat(words) in _flat(self.text)

    def wait_for(
        self, wanted: str | Callable[[], object], seconds: float = DEADLINE, what: str = ""
    ) -> None:
        """Read until `wanted` is on the screen (or, if it is a condition, holds)."""
        holds = wanted if callable(wanted) else lambda: self.shows(wanted)
        end = time.monotonic() + seconds
        while not holds():
            left = end - time.monotonic()
            if left <= 0 or (self.ended and not self.read(0)):
                state = f"ended with {self.process.returncode}" if self.ended else "still runs"
                raise Timeout(
                    f"{what or wanted!r} did not come; the program {state}. On the screen:\n"
                    + "\n".join(line.rstrip() for line in self.screen.display)
                )
            self.read(min(left, 0.05))

    def pump(self, seconds: float) -> None:
        """Go on reading for so long: for what must have happened by a time, or be killed in it."""
        end = time.monotonic() + seconds
        while (left := end - time.monotonic()) > 0:
            self.read(left)

    def settle(self, quiet: float = 0.2) -> None:
        """Read until the program has nothing more to draw for the moment."""
        end = time.monotonic() + DEADLINE
        while self.read(quiet) and time.monotonic() < end:
            pass

    def read(self, seconds: float) -> bytes:
        """Take in what the program writes next; nothing, if it writes nothing in that time."""
        ready, _, _ = select.select([self._ours], [], [], max(seconds, 0))
        if not ready:
            return b""
        try:
            data = os.read(self._ours, 65536)
        except OSError as error:
            if error.errno != errno.EIO:
                raise
            return b""
        self.output += data
        self._feed(data)
        return data

    def _feed(self, data: bytes) -> None:
        data = self._held + data
        cut = _CUT_OFF.search(data)
        self._held = data[cut.start() :] if cut else b""
        self._stream.feed(_UNKNOWN.sub(b"", data[: cut.start()] if cut else data))

    # -- what is done to it

    def write(self, text: str) -> None:
        view = text.encode()
        while view:
            view = view[os.write(self._ours, view) :]

    def enter(self, text: str = "") -> None:
        self.write(text + "\r")

    def resize(self, size: tuple[int, int]) -> None:
        """Another size. Nothing of the old picture is kept: what is seen has been drawn anew."""
        self.screen.resize(size[1], size[0])
        self.screen.erase_in_display(2)
        self._tell_size(size)
        self.send_signal(signal.SIGWINCH)

    def _tell_size(self, size: tuple[int, int]) -> None:
        fcntl.ioctl(self._ours, termios.TIOCSWINSZ, struct.pack("HHHH", size[1], size[0], 0, 0))

    def send_signal(self, number: int) -> None:
        self.process.send_signal(number)

    def kill(self) -> None:
        """SIGKILL, and take in what had been written until then."""
        self.process.kill()
        self.process.wait(DEADLINE)
        while self.read(0):
            pass

    def end(self, seconds: float = DEADLINE) -> int:
        """Wait for the program to end by itself; its exit status."""
        self.wait_for(lambda: self.ended, seconds, "the end of the program")
        while self.read(0):
            pass
        return int(self.process.returncode)

    def hang_up(self, seconds: float = DEADLINE) -> int:
        """Close the terminal, as when its window is closed; the exit status of the program."""
        os.close(self._theirs)
        os.close(self._ours)
        self._theirs = self._ours = -1
        return self.process.wait(seconds)

    @property
    def ended(self) -> bool:
        return self.process.poll() is not None

    # -- how it leaves the terminal

    @property
    def modes_on(self) -> set[int]:
        """Which of the terminal's modes the program has left switched on, full screen the first."""
        last: dict[int, bytes] = {}
        for numbers, switch in _SWITCH.findall(self.output):
            last |= dict.fromkeys(map(int, numbers.split(b";")), switch)
        return {number for number in _FOR_PROGRAMS if last.get(number) == b"h"}

    @property
    def cursor_hidden(self) -> bool:
        return self.output.rfind(b"\x1b[?25l") > self.output.rfind(b"\x1b[?25h")

    @property
    def restored(self) -> bool:
        """Whether the terminal is as the program found it."""
        return not self.modes_on and not self.cursor_hidden and self.settings_restored

    @property
    def settings_restored(self) -> bool:
        """Whether line editing and echo are as they were before the program."""
        return termios.tcgetattr(self._theirs)[:4] == self._settings[:4]

    # -- end

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self,
        kind: type[BaseException] | None,
        error: BaseException | None,
        trace: TracebackType | None,
    ) -> None:
        if not self.ended:
            self.process.kill()
            self.process.wait(DEADLINE)
        for handle in (self._ours, self._theirs):
            if handle >= 0:
                os.close(handle)


def _take_terminal() -> None:
    """Make the pseudo-terminal the one that SIGHUP comes from when it is closed."""
    fcntl.ioctl(0, termios.TIOCSCTTY, 0)


def surroundings(more: Mapping[str, str]) -> dict[str, str]:
    """The environment of a program under test: nothing of the tester's own settings."""
    kept = {name: value for name, value in os.environ.items() if not name.startswith(_OURS_ALONE)}
    return kept | {
        "TERM": "xterm-256color",
        "COLORTERM": "truecolor",
        "LANG": "C.UTF-8",
        "PYTHONPATH": str(ROOT),
        "PYTHONDONTWRITEBYTECODE": "",
        **more,
    }


def corecase(
    *arguments: str,
    home: Path,
    size: tuple[int, int] = (100, 36),
    bound: bool = False,
    hasty: bool = False,
) -> Terminal:
    """`corecase` with these arguments, its data in `home`."""
    command = BOUND if bound else HASTY if hasty else COMMAND
    return Terminal((*command, *arguments), environment={"CORECASE_HOME": str(home)}, size=size)


def _flat(text: str) -> str:
    return re.sub(r"\s+", "", text)
