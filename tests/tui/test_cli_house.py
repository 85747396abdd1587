"""House sentences listed and chosen from the command line."""

from __future__ import annotations

import pytest

from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from tests.storage.filing import filed, form, library
from tests.tui.shell import Shell

OURS = "This plan was made with the reader and signed on the day."


@pytest.fixture
def served(shell: Shell) -> Shell:
    """A service with a sentence of its own in three cases."""
    with Store.open(Places(shell.home)) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), library())
        for number in range(3):
            case = store.create_case(inspection.id, f"0{number}")
            filed(store, case.id, form(f"{OURS} Door {number} is wide."))
    return shell


def listed(shell: Shell) -> list[tuple[int, str, int, str]]:
    return [tuple(line.values()) for line in shell.json("house")["sentences"]]


def test_house_sentences_are_listed_with_their_cases(served: Shell) -> None:
    assert listed(served) == [(1, OURS, 3, "found")]
    assert f"  1  {OURS} (3 cases)" in served.ok("house")


def test_nothing_found_is_said(shell: Shell) -> None:
    done = shell.run("house")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "--add TEXT" in done.stderr
    assert listed(shell) == []


def test_a_sentence_is_dropped_and_kept_again(served: Shell) -> None:
    served.ok("house", "--drop", "1")
    assert listed(served) == [(1, OURS, 3, "dropped")]
    assert "dropped" in served.ok("house")
    served.ok("house", "--keep", "1")
    assert listed(served) == [(1, OURS, 3, "found")]
    served.ok("house", "--keep", "1")
    assert listed(served) == [(1, OURS, 3, "found")]


def test_a_sentence_is_added_and_taken_back(served: Shell) -> None:
    after = served.json("house", "--add", "[b]Books[/b]\x1b[31m go out.")
    assert after["sentences"][1] == {
        "number": 2, "text": "[b]Books[/b][31m go out.", "cases": 0, "standing": "added",
    }  # fmt: skip
    assert "(0 cases, added by hand)" in served.ok("house")
    served.ok("house", "--drop", "2")
    assert len(listed(served)) == 1


def test_a_dropped_sentence_found_no_more_can_be_kept(shell: Shell) -> None:
    with Store.open(Places(shell.home)) as store:
        store.choose_house(OURS, "dropped")
    shell.ok("house", "--keep", "1")
    assert listed(shell) == [(1, OURS, 0, "added")]


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["--drop", "2"], "no sentence 2; there are 1"),
        (["--keep", "0"], "no sentence 0"),
        (["--add", " ?! "], "no sentence"),
        (["--add", "x", "--drop", "1"], "one of --add, --drop and --keep"),
    ],
)
def test_a_slip_is_told_and_changes_nothing(served: Shell, arguments: list[str], part: str) -> None:
    assert part in served.slip("house", *arguments)
    assert listed(served) == [(1, OURS, 3, "found")]
