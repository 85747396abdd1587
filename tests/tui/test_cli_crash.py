"""A fault in a command or the line mode: status 70, a record, and nothing of a case anywhere."""

from __future__ import annotations

import os
import subprocess
import sys
from pathlib import Path

import pytest

from tests.tui.shell import Shell
from tui.crash_record import CRASHED, FILE_NAME, program, write_record

ROOT = Path(__file__).resolve().parents[2]
NAME = "Jamie Smith"
RAISED_AT_ONCE = """
import sys
sys.argv = ["corecase", "where"]
import tui.cli
name = "Jamie Smith"
def broken(*_):
    raise ValueError(f"{name} is not a number") from KeyError(name)
"""
WAYS = {
    "in a command": "import tui.commands.where as w; w.where.callback = broken",
    "before any command": "tui.cli.Commands.parse_args = broken",
    "past every net": "tui.cli.tolerant_streams = broken",
    "in a thread": "import threading; t = threading.Thread(target=broken)\n"
    "def start(): t.start(); t.join()\n"
    "tui.cli.tolerant_streams = start; tui.cli.quiet_faults(tui.cli._data_folder)",
}


def broken(*_arguments: object, **_named: object) -> None:
    child = NAME
    raise ValueError(f"{child} is not a number") from KeyError(child)


def nothing_of_it_in(home: Path) -> bool:
    return not any(
        NAME.encode() in file.read_bytes() for file in home.rglob("*") if not file.is_dir()
    )


@pytest.mark.parametrize(
    ("target", "arguments"),
    [
        ("tui.pages.case.missing", ("review", "07")),
        ("storage.store.Store.cases", ("case", "list")),
        ("storage.store.Store.open", ("facts", "07")),
        ("tui.controller.Interview.submit", ("interview", "07", "--plain")),
        ("tui.controller.Interview.open", ("interview", "07", "--plain")),
    ],
)
def test_a_fault_in_a_command_or_the_line_mode(
    library: Shell, monkeypatch: pytest.MonkeyPatch, target: str, arguments: tuple[str, ...]
) -> None:
    monkeypatch.setattr(target, broken)
    done = library.run(*arguments, typed="y\n/quit\n")
    assert done.exit_code == CRASHED, done.output
    assert "a fault in corecase (ValueError" in done.stderr
    assert FILE_NAME in done.stderr
    assert NAME not in done.output
    record = (library.home / FILE_NAME).read_text()
    assert f"corecase {arguments[0]}" in record
    assert program() in record
    assert "KeyError" in record
    assert " broken" in record
    assert nothing_of_it_in(library.home)


@pytest.mark.parametrize("way", WAYS)
def test_a_fault_wherever_it_is_met(tmp_path: Path, way: str) -> None:
    done = subprocess.run(
        [sys.executable, "-c", f"{RAISED_AT_ONCE}\n{WAYS[way]}\ntui.cli.main()"],
        cwd=ROOT,
        env={**os.environ, "CORECASE_HOME": str(tmp_path), "PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        check=False,
    )
    assert NAME not in done.stdout + done.stderr
    assert "Traceback" not in done.stderr
    assert " broken" in (tmp_path / FILE_NAME).read_text()
    assert nothing_of_it_in(tmp_path)
    # A thread that fails takes nothing else with it.
    assert done.returncode == (0 if way == "in a thread" else CRASHED)


def test_a_fault_met_over_and_over_does_not_fill_the_disk(tmp_path: Path) -> None:
    log = tmp_path / FILE_NAME
    log.write_bytes(b"x" * 1_000_000)
    assert write_record(ValueError(NAME), tmp_path) == log
    assert log.stat().st_size == 1_000_000
