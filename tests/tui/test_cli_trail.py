"""`corecase trail` and `corecase verify`, and what other commands put into the trail."""

from __future__ import annotations

import csv
import io
import sqlite3
from datetime import UTC, datetime

import pytest

from domain.answers import AnswerKey
from domain.intents import Judge, Remark, SetFact, TakeBack, Undo
from storage import trail
from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from storage.trail import Entry, What
from tests.instruments import take
from tests.storage.filing import filed, form, library
from tests.tui.shell import Shell
from tui.clock import SystemClock
from tui.controller import Interview
from tui.pages.trail import line_of, said

CASES = {7: "07"}
INSPECTIONS = {1: "Testshire 2012"}
DOOR = AnswerKey("A1.1")


@pytest.fixture
def kept(shell: Shell) -> Shell:
    """An inspection with a case, in which something has been done."""
    with Store.open(Places(shell.home)) as store:
        made = store.create_inspection(NewInspection("Testshire", 2012), library(), who="A.W.")
        case = store.create_case(made.id, "07", who="A.W.")
        store.create_case(made.id, "08", who="A.W.")
        start = store.load(case.id)
        after = take(start, SetFact("size", "small"), Judge(DOOR, "no", ("late",)))
        store.append(case.id, start, after.events)
        filed(store, case.id, form("The door is wide.", "Books go out."))
    return shell


def entry(what: What, **more: object) -> Entry:
    fields: dict[str, object] = {
        "seq": 4,
        "at": "2026-11-23T14:02:00+00:00",
        "who": "AB",
        "device": "desk",
        "what": what.value,
        "inspection_id": 1,
        "case_id": 7,
        "detail": {},
    }
    return Entry(**(fields | more))  # type: ignore[arg-type]


@pytest.mark.parametrize(
    ("made", "words"),
    [
        (entry(What.INSPECTION_CREATED), "AB began the inspection Testshire 2012"),
        (entry(What.CREATED), "AB created case 07"),
        (entry(What.CREATED, who=""), "Somebody created case 07"),
        (entry(What.CREATED, case_id=9), "AB created a case (number 9)"),
        (entry(What.CHANGED, detail={"judgement": "3", "note": "1"}),
         "AB answered 3 questions of case 07"),
        (entry(What.CHANGED, detail={"judgement": "1", "fact": "2"}),
         "AB answered 1 question and recorded 2 facts of case 07"),
        (entry(What.CHANGED, detail={"judgement": "1", "emptied": "yes"}),
         "AB took back the answer to 1 question of case 07"),
        (entry(What.CHANGED, detail={"note": "1", "emptied": "yes"}),
         "AB wrote the note of 1 question of case 07"),
        (entry(What.CHANGED, detail={"document": "2"}),
         "AB recorded something of 2 documents of case 07"),
        (entry(What.CHANGED, detail={"flag": "1", "evidence": "1"}),
         "AB decided on 1 flag of case 07"),
        (entry(What.CHANGED, detail={"fact": "1", "undoes": "yes"}),
         "AB took back a step of case 07, or did one again"),
        (entry(What.IMPORTED, detail={"as": "continued"}),
         "AB imported case 07 into Testshire 2012 (continued)"),
        (entry(What.TAKEN_IN, who="", detail={"last": "115"}),
         "The trail begins for case 07, with what was recorded before (115 events)"),
        (entry(What.READ), "AB opened case 07"),
        (entry(What.READ, case_id=None, detail={"answers": "1.1.03"}),
         "AB looked at the answers to 1.1.03 of Testshire 2012"),
        (entry(What.EXPORTED, detail={"format": "pdf", "file": "a.pdf", "names": "masked",
                                      "to": "C. Williams"}),
         "AB exported the checklist of case 07 as PDF (a.pdf), names masked, to C. Williams"),
        (entry(What.EXPORTED, detail={"format": "docx", "names": "with names",
                                      "why": "court"}),
         "AB exported the checklist of case 07 as DOCX, with names, because: court"),
        (entry(What.EXPORTED, case_id=None, detail={"format": "csv", "cases": "07, 08"}),
         "AB exported the answers of cases 07, 08 of Testshire 2012 as CSV"),
        (entry(What.EXPORTED, case_id=None, detail={"format": "json", "cases": "62"}),
         "AB exported the whole record of 62 cases of Testshire 2012 as JSON"),
        (entry(What.REPORTED, case_id=None, detail={"format": "html", "to": "the board"}),
         "AB wrote the report of Testshire 2012 to a file as HTML, to the board"),
        (entry(What.FINISHED), "AB finished case 07"),
        (entry(What.COUNTERSIGNED), "AB countersigned case 07"),
        (entry(What.RETURNED), "AB returned case 07 with comments"),
        (entry(What.REOPENED), "AB reopened case 07"),
        (entry(What.HOUSE_CHOSEN, detail={"choice": "added"}),
         "AB decided that a sentence counts as the house’s"),
        (entry(What.REPORT_TEXT, case_id=None, detail={"key": "foreword"}),
         "AB wrote in the report of Testshire 2012 (foreword)"),
        (entry(What.ERASED, detail={"why": "retention"}), "AB erased case 07, because: retention"),
        (entry(What.PASSPHRASE, case_id=None), "AB changed the passphrase"),
        (entry(What.BACKED_UP, detail={"file": "b.sqlite3"}), "AB made a backup (b.sqlite3)"),
        (entry(What.RESTORED, detail={"file": "b.sqlite3"}), "AB put a backup back (b.sqlite3)"),
        (entry(What.CLOCK_SET_BACK, who="", detail={"before": "x", "after": "y"}),
         "The clock was set back from x to y"),
    ],
)  # fmt: skip
def test_every_entry_reads_as_a_sentence(made: Entry, words: str) -> None:
    assert said(made, CASES, INSPECTIONS) == words


def test_every_kind_of_entry_is_among_them() -> None:
    (mark,) = test_every_entry_reads_as_a_sentence.pytestmark  # type: ignore[attr-defined]
    assert {made.what for made, _ in mark.args[1]} == {what.value for what in What}


def test_a_line_has_the_time_and_another_machine() -> None:
    at = datetime(2026, 11, 23, 14, 2, tzinfo=UTC).astimezone()
    made = entry(What.READ)
    assert line_of(made, CASES, INSPECTIONS, "desk") == f"23 Nov 2026 {at:%H:%M} AB opened case 07."
    assert line_of(made, CASES, INSPECTIONS).endswith("case 07, on desk.")
    assert line_of(entry(What.READ, at="soon"), CASES, {}, "desk") == "soon AB opened case 07."


def test_the_trail_of_a_case_reads_as_sentences(kept: Shell) -> None:
    kept.ok("case", "new", "09")
    kept.ok("log", "07")
    kept.ok("score", "--case", "08")
    kept.ok("score", "--open", "--why", "A1.1")
    lines = kept.ok("trail", "07").splitlines()
    day = datetime.now(UTC).astimezone()
    assert all(line.startswith(f"{day.day} {day:%b %Y}") for line in lines)
    assert [line.split(" ", 4)[4] for line in lines] == [
        "A.W. created case 07.",
        "A.W. answered 1 question and recorded 1 fact of case 07.",
        "A.W. recorded something of 1 document of case 07.",
        "A.W. opened case 07.",
        "A.W. looked at the answers to A1.1 of Testshire 2012.",
    ]
    whole = kept.ok("trail")
    assert "A.W. began the inspection Testshire 2012." in whole
    assert "A.W. created case 09." in whole
    assert "A.W. opened case 08." in whole
    assert kept.ok("trail", "09").count("\n") == 2


@pytest.mark.parametrize(
    "command",
    [
        ("facts", "07"),
        ("review", "07"),
        ("log", "07"),
        ("documents", "07"),
        ("timeline", "07"),
        ("score", "--case", "07"),
        ("compare", "1", "1", "--case", "07"),
        ("note", "07", "A1.1", "mind the step"),
        ("interview", "07", "--plain"),
    ],
)
def test_whatever_shows_a_case_is_entered_once(kept: Shell, command: tuple[str, ...]) -> None:
    before = kept.ok("trail", "07").count("opened case 07")
    kept.ok(*command)
    assert kept.ok("trail", "07").count("opened case 07") == before + 1


def test_what_names_no_case_is_not_entered(kept: Shell) -> None:
    before = kept.json("verify")["entries"]
    for command in ("case list", "inspection list", "score", "house", "trail 07", "verify"):
        kept.ok(*command.split())
    assert kept.json("verify")["entries"] == before


def test_where_nothing_can_be_written_a_case_is_read_all_the_same(kept: Shell) -> None:
    with Store.open(Places(kept.home), read_only=True) as store:
        before = store.trail.head()
        interview = Interview.open(store, 1, "A.W.", SystemClock())
        assert interview.session.answers
        assert store.trail.head() == before


def test_exports_of_several_cases_are_in_the_trail_of_each(kept: Shell) -> None:
    with Store.open(Places(kept.home)) as store:
        for cases in ("07, 08", "06, 08", "12"):
            detail = {"format": "csv", "cases": cases}
            store.trail.add(What.EXPORTED, who="B.B.", inspection_id=1, detail=detail)
        store.trail.add(What.EXPORTED, who="B.B.", inspection_id=2, detail={"cases": "3"})
    told = [e["detail"]["cases"] for e in kept.json("trail", "07")["entries"]
            if e["what"] == "exported"]  # fmt: skip
    assert told == ["07, 08", "12"]


def test_json_has_every_field_and_the_sentence(kept: Shell) -> None:
    first = kept.json("trail")["entries"][1]
    assert first | {"at": "", "hash": ""} == {
        "number": 2,
        "at": "",
        "who": "A.W.",
        "device": trail.device(),
        "what": "case created",
        "inspection": "Testshire 2012",
        "case": "07",
        "said": "A.W. created case 07",
        "detail": {"reference": "07", "instrument": library().name},
        "hash": "",
    }


def test_table_is_one_line_an_entry_and_runs_nothing(kept: Shell) -> None:
    with Store.open(Places(kept.home)) as store:
        store.trail.add(What.EXPORTED, who="=cmd|'x'", case_id=1, detail={"to": 'a\n"b", +1'})
    rows = list(csv.reader(io.StringIO(kept.ok("trail", "07", "--csv"))))
    assert rows[0][:4] == ["number", "at", "who", "device"]
    assert [row[0] for row in rows[1:]] == [
        str(e["number"]) for e in kept.json("trail", "07")["entries"]
    ]
    assert rows[-1][2] == "'=cmd|'x'"
    assert rows[1][6] == "'07"
    assert 'a\\n\\"b\\", +1' in rows[-1][8]
    assert "one of --json and --csv" in kept.slip("trail", "--csv", "--json")


def test_an_erased_case_keeps_its_name_in_the_trail(kept: Shell) -> None:
    with Store.open(Places(kept.home)) as store:
        store.trail.add(What.IMPORTED, who="A.W.", case_id=99, detail={"reference": "X-9"})
        store.trail.add(What.ERASED, who="A.W.", case_id=99, detail={"why": "kept too long"})
    assert "A.W. erased case X-9, because: kept too long." in kept.ok("trail")


def test_whole_trail_is_verified_with_its_head(kept: Shell) -> None:
    told = kept.ok("verify")
    with Store.open(Places(kept.home)) as store:
        head = store.trail.head()
    assert told == f"The trail is whole: {head.seq} entries.\nHead: {head.hash}\n"
    assert kept.json("verify") == {
        "sound": True,
        "say": f"The trail is whole: {head.seq} entries.",
        "entries": head.seq,
        "head": head.hash,
        "bad": None,
        "stands": None,
        "notices": [],
    }
    kept.ok("log", "07")
    assert f"that of entry {head.seq}." in kept.ok("verify", "--head", head.hash)
    assert f"that of entry {head.seq}." in kept.ok("verify", "--head", head.hash[:12])


def test_what_is_altered_is_named_and_fails(kept: Shell) -> None:
    raw = sqlite3.connect(kept.home / "corecase.sqlite3")
    raw.execute("DROP TRIGGER trail_is_never_changed")
    raw.execute("UPDATE trail SET who = 'B.B.\x1b[31m' WHERE seq = 2")
    raw.commit()
    raw.close()
    said = kept.slip("verify", status=1)
    assert said.startswith("Entry 2 (")
    assert "is not as it was written" in said
    assert "\x1b" not in said
    done = kept.run("verify", "--json")
    assert (done.exit_code, '"bad": 2' in done.stdout) == (1, True)


def test_a_head_that_stands_nowhere_fails(kept: Shell) -> None:
    assert "No entry has the hash asked for" in kept.slip("verify", "--head", "0" * 64, status=1)
    assert "too short" in kept.slip("verify", "--head", "abc")


@pytest.mark.parametrize(
    ("statement", "say"),
    [
        ("UPDATE answer SET judgement = 'yes'", "The answer to A1.1 of case 07"),
        ("UPDATE answer SET standing = 'parked'", "The answer to A1.1 of case 07"),
        ("DELETE FROM answer", "The answer to A1.1 of case 07"),
        ('UPDATE "case" SET finished = 1 WHERE id = 2', "How far case 08 is in the list"),
        ("UPDATE case_document SET present = 0", "The documents of case 07"),
    ],
)
def test_what_scores_and_lists_are_made_of_is_compared_with_the_logs(
    kept: Shell, statement: str, say: str
) -> None:
    assert "The answers of 2 cases are as the logs have them." in " ".join(
        kept.ok("verify", "--answers").split()
    )
    raw = sqlite3.connect(kept.home / "corecase.sqlite3")
    raw.execute(statement)
    raw.commit()
    raw.close()
    assert kept.json("verify")["sound"]
    assert kept.slip("verify", "--answers", status=1).startswith(say)


def test_help_says_what_the_chain_does_not_do(shell: Shell) -> None:
    words = " ".join(shell.ok("verify", "--help").split())
    assert "does not stop somebody who can write the whole file anew" in words
    assert "only a hash kept elsewhere shows that" in words


def test_a_clock_set_back_is_told(kept: Shell, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(trail, "now", lambda: datetime(2040, 1, 1, tzinfo=UTC))
    kept.ok("log", "07")
    monkeypatch.undo()
    kept.ok("log", "07")
    done = kept.run("verify")
    assert done.exit_code == 0
    assert "was set back, from 1 Jan 2040" in " ".join(done.stderr.split())
    assert "The clock was set back from 1 Jan 2040" in kept.ok("trail")


def test_who_imports_and_who_creates_is_entered(kept: Shell) -> None:
    file = kept.home / "all.json"
    kept.ok("export", "--all", "--inspection", "Testshire", "-o", str(file))
    other = Shell(kept.home / "other")
    other.ok("import", str(file), "--by", "C.C.", "--unencrypted")
    told = [(e["who"], e["what"]) for e in other.json("trail")["entries"]]
    assert told == [
        ("C.C.", "inspection created"),
        ("C.C.", "imported"),
        ("C.C.", "imported"),
    ]
    other.ok("inspection", "new", "Otherton", "2013")
    other.ok("house", "--add", "This is ours.")
    told = [(e["who"], e["what"]) for e in other.json("trail")["entries"]][3:]
    assert told == [("A.W.", "inspection created"), ("A.W.", "house sentence chosen")]


def test_what_a_step_was_is_told_by_the_trail(kept: Shell) -> None:
    with Store.open(Places(kept.home)) as store:
        session = store.load(1)
        for intent in (Remark(DOOR, "x"), TakeBack(DOOR), Undo()):
            after = take(session, intent)
            session = store.append(1, session, after.events[len(session.events) :])
    told = [e["said"] for e in kept.json("trail", "07")["entries"][-3:]]
    assert told == [
        "A.W. wrote the note of 1 question of case 07",
        "A.W. took back the answer to 1 question of case 07",
        "A.W. took back a step of case 07, or did one again",
    ]
