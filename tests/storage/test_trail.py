"""The trail: every change has its entry, and whatever is altered afterwards is named."""

from __future__ import annotations

import hashlib
import json
import shutil
import sqlite3
import subprocess
import sys
from collections.abc import Iterator
from contextlib import contextmanager
from datetime import UTC, datetime, timedelta
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.answers import AnswerKey
from domain.events import STATUS, Change
from domain.intents import Judge, Remark, SetFact, Undo
from domain.interview import Session
from storage import chain, trail
from storage.errors import Mistake, NotSaved
from storage.places import Places
from storage.records import CaseLine, CaseLog, Inspection, NewInspection
from storage.store import Store
from storage.trail import Entry, Verdict, What
from tests.instruments import NOON, WHO, take, tiny
from tests.storage.filing import filed, form, library

ROOT = Path(__file__).resolve().parents[2]
DOOR = AnswerKey("A1.1")
TEXTS = ("at", "who", "device", "what", "detail", "hash")


def saved(store: Store, case_id: int, session: Session, *intents: Judge | Remark) -> Session:
    after = take(session, *intents)
    return store.append(case_id, session, after.events[len(session.events) :])


def last(store: Store) -> Entry:
    return list(store.trail.entries())[-1]


@pytest.fixture(scope="module")
def kept(tmp_path_factory: pytest.TempPathFactory) -> Places:
    """Two cases, one with documents, in nine entries; copied by whoever alters it."""
    places = Places(tmp_path_factory.mktemp("kept") / "home")
    with Store.open(places) as store:
        made = store.create_inspection(NewInspection("Testshire", 2012), library(), who=WHO)
        first = store.create_case(made.id, "07", who=WHO)
        second = store.create_case(made.id, "08", who=WHO)
        session = saved(store, first.id, store.load(first.id), Judge(DOOR, "no", ("late",)))
        filed(store, second.id, form("The door is wide.", "Books go out."))
        session = saved(store, first.id, session, Remark(DOOR, "mind the step"))
        saved(store, second.id, store.load(second.id), Judge(DOOR, "yes"))
        store.trail.add(What.READ, who="B.B.", case_id=first.id)
        store.trail.add(What.EXPORTED, who="B.B.", case_id=first.id, detail={"format": "csv"})
        assert store.trail.verify() == Verdict(
            True, "The trail is whole: 9 entries.", 9, store.trail.head()
        )
    return places


@contextmanager
def altering(kept: Places, folder: Path) -> Iterator[tuple[Places, sqlite3.Connection]]:
    """A copy of what is kept, without its triggers, for somebody who writes in the file."""
    home = folder / "home"
    shutil.rmtree(home, ignore_errors=True)
    shutil.copytree(kept.home, home)
    places = Places(home)
    assert places.file is not None
    raw = sqlite3.connect(places.file)
    raw.create_function("flipped", 1, flipped)
    for (name,) in raw.execute("SELECT name FROM sqlite_master WHERE type = 'trigger'").fetchall():
        raw.execute(f"DROP TRIGGER {name}")
    try:
        yield places, raw
        raw.commit()
    finally:
        raw.close()


def flipped(data: bytes) -> bytes:
    """One bit of it is another."""
    return data[:-1] + bytes([data[-1] ^ 1]) if data else b"x"


def verdict_after(kept: Places, folder: Path, *statements: str, head: str = "") -> Verdict:
    with altering(kept, folder) as (places, raw):
        for statement in statements:
            raw.execute(statement)
    with Store.open(places) as store:
        return store.trail.verify(head)


# -- what is entered


def test_an_inspection_and_a_case_are_entered_as_created(store: Store) -> None:
    made = store.create_inspection(NewInspection("Testshire", 2012), tiny(), who=WHO)
    case = store.create_case(made.id, "07", who="B.B.")
    one, two = store.trail.entries()
    assert (one.seq, one.what, one.who, one.inspection_id) == (
        1, What.INSPECTION_CREATED, WHO, made.id
    )  # fmt: skip
    assert one.detail == {"name": "Testshire 2012", "instrument": tiny().name}
    assert (two.seq, two.what, two.who, two.case_id) == (2, What.CREATED, "B.B.", case.id)
    assert two.detail["reference"] == "07"
    assert one.device == two.device == trail.device()
    assert abs(datetime.now(UTC) - datetime.fromisoformat(two.at)) < timedelta(minutes=1)


def test_every_turn_is_one_entry_that_tells_what_was_done_and_nothing_of_it(
    store: Store, case: CaseLine
) -> None:
    start = store.load(case.id)
    after = take(start, Judge(DOOR, "no", ("late",), "the secret"))
    store.append(case.id, start, after.events)
    entry = last(store)
    assert (entry.what, entry.who, entry.case_id) == (What.CHANGED, WHO, case.id)
    told = dict(entry.detail)
    assert len(told.pop("events")) == 64
    assert told == {
        "judgement": "1",
        "reasons": "1",
        "note": "1",
        "first": "1",
        "last": "3",
        "instrument": tiny().name,
    }
    undone = take(after, Undo())
    store.append(case.id, after, undone.events[len(after.events) :])
    assert last(store).detail["undoes"] == "yes"
    assert last(store).detail["emptied"] == "yes"
    assert "secret" not in repr(list(store.trail.entries()))
    assert store.trail.verify().sound


def test_finishing_and_reopening_are_entered_as_such(store: Store, case: CaseLine) -> None:
    start = store.load(case.id)
    done = start.apply(start.stamped([Change(STATUS, "finished")], at=NOON, who=WHO))
    store.append(case.id, start, done.events)
    assert last(store).what == What.FINISHED
    store.append(case.id, done, done.stamped([Change(STATUS, None, "x")], at=NOON, who=WHO))
    assert last(store).what == What.REOPENED


def test_what_is_not_saved_is_not_entered(store: Store, case: CaseLine) -> None:
    before = list(store.trail.entries())
    start = store.load(case.id)
    after = take(start, Remark(DOOR, "half a pair \ud800"))
    with pytest.raises(NotSaved):
        store.append(case.id, start, after.events)
    with pytest.raises(Mistake):
        store.create_case(case.inspection_id, "07")
    assert list(store.trail.entries()) == before
    saved(store, case.id, start, Judge(DOOR, "yes"))
    assert store.trail.verify().sound


def test_cases_read_in_are_entered_one_by_one(store: Store, inspection: Inspection) -> None:
    start = Session.start(tiny(), "07")
    whole = take(start, SetFact("size", "large"), Judge(DOOR, "yes"))
    logs = [CaseLog("07", whole.events[:1]), CaseLog("08", ())]
    store.import_log(inspection.id, logs, who="B.B.")
    store.import_log(inspection.id, [CaseLog("07", whole.events)], who="C.C.")
    store.import_log(inspection.id, [CaseLog("07", whole.events)], who="D.D.")
    told = [(e.who, e.what, e.detail["reference"], e.detail["as"]) for e in store.trail.entries()
            if e.what == What.IMPORTED]  # fmt: skip
    assert told == [
        ("B.B.", "imported", "07", "new"),
        ("B.B.", "imported", "08", "new"),
        ("C.C.", "imported", "07", "continued"),
    ]
    assert last(store).detail["first"] == "2"
    assert store.trail.verify().sound


def test_of_case_tells_of_that_case_only(kept: Places) -> None:
    with Store.open(kept, read_only=True) as store:
        entries = list(store.trail.entries())
        first = store.find_case("07").id
        assert store.trail.of_case(first) == [e for e in entries if e.case_id == first]
        assert [e.seq for e in store.trail.of_case(first)] == [2, 4, 6, 8, 9]
        assert list(store.trail.entries(7)) == entries[7:]


def test_entries_are_read_on_where_one_page_of_them_ends(
    kept: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    with Store.open(kept, read_only=True) as store:
        whole = list(store.trail.entries())
        monkeypatch.setattr(trail, "_AT_ONCE", 4)
        assert list(store.trail.entries()) == whole


def test_names_and_details_are_cleaned(store: Store) -> None:
    store.trail.add(What.EXPORTED, who="A\x1b[31m\nB", detail={"to": "C\u202e. Wil\x07liams"})
    assert (last(store).who, last(store).detail) == ("A[31m B", {"to": "C. Williams"})
    assert store.trail.verify().sound


def test_an_empty_trail_is_whole(store: Store) -> None:
    assert store.trail.head() == (0, "")
    assert store.trail.verify().say == "The trail is whole: 0 entries."


# -- how it is chained


def test_form_of_the_chain_is_for_ever(kept: Places) -> None:
    """By nothing but the standard library, as anybody else would check it."""
    before = ""
    assert kept.file is not None
    raw = sqlite3.connect(kept.file)
    columns = ", ".join(chain.ENTRY)
    for *entry, hashed in raw.execute(f"SELECT {columns}, hash FROM trail ORDER BY seq"):
        text = json.dumps([before, *entry], ensure_ascii=False, separators=(",", ":"))
        before = hashlib.sha256(text.encode()).hexdigest()
        assert before == hashed
    detail = json.loads(raw.execute("SELECT detail FROM trail WHERE seq = 4").fetchone()[0])
    whole = hashlib.sha256()
    for row in raw.execute("SELECT * FROM event WHERE case_id = 1 AND seq <= 2 ORDER BY seq"):
        text = json.dumps(row, ensure_ascii=False, separators=(",", ":"))
        whole.update(f"{text}\n".encode())
    assert (detail["last"], detail["events"]) == ("2", whole.hexdigest())
    raw.close()
    fixed = chain.link("", (1, "2012-02-20", "Ŵ", "d", "read", None, 7, '{"a":"\n"}'))
    assert fixed == "040f19ff20e62b9e5125d4ef74ff2d6611f0c3818783559ed2191c0cb1c9b1bf"


@given(st.lists(st.text(), min_size=2, max_size=2), st.lists(st.text(), min_size=2, max_size=2))
def test_no_two_entries_share_a_form(one: list[str], two: list[str]) -> None:
    assert (chain.link("", one) == chain.link("", two)) == (one == two)


# -- what is found


@pytest.mark.parametrize("column", TEXTS)
@pytest.mark.parametrize("seq", [1, 5, 9])
def test_one_bit_of_an_entry_altered(kept: Places, tmp_path: Path, column: str, seq: int) -> None:
    """Also where what comes of it is no text any more."""
    bit = f"UPDATE trail SET {column} = CAST(flipped(CAST({column} AS BLOB)) AS TEXT)"
    verdict = verdict_after(kept, tmp_path, f"{bit} WHERE seq = {seq}")
    assert (verdict.sound, verdict.bad, verdict.entries) == (False, seq, seq - 1)
    assert verdict.say.startswith(f"Entry {seq} (")
    broken = f"UPDATE trail SET {column} = CAST(x'ff' AS TEXT) WHERE seq = {seq}"
    assert verdict_after(kept, tmp_path, broken).bad == seq


@pytest.mark.parametrize("value", ["NULL", "2", "'1'", "1.5"])
def test_the_case_of_an_entry_altered(kept: Places, tmp_path: Path, value: str) -> None:
    verdict = verdict_after(kept, tmp_path, f"UPDATE trail SET case_id = {value} WHERE seq = 8")
    # '1' becomes 1 again in a column of whole numbers: nothing has been altered.
    assert verdict.bad == (None if value == "'1'" else 8)


def test_text_that_has_become_a_blob_of_the_same_form(kept: Places, tmp_path: Path) -> None:
    """JSON writes bytes in base64: x'000000' would be 'AAAA'."""
    with altering(kept, tmp_path) as (places, raw):
        pass
    with Store.open(places) as store:
        store.trail.add(What.READ, who="AAAA", case_id=1)
    with sqlite3.connect(places.file or "") as raw:
        raw.execute("DROP TRIGGER IF EXISTS trail_is_never_changed")
        raw.execute("UPDATE trail SET who = x'000000' WHERE seq = 10")
    raw.close()
    with Store.open(places) as store:
        assert store.trail.verify().bad == 10


@pytest.mark.parametrize("seq", [1, 4, 8])
def test_an_entry_taken_out(kept: Places, tmp_path: Path, seq: int) -> None:
    gone = f"DELETE FROM trail WHERE seq = {seq}"
    verdict = verdict_after(kept, tmp_path, gone)
    assert (verdict.sound, verdict.bad) == (False, seq)
    assert verdict.say == f"Entry {seq} is missing."
    closed = verdict_after(
        kept,
        tmp_path,
        gone,
        f"UPDATE trail SET seq = -seq + 1 WHERE seq > {seq}",
        "UPDATE trail SET seq = -seq WHERE seq < 1",
    )
    assert (closed.sound, closed.bad) == (False, seq)


def test_entries_in_another_order(kept: Places, tmp_path: Path) -> None:
    verdict = verdict_after(
        kept,
        tmp_path,
        "UPDATE trail SET seq = -seq WHERE seq IN (6, 7)",
        "UPDATE trail SET seq = 13 + seq WHERE seq < 0",
    )
    assert (verdict.sound, verdict.bad) == (False, 6)


def test_an_entry_put_in(kept: Places, tmp_path: Path) -> None:
    verdict = verdict_after(
        kept,
        tmp_path,
        "UPDATE trail SET seq = -seq - 1 WHERE seq >= 5",
        "UPDATE trail SET seq = -seq WHERE seq < 0",
        "INSERT INTO trail SELECT 5, at, who, device, what, inspection_id, case_id, detail, hash"
        " FROM trail WHERE seq = 4",
    )
    assert (verdict.sound, verdict.bad) == (False, 5)


def test_entries_cut_off_are_seen_by_a_head_kept_elsewhere(kept: Places, tmp_path: Path) -> None:
    with Store.open(kept, read_only=True) as store:
        printed = store.trail.head().hash
        middle = list(store.trail.entries())[5]
        assert store.trail.verify(printed).stands == 9
        assert store.trail.verify(middle.hash[:12].upper()).stands == middle.seq
        assert store.trail.verify(f" {printed[:32]} {printed[32:]}\n").stands == 9
        with pytest.raises(Mistake, match="too short"):
            store.trail.verify(printed[:11])
    cut = "DELETE FROM trail WHERE seq > 7"
    assert verdict_after(kept, tmp_path, cut).sound
    verdict = verdict_after(kept, tmp_path, cut, head=printed)
    assert (verdict.sound, verdict.bad, verdict.stands) == (False, None, None)
    assert verdict.say.startswith("No entry has the hash asked for")
    assert verdict_after(kept, tmp_path, cut, head=middle.hash).stands == 6


def test_a_cut_that_leaves_a_change_without_its_entry_is_seen(kept: Places, tmp_path: Path) -> None:
    verdict = verdict_after(kept, tmp_path, "DELETE FROM trail WHERE seq > 5")
    assert (verdict.sound, verdict.bad) == (False, None)
    assert verdict.say == "The log of case 07 goes on, at event 3, where no entry tells of it."


@pytest.mark.parametrize(
    ("statement", "entry"),
    [
        ("UPDATE event SET new = '\"yes\"' WHERE case_id = 1 AND seq = 1", 4),
        ("UPDATE event SET at = '2012-02-20T12:00:00.000001+00:00' WHERE case_id = 1", 4),
        ("UPDATE event SET undoes = 1 WHERE case_id = 1 AND seq = 3", 6),
        ("UPDATE event SET why = CAST(x'ff' AS TEXT) WHERE case_id = 2 AND seq = 2", 7),
        ("UPDATE event SET seq = 'x' WHERE case_id = 2 AND seq = 2", 7),
        ("DELETE FROM event WHERE case_id = 1 AND seq = 2", 4),
        ("DELETE FROM event WHERE case_id = 1 AND seq = 3", 6),
        ("DELETE FROM event WHERE case_id = 2", 5),
        ("DELETE FROM event", 4),
        ("UPDATE event SET case_id = 2, seq = 3 WHERE case_id = 1 AND seq = 3", 6),
        ("UPDATE event SET seq = 0 WHERE case_id = 1 AND seq = 1", 4),
    ],
)
def test_an_event_altered_or_taken_out_shows_at_its_entry(
    kept: Places, tmp_path: Path, statement: str, entry: int
) -> None:
    verdict = verdict_after(kept, tmp_path, statement)
    assert (verdict.sound, verdict.bad) == (False, entry)
    assert verdict.say.startswith(f"Entry {entry} tells of event")
    assert "case 07" in verdict.say or "case 08" in verdict.say


@pytest.mark.parametrize(
    ("case_id", "seq", "say"),
    [(1, 4, "case 07 goes on, at event 4"), (3, 1, "case number 3 goes on, at event 1")],
)
def test_an_event_put_in(kept: Places, tmp_path: Path, case_id: int, seq: int, say: str) -> None:
    verdict = verdict_after(
        kept,
        tmp_path,
        f"INSERT INTO event SELECT {case_id}, {seq}, turn, at, who, kind, subject, row, old, new,"
        " instrument, why, undoes FROM event WHERE case_id = 1 AND seq = 1",
    )
    assert not verdict.sound
    assert say in verdict.say


def test_the_first_of_several_faults_is_named(kept: Places, tmp_path: Path) -> None:
    verdict = verdict_after(
        kept,
        tmp_path,
        "UPDATE event SET why = 'x' WHERE case_id = 1 AND seq = 3",
        "UPDATE event SET why = 'x' WHERE case_id = 2 AND seq = 1",
        "UPDATE trail SET who = 'x' WHERE seq = 8",
    )
    assert verdict.bad == 5


@pytest.mark.parametrize(
    ("statement", "say"),
    [
        ("UPDATE document_text SET text = text || ' '", "words of a document"),
        ("UPDATE document_text SET text = CAST(x'ff' AS TEXT)", "words of a document"),
        ("UPDATE document_text SET pages = '[1]'", "words of a document"),
        ("UPDATE document_text SET pages = 'x'", "words of a document"),
        ("DELETE FROM document_text", "taken away"),
        ("UPDATE instrument SET document = document || ' '", "The instrument library"),
        ("DELETE FROM instrument", "taken away"),
    ],
)
def test_what_the_log_rests_on_is_checked_too(
    kept: Places, tmp_path: Path, statement: str, say: str
) -> None:
    verdict = verdict_after(kept, tmp_path, statement)
    assert not verdict.sound
    assert say in verdict.say


@pytest.mark.parametrize(
    ("statement", "bad"),
    [
        ("UPDATE report_text SET text = 'x' WHERE seq = 2", 11),
        ("UPDATE report_text SET key = 'x' WHERE seq = 1", 10),
        ("UPDATE report_text SET text = CAST(x'ff' AS TEXT) WHERE seq = 2", 11),
        ("DELETE FROM report_text WHERE seq = 2", 11),
        ("INSERT INTO report_text SELECT 1, 3, key, text, who, at FROM report_text LIMIT 1", None),
    ],
)
def test_texts_of_reports_are_checked_too(
    kept: Places, tmp_path: Path, statement: str, bad: int | None
) -> None:
    with altering(kept, tmp_path) as (places, raw):
        pass
    with Store.open(places) as store:
        store.report_texts.write(1, "foreword", "Dear all", WHO)
        store.report_texts.write(1, "commentary:1", "It went well", WHO)
        assert store.trail.verify().sound
    assert places.file is not None
    raw = sqlite3.connect(places.file)
    raw.execute(statement)
    raw.commit()
    raw.close()
    with Store.open(places) as store:
        verdict = store.trail.verify()
        assert (verdict.sound, verdict.bad) == (False, bad)
        assert "text" in verdict.say


def test_a_case_said_to_be_erased_has_no_log_to_be_checked(kept: Places, tmp_path: Path) -> None:
    gone = "DELETE FROM event WHERE case_id = 1"
    assert verdict_after(kept, tmp_path, gone).bad == 4
    with altering(kept, tmp_path) as (places, raw):
        raw.execute(gone)
    with Store.open(places) as store:
        store.trail.add(What.ERASED, who=WHO, case_id=1)
        assert store.trail.verify().sound


@pytest.mark.parametrize(
    ("what", "detail"),
    [
        ("changed", '{"events":"zz","last":"1"}'),
        ("changed", '{"events":"","last":"many"}'),
        ("changed", '{"events":"","last":"99999999999999999999"}'),
        ("changed", '{"events":"","last":1}'),
        ("imported", '{"events":"'),
        ("clock set back", "[]"),
    ],
)
def test_an_entry_forged_with_its_hash_that_says_nothing_to_be_understood(
    kept: Places, tmp_path: Path, what: str, detail: str
) -> None:
    with Store.open(kept, read_only=True) as store:
        before = store.trail.head().hash
    entry = (10, "at", "", "", what, None, 1, detail)
    with altering(kept, tmp_path) as (places, raw):
        row = (*entry, chain.link(before, entry))
        raw.execute("INSERT INTO trail VALUES (?, ?, ?, ?, ?, ?, ?, ?, ?)", row)
    with Store.open(places, read_only=True) as store:
        assert store.trail.verify().bad == 10
        assert len(list(store.trail.entries())) == 10


@settings(max_examples=40, deadline=None)
@given(data=st.data())
def test_whatever_is_altered_is_named_where_it_is(
    kept: Places, tmp_path_factory: pytest.TempPathFactory, data: st.DataObject
) -> None:
    seq = data.draw(st.integers(1, 9))
    column = data.draw(st.sampled_from(TEXTS))
    with altering(kept, tmp_path_factory.getbasetemp() / "altered") as (places, raw):
        ((before,),) = raw.execute(f"SELECT {column} FROM trail WHERE seq = {seq}")
        after = data.draw(st.text(st.characters(exclude_categories=["Cs"]), max_size=80))
        raw.execute(f"UPDATE trail SET {column} = ? WHERE seq = ?", (after, seq))
    with Store.open(places, read_only=True) as store:
        assert store.trail.verify().bad == (None if after == before else seq)
        assert len(list(store.trail.entries())) == 9


# -- the clock


def test_a_clock_set_back_is_entered_and_told(
    store: Store, case: CaseLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    start = store.load(case.id)
    noon = datetime(2040, 2, 20, 12, 0, tzinfo=UTC)
    times = [noon, noon - timedelta(seconds=2), noon - timedelta(hours=1)]
    for number, at in enumerate(times):
        monkeypatch.setattr(trail, "now", lambda at=at: at)
        start = saved(store, case.id, start, Remark(DOOR, f"{number}"))
    entries = list(store.trail.entries())[-4:]
    assert [e.what for e in entries] == ["changed", "changed", "clock set back", "changed"]
    assert entries[2].detail == {"before": entries[1].at, "after": entries[3].at}
    assert entries[2].at == entries[3].at == "2040-02-20T11:00:00.000000+00:00"
    verdict = store.trail.verify()
    assert verdict.sound
    (notice,) = verdict.notices
    assert notice.startswith(f"Before entry {entries[3].seq} the clock of {trail.device()}")


def test_a_clock_that_jumps_about_is_told_of_briefly(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    for number in range(60):
        at = NOON + timedelta(hours=number % 2)
        monkeypatch.setattr(trail, "now", lambda at=at: at)
        store.trail.add(What.READ, who=WHO)
    verdict = store.trail.verify()
    assert verdict.sound
    assert len(verdict.notices) == 21
    assert verdict.notices[-1] == "Clocks were set back 29 times in all."


# -- nobody gets in


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE trail SET who = 'x'",
        "DELETE FROM trail",
        "INSERT OR REPLACE INTO trail SELECT * FROM trail WHERE seq = 1",
        "REPLACE INTO trail SELECT seq, at, 'x', device, what, inspection_id, case_id, detail, hash"
        " FROM trail WHERE seq = 2",
        "INSERT INTO trail SELECT * FROM trail WHERE 1 ON CONFLICT DO UPDATE SET who = 'x'",
        "INSERT INTO trail SELECT 7, at, who, device, what, inspection_id, case_id, detail, hash"
        " FROM trail WHERE seq = 1",
        "INSERT INTO trail SELECT 0, at, who, device, what, inspection_id, case_id, detail, hash"
        " FROM trail WHERE seq = 1",
    ],
)
def test_trail_cannot_be_changed(
    store: Store, places: Places, case: CaseLine, statement: str
) -> None:
    before = list(store.trail.entries())
    assert places.file is not None
    raw = sqlite3.connect(places.file)
    try:
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.execute(statement)
        raw.rollback()
    finally:
        raw.close()
    assert list(store.trail.entries()) == before


def test_reading_only_adds_nothing(kept: Places) -> None:
    with Store.open(kept, read_only=True) as store:
        with pytest.raises(NotSaved):
            store.trail.add(What.READ, who=WHO, case_id=1)
        assert store.trail.verify().entries == 9


def test_two_programs_add_at_once(places: Places, store: Store, case: CaseLine) -> None:
    code = f"""
import sys
from pathlib import Path
from storage.places import Places
from storage.store import Store
from storage.trail import What
with Store.open(Places(Path({str(places.home)!r}))) as store:
    print("ready", flush=True)
    sys.stdin.readline()
    for number in range(40):
        store.trail.add(What.READ, who=sys.argv[1], case_id={case.id})
"""
    programs = [
        subprocess.Popen(
            [sys.executable, "-c", code, who],
            cwd=ROOT,
            stdin=subprocess.PIPE,
            stdout=subprocess.PIPE,
            stderr=subprocess.PIPE,
            text=True,
        )
        for who in ("B.B.", "C.C.")
    ]
    for program in programs:
        assert program.stdout is not None
        assert program.stdout.readline() == "ready\n"
    for program in programs:
        assert program.stdin is not None
        program.stdin.write("go\n")
        program.stdin.flush()
    session = store.load(case.id)
    for number in range(20):
        session = saved(store, case.id, session, Remark(DOOR, f"line {number}"))
    for program in programs:
        _, errors = program.communicate(timeout=60)
        assert program.returncode == 0, errors
    verdict = store.trail.verify()
    assert verdict.sound, verdict.say
    done = [entry.who for entry in store.trail.entries()]
    assert [done.count(who) for who in ("B.B.", "C.C.", WHO)] == [40, 40, 20]
