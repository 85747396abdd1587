"""Waiting for what a test expects, not for a time."""

from __future__ import annotations

import time
from collections.abc import Callable
from typing import Any

from textual.pilot import Pilot


async def wait_until(pilot: Pilot[Any], holds: Callable[[], object], seconds: float = 20) -> None:
    """Return as soon as `holds()` is true. Fails after `seconds` of wall clock."""
    end = time.monotonic() + seconds
    while not holds():
        assert time.monotonic() < end, f"still not so after {seconds} s: {holds}"
        await pilot.pause(0.01)
