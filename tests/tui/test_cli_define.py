"""`corecase define`."""

import json
from pathlib import Path

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


def write_own(shell: Shell, text: str) -> Path:
    shell.home.mkdir(exist_ok=True)
    own = shell.home / "glossary.toml"
    own.write_text(text, encoding="utf-8")
    return own


def test_own_terms_are_read_and_told_as_own(shell: Shell) -> None:
    write_own(shell, '[[entry]]\nterm = "Zibbo"\ndefinition = "A word of our office."\n')
    told = shell.ok("define", "zibbo")
    assert "Zibbo (your own)" in told
    assert "A word of our office." in told


@pytest.mark.parametrize("text", ["[[entry]]\nterm = 3\n", "[[entry\n", "\x00"])
def test_a_broken_own_file_is_told_by_line_and_the_shipped_terms_are_found(
    shell: Shell, text: str
) -> None:
    own = write_own(shell, text)
    done = shell.run("define", "rmp")
    assert done.exit_code == 0
    assert done.stdout.startswith("RMP: Risk management plan")
    assert str(own) in done.stderr
    assert "line 1" in done.stderr
    assert shell.json("define", "rmp")["matches"][0]["term"] == "RMP"
    refused = shell.slip("define", "--add", "Zibbo", "--definition", "Ours.")
    assert "line 1" in refused
    assert own.read_text(encoding="utf-8") == text


ADDED = (
    *("define", "--add", "Zibbo", "--expansion", "Zealous [b]inbox[/b]", "--definition", "Ours."),
    *("--alias", "Zib", "--alias", "Zibb", "--related", "RMP", "--source", "The office"),
)


def test_a_term_is_added_and_where_is_said(shell: Shell) -> None:
    told = shell.ok(*ADDED)
    own = shell.home / "glossary.toml"
    assert str(own) in "".join(told.split("\n")) or own.name in told
    assert own.stat().st_mode & 0o777 == 0o600
    found = shell.ok("define", "zibb")
    assert found.startswith("Zibbo: Zealous [b]inbox[/b] (your own)")
    assert "Source: The office" in found
    assert "already" in shell.slip(*ADDED)


def test_a_shipped_term_keeps_what_is_not_said_anew(shell: Shell) -> None:
    shell.ok("define", "--add", "rmp", "--definition", "As we do it.")
    found = shell.ok("define", "rmp")
    assert "Risk management plan (your own, in place of the shipped one)" in found.replace(
        "\n  ", " "
    )
    assert "As we do it." in found


@pytest.mark.parametrize(
    ("arguments", "says"),
    [
        (("--add", "Zibbo"), "--definition"),
        (("--add", "rmp"), "--definition"),
        (("--add", "\x1b[2J!", "--definition", "x"), "2J"),
        (("--add", "?!", "--definition", "x"), "letter"),
        (("--add", "Zibbo", "more", "--definition", "x"), "quotes"),
        (("--definition", "x", "rmp"), "--add"),
    ],
)
def test_what_cannot_be_added_is_said(shell: Shell, arguments: tuple[str, ...], says: str) -> None:
    done = shell.run("define", *arguments)
    assert says in done.output
    assert "\x1b" not in done.output


def test_what_is_lacking_is_asked_for(shell: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tui.commands.define._can_ask", lambda: True)
    told = shell.ok("define", "--add", "Zibbo", typed="\nA word of ours.\nZib; Zibb\n\n\n")
    assert "A word of ours." in told
    assert shell.json("define", "zibb")["matches"][0]["term"] == "Zibbo"


def test_ten_thousand_own_terms_of_any_length(shell: Shell) -> None:
    write_own(
        shell,
        "".join(
            f'[[entry]]\nterm = "Word {n}"\ndefinition = "{"ours " * (1 + 400 * (n > 9990))}"\n'
            for n in range(10_000)
        ),
    )
    told = shell.ok("define", "word", "9999")
    assert told.startswith("Word 9999 (your own)")


@pytest.mark.parametrize("query", ["x" * 5000, "\x00", "[/red]", "-1"])
def test_any_query_is_taken(shell: Shell, query: str) -> None:
    assert shell.run("define", "--json", "--", query).exit_code == 0
