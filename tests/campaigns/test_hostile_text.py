"""Hostile text commands no terminal: on no screen, in no command, in no line of the line mode.

The same keys are pressed over harmless and over hostile text: no kind of sequence reaches the
terminal that the harmless run does not send by itself. Commands send none at all.
"""

from __future__ import annotations

import shutil
from pathlib import Path

import pytest

from storage.places import Places
from storage.store import Store
from tests.campaigns.hostile_home import CASE, HARMLESS, HOSTILE, SEEN, homes, kinds
from tests.standing import typed
from tests.terminal import Terminal, corecase
from tests.tui.shell import Shell
from tui.cli import FAMILIES
from tui.crash_record import FILE_NAME

ESC = "\x1b"
WHO = "\x1b[31mA.W.\x9b2J\u202e"  # short enough for a name
ASKED = "y yes · n no"  # under the prompt of the interview
OVER = PALETTE, TERM = "Find an action", "Your own."  # where the interview shines through
# Keys, what then stands on the screen, and whether text of the case does.
SCREENS: tuple[tuple[str, str, bool], ...] = (
    ("/facts\r", "Facts", True),
    (ESC, ASKED, True),
    ("/log\r", "Log", True),
    (ESC, ASKED, True),
    ("/review\r", "What is missing", False),
    (ESC, ASKED, True),
    ("/flags\r", "Flags", False),
    (ESC, ASKED, True),
    ("/documents\r", "Documents", True),
    (ESC, ASKED, True),
    ("/timeline\r", "Timeline", True),
    (ESC, ASKED, True),
    ("/compare 2\r", "Living arrangements", True),
    (ESC, ASKED, True),
    ("/scores\r", "no answer", False),
    (ESC, ASKED, True),
    (f"/define {SEEN}\r", TERM, True),
    (ESC, ASKED, True),
    ("/hide\r", "Press Enter to go on", False),
    ("\r", ASKED, True),
    ("\x10", PALETTE, False),
    (ESC, ASKED, True),
    ("/home\r", "part of a reference", True),
)


@pytest.fixture(scope="module")
def both(tmp_path_factory: pytest.TempPathFactory) -> tuple[Path, Path]:
    return homes(tmp_path_factory.mktemp("texts"))


def _shown(terminal: Terminal, words: str, text: bool) -> bool:
    there = terminal.shows(words) and (not text or terminal.shows(SEEN))
    if words == ASKED:
        return there and not any(map(terminal.shows, OVER))
    return there and (words in OVER or not terminal.shows(ASKED))


def _looked_at(home: Path) -> bytes:
    """Everything a terminal was told while the screens were gone through."""
    with corecase("interview", CASE, home=home, size=(110, 50)) as terminal:
        terminal.wait_for(lambda: terminal.shows("half typed"))
        terminal.write("\x7f" * len(f"{HOSTILE} half typed"))  # it has been seen: away with it
        terminal.wait_for(lambda: not terminal.shows("half typed") and not typed(terminal))
        for keys, words, text in SCREENS:
            terminal.write(keys)
            terminal.wait_for(lambda: _shown(terminal, words, text), what=f"{words} at {keys!r}")  # noqa: B023
            terminal.settle(0.05)
        terminal.write("\x11")
        assert terminal.end() == 0
        assert terminal.restored
        return terminal.output


def test_no_screen_sends_what_it_would_not_send_of_itself(both: tuple[Path, Path]) -> None:
    harmless, hostile = (kinds(_looked_at(home)) for home in both)
    assert hostile - harmless == set()
    assert harmless  # it is a full screen


@pytest.fixture
def shell(both: tuple[Path, Path], tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> Shell:
    """A copy of the hostile folder, and a folder to be in that holds a file of hostile name."""
    home, here = tmp_path / "home", tmp_path / "here"
    shutil.copytree(both[1], home)
    here.mkdir()
    monkeypatch.chdir(here)
    return Shell(home)


COMMANDS = [entry.name for _, entries in FAMILIES for entry in entries]
# What each is given: nothing, what it cannot know, the case, and both.
GIVEN = ((), (HOSTILE,), (f"--{HOSTILE}",), (CASE,), (CASE, HOSTILE), (CASE, "1.1.01", HOSTILE))


@pytest.mark.parametrize("command", COMMANDS)
def test_no_command_prints_more_than_text(shell: Shell, command: str) -> None:
    for given in GIVEN:
        done = shell.run(command, *given, CORECASE_ASSESSOR=WHO)
        assert kinds(done.output_bytes) == set(), (command, given)
        assert done.exit_code != 70, (command, given, done.output)
    assert not (shell.home / FILE_NAME).exists()


@pytest.mark.parametrize(
    "arguments",
    [
        ("facts", CASE),
        ("log", CASE),
        ("documents", CASE),
        ("timeline", CASE),
        ("compare", "--case", CASE, "1", "2"),
        ("check", CASE),
        ("trail", CASE),
        ("case", "list"),
        ("inspection", "list"),
        ("house",),
        ("define", SEEN),
        ("facts", CASE, f"offence={HOSTILE}"),
        ("answer", CASE, "1.1.01", f"y {HOSTILE}"),
        ("note", CASE, "1.1.01", HOSTILE),
        ("case", "new", f"09{SEEN}{ESC}[31m\x9b2J\u202e"),
    ],
)
def test_what_commands_tell_of_a_case_is_text_alone(
    shell: Shell, arguments: tuple[str, ...]
) -> None:
    done = shell.run(*arguments, CORECASE_ASSESSOR=WHO)
    assert done.exit_code == 0, done.output
    assert SEEN in done.output
    assert kinds(done.output_bytes) == set()


def test_what_is_asked_before_a_case_goes_is_text_alone(shell: Shell) -> None:
    """The case is still found by the name it had."""
    done = shell.run("erase", HARMLESS, "--why", "asked for", typed="no\n")
    assert "will be gone for good" in done.output
    assert kinds(done.output_bytes) == set()


def test_the_line_mode_prints_text_alone(shell: Shell) -> None:
    lines = (
        "/facts", "/log", "/flags all", "/flags 1", "/documents", "/compare 2", "/timeline",
        f"/find {HOSTILE}", f"/define {HOSTILE}", f"/define {SEEN}", f"/go {HOSTILE}", HOSTILE,
        "/note", "/evidence", "/more", "/context", "/score", "/review", "/home", "/quit",
    )  # fmt: skip
    typed = "".join(f"{line}\n" for line in lines)
    done = shell.run("interview", CASE, "--plain", typed=typed, CORECASE_ASSESSOR=WHO)
    assert SEEN in done.output
    assert kinds(done.output_bytes) == set()
    assert "fault" not in done.stderr


def test_the_filter_is_needed_and_the_text_is_there(both: tuple[Path, Path]) -> None:
    """Were the text clean before it is shown, nothing would have been tried."""
    assert len(kinds(HOSTILE.encode())) > 20
    with Store.open(Places(both[1]), read_only=True) as store:
        case = store.find_case(CASE)
        assert store.load(case.id).facts["offence"] == HOSTILE
        assert HOSTILE in [line.reference for line in store.cases()]
        assert HOSTILE in "".join(text.text for text in store.texts(case.id).values())
