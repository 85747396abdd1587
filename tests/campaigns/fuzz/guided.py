"""Inputs made by changing others; what reaches a line not reached before is changed further."""

from __future__ import annotations

import hashlib
import signal
import sys
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass
from pathlib import Path
from random import Random
from types import CodeType, FrameType
from typing import Any

from tests.campaigns.fuzz.changes import Change, changed

ROOT = Path(__file__).resolve().parents[3]
KEPT = Path(__file__).with_name("seeds")
LONGEST_SECONDS = 2.0
_TRACED_AT_FIRST, _TRACED_LATER = 3000, 8  # following lines takes time: later every so many inputs
_MOST_KEPT = 2000


class Finding(AssertionError):
    """An input at which a door did something else than take it or refuse it in a sentence."""


class _TooLong(BaseException):
    """Not an Exception: nothing the program catches may hide it."""


@dataclass(frozen=True)
class Door:
    """enter: whether an input was taken; False when it was refused as it should be.

    watched: folders and files, from the root, whose lines guide. words: what its inputs are made
    of. change: how its inputs are changed besides byte by byte.
    """

    name: str
    seeds: tuple[bytes, ...]
    enter: Callable[[bytes], bool]
    watched: tuple[str, ...] = ()
    words: tuple[bytes, ...] = ()
    change: Change | None = None


def refused(error: Exception, *, unchanged: bool = True) -> bool:
    """False, after looking that the refusal says what is wrong and has left all as it was."""
    assert str(error)
    assert not str(error).endswith(": this is a fault in corecase."), error
    assert unchanged, "part of what was refused has been taken"
    return False


@dataclass
class Tally:
    """What came of it. slowest: seconds of processor time of one input."""

    door: str
    inputs: int = 0
    taken: int = 0
    lines: int = 0
    slowest: float = 0.0

    def __str__(self) -> str:
        refused = self.inputs - self.taken
        return (
            f"{self.door}: {self.inputs:,} inputs survived, {self.taken:,} taken and {refused:,} "
            f"refused; {self.lines:,} lines reached, slowest {self.slowest:.2f} s"
        )


def fuzz(door: Door, inputs: int, *, seed: int, seconds: float | None = None) -> Tally:
    """Try so many inputs, or as many as go into the time. Raises Finding at the first."""
    chance, tally, reached = Random(seed), Tally(door.name), Reached(door.watched)
    end = None if seconds is None else time.monotonic() + seconds
    corpus = list(door.seeds)
    for n in range(inputs):
        if end is not None and time.monotonic() > end:
            break
        fresh = n >= len(door.seeds)
        data = changed(corpus, chance, door.words, door.change) if fresh else corpus[n]
        follow = n < _TRACED_AT_FIRST or n % _TRACED_LATER == 0
        before = len(reached.lines)
        try:
            tally.taken += _tried(door, data, tally, reached if follow else None)
        except Exception as error:
            raise Finding(f"{_kept(door, data)}: {type(error).__name__}: {error}") from error
        tally.inputs += 1
        if fresh and len(reached.lines) > before:
            corpus.append(data)
            if len(corpus) > _MOST_KEPT:
                del corpus[chance.randrange(len(corpus))]
    tally.lines = len(reached.lines)
    return tally


def again(door: Door) -> int:
    """Try what was kept of earlier findings; how many there are."""
    kept = sorted((KEPT / door.name).glob("*"))
    for file in kept:
        _tried(door, file.read_bytes(), Tally(door.name), None)
    return len(kept)


def _tried(door: Door, data: bytes, tally: Tally, reached: Reached | None) -> bool:
    try:
        with within(LONGEST_SECONDS):
            started = time.process_time()
            if reached is None:
                taken = door.enter(data)
            else:
                with reached.following():
                    taken = door.enter(data)
    except _TooLong:
        if reached is not None:  # following takes its time: once more without
            return _tried(door, data, tally, None)
        raise Finding(f"took longer than {LONGEST_SECONDS} s") from None
    tally.slowest = max(tally.slowest, time.process_time() - started)
    return taken


@contextmanager
def within(seconds: float) -> Iterator[None]:
    """Stop what takes longer, by the clock of the processor: another program may be busy."""

    def stop(_number: int, _frame: FrameType | None) -> None:
        raise _TooLong

    before = signal.signal(signal.SIGPROF, stop)
    signal.setitimer(signal.ITIMER_PROF, seconds)
    try:
        yield
    finally:
        signal.setitimer(signal.ITIMER_PROF, 0)
        signal.signal(signal.SIGPROF, before)


class Reached:
    """The lines reached of what is watched."""

    def __init__(self, watched: tuple[str, ...]) -> None:
        self.lines: set[tuple[CodeType, int]] = set()
        self._watched = tuple(str(ROOT / each) for each in watched)
        self._left: dict[CodeType, set[int]] = {}  # lines of each function not reached yet

    @contextmanager
    def following(self) -> Iterator[None]:
        sys.settrace(self._called)
        try:
            yield
        finally:
            sys.settrace(None)

    def _called(self, frame: FrameType, _event: str, _arg: Any) -> Any:
        left = self._left.get(frame.f_code)
        if left is None:
            left = self._left[frame.f_code] = self._lines_of(frame.f_code)
        return self._at_line if left else None

    def _at_line(self, frame: FrameType, event: str, _arg: Any) -> Any:
        left = self._left[frame.f_code]
        if event == "line" and frame.f_lineno in left:
            left.discard(frame.f_lineno)
            self.lines.add((frame.f_code, frame.f_lineno))
        return self._at_line if left else None

    def _lines_of(self, code: CodeType) -> set[int]:
        if not code.co_filename.startswith(self._watched):
            return set()
        return {line for _, _, line in code.co_lines() if line is not None} - {code.co_firstlineno}


def _kept(door: Door, data: bytes) -> str:
    folder = KEPT / door.name
    folder.mkdir(parents=True, exist_ok=True)
    file = folder / hashlib.sha256(data).hexdigest()[:12]
    file.write_bytes(data)
    return f"{door.name}, kept as {file.relative_to(ROOT)}"
