"""What is kept of a fault of the program: kinds of error and lines of code, never case data.

An error's own words, a local variable, a path: each may quote an answer or name a child. None of
them is printed or written, in the app, the commands or the line mode.
"""

from __future__ import annotations

import os
import sys
import threading
import traceback
from collections.abc import Callable
from contextlib import suppress
from datetime import UTC, datetime
from pathlib import Path

CRASHED = 70  # EX_SOFTWARE: a fault of the program itself
FILE_NAME = "crash.log"
_FRAMES = 12  # the innermost ones of each error
_MOST = 1_000_000  # bytes; a fault met over and over must not fill the disk
_WRITER = "textual-output"  # the thread in which Textual writes to the terminal


def write_record(error: BaseException | None, folder: Path | None, where: str = "") -> Path | None:
    """Note a fault in `crash.log`; the file, or None where nothing could be written.

    where: the screen or command it happened in, by its name in the code.
    """
    if error is None or folder is None:
        return None
    log = folder / FILE_NAME
    try:
        handle = os.open(log, os.O_WRONLY | os.O_CREAT | os.O_APPEND, 0o600)
        with os.fdopen(handle, "a", encoding="utf-8") as out:
            if os.fstat(handle).st_size < _MOST:
                out.write(describe(error, where))
    except OSError:
        return None
    return log


def describe(error: BaseException, where: str = "") -> str:
    """The fault as kinds of error and places in the code."""
    now = datetime.now(UTC)
    lines = [f"{now:%Y-%m-%d %H:%M:%S}Z  {program()}  {_python()}  {where}".rstrip()]
    seen: set[int] = set()
    current: BaseException | None = error
    while current is not None and id(current) not in seen:
        seen.add(id(current))
        lines.append(f"  {type(current).__module__}.{type(current).__qualname__}")
        lines += [
            f"    {_short(frame.filename)}:{frame.lineno} {frame.name}"
            for frame in traceback.extract_tb(current.__traceback__, limit=-_FRAMES)
        ]
        current = current.__cause__ or current.__context__
    return "\n".join(lines) + "\n"


def program() -> str:
    """Name and version of the program."""
    from importlib.metadata import PackageNotFoundError, version

    try:
        return f"corecase {version('corecase')}"
    except PackageNotFoundError:
        return "corecase, run from its source folder"


def _python() -> str:
    import platform

    return f"Python {sys.version.split()[0]}  {sys.platform} {platform.machine()}"


def _short(path: str) -> str:
    """The last parts of a path: the folders above may carry a person's name."""
    return "/".join(Path(path).parts[-3:])


def farewell(record: Path | None) -> str:
    """What is said when the program has to stop."""
    where = f"\nA record of the fault, with no case data in it: {record}" if record else ""
    return (
        "corecase had to stop because of a fault of its own.\n"
        "Every answer shown as saved is saved. Start it again to go on where you were." + where
    )


def quiet_faults(folder: Callable[[], Path | None]) -> None:
    """Have faults that nobody catches end as a record and a sentence, in threads and clean-up too.

    Python would print the error's own words. Nor may a process that dies leave its memory in a
    file, where the system would write one.
    """

    def caught(kind: type[BaseException], error: BaseException, _trace: object) -> None:
        if issubclass(kind, KeyboardInterrupt):
            return
        record = write_record(error, folder(), "outside any command")
        with suppress(OSError, ValueError):
            sys.stderr.write(f"{farewell(record)}\n")
            sys.stderr.flush()
        os._exit(CRASHED)  # Python would end with 1, which says that something could not be done

    def in_thread(told: threading.ExceptHookArgs) -> None:
        # What waits for the thread says what is missing; a line here would cross the screen.
        if isinstance(told.exc_value, OSError) and told.thread and told.thread.name == _WRITER:
            return  # the terminal is gone, and the program is told so by a signal
        write_record(told.exc_value, folder(), "a thread")

    def in_clean_up(told: sys.UnraisableHookArgs) -> None:
        write_record(told.exc_value, folder(), "clean-up")

    sys.excepthook = caught
    threading.excepthook = in_thread
    sys.unraisablehook = in_clean_up
    _leave_no_memory()


def _leave_no_memory() -> None:
    try:
        import resource
    except ImportError:  # Windows writes such a file only where it was asked to
        return
    _, hard = resource.getrlimit(resource.RLIMIT_CORE)
    resource.setrlimit(resource.RLIMIT_CORE, (0, hard))
