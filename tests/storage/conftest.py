"""A database of its own for each test, made anew or copied."""

from __future__ import annotations

import os
from collections.abc import Callable, Iterator
from pathlib import Path

import pytest

from storage.places import Places
from storage.records import CaseLine, Inspection, NewInspection
from storage.store import Store
from tests import made_databases
from tests.instruments import tiny
from tests.storage.keyed import FEW, PASSPHRASE

made_databases.install()

# The tests on PostgreSQL are there for whoever names a server to run them on.
collect_ignore = [] if "CORECASE_TEST_POSTGRESQL" in os.environ else ["test_server.py"]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "home")


@pytest.fixture
def again(request: pytest.FixtureRequest, places: Places) -> Callable[[], Store]:
    """Opens the test's own database: a plain one, or with `both` of them one of each kind."""
    if getattr(request, "param", "plain") == "plain":
        return lambda: Store.open(places)
    return lambda: Store.open(places, passphrase=PASSPHRASE, rounds=FEW)


@pytest.fixture
def store(again: Callable[[], Store]) -> Iterator[Store]:
    with again() as opened:
        yield opened


@pytest.fixture
def inspection(store: Store) -> Inspection:
    return store.create_inspection(NewInspection("Testshire", 2012), tiny())


@pytest.fixture
def case(store: Store, inspection: Inspection) -> CaseLine:
    return store.create_case(inspection.id, "07")
