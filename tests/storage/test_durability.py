"""Settings, permissions, and what happens when the disk or another program is in the way."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import stat
import subprocess
import sys
import textwrap
from collections.abc import Callable
from pathlib import Path

import pytest
from sqlalchemy import insert

from domain.answers import AnswerKey
from domain.intents import Remark
from domain.interview import Session
from storage import engine
from storage.engine import PRAGMAS, Database
from storage.errors import NewerFile, NotADatabase, NotSaved, StorageError
from storage.places import Places
from storage.records import CaseLine, Inspection, NewInspection
from storage.store import Store
from storage.tables import CASE
from tests.instruments import take, tiny
from tests.storage.keyed import both

ROOT = Path(__file__).resolve().parents[2]
SECRET = "Planted Name"
posix = pytest.mark.skipif(os.name != "posix", reason="permissions of Unix")


def file_of(places: Places) -> Path:
    assert places.file is not None
    return places.file


def remark(store: Store, case: CaseLine, text: str = SECRET) -> tuple[Session, Session]:
    before = store.load(case.id)
    return before, take(before, Remark(AnswerKey("A1.1"), text))


def save(store: Store, case: CaseLine, before: Session, after: Session) -> Session:
    return store.append(case.id, before, after.events[len(before.events) :])


def refused(
    store: Store, case: CaseLine, match: str, mend: Callable[[], object] = lambda: None
) -> None:
    """A save is refused without telling case data, changes nothing, and works after `mend`."""
    before, after = remark(store, case)
    with pytest.raises(NotSaved, match=match) as refusal:
        save(store, case, before, after)
    error: BaseException | None = refusal.value
    while error is not None:
        assert SECRET not in str(error)
        error = error.__cause__ or error.__context__
    mend()
    assert store.load(case.id) == before
    assert save(store, case, before, after) == store.load(case.id)


def test_settings_hold_on_the_connection(places: Places) -> None:
    with Store.open(places):
        pass
    database = Database.at(places)
    for _ in range(2):
        with database.reading() as connection:
            found = {n: connection.exec_driver_sql(f"PRAGMA {n}").scalar() for n in PRAGMAS}
            assert found == PRAGMAS
            assert connection.exec_driver_sql("PRAGMA journal_mode").scalar() == "wal"
        database.engine.dispose()
    database.close()


def test_setting_that_does_not_take_is_refused(
    places: Places, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setitem(engine.PRAGMAS, "synchronous", 9)
    with pytest.raises(StorageError, match="synchronous"):
        Store.open(places)


@posix
def test_files_are_private_whatever_the_umask(tmp_path: Path) -> None:
    places = Places(tmp_path / "deep" / "home")
    before = os.umask(0o022)
    try:
        with Store.open(places) as store:
            store.create_inspection(NewInspection("Testshire", 2012), tiny())
            names = {path.name for path in places.home.iterdir()}
            assert {"corecase.sqlite3-wal", "corecase.sqlite3-shm"} <= names
            store.backups.make()
            for path in places.home.rglob("*"):
                expected = 0o700 if path.is_dir() else 0o600
                assert stat.S_IMODE(path.stat().st_mode) == expected, path
            assert stat.S_IMODE(places.home.stat().st_mode) == 0o700
    finally:
        os.umask(before)


@posix
def test_open_folder_and_file_are_closed_to_others(places: Places) -> None:
    with Store.open(places):
        pass
    places.home.chmod(0o755)
    file_of(places).chmod(0o644)
    with Store.open(places):
        assert stat.S_IMODE(places.home.stat().st_mode) == 0o700
        assert stat.S_IMODE(file_of(places).stat().st_mode) == 0o600


@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE event SET who = 'x'",
        "DELETE FROM event",
        "INSERT OR REPLACE INTO event SELECT * FROM event",
        "REPLACE INTO event SELECT case_id, seq, turn, at, 'x', kind, subject, row, old, new,"
        " instrument, why, undoes FROM event",
        "INSERT INTO event SELECT * FROM event WHERE 1 ON CONFLICT DO UPDATE SET who = 'x'",
        'DELETE FROM "case"',
    ],
)
def test_log_cannot_be_changed(
    store: Store, places: Places, case: CaseLine, statement: str
) -> None:
    after = save(store, case, *remark(store, case))
    # A connection of our own, with none of the program's settings but the triggers of the file.
    raw = sqlite3.connect(file_of(places))
    try:
        raw.execute("PRAGMA foreign_keys = ON")
        with pytest.raises(sqlite3.IntegrityError):
            raw.execute(statement)
        raw.rollback()
    finally:
        raw.close()
    assert store.load(case.id) == after


def test_locked_by_another_program(
    store: Store, places: Places, case: CaseLine, monkeypatch: pytest.MonkeyPatch
) -> None:
    store.close()
    monkeypatch.setitem(engine.PRAGMAS, "busy_timeout", 50)
    raw = sqlite3.connect(file_of(places), isolation_level=None)
    raw.execute("BEGIN IMMEDIATE")
    refused(store, case, "Another program", raw.rollback)
    raw.close()


@both
def test_full_disk(store: Store, places: Places, case: CaseLine) -> None:
    with store._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages}")

    def free() -> None:
        with store._database.reading() as connection:
            connection.exec_driver_sql("PRAGMA max_page_count = 100000")

    before = store.load(case.id)
    after = take(before, Remark(AnswerKey("A1.1"), SECRET + "x" * 100_000))
    with pytest.raises(NotSaved, match="full"):
        save(store, case, before, after)
    assert store.load(case.id) == before
    free()
    save(store, case, before, after)


@posix
def test_disk_full_to_the_last_byte(places: Places) -> None:
    """With a real limit on what may be written, in a process of its own."""
    done = in_a_process(
        places,
        """
        import resource
        from storage.errors import NotSaved
        for n in range(200):
            after = take(session, Remark(key, f"line {n} " + "x" * 500))
            if n == 5:
                size = (home / "corecase.sqlite3-wal").stat().st_size
                resource.setrlimit(resource.RLIMIT_FSIZE, (size + 9000, resource.RLIM_INFINITY))
            try:
                session = store.append(case.id, session, after.events[len(session.events):])
            except NotSaved as refusal:
                print(refusal)
                break
        else:
            raise SystemExit("never refused")
        assert store.load(case.id) == session
        resource.setrlimit(resource.RLIMIT_FSIZE, (resource.RLIM_INFINITY,) * 2)
        after = take(session, Remark(key, "after"))
        session = store.append(case.id, session, after.events[len(session.events):])
        assert store.load(case.id) == session
        """,
    )
    assert done.returncode == 0, done.stderr
    assert "disk" in done.stdout
    with Store.open(places) as store:
        note = store.load(store.find_case("07").id).note(AnswerKey("A1.1"))
        assert note.endswith("after")
        assert sound(file_of(places))


@posix
def test_read_only_file_can_be_read(places: Places) -> None:
    """Its owner is somebody else: root may write anything, so this process becomes a nobody."""
    if os.geteuid() != 0:
        pytest.skip("needs root to become another user")
    with Store.open(places) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), tiny())
        store.create_case(inspection.id, "07")
        file_of(places).chmod(0o644)
        for path in (*places.home.parents, places.home):
            if {Path("/tmp"), Path("/dev/shm")} & {*path.parents}:
                path.chmod(0o755)
        for path in places.home.iterdir():
            path.chmod(0o644)
        done = subprocess.run(
            [
                sys.executable,
                "-c",
                textwrap.dedent(
                    f"""
                    import os, sys
                    from pathlib import Path
                    import storage.store, domain.interview, storage.upgrading
                    from storage.places import Places
                    from storage.errors import NotSaved
                    os.setgid(65534); os.setuid(65534)
                    store = storage.store.Store.open(Places(Path({str(places.home)!r})))
                    case = store.find_case("07")
                    print(case.reference)
                    try:
                        store.remember_assessor("x")
                    except NotSaved as refusal:
                        print(refusal)
                    """
                ),
            ],
            cwd=ROOT,
            capture_output=True,
            text=True,
            check=False,
        )
    assert done.returncode == 0, done.stderr
    assert done.stdout.splitlines()[0] == "07"
    assert "may not be written" in done.stdout


@both
def test_file_moved_away_while_open(store: Store, places: Places, case: CaseLine) -> None:
    file = file_of(places)
    away = file.with_suffix(".away")
    file.rename(away)
    refused(store, case, "moved, deleted or replaced", lambda: away.rename(file))


@both
def test_log_moved_away_while_open(store: Store, places: Places, case: CaseLine) -> None:
    log = file_of(places).with_name(f"{file_of(places).name}-wal")
    away = log.with_suffix(".away")
    log.rename(away)
    refused(store, case, "-wal has been moved, deleted or replaced", lambda: away.rename(log))


@both
def test_folder_gone_while_open(store: Store, places: Places, case: CaseLine) -> None:
    before, after = remark(store, case)
    shutil.rmtree(places.home)
    with pytest.raises(NotSaved):
        save(store, case, before, after)


@both
def test_no_value_of_a_statement_in_an_error(
    store: Store, inspection: Inspection, case: CaseLine
) -> None:
    with pytest.raises(NotSaved) as error, store._database.writing() as connection:
        connection.execute(insert(CASE).values(inspection_id=inspection.id, reference=SECRET))
    assert "fault in corecase" in str(error.value)
    assert SECRET not in f"{error.value} {error.value.__cause__!r} {error.value.__cause__}"


@both
def test_text_no_file_can_keep(store: Store, case: CaseLine) -> None:
    before, after = remark(store, case, "half a pair \ud800")
    with pytest.raises(NotSaved, match="characters"):
        save(store, case, before, after)


@pytest.mark.parametrize("data", [b"garbage", b"SQLite format 3\0" + b"x" * 5000, b"\0" * 8192])
def test_file_that_is_no_database(places: Places, data: bytes) -> None:
    places.home.mkdir()
    file_of(places).write_bytes(data)
    with pytest.raises(NotADatabase):
        Store.open(places)
    assert file_of(places).read_bytes() == data


def test_database_of_another_program(places: Places) -> None:
    places.home.mkdir()
    raw = sqlite3.connect(file_of(places))
    raw.execute("CREATE TABLE songs (name TEXT)")
    raw.close()
    with pytest.raises(NotADatabase, match="another program"):
        Store.open(places)


def test_newer_file_is_left_alone(places: Places) -> None:
    with Store.open(places):
        pass
    raw = sqlite3.connect(file_of(places))
    raw.execute("UPDATE alembic_version SET version_num = '0999'")
    raw.commit()
    raw.close()
    for read_only in (False, True):
        with pytest.raises(NewerFile, match="later version"):
            Store.open(places, read_only=read_only)


def test_reading_only_writes_nothing(places: Places) -> None:
    with pytest.raises(StorageError, match="nothing to read"):
        Store.open(places, read_only=True)
    assert not places.home.exists()
    with Store.open(places) as store:
        store.create_inspection(NewInspection("Testshire", 2012), tiny())
    with Store.open(places, read_only=True) as store:
        assert store.find_inspection("Testshire").year == 2012
        with pytest.raises(NotSaved, match="may not be written"):
            store.remember_assessor("x")


@pytest.mark.parametrize(
    "url",
    ["sqlite://", "sqlite:///:memory:", "sqlite+pysqlite:///x", "mysql://u:hidden@h/d", "nonsense"],
)
def test_address_that_cannot_be_used(tmp_path: Path, url: str) -> None:
    with pytest.raises(StorageError) as error:
        Store.open(Places(tmp_path, url))
    assert "CORECASE_DATABASE" in str(error.value)
    assert "hidden" not in str(error.value)


def test_server_that_is_not_there(tmp_path: Path) -> None:
    pytest.importorskip("psycopg")
    with pytest.raises(StorageError, match="cannot be reached") as error:
        Store.open(Places(tmp_path, "postgresql://me:hidden@127.0.0.1:1/none"))
    assert "hidden" not in str(error.value)


def test_places_from_the_environment(tmp_path: Path) -> None:
    home = tmp_path / "data #1? 100%"
    url = f"sqlite:///{tmp_path / 'other.sqlite3'}"
    assert Places.from_environment({"CORECASE_HOME": str(home)}).file == home / "corecase.sqlite3"
    places = Places.from_environment({"CORECASE_HOME": str(home), "CORECASE_DATABASE": url})
    assert places.file == tmp_path / "other.sqlite3"
    assert Places.from_environment({}).home.name == "corecase"
    for chosen in (Places(home), places):
        with Store.open(chosen):
            assert file_of(chosen).is_file()


def test_synced_folder_is_cautioned_about(tmp_path: Path) -> None:
    assert Places(tmp_path / "home").cautions == ()
    with Store.open(Places(tmp_path / "OneDrive - Council" / "home")) as store:
        assert "OneDrive - Council" in store.cautions[0]


def in_a_process(places: Places, body: str) -> subprocess.CompletedProcess[str]:
    """A program of its own with a store, an inspection and case 07 open."""
    code = textwrap.dedent(
        f"""
        from pathlib import Path
        from domain.answers import AnswerKey
        from domain.intents import Judge, Remark
        from storage.places import Places
        from storage.records import NewInspection
        from storage.store import Store
        from tests.instruments import take, tiny
        home = Path({str(places.home)!r})
        store = Store.open(Places(home))
        inspection = store.create_inspection(NewInspection("Testshire", 2012), tiny())
        case = store.create_case(inspection.id, "07")
        session = store.load(case.id)
        key = AnswerKey("A1.1")
        """
    ) + textwrap.dedent(body)
    return subprocess.run(
        [sys.executable, "-c", code],
        cwd=ROOT,
        env=os.environ | {"PYTHONPATH": str(ROOT)},
        capture_output=True,
        text=True,
        timeout=120,
        check=False,
    )


def sound(file: Path) -> bool:
    raw = sqlite3.connect(file)
    try:
        return bool(raw.execute("PRAGMA integrity_check").fetchone() == ("ok",))
    finally:
        raw.close()


@posix
def test_killed_program_has_lost_no_acknowledged_save(places: Places) -> None:
    done = in_a_process(
        places,
        """
        import os, signal, threading
        threading.Timer(0.7, os.kill, (os.getpid(), signal.SIGKILL)).start()
        n = 0
        while True:
            after = take(session, Judge(key, "yes" if n % 2 else "nei"), Remark(key, f"line {n}"))
            session = store.append(case.id, session, after.events[len(session.events):])
            print(n, flush=True)
            n += 1
        """,
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    acknowledged = int(done.stdout.split()[-1])
    with Store.open(places) as store:
        case = store.find_case("07")
        session = store.load(case.id)
        lines = session.note(AnswerKey("A1.1")).split("\n")
        assert f"line {acknowledged}" in lines
        assert len(lines) <= acknowledged + 2
        (kept,) = store.why(case.inspection_id, ["A1.1"], include_open=True)
        assert (kept.judgement, kept.note) == (
            session.answers[kept.key].judgement,
            session.answers[kept.key].note,
        )
    assert sound(file_of(places))
