"""`corecase export`: every format, names masked, entered in the trail, whole or not at all."""

from __future__ import annotations

import csv
import io
import os
import resource
import signal
import subprocess
import sys
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

import pytest

from storage.errors import NotSaved
from storage.outgoing import plain_name
from storage.places import Places
from storage.store import Store
from storage.trail import Trail
from storage.trail_entries import Entry, What
from tests.terminal import COMMAND, ROOT, Terminal
from tests.tui.shell import Shell

BEGINS = {
    "xlsx": b"PK\x03\x04",
    "docx": b"PK\x03\x04",
    "pdf": b"%PDF-",
    "html": b"<!DOCTYPE html>",
    "md": b"**OFFICIAL-SENSITIVE**",
    "csv": b"case,question",
    "json": b"{",
}
NOTE = "Carys Ormond said that Mrs Dale rang; Ormond wrote it down"


@pytest.fixture
def named(shell: Shell) -> Shell:
    """A case of the shipped instrument whose note names its case manager."""
    shell.ok("inspection", "new", "Testshire", "2012", "--unencrypted")
    shell.ok("case", "new", "07")
    shell.ok("facts", "07", "case_managers=Carys Ormond from 3 Feb 2012")
    shell.ok("answer", "07", "1.1.01", "y", "--note", NOTE)
    return shell


def entries(shell: Shell) -> list[Entry]:
    with Store.open(Places(shell.home)) as store:
        return [entry for entry in store.trail.entries() if entry.what == What.EXPORTED]


def finished(shell: Shell, *references: str) -> None:
    """Cases of the library, finished and alike."""
    for reference in references:
        shell.ok("case", "new", reference)
        facts = ("opened=3 Feb 2012", "closed=-", "size=small", "has_steps=n", "lends=n")
        shell.ok("facts", reference, *facts, "stocked=none")
        shell.ok("answer", reference, "A1.1", "y", "--note", f"seen in {reference}")
        shell.ok("finish", reference)


@pytest.mark.parametrize("form", BEGINS)
def test_every_format_is_written_for_its_owner_alone(
    named: Shell, tmp_path: Path, form: str
) -> None:
    file = tmp_path / f"case.{form}"
    done = named.run("export", "07", "-o", str(file))
    assert done.exit_code == 0, done.output
    assert f"1 case written to {file}." in done.stderr
    assert file.read_bytes().startswith(BEGINS[form])
    assert file.stat().st_mode & 0o777 == 0o600
    (entry,) = entries(named)
    assert entry.who == "A.W."
    assert entry.case_id == 1
    assert entry.detail["format"] == form
    assert entry.detail["file"] == f"case.{form}"
    assert list(tmp_path.glob(".*")) == []


def test_names_are_masked_and_what_was_masked_is_said(named: Shell, tmp_path: Path) -> None:
    done = named.run("export", "07", "-o", "-", "--format", "md", "--to", "C. Head")
    assert done.exit_code == 0, done.output
    assert "Ormond" not in done.stdout
    assert "Dale" not in done.stdout
    assert "\\[case manager\\] said that Mrs \\[name\\] rang" in done.stdout
    assert "Masked: case manager's name 2 times" in done.stderr
    assert "Ormond" not in done.stderr
    (entry,) = entries(named)
    assert entry.detail == {
        "format": "md",
        "file": "-",
        "names": "masked",
        "marking": "OFFICIAL-SENSITIVE",
        "to": "C. Head",
    }


def test_names_need_a_reason_which_the_trail_keeps(named: Shell) -> None:
    wanted = ("export", "07", "-o", "-", "--format", "md", "--with-names")
    assert "--why" in named.slip(*wanted)
    assert "--why gives the reason" in named.slip(*wanted[:-1], "--why", "conference")
    assert entries(named) == []
    done = named.run(*wanted, "--why", "conference")
    assert "Carys Ormond said that Mrs Dale rang" in done.stdout
    assert "Names stand in it" in done.stderr
    (entry,) = entries(named)
    assert (entry.detail["names"], entry.detail["why"]) == ("with names", "conference")


def test_on_a_terminal_names_are_confirmed_by_a_word(named: Shell, tmp_path: Path) -> None:
    file = tmp_path / "case.md"
    command = (*COMMAND, "export", "07", "-o", str(file), "--with-names")
    surroundings = {"CORECASE_HOME": str(named.home), "CORECASE_ASSESSOR": "A.W."}
    with Terminal(command, environment=surroundings) as terminal:
        terminal.wait_for("Type names to go on")
        terminal.enter("yes")
        terminal.wait_for("Nothing was written.")
    assert not file.exists()
    with Terminal(command, environment=surroundings) as terminal:
        terminal.wait_for("Type names to go on")
        terminal.enter("names")
        terminal.wait_for("What for")
        terminal.enter("conference")
        terminal.wait_for("Names stand in it")
    assert "Carys Ormond" in file.read_text()
    assert entries(named)[0].detail["why"] == "conference"


def test_what_the_names_were_is_shown_on_a_terminal_only(named: Shell, tmp_path: Path) -> None:
    command = (*COMMAND, "export", "07", "-o", str(tmp_path / "case.md"))
    surroundings = {"CORECASE_HOME": str(named.home), "CORECASE_ASSESSOR": "A.W."}
    with Terminal(command, environment=surroundings) as terminal:
        terminal.wait_for("That is: Carys Ormond; Ormond; Dale")


def test_exact_files_say_that_names_stand_in_them(named: Shell, tmp_path: Path) -> None:
    for form in ("csv", "json"):
        done = named.run("export", "07", "-o", str(tmp_path / f"case.{form}"))
        assert f"Names stand in this {form} as they were typed" in done.stderr
        assert "Nothing is masked" in named.slip(
            "export", "07", "-o", f"x.{form}", "--with-names", "--why", "x"
        )
    named.ok("note", "07", "1.1.01", "Nobody is named", "--replace")
    done = named.run("export", "07", "-o", str(tmp_path / "case.csv"))
    assert "Names stand" not in done.stderr


def test_a_table_for_spreadsheets_masks_names_and_runs_nothing(
    named: Shell, tmp_path: Path
) -> None:
    named.ok("answer", "07", "1.1.02", "y", "--note", "=1+1 of Ormond")
    file = tmp_path / "case.csv"
    done = named.run("export", "07", "-o", str(file), "--for-spreadsheet")
    assert "Masked: case manager's name" in done.stderr
    rows = list(csv.DictReader(io.StringIO(file.read_text("utf-8-sig"))))
    assert [row["note"] for row in rows][1] == "'=1+1 of [case manager]"
    assert "Ormond" not in file.read_text("utf-8-sig")
    assert entries(named)[0].detail["names"] == "masked"
    assert "is for csv" in named.slip("export", "07", "-o", "x.pdf", "--for-spreadsheet")


def test_the_marking_can_be_ones_own(named: Shell) -> None:
    told = named.ok("export", "07", "-o", "-", "--format", "md", "--marking", "TOP OF THE TREE")
    assert told.startswith("**TOP OF THE TREE**")
    assert "OFFICIAL" not in told
    assert entries(named)[0].detail["marking"] == "TOP OF THE TREE"
    assert "marking is empty" in named.slip("export", "07", "-o", "x.md", "--marking", " ")
    assert "too long" in named.slip("export", "07", "-o", "x.md", "--to", "x" * 81)


def test_several_cases_are_a_file_each_in_a_folder(library: Shell, tmp_path: Path) -> None:
    finished(library, "08/A", "08 a")
    folder = tmp_path / "cases"
    assert "name a folder" in library.slip("export", "07", "08/A", "-o", "x.md")
    done = library.run("export", "--all", "--format", "docx", "-o", f"{folder}/")
    assert done.exit_code == 0, done.output
    assert "1 open case left out; --open writes them too" in done.stderr
    assert f"2 cases written to {folder}." in done.stderr
    assert {file.name for file in folder.iterdir()} == {"case-08-a.docx", "case-08-a-2.docx"}
    texts = [zipfile.ZipFile(file).read("word/document.xml") for file in sorted(folder.iterdir())]
    assert texts[0] != texts[1]
    assert {entry.case_id for entry in entries(library)} == {2, 3}
    library.ok("export", "07", "--format", "md", "-o", str(folder))
    assert (folder / "case-07.md").exists()
    library.ok("export", "--all", "--open", "--format", "md", "-o", str(folder))
    assert len(list(folder.glob("*.md"))) == 3


def test_one_table_or_record_of_several_cases_is_one_entry(library: Shell, tmp_path: Path) -> None:
    finished(library, "08", "09")
    library.ok("export", "08", "09", "-o", str(tmp_path / "two.csv"))
    library.ok("export", "--all", "-o", str(tmp_path / "all.json"))
    two, every = entries(library)
    assert (two.detail["cases"], two.case_id, two.inspection_id) == ("08, 09", None, 1)
    assert (every.detail["cases"], every.detail["names"]) == ("3", "as typed")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["07", "-o", "x.doc"], "“doc” is no format"),
        (["07", "-o", "x"], "In which format?"),
        (["07", "-o", "-", "--format", "pdf"], "name a file for pdf"),
        (["07", "-o", "/", "--format", "csv"], "is a folder"),
        (["--all", "-o", "x/", "--format", "pdf"], "no finished case"),
    ],
)
def test_what_cannot_be_written_is_said_and_nothing_is(
    library: Shell, arguments: list[str], part: str
) -> None:
    done = library.run("export", *arguments)
    assert done.exit_code == 2
    assert part in done.stderr
    assert entries(library) == []


def test_names_of_files_fit_every_system() -> None:
    assert plain_name("Case 07/A: “x”") == "case-07-a-x"
    assert plain_name("///") == "corecase"
    assert len(plain_name("x" * 300)) == 60


# -- whole or not at all


@contextmanager
def no_file_longer_than(size: int) -> Iterator[None]:
    before = resource.getrlimit(resource.RLIMIT_FSIZE)
    ignored = signal.signal(signal.SIGXFSZ, signal.SIG_IGN)
    resource.setrlimit(resource.RLIMIT_FSIZE, (size, before[1]))
    try:
        yield
    finally:
        resource.setrlimit(resource.RLIMIT_FSIZE, before)
        signal.signal(signal.SIGXFSZ, ignored)


def test_a_full_disk_leaves_the_old_file(named: Shell, tmp_path: Path) -> None:
    file = tmp_path / "case.md"
    file.write_text("old")
    with no_file_longer_than(3000):
        assert "cannot be written" in named.slip("export", "07", "-o", str(file), status=1)
    assert file.read_text() == "old"
    assert entries(named) == []
    assert list(tmp_path.glob(".*")) == []


def test_without_an_entry_in_the_trail_there_is_no_file(
    named: Shell, tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refuse(*_arguments: object, **_more: object) -> None:
        raise NotSaved("the disk is full.")

    monkeypatch.setattr(Trail, "add", refuse)
    file = tmp_path / "case.md"
    file.write_text("old")
    assert "the disk is full" in named.slip("export", "07", "-o", str(file), status=1)
    assert file.read_text() == "old"
    done = named.run("export", "07", "-o", "-", "--format", "md")
    assert (done.exit_code, done.stdout) == (1, "")
    assert list(tmp_path.glob(".*")) == []


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_a_kill_leaves_the_old_file(named: Shell, tmp_path: Path) -> None:
    file = tmp_path / "case.md"
    file.write_text("old")
    code = f"""
import os, signal, sys
from storage.trail import Trail
Trail.add = lambda *arguments, **more: os.kill(os.getpid(), signal.SIGKILL)
from tui.cli import main
sys.argv = ["corecase", "export", "07", "-o", {str(file)!r}]
main()
"""
    environment = os.environ | {"CORECASE_HOME": str(named.home), "CORECASE_ASSESSOR": "A.W."}
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, env=environment, capture_output=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    assert file.read_text() == "old"
    assert entries(named) == []
