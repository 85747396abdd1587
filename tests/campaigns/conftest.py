"""The campaigns run the program itself in a pseudo-terminal, which Windows has not."""

from __future__ import annotations

import os
from collections.abc import Iterator
from pathlib import Path

import pytest

from tests.campaigns.kept import crash_record
from tests.cases import half_done, home_with

collect_ignore_glob = [] if os.name == "posix" else ["test_*.py"]


@pytest.fixture(scope="session")
def _half_done_home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    return home_with(tmp_path_factory.mktemp("template") / "home", half_done())


@pytest.fixture
def home(_half_done_home: Path, tmp_path: Path) -> Iterator[Path]:
    """A data folder of its own with case 07 half done. No campaign may leave a crash behind."""
    import shutil

    copy = tmp_path / "home"
    shutil.copytree(_half_done_home, copy)
    yield copy
    assert crash_record(copy) == ""
