"""What holds for every test."""

from __future__ import annotations

import gc
import os
import shutil
from pathlib import Path

import pytest

_IN_MEMORY = Path("/dev/shm")  # Linux
_ROOM = 2 << 30  # bytes


def pytest_configure(config: pytest.Config) -> None:
    """Keep the tests' folders in memory where there is room, so that no save waits for a disk."""
    if _IN_MEMORY.is_dir() and shutil.disk_usage(_IN_MEMORY).free > _ROOM:
        os.environ.setdefault("PYTEST_DEBUG_TEMPROOT", str(_IN_MEMORY))


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage seldom, and not among what stays to the end.

    A screen is made of so many small objects that the usual thresholds have everything loaded
    looked through several times in each test: a third of the time of the tests with a screen.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
