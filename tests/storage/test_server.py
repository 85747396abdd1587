"""The same on PostgreSQL: set CORECASE_TEST_POSTGRESQL to the address of a server to try it.

The address is of a database where this user may create others, such as
postgresql://postgres@localhost/postgres; each test makes one of its own and drops it.
"""

from __future__ import annotations

import os
import uuid
from collections.abc import Iterator
from concurrent.futures import ThreadPoolExecutor
from pathlib import Path

import pytest
from sqlalchemy import insert, make_url
from sqlalchemy.exc import DBAPIError

from domain.answers import AnswerKey
from domain.events import FINISHED, STATUS, Change
from domain.intents import Countersign, Judge, Remark, RemoveDocument, Reopen
from domain.scoring import Counts, counts_of
from storage.codec import event_row
from storage.engine import server_engine
from storage.errors import Mistake, NewerFile, NotSaved, Stale
from storage.health import examine
from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from storage.tables import EVENT
from storage.trail import What
from tests.instruments import NOON, take, tiny
from tests.storage.filing import adding, filed, form, library, saved

ADDRESS = os.environ["CORECASE_TEST_POSTGRESQL"]
DOOR = AnswerKey("A1.1")


@pytest.fixture
def places(tmp_path: Path) -> Iterator[Places]:
    name = f"corecase_{uuid.uuid4().hex[:12]}"
    server = server_engine(ADDRESS)
    direct = server.connect().execution_options(isolation_level="AUTOCOMMIT")
    direct.exec_driver_sql(f"CREATE DATABASE {name}")
    url = make_url(ADDRESS).set(database=name)
    yield Places(tmp_path / "home", url.render_as_string(hide_password=False))
    direct.exec_driver_sql(f"DROP DATABASE {name} WITH (FORCE)")
    direct.close()
    server.dispose()


def test_two_windows_on_a_server(places: Places) -> None:
    with Store.open(places) as store, Store.open(places) as other:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), tiny())
        case = store.create_case(inspection.id, "07")
        mine, theirs = store.load(case.id), other.load(case.id)
        after = take(theirs, Judge(DOOR, "no", ("late",), "note"), Remark(DOOR, "more"))
        other.append(case.id, theirs, after.events)
        with pytest.raises(Stale) as stale:
            store.append(case.id, mine, take(mine, Judge(DOOR, "yes")).events)
        assert stale.value.session == after
        assert store.counts(inspection.id, include_open=True) == counts_of(after.answers.values())
        assert store.counts(inspection.id, include_open=True) == {"A1.1": Counts(insufficient=1)}
        store.save_draft(case.id, "A.W.", "A1.1", "half")
        store.save_draft(case.id, "A.W.", "A1.1", "half a")
        assert other.drafts(case.id, "A.W.")["A1.1"].text == "half a"
        assert [line.reference for line in other.cases(text="0", limit=5)] == ["07"]


@pytest.mark.parametrize(
    "statement",
    ["UPDATE event SET who = 'x'", "DELETE FROM event", "TRUNCATE event", 'DELETE FROM "case"'],
)
def test_log_cannot_be_changed_on_a_server(places: Places, statement: str) -> None:
    with Store.open(places) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), tiny())
        case = store.create_case(inspection.id, "07")
        start = store.load(case.id)
        after = store.append(case.id, start, take(start, Judge(DOOR, "yes")).events)
        with pytest.raises(NotSaved), store._database.writing() as connection:
            connection.exec_driver_sql(statement)
        assert store.load(case.id) == after


@pytest.mark.parametrize(
    "statement", ["UPDATE trail SET who = 'x'", "DELETE FROM trail", "TRUNCATE trail"]
)
def test_trail_cannot_be_changed_on_a_server(places: Places, statement: str) -> None:
    with Store.open(places) as store:
        store.create_inspection(NewInspection("Testshire", 2012), tiny(), who="A.W.")
        before = list(store.trail.entries())
        with pytest.raises(NotSaved), store._database.writing() as connection:
            connection.exec_driver_sql(statement)
        assert list(store.trail.entries()) == before


@pytest.mark.parametrize(
    ("statement", "bad"),
    [
        ("UPDATE trail SET who = 'B.B.' WHERE seq = 3", 3),
        ("DELETE FROM trail WHERE seq = 2", 2),
        ("UPDATE event SET why = 'x' WHERE seq = 3", 4),
    ],
)
def test_what_is_altered_on_a_server_is_named(places: Places, statement: str, bad: int) -> None:
    with Store.open(places) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), tiny(), who="A.W.")
        case = store.create_case(inspection.id, "07", who="A.W.")
        session = store.load(case.id)
        for judgement in ("yes", "nei"):
            after = take(session, Judge(DOOR, judgement, note="ŵ"))
            session = saved(store, case.id, session, after)
        assert store.trail.verify(store.trail.head().hash).stands == 4
        with store._database.writing() as connection:
            for table in ("trail", "event"):
                connection.exec_driver_sql(f"ALTER TABLE {table} DISABLE TRIGGER ALL")
            connection.exec_driver_sql(statement)
        assert store.trail.verify().bad == bad


def test_many_add_to_the_trail_on_a_server_at_once(places: Places) -> None:
    with Store.open(places) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), tiny())
        cases = [store.create_case(inspection.id, f"{number}").id for number in range(3)]

    def work(case: int) -> None:
        with Store.open(places) as own:
            session = own.load(case)
            for number in range(15):
                session = saved(own, case, session, take(session, Remark(DOOR, f"{number}")))
                own.trail.add(What.READ, who="A.W.", case_id=case)

    with ThreadPoolExecutor() as pool:
        list(pool.map(work, cases))
    with Store.open(places) as store:
        verdict = store.trail.verify()
        assert (verdict.sound, verdict.entries) == (True, 1 + 3 + 3 * 30), verdict.say


def test_finished_case_is_locked_on_a_server(places: Places) -> None:
    with Store.open(places) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), tiny())
        case = store.create_case(inspection.id, "07")
        start = store.load(case.id)
        judged = take(start, Judge(DOOR, "yes"))
        shut = judged.apply(judged.stamped([Change(STATUS, FINISHED)], at=NOON, who="A.W."))
        shut = saved(store, case.id, start, shut)
        forged = event_row(case.id, judged.events[0]) | {"seq": shut.last_seq + 1}
        with pytest.raises(NotSaved), store._database.writing() as connection:
            connection.execute(insert(EVENT).values(forged))
        signed = saved(store, case.id, shut, take(shut, Countersign("M.T."), who="M.T."))
        assert store.case(case.id).standing == "countersigned"
        opened = saved(store, case.id, signed, take(signed, Reopen("a page turned up")))
        saved(store, case.id, opened, take(opened, Remark(DOOR, "seen")))
        assert store.trail.verify().sound


def test_lost_connection_is_made_again(places: Places) -> None:
    with Store.open(places) as store:
        store.remember_assessor("x")
        with store._database.reading() as connection:
            mine = connection.exec_driver_sql("SELECT pg_backend_pid()").scalar()
        server = server_engine(ADDRESS)
        with server.connect() as direct:
            direct.exec_driver_sql(f"SELECT pg_terminate_backend({mine})")
        server.dispose()
        assert store.assessors() == ("x",)


def test_newer_database_on_a_server(places: Places) -> None:
    with Store.open(places) as store, store._database.writing() as connection:
        connection.exec_driver_sql("UPDATE alembic_version SET version_num = '0999'")
    with pytest.raises(NewerFile):
        Store.open(places)


def test_documents_on_a_server(places: Places) -> None:
    shared = "On most days the reader from upstairs hid the last volume behind the radiator."
    with Store.open(places) as store, Store.open(places) as window:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), library())
        cases = [store.create_case(inspection.id, f"{number}").id for number in range(4)]
        for number, case in enumerate(cases[:3]):
            session = filed(store, case, form(f"{shared} Door {number} is wide."), form(shared))
        assert set(window.texts(cases[2])) == {
            document.about.text for document in session.documents
        }
        (found,) = window.near(cases[3], [f"Nobody comes. {shared} Nobody minds."])
        assert {other.reference for other in found} == {"0", "1", "2"}
        (line,) = window.house_list()
        assert (line.text, line.cases, line.standing) == (shared, 3, "found")
        without = saved(store, cases[2], session, take(session, RemoveDocument(1, "x")))
        saved(store, cases[2], without, take(without, RemoveDocument(2, "x")))
        assert window.house_sentences() == frozenset()
        window.choose_house(shared, "added")
        assert len(store.house_sentences()) == 1
        before = store.load(cases[3])
        with pytest.raises(NotSaved, match="words of a document are missing"):
            saved(store, cases[3], before, take(before, adding(form("Other words."))))
        assert store.load(cases[3]) == before


def test_a_case_is_erased_on_a_server_and_no_other(places: Places) -> None:
    words = form("The door is wide.", "Books go out.")
    with Store.open(places) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), library())
        first, second = (store.create_case(inspection.id, name) for name in ("07", "08"))
        filed(store, first.id, words)
        kept = filed(store, second.id, words)
        with store._database.engine.connect() as connection:
            for deed in (
                "DELETE FROM event",
                "UPDATE event SET who = 'B.B.'",
                "TRUNCATE event CASCADE",
            ):
                with pytest.raises(DBAPIError, match="append-only"):
                    connection.exec_driver_sql(deed)
                connection.rollback()
        assert store.erasures.erase(first.id, "done with", "A.W.")
        assert [line.reference for line in store.cases()] == ["08"]
        assert store.load(second.id) == kept
        assert store.texts(second.id) == {words.key: words}
        assert store.trail.verify().sound
        assert store.create_case(inspection.id, "07").id > second.id
        with pytest.raises(Mistake, match="on a server"):
            store.backups.make()
        assert store.backups.make_due() is None
    assert {finding.state for finding in examine(places)} <= {"well", "note"}
