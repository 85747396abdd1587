"""What people write into a report is kept as it was written, and goes along with the inspection."""

import json
import sqlite3
from collections.abc import Callable
from pathlib import Path

import pytest

from storage.errors import BadFile, Mistake
from storage.interchange.json_document import import_document, write_document
from storage.places import Places
from storage.records import Inspection
from storage.report_texts import LONGEST
from storage.store import Store
from storage.trail import What


def test_what_stands_at_a_place_is_what_was_written_there_last(
    store: Store, inspection: Inspection
) -> None:
    texts = store.report_texts
    assert texts.written(inspection.id) == {}
    assert texts.write(inspection.id, "foreword", "First words.\r\n", "A.W.")
    assert texts.write(inspection.id, "next_steps", "In May.", "A.W.")
    assert texts.write(inspection.id, "foreword", "Better words.", "B.B.")
    assert texts.written(inspection.id) == {"foreword": "Better words.", "next_steps": "In May."}
    assert [(each.text, each.who) for each in texts.all(inspection.id)] == [
        ("First words.", "A.W."),
        ("In May.", "A.W."),
        ("Better words.", "B.B."),
    ]
    assert texts.write(inspection.id, "foreword", "", "B.B.")
    assert texts.written(inspection.id) == {"next_steps": "In May."}


def test_the_same_words_again_are_not_written_again(store: Store, inspection: Inspection) -> None:
    assert not store.report_texts.write(inspection.id, "foreword", " ", "A.W.")
    assert store.report_texts.write(inspection.id, "foreword", "Words.", "A.W.")
    assert not store.report_texts.write(inspection.id, "foreword", " Words. ", "B.B.")
    assert len(store.report_texts.all(inspection.id)) == 1


def test_a_text_too_long_or_of_nobody_is_refused(store: Store, inspection: Inspection) -> None:
    with pytest.raises(Mistake, match="20,001 characters"):
        store.report_texts.write(inspection.id, "foreword", "x" * (LONGEST + 1), "A.W.")
    with pytest.raises(Mistake, match="name or initials"):
        store.report_texts.write(inspection.id, "foreword", "x", " ")
    assert store.report_texts.all(inspection.id) == []


def test_a_text_is_entered_in_the_trail_without_its_words(
    store: Store, inspection: Inspection
) -> None:
    store.report_texts.write(inspection.id, "foreword", "Words.", "A.W.")
    *_, entry = store.trail.entries()
    assert (entry.what, entry.who, entry.inspection_id) == (
        What.REPORT_TEXT,
        "A.W.",
        inspection.id,
    )
    assert entry.detail["key"] == "foreword"
    assert "Words" not in str(entry.detail)
    assert store.trail.verify().sound


@pytest.mark.parametrize(
    "change",
    [
        "UPDATE report_text SET text = 'other'",
        "DELETE FROM report_text",
        "INSERT OR REPLACE INTO report_text SELECT * FROM report_text",
    ],
)
def test_what_was_written_cannot_be_changed(
    store: Store, inspection: Inspection, places: Places, change: str
) -> None:
    store.report_texts.write(inspection.id, "foreword", "Words.", "A.W.")
    assert places.file is not None
    raw = sqlite3.connect(places.file)
    with pytest.raises(sqlite3.IntegrityError, match="append-only"):
        raw.execute(change)
    raw.close()


def test_texts_go_along_with_the_whole_inspection_and_come_together(
    store: Store, inspection: Inspection, tmp_path: Path
) -> None:
    store.create_case(inspection.id, "07")
    store.report_texts.write(inspection.id, "foreword", "First words.", "A.W.")
    early = write_document(store, inspection.id)
    assert b"First words" not in write_document(store, inspection.id, ["07"])
    with Store.open(Places(tmp_path / "elsewhere")) as other:
        taken = import_document(other, early, "a.json")
        assert str(taken) == "Testshire 2012: 1 case new, 1 text of its report new."
        there = taken.inspection.id
        assert other.report_texts.all(there) == store.report_texts.all(inspection.id)
        assert write_document(other, there) == early
        other.report_texts.write(there, "foreword", "Theirs, later.", "B.B.")
        store.report_texts.write(inspection.id, "next_steps", "In May.", "A.W.")
        assert import_document(other, write_document(store, inspection.id), "a.json").texts == 1
        assert "nothing changed" in str(import_document(other, early, "a.json"))
        both = {"foreword": "Theirs, later.", "next_steps": "In May."}
        assert other.report_texts.written(there) == both
        import_document(store, write_document(other, there), "b.json")
        assert store.report_texts.written(inspection.id) == both


@pytest.mark.parametrize(
    ("change", "message"),
    [
        (lambda text: text.update(at="yesterday"), "a time of the report's texts"),
        (lambda text: text.update(at="0001-01-01T00:00:00+00:00"), "a time of the report's texts"),
        (lambda text: text.update(key=" "), "no place or writer"),
        (lambda text: text.update(who="x" * 81), "no place or writer"),
        (lambda text: text.update(text="x" * (LONGEST + 1)), "too long"),
        (lambda text: text.update(colour="blue"), "not an inspection written by corecase"),
    ],
)
def test_a_text_that_this_program_cannot_have_written_is_refused(
    store: Store,
    inspection: Inspection,
    tmp_path: Path,
    change: Callable[[dict[str, object]], None],
    message: str,
) -> None:
    store.report_texts.write(inspection.id, "foreword", "Words.", "A.W.")
    document = json.loads(write_document(store, inspection.id))
    change(document["report"][0])
    with (
        Store.open(Places(tmp_path / "elsewhere")) as other,
        pytest.raises(BadFile, match=message),
    ):
        import_document(other, json.dumps(document).encode(), "a.json")
