"""Encrypted cases: nothing can be read, the passphrase alone opens them, nothing is ever lost."""

from __future__ import annotations

import hashlib
import os
import shutil
import sqlite3
import stat
import subprocess
import sys
from collections.abc import Iterator
from contextlib import closing, contextmanager
from pathlib import Path
from subprocess import PIPE

import pytest

from domain.errors import Refused
from storage import converting, protection, recovery
from storage.backups import back_up
from storage.encryption import ROUNDS, connect, driver, opens, opens_with
from storage.engine import PRAGMAS, Database
from storage.errors import (
    NeedsPassphrase,
    NotADatabase,
    NotSaved,
    StorageError,
    WrongPassphrase,
)
from storage.file_kind import is_encrypted, kind_of
from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from storage.upgrading import upgrade
from tests.instruments import tiny
from tests.storage.keyed import FEW, KEY, OTHER, OTHER_KEY, PASSPHRASE, opened, readable_in
from tests.storage.planted import WORDS, all_there, planted
from tests.storage.test_upgrading import LATER, steps

ROOT = Path(__file__).resolve().parents[2]
posix = pytest.mark.skipif(os.name != "posix", reason="signals and permissions of Unix")


def file_of(places: Places) -> Path:
    assert places.file is not None
    return places.file


def encrypted(places: Places) -> Path:
    """An encrypted database with the planted case."""
    with opened(places) as store:
        planted(store)
    return file_of(places)


def plain(places: Places) -> Path:
    with Store.open(places) as store:
        planted(store)
    return file_of(places)


# -- nothing can be read


def test_no_file_holds_a_readable_word_while_the_program_runs_or_after(
    places: Places, tmp_path: Path
) -> None:
    with opened(places) as store:
        session = planted(store)
        assert {"corecase.sqlite3", "corecase.sqlite3-wal"} <= {
            file.name for file in places.home.iterdir()
        }
        assert readable_in(tmp_path, WORDS) == {}
    assert readable_in(tmp_path, WORDS) == {}
    with opened(places) as store:
        assert all_there(store) == session


def test_the_search_for_words_finds_them_where_nothing_is_encrypted(places: Places) -> None:
    with Store.open(places) as store:
        planted(store)
        assert set(readable_in(places.home, WORDS).values()) == {WORDS[-1]}
    for word in WORDS:
        assert readable_in(places.home, [word]) == {"corecase.sqlite3": word}


def test_copies_before_an_upgrade_hold_no_readable_word(places: Places, tmp_path: Path) -> None:
    encrypted(places)
    database = Database.at(places, key=KEY)
    upgrade(database, places.backups, head=LATER, migrations=steps(tmp_path))
    assert database.file is not None
    back_up(database.file, KEY, places.backups, "asked")
    database.close()
    assert readable_in(places.home, WORDS) == {}
    assert len(list(places.backups.iterdir())) == 2
    for each in places.backups.iterdir():
        assert kind_of(each) == "encrypted"
        with closing(connect(each, KEY, "ro")) as raw:
            (area,) = raw.execute("SELECT area FROM inspection").fetchone()
            assert area == WORDS[0]
        assert not opens(each, OTHER_KEY)


def test_the_settings_hold_on_an_encrypted_connection(places: Places) -> None:
    encrypted(places)
    database = Database.at(places, key=KEY)
    with database.reading() as connection:
        found = {n: connection.exec_driver_sql(f"PRAGMA {n}").scalar() for n in PRAGMAS}
        assert found == PRAGMAS
        assert found["temp_store"] == 2  # what is sorted is never put into a file
        assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        assert connection.exec_driver_sql("PRAGMA cipher_log_level").scalar() == "NONE"
    database.close()


@posix
def test_files_are_private(places: Places) -> None:
    before = os.umask(0o022)
    try:
        file = encrypted(places)
        protection.renew_recovery_key(file, PASSPHRASE, recovery.new_key(), rounds=FEW)
        for path in places.home.iterdir():
            assert stat.S_IMODE(path.stat().st_mode) == 0o600, path
    finally:
        os.umask(before)


# -- the key


def test_the_key_is_derived_as_owasp_asks(places: Places) -> None:
    """By a derivation of our own, from the passphrase and the file alone."""
    with Store.open(places, passphrase=PASSPHRASE):
        pass
    assert ROUNDS >= 210_000
    salt = file_of(places).read_bytes()[:16]
    key = hashlib.pbkdf2_hmac("sha512", PASSPHRASE.encode(), salt, ROUNDS, 32)
    with closing(driver().connect(file_of(places))) as raw:
        raw.execute(f"PRAGMA key = \"x'{key.hex()}{salt.hex()}'\"")
        assert raw.execute("SELECT count(*) FROM event").fetchone() == (0,)
    assert opens_with(places, PASSPHRASE)
    assert not opens_with(places, PASSPHRASE, rounds=FEW)


def test_two_databases_with_one_passphrase_have_nothing_in_common(tmp_path: Path) -> None:
    a, b = Places(tmp_path / "a"), Places(tmp_path / "b")
    for places in (a, b):
        with opened(places):
            pass
    assert file_of(a).read_bytes()[:16] != file_of(b).read_bytes()[:16]


@pytest.mark.parametrize(
    "passphrase",
    ["it's a \"quote\" '' ; --", "Gwdihŵ a phaned o de", "漢字仮名交じり文を十二字以上", "a" * 500],
)
def test_any_characters_make_a_passphrase(places: Places, passphrase: str) -> None:
    with opened(places, passphrase):
        pass
    assert opens_with(places, f"  {passphrase}\n", rounds=FEW)
    assert not opens_with(places, passphrase + "x", rounds=FEW)


def test_a_wrong_passphrase_is_told_calmly_and_always_the_same(
    places: Places, capfd: pytest.CaptureFixture[str]
) -> None:
    file = encrypted(places)
    before = file.read_bytes()
    told = set()
    for wrong in ("ladder pebble moth quie", "", "x", "ladder pebble moth Quiet", "\x00"):
        with pytest.raises(WrongPassphrase) as refusal, opened(places, wrong):
            pass
        told.add(str(refusal.value))
        assert refusal.value.__cause__ is None
    assert told == {
        "This passphrase does not open the cases: type it again; capitals and spaces count."
    }
    assert capfd.readouterr() == ("", "")
    assert file.read_bytes() == before


def test_without_a_passphrase_the_cure_is_named(places: Places) -> None:
    encrypted(places)
    for read_only in (False, True):
        with pytest.raises(NeedsPassphrase, match="CORECASE_PASSPHRASE_FILE"):
            Store.open(places, read_only=read_only)


def test_a_key_tells_its_passphrase_to_nobody() -> None:
    assert PASSPHRASE not in repr(KEY)


def test_it_is_read_only_where_that_is_asked_for(places: Places) -> None:
    encrypted(places)
    with Store.open(places, read_only=True, passphrase=PASSPHRASE, rounds=FEW) as store:
        all_there(store)
        with pytest.raises(NotSaved, match="may not be written"):
            store.remember_assessor("x")


def test_a_passphrase_is_tried_while_the_database_is_open(places: Places) -> None:
    with opened(places) as store:
        planted(store)
        assert opens_with(places, PASSPHRASE, rounds=FEW)
        assert not opens_with(places, OTHER, rounds=FEW)
        store.remember_assessor("still here")
    assert not opens_with(Places(places.home / "elsewhere"), PASSPHRASE)


def test_what_is_plain_has_no_passphrase(places: Places) -> None:
    with opened(places):
        pass
    file_of(places).unlink()
    plain(places)
    assert not opens_with(places, PASSPHRASE, rounds=FEW)
    with opened(places) as store:  # and a passphrase is no hindrance
        assert store.cautions


@pytest.mark.parametrize(
    ("data", "kind"),
    [
        (None, "new"),
        (b"", "new"),
        (b"SQLite format 3\0" + b"x" * 5000, "plain"),
        (b"garbage", "plain"),
        (b"\0" * 8192, "plain"),
        (b"\x01" + b"\0" * 8191, "encrypted"),
        (b"\xf1" * 4097, "encrypted"),  # its last page cut off
        (b"A text of some length. " * 500, "plain"),
    ],
)
def test_what_a_file_is_can_be_told_from_its_first_bytes(
    places: Places, data: bytes | None, kind: str
) -> None:
    places.home.mkdir()
    if data is not None:
        file_of(places).write_bytes(data)
    assert kind_of(file_of(places)) == kind
    assert is_encrypted(places) == (kind == "encrypted")


# -- damage


def test_a_damaged_page_is_noticed_and_told(places: Places) -> None:
    file = encrypted(places)
    data = bytearray(file.read_bytes())
    data[4096 * 3 + 99] ^= 1
    file.write_bytes(data)
    with pytest.raises(NotADatabase, match="damaged: put back a copy"):
        back_up(file, KEY, places.backups, "asked")
    assert list(places.backups.iterdir()) == []
    with pytest.raises(NotADatabase, match="damaged"):
        protection.change_passphrase(file, PASSPHRASE, OTHER, None, rounds=FEW)
    assert file.read_bytes()[4096:] == data[4096:]
    assert opens(file, KEY)


def test_a_passphrase_changed_by_another_tool_while_open_is_told_apart(places: Places) -> None:
    file = encrypted(places)
    with opened(places) as store:
        all_there(store)
        with closing(connect(file, KEY)) as raw:
            raw.execute(f"PRAGMA rekey = '{OTHER}'")
        with pytest.raises(NotADatabase, match="has just been changed"):
            store.assessors()
        with pytest.raises(StorageError):
            store.remember_assessor("x")
    with opened(places, OTHER) as store:
        all_there(store)


def test_a_file_cut_short_is_told_as_damaged(places: Places) -> None:
    file = encrypted(places)
    file.write_bytes(file.read_bytes()[: 4096 * 3 + 100])
    with pytest.raises(NotADatabase, match="damaged"), opened(places):
        pass


@posix
@pytest.mark.parametrize("deed", ["protect", "change"])
def test_with_a_full_disk_nothing_is_changed(places: Places, deed: str) -> None:
    file = plain(places) if deed == "protect" else encrypted(places)
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.full_disk", deed, str(places.home)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=60,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    assert "not room enough on the disk" in done.stdout
    assert [each.name for each in places.home.iterdir()] == [file.name]
    with Store.open(places) if deed == "protect" else opened(places) as store:
        all_there(store)


# -- a plain database is made an encrypted one


def test_a_plain_database_is_encrypted_with_all_that_is_in_it(
    places: Places, tmp_path: Path
) -> None:
    with Store.open(places) as store:
        session = planted(store)
        entries = list(store.trail.entries())
        assert store.protect(PASSPHRASE, rounds=FEW)
        assert all_there(store) == session
        assert list(store.trail.entries())[: len(entries)] == entries
        store.remember_assessor("and on")
        assert readable_in(tmp_path, WORDS) == {}
        assert store.trail.verify().sound
    assert readable_in(tmp_path, WORDS) == {}
    assert [file.name for file in places.home.iterdir()] == ["corecase.sqlite3"]
    with opened(places) as store:
        assert store.cautions == ()
        assert "and on" in store.assessors()


def test_what_the_database_refuses_it_still_refuses(places: Places) -> None:
    plain(places)
    with Store.open(places) as store:
        store.protect(PASSPHRASE, rounds=FEW)
    with closing(connect(file_of(places), KEY)) as raw:
        for statement in ("UPDATE event SET who = 'x'", "DELETE FROM trail"):
            with pytest.raises(driver().IntegrityError):
                raw.execute(statement)


@contextmanager
def another_window(places: Places, passphrase: str | None) -> Iterator[None]:
    """A program of its own that has the database open, and saves into it at the end."""
    code = f"""
from pathlib import Path
from storage.places import Places
from storage.store import Store
places = Places(Path({str(places.home)!r}))
with Store.open(places, passphrase={passphrase!r}, rounds={FEW}) as store:
    print(store.assessors(), flush=True)
    input()
    store.remember_assessor("still here")
"""
    with subprocess.Popen(
        [sys.executable, "-c", code], cwd=ROOT, stdin=PIPE, stdout=PIPE, text=True
    ) as window:
        assert window.stdout is not None
        assert window.stdout.readline()
        yield
        window.communicate("\n", timeout=60)
        assert window.returncode == 0


def test_it_is_not_done_while_another_window_has_the_database_open(places: Places) -> None:
    plain(places)
    with another_window(places, None), Store.open(places) as store:
        with pytest.raises(NotSaved, match="Another program is holding"):
            store.protect(PASSPHRASE, rounds=FEW)
        all_there(store)
    assert kind_of(file_of(places)) == "plain"
    with Store.open(places) as store:
        assert store.assessors()[0] == "still here"


def test_a_passphrase_is_not_changed_while_another_window_is_open(places: Places) -> None:
    file = encrypted(places)
    with (
        another_window(places, PASSPHRASE),
        pytest.raises(NotSaved, match="Another program is holding"),
    ):
        protection.change_passphrase(file, PASSPHRASE, OTHER, None, rounds=FEW)
    with opened(places) as store:
        assert store.assessors()[0] == "still here"


def test_a_passphrase_that_will_not_do_is_refused_below_every_screen(places: Places) -> None:
    file = plain(places)
    with Store.open(places) as store, pytest.raises(Refused, match="Too short"):
        store.protect("short")
    assert kind_of(file) == "plain"
    encrypted(other := Places(places.home / "other"))
    with pytest.raises(Refused, match="everyone"):
        protection.change_passphrase(file_of(other), PASSPHRASE, "Password2012!", None, rounds=FEW)
    with opened(other) as store, pytest.raises(StorageError, match="encrypted already"):
        store.protect(OTHER)


def test_a_damaged_plain_database_is_left_as_it_is(places: Places) -> None:
    file = plain(places)
    with closing(sqlite3.connect(file)) as raw:
        (page,) = raw.execute("SELECT rootpage FROM sqlite_master WHERE name = 'event'").fetchone()
    data = bytearray(file.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    file.write_bytes(data)
    with pytest.raises(NotADatabase):
        converting.convert(file, None, KEY)
    assert file.read_bytes()[4096:] == data[4096:]
    assert [each.name for each in file.parent.iterdir()] == [file.name]


def test_where_no_second_name_is_kept_the_owner_is_told(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(*_names: object) -> None:
        raise OSError(1, "Operation not permitted")

    plain(places)
    monkeypatch.setattr(os, "link", refused)
    with Store.open(places) as store:
        assert not store.protect(PASSPHRASE, rounds=FEW)
        all_there(store)


def test_what_could_not_be_overwritten_is_at_the_next_start(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    def refused(file: Path) -> None:
        if file.exists():
            raise OSError(5, "Input/output error")

    plain(places)
    with Store.open(places) as store:
        with monkeypatch.context() as once:
            once.setattr(converting, "wipe", refused)
            assert not store.protect(PASSPHRASE, rounds=FEW)
        all_there(store)
    assert readable_in(places.home, [WORDS[0]]) == {"corecase.sqlite3.to-wipe": WORDS[0]}
    with opened(places) as store:
        all_there(store)
    assert [each.name for each in places.home.iterdir()] == ["corecase.sqlite3"]


def test_and_back_again(places: Places) -> None:
    file = encrypted(places)
    protection.renew_recovery_key(file, PASSPHRASE, recovery.new_key(), rounds=FEW)
    with pytest.raises(WrongPassphrase):
        protection.unprotect(file, OTHER, rounds=FEW)
    protection.unprotect(file, PASSPHRASE, rounds=FEW)
    assert [each.name for each in places.home.iterdir()] == [file.name]
    with Store.open(places) as store:
        all_there(store)
        assert store.cautions == (protection.CAUTION,)


def test_plain_copies_are_named(places: Places) -> None:
    file = plain(places)
    old = back_up(file, None, places.backups, "asked").file
    with Store.open(places) as store:
        store.protect(PASSPHRASE, rounds=FEW)
    back_up(file, KEY, places.backups, "asked")
    assert protection.plain_copies(places.backups) == [old]
    assert protection.plain_copies(places.home / "nowhere") == []


def test_only_cases_that_are_real_are_cautioned_about(places: Places) -> None:
    with Store.open(places) as store:
        assert store.cautions == ()
        assert store.unprotected
        store.create_inspection(NewInspection("Demo", 2012, invented=True), tiny())
        assert store.unprotected
    with Store.open(places) as store:
        assert store.cautions == ()
        store.create_inspection(NewInspection("Testshire", 2012), tiny())
        assert not store.unprotected
    for read_only in (False, True):
        with Store.open(places, read_only=read_only) as store:
            assert store.cautions == (protection.CAUTION,)


# -- another passphrase, and the recovery key


def test_a_new_passphrase_opens_it_and_the_old_one_no_longer(places: Places) -> None:
    file = encrypted(places)
    protection.change_passphrase(file, PASSPHRASE, OTHER, None, rounds=FEW)
    assert not opens_with(places, PASSPHRASE, rounds=FEW)
    with opened(places, OTHER) as store:
        all_there(store)
        assert readable_in(places.home, WORDS) == {}
    with pytest.raises(WrongPassphrase):
        protection.change_passphrase(file, PASSPHRASE, OTHER, None, rounds=FEW)


def test_the_recovery_key_tells_the_passphrase(places: Places) -> None:
    file = encrypted(places)
    with pytest.raises(StorageError, match=r"no corecase\.recovery beside"):
        recovery.recovered(file, recovery.new_key(), rounds=FEW)
    key = recovery.new_key()
    protection.renew_recovery_key(file, PASSPHRASE, key, rounds=FEW)
    assert recovery.recovered(file, key.lower().replace("-", " "), rounds=FEW) == PASSPHRASE
    assert readable_in(places.home, [*WORDS, *PASSPHRASE.split(), *key.split("-")]) == {}
    with pytest.raises(WrongPassphrase, match="recovery key does not open"):
        recovery.recovered(file, recovery.new_key(), rounds=FEW)
    with pytest.raises(Refused, match="compare them"):
        recovery.recovered(file, "0" + key[1:] if key[0] != "0" else "1" + key[1:], rounds=FEW)


def test_a_new_recovery_key_voids_the_old_one(places: Places) -> None:
    file = encrypted(places)
    first, second, third = (recovery.new_key() for _ in range(3))
    protection.renew_recovery_key(file, PASSPHRASE, first, rounds=FEW)
    protection.renew_recovery_key(file, PASSPHRASE, second, rounds=FEW)
    protection.change_passphrase(file, PASSPHRASE, OTHER, third, rounds=FEW)
    assert recovery.recovered(file, third, rounds=FEW) == OTHER
    for old in (first, second):
        with pytest.raises(WrongPassphrase):
            recovery.recovered(file, old, rounds=FEW)
    protection.change_passphrase(file, OTHER, PASSPHRASE, None, rounds=FEW)
    with pytest.raises(StorageError, match="no recovery key opens it"):
        recovery.recovered(file, third, rounds=FEW)


def test_the_database_and_its_passphrase_are_all_it_takes(places: Places, tmp_path: Path) -> None:
    file = encrypted(places)
    protection.renew_recovery_key(file, PASSPHRASE, recovery.new_key(), rounds=FEW)
    elsewhere = Places(tmp_path / "elsewhere")
    elsewhere.home.mkdir()
    shutil.copy(file, file_of(elsewhere))
    with opened(elsewhere) as store:
        all_there(store)


# -- killed at any moment


DEEDS = ("protect", "change", "unprotect")


@posix
@pytest.mark.parametrize("deed", DEEDS)
def test_killed_anywhere_it_is_the_one_or_the_other(deed: str, tmp_path: Path) -> None:
    killed(deed, tmp_path, each=4)


@posix
@pytest.mark.soak
@pytest.mark.parametrize("deed", DEEDS)
def test_killed_at_every_line_it_is_the_one_or_the_other(deed: str, tmp_path: Path) -> None:
    killed(deed, tmp_path, each=1)


def killed(deed: str, folder: Path, each: int) -> None:
    """Each kill must leave a file that the old or the new key opens, and all that was in it."""
    done = subprocess.run(
        [sys.executable, "-m", "tests.storage.killed_everywhere", deed, str(folder), str(each)],
        cwd=ROOT,
        capture_output=True,
        text=True,
        timeout=300,
        check=False,
    )
    assert done.returncode == 0, done.stderr
    print(f"{deed}: kills, as it was, as it was to be: {done.stdout.strip()}")
    kills, before, after = (int(word) for word in done.stdout.split())
    assert kills == before + after
    assert before > 20 / each
    assert after >= 8 / each
