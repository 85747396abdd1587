"""A database of its own for each test, made anew or copied."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.places import Places
from storage.records import CaseLine, Inspection, NewInspection
from storage.store import Store
from tests import made_databases
from tests.instruments import tiny

made_databases.install()

# The tests on PostgreSQL are there for whoever names a server to run them on.
collect_ignore = [] if "CORECASE_TEST_POSTGRESQL" in os.environ else ["test_server.py"]


@pytest.fixture
def places(tmp_path: Path) -> Places:
    return Places(tmp_path / "home")


@pytest.fixture
def store(places: Places) -> Iterator[Store]:
    with Store.open(places) as opened:
        yield opened


@pytest.fixture
def inspection(store: Store) -> Inspection:
    return store.create_inspection(NewInspection("Testshire", 2012), tiny())


@pytest.fixture
def case(store: Store, inspection: Inspection) -> CaseLine:
    return store.create_case(inspection.id, "07")
