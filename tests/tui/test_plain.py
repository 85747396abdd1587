"""The interview line by line."""

from __future__ import annotations

import os
import re
import subprocess
import sys
from collections.abc import Callable
from pathlib import Path

import pexpect
import pytest

from storage.errors import NotSaved
from storage.store import Store
from tests.tui.own_terms import keep_own_terms
from tests.tui.shell import TINY, Shell
from tui.actions import ACTIONS
from tui.plain_commands import HERE

ROOT = Path(__file__).parents[2]
WHOLE = """\
3 Feb 2012

l
y
n copied, late
y but the gate sticks
n
y
all
y but 2 n late
/finish
"""


@pytest.fixture
def fresh(shell: Shell) -> Shell:
    shell.ok("inspection", "new", "Testshire", "2012", "--instrument", str(TINY), "--unencrypted")
    shell.ok("case", "new", "07")
    return shell


def talk(shell: Shell, *lines: str, status: int = 0, case: str = "07") -> str:
    """What is printed when these lines are typed."""
    typed = "".join(f"{line}\n" for line in lines)
    done = shell.run("interview", case, "--plain", typed=typed)
    assert done.exit_code == status, done.output
    return done.output


def kinds(shell: Shell) -> list[tuple[str, str, object]]:
    return [
        (event["kind"], event["subject"], event["new"])
        for event in shell.json("log", "07")["events"]
    ]


# -- a whole interview


def test_a_whole_interview_through_a_pipe(fresh: Shell) -> None:
    done = subprocess.run(
        [sys.executable, "-m", "tui.cli", "interview", "07"],
        cwd=ROOT,
        env=os.environ | {"CORECASE_HOME": str(fresh.home), "CORECASE_ASSESSOR": "A.W."},
        input=WHOLE,
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stdout + done.stderr
    assert done.stderr == ""
    assert "Case 07 is finished and locked" in done.stdout
    assert max(map(len, done.stdout.splitlines())) <= 80
    assert not re.search(r"[\x00-\x09\x0b-\x1f\x7f-\x9f─-▟]", done.stdout)
    scores = fresh.json("score")
    assert scores["cases"] == 1
    assert scores["criteria"]["A1"]["sufficient"] == 1
    assert scores["questions"]["B1.3"] == scores["questions"]["B1.3"] | {
        "sufficient": 2,
        "applicable": 3,
    }


def test_a_whole_interview_at_a_terminal_moves_no_cursor(fresh: Shell) -> None:
    environment = os.environ | {
        "CORECASE_HOME": str(fresh.home),
        "TERM": "dumb",
        "COLUMNS": "80",
    }
    child = pexpect.spawn(
        sys.executable,
        ["-m", "tui.cli", "interview", "07", "--by", "A.W."],
        cwd=str(ROOT),
        env=environment,
        encoding="utf-8",
        timeout=30,
    )
    printed = ""
    for line in WHOLE.splitlines():
        child.expect_exact("> ")
        printed += child.before
        child.sendline(line)
    child.expect_exact("> ")
    printed += child.before
    child.sendeof()
    child.expect(pexpect.EOF)
    printed += child.before
    child.close()
    assert child.exitstatus == 0
    assert "All is saved" in printed
    assert "\x1b" not in printed
    assert fresh.json("review", "07")["finished"] is True


def test_each_question_is_read_out_with_all_that_belongs_to_it(library: Shell) -> None:
    told = talk(library, "n", "2", "/more")
    for part in (
        "Getting in. 0 of 6 answered.",
        "A1.1. Is the door easy to find?",
        "Ask: How do people find the door?",
        "Look in: the street",
        "Due: First check: 10 working days, by 17 Feb 2012",
        "Answers: y yes, n no, x not applicable, u not enough information.",
        "  2 Copied from an earlier list",
        "Why? Numbers or words",
        "A1.1: No, not good enough. Reasons: Copied from an earlier list",
        "Documents: ",
    ):
        assert part in told or part == "Documents: "
    assert "A1.2. Is there a ramp" in told


def test_leaving_and_coming_back(library: Shell) -> None:
    assert "All is saved." in talk(library, "y", "/quit", "n late")
    told = talk(library)
    assert "1 of 6 answered" in told
    assert "A1.2. Is there" in told
    assert "A1.1. Is the door" not in told


# -- what is not understood


def test_an_unclear_line_is_asked_about(library: Shell) -> None:
    told = talk(library, "Perhaps", "t", "y")
    assert "“Perhaps” is no answer here." in told
    assert re.search(r"^  t: .*note", told, re.MULTILINE)
    assert kinds(library)[-2:] == [("note", "A1.1", "Perhaps"), ("judgement", "A1.1", "yes")]


def test_an_unclear_line_can_be_left_out_or_typed_anew(library: Shell) -> None:
    told = talk(library, "Perhaps", "", "Perhaps", "n late")
    assert "Nothing is recorded of that line." in told
    assert kinds(library)[-1] == ("reasons", "A1.1", ["late"])
    assert "note" not in {kind for kind, _, _ in kinds(library)}


def test_a_pipe_ends_with_a_slip_when_a_line_was_never_made_good(library: Shell) -> None:
    told = talk(library, "y", "Perhaps", "", "/go A1.1", "y", status=2)
    assert "Not every line was taken; type these anew: line 2 “Perhaps”." in told


def test_an_impossible_date_is_asked_again(fresh: Shell) -> None:
    told = talk(fresh, "31/2/2012", "3/2/2012", "1 Jan 2012", "", "s")
    assert "There is no 31 February 2012" in told
    assert "The closing date is before the opening date" in told
    assert fresh.json("facts", "07")["facts"] == {
        "opened": "2012-02-03",
        "closed": "",
        "size": "small",
    }


def test_parking_is_told_first_and_only_done_when_agreed(library: Shell) -> None:
    opening = ("/go B1.1", "y", "y", "/go B1.1", "n late")
    told = talk(library, *opening, "", "y")
    assert "This parks 1 answer: B1.2." in told
    assert "Nothing is changed." in told
    assert library.json("score", "--case", "07")["questions"]["B1.2"]["applicable"] == 1
    talk(library, "/go B1.1", "n late", "yes")
    assert library.json("score", "--case", "07")["questions"]["B1.2"]["applicable"] == 0


# -- slash commands


def test_every_command_is_offered_and_done(library: Shell) -> None:
    missing = {a.id for a in ACTIONS if a.where != "home"} - {a.id for a in HERE}
    assert missing == {"copy", "theme", "palette", "keys"}
    help_text = talk(library, "/help")
    assert [a.slash for a in HERE if f"/{a.slash}" not in help_text] == []
    for action in HERE:
        # What a command wants besides, or cannot do just now, is said in a sentence.
        typed = "".join(f"/{name}\n" for name in (action.slash, *action.aliases))
        done = library.run("interview", "07", "--plain", typed=typed)
        assert done.exit_code in (0, 2), done.output


def test_moving_about(library: Shell) -> None:
    library.ok("answer", "07", "B1.1", "y")
    told = talk(library, "/go b1.2", "/back", "/back", "/on", "/next", "/find books")
    assert told.count("B1.1. Do books go out on the day?") == 2
    assert told.count("B1.2. Do they come back?") == 2
    assert "B1.1: Lending" in told
    assert "B1.2: Returns" in told
    told = talk(library, "/go nowhere", status=2)
    assert "There is no question or fact “nowhere”" in told
    assert "line 1 “/go nowhere”" in told
    talk(library, "/go nowhere", "/go B1.2")


def test_note_reasons_evidence_and_undo(library: Shell) -> None:
    told = talk(
        library,
        "n late",
        "/back",
        "/reasons copied",
        "/back",
        "/note Just so",
        "/evidence Plan, p 3",
        "@ Plan, p 4 “steep”",
        "/evidence",
        "/drop 1",
        "/undo",
        "/redo",
        "/clear",
        "/reasons nonsense",
        status=2,
    )
    assert "2 Plan, p 4: “steep”" in told
    ends = kinds(library)
    assert ("reasons", "A1.1", ["copied"]) in ends
    assert ends[-2:] == [("judgement", "A1.1", None), ("reasons", "A1.1", None)]
    assert "“nonsense” is no reason here" in told


def test_rows_are_named_in_a_command(library: Shell) -> None:
    told = talk(
        library,
        "/go B1.3",
        "yn",
        "/go B1.3",
        "/reasons 2 stale",
        "/go B1.3",
        "/clear 1",
        "/clear 9",
        status=2,
    )
    assert "History no (Out of date)" in told
    assert "B1.3 has no row “9”: 1 Fiction, 2 History." in told
    assert kinds(library)[-1] == ("judgement", "B1.3", None)


def test_reading_commands(library: Shell) -> None:
    told = talk(
        library, "y", "/score", "/review", "/log", "/define lor", "/context", "/facts", "/home",
        "/facts size", "/facts nothing", "/palette", "/nonsense", "/defin",
        status=2,
    )  # fmt: skip
    for part in (
        "Access: 1 of 1, 100%, FINE",
        "A1.2, open: Ramp",
        "LoR: Likelihood of Reoffending",
        "size: Size: Large",
        "07: 1 of 6 answered",
        "Size. How big is it?",
        "There is no fact “nothing”",
        "/palette belongs to the full screen",
        "There is no command /nonsense.",
        "There is no command /defin. Did you mean /define?",
    ):
        assert part in told


def test_terms_of_the_question_are_numbered_and_defined_by_number(library: Shell) -> None:
    keep_own_terms(library.home)
    told = talk(library, "/define 1", "/define", "y", "/define 2", "/define zzzzqqq")
    assert "Terms: 1 door (/define 1)" in told
    assert "Door (your own)\n  Where one goes in." in told
    assert "Looked up last: Door." in told
    assert "Terms: 1 ramp, 2 steps, 3 door (/define 1)" in told
    assert "What a ramp goes round." in told
    assert "Nothing in the glossary fits “zzzzqqq”" in told
    assert "Looked up last: Steps, Door." in talk(library, "/define")


def test_a_broken_file_of_own_terms_is_told_and_the_others_are_found(library: Shell) -> None:
    (library.home / "glossary.toml").write_text("[[entry]]\nterm = 1\n")
    told = talk(library, "/define lor")
    assert "glossary.toml,line1" in "".join(told.split())
    assert "LoR: Likelihood of Reoffending" in told


def test_export_from_within(library: Shell, tmp_path: Path) -> None:
    file = tmp_path / "07.csv"
    assert f"{file}" in talk(library, "y", f"/export {file}").replace("\n", "")
    assert b"07,A1.1,,yes" in file.read_bytes()
    assert "csv" in talk(library, f"/export {tmp_path}/07.doc", status=2)


def test_finish_and_reopen(fresh: Shell) -> None:
    told = talk(fresh, *WHOLE.splitlines(), "y", "/reopen too early", "/quit")
    assert "Nothing is left to ask here" in told
    assert ("status", "case", None) in kinds(fresh)


# -- trouble


def test_what_is_not_saved_stands_and_is_tried_again(
    library: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    full = failing(monkeypatch, times=2)
    told = talk(library, "n late", "", "", "y")
    assert told.count("NOT SAVED: The disk is full") == 2
    assert full() == 0
    assert [k for k in kinds(library) if k[0] == "judgement"] == [
        ("judgement", "A1.1", "no"),
        ("judgement", "A1.2", "yes"),
    ]


def test_the_same_line_again_is_only_another_try(
    library: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, times=1)
    told = talk(library, "y", "y")
    assert "Enter tries again: y" in told
    assert [k for k in kinds(library) if k[0] == "judgement"] == [("judgement", "A1.1", "yes")]


def test_an_unclear_line_that_was_not_saved_is_the_one_tried_again(
    library: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, times=1)
    told = talk(library, "Perhaps", "t", "", "y")
    assert "Enter tries again: Perhaps" in told
    assert kinds(library)[-2:] == [("note", "A1.1", "Perhaps"), ("judgement", "A1.1", "yes")]


def test_leaving_with_something_not_saved_is_a_failure(
    library: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    failing(monkeypatch, times=99)
    told = talk(library, "n late", "y", "/quit", status=1)
    assert "send it again when this is saved" in told
    assert "Not saved: The disk is full" in told


def failing(monkeypatch: pytest.MonkeyPatch, times: int) -> Callable[[], int]:
    """A disk that is full for so many attempts; how many are left."""
    append, left = Store.append, [times]

    def full(store: Store, *arguments: object) -> object:
        if left[0]:
            left[0] -= 1
            raise NotSaved("The disk is full: free some space.")
        return append(store, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "append", full)
    return lambda: left[0]


def test_what_another_window_saved_is_told(library: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    append = Store.append
    done: list[bool] = []

    def elsewhere(store: Store, *arguments: object) -> object:
        if not done:
            done.append(True)
            library.ok("note", "07", "B1.1", "said in the other window", "--by", "M.T.")
        return append(store, *arguments)  # type: ignore[arg-type]

    monkeypatch.setattr(Store, "append", elsewhere)
    talk(library, "y", "/quit")
    assert [kind for kind, _, _ in kinds(library)[-2:]] == ["note", "judgement"]


def test_bytes_that_are_no_text(library: Shell) -> None:
    done = library.run("interview", "07", "--plain", typed=b"n late \xff\xfe\x1b[2J\n\x00\n")
    assert done.exit_code in (0, 2)
    assert "\x1b" not in done.output
    assert kinds(library)[-2][:2] == ("judgement", "A1.1")
