"""The command line as a whole: help, mistakes, failures, who it is, what reaches the terminal."""

import os
import subprocess
import sys
from importlib import import_module
from pathlib import Path

import click
import pytest

from tests.tui.shell import Shell
from tui.cli import FAMILIES, main

ROOT = Path(__file__).parents[2]
NAMES = [entry.name for _, entries in FAMILIES for entry in entries]


def python(*arguments: str, home: Path, code: str = "") -> subprocess.CompletedProcess[str]:
    """`corecase` in a process of its own, or some code that runs it."""
    start = ["-c", code] if code else ["-m", "tui.cli"]
    return subprocess.run(
        [sys.executable, *start, *arguments],
        cwd=ROOT,
        env=os.environ | {"CORECASE_HOME": str(home)},
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )


@pytest.mark.parametrize("name", NAMES)
def test_every_command_is_there_and_has_help(shell: Shell, name: str) -> None:
    command = main.get_command(click.Context(main), name)
    assert command is not None
    assert command.name == name
    assert "Usage: corecase " + name in shell.ok(name, "--help")


def test_no_module_has_a_command_that_the_table_does_not_name() -> None:
    modules = {entry.module for _, entries in FAMILIES for entry in entries}
    named = {n for m in modules for n in import_module(f"tui.commands.{m}").COMMANDS}
    assert named == set(NAMES)


def test_help_names_every_command_in_80_columns(shell: Shell) -> None:
    told = shell.ok("--help")
    assert [name for name in NAMES if f"  {name} " not in told] == []
    assert max(map(len, told.splitlines())) <= 80


def test_version(shell: Shell) -> None:
    assert shell.ok("--version").startswith("corecase ")


@pytest.mark.parametrize(
    ("arguments", "sentence"),
    [
        (["scroe"], "There is no command “scroe”; did you mean `corecase score`?"),
        (["xyzzy"], "There is no command “xyzzy”; `corecase --help` lists them."),
        (["answer"], "Missing argument 'CASE'; `corecase answer --help` shows how it goes."),
        (
            ["inspection", "new", "A", "soon"],
            "Invalid value for 'YEAR': 'soon' is not a valid integer; "
            "`corecase inspection new --help` shows how it goes.",
        ),
    ],
)
def test_a_command_written_wrongly(shell: Shell, arguments: list[str], sentence: str) -> None:
    assert shell.slip(*arguments) == sentence


def test_nothing_is_there_yet(shell: Shell) -> None:
    assert "corecase demo" in shell.slip("score")
    assert "no case" in shell.slip("review", "07")


def test_the_app_needs_a_terminal(shell: Shell) -> None:
    assert "--plain" in shell.slip()
    assert "terminal" in shell.slip("demo")


def test_a_database_that_is_none(shell: Shell) -> None:
    shell.home.mkdir()
    (shell.home / "corecase.sqlite3").write_text("Dear Sir or Madam, " * 500)
    assert "not a corecase database" in shell.slip("score", status=1)


def test_a_database_address_that_is_none(shell: Shell) -> None:
    done = shell.run("score", CORECASE_DATABASE="mysql://user:secret@host/db")
    assert done.exit_code == 1
    assert "secret" not in done.output


def test_a_fault_shows_no_case_data(library: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def broken(*_: object) -> None:
        raise RuntimeError("Kyle's mother said")

    monkeypatch.setattr("tui.commands.case_end.review_of", broken)
    sentence = library.slip("review", "07", "--json", status=70)
    assert "Kyle" not in sentence
    assert "RuntimeError" in sentence
    assert "case_end.py" in sentence
    assert "\n" not in sentence


def test_ctrl_c_ends_quietly(library: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    def interrupted(*_: object) -> None:
        raise KeyboardInterrupt

    monkeypatch.setattr("tui.commands.case_end.review_of", interrupted)
    done = library.run("review", "07", "--json")
    assert done.exit_code == 130
    assert done.output.strip() == ""


def test_a_reader_that_goes_away_is_no_complaint(tmp_path: Path) -> None:
    code = """
import os, sys
sys.argv = ["corecase", "define"]
from tui.cli import main
read, write = os.pipe()
os.close(read)
os.dup2(write, 1)
main()
"""
    done = python(home=tmp_path, code=code)
    assert done.stderr == ""
    assert done.returncode == 141


def test_text_of_a_case_cannot_command_the_terminal(library: Shell) -> None:
    nasty = "\x1b[2Jwiped\x07 \x9b31m [red]b[/] \u202eback"
    library.ok("answer", "07", "A1.1", "n", nasty)
    library.ok("case", "new", "\x1b]0;title\x0708")
    printed = "".join(
        library.run(*command).output
        for command in (
            ["log", "07"],
            ["score", "--open", "--why", "A1.1"],
            ["case", "list"],
            ["answer", "07", "A1.1", "--json", "y"],
            ["review", "\x1b[2J"],
            ["export", "07", "--format", "csv", "-o", "-"],
        )
    )
    assert "[red]b[/]" in printed
    assert not {"\x1b", "\x07", "\x9b", "\u202e"} & set(printed)


def test_a_letter_that_the_terminal_does_not_have_is_no_crash(tmp_path: Path) -> None:
    home = tmp_path / "home"
    env = os.environ | {"PYTHONIOENCODING": "latin-1", "CORECASE_HOME": str(home)}
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", "nonsense"],
        cwd=ROOT, env=env, capture_output=True, text=True, timeout=60, check=False,
    )  # fmt: skip
    assert done.returncode == 2
    assert done.stderr.startswith("There is no command ?nonsense?")


@pytest.mark.parametrize(
    ("by", "environment", "who"),
    [
        (["--by", "M.T."], "E.E.", "M.T."),
        ([], "E.E.", "E.E."),
        ([], "", "S.S."),
    ],
)
def test_who_goes_into_the_log(library: Shell, by: list[str], environment: str, who: str) -> None:
    (library.home / "settings.toml").write_text('who = "S.S."\n')
    done = library.run("answer", "07", "A1.1", "y", *by, CORECASE_ASSESSOR=environment)
    assert done.exit_code == 0, done.output
    assert library.json("log", "07")["events"][-1]["who"] == who


def test_who_was_here_last_or_is_logged_in(library: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("getpass.getuser", lambda: "aw")
    library.run("note", "07", "A1.1", "one thing", CORECASE_ASSESSOR="")
    library.ok("interview", "07", "--plain", "--by", "M.T.", typed="/quit\n")
    library.run("note", "07", "A1.1", "another thing", CORECASE_ASSESSOR="")
    assert [e["who"] for e in library.json("log", "07")["events"][-2:]] == ["aw", "M.T."]


def test_a_name_that_is_none(library: Shell) -> None:
    assert "--by" in library.slip("note", "07", "A1.1", "words here", "--by", " ")


def test_demonstration_is_written_ready_for_every_other_command(shell: Shell) -> None:
    assert "CORECASE_HOME" in shell.ok("demo", "--home", str(shell.home))
    scores = shell.json("score")
    assert scores["cases"] == 62
    assert {key: s["score"] for key, s in scores["headline"].items()} == {
        "safeguarding": 70,
        "roh": 62,
        "lor": 75,
    }
    assert "invented" in shell.ok("score")
    assert len(shell.json("case", "list")["cases"]) == 65
    assert "invented" in shell.ok("demo", "--about")
