"""Texts of documents: kept with the events that name them, once each, or not at all."""

from __future__ import annotations

import os
import signal
import subprocess
import sys
from pathlib import Path

import pytest

from domain.documents import DocumentText
from domain.flags.sentences import read
from domain.intents import ChangeDocument, Judge, Redo, RemoveDocument, Undo
from storage.errors import NotSaved, Stale
from storage.places import Places
from storage.records import CaseLine, NewInspection
from storage.store import Store
from tests.instruments import take
from tests.storage.filing import HEADINGS, Prose, about, adding, filed, form, library, saved
from tests.storage.test_store import DOOR

ROOT = Path(__file__).resolve().parents[2]
PLAN = form("The door is wide.", "Books go out.", "Two people work there.")
LATER = form("The door is narrow now.", "Books go out.", "One person works there.")


@pytest.fixture
def case(store: Store) -> CaseLine:
    inspection = store.create_inspection(NewInspection("Testshire", 2012), library())
    return store.create_case(inspection.id, "07")


def counted(store: Store, table: str) -> int:
    with store._database.reading() as connection:
        query = f'SELECT count(*) FROM "{table}"'
        return int(connection.exec_driver_sql(query).scalar_one())


def test_texts_come_back_equal_after_the_program_ends(places: Places) -> None:
    odd = DocumentText(
        "Ünïcode “quote” \U0001f600\tx\n\n[b]as written[/b]\nGetting in\n", (0, 9, 20)
    )
    empty = DocumentText("")
    with Store.open(places) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), library())
        case = store.create_case(inspection.id, "07")
        after = filed(store, case.id, PLAN, odd, empty)
    with Store.open(places) as store:
        assert store.texts(case.id) == {words.key: words for words in (PLAN, odd, empty)}
        assert store.load(case.id).documents == after.documents
    with Store.open(places, read_only=True) as store:
        assert store.texts(case.id)[PLAN.key] == PLAN


def test_a_text_is_kept_once_whoever_has_it(store: Store, case: CaseLine) -> None:
    other = store.create_case(case.inspection_id, "08")
    words = form(Prose(1).section())
    filed(store, case.id, words)
    before = counted(store, "shingle"), counted(store, "section")
    filed(store, other.id, words)
    assert counted(store, "document_text") == 1
    assert (counted(store, "shingle"), counted(store, "section")) == before
    assert store.texts(case.id) == store.texts(other.id) == {words.key: words}


def test_texts_of_other_cases_are_not_handed_out(store: Store, case: CaseLine) -> None:
    other = store.create_case(case.inspection_id, "08")
    filed(store, case.id, PLAN)
    filed(store, other.id, LATER)
    assert list(store.texts(case.id)) == [PLAN.key]
    assert store.texts(99) == {}
    assert store.texts_named([PLAN.key, LATER.key, "0"]) == {PLAN.key: PLAN, LATER.key: LATER}


def test_the_text_of_a_document_taken_out_is_there_for_undoing(
    store: Store, case: CaseLine
) -> None:
    session = filed(store, case.id, PLAN, LATER)
    for intent in (RemoveDocument(1, "twice"), Undo(), Redo()):
        session = saved(store, case.id, session, take(session, intent))
        assert set(store.texts(case.id)) == {PLAN.key, LATER.key}


def test_a_changed_document_keeps_its_text(store: Store, case: CaseLine) -> None:
    session = filed(store, case.id, PLAN)
    changed = ChangeDocument(1, about(PLAN, "2012-03-01"))
    session = saved(store, case.id, session, take(session, changed))
    assert [document.day.isoformat() for document in session.documents] == ["2012-03-01"]
    assert store.texts(case.id) == {PLAN.key: PLAN}


def test_a_document_without_its_words_is_not_saved(store: Store, case: CaseLine) -> None:
    before = store.load(case.id)
    after = take(before, Judge(DOOR, "yes"), adding(PLAN, LATER))
    with pytest.raises(NotSaved, match="words of a document are missing"):
        saved(store, case.id, before, after, [PLAN])
    assert store.load(case.id) == before
    assert [counted(store, table) for table in ("document_text", "section", "sentence")] == [0] * 3
    assert saved(store, case.id, before, after, [PLAN, LATER]) == after


def test_a_text_no_event_names_is_not_kept(store: Store, case: CaseLine) -> None:
    before = store.load(case.id)
    saved(store, case.id, before, take(before, adding(PLAN)), [PLAN, LATER])
    assert counted(store, "document_text") == 1


def test_texts_go_with_the_events_or_not_at_all(
    store: Store, places: Places, case: CaseLine
) -> None:
    before = store.load(case.id)
    with Store.open(places) as other:
        saved(other, case.id, before, take(before, Judge(DOOR, "yes")))
    with pytest.raises(Stale):
        saved(store, case.id, before, take(before, adding(PLAN)), [PLAN])
    assert counted(store, "document_text") == 0
    assert store.texts(case.id) == {}


def test_full_disk_keeps_neither_text_nor_event(store: Store, case: CaseLine) -> None:
    long = form(*(Prose(number).section(300) for number in range(3)))
    before = store.load(case.id)
    limit_pages(store, 8)
    with pytest.raises(NotSaved, match="full"):
        saved(store, case.id, before, take(before, adding(PLAN, long)), [PLAN, long])
    assert store.load(case.id) == before
    assert [counted(store, table) for table in ("document_text", "shingle", "sentence")] == [0] * 3
    limit_pages(store, 100_000)
    assert filed(store, case.id, PLAN, long) == store.load(case.id)


@pytest.mark.skipif(os.name != "posix", reason="kills by signal")
def test_program_killed_while_adding_documents(
    places: Places, store: Store, case: CaseLine
) -> None:
    code = f"""
import os, signal, threading
from pathlib import Path
from storage.places import Places
from storage.store import Store
from tests.storage.filing import HEADINGS, Prose, filed, form
threading.Timer(1.0, os.kill, (os.getpid(), signal.SIGKILL)).start()
prose = Prose(1)
with Store.open(Places(Path({str(places.home)!r}))) as store:
    while True:
        filed(store, {case.id}, form(prose.section(30), prose.section(30)), form(prose.section()))
        print(len(store.load({case.id}).documents), flush=True)
"""
    done = subprocess.run(
        [sys.executable, "-c", code], cwd=ROOT, capture_output=True, text=True, check=False
    )
    assert done.returncode == -signal.SIGKILL, done.stderr
    documents = store.load(case.id).documents
    acknowledged = int(done.stdout.split()[-1])
    assert len(documents) in (acknowledged, acknowledged + 2)
    assert {document.about.text for document in documents} == set(store.texts(case.id))
    assert counted(store, "document_text") == counted(store, "case_document") == len(documents)
    assert counted(store, "section") == len(documents) * 3 // 2


def test_what_a_case_has_follows_its_log(store: Store, case: CaseLine) -> None:
    """However documents come and go, in one save or in many."""
    session = start = store.load(case.id)
    steps = (
        adding(PLAN, LATER),
        RemoveDocument(2, "twice"),
        Undo(),
        ChangeDocument(1, about(PLAN, "2012-03-01")),
        Undo(),
        Undo(),
        Redo(),
    )
    for step in steps:
        session = saved(store, case.id, session, take(session, step), [PLAN, LATER])
        assert present(store, case.id) == {d.number: d.about.text for d in session.documents}
        assert counted(store, "sentence") == len(said(*(d.about.text for d in session.documents)))
    other = store.create_case(case.inspection_id, "08")
    store.append(other.id, start, session.events, texts=[PLAN, LATER])
    assert present(store, other.id) == present(store, case.id)


def said(*keys: str) -> set[tuple[str, ...]]:
    texts = (words.text for words in (PLAN, LATER) if words.key in keys)
    return {sentence.words for text in texts for sentence in read(text, HEADINGS).sentences}


def present(store: Store, case_id: int) -> dict[int, str]:
    """The documents that a case has by what is kept beside its log, and the keys of their texts."""
    with store._database.reading() as connection:
        rows = connection.exec_driver_sql(
            "SELECT number, key FROM case_document JOIN document_text ON id = text_id"
            f" WHERE present AND case_id = {case_id}"
        )
        return {row.number: row.key for row in rows}


def limit_pages(store: Store, more: int) -> None:
    with store._database.reading() as connection:
        pages = connection.exec_driver_sql("PRAGMA page_count").scalar_one()
        connection.exec_driver_sql(f"PRAGMA max_page_count = {pages + more}")
