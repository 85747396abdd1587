"""`corecase define`."""

import json

import pytest

from tests.tui.shell import Shell


def test_a_term_in_full(shell: Shell) -> None:
    told = shell.ok("define", "rmp")
    assert told.startswith("RMP: Risk management plan")
    assert max(map(len, told.splitlines())) <= 80


def test_several_words_need_no_quotes(shell: Shell) -> None:
    assert "RMP" in shell.ok("define", "risk", "management", "plan").splitlines()[0]


def test_json_has_these_keys_and_no_others(shell: Shell) -> None:
    found = shell.json("define", "rmp")
    assert list(found) == ["query", "matches"]
    assert found["query"] == "rmp"
    assert {tuple(match) for match in found["matches"]} == {
        ("term", "expansion", "definition", "how", "score")
    }
    scores = [match["score"] for match in found["matches"]]
    assert scores == sorted(scores, reverse=True)


def test_nothing_fits(shell: Shell) -> None:
    done = shell.run("define", "zzzzqqq")
    assert (done.exit_code, done.stdout) == (0, "")
    assert "zzzzqqq" in done.stderr
    assert shell.json("define", "zzzzqqq") == {"query": "zzzzqqq", "matches": []}


def test_a_miss_offers_what_is_near(shell: Shell) -> None:
    assert "RMP" in shell.ok("define", "rmmp") or "RMP" in shell.run("define", "rmmp").stderr


def test_lines_of_queries_get_lines_of_answers(shell: Shell) -> None:
    lines = shell.ok("define", "-", "--json", typed="lor\n\nzzzzqqq\n").splitlines()
    answers = [json.loads(line) for line in lines]
    assert [a["query"] for a in answers] == ["lor", "", "zzzzqqq"]
    assert answers[0]["matches"][0]["term"] == "LoR"
    assert answers[2]["matches"] == []


def test_without_a_query_all_terms_by_letter(shell: Shell) -> None:
    told = shell.ok("define").splitlines()
    letters = [line for line in told if line and not line.startswith(" ")]
    assert letters == sorted(letters, key=lambda letter: (letter.isalpha(), letter))
    assert len(shell.json("define")["matches"]) > 200


def test_own_terms_are_read(shell: Shell) -> None:
    shell.home.mkdir()
    own = shell.home / "glossary.toml"
    own.write_text('[[entry]]\nterm = "Zibbo"\ndefinition = "A word of our office."\n')
    assert "A word of our office." in shell.ok("define", "zibbo")
    own.write_text("[[entry]]\nterm = 3\n")
    assert "glossary.toml" in shell.slip("define", "zibbo")


@pytest.mark.parametrize("query", ["x" * 5000, "\x00", "[/red]", "-1"])
def test_any_query_is_taken(shell: Shell, query: str) -> None:
    assert shell.run("define", "--json", "--", query).exit_code == 0
