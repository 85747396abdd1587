"""A database is made, and brought from one version to the next, whole or not at all."""

from __future__ import annotations

import os
import shutil
import signal
import sqlite3
import subprocess
import sys
import textwrap
from pathlib import Path

import pytest
from sqlalchemy import inspect

from domain.answers import AnswerKey
from domain.intents import Judge, SetFact
from domain.interview import Session
from domain.scoring import Counts
from storage.engine import Database
from storage.errors import NotADatabase, NotSaved, StorageError
from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from storage.tables import Row
from storage.trail import What
from storage.upgrading import HEAD, MIGRATIONS, revision, upgrade
from tests.instruments import take, tiny
from tests.storage.filing import filed, form, library

DOOR = AnswerKey("A1.1")
ROOT = Path(__file__).resolve().parents[2]
LATER = f"{int(HEAD) + 1:04}"
NEXT = """
import sqlalchemy as sa
from alembic import op
revision, down_revision, branch_labels, depends_on = "{later}", "{head}", None, None

def upgrade():
    op.add_column("inspection", sa.Column("colour", sa.String(), nullable=True))
    op.execute("UPDATE inspection SET colour = 'blue'")
    {then}
"""


def steps(folder: Path, then: str = "pass") -> Path:
    """The steps of this version and one more."""
    copy = folder / "migrations"
    shutil.copytree(MIGRATIONS, copy, ignore=shutil.ignore_patterns("__pycache__"))
    step = NEXT.format(then=then, later=LATER, head=HEAD)
    (copy / "versions" / f"{LATER}_next.py").write_text(step)
    return copy


def of_this_version(places: Places) -> Path:
    with Store.open(places) as store:
        store.create_inspection(NewInspection("Testshire", 2012), tiny())
    assert places.file is not None
    return places.file


def of_version(number: str, places: Places, tmp_path: Path) -> Session:
    """A database as an earlier version left it, with an inspection and a case."""
    old = tmp_path / "earlier"
    later = [path.name for path in (MIGRATIONS / "versions").glob("[0-9]*_*") if path.name > number]
    ignored = [name for name in later if not name.startswith(number)]
    shutil.copytree(MIGRATIONS, old, ignore=shutil.ignore_patterns("__pycache__", *ignored))
    database = Database.at(places)
    upgrade(database, places.backups, head=number, migrations=old)
    database.close()
    now = Places(tmp_path / "now")
    with Store.open(now) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), library())
        case = store.create_case(inspection.id, "07")
        session = take(store.load(case.id), SetFact("size", "small"), Judge(DOOR, "no", ("late",)))
        after = store.append(case.id, store.load(case.id), session.events)
    assert now.file is not None
    assert places.file is not None
    raw = sqlite3.connect(places.file)
    raw.execute("ATTACH ? AS now", (str(now.file),))
    for table in ("instrument", "inspection", "case", "event", "answer"):
        names = [row[1] for row in raw.execute(f'PRAGMA main.table_info("{table}")')]
        columns = ", ".join(f'"{name}"' for name in names)
        raw.execute(f'INSERT INTO main."{table}" SELECT {columns} FROM now."{table}"')
    raw.commit()
    raw.close()
    return after


def asked(file: Path, question: str) -> list[tuple[object, ...]]:
    raw = sqlite3.connect(file)
    try:
        return raw.execute(question).fetchall()
    finally:
        raw.close()


def test_head_is_the_last_step() -> None:
    files = sorted(path.name for path in (MIGRATIONS / "versions").glob("[0-9]*.py"))
    assert files[-1].startswith(f"{HEAD}_")


def test_steps_make_the_tables_of_the_program(places: Places) -> None:
    with Store.open(places):
        pass
    database = Database.at(places)
    with database.reading() as connection:
        found = inspect(connection)
        assert set(found.get_table_names()) == {*Row.metadata.tables, "alembic_version"}
        for name, table in Row.metadata.tables.items():
            columns = {c["name"]: c for c in found.get_columns(name)}
            assert list(columns) == [column.name for column in table.columns]
            for column in table.columns:
                there = columns[column.name]
                assert there["nullable"] == column.nullable, (name, column.name)
                assert str(there["type"]) == str(column.type.compile(connection.dialect))
            keys = found.get_pk_constraint(name)["constrained_columns"]
            assert keys == [column.name for column in table.primary_key]
            assert {i["name"] for i in found.get_indexes(name)} == {i.name for i in table.indexes}
            assert len(found.get_foreign_keys(name)) == len(table.foreign_key_constraints)
    database.close()


def test_alembic_is_read_only_when_there_is_something_to_do(places: Places) -> None:
    of_this_version(places)
    code = f"""
import sys
from pathlib import Path
from storage.places import Places
from storage.store import Store
Store.open(Places(Path({str(places.home)!r}))).close()
assert "sqlmodel" in sys.modules
assert "alembic" not in sys.modules
assert "psycopg" not in sys.modules
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)


def test_upgrade_copies_the_file_first(places: Places, tmp_path: Path) -> None:
    file = of_this_version(places)
    database = Database.at(places)
    upgrade(database, places.backups, head=LATER, migrations=steps(tmp_path))
    assert revision(database) == LATER
    database.close()
    assert asked(file, "SELECT colour FROM inspection") == [("blue",)]
    (copy,) = places.backups.iterdir()
    assert copy.stat().st_mode & 0o777 == 0o600
    assert asked(copy, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    assert asked(copy, "SELECT area FROM inspection") == [("Testshire",)]
    assert asked(copy, "PRAGMA integrity_check") == [("ok",)]


def test_upgrade_that_fails_leaves_the_file_as_it_was(places: Places, tmp_path: Path) -> None:
    file = of_this_version(places)
    database = Database.at(places)
    broken = steps(tmp_path, "op.execute('SELECT * FROM nowhere')")
    with pytest.raises(NotSaved):
        upgrade(database, places.backups, head=LATER, migrations=broken)
    database.close()
    assert asked(file, "SELECT version_num FROM alembic_version") == [(HEAD,)]
    with Store.open(places) as store:
        assert store.find_inspection().area == "Testshire"


def test_database_of_the_first_version_takes_documents(places: Places, tmp_path: Path) -> None:
    before = of_version("0001", places, tmp_path)
    with pytest.raises(StorageError, match="earlier version"):
        Store.open(places, read_only=True)
    with Store.open(places) as store:
        case = store.find_case("07")
        assert store.load(case.id) == before
        words = form("The door is wide.", "Books go out.")
        after = filed(store, case.id, words)
        assert store.texts(case.id) == {words.key: words}
        assert store.counts(case.inspection_id, include_open=True) == {
            "A1.1": Counts(insufficient=1)
        }
    (copy,) = places.backups.iterdir()
    assert asked(copy, "SELECT version_num FROM alembic_version") == [("0001",)]
    assert asked(copy, "SELECT count(*) FROM event") == [(len(before.events),)]
    with Store.open(places, read_only=True) as store:
        assert store.load(case.id) == after


def test_cases_of_a_version_without_a_trail_are_taken_into_it(
    places: Places, tmp_path: Path
) -> None:
    before = of_version("0002", places, tmp_path)
    with Store.open(places) as store:
        (entry,) = store.trail.entries()
        assert (entry.what, entry.who, entry.case_id) == (What.TAKEN_IN, "", 1)
        assert entry.detail["reference"] == "07"
        assert store.case(1).standing == "open"
        assert (entry.detail["first"], entry.detail["last"]) == ("1", str(len(before.events)))
        assert store.trail.verify().sound
        after = take(before, Judge(DOOR, "yes"))
        store.append(1, before, after.events[len(before.events) :])
        assert store.trail.verify().entries == 2
    assert places.file is not None
    raw = sqlite3.connect(places.file)
    raw.execute("DROP TRIGGER event_is_never_changed")
    raw.execute("UPDATE event SET who = 'B.B.' WHERE seq = 1")
    raw.commit()
    raw.close()
    with Store.open(places) as store:
        assert store.trail.verify().bad == 1


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
@pytest.mark.parametrize("there", ["nothing", "this version", "the first version"])
def test_program_killed_while_upgrading(places: Places, tmp_path: Path, there: str) -> None:
    if there == "this version":
        of_this_version(places)
    elif there == "the first version":
        of_version("0001", places, tmp_path)
    migrations = steps(tmp_path, "import os, signal; os.kill(os.getpid(), signal.SIGKILL)")
    code = textwrap.dedent(
        f"""
        from pathlib import Path
        from storage.engine import Database
        from storage.places import Places
        from storage.upgrading import upgrade
        places = Places(Path({str(places.home)!r}))
        upgrade(Database.at(places), places.backups, head={LATER!r},
                migrations=Path({str(migrations)!r}))
        """
    )
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    with Store.open(places) as store:
        assert [i.area for i in store.inspections()] == (
            [] if there == "nothing" else ["Testshire"]
        )
    assert places.file is not None
    assert asked(places.file, "PRAGMA integrity_check") == [("ok",)]


def test_two_programs_make_the_same_file_at_once(places: Places) -> None:
    code = f"""
from pathlib import Path
from storage.places import Places
from storage.store import Store
store = Store.open(Places(Path({str(places.home)!r})))
store.remember_assessor("x")
store.close()
"""
    started = [
        subprocess.Popen([sys.executable, "-c", code], cwd=ROOT, stderr=subprocess.PIPE, text=True)
        for _ in range(4)
    ]
    for process in started:
        _, errors = process.communicate(timeout=60)
        assert process.returncode == 0, errors
    with Store.open(places) as store:
        assert store.assessors() == ("x",)


def test_damaged_file_is_not_upgraded(places: Places, tmp_path: Path) -> None:
    file = of_this_version(places)
    ((page,),) = asked(file, "SELECT rootpage FROM sqlite_master WHERE name = 'inspection'")
    assert isinstance(page, int)
    data = bytearray(file.read_bytes())
    data[(page - 1) * 4096 : page * 4096] = b"\xff" * 4096
    file.write_bytes(data)
    database = Database.at(places)
    with pytest.raises(NotADatabase):
        upgrade(database, places.backups, head=LATER, migrations=steps(tmp_path))
    database.close()
    assert list(places.backups.iterdir()) == []
