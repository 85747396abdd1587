"""Backups: whole, encrypted as the database is, kept in turn; put back whatever has happened."""

from __future__ import annotations

import os
import sqlite3
import subprocess
import sys
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from domain.answers import AnswerKey
from domain.intents import Judge
from domain.interview import Session
from storage import protection
from storage.backup_files import (
    AUTOMATIC,
    Backup,
    backups_in,
    is_due,
    name_of,
    partials_in,
    superfluous,
)
from storage.backups import back_up, inside
from storage.encryption import Key, opens
from storage.errors import Mistake, NotSaved, StorageError, WrongPassphrase
from storage.file_kind import kind_of
from storage.places import Places
from storage.records import NewInspection
from storage.restoring import Restored, choose, latest, replaced_by, restore
from storage.store import Store
from storage.trail import What
from tests.instruments import take, tiny
from tests.storage.keyed import FEW, KEY, OTHER, OTHER_KEY, PASSPHRASE, both, opened, readable_in
from tests.storage.planted import WORDS, all_there, planted

ROOT = Path(__file__).resolve().parents[2]
DOOR = AnswerKey("A1.1")
posix = pytest.mark.skipif(os.name != "posix", reason="locks, kills and permissions of POSIX")


def file_of(places: Places) -> Path:
    assert places.file is not None
    return places.file


def begun(store: Store) -> tuple[int, Session]:
    """A case, with an answer."""
    made = store.create_inspection(NewInspection("Testshire", 2012), tiny())
    case = store.create_case(made.id, "07")
    return case.id, answered(store, case.id, "yes")


def answered(store: Store, case_id: int, judgement: str) -> Session:
    before = store.load(case_id)
    why = ("late",) if judgement == "no" else ()
    after = take(before, Judge(DOOR, judgement, why))
    return store.append(case_id, before, after.events[len(before.events) :])


def put_back(
    places: Places, file: Path, key: Key | None = None, now: Key | None = None
) -> Restored:
    """What `corecase restore` does, in the same order. now: what the database is opened by."""
    chosen = choose(file, key)
    newer = backups_in(places.backups, file_of(places))
    replaced = replaced_by(file_of(places), now, newer)
    return restore(file_of(places), places.backups, chosen, now, replaced, who="A.W.")


# -- made


@both
def test_a_backup_is_the_database_and_encrypted_as_it_is(
    store: Store, places: Places, request: pytest.FixtureRequest
) -> None:
    planted(store)
    made = store.backups.make("A.W.")
    encrypted = request.node.callspec.params["again"] == "encrypted"
    key = KEY if encrypted else None
    assert kind_of(made.file) == ("encrypted" if encrypted else "plain")
    assert (readable_in(places.backups, WORDS) == {}) == encrypted
    assert made.file.stat().st_mode & 0o777 == 0o600
    assert inside(made.file, key).head == (store.trail.head().seq - 1, _hash_before_last(store))
    last = list(store.trail.entries())[-1]
    assert (last.what, last.who) == (What.BACKED_UP, "A.W.")
    assert last.detail == {"as": "asked", "file": made.file.name}
    assert store.backups.all() == [made]


def _hash_before_last(store: Store) -> str:
    return list(store.trail.entries())[-2].hash


def test_a_backup_is_made_while_somebody_saves(store: Store, places: Places) -> None:
    case_id, _ = begun(store)
    with Store.open(places) as another:
        for _ in range(3):
            another.backups.make()
            answered(store, case_id, "no")
            answered(another, case_id, "yes")
    assert len(store.backups.all()) == 3
    assert store.trail.verify().sound


def test_a_backup_can_be_put_anywhere_but_over_something(store: Store, tmp_path: Path) -> None:
    begun(store)
    made = store.backups.make(to=tmp_path / "copy.sqlite3")
    assert inside(made.file, None).head is not None
    with pytest.raises(Mistake, match="there already"):
        store.backups.make(to=tmp_path / "copy.sqlite3")
    with pytest.raises(Mistake, match="no folder"):
        store.backups.make(to=made.file / "x")
    assert list(tmp_path.glob("*.partial")) == []


def test_of_a_damaged_database_no_backup_is_made(store: Store, places: Places) -> None:
    begun(store)
    store.close()
    damage(file_of(places), Random(3), 2000)
    with pytest.raises(StorageError):
        back_up(file_of(places), None, places.backups, AUTOMATIC)
    assert list(places.backups.iterdir()) == []


# -- kept


NOON = datetime(2012, 2, 20, 12, tzinfo=UTC)


def of(*days_ago: float, why: str = AUTOMATIC) -> list[Backup]:
    return [Backup(Path(f"{why}-{days}"), why, NOON - timedelta(days=days)) for days in days_ago]


def test_seven_days_and_four_weeks_are_kept() -> None:
    daily = of(*range(60))
    gone = {backup.file for backup in superfluous(daily)}
    left = [backup for backup in daily if backup.file not in gone]
    assert [backup.at for backup in left[:7]] == [NOON - timedelta(days=n) for n in range(7)]
    weeks = [backup.at.toordinal() // 7 for backup in left]
    assert sorted(set(weeks), reverse=True) == [weeks[0] - n for n in range(5)]
    assert 10 <= len(left) <= 11
    assert NOON - timedelta(days=35) < left[-1].at <= NOON - timedelta(days=21)


def test_the_newest_of_a_day_is_kept() -> None:
    assert [backup.file.name for backup in superfluous(of(0, 0.1, 0.2, 1))] == [
        "automatic-0.1",
        "automatic-0.2",
    ]


def test_after_a_long_absence_the_old_ones_are_still_there() -> None:
    assert superfluous(of(0, 300, 301, 302)) == []


def test_backups_asked_for_are_never_taken_away() -> None:
    assert superfluous([*of(*range(40), why="asked"), *of(0)]) == []


def test_of_those_before_a_change_the_last_three_are_kept() -> None:
    old = of(*range(9), why="before-restore")
    assert superfluous(old) == old[3:]


@pytest.mark.parametrize(
    ("hours", "due"), [(0, False), (23.9, False), (24, True), (900, True), (-5, True)]
)
def test_one_is_due_a_day_after_the_last_or_after_one_of_tomorrow(hours: float, due: bool) -> None:
    assert is_due(of(hours / 24), NOON) is due
    assert is_due([*of(hours / 24, why="damaged")], NOON)


def test_one_a_day_is_made_of_itself_and_old_ones_go(store: Store, places: Places) -> None:
    assert store.backups.make_due() is None  # there is nothing to lose yet
    begun(store)
    made = store.backups.make_due()
    assert made is not None
    assert made.why == AUTOMATIC
    assert store.backups.make_due() is None
    for days in range(1, 40):
        name = name_of(file_of(places), AUTOMATIC, made.at - timedelta(days=days))
        (places.backups / name).write_bytes(made.file.read_bytes())
    left = places.backups / "corecase-asked-x.sqlite3.partial"
    left.write_text("half")
    os.utime(left, (0, 0))
    again = store.backups.make_due(made.at + timedelta(days=1, hours=1))
    assert again is not None
    assert store.backups.all()[0] == again
    assert 8 <= len(store.backups.all()) <= 12
    assert partials_in(places.backups) == []


def test_of_invented_cases_none_is_made(store: Store) -> None:
    store.create_inspection(NewInspection("Testshire", 2012, invented=True), tiny())
    assert store.backups.make_due() is None


def test_files_of_other_names_are_nobodys_business(places: Places, tmp_path: Path) -> None:
    for name in ("notes.txt", "corecase-1.sqlite3", "other-asked-20120220T120000000000.sqlite3"):
        (tmp_path / name).write_text("x")
    assert backups_in(tmp_path, file_of(places)) == []
    assert backups_in(tmp_path / "nowhere", file_of(places)) == []


# -- put back


def damage(file: Path, chance: Random, spots: int) -> None:
    data = bytearray(file.read_bytes())
    for _ in range(spots):
        data[chance.randrange(len(data))] = chance.randrange(256)
    file.write_bytes(data)


@pytest.mark.parametrize("seed", range(6))
@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_whatever_became_of_the_file_a_backup_brings_the_cases_back(
    places: Places, seed: int, key: Key | None
) -> None:
    passphrase = key.passphrase if key else None
    with Store.open(places, passphrase=passphrase, rounds=FEW) as store:
        before = planted(store)
        entries = [entry.hash for entry in store.trail.entries()]
        made = store.backups.make()
    chance = Random(seed)
    damage(file_of(places), chance, chance.choice((1, 50, 5000)))
    if seed == 0:
        file_of(places).write_bytes(b"")
    if seed == 1:
        file_of(places).write_bytes(file_of(places).read_bytes()[:5000])
    found = file_of(places).read_bytes()
    restored = put_back(places, made.file, key, key)
    assert restored.kept is not None
    if "damaged" in restored.kept.name:
        assert restored.kept.read_bytes() == found
    with Store.open(places, passphrase=passphrase, rounds=FEW) as store:
        assert all_there(store) == before
        now = list(store.trail.entries())
        assert [entry.hash for entry in now[: len(entries)]] == entries
        assert now[-1].what == What.RESTORED
        assert store.trail.verify().sound
    if key is not None:
        assert readable_in(places.home, WORDS) == {}


def test_what_is_replaced_is_kept_with_all_that_was_saved_since(places: Places) -> None:
    with Store.open(places) as store:
        case_id, _ = begun(store)
        made = store.backups.make()
        later = answered(store, case_id, "no")
        head = store.trail.head()
    restored = put_back(places, made.file)
    with Store.open(places) as store:
        assert store.load(case_id).answers[DOOR].judgement == "yes"
        last = list(store.trail.entries())[-1]
        assert (last.what, last.who) == (What.RESTORED, "A.W.")
        assert last.detail["replaced"] == head.hash
        kept, asked = store.backups.all()
    assert kept.file == restored.kept
    assert asked == made
    assert latest(places.backups, file_of(places)) == made
    put_back(places, kept.file)
    with Store.open(places) as store:
        assert store.load(case_id) == later


def test_a_database_that_is_gone_is_put_back(places: Places) -> None:
    with Store.open(places) as store:
        before = planted(store)
        made = store.backups.make()
    file_of(places).unlink()
    assert put_back(places, made.file).kept is None
    with Store.open(places) as store:
        assert all_there(store) == before


@posix
def test_a_log_left_beside_a_damaged_file_is_not_played_into_the_backup(places: Places) -> None:
    with Store.open(places) as store:
        case_id, _ = begun(store)
        made = store.backups.make()
    with Store.open(places) as store:
        answered(store, case_id, "no")
        log = file_of(places).with_name("corecase.sqlite3-wal").read_bytes()
        assert log
    file_of(places).with_name("corecase.sqlite3-wal").write_bytes(log)
    file_of(places).write_bytes(b"\xff" * 8192)
    restored = put_back(places, made.file)
    assert restored.kept is not None
    assert restored.kept.with_name(f"{restored.kept.name}-wal").read_bytes() == log
    with Store.open(places) as store:
        assert store.load(case_id).answers[DOOR].judgement == "yes"
        assert store.trail.verify().sound


@posix
@pytest.mark.parametrize("damaged", [False, True])
def test_nothing_is_put_back_while_another_program_is_open(places: Places, damaged: bool) -> None:
    with Store.open(places) as store:
        begun(store)
        made = store.backups.make()
    code = f"""
import sys
from pathlib import Path
from storage.places import Places
from storage.store import Store
store = Store.open(Places(Path({str(places.home)!r})))
store.inspections()
print("open", flush=True)
sys.stdin.read()
"""
    another = subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=subprocess.PIPE, stdout=subprocess.PIPE
    )
    try:
        assert another.stdout is not None
        assert another.stdout.readline() == b"open\n"
        if damaged:
            with file_of(places).open("r+b") as opened_file:
                opened_file.write(b"\xff" * 4096)
        found = file_of(places).read_bytes()
        with pytest.raises(NotSaved, match="Another program is holding"):
            put_back(places, made.file)
    finally:
        another.communicate()
    assert file_of(places).read_bytes() == found
    assert {path.name for path in places.home.iterdir()} <= {
        *("backups", "corecase.sqlite3", "corecase.sqlite3-wal", "corecase.sqlite3-shm")
    }


def test_a_damaged_backup_and_what_is_none_are_refused(places: Places, tmp_path: Path) -> None:
    with Store.open(places) as store:
        begun(store)
        made = store.backups.make()
    damage(made.file, Random(5), 3000)
    other = tmp_path / "other.sqlite3"
    raw = sqlite3.connect(other)
    raw.execute("CREATE TABLE t (x)")
    raw.close()
    for file in (made.file, other):
        with pytest.raises(StorageError):
            choose(file, None)
    for nothing in (tmp_path / "nowhere", tmp_path):
        with pytest.raises(StorageError):
            choose(nothing, None)
    with pytest.raises(Mistake, match="no backup in"):
        latest(tmp_path, file_of(places))


def test_a_backup_whose_trail_was_tampered_with_is_told_of(places: Places) -> None:
    with Store.open(places) as store:
        begun(store)
        made = store.backups.make()
    assert choose(made.file, None).fault == ""
    raw = sqlite3.connect(made.file)
    raw.execute("DROP TRIGGER event_is_never_changed")
    raw.execute("UPDATE event SET who = 'B.B.' WHERE seq = 1")
    raw.commit()
    raw.close()
    assert "Entry 3 tells of" in choose(made.file, None).fault


# -- passphrases


def test_a_backup_of_an_earlier_passphrase_comes_under_the_one_of_now(places: Places) -> None:
    with opened(places) as store:
        before = planted(store)
        made = store.backups.make()
    protection.change_passphrase(file_of(places), PASSPHRASE, OTHER, None, rounds=FEW)
    with pytest.raises(WrongPassphrase):
        choose(made.file, OTHER_KEY)
    assert not put_back(places, made.file, KEY, OTHER_KEY).own_passphrase
    with opened(places, OTHER) as store:
        assert all_there(store) == before
    assert opens(made.file, KEY)


def test_a_plain_backup_is_encrypted_where_the_database_is(places: Places) -> None:
    with Store.open(places) as store:
        before = planted(store)
        made = store.backups.make()
        store.protect(PASSPHRASE, rounds=FEW)
    put_back(places, made.file, None, KEY)
    assert kind_of(file_of(places)) == "encrypted"
    with opened(places) as store:
        assert all_there(store) == before


def test_an_encrypted_backup_stays_so_where_the_database_is_plain(places: Places) -> None:
    with opened(places) as store:
        planted(store)
        made = store.backups.make()
    protection.unprotect(file_of(places), PASSPHRASE, rounds=FEW)
    assert put_back(places, made.file, KEY, None).own_passphrase
    with opened(places) as store:
        all_there(store)


# -- cut short


@posix
@pytest.mark.parametrize(("deed", "each"), [("backup", "4"), ("restore", "9")])
def test_killed_at_any_line_nothing_is_lost(tmp_path: Path, deed: str, each: str) -> None:
    code = "from tests.storage.killed_keeping import main; import sys; main(*sys.argv[1:])"
    done = subprocess.run(
        [sys.executable, "-c", code, deed, str(tmp_path), each],
        cwd=ROOT,
        capture_output=True,
        text=True,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    kills, before, after = map(int, done.stdout.split())
    assert kills > 8
    assert before > 2
    assert before + after == kills


def test_a_lost_disk_leaves_no_half_backup(places: Places, monkeypatch: pytest.MonkeyPatch) -> None:
    def full(_file: Path) -> None:
        raise OSError(28, "No space left on device")

    with Store.open(places) as store:
        begun(store)
        monkeypatch.setattr("storage.backups._on_disk", full)
        with pytest.raises(NotSaved, match="No space left"):
            store.backups.make()
        assert list(places.backups.iterdir()) == []
