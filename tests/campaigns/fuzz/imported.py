"""Import: a table of answers (CSV) and a whole inspection (JSON), all of it or nothing."""

from __future__ import annotations

from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path

from domain.answers import AnswerKey
from domain.errors import CorecaseError
from domain.intents import Judge, Remark, SetFact
from storage.interchange.csv_table import Unsigned, write_table
from storage.interchange.json_document import write_document
from storage.interchange.reading_in import import_file
from storage.records import NewInspection
from storage.store import Store
from tests.campaigns.fuzz.changes import Change, json_changed
from tests.campaigns.fuzz.guided import Door, refused
from tests.campaigns.fuzz.placed import Kept
from tests.instruments import take
from tests.storage.filing import filed, form, library

_UNSIGNED = Unsigned("A.W.", "2026-11-23T10:00:00+00:00")
_DOOR = AnswerKey("A1.1")
_TAKEN_BEFORE_RENEWED = 30
_CSV_WORDS = (
    *(b"case", b"question", b"row", b"judgement", b"reasons", b"note", b"evidence", b"assessor"),
    *(
        b"answered_at",
        b"neutralised",
        b"07",
        b"09",
        b"A1.1",
        b"B1.1",
        b"yes",
        b"no",
        b"late",
        b"'=",
    ),
    *(b"plan | 3 | as it says", b"2012-02-20T12:00:00+00:00", b"late|copied", b"na", b"unclear"),
)
_JSON_WORDS = (
    *(b'"corecase": 1', b'"seq"', b'"turn"', b'"undoes": 1', b'"kind": "document"', b'"status"'),
    *(b'"finished"', b'"judgement"', b'"new": null', b'"texts": {}', b'"report": []', b'"events"'),
)


@contextmanager
def csv_door(folder: Path) -> Iterator[Door]:
    with _door(folder, "csv-import", "table.csv", _CSV_WORDS, None) as door:
        yield door


@contextmanager
def json_door(folder: Path) -> Iterator[Door]:
    with _door(folder, "json-import", "all.json", _JSON_WORDS, json_changed) as door:
        yield door


@contextmanager
def _door(
    folder: Path, name: str, file_name: str, words: tuple[bytes, ...], change: Change | None
) -> Iterator[Door]:
    kept = Kept(folder / name, _begun)
    file = kept.home.with_name(file_name)
    taken = 0

    def enter(data: bytes) -> bool:
        nonlocal taken
        file.write_bytes(data)
        before = kept.head()
        try:
            import_file(kept.store, file, unsigned=_UNSIGNED, keep_open=len(data) % 2 == 0)
        except CorecaseError as error:
            return refused(error, unchanged=kept.head() == before)
        taken += 1
        if taken % _TAKEN_BEFORE_RENEWED == 0:
            kept.renew()
        return True

    table, document = _seeds(kept.store)
    seeds = table if name == "csv-import" else document
    watched = ("storage/interchange", "domain/instrument_")
    yield Door(name, seeds, enter, watched, words, change)
    kept.close()


def _begun(store: Store) -> None:
    made = store.create_inspection(NewInspection("Testshire", 2012), library())
    for reference in ("07", "08"):
        case = store.create_case(made.id, reference)
        before = store.load(case.id)
        after = take(
            before,
            SetFact("size", "small"),
            Judge(_DOOR, "no", ("late",), "=the “note”,\nof two lines"),
            Judge(AnswerKey("B1.1"), "yes"),
            Remark(_DOOR, "more"),
        )
        store.append(case.id, before, after.events)
        if reference == "07":
            filed(store, case.id, form("The door is wide.", "Books go out."))


def _seeds(store: Store) -> tuple[tuple[bytes, ...], tuple[bytes, ...]]:
    made = store.find_inspection()
    cases = store.cases(made.id)
    table = write_table(store.load(case.id) for case in cases)
    new = table.replace(b"\n07,", b"\n09,").replace(b"\n08,", b"\n10,")
    spreadsheet = table.replace(b"answered_at\r\n", b"answered_at,neutralised\r\n", 1)
    whole = write_document(store, made.id)
    other = whole.replace(b'"Testshire"', b'"Fenmarsh"')
    one = write_document(store, made.id, ["08"])
    return (table, new, spreadsheet), (whole, other, one)
