"""Documents read into a case, one by one or a folder at once, listed, changed and taken out."""

from __future__ import annotations

import sys
from pathlib import Path
from typing import Any

import pytest

from tests.storage import written
from tests.tui.shell import Shell
from tui.commands.documents import _pasted
from tui.exit_status import Failed

ASSET = """ASSET – Core profile
Name: Kyle Brown
Case stage: Pre-sentence
Completed by: Sarah Jones, YOT officer
Date completed: 12 January 2012 09:40

Living arrangements
Kyle lives with his mother in a flat on the Marsh estate.
"""
SCREENING = """Risk of serious harm screening
Stage: start of order
Assessor: A.W.   Date: 3 Feb 2012
Countersigned by: M.T. on 4 Feb 2012

Indicators of serious harm to others
There are none on record, says his father.
"""
LETTER = "Dear Madam, thank you for the visit last week.\n"
GIVEN = ("--kind", "other", "--stage", "review", "--dated", "3 Feb 2012")
KEYS = [
    *("number", "name", "kind", "stage", "dated", "author", "countersigned_by"),
    *("countersigned_on", "pages", "words", "sha256"),
]


@pytest.fixture
def case(shell: Shell) -> Shell:
    shell.ok("inspection", "new", "Fenmarsh", "2012", "--unencrypted")
    shell.ok("case", "new", "07")
    return shell


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    """Two documents that tell all, one that tells nothing, one that is none, and a copy."""
    made = tmp_path / "documents"
    made.mkdir()
    for name, text in (("asset.txt", ASSET), ("screening.md", SCREENING), ("letter.txt", LETTER)):
        (made / name).write_text(text, encoding="utf-8")
    (made / "again.txt").write_text(ASSET, encoding="utf-8")
    (made / "scan.pdf").write_bytes(written.pdf([[], []]))
    (made / ".hidden.txt").write_text(LETTER, encoding="utf-8")
    (made / "~$screening.docx").write_bytes(b"\x05A.W.")
    (made / "more").mkdir()
    (made / "more" / "psr.txt").write_text(
        "Pre-sentence report\nAuthor: A.W.\nDated: 9 Jan 2012\n", encoding="utf-8"
    )
    return made


def put(tmp_path: Path, text: str, name: str = "a.txt") -> str:
    file = tmp_path / name
    file.write_text(text, encoding="utf-8")
    return str(file)


def listed(shell: Shell) -> list[dict[str, Any]]:
    documents: list[dict[str, Any]] = shell.json("documents", "07")["documents"]
    return documents


# -- one document


def test_json_has_the_keys_others_depend_on(case: Shell, tmp_path: Path) -> None:
    told = case.json("add-document", "07", put(tmp_path, LETTER), *GIVEN, "--author", "A.W.")
    assert list(told) == ["case", "added", "skipped", "refused"]
    (added,) = told["added"]
    assert list(added) == KEYS
    assert (added["number"], added["name"], added["kind"]) == (1, "a.txt", "other")
    assert (added["stage"], added["dated"], added["author"]) == ("review", "2012-02-03", "A.W.")
    assert (added["pages"], added["words"]) == (None, 9)
    assert [each["sha256"] for each in listed(case)] == [added["sha256"]]


@pytest.mark.parametrize(
    ("kind", "meant"),
    [
        ("rosh_screening", "rosh_screening"),
        ("Risk management plan", "rmp"),
        ("Asset", "core_profile"),
        ("psr", "pre_sentence_report"),
        ("full", "full_rosh"),
        ("5", "rmp"),
    ],
)
def test_a_kind_is_named_by_id_label_short_name_or_first_letters(
    case: Shell, tmp_path: Path, kind: str, meant: str
) -> None:
    told = case.json("add-document", "07", put(tmp_path, LETTER), *GIVEN[2:], "--kind", kind)
    assert told["added"][0]["kind"] == meant


def test_what_is_not_given_is_recognised_and_said(case: Shell, tmp_path: Path) -> None:
    told = case.ok("add-document", "07", put(tmp_path, SCREENING))
    assert "recognised: RoSH screening, Start of sentence, 3 Feb 2012, by A.W.," in told
    (document,) = listed(case)
    assert document["kind"] == "rosh_screening"
    assert (document["countersigned_by"], document["countersigned_on"]) == ("M.T.", "2012-02-04")


def test_what_is_given_counts_and_is_not_called_recognised(case: Shell, tmp_path: Path) -> None:
    file = put(tmp_path, ASSET)
    told = case.ok("add-document", "07", file, "--dated", "13/1/12 10:15", "--author", "B.C.")
    assert "recognised: Asset, Before sentence\n" in told
    (document,) = listed(case)
    assert (document["dated"], document["author"]) == ("2012-01-13T10:15", "B.C.")


def test_a_dash_leaves_out_what_stands_in_the_document(case: Shell, tmp_path: Path) -> None:
    file = put(tmp_path, SCREENING)
    case.ok("add-document", "07", file, "--countersigned-by", "-", "--author", "-")
    (document,) = listed(case)
    assert (document["author"], document["countersigned_by"]) == ("", "")
    assert document["countersigned_on"] is None


def test_the_name_of_the_file_tells_what_the_document_does_not(case: Shell, tmp_path: Path) -> None:
    file = put(tmp_path, LETTER, "VMP_review.txt")
    told = case.json("add-document", "07", file, "--dated", "3/2/12")
    assert (told["added"][0]["kind"], told["added"][0]["stage"]) == ("vmp", "review")


def test_every_kind_of_file_is_taken(case: Shell, tmp_path: Path) -> None:
    contents = {
        "a.docx": written.docx(ASSET.splitlines()),
        "b.pdf": written.pdf([SCREENING.splitlines(), ["More."], ["And more."]]),
        "c.rtf": written.rtf(["Pre-sentence report", "Author: A.W.", "Dated: 9 Jan 2012"]),
    }
    for name, data in contents.items():
        (tmp_path / name).write_bytes(data)
        case.ok("add-document", "07", str(tmp_path / name))
    found = {each["name"]: (each["kind"], each["pages"]) for each in listed(case)}
    assert found == {
        "a.docx": ("core_profile", None),
        "b.pdf": ("rosh_screening", 3),
        "c.rtf": ("pre_sentence_report", None),
    }


def test_pasted_text_is_a_document(case: Shell) -> None:
    case.ok("add-document", "07", "-", typed=ASSET)
    case.ok("add-document", "07", "-", typed=SCREENING)
    assert [each["name"] for each in listed(case)] == ["pasted text", "pasted text"]
    assert "empty" in case.slip("add-document", "07", "-", *GIVEN, typed=" \n")


@pytest.mark.parametrize(
    ("options", "part"),
    [
        ((), "does not tell its kind, its stage or the day it was written: give --kind (Asset, "),
        (GIVEN[:4], "does not tell the day it was written: give --dated."),
        (GIVEN[2:], "give --kind (Asset, RoSH screening"),
        ((*GIVEN[:2], *GIVEN[4:]), "give --stage (Before sentence, Start of sentence"),
        ((*GIVEN[2:], "--kind", "banana"), "“banana” is none of"),
        ((*GIVEN[2:], "--kind", "v"), "could be"),
        ((*GIVEN[:4], "--dated", "31 Feb 2012"), "Dated: There is no 31 February 2012"),
        ((*GIVEN[:4], "--dated", "1 Jan 2031"), "Dated: 1 Jan 2031 is still to come"),
        ((*GIVEN[:4], "--dated", "3 Feb 2012 25:00"), "no time of day"),
        ((*GIVEN, "--countersigned-on", "4 Feb 2012"), "give --countersigned-by."),
        ((*GIVEN, "--countersigned-by", "M.T.", "--countersigned-on", "x"), "Countersigned on: "),
        ((*GIVEN, "--author", "n" * 201), "too long for a name"),
    ],
)
def test_what_cannot_be_is_one_sentence_and_changes_nothing(
    case: Shell, tmp_path: Path, options: tuple[str, ...], part: str
) -> None:
    told = case.slip("add-document", "07", put(tmp_path, LETTER), *options)
    assert part in told
    assert "\n" not in told
    assert case.json("log", "07")["events"] == []


def test_an_unreadable_file_changes_nothing(case: Shell, folder: Path) -> None:
    assert "pictures of pages" in case.slip("add-document", "07", str(folder / "scan.pdf"), *GIVEN)
    assert "cannot be read" in case.slip("add-document", "07", str(folder / "none.txt"), *GIVEN)
    assert listed(case) == []


def test_a_repeated_file_is_noticed_under_another_name_too(case: Shell, folder: Path) -> None:
    case.ok("add-document", "07", str(folder / "asset.txt"))
    for name in ("asset.txt", "again.txt"):
        told = case.slip("add-document", "07", str(folder / name))
        assert "in this case already, as document 1 (Asset, 12 Jan 2012); nothing was added" in told
    assert len(listed(case)) == 1


def test_the_same_words_in_another_kind_of_file_are_noticed(case: Shell, tmp_path: Path) -> None:
    case.ok("add-document", "07", put(tmp_path, LETTER, "a.txt"), *GIVEN)
    assert "already" in case.slip("add-document", "07", put(tmp_path, LETTER, "b.md"), *GIVEN)


def test_the_same_form_saved_as_another_kind_of_file_is_noticed(
    case: Shell, tmp_path: Path
) -> None:
    """Else it would look like one copied forward from beginning to end."""
    lines = SCREENING.splitlines()
    contents = {"a.docx": written.docx(lines), "b.pdf": written.pdf([lines[:5], lines[5:]])}
    for name, data in (contents | {"c.odt": written.odt(lines)}).items():
        (tmp_path / name).write_bytes(data)
    told = case.json("add-document", "07", str(tmp_path / "a.docx"))
    assert len(told["added"]) == 1
    assert "as document 1" in case.slip("add-document", "07", str(tmp_path / "b.pdf"))
    (tmp_path / "a.docx").unlink()
    case.ok("remove-document", "07", "1", "--why", "to read both at once")
    both = tmp_path / "both"
    both.mkdir()
    for name in ("b.pdf", "c.odt"):
        (tmp_path / name).rename(both / name)
    told = case.json("add-document", "07", str(both), "--yes")
    assert [each["why"] for each in told["skipped"]] == ["c.odt is the same as b.pdf."]


def test_a_changed_file_of_the_same_name_is_kept_beside_the_first(
    case: Shell, tmp_path: Path
) -> None:
    case.ok("add-document", "07", put(tmp_path, ASSET))
    told = case.ok("add-document", "07", put(tmp_path, ASSET.replace("12 Jan", "13 Jan")))
    assert "with other content: both are kept" in " ".join(told.split())
    assert [each["number"] for each in listed(case)] == [1, 2]


def test_a_finished_case_takes_no_documents(library: Shell, tmp_path: Path) -> None:
    for question in ("A1.1", "A1.2", "B1.1", "B1.2", "B1.3"):
        library.ok("answer", "07", question, "y")
    library.ok("finish", "07")
    told = library.slip("add-document", "07", put(tmp_path, LETTER), "--dated", "3/2/12")
    assert "corecase reopen CASE" in told


def test_an_instrument_without_stages_takes_documents_too(library: Shell, tmp_path: Path) -> None:
    file = put(tmp_path, LETTER)
    told = library.json("add-document", "07", file, "--kind", "plan", "--dated", "3 Feb 2012")
    assert told["added"][0]["kind"] == "plan"


def test_nothing_that_a_name_or_a_text_holds_commands_the_terminal(
    case: Shell, tmp_path: Path
) -> None:
    file = put(tmp_path, f"Asset\nAuthor: E\x1b[31mve\u202e [/b]\n{LETTER}", "\x1b[2Jred[b].txt")
    told = case.ok("add-document", "07", file, *GIVEN)
    assert "\x1b" not in told
    assert "\u202e" not in told
    (document,) = listed(case)
    assert (document["name"], document["author"]) == ("[2Jred[b].txt", "E[31mve [/b]")


def test_a_long_name_is_cut_in_its_middle(case: Shell, tmp_path: Path) -> None:
    file = put(tmp_path, LETTER, f"{'long ' * 48}end.txt")
    (added,) = case.json("add-document", "07", file, *GIVEN)["added"]
    assert len(added["name"]) == 200
    assert added["name"].endswith("long end.txt")


# -- a folder


def test_a_folder_is_added_in_one_step(case: Shell, folder: Path) -> None:
    told = case.json("add-document", "07", str(folder), "--yes")
    assert [each["name"] for each in told["added"]] == ["again.txt", "screening.md"]
    assert [each["name"] for each in told["refused"]] == ["letter.txt", "scan.pdf"]
    assert [each["name"] for each in told["skipped"]] == ["asset.txt"]
    turns = {event["turn"] for event in case.json("log", "07")["events"]}
    assert turns == {1}
    case.ok("undo", "07")
    assert listed(case) == []


def test_a_preview_tells_what_was_recognised_and_adds_nothing(case: Shell, folder: Path) -> None:
    told = case.ok("add-document", "07", str(folder), "--preview")
    assert "+ screening.md: RoSH screening, Start of sentence, 3 Feb 2012, by A.W." in told
    assert "? letter.txt: nothing was recognised" in told
    assert "! scan.pdf holds pictures of pages" in told
    assert "asset.txt is the same as again.txt" in told
    assert "5 files: + 2 to add, = 1 there already, ? 1 not clear, ! 1 not readable." in told
    assert max(map(len, told.splitlines())) <= 80
    assert listed(case) == []
    found = case.json("add-document", "07", str(folder), "--preview")
    assert found["added"] == []
    assert [each["name"] for each in found["would_add"]] == ["again.txt", "screening.md"]


def test_options_hold_for_the_whole_folder(case: Shell, folder: Path) -> None:
    told = case.json("add-document", "07", str(folder), "--yes", *GIVEN)
    assert {each["kind"] for each in told["added"]} == {"other"}
    assert [each["name"] for each in told["refused"]] == ["scan.pdf"]


def test_folders_within_are_read_only_when_asked_for(case: Shell, folder: Path) -> None:
    told = case.ok("add-document", "07", str(folder), "--preview")
    assert "psr.txt" not in told
    assert "--deep reads those of the folders in it too" in told
    found = case.json("add-document", "07", str(folder), "--yes", "--deep")
    assert [each["name"] for each in found["added"]] == ["again.txt", "psr.txt", "screening.md"]


def test_what_is_there_already_is_skipped_and_listed(case: Shell, folder: Path) -> None:
    (folder / "letter.txt").unlink()
    (folder / "scan.pdf").unlink()
    case.ok("add-document", "07", str(folder), "--yes")
    told = case.json("add-document", "07", str(folder), "--yes")
    assert told["added"] == []
    assert len(told["skipped"]) == 3
    assert all("already" in each["why"] or "same as" in each["why"] for each in told["skipped"])
    assert len(listed(case)) == 2


def test_a_folder_is_not_added_unseen(case: Shell, folder: Path) -> None:
    assert "--yes" in case.slip("add-document", "07", str(folder))
    assert listed(case) == []


@pytest.mark.parametrize(("typed", "number"), [("y\n", 2), ("n\n", 0)])
def test_at_a_terminal_a_folder_is_asked_about(
    case: Shell, folder: Path, monkeypatch: pytest.MonkeyPatch, typed: str, number: int
) -> None:
    monkeypatch.setattr("tui.commands.documents._can_ask", lambda: True)
    done = case.run("add-document", "07", str(folder), typed=typed)
    assert done.exit_code == 0
    assert "Add these 2 documents?" in done.stderr
    assert len(listed(case)) == number


def test_a_folder_without_anything_to_add_is_a_slip(case: Shell, tmp_path: Path) -> None:
    empty = tmp_path / "empty"
    empty.mkdir()
    assert "holds no files" in case.slip("add-document", "07", str(empty), "--yes")
    put(empty, LETTER)
    done = case.run("add-document", "07", str(empty), "--yes")
    assert done.exit_code == 2
    assert "None of these can be added" in done.stderr


def test_a_folder_of_something_else_is_not_read(case: Shell, tmp_path: Path) -> None:
    for number in range(301):
        put(tmp_path, LETTER, f"{number}.txt")
    assert "more than 300 files" in case.slip("add-document", "07", str(tmp_path), "--yes")


# -- what is there


def test_documents_are_listed_by_day(case: Shell, folder: Path) -> None:
    assert "No documents yet" in case.ok("documents", "07")
    case.ok("add-document", "07", str(folder / "screening.md"))
    case.ok("add-document", "07", str(folder / "asset.txt"))
    told = case.ok("documents", "07").splitlines()
    assert told[0].startswith("  2  Asset, Before sentence, 12 Jan 2012, 09:40, by Sarah Jones")
    first = listed(case)[0]
    assert list(first) == [*KEYS, "returned_on"]
    assert (first["number"], first["words"]) == (2, 36)


def test_a_document_is_changed_and_the_rest_of_it_stays(case: Shell, folder: Path) -> None:
    case.ok("add-document", "07", str(folder / "screening.md"))
    told = case.json(
        "change-document", "07", "1", "--dated", "5/2/12 9:00", "--returned-on", "6/2/12"
    )["changed"]
    assert (told["dated"], told["returned_on"]) == ("2012-02-05T09:00", "2012-02-06")
    assert (told["kind"], told["countersigned_by"]) == ("rosh_screening", "M.T.")
    case.ok("change-document", "07", "1", "--countersigned-by", "-")
    assert listed(case)[0]["countersigned_on"] is None
    slip = case.slip("change-document", "07", "1", "--countersigned-on", "6/2/12")
    assert "--countersigned-by" in slip
    assert "no document 9" in case.slip("change-document", "07", "9", "--author", "x")


def test_a_document_is_taken_out_for_a_reason_and_comes_back(case: Shell, folder: Path) -> None:
    case.ok("add-document", "07", str(folder / "asset.txt"))
    assert "--why" in case.slip("remove-document", "07", "1")
    assert "needs a reason" in case.slip("remove-document", "07", "1", "--why", " ")
    told = case.ok("remove-document", "07", "1", "--why", "another child's")
    assert told == "Document 1 (Asset, 12 Jan 2012) is taken out of case 07.\n"
    assert listed(case) == []
    assert case.json("log", "07")["events"][-1]["why"] == "another child's"
    case.ok("undo", "07")
    assert [each["number"] for each in listed(case)] == [1]


def test_a_file_taken_out_can_be_added_anew(case: Shell, folder: Path) -> None:
    case.ok("add-document", "07", str(folder / "asset.txt"))
    case.ok("remove-document", "07", "1", "--why", "by mistake")
    case.ok("add-document", "07", str(folder / "asset.txt"))
    assert [each["number"] for each in listed(case)] == [2]


def test_standard_input_may_be_closed(case: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(sys, "stdin", None)
    with pytest.raises(Failed):
        _pasted()
