"""Waiting until an app driven by a pilot has come to rest, as the app itself tells it.

Textual waits, twice after every key, for 20 milliseconds in which the process has used next to no
processor time: most of the time of a test. Here the loop is asked whether anything is left to do,
the screen whether it is to be painted, and whoever works in another thread whether that is done.
"""

from __future__ import annotations

import asyncio
import threading
from time import monotonic, process_time
from typing import Any

import textual.app
import textual.pilot
from textual._context import active_app
from textual.app import App

_LOOK = 0.001  # seconds between looks at what is done in other threads
_QUIET, _NO_TIME = 0.02, 0.004  # so long, and no more than that of it used: all threads wait
_called: set[asyncio.Future[Any]] = set()
_run_in_executor = asyncio.BaseEventLoop.run_in_executor


def _remembered(
    loop: asyncio.BaseEventLoop, executor: Any, call: Any, *arguments: Any
) -> asyncio.Future[Any]:
    future = _run_in_executor(loop, executor, call, *arguments)
    _called.add(future)
    future.add_done_callback(_called.discard)
    return future


async def at_rest(min_sleep: float = 0, max_sleep: float = 1) -> None:
    """Return when nothing is under way, or all that is waits for something outside the app."""
    end = monotonic() + max_sleep
    since, used = monotonic(), process_time()
    while (now := monotonic()) < end:
        await asyncio.sleep(0)
        if _left_to_do(asyncio.get_running_loop()) or _painted(active_app.get()):
            continue
        if not _in_threads():
            return
        if now - since > _QUIET:
            if process_time() - used < _NO_TIME:
                return
            since, used = now, process_time()
        await asyncio.sleep(_LOOK)


def _left_to_do(loop: Any) -> bool:
    return bool(loop._ready)


def _painted(app: App[Any]) -> bool:
    """Whether there was something to paint, which would have waited for the next frame."""
    if not app.screen_stack or not app.screen._update_timer._active.is_set():
        return False
    app.screen._on_timer_update()
    return True


def _in_threads() -> bool:
    loop = asyncio.get_running_loop()
    return any(future.get_loop() is loop for future in _called) or any(
        thread.name == "flags" for thread in threading.enumerate()
    )


def install() -> None:
    """Have every pilot wait like this."""
    asyncio.BaseEventLoop.run_in_executor = _remembered  # type: ignore[method-assign, assignment]
    for module in (textual.app, textual.pilot):
        module.wait_for_idle = at_rest  # type: ignore[attr-defined]
