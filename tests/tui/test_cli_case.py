"""Inspections, cases, and each step of an interview as a command."""

from pathlib import Path

import pytest

from tests.tui.shell import TINY, Shell


def log_of(shell: Shell) -> list[dict[str, object]]:
    events: list[dict[str, object]] = shell.json("log", "07")["events"]
    return events


def answer_of(shell: Shell, *arguments: str) -> dict[str, object]:
    (given,) = shell.json("answer", "07", *arguments)["answers"]
    assert isinstance(given, dict)
    return {name: given[name] for name in ("judgement", "reasons", "note")}


# -- inspections and cases


def test_an_inspection_is_begun_and_listed(shell: Shell) -> None:
    arguments = ("Norwick", "2012", "--from", "6 Feb 2012", "--to", "17/2/12")
    made = shell.json("inspection", "new", *arguments, "--instrument", str(TINY), "--unencrypted")
    assert made["name"] == "Norwick 2012"
    assert made["fieldwork_to"] == "2012-02-17"
    assert shell.json("inspection", "list")["inspections"] == [made]
    assert "Norwick 2012: library 0.1; 6 Feb 2012 to 17 Feb 2012" in shell.ok("inspection", "list")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["A", "2012", "--from", "31 Feb 2012"], "no 31 February"),
        (["A", "2012", "--from", "6 Mar 2012", "--to", "6 Feb 2012"], "ends before it starts"),
        (["A", "12"], "not a year"),
        ([" ", "2012"], "area"),
        (["A", "2012", "--instrument", "none.toml"], "cannot be opened"),
        (["A", "2012", "--instrument", "cci"], "There is no instrument “cci”"),
    ],
)
def test_an_inspection_that_cannot_be(shell: Shell, arguments: list[str], part: str) -> None:
    assert part in shell.slip("inspection", "new", *arguments)
    assert shell.json("inspection", "list") == {"inspections": []}


def test_cases_are_added_and_listed(library: Shell) -> None:
    library.ok("case", "new", "08", "09")
    listed = library.json("case", "list")
    assert listed["inspection"] == "Testshire 2012"
    assert {case["reference"] for case in listed["cases"]} == {"07", "08", "09"}
    assert set(listed["cases"][0]) == {
        "reference", "finished", "standing", "answered", "due", "later", "last_at", "last_who",
    }  # fmt: skip
    assert "07: 0 of" in library.ok("case", "list")
    assert "08" in library.slip("case", "new", "10", "08")
    assert "10" not in library.ok("case", "list")
    assert "did you mean" in library.slip("interview", "007", "--plain")


# -- facts


def test_facts_are_printed_with_what_is_open(library: Shell) -> None:
    library.ok("facts", "07", "lends=")
    told = library.ok("facts", "07")
    assert "opened: Opened: 3 Feb 2012" in told
    assert "lends: Lends books: open" in told
    document = library.json("facts", "07")
    assert list(document) == ["case", "facts", "said"]
    assert document["facts"]["stocked"] == ["fiction", "history"]
    assert document["said"]["stocked"] == "Fiction, History"


def test_one_fact_is_set_or_asked_about(library: Shell) -> None:
    assert library.ok("facts", "07", "opened", "4 Feb 2012").strip() == "opened: Opened: 4 Feb 2012"
    told = library.ok("facts", "07", "size")
    assert "1 Small" in told


def test_a_label_names_a_fact_too(library: Shell) -> None:
    assert "has_steps: " in library.ok("facts", "07", "steps at the door", "n")


@pytest.mark.parametrize(
    ("facts", "part"),
    [
        (["opened=31 Feb 2012"], "no 31 February 2012"),
        (["opened=1 Jan 2012", "closed=31 Dec 2011"], "closing date is before the opening date"),
        (["siez=small"], "did you mean size?"),
        (["xx=small"], "corecase facts CASE"),
        (["size=huge"], "“huge” is none of Small, Large"),
        (["size=small", "has_steps"], "fact=value"),
        (["size=", "lends=perhaps"], "perhaps"),
    ],
)
def test_facts_that_cannot_be_change_nothing(library: Shell, facts: list[str], part: str) -> None:
    before = library.json("facts", "07")
    assert part in library.slip("facts", "07", *facts)
    assert library.json("facts", "07") == before


@pytest.mark.parametrize("birth", ["1 Feb 2003", "1 Feb 1988"], ids=["9 years", "24 years"])
def test_a_child_that_is_too_young_or_too_old(shell: Shell, birth: str) -> None:
    shell.ok("inspection", "new", "Testshire", "2012", "--unencrypted")
    shell.ok("case", "new", "07")
    shell.ok("facts", "07", "start_date=3 Feb 2012")
    assert "between 10 and 18" in shell.slip("facts", "07", f"birth_date={birth}")
    assert "birth_date" not in shell.json("facts", "07")["facts"]


# -- answers


@pytest.mark.parametrize(
    ("arguments", "judgement", "reasons", "note"),
    [
        (["y"], "yes", [], ""),
        (["n", "copied, late"], "no", ["late", "copied"], ""),
        (["n copied, late"], "no", ["late", "copied"], ""),
        (["no", "the plan was thin"], "no", [], "the plan was thin"),
        (["na", "no door"], "na", [], "no door"),
        (["x", "--note", "no door"], "na", [], "no door"),
        (["u"], "nei", [], ""),
        (["2, 3"], "no", ["copied", "outdated"], ""),
        (["yes but the mother was not asked"], "yes", [], "but the mother was not asked"),
        (
            ["n", "--reason", "late", "--reason", "3", "--note", "1"],
            "no",
            ["late", "outdated"],
            "1",
        ),
        (["no", "--note", "record of a visit"], "no", [], "record of a visit"),
        (["n", "stale", "--reason", "late"], "no", ["late", "outdated"], ""),
    ],
)
def test_an_answer_as_typed(
    library: Shell, arguments: list[str], judgement: str, reasons: list[str], note: str
) -> None:
    assert answer_of(library, "A1.1", *arguments) == {
        "judgement": judgement,
        "reasons": reasons,
        "note": note,
    }


def test_the_answer_echoed(library: Shell) -> None:
    echoed = library.json("answer", "07", "a1.1", "n", "--evidence", "Plan, p 3 “no ramp”")
    assert list(echoed) == ["case", "question", "answers", "next"]
    assert (echoed["case"], echoed["question"], echoed["next"]) == ("07", "A1.1", "A1.2")
    (given,) = echoed["answers"]
    assert list(given) == [
        "row", "judgement", "standing", "reasons", "note", "evidence", "assessor", "answered_at",
    ]  # fmt: skip
    assert given["evidence"] == [{"document": "Plan", "page": "3", "quote": "no ramp"}]
    assert (given["standing"], given["assessor"]) == ("insufficient", "A.W.")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["A1.9", "y"], "There is no question “A1.9”; near it are A1.2, A1.1"),
        (["size", "y"], "a fact"),
        (["A1.1", "maybe"], "no answer here"),
        (["A1.1", "n", "--reason", "lazy"], "There is no reason “lazy” for A1.1; there is late"),
        (["A1.1", "n", "9"], "no reason 9"),
        (["A1.1", "na"], "needs a reason"),
        (["A1.1", "y", "--row", "1"], "no rows"),
        (["A1.1", "y", "--evidence", " "], "Evidence names"),
        (["A1.1", "/undo"], "is no answer"),
        (["A1.1", "y", "n", "late"], "Both were typed"),
        (["A1.1", "no", "record", "of", "a", "visit"], "the words with --note"),
        (["B1.3", "y", "n", "late", "--row", "fiction"], "Both were typed"),
        (["A1.1", "They said a lot", "--reason", "late"], "No judgement"),
        (["B1.2", "y"], "does not apply"),
        (["B1.3", "y", "--row", "maps"], "has no row “maps”: 1 Fiction, 2 History"),
        (["B1.3", "yyy"], "3 answers were typed for 2 rows"),
    ],
)
def test_an_answer_that_is_none_changes_nothing(
    library: Shell, arguments: list[str], part: str
) -> None:
    library.ok("answer", "07", "B1.1", "n", "late")
    before = log_of(library)
    assert part in library.slip("answer", "07", *arguments)
    assert log_of(library) == before


def test_rows_all_at_once_and_one_by_one(library: Shell) -> None:
    library.ok("answer", "07", "B1.3", "y but 2 n late")
    library.ok("answer", "07", "B1.3", "n", "copied", "--row", "fiction")
    given = library.json("answer", "07", "B1.3", "--row", "2", "u")["answers"]
    assert [(g["row"], g["judgement"]) for g in given] == [("history", "nei")]
    table = library.ok("export", "07", "--format", "csv", "-o", "-")
    assert "07,B1.3,fiction,no,copied" in table


def test_parking_is_said_and_done_and_undone(library: Shell) -> None:
    library.ok("answer", "07", "B1.1", "y")
    library.ok("answer", "07", "B1.2", "y")
    done = library.run("answer", "07", "B1.1", "n", "late")
    assert done.exit_code == 0
    assert "This parks 1 answer: B1.2" in done.stderr
    assert "B1.2,,yes" not in library.ok("export", "07", "--format", "csv", "-o", "-")
    done = library.run("undo", "07")
    assert "Back in the scores: B1.2" in done.stderr
    assert "B1.2,,yes" in library.ok("export", "07", "--format", "csv", "-o", "-")
    library.ok("redo", "07")
    assert "nothing to redo" in library.slip("redo", "07")


def test_notes_and_evidence(library: Shell) -> None:
    library.ok("note", "07", "A1.1", "She only changed the date")
    assert "She only" in library.ok("note", "07", "A1.1", "and signed it")
    assert "Note: Signed" in library.ok("note", "07", "A1.1", "Signed", "--replace")
    assert "Plan, p 3" in library.ok("evidence", "07", "A1.1", "@ Plan, p 3")
    assert "on record" in library.slip("evidence", "07", "A1.1", "Plan, p 3")
    assert "Plan" not in library.ok("evidence", "07", "A1.1", "--drop", "1")
    assert "empty" in library.slip("note", "07", "A1.1", " ")


def test_later_and_clear(library: Shell) -> None:
    assert "for later" in library.ok("later", "07", "A1.1")
    assert "A1.1, for later" in library.ok("review", "07")
    library.ok("answer", "07", "A1.1", "y")
    assert "open" in library.ok("clear", "07", "A1.1")
    assert "not answered" in library.slip("clear", "07", "A1.1")
    assert "no question or fact" in library.slip("later", "07", "A9")


# -- the end of a case


def whole_case(library: Shell) -> None:
    for question, answer in (
        ("A1.1", "y"), ("A1.2", "n late"), ("B1.1", "y"), ("B1.2", "y"), ("B1.3", "yn"),
    ):  # fmt: skip
        library.ok("answer", "07", question, answer)


def test_review_finish_reopen(library: Shell) -> None:
    sentence = library.slip("finish", "07")
    assert "`corecase review CASE`" in sentence
    whole_case(library)
    document = library.json("review", "07")
    assert [line["trouble"] for line in document["lines"]] == ["no reason given"]
    assert (document["answered"], document["due"], document["finished"]) == (6, 6, False)
    assert "is finished" in library.ok("finish", "07")
    assert "`corecase reopen CASE --why REASON`" in library.slip("answer", "07", "A1.1", "n")
    assert "reason" in library.slip("reopen", "07", "--why", " ")
    assert "open again" in library.ok("reopen", "07", "--why", "a slip")
    assert "case reopened, because: a slip" in library.ok("log", "07")


def test_the_log_tells_undo_from_redo(library: Shell) -> None:
    library.ok("answer", "07", "A1.1", "y", "well seen")
    library.ok("undo", "07")
    library.ok("redo", "07")
    told = library.ok("log", "07")
    assert "A1.1: taken back, was Yes, good enough (undo)" in " ".join(told.split())
    assert "A1.1: Yes, good enough (redo)" in told
    event = log_of(library)[0]
    assert list(event) == [
        "seq", "turn", "at", "who", "kind", "subject", "row", "old", "new", "instrument", "why",
        "undoes",
    ]  # fmt: skip


# -- files


def test_what_export_writes_comes_back_equal(library: Shell, tmp_path: Path) -> None:
    whole_case(library)
    library.ok("finish", "07")
    file = tmp_path / "all.json"
    assert library.run("export", "--all", "-o", str(file)).exit_code == 0
    other = Shell(tmp_path / "other")
    assert other.json("import", str(file), "--unencrypted")["new"] == ["07"]
    assert other.json("score") == library.json("score")
    assert other.json("log", "07") == library.json("log", "07")
    assert "nothing changed" in other.ok("import", str(file))


def test_a_table_comes_back_with_equal_scores(library: Shell, tmp_path: Path) -> None:
    whole_case(library)
    library.ok("finish", "07")
    file = tmp_path / "07.csv"
    library.ok("export", "07", "-o", str(file))
    other = Shell(tmp_path / "other")
    other.ok("inspection", "new", "Testshire", "2012", "--instrument", str(TINY), "--unencrypted")
    other.ok("import", str(file))
    assert other.json("score") == library.json("score")
    again = other.run("export", "07", "-o", "-", "--format", "csv")
    assert again.stdout_bytes == file.read_bytes()


@pytest.mark.parametrize(
    ("table", "part"),
    [
        ("case,question,row,judgment\n", "column 4 is “judgment” where “judgement” belongs"),
        ("{header}07,A1.1,,maybe,,,,A.W.,2012-02-20\n", "line 2: there is no judgement"),
        ("{header}07,A1.1,,yes,,,,A.W.,2012-02-20\n07,A9,,yes,,,,A.W.,2012-02-20\n", "line 3"),
        ("", "is empty"),
        ("{{", "not JSON"),
    ],
)
def test_a_file_that_cannot_be_taken(library: Shell, tmp_path: Path, table: str, part: str) -> None:
    header = "case,question,row,judgement,reasons,note,evidence,assessor,answered_at\n"
    file = tmp_path / "answers.csv"
    file.write_text(table.format(header=header))
    before = library.json("log", "07")
    assert part in library.slip("import", str(file))
    assert library.json("log", "07") == before
    assert "cannot be read" in library.slip("import", str(tmp_path / "none.csv"))


def test_export_says_what_to_write(library: Shell) -> None:
    assert "--all" in library.slip("export", "-o", "x.csv")
    assert "There is no case “99”" in library.slip("export", "99", "-o", "x.csv")
    assert "cannot be written" in library.slip("export", "07", "-o", "/no/x.csv", status=1)


# -- the instrument


def test_the_instrument_is_listed_shown_and_checked(shell: Shell, tmp_path: Path) -> None:
    (listed,) = shell.json("instrument", "list")["instruments"]
    assert listed["instrument"] == "cci 1.0"
    assert "1.1.03" in shell.ok("instrument", "show")
    question = shell.json("instrument", "show", "A1.1", "--instrument", str(TINY))
    assert question["text"] == "Is the door easy to find?"
    assert "Ask: How do people" in shell.ok("instrument", "show", "A1.1", "--instrument", str(TINY))
    assert "has no question “9.9.99”" in shell.slip("instrument", "show", "9.9.99")
    assert shell.json("instrument", "check", str(TINY))["ok"] is True
    broken = tmp_path / "broken.toml"
    broken.write_text(TINY.read_text().replace('fact = "lends"', 'fact = "lens"'))
    assert "broken.toml" in shell.slip("instrument", "check", str(broken))
    done = shell.run("instrument", "check", str(broken), "--json")
    assert done.exit_code == 2
    assert '"ok": false' in done.stdout
    assert "not valid TOML" in shell.slip("instrument", "check", __file__)
