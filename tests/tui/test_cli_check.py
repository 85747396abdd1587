"""`corecase check` and `corecase flag`, and the same in the line mode."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain import intents
from tests.tui.flagged_case import AFTER, FACTS, answered_case, case_on_disk, flagged_case
from tests.tui.shell import Shell

DOCUMENT = {
    "number", "name", "kind", "stage", "dated", "author", "countersigned_by", "countersigned_on",
    "share", "sections",
}  # fmt: skip
FLAG = {
    "key", "kind", "rule", "label", "sure", "say", "against", "source", "quotes", "questions",
    "documents", "decision",
}  # fmt: skip


@pytest.fixture
def case(shell: Shell) -> Shell:
    flagged_case(shell.home)
    return shell


def talk(shell: Shell, *lines: str, status: int = 0) -> str:
    done = shell.run("interview", "07", "--plain", typed="".join(f"{line}\n" for line in lines))
    assert done.exit_code == status, done.output
    return done.output


def in_one_line(told: str) -> str:
    return " ".join(told.split())


# -- check


def test_check_is_one_document_of_fixed_shape(case: Shell) -> None:
    found = case.json("check", "07")
    assert set(found) == {"case", "documents", "flags", "not_checked"}
    assert [set(each) for each in found["documents"]] == [DOCUMENT, DOCUMENT]
    assert all(set(each) == FLAG for each in found["flags"])
    later = found["documents"][1]
    assert (later["dated"], later["countersigned_on"]) == ("2012-02-03", "2012-02-03")
    assert found["documents"][0]["countersigned_on"] is None
    sections = {each["heading"]: each for each in later["sections"]}
    assert set(sections["Offence analysis"]) == {"heading", "share", "label", "words", "earlier"}
    assert sections["Offence analysis"]["share"] == 1
    assert sections["Offence analysis"]["earlier"] == 1
    assert "Not checked: schools since left." in found["not_checked"][0]


def test_quotes_of_check_are_characters_of_the_document(case: Shell) -> None:
    for flag in case.json("check", "07")["flags"]:
        for quote in flag["quotes"]:
            assert set(quote) == {"document", "start", "end", "page", "text", "said"}
            if quote["document"] == 2:
                assert AFTER[quote["start"] : quote["end"]] == quote["text"]


def test_check_for_people_gives_words_record_rule_and_questions(case: Shell) -> None:
    told = case.ok("check", "07")
    key = case.json("check", "07")["flags"][0]["key"]
    assert told.startswith(f"Copied and silent about a change: 1 to decide\n  1. {key[:4]} (!) ")
    assert "`corecase flag 07 KEY` decides on one" in told
    assert "awaiting sentence" in told
    assert "Held against: " in told
    assert "Rule: Copied forward. Core case inspections" in told
    assert "Bears on: 1.1.03 RoSH screening: quality" in told
    assert "\nNot checked: schools since left." in told


def test_check_without_documents_says_how_they_come_in(shell: Shell) -> None:
    case_on_disk(shell.home, *FACTS)
    assert "`corecase add-document` reads them in" in shell.ok("check", "07")
    empty = {"case": "07", "documents": [], "flags": [], "not_checked": []}
    assert shell.json("check", "07") == empty


def test_undecided_leaves_out_what_was_decided(case: Shell) -> None:
    number = len(case.json("check", "07")["flags"])
    case.ok("flag", "07", "1", "--dismiss", "--why", "told elsewhere")
    assert len(case.json("check", "07")["flags"]) == number
    assert len(case.json("check", "07", "--undecided")["flags"]) == number - 1
    assert "told elsewhere" not in case.ok("check", "07", "--undecided")
    assert "[dismissed: told elsewhere]" in in_one_line(case.ok("check", "07"))


# -- flag


def test_flag_is_decided_by_number_or_key_and_reconsidered(case: Shell) -> None:
    key = case.json("check", "07")["flags"][1]["key"]
    case.ok("flag", "07", key, "--confirm", "--why", "plain to see")
    decision = {"verdict": "confirmed", "why": "plain to see"}
    assert case.json("check", "07")["flags"][1]["decision"] == decision
    case.ok("flag", "07", key[:8], "--reconsider")
    assert case.json("check", "07")["flags"][1]["decision"] is None
    assert "(!)" in case.ok("flag", "07", "2")


def test_what_was_decided_is_said_so_that_a_slip_is_seen(case: Shell) -> None:
    flag = case.json("check", "07")["flags"][1]
    what = f"{flag['key'][:4]} Copied forward: {flag['say']}"
    done = case.ok("flag", "07", flag["key"][:4], "--dismiss", "--why", "told elsewhere")
    assert in_one_line(done) == f"Dismissed: {what}"
    assert in_one_line(case.ok("flag", "07", "2", "--reconsider")).startswith(
        f"To be decided on again: {what}"
    )
    case.ok("answer", "07", "1.2.03", "y")
    told = in_one_line(case.ok("flag", "07", flag["key"][:4], "--fill", "1.2.03"))
    assert told.startswith(f"Confirmed: {what}")
    assert "1.2.03 stands at “Yes" in told


def test_numbers_stay_when_flags_are_decided(case: Shell) -> None:
    third = case.json("check", "07")["flags"][2]["key"]
    case.ok("flag", "07", "2", "--confirm")
    case.ok("flag", "07", "3", "--confirm")
    assert case.json("check", "07")["flags"][2]["key"] == third
    assert case.json("check", "07")["flags"][2]["decision"]


def test_fill_confirms_and_puts_words_and_reason_into_the_answer(case: Shell) -> None:
    case.ok("answer", "07", "1.2.03", "n")
    case.ok("flag", "07", "2", "--fill", "1.2.03")
    logged = {(e["kind"], e["subject"]) for e in case.json("log", "07")["events"]}
    assert {("evidence", "1.2.03"), ("reasons", "1.2.03")} <= logged
    assert case.json("check", "07")["flags"][1]["decision"]["verdict"] == "confirmed"
    case.ok("undo", "07")
    assert case.json("check", "07")["flags"][1]["decision"] is None


@pytest.mark.parametrize(
    ("arguments", "cure"),
    [
        (["99"], "There is no flag “99”; `corecase check 07` lists them."),
        (["1", "--dismiss"], "Dismissing a flag needs a reason"),
        (["1", "--confirm", "--reconsider"], "leave one option out"),
        (["1", "--dismiss", "--fill", "1.2.03"], "A dismissed flag fills in nothing"),
        (["1", "--fill", "1.1.01"], "does not bear on 1.1.01 but on 1.1.03"),
        (["1", "--reconsider"], "That flag has not been decided on."),
    ],
)
def test_a_slip_is_told_with_its_cure(case: Shell, arguments: list[str], cure: str) -> None:
    assert cure in case.slip("flag", "07", *arguments)


def test_the_log_tells_documents_and_flags_in_plain_words(case: Shell) -> None:
    case.ok("flag", "07", "4", "--dismiss", "--why", "quoted from the court")
    told = in_one_line(case.ok("log", "07"))
    assert "document 1 added: Asset, 12 Jan 2012, before sentence, by A. Bell" in told
    assert "flag dismissed: “" in told
    assert "because: quoted from the court" in told
    case.ok("undo", "07")
    assert "flag to be decided on again" in case.ok("log", "07")


# -- the line mode


def test_flags_are_listed_and_decided_in_the_line_mode(case: Shell) -> None:
    lines = ("/flags", "/confirm 2 plain to see", "/dismiss 1 told elsewhere", "/flags")
    told = in_one_line(talk(case, *lines))
    assert "/confirm, /dismiss and /fill take the number of a flag." in told
    assert "Flag confirmed: Offence analysis" in told
    assert "[confirmed: plain to see]" in told
    assert "[dismissed: told elsewhere]" in told
    told = talk(case, "/reconsider 2", "/flags")
    assert "[confirmed" not in told


def test_fill_takes_the_question_one_stands_at(case: Shell) -> None:
    talk(case, "/go 1.2.03", "n", "/fill 2")
    logged = {(e["kind"], e["subject"]) for e in case.json("log", "07")["events"]}
    assert {("evidence", "1.2.03"), ("reasons", "1.2.03")} <= logged


def test_enter_takes_the_reason_a_confirmed_flag_offers_and_says_so(case: Shell) -> None:
    told = talk(case, "/confirm 2", "/go 1.2.03", "n", "")
    assert "Enter takes: Copied from an earlier version" in in_one_line(told)
    reasons = [e["new"] for e in case.json("log", "07")["events"] if e["kind"] == "reasons"]
    assert reasons == [["copied"]]


@pytest.mark.parametrize(
    ("line", "cure"),
    [
        ("/confirm", "Which flag? /flags numbers them."),
        ("/confirm 77", "There is no flag 77; the last one is"),
        ("/dismiss 1", "Dismissing a flag needs a reason"),
        ("/fill 1 1.1.01", "This flag bears on 1.1.03"),
        ("/compare 9", "There is no document “9”; there is 1, 2."),
        ("/add", "Which file?"),
    ],
)
def test_a_slip_in_the_line_mode_is_told_with_its_cure(case: Shell, line: str, cure: str) -> None:
    assert cure in in_one_line(talk(case, line, status=2))


def test_documents_timeline_and_comparison_are_printed(case: Shell) -> None:
    told = talk(case, "/documents", "/timeline", "/compare 2", "/context")
    assert "core_profile 2012-02-03.txt" in told
    assert "20 Jan" in told
    assert "Offence analysis" in told
    talk(case, "/go 1.2.03", "/context")


def test_a_file_is_added_in_the_line_mode(shell: Shell, tmp_path: Path) -> None:
    case_on_disk(shell.home, *FACTS, intents.SetFact("language", "English"))
    file = tmp_path / "asset.txt"
    head = "Core Asset profile\nStage: start of order\nDate completed: 3 Feb 2012\n"
    file.write_text(AFTER.replace("Core Asset profile\n", head), encoding="utf-8")
    told = talk(shell, f"/add {file}", "/documents")
    assert "Recognised: " in told
    assert "Document 1 added: Asset, 3 Feb 2012" in told
    bare = tmp_path / "letter.txt"
    bare.write_text("He came to see us.", encoding="utf-8")
    assert "add-document" in talk(shell, f"/add {bare}", status=2)


def test_a_rule_gone_wrong_ends_no_interview_in_the_line_mode(
    case: Shell, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: object) -> None:
        raise ZeroDivisionError(AFTER)

    monkeypatch.setattr("storage.checking.check_case", wrong)
    told = in_one_line(talk(case, "/flags", "/review", "/go 1.1.01", "y", status=2))
    assert told.count("The flags could not be worked out: a fault in corecase") == 2
    assert "awaiting" not in told
    assert "1 of 206 answered. All is saved." in told
    assert case.run("check", "07").exit_code == 70


def test_flags_left_are_told_before_finishing_and_never_stop_it(shell: Shell) -> None:
    answered_case(shell.home)
    told = in_one_line(talk(shell, "/review", "/finish", "y", "/quit"))
    assert told.count("undecided; /flags lists them.") == 2
    shell.ok("reopen", "07", "--why", "a document came late")
    done = shell.run("finish", "07")
    assert done.exit_code == 0
    assert "undecided; `corecase check CASE` lists them." in done.stderr
