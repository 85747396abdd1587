"""How far a long piece of work is, on one line of standard error, where somebody can see it."""

from __future__ import annotations

import sys
from collections.abc import Iterable, Iterator
from typing import TypeVar

from domain.text_cleaning import clean
from tui.clock import Clock

T = TypeVar("T")

_PATIENCE = 1.0  # seconds: shorter work needs no bar
_WIDTH = 30


def with_progress(work: Iterable[T], total: int, doing: str, clock: Clock) -> Iterator[T]:
    """Pass `work` on, telling how much of `total` is done once it takes longer than a second."""
    begun, shown = clock.ticking(), False
    doing = clean(doing, one_line=True)  # it may name an inspection
    seen = sys.stderr is not None and sys.stderr.isatty()
    try:
        for done, each in enumerate(work, 1):
            if seen and clock.ticking() - begun > _PATIENCE:
                shown = True
                sys.stderr.write(f"\r{bar(done, total)} {doing} {done} of {total} ")
                sys.stderr.flush()
            yield each
    finally:
        if shown:
            sys.stderr.write("\r\x1b[K")
            sys.stderr.flush()


def bar(done: int, total: int, width: int = _WIDTH) -> str:
    """A bar that says the same without colour: full cells and empty ones in brackets."""
    full = width * done // total if total else width
    return f"[{'#' * full}{'.' * (width - full)}]"
