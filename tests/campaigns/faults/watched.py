"""A child process watched at every system call that changes a disk: killed there, or written down.

Linux, by ptrace: the child is stopped where it enters the kernel, SQLite's own writing included,
and so it is killed at the very same place whenever the same is done.
"""

from __future__ import annotations

import ctypes
import os
import platform
import signal
import struct
import sys
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import NamedTuple

_TRACEME, _SYSCALL, _SETOPTIONS, _SYSCALL_INFO = 0, 24, 0x4200, 0x420E
_SYSGOOD, _EXITKILL = 1, 0x100000
_ENTERS, _LEAVES = 1, 2
_AT_CWD = 0xFFFFFF9C
_CREATE, _CUT, _APPEND = os.O_CREAT, os.O_TRUNC, os.O_APPEND
_LONGEST = 120  # seconds until a child that hangs is ended
_NUMBERS = {
    "x86_64": {
        1: "write",
        18: "pwrite",
        74: "fsync",
        75: "fsync",
        77: "ftruncate",
        257: "openat",
        2: "open",
        82: "rename",
        264: "renameat",
        316: "renameat",
        87: "unlink",
        263: "unlinkat",
        83: "mkdir",
        258: "mkdirat",
        86: "link",
        265: "linkat",
    },
    "aarch64": {
        64: "write",
        68: "pwrite",
        82: "fsync",
        83: "fsync",
        46: "ftruncate",
        56: "openat",
        38: "renameat",
        276: "renameat",
        35: "unlinkat",
        34: "mkdirat",
        37: "linkat",
    },
}
CALLS = _NUMBERS.get(platform.machine(), {})


class Deed(NamedTuple):
    """A change to the disk. file: which; to: where it is moved, or where else it is linked.

    what: "write" (`data` at `at`), "cut" (to the length `at`), "flush", "make", "move", "remove",
    "link", "folder", or "said": what the child told whoever waits for it.
    """

    what: str
    file: Path
    at: int = 0
    data: bytes = b""
    to: Path | None = None


def possible() -> bool:
    return sys.platform == "linux" and bool(CALLS)


class Watched:
    """What a child does to files below `folder`, until it is killed before change number `last`.

    killed: whether it was. deeds: all changes it made, in order; noted only when there is no
    `last`. told: a pipe in which the child says what it has acknowledged.
    """

    def __init__(self, folder: Path, call: Callable[[int], None], last: int = 0) -> None:
        self.folder, self.deeds, self.count, self.killed = folder, list[Deed](), 0, False
        self._libc = ctypes.CDLL(None, use_errno=True)
        self._libc.ptrace.argtypes = [
            ctypes.c_long,
            ctypes.c_long,
            ctypes.c_void_p,
            ctypes.c_void_p,
        ]
        self._libc.ptrace.restype = ctypes.c_long
        self._last = last
        self._told = os.memfd_create("told")
        self._pid = os.fork()
        if not self._pid:
            self._be_watched(call)
        self.status = self._watch()
        os.close(self._told)

    def _be_watched(self, call: Callable[[int], None]) -> None:
        try:
            signal.alarm(_LONGEST)
            self._libc.ptrace(_TRACEME, 0, None, None)
            os.kill(os.getpid(), signal.SIGSTOP)
            call(self._told)
        except BaseException:
            sys.excepthook(*sys.exc_info())
            os._exit(1)
        os._exit(0)

    def _watch(self) -> int:
        """Its exit status; of a killed one the signal, below nothing."""
        os.waitpid(self._pid, 0)
        self._ask(_SETOPTIONS, 0, _SYSGOOD | _EXITKILL)
        about = ctypes.create_string_buffer(88)
        entered: list[Deed] = []
        passed_on = 0
        while True:
            self._ask(_SYSCALL, 0, passed_on)
            _, status = os.waitpid(self._pid, 0)
            if os.WIFEXITED(status) or os.WIFSIGNALED(status):
                return os.waitstatus_to_exitcode(status)
            passed_on = 0
            if os.WSTOPSIG(status) != signal.SIGTRAP | 0x80:
                passed_on = os.WSTOPSIG(status)
                continue
            self._ask(_SYSCALL_INFO, len(about), ctypes.addressof(about))
            if about.raw[0] == _ENTERS:
                number, *given = struct.unpack_from("7Q", about.raw, 24)
                entered = list(self._deeds_of(CALLS.get(number, ""), given))
                if entered and entered[0].what != "said":
                    self.count += 1
                    if self.count == self._last:
                        self.killed = True
                        os.kill(self._pid, signal.SIGKILL)
                        return os.waitstatus_to_exitcode(os.waitpid(self._pid, 0)[1])
            elif entered and about.raw[0] == _LEAVES:
                result, failed = struct.unpack_from("q?", about.raw, 24)
                self.deeds += [] if failed else [_as_done(deed, result) for deed in entered]

    def _ask(self, what: int, at: int, data: int) -> None:
        if self._libc.ptrace(what, self._pid, at, data) < 0:
            raise OSError(ctypes.get_errno(), "ptrace")

    # -- what a call is about

    def _deeds_of(self, name: str, given: list[int]) -> Iterator[Deed]:
        if name in ("write", "pwrite"):
            file = self._file(given[0])
            if given[0] == self._told:
                yield Deed("said", self.folder, data=self._bytes(given[1], given[2]))
            elif self._ours(file):
                at = given[3] if name == "pwrite" else self._position(given[0], file)
                yield Deed("write", file, at, self._bytes(given[1], given[2]))
        elif name in ("fsync", "ftruncate"):
            file = self._file(given[0])
            if self._ours(file):
                what, at = ("flush", 0) if name == "fsync" else ("cut", given[1])
                yield Deed(what, file, at)
        elif name in ("open", "openat"):
            yield from self._opened(given if name == "openat" else [_AT_CWD, *given])
        elif name:
            yield from self._named(name, given)

    def _opened(self, given: list[int]) -> Iterator[Deed]:
        file, flags = self._path(given[0], given[1]), given[2]
        if flags & (_CREATE | _CUT) and self._ours(file):
            if not file.exists():
                yield Deed("make", file)
            elif flags & _CUT:
                yield Deed("cut", file)

    def _named(self, name: str, given: list[int]) -> Iterator[Deed]:
        by_folder = name.endswith("at")
        given = given if by_folder else [_AT_CWD, given[0], _AT_CWD, given[1]]
        file = self._path(given[0], given[1])
        what = {"rename": "move", "unlink": "remove", "mkdir": "folder", "link": "link"}[
            name.removesuffix("at")
        ]
        to = self._path(given[2], given[3]) if what in ("move", "link") else None
        if self._ours(file) or (to is not None and self._ours(to)):
            yield Deed(what, file, to=to)

    def _ours(self, file: Path) -> bool:
        """The index of the log (-shm) is in memory, and made anew."""
        return file.is_relative_to(self.folder) and not file.name.endswith("-shm")

    def _file(self, handle: int) -> Path:
        try:
            return Path(os.readlink(f"/proc/{self._pid}/fd/{handle}"))
        except OSError:
            return Path("/")

    def _position(self, handle: int, file: Path) -> int:
        about = dict(
            line.split(":\t", 1)
            for line in Path(f"/proc/{self._pid}/fdinfo/{handle}").read_text().splitlines()
            if ":\t" in line
        )
        return file.stat().st_size if int(about["flags"], 8) & _APPEND else int(about["pos"])

    def _path(self, folder: int, at: int) -> Path:
        data = b""
        while b"\0" not in data:
            piece = self._bytes(at + len(data), 256 - (at + len(data)) % 256)
            if not piece:
                return Path("/")
            data += piece
        path = Path(os.fsdecode(data.split(b"\0", 1)[0]))
        if path.is_absolute():
            return path
        cwd = folder & 0xFFFFFFFF == _AT_CWD
        return Path(os.readlink(f"/proc/{self._pid}/{'cwd' if cwd else f'fd/{folder}'}")) / path

    def _bytes(self, at: int, length: int) -> bytes:
        with open(f"/proc/{self._pid}/mem", "rb", buffering=0) as memory:
            memory.seek(at)
            return memory.read(length)


def _as_done(deed: Deed, result: int) -> Deed:
    return deed._replace(data=deed.data[:result]) if deed.what == "write" else deed
