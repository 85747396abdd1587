"""Erasure: of a case that is erased no byte is left, and of all others each one."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from collections.abc import Callable
from contextlib import closing
from pathlib import Path

import pytest

from domain.intents import Judge, RemoveDocument
from storage import restoring
from storage.backup_files import backups_in
from storage.backups import let_go
from storage.engine import Database, raw_connection
from storage.erasure import LONGEST_REASON
from storage.errors import Mistake, NotFound, NotSaved
from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from storage.tables import Row
from storage.trail import What
from tests.instruments import take, tiny
from tests.storage.filing import filed, form, library, saved
from tests.storage.keyed import KEY, both, readable_in
from tests.storage.planted import DOOR, WORDS, planted

ROOT = Path(__file__).resolve().parents[2]
# What was put down in the case; the area, the house sentence and the assessor are not a case's,
# and the reference stays in the trail.
OF_CASE = (*WORDS[2:5], WORDS[7])
WHY = "its time has come"


def erased(store: Store, reference: str = WORDS[1]) -> bool:
    return store.erasures.erase(store.find_case(reference).id, WHY, "A.W.")


def file_of(places: Places) -> Path:
    assert places.file is not None
    return places.file


def words_in(file: Path, key: bool) -> set[str]:
    """Which words of the case stand in any table of a database."""
    with closing(raw_connection(file, KEY if key else None, read_only=True)) as raw:
        tables = raw.execute("SELECT name FROM sqlite_master WHERE type = 'table'").fetchall()
        whole = str([raw.execute(f'SELECT * FROM "{name}"').fetchall() for (name,) in tables])
    return {word for word in OF_CASE if word in whole}


def unused_pages(file: Path, key: bool) -> int:
    with closing(raw_connection(file, KEY if key else None, read_only=True)) as raw:
        return int(raw.execute("PRAGMA freelist_count").fetchone()[0])


@both
def test_no_byte_of_an_erased_case_is_left(
    again: Callable[[], Store], places: Places, request: pytest.FixtureRequest
) -> None:
    key = request.node.callspec.params["again"] == "encrypted"
    with again() as store:
        planted(store)
        assert words_in(file_of(places), key) == set(OF_CASE)
        assert erased(store)
        # While it is open, and its log is there.
        assert readable_in(places.home, OF_CASE) == {}
        assert words_in(file_of(places), key) == set()
        assert unused_pages(file_of(places), key) == 0  # where an encrypted file might hide some
        with pytest.raises(NotFound):
            store.find_case(WORDS[1])
        verdict = store.trail.verify()
        assert verdict.sound, verdict.say
    assert readable_in(places.home, OF_CASE) == {}
    with again() as store:
        last = list(store.trail.entries())[-1]
        assert (last.what, last.who) == (What.ERASED, "A.W.")
        assert last.detail == {"reference": WORDS[1], "why": WHY}
        (told,) = store.erasures.all()
        assert (told.reference, told.why, told.who) == (WORDS[1], WHY, "A.W.")
        assert store.trail.verify().sound


def test_rows_of_every_table_go_and_those_of_other_cases_stay(store: Store) -> None:
    made = store.create_inspection(NewInspection("Testshire", 2012), library())
    shared, own = form("The door is wide.", "Books go out."), form("A secret of one.", "Nothing.")
    first, second = (store.create_case(made.id, name) for name in ("07", "08"))
    filed(store, first.id, shared, own)
    for case in (first, second):
        before = store.load(case.id)
        saved(store, case.id, before, take(before, Judge(DOOR, "no", ("late",))))
        store.save_draft(case.id, "A.W.", "A1.2", "half")
        store.save_place(case.id, "A.W.", "A1.2", 5)
    kept = filed(store, second.id, shared)
    assert store.erasures.erase(first.id, WHY, "A.W.")
    counts = rows_by_case(store)
    assert counts == {table: {second.id} for table in counts}
    assert store.load(second.id) == kept
    assert store.texts(second.id) == {shared.key: shared}
    assert store.texts_named([own.key]) == {}
    assert store.trail.verify().sound
    assert store.erasures.erase(second.id, WHY, "A.W.")
    with Database.reading(store._database) as connection:
        for table in ("document_text", "section", "shingle", "sentence"):
            found = connection.exec_driver_sql(f"SELECT count(*) FROM {table}")
            assert found.scalar() == 0, table
    assert store.trail.verify().sound


def rows_by_case(store: Store) -> dict[str, set[int]]:
    """The numbers of the cases that each table of cases has rows of."""
    found = {}
    with store._database.reading() as connection:
        for name, table in Row.metadata.tables.items():
            if "case_id" in table.columns and name not in ("trail", "erasure"):
                query = f'SELECT DISTINCT case_id FROM "{name}"'
                found[name] = set(connection.exec_driver_sql(query).scalars())
        found["case"] = set(connection.exec_driver_sql('SELECT id FROM "case"').scalars())
    return found


def test_a_text_another_case_once_had_stays_for_its_log(store: Store) -> None:
    made = store.create_inspection(NewInspection("Testshire", 2012), library())
    words = form("The door is wide.", "Books go out.")
    first, second = (store.create_case(made.id, name) for name in ("07", "08"))
    filed(store, first.id, words)
    before = filed(store, second.id, words)
    saved(store, second.id, before, take(before, RemoveDocument(1, "not of this case")))
    assert store.erasures.erase(first.id, WHY, "A.W.")
    assert store.trail.verify().sound
    assert store.texts_named([words.key]) == {words.key: words}


def test_the_number_of_an_erased_case_is_never_given_again(store: Store) -> None:
    made = store.create_inspection(NewInspection("Testshire", 2012), tiny())
    first = store.create_case(made.id, "07")
    assert store.erasures.erase(first.id, WHY, "A.W.")
    again = store.create_case(made.id, "07")
    assert again.id != first.id
    assert [entry.what for entry in store.trail.of_case(again.id, made.id, "07")][-1:] == [
        What.CREATED
    ]
    assert {entry.case_id for entry in store.trail.of_case(again.id)} == {again.id}
    third = store.create_case(made.id, "08")
    assert third.id == again.id + 1
    assert store.erasures.erase(again.id, "made by mistake", "A.W.")
    assert store.find_case("08").id == third.id
    assert store.trail.verify().sound


@pytest.mark.parametrize("why", ["", "  \n", "x" * (LONGEST_REASON + 1)])
def test_a_reason_is_wanted(store: Store, why: str) -> None:
    planted(store)
    with pytest.raises(Mistake, match="reason"):
        store.erasures.erase(store.find_case(WORDS[1]).id, why, "A.W.")
    assert store.find_case(WORDS[1]).reference == WORDS[1]
    with pytest.raises(NotFound):
        store.erasures.erase(99, WHY, "A.W.")


# -- the log is let go of for an erasure alone


@pytest.mark.parametrize(
    "deed",
    [
        "DELETE FROM event WHERE case_id = 1",
        "UPDATE event SET who = 'B.B.'",
        "INSERT OR REPLACE INTO event SELECT * FROM event LIMIT 1",
        "INSERT INTO erasure VALUES (2, '', 0); DELETE FROM event WHERE case_id = 1",
        "INSERT INTO erasure VALUES (1, '', 0); UPDATE event SET who = 'B.B.'",
        "INSERT INTO erasure VALUES (1, '', 1); DELETE FROM event WHERE case_id = 1",
    ],
)
def test_events_are_refused_to_be_changed_or_deleted(
    store: Store, places: Places, deed: str
) -> None:
    planted(store)
    store.close()
    with closing(sqlite3.connect(file_of(places))) as raw:
        raw.execute("PRAGMA recursive_triggers = 1")
        with pytest.raises(sqlite3.IntegrityError, match="append-only"):
            raw.executescript(deed)


@pytest.mark.parametrize("others", [True, False])
def test_verify_names_what_is_tampered_with_beside_an_erasure(
    store: Store, places: Places, others: bool
) -> None:
    """Another case's log cut by hand, or the events of an erased one put back."""
    planted(store)
    inspection = store.find_inspection(WORDS[0])
    case = store.create_case(inspection.id, "08")
    before = store.load(case.id)
    saved(store, case.id, before, take(before, Judge(DOOR, "no", ("late",))))
    gone = store.find_case(WORDS[1]).id
    assert erased(store)
    store.close()
    with closing(sqlite3.connect(file_of(places))) as raw:
        if others:
            raw.execute("INSERT INTO erasure VALUES (?, '', 0)", (case.id,))
            raw.execute("DELETE FROM event WHERE case_id = ?", (case.id,))
        else:
            raw.execute(
                f"INSERT INTO event SELECT {gone}, seq, turn, at, who, kind, subject, row,"
                " old, new, instrument, why, undoes FROM event"
            )
        raw.commit()
    with Store.open(places) as again:
        verdict = again.trail.verify()
    assert not verdict.sound
    assert ("case 08" in verdict.say) is others
    assert (f"case number {gone}" in verdict.say) is not others


# -- its bytes, when not at once


def test_bytes_go_at_the_next_opening_where_somebody_was_reading(
    store: Store, places: Places
) -> None:
    planted(store)
    with closing(sqlite3.connect(file_of(places), isolation_level=None)) as another:
        another.execute("BEGIN")
        another.execute("SELECT count(*) FROM event").fetchone()
        assert not erased(store)
        assert readable_in(places.home, OF_CASE) != {}
    store.close()
    with Store.open(places):
        assert readable_in(places.home, OF_CASE) == {}


def test_a_case_erased_in_another_window_is_told_as_gone(store: Store, places: Places) -> None:
    before = planted(store)
    case = store.find_case(WORDS[1])
    with Store.open(places) as another:
        assert erased(another)
    after = take(before, Judge(DOOR, "yes"))
    for write in (
        lambda: store.append(case.id, before, after.events[len(before.events) :]),
        lambda: store.save_draft(case.id, "A.W.", "A1.2", "half"),
        lambda: store.save_place(case.id, "A.W.", "A1.2", 5),
    ):
        with pytest.raises(NotSaved, match="erased in another window"):
            write()


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_killed_at_any_line_all_is_there_or_nothing(tmp_path: Path) -> None:
    code = "from tests.storage.killed_keeping import main; import sys; main(*sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", code, "erase", str(tmp_path), "5"],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    kills, before, after = map(int, done.stdout.split())
    assert before > 2
    assert after > 0
    assert before + after == kills


# -- backups


@both
def test_backups_that_hold_the_case_are_told_apart_and_can_go(
    store: Store, places: Places, request: pytest.FixtureRequest
) -> None:
    key = request.node.callspec.params["again"] == "encrypted"
    store.create_inspection(NewInspection("Othershire", 2012), tiny())
    empty = store.backups.make()
    planted(store)
    full = store.backups.make()
    foreign = places.backups / "corecase-automatic-20120101T000000000000.sqlite3"
    foreign.write_bytes(os.urandom(8192))
    assert erased(store)
    after = store.backups.make()
    held = store.erasures.in_backups(store.backups.all())
    assert [(each.backup.file, each.certain) for each in held] == [
        (full.file, True),
        (foreign, False),
    ]
    for each in held:
        let_go(each.backup)
    assert {backup.file for backup in store.backups.all()} == {empty.file, after.file}
    if not key:
        assert readable_in(places.home, OF_CASE) == {}


def test_an_erased_case_does_not_come_back_with_an_older_backup(places: Places) -> None:
    with Store.open(places) as store:
        planted(store)
        inspection = store.find_inspection(WORDS[0])
        made = store.backups.make()
        store.create_case(inspection.id, "later")
        assert erased(store)
        assert erased(store, "later")
    chosen = restoring.choose(made.file, None)
    replaced = restoring.replaced_by(file_of(places), None, [])
    assert [case.reference for case in replaced.erased] == [WORDS[1], "later"]
    done = restoring.restore(file_of(places), places.backups, chosen, None, replaced, who="B.B.")
    assert [case.reference for case in done.again] == [WORDS[1]]
    with Store.open(places) as store:
        assert store.cases() == []
        assert store.trail.verify().sound
        last = list(store.trail.entries())[-1]
        assert (last.what, last.who, last.detail["why"]) == (What.ERASED, "B.B.", WHY)
    assert set(readable_in(places.home, OF_CASE)) == {made.file.name}


def test_erasures_are_known_from_the_newest_backup_where_the_database_is_lost(
    places: Places,
) -> None:
    with Store.open(places) as store:
        planted(store)
        old = store.backups.make()
        assert erased(store)
        store.backups.make()
    file_of(places).write_bytes(b"\xff" * 9000)
    chosen = restoring.choose(old.file, None)
    newer = [one for one in backups_in(places.backups, file_of(places)) if one.at > old.at]
    replaced = restoring.replaced_by(file_of(places), None, newer)
    done = restoring.restore(file_of(places), places.backups, chosen, None, replaced)
    assert [case.reference for case in done.again] == [WORDS[1]]
