"""A finished case is locked where it is kept, whoever writes; its standing goes with it."""

from __future__ import annotations

import sqlite3
from collections.abc import Iterator

import pytest

from domain.answers import AnswerKey
from domain.events import COUNTERSIGNED, FINISHED, STATUS, Change, Kind, Slot, Value
from domain.intents import Countersign, Judge, Remark, Reopen, Return
from domain.interview import Session
from domain.status import Status
from storage.errors import BadFile, Mistake
from storage.interchange.json_document import import_document, write_document
from storage.places import Places
from storage.records import CaseLine, CaseLog, Inspection, NewInspection
from storage.store import Store
from storage.trail import What
from tests.instruments import NOON, WHO, take, tiny
from tests.storage.filing import saved

DOOR = AnswerKey("A1.1")
BOSS = "M.T."
NOTE = Change(Slot(Kind.NOTE, "A1.1"), "forged")
_INTO_EVENT = (
    "INSERT INTO event (case_id, seq, turn, at, who, kind, subject, row, old, new, instrument, why)"
    " VALUES (?, ?, ?, '2012-02-20T12:00:00.000000+00:00', 'x', ?, 'A1.1', '', 'null', '\"x\"',"
    " 'library 0.1', '')"
)


def status(session: Session, value: Value, who: str = WHO, why: str = "") -> Session:
    events = session.stamped([Change(STATUS, value, why)], at=NOON, who=who)
    return session.apply(events)


@pytest.fixture
def shut(store: Store, case: CaseLine) -> Session:
    """The case with an answer, finished."""
    start = store.load(case.id)
    judged = saved(store, case.id, start, take(start, Judge(DOOR, "yes")))
    return saved(store, case.id, judged, status(judged, FINISHED))


@pytest.fixture
def raw(places: Places, store: Store) -> Iterator[sqlite3.Connection]:
    """A connection of somebody else, with none of the program's settings."""
    assert places.file is not None
    connection = sqlite3.connect(places.file)
    yield connection
    connection.close()


def test_a_finished_case_takes_no_event_through_the_store(
    store: Store, case: CaseLine, shut: Session
) -> None:
    before = list(store.trail.entries())
    with pytest.raises(Mistake, match="event 3 changes a case that is finished"):
        store.append(case.id, shut, shut.stamped([NOTE], at=NOON, who=WHO))
    with pytest.raises(Mistake, match="somebody who judged answers"):
        store.append(case.id, shut, status(shut, COUNTERSIGNED).events[-1:])
    assert store.load(case.id) == shut
    assert list(store.trail.entries()) == before


@pytest.mark.parametrize("kind", ["note", "judgement", "fact", "document", "flag", "later"])
@pytest.mark.parametrize("countersigned", [False, True])
def test_a_finished_case_takes_no_event_from_another_program(
    store: Store,
    case: CaseLine,
    shut: Session,
    raw: sqlite3.Connection,
    kind: str,
    countersigned: bool,
) -> None:
    if countersigned:
        shut = saved(store, case.id, shut, take(shut, Countersign(BOSS), who=BOSS))
    number = shut.last_seq + 1
    with pytest.raises(sqlite3.IntegrityError, match="the case is finished"):
        raw.execute(_INTO_EVENT, (case.id, number, number, kind))
    # That the list has it as open is no way in: the log is what counts.
    raw.execute('UPDATE "case" SET finished = 0, standing = ?', ("open",))
    with pytest.raises(sqlite3.IntegrityError, match="the case is finished"):
        raw.execute(_INTO_EVENT, (case.id, number, number, kind))
    raw.rollback()
    assert store.load(case.id) == shut


def test_an_open_case_takes_events_again(
    store: Store, case: CaseLine, shut: Session, raw: sqlite3.Connection
) -> None:
    opened = saved(store, case.id, shut, take(shut, Reopen("a page turned up")))
    after = saved(store, case.id, opened, take(opened, Remark(DOOR, "more")))
    shut_again = saved(store, case.id, after, status(after, FINISHED))
    back = saved(store, case.id, shut_again, take(shut_again, Return(BOSS, "look"), who=BOSS))
    after = saved(store, case.id, back, take(back, Remark(DOOR, "looked")))
    raw.execute(_INTO_EVENT, (case.id, after.last_seq + 1, 1, "note"))
    raw.rollback()
    assert store.load(case.id) == after


def test_another_case_is_not_locked_with_it(
    store: Store, case: CaseLine, shut: Session, inspection: Inspection
) -> None:
    other = store.create_case(inspection.id, "08")
    start = store.load(other.id)
    saved(store, other.id, start, take(start, Judge(DOOR, "yes")))
    assert store.load(other.id).answers


def test_how_a_case_stands_is_in_the_list_and_in_the_trail(
    store: Store, case: CaseLine, shut: Session
) -> None:
    assert (store.case(case.id).standing, store.case(case.id).finished) == ("finished", True)
    signed = saved(store, case.id, shut, take(shut, Countersign(BOSS), who=BOSS))
    assert (store.case(case.id).standing, store.case(case.id).finished) == ("countersigned", True)
    assert store.sizes()[case.inspection_id].finished == 1
    assert store.counts(case.inspection_id)
    returned = saved(store, case.id, signed, take(signed, Return("C.C.", "look"), who="C.C."))
    assert (store.case(case.id).standing, store.case(case.id).finished) == ("returned", False)
    assert store.counts(case.inspection_id) == {}
    again = saved(store, case.id, returned, status(returned, FINISHED))
    saved(store, case.id, again, take(again, Reopen("more")))
    assert store.case(case.id).standing == "open"
    told = [(e.what, e.who) for e in store.trail.of_case(case.id)][2:]
    assert told == [
        (What.FINISHED, WHO),
        (What.COUNTERSIGNED, BOSS),
        (What.RETURNED, "C.C."),
        (What.FINISHED, WHO),
        (What.REOPENED, WHO),
    ]
    assert store.trail.verify().sound


def whole() -> Session:
    """A log with every step of a case's standing, and something recorded between them."""
    session = status(take(Session.start(tiny(), "09"), Judge(DOOR, "yes")), FINISHED)
    session = take(session, Return(BOSS, "look at the door"), who=BOSS)
    session = status(take(session, Judge(DOOR, "no", ("late",))), FINISHED)
    session = take(take(session, Countersign(BOSS), who=BOSS), Reopen("a page turned up"))
    session = status(take(session, Remark(DOOR, "seen")), FINISHED)
    return take(session, Countersign(BOSS), who=BOSS)


def test_a_log_with_every_step_goes_out_and_comes_back(
    store: Store, inspection: Inspection
) -> None:
    session = whole()
    store.import_log(inspection.id, [CaseLog("09", session.events)])
    line = store.find_case("09")
    assert store.load(line.id) == session
    assert store.load(line.id).standing is Status.COUNTERSIGNED
    assert line.standing == "countersigned"
    data = write_document(store, inspection.id)
    with Store.open(Places(store._database.file.parent / "other")) as other:  # type: ignore[union-attr]
        import_document(other, data, "all.json")
        there = other.find_case("09")
        assert other.load(there.id) == session
        assert (there.standing, there.finished) == ("countersigned", True)
        # Read in once more, its beginning is the same.
        import_document(other, data, "all.json")
        assert other.load(there.id) == session


def test_a_log_with_a_step_that_nobody_could_take_is_not_read_in(
    store: Store, inspection: Inspection
) -> None:
    session = whole()
    store.import_log(inspection.id, [CaseLog("09", session.events)])
    data = write_document(store, inspection.id).decode()
    for before, after, words in (
        ('"M.T."', '"a w"', "is by somebody who judged answers in the case"),
        ('"look at the door"', '""', "returns a case without comments"),
        ('"returned"', '"lost"', "value does not fit"),
    ):
        with Store.open(Places(store._database.file.parent / "other")) as other:  # type: ignore[union-attr]
            with pytest.raises(BadFile, match=words):
                import_document(other, data.replace(before, after).encode(), "all.json")
            assert other.inspections() == []


def test_a_new_inspection_takes_finished_cases_whole(store: Store) -> None:
    logs = [CaseLog("09", whole().events)]
    taken = store.import_log(NewInspection("Farshire", 2012), logs, tiny(), who="B.B.")
    assert taken.new == ("09",)
    assert store.trail.verify().sound
