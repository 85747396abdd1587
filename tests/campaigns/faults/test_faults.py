"""Killed before any change it makes to the disk, or left without power, a command is done or it is
not; and what it said was saved is there."""

from __future__ import annotations

import shutil
import subprocess
import sys
import tempfile
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.campaigns.faults.disk import Disk
from tests.campaigns.faults.watched import Deed
from tests.campaigns.fuzz.placed import quick_folder
from tests.terminal import ROOT, surroundings

KILLS, LOSSES = 40, 40
MANY = 1000


@pytest.fixture
def folder(tmp_path: Path) -> Iterator[Path]:
    quick = quick_folder(tmp_path / "faults")
    yield quick
    shutil.rmtree(quick)


def campaign(*words: str, first: str = "pass") -> subprocess.CompletedProcess[str]:
    """In a process that has one thread, as one that is to be forked should."""
    code = (
        f"{first}\nimport runpy, sys\nsys.argv[1:] = {list(words)!r}\n"
        "runpy.run_module('tests.campaigns.faults', run_name='__main__')"
    )
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=surroundings({"CORECASE_HOME": tempfile.gettempdir()}),
        capture_output=True,
        text=True,
        check=False,
        timeout=3600,
    )


def survived(kind: str, folder: Path, runs: int) -> str:
    done = campaign(kind, str(folder), str(runs))
    assert done.returncode == 0, done.stderr[-3000:]
    assert f"{runs} " in done.stdout.splitlines()[-1]
    return done.stdout


def test_every_command_that_writes_is_killed_and_nothing_is_half_done(folder: Path) -> None:
    survived("killed", folder, KILLS)


def test_what_was_said_to_be_saved_survives_a_loss_of_power(folder: Path) -> None:
    survived("power", folder, LOSSES)


@pytest.mark.soak
@pytest.mark.parametrize("kind", ["killed", "power"])
def test_a_thousand_faults(kind: str, folder: Path) -> None:
    print(survived(kind, folder, MANY))


# -- a campaign that could not fail would prove nothing


def test_a_database_that_does_not_flush_loses_what_it_said_was_saved(folder: Path) -> None:
    careless = "from storage import engine; engine.PRAGMAS['synchronous'] = 0"
    done = campaign("power", str(folder), "20", "work on a plain database", first=careless)
    assert done.returncode
    assert "and lost" in done.stderr or "damaged" in done.stderr


def test_a_file_written_in_place_is_found_half_written(folder: Path) -> None:
    careless = (
        "from storage.interchange import files\n"
        "files.write_whole = lambda file, data, **_: file.write_bytes(data)"
    )
    done = campaign("killed", str(folder), "20", "export a table", first=careless)
    assert done.returncode
    assert "half written" in done.stderr


# -- the disk that loses what was not flushed


def found(folder: Path, *deeds: Deed, seed: int = 0) -> dict[str, bytes]:
    before, after = folder / "before", folder / f"after-{seed}"
    before.mkdir(exist_ok=True)
    (before / "old").write_bytes(b"old")
    disk = Disk(before)
    for deed in deeds:
        disk.do(deed._replace(file=before / deed.file, to=deed.to and before / deed.to))
    disk.power_goes(after, Random(seed))
    return {file.name: file.read_bytes() for file in after.iterdir()}


def test_what_is_flushed_is_kept_and_what_is_not_may_be_lost(folder: Path) -> None:
    wrote = Deed("write", Path("old"), 0, b"new")
    for seed in range(20):
        assert found(folder, wrote, Deed("flush", Path("old")), seed=seed) == {"old": b"new"}
    assert {found(folder, wrote, seed=seed)["old"] for seed in range(20, 60)} == {b"old", b"new"}


def test_a_name_that_was_moved_is_kept_once_its_folder_is_flushed(folder: Path) -> None:
    deeds = (
        Deed("make", Path("part")),
        Deed("write", Path("part"), 0, b"new"),
        Deed("flush", Path("part")),
        Deed("move", Path("part"), to=Path("old")),
    )
    for seed in range(20):
        assert found(folder, *deeds, Deed("flush", Path("")), seed=seed) == {"old": b"new"}
    loose = [found(folder, *deeds, seed=seed) for seed in range(20, 60)]
    assert {"old": b"new"} in loose
    assert {"old": b"old", "part": b"new"} in loose


def test_sectors_of_one_write_are_kept_or_lost_each_by_itself(folder: Path) -> None:
    wrote = Deed("write", Path("old"), 0, b"n" * 4096)
    torn = [found(folder, wrote, seed=seed)["old"] for seed in range(40)]
    assert any(b"n" in data and data.strip(b"n") for data in torn)
