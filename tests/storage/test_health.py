"""The doctor: each thing that can be wrong is found, told with its cure, and nothing is changed."""

from __future__ import annotations

import os
import sqlite3
from contextlib import closing
from datetime import UTC, datetime, timedelta
from pathlib import Path
from random import Random

import pytest

from storage import health
from storage.backup_files import ASKED, name_of
from storage.drives import share_of, shared_mount
from storage.encryption import Key
from storage.file_kind import kind_of
from storage.health import examine
from storage.patient import Finding
from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from tests.instruments import tiny
from tests.storage.keyed import KEY, OTHER_KEY, both, opened
from tests.storage.planted import WORDS, planted

posix = pytest.mark.skipif(os.name != "posix", reason="permissions of POSIX")


def file_of(places: Places) -> Path:
    assert places.file is not None
    return places.file


def to_do(places: Places, key: Key | None = None, *, thorough: bool = False) -> dict[str, Finding]:
    """What needs doing, by the name of the check; each with a cure."""
    found = examine(places, key, thorough=thorough)
    needed = {finding.check: finding for finding in found if finding.state == "do"}
    assert all(finding.cure for finding in needed.values())
    assert all(finding.say[-1] in ".:)" for finding in found)
    return needed


@pytest.fixture
def real(places: Places) -> Path:
    """A plain database of a real case, with a backup: only the encryption is missing."""
    with Store.open(places) as store:
        planted(store)
        store.backups.make()
    return file_of(places)


def test_where_nothing_is_yet_nothing_needs_doing(places: Places) -> None:
    assert to_do(places) == {}
    assert not places.home.exists()


@both
@pytest.mark.parametrize("thorough", [False, True])
def test_of_a_database_that_is_well_every_check_says_so(
    store: Store, places: Places, request: pytest.FixtureRequest, thorough: bool
) -> None:
    planted(store)
    store.backups.make()
    store.close()
    encrypted = request.node.callspec.params["again"] == "encrypted"
    before = file_of(places).read_bytes()
    found = to_do(places, KEY if encrypted else None, thorough=thorough)
    assert set(found) == (set() if encrypted else {"encryption"})
    assert file_of(places).read_bytes() == before
    told = {finding.check for finding in examine(places, KEY if encrypted else None)}
    assert {name for name, _check in health._CHECKS} - told <= {"erasures", "leftovers"}


def test_while_it_is_open_it_can_be_looked_at(store: Store, places: Places) -> None:
    store.create_inspection(NewInspection("Testshire", 2012, invented=True), tiny())
    assert to_do(places) == {}


@pytest.mark.parametrize("seed", range(8))
@pytest.mark.parametrize("key", [None, KEY], ids=["plain", "encrypted"])
def test_whatever_the_damage_it_is_told_and_not_stumbled_over(
    places: Places, seed: int, key: Key | None
) -> None:
    with Store.open(places) if key is None else opened(places) as store:
        planted(store)
        store.backups.make()
    chance = Random(seed)
    data = bytearray(file_of(places).read_bytes())
    for _ in range(chance.choice((1, 30, 3000))):
        data[chance.randrange(len(data))] ^= 1 + chance.randrange(255)
    file_of(places).write_bytes(data[: chance.choice((len(data), 50_000, 100, 4096))])
    examine(places, key)
    # (What begins with other bytes than a plain file does is taken for an encrypted one.)
    assert to_do(places, key, thorough=True).keys() & {
        *("database", "integrity", "trail", "encryption")
    } - ({"encryption"} if kind_of(file_of(places)) == "plain" else set())


def test_a_file_that_is_gone_while_its_backups_are_there_is_told(
    places: Places, real: Path
) -> None:
    real.unlink()
    assert to_do(places)["database"].cure.startswith("`corecase restore")


def test_an_encrypted_one_is_looked_at_from_outside_without_the_passphrase(places: Places) -> None:
    with opened(places) as store:
        planted(store)
        store.backups.make()
    assert to_do(places) == {}
    assert "database" in to_do(places, OTHER_KEY)


def test_a_plain_copy_beside_encrypted_cases_is_named(places: Places, real: Path) -> None:
    with Store.open(places) as store:
        store.protect(KEY.passphrase, rounds=KEY.rounds)
        store.backups.make()
    assert "can read it" in to_do(places, KEY)["encryption"].say


def test_tampering_is_told(places: Places, real: Path) -> None:
    with closing(sqlite3.connect(real)) as raw:
        raw.execute("DROP TRIGGER event_is_never_changed")
        raw.execute("UPDATE event SET who = 'B.B.' WHERE seq = 1")
        raw.commit()
    assert "no longer in the log as saved" in to_do(places)["trail"].say


def test_an_old_backup_one_that_does_not_open_and_none_are_told(places: Places, real: Path) -> None:
    (made,) = places.backups.iterdir()
    old = name_of(real, ASKED, datetime.now(UTC) - timedelta(days=9))
    made.rename(places.backups / old)
    assert "9 days ago" in to_do(places)["backups"].say
    new = places.backups / name_of(real, ASKED, datetime.now(UTC))
    new.write_bytes(b"SQLite format 3\0" + b"\xff" * 8000)
    new.chmod(0o600)
    assert "does not open" in to_do(places)["backups"].say
    for each in places.backups.iterdir():
        each.unlink()
    assert to_do(places)["backups"].say == "There is no backup."


@posix
@pytest.mark.parametrize("which", ["home", "database", "backup"])
def test_files_that_others_may_look_into_are_named(places: Places, real: Path, which: str) -> None:
    (backup,) = places.backups.iterdir()
    path = {"home": places.home, "database": real, "backup": backup}[which]
    path.chmod(0o755 if path.is_dir() else 0o644)
    found = to_do(places)["permissions"]
    assert str(path) in found.say
    assert "chmod" in found.cure


def test_what_was_cut_short_is_named(places: Places, real: Path) -> None:
    left = [
        places.backups / "corecase-asked-x.sqlite3.partial",
        places.home / "corecase.sqlite3.restoring",
        places.home / "corecase.sqlite3.to-wipe",
    ]
    for path in left:
        path.write_text("x")
        path.chmod(0o600)
    said = [f.say for f in examine(places) if f.check == "leftovers"]
    assert [path for path in left if any(str(path) in say for say in said)] == left


def test_a_log_without_its_database_is_named(places: Places, real: Path) -> None:
    real.with_name(f"{real.name}-wal").write_text("x")
    real.unlink()
    assert "-wal" in to_do(places)["leftovers"].say


def test_a_clock_before_the_last_entry_is_told(
    places: Places, real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr(health, "now", lambda: datetime(2001, 1, 1, tzinfo=UTC))
    assert "clock" in to_do(places)


def test_erased_bytes_still_there_are_told(places: Places, real: Path) -> None:
    with Store.open(places) as store, closing(sqlite3.connect(real, isolation_level=None)) as other:
        other.execute("BEGIN")
        other.execute("SELECT count(*) FROM event").fetchone()
        assert not store.erasures.erase(store.find_case(WORDS[1]).id, "done with", "A.W.")
        assert "1 erased case" in to_do(places)["erasures"].say


def test_little_room_is_told(places: Places, real: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("storage.surroundings.LEAST_FREE", 10**18)
    assert "MB are free" in to_do(places)["free space"].say


def test_a_folder_that_is_synced_is_told(tmp_path: Path) -> None:
    places = Places(tmp_path / "OneDrive - Testshire" / "corecase")
    with Store.open(places) as store:
        store.create_inspection(NewInspection("Testshire", 2012, invented=True), tiny())
    found = to_do(places)["place"]
    assert "OneDrive" in found.say
    assert "CORECASE_HOME" in found.cure


def test_a_network_share_is_told(
    places: Places, real: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("storage.surroundings.share_of", lambda _folder: "cifs")
    assert "network share (cifs)" in to_do(places)["place"].say


MOUNTS = """/dev/sda1 / ext4 rw 0 0
server:/home /home nfs4 rw 0 0
/dev/sdb1 /home/a/local ext4 rw 0 0
//server/x /mnt/team\\040files cifs rw 0 0
broken"""


@pytest.mark.parametrize(
    ("folder", "kind"),
    [
        ("/srv/x", None),
        ("/home/a/data", "nfs4"),
        ("/home/a/local/data", None),
        ("/homework", None),
        ("/mnt/team files/x", "cifs"),
    ],
)
def test_shares_are_told_by_the_mount_a_folder_lies_on(folder: str, kind: str | None) -> None:
    assert shared_mount(Path(folder), MOUNTS) == kind


def test_the_folder_of_a_test_is_on_no_share(tmp_path: Path) -> None:
    assert share_of(tmp_path) is None
