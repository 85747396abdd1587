"""Closed streams, odd files and odd names: one sentence each, and nothing is harmed."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.shell import TINY, Shell

ROOT = Path(__file__).parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="a shell's redirections")


def redirected(shell: Shell, line: str) -> subprocess.CompletedProcess[str]:
    """`corecase` with streams as a shell hands them over."""
    return subprocess.run(
        ["sh", "-c", f'exec "$0" -m tui.cli {line}', sys.executable],
        cwd=ROOT,
        env=os.environ | {"CORECASE_HOME": str(shell.home), "CORECASE_ASSESSOR": "A.W."},
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )


@posix
@pytest.mark.parametrize(
    ("line", "status", "part"),
    [
        ("score --json >&-", 0, ""),
        ("case list >/dev/full", 1, "could be printed"),
        ("define - <&-", 2, "Standard input is closed"),
        ("interview 07 --plain <&-", 2, "Standard input is closed"),
        ("export 07 --format csv -o - >&-", 1, "Standard output is closed"),
    ],
)
def test_streams_closed_or_full(library: Shell, line: str, status: int, part: str) -> None:
    done = redirected(library, line)
    assert (done.returncode, "Traceback" in done.stderr) == (status, False)
    assert part in done.stderr
    assert len(done.stderr.splitlines()) <= 1


def test_a_home_folder_of_nobody(shell: Shell) -> None:
    done = shell.run("case", "list", CORECASE_HOME="~no-such-user/x")
    assert done.exit_code == 1
    assert "~no-such-user is nobody’s home folder" in done.stderr


@posix
@pytest.mark.parametrize("end", ["", "-wal", "-shm"])
def test_the_database_is_never_written_over(library: Shell, end: str) -> None:
    file = library.home / f"corecase.sqlite3{end}"
    refused = library.slip("export", "07", "--format", "csv", "-o", str(file))
    assert "belongs to the database" in refused
    assert "07" in library.ok("case", "list")


@posix
def test_what_is_no_ordinary_file(library: Shell, tmp_path: Path) -> None:
    pipe = tmp_path / "pipe.csv"
    os.mkfifo(pipe)
    assert "not an ordinary file" in library.slip("import", str(pipe))
    assert "not an ordinary file" in library.slip("export", "07", "-o", str(pipe))


def test_the_demonstration_is_not_mixed_with_cases(library: Shell) -> None:
    assert "not invented" in library.slip("demo", "--home", str(library.home))
    assert len(library.json("inspection", "list")["inspections"]) == 1


@pytest.mark.parametrize(
    "arguments",
    [("define", "--", "q" * 100_000), ("score", "--case", "q" * 100_000), ("q" * 9999,)],
)
def test_what_was_typed_is_not_repeated_at_length(shell: Shell, arguments: tuple[str, ...]) -> None:
    shell.ok("inspection", "new", "Testshire", "2012", "--instrument", str(TINY), "--unencrypted")
    assert len(shell.run(*arguments).stderr) < 400


@pytest.mark.parametrize(
    ("statement", "part"),
    [
        ("DELETE FROM alembic_version", "does not say which version"),
        ("UPDATE inspection SET area = CAST(x'ff' AS TEXT)", "is damaged"),
    ],
)
def test_a_database_that_is_damaged(library: Shell, statement: str, part: str) -> None:
    with sqlite3.connect(library.home / "corecase.sqlite3") as connection:
        connection.execute(statement)
    connection.close()
    assert part in library.slip("inspection", "list", status=1)
