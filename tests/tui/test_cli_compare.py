"""`corecase compare`."""

from __future__ import annotations

import re
import textwrap
from pathlib import Path
from typing import Any

import pytest

from tests.storage import written
from tests.tui.shell import Shell

EARLIER = """Core Asset profile
Name: Kyle Brown
Date completed: 12 January 2012

Living arrangements
Where does the young person live?
Kyle lives with his mother in a flat on the Marsh estate, which is too small for four. He
shares a room with his brother and has no desk to work at.

Offence analysis
He is awaiting sentence for the robbery. He pushed the victim to the ground and took his
telephone from him.
"""
LATER = """Core Asset profile
Name: Kyle Brown
Date completed: 3 February 2012

Living arrangements
Where does the young person live?
Kyle lives with his aunt in a flat on the Marsh estate, which is too small for four. He
shares a room with his brother and has no desk to work at.

Offence analysis
He is awaiting sentence for the robbery. He pushed the victim to the ground and took his
telephone from him. Since then he has written a letter in which he says that he regrets it.
"""


@pytest.fixture
def pair(tmp_path: Path) -> tuple[str, str]:
    files = (tmp_path / "jan.txt", tmp_path / "feb.txt")
    for file, text in zip(files, (EARLIER, LATER), strict=True):
        file.write_text(text, encoding="utf-8")
    return str(files[0]), str(files[1])


@pytest.fixture
def sentenced(shell: Shell) -> Shell:
    """Case 07 of the shipped instrument: sentenced between the two documents, looked after."""
    shell.ok("inspection", "new", "Norwick", "2012", "--unencrypted")
    shell.ok("case", "new", "07")
    shell.ok("facts", "07", "sentence_type=yro", "sentence_date=20 Jan 2012", "looked_after=y")
    return shell


def line_with(told: str, part: str) -> str:
    return next(line for line in told.splitlines() if part in line)


def test_json_has_the_keys_others_depend_on(shell: Shell, pair: tuple[str, str]) -> None:
    found = shell.json("compare", *pair)
    assert list(found) == ["share", "label", "spans", "sections", "outdated", "omitted"]
    assert found["label"] == "yes"
    assert 0.7 < found["share"] < 1
    assert [section["heading"] for section in found["sections"]] == [
        "Core Asset profile",
        "Living arrangements",
        "Offence analysis",
    ]
    for section in found["sections"]:
        assert list(section) == ["heading", "share", "label", "spans", "matches"]
    assert found["omitted"] == []
    assert not shell.home.exists()


def test_offsets_are_characters_of_the_texts(shell: Shell, pair: tuple[str, str]) -> None:
    found = shell.json("compare", *pair)
    quoted = [" ".join(LATER[start:end].split()) for start, end in found["spans"]]
    assert quoted[0].startswith("Kyle lives with his aunt")
    assert quoted[-1] == "He pushed the victim to the ground and took his telephone from him."
    (edited, same) = found["sections"][1]["matches"]
    assert EARLIER[slice(*edited["earlier"])].startswith("Kyle lives with his mother")
    assert LATER[slice(*same["later"])] == EARLIER[slice(*same["earlier"])]
    assert found["spans"] == [s for section in found["sections"] for s in section["spans"]]


def test_sentence_by_sentence_for_people(shell: Shell, pair: tuple[str, str]) -> None:
    told = shell.ok("compare", *pair)
    assert max(map(len, told.splitlines())) <= 80
    assert "Earlier: jan.txt, 12 Jan 2012" in told
    assert line_with(told, "Kyle lives").startswith("  ~ ")
    assert "“mother” became “aunt”" in told
    assert line_with(told, "He shares").startswith("  = ")
    assert line_with(told, "Since then").startswith("  + ")
    assert "Where does" not in told
    assert told.splitlines()[-1] == (
        "5 sentences: 3 taken over, 1 edited, 1 new. Out of date: 0 statements."
    )


def test_a_document_against_itself_is_all_taken_over(shell: Shell, pair: tuple[str, str]) -> None:
    found = shell.json("compare", pair[0], pair[0])
    assert (found["share"], found["label"]) == (1.0, "yes")


def test_the_facts_of_a_case_speak_against_it(sentenced: Shell, pair: tuple[str, str]) -> None:
    found = sentenced.json("compare", *pair, "--case", "07")
    (stale,) = found["outdated"]
    assert list(stale) == ["start", "end", "kind", "text", "why"]
    assert "awaiting sentence" in stale["text"]
    assert LATER[stale["start"] : stale["end"]] == stale["text"]
    assert "20 Jan 2012" in stale["why"]
    (unsaid,) = found["omitted"]
    assert unsaid["fact"] == "looked_after"
    told = sentenced.ok("compare", *pair, "--case", "07")
    assert line_with(told, "sentenced 20 Jan 2012").startswith("  ! ")
    assert "Not mentioned: Looked after" in told


def test_what_was_true_on_its_day_is_not_out_of_date(
    sentenced: Shell, pair: tuple[str, str]
) -> None:
    found = sentenced.json(
        "compare", *pair, "--case", "07", "--earlier-dated", "10/1/12", "--dated", "15 Jan 2012"
    )
    assert found["outdated"] == []


def test_documents_of_a_case_are_compared_by_their_numbers(
    sentenced: Shell, pair: tuple[str, str]
) -> None:
    for file, stage in zip(pair, ("before_sentence", "start"), strict=True):
        sentenced.ok("add-document", "07", file, "--kind", "core_profile", "--stage", stage)
    by_number = sentenced.json("compare", "1", "2", "--case", "07")
    assert by_number == sentenced.json("compare", *pair, "--case", "07")
    told = sentenced.ok("compare", "1", "2", "--case", "07")
    assert "Earlier: Core Asset profile, 12 Jan 2012" in told
    mixed = sentenced.json("compare", "1", pair[1], "--case", "07")
    assert mixed == by_number
    assert "3" in sentenced.slip("compare", "1", "3", "--case", "07")


def files_of_every_kind(tmp_path: Path, text: str, stem: str) -> dict[str, str]:
    # A line end in the middle of a sentence would be a new paragraph in these kinds of file.
    lines = re.sub(r"(?<=[a-z])\n(?=[a-z])|(?<= He)\n", " ", text).splitlines()
    page = [part for line in lines for part in textwrap.wrap(line, 90) or [""]]
    html = "<html><body>" + "".join(f"<p>{line}</p>" for line in lines)
    contents = {
        ".md": text.encode(),
        ".html": html.encode(),
        ".rtf": written.rtf(lines),
        ".docx": written.docx(lines),
        ".pdf": written.pdf([page]),
    }
    for suffix, data in contents.items():
        (tmp_path / f"{stem}{suffix}").write_bytes(data)
    return {suffix: str(tmp_path / f"{stem}{suffix}") for suffix in contents}


def test_the_kind_of_file_makes_no_difference(
    shell: Shell, pair: tuple[str, str], tmp_path: Path
) -> None:
    plain = shell.json("compare", *pair)
    earlier = files_of_every_kind(tmp_path, EARLIER, "e")
    later = files_of_every_kind(tmp_path, LATER, "l")
    for suffix, other in zip(earlier, reversed(later), strict=True):
        found: Any = shell.json("compare", earlier[suffix], later[other])
        assert found["share"] == pytest.approx(plain["share"]), (suffix, other)
        assert [s["heading"] for s in found["sections"]] == [
            s["heading"] for s in plain["sections"]
        ]


def test_slips_are_one_sentence(shell: Shell, pair: tuple[str, str], tmp_path: Path) -> None:
    empty = tmp_path / "empty.docx"
    empty.write_bytes(b"")
    assert "empty.docx is empty" in shell.slip("compare", str(empty), pair[1])
    assert "cannot be read" in shell.slip("compare", pair[0], str(tmp_path / "none.pdf"))
    assert "31 February" in shell.slip("compare", *pair, "--dated", "31 Feb 2012")
    assert "put the earlier one first" in shell.slip("compare", pair[1], pair[0])
    assert "--help" in shell.slip("compare", pair[0])
    wrong = tmp_path / "wrong.pdf"
    wrong.write_bytes(written.docx(["x"]))
    assert "not what its name says" in shell.slip("compare", str(wrong), pair[1], "--json")


def test_an_unknown_case(sentenced: Shell, pair: tuple[str, str]) -> None:
    assert "99" in sentenced.slip("compare", *pair, "--case", "99")


@pytest.mark.parametrize(
    "text", ["x", "?", "\x1b[2J [/red] {0} %s", "a" * 20000, "\n".join("ab" * 500), "- a\n" * 300]
)
def test_any_text_is_taken(shell: Shell, tmp_path: Path, text: str) -> None:
    file = tmp_path / "a.txt"
    file.write_text(f"Word. {text}", encoding="utf-8")
    assert "\x1b" not in shell.ok("compare", str(file), str(file))
    found = shell.json("compare", str(file), str(file))
    assert 0 <= found["share"] <= 1


def test_pages_without_text_are_told(shell: Shell, pair: tuple[str, str], tmp_path: Path) -> None:
    file = tmp_path / "part.pdf"
    file.write_bytes(written.pdf([["Some text of the first page."], []]))
    done = shell.run("compare", str(file), pair[1])
    assert "no text on p 2" in done.stderr
