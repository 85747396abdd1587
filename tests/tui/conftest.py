"""Data folders with and without an inspection of the library."""

from __future__ import annotations

import shutil
from collections.abc import Iterator
from pathlib import Path

import pytest

from storage.places import Places
from storage.store import Store
from tests import made_databases
from tests.tui import settling, stylesheets
from tests.tui.shell import TINY, Shell

made_databases.install()
settling.install()
stylesheets.install()


@pytest.fixture
def shell(tmp_path: Path) -> Shell:
    return Shell(tmp_path / "home")


@pytest.fixture(scope="session")
def _library_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    shell = Shell(tmp_path_factory.mktemp("library") / "home")
    shell.ok("inspection", "new", "Testshire", "2012", "--instrument", str(TINY), "--unencrypted")
    shell.ok("case", "new", "07")
    facts = ("opened=3 Feb 2012", "closed=-", "size=large", "has_steps=y", "lends=y", "stocked=1,2")
    shell.ok("facts", "07", *facts)
    return shell.home


@pytest.fixture
def library(shell: Shell, _library_home: Path) -> Shell:
    """An inspection of the tiny instrument with case 07, its facts known."""
    shutil.copytree(_library_home, shell.home)
    return shell


@pytest.fixture
def store(tmp_path: Path) -> Iterator[Store]:
    """An empty database, open."""
    with Store.open(Places(tmp_path / "home")) as opened:
        yield opened
