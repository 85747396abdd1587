"""What holds for every test."""

from __future__ import annotations

import gc

import pytest


def pytest_collection_finish(session: pytest.Session) -> None:
    """Look for garbage seldom, and not among what stays to the end.

    A screen is made of so many small objects that the usual thresholds have everything loaded
    looked through several times in each test: a third of the time of the tests with a screen.
    """
    gc.collect()
    gc.freeze()
    gc.set_threshold(50_000, 20, 20)
