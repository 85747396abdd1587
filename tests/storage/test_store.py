"""Inspections, cases and logs kept and found again."""

from __future__ import annotations

from collections.abc import Callable
from datetime import timedelta

import pytest

from domain.answers import AnswerKey, Evidence
from domain.events import STATUS, Change, Event, Kind, Slot, Value
from domain.intents import Cite, Judge, Remark, SetFact
from domain.interview import Session
from domain.scoring import Counts, counts_of
from storage.errors import Mistake, NotFound, Stale, StorageError
from storage.records import CaseLine, Inspection, NewInspection, Size
from storage.store import Store
from tests.instruments import NOON, WHO, take, tiny
from tests.storage.keyed import both

pytestmark = both
DOOR = AnswerKey("A1.1")


def saved(store: Store, case_id: int, before: Session, after: Session) -> Session:
    return store.append(case_id, before, after.events[len(before.events) :])


def judged(session: Session, judgement: str = "yes", who: str = WHO) -> Session:
    return take(session, Judge(DOOR, judgement, ("late",) if judgement == "no" else ()), who=who)


def answers_of(store: Store, inspection: Inspection) -> dict[str, Counts]:
    return store.counts(inspection.id, include_open=True)


def test_case_is_the_same_after_the_program_ends(again: Callable[[], Store]) -> None:
    with again() as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), tiny())
        case = store.create_case(inspection.id, " 07\n")
        start = store.load(case.id)
        after = take(
            start,
            SetFact("size", "large"),
            SetFact("has_steps", "yes"),
            SetFact("stocked", ("fiction", "science")),
            Judge(DOOR, "no", ("late", "copied"), "[bold]Ünïcode[/] “quote” \U0001f600\nline two"),
            Cite(DOOR, Evidence("plan", "3", "the door")),
            Remark(AnswerKey("A1.2"), "to look at"),
        )
        assert saved(store, case.id, start, after) == after
    with again() as store:
        kept = store.load(store.find_case("07").id)
        assert kept == after
        assert kept.answers == after.answers
        assert kept.instrument == tiny()
        assert answers_of(store, inspection) == counts_of(after.answers.values())


@pytest.mark.parametrize(
    "value",
    ["text", "", 0, -7, None, (), ("a", "b"), {"fiction": 3, "art": 0}, ({"date": "2012-01-01"},)],
)
def test_every_kind_of_value_comes_back_equal(store: Store, case: CaseLine, value: Value) -> None:
    start = store.load(case.id)
    slot = Slot(Kind.FACT, "opened")
    events = (
        Event(1, 1, NOON, WHO, slot, None, "first", "library 0.1"),
        Event(2, 2, NOON + timedelta(microseconds=1), WHO, slot, "first", value, "x", "why", 1),
    )
    store.append(case.id, start, events)
    assert store.load(case.id).events == events


def test_sizes_count_cases_and_finished_ones(store: Store, case: CaseLine) -> None:
    store.create_case(case.inspection_id, "second")
    empty = store.create_inspection(NewInspection("Emptyshire", 2012), tiny())
    start = store.load(case.id)
    finished = start.stamped((Change(STATUS, "finished"),), at=NOON, who=WHO)
    store.append(case.id, start, finished)
    assert store.sizes() == {case.inspection_id: Size(cases=2, finished=1)}
    assert empty.id not in store.sizes()


def test_progress_stands_in_the_list(store: Store, case: CaseLine) -> None:
    assert (case.answered, case.finished, case.last_who) == (0, False, "")
    start = store.load(case.id)
    after = saved(store, case.id, start, judged(start))
    line = store.case(case.id)
    progress = after.progress
    assert (line.answered, line.due, line.later) == (1, progress.due, progress.later)
    assert (line.last_at, line.last_who) == (NOON, WHO)


def test_answers_follow_the_log_also_when_taken_back(
    store: Store, case: CaseLine, inspection: Inspection
) -> None:
    start = store.load(case.id)
    one = saved(store, case.id, start, judged(start, "no"))
    assert answers_of(store, inspection) == {"A1.1": Counts(insufficient=1)}
    back = one.stamped([Change(Slot(Kind.JUDGEMENT, "A1.1"), None)], at=NOON, who=WHO)
    store.append(case.id, one, back)
    assert answers_of(store, inspection) == {}


def test_parked_answers_are_kept_and_counted_as_parked(
    store: Store, case: CaseLine, inspection: Inspection
) -> None:
    ramp = AnswerKey("A1.2")
    start = store.load(case.id)
    with_ramp = take(start, SetFact("has_steps", "yes"), Judge(ramp, "yes"))
    with_ramp = saved(store, case.id, start, with_ramp)
    without = saved(store, case.id, with_ramp, take(with_ramp, SetFact("has_steps", "no")))
    assert answers_of(store, inspection) == {"A1.2": Counts(parked=1)}
    saved(store, case.id, without, take(without, SetFact("has_steps", "yes")))
    assert answers_of(store, inspection) == {"A1.2": Counts(sufficient=1)}


def test_second_window_sees_and_does_not_overwrite(
    store: Store, again: Callable[[], Store], case: CaseLine
) -> None:
    with again() as other:
        mine, theirs = store.load(case.id), other.load(case.id)
        assert store.newer(case.id, mine) is mine
        by_them = saved(other, case.id, theirs, judged(theirs, "no", "B.B."))
        with pytest.raises(Stale, match="another window") as stale:
            saved(store, case.id, mine, judged(mine, "yes"))
        assert stale.value.session == by_them
        assert store.newer(case.id, mine) == by_them
        mended = saved(store, case.id, by_them, judged(by_them, "yes"))
        assert other.newer(case.id, by_them) == mended
        assert [e.who for e in mended.events if e.slot.kind is Kind.JUDGEMENT] == ["B.B.", WHO]


def test_a_save_sent_twice_is_kept_once(store: Store, case: CaseLine) -> None:
    start = store.load(case.id)
    after = saved(store, case.id, start, judged(start))
    assert saved(store, case.id, start, judged(start)) == after
    assert store.load(case.id) == after


def test_nothing_to_save_is_no_save(store: Store, case: CaseLine) -> None:
    start = store.load(case.id)
    assert store.append(case.id, start, ()) is start


def test_open_cases_first_and_the_last_used_on_top(store: Store, inspection: Inspection) -> None:
    for n in range(1, 6):
        store.create_case(inspection.id, f"Case {n}")
    for reference, minutes, finished in (("Case 2", 9, False), ("Case 4", 5, True)):
        case = store.find_case(reference)
        start = store.load(case.id)
        at = NOON.replace(year=2040) + timedelta(minutes=minutes)
        changes = [Change(Slot(Kind.FACT, "size"), "small")]
        changes += [Change(STATUS, "finished")] if finished else []
        store.append(case.id, start, start.stamped(changes, at=at, who=WHO))
    listed = [line.reference for line in store.cases(inspection.id)]
    assert listed == ["Case 2", "Case 5", "Case 3", "Case 1", "Case 4"]
    assert [line.reference for line in store.cases(limit=2, offset=1)] == listed[1:3]
    assert [line.reference for line in store.cases(offset=3)] == listed[3:]
    assert [line.reference for line in store.cases(text="SE 4")] == ["Case 4"]
    assert store.cases(text="%") == []


def test_scores_are_of_finished_cases_unless_asked(
    store: Store, inspection: Inspection, case: CaseLine
) -> None:
    start = store.load(case.id)
    after = saved(store, case.id, start, judged(start, "nei"))
    assert store.counts(inspection.id) == {}
    assert store.counts_by_inspection() == {}
    store.append(case.id, after, after.stamped([Change(STATUS, "finished")], at=NOON, who=WHO))
    expected = {"A1.1": Counts(insufficient=1, unclear=1)}
    assert store.counts(inspection.id) == expected
    assert store.counts_by_inspection() == {inspection.id: expected}
    (line,) = store.why(inspection.id, ["A1.1", "A1.2"])
    assert (line.reference, line.key, line.judgement, line.unclear) == ("07", DOOR, "nei", True)


@pytest.mark.parametrize("reference", ["07", " 07 ", "CASE 07", "case  07"])
def test_references_are_taken_once(store: Store, inspection: Inspection, reference: str) -> None:
    store.create_case(inspection.id, "07")
    store.create_case(inspection.id, "Case 07")
    with pytest.raises(Mistake, match="already"):
        store.create_case(inspection.id, reference)


@pytest.mark.parametrize("reference", ["", "  ", "\x1b\u202e", "x" * 81])
def test_reference_must_be_something(store: Store, inspection: Inspection, reference: str) -> None:
    with pytest.raises(Mistake):
        store.create_case(inspection.id, reference)


def test_unknown_case_offers_what_is_near(store: Store, inspection: Inspection) -> None:
    with pytest.raises(NotFound, match="no case has been created"):
        store.find_case("07")
    for reference in ("YOT-07", "YOT-08", "A 1"):
        store.create_case(inspection.id, reference)
    with pytest.raises(NotFound, match="did you mean YOT-07") as unknown:
        store.find_case("yot 07")
    assert unknown.value.near[0] == "YOT-07"
    with pytest.raises(NotFound, match="there is A 1"):
        store.find_case("qqqqqq")


def test_same_reference_in_two_inspections_is_asked_about(
    store: Store, inspection: Inspection, case: CaseLine
) -> None:
    other = store.create_inspection(NewInspection("Otherton", 2013), tiny())
    there = store.create_case(other.id, "07")
    with pytest.raises(NotFound, match="Otherton 2013"):
        store.find_case("07")
    assert store.find_case("07", "otherton") == there
    assert store.find_case("07", "TESTSHIRE 2012") == case


def test_inspection_is_found_by_what_people_call_it(store: Store) -> None:
    with pytest.raises(NotFound, match="create one"):
        store.find_inspection()
    first = store.create_inspection(NewInspection("Testshire", 2012), tiny())
    second = store.create_inspection(NewInspection("Testshire", 2013), tiny())
    assert store.inspections() == [second, first]
    assert store.find_inspection(None) == second
    assert store.find_inspection("testshire 2012") == first
    assert store.find_inspection(str(first.id)) == first
    with pytest.raises(NotFound, match="could be Testshire 2013, Testshire 2012"):
        store.find_inspection("Testshire")
    with pytest.raises(NotFound, match="there is Testshire"):
        store.find_inspection("Nowhere")
    case = store.create_case(first.id, "1")
    start = store.load(case.id)
    change = [Change(Slot(Kind.FACT, "size"), "small")]
    store.append(case.id, start, start.stamped(change, at=NOON.replace(year=2040), who=WHO))
    assert store.find_inspection(None) == first


def test_inspection_is_there_once(store: Store, inspection: Inspection) -> None:
    with pytest.raises(Mistake, match="already"):
        store.create_inspection(NewInspection("  TESTshire", 2012), tiny())
    with pytest.raises(Mistake, match="not a year"):
        store.create_inspection(NewInspection("Testshire", 12), tiny())


def test_numbers_that_are_not_there_are_told_plainly(store: Store) -> None:
    for ask in (store.inspection, store.load, store.case, store.instrument):
        with pytest.raises(NotFound):
            ask(99)
    with pytest.raises(NotFound):
        store.create_case(99, "1")
    with pytest.raises(NotFound):
        store.newer(99, Session.start(tiny(), "1"))
    with pytest.raises(StorageError):
        store.save_draft(99, WHO, "A1.1", "text")


def test_drafts_places_and_names(store: Store, case: CaseLine) -> None:
    assert store.drafts(case.id, WHO) == {}
    assert store.place(case.id, WHO) is None
    store.save_draft(case.id, WHO, "A1.1", "half a sen")
    store.save_draft(case.id, WHO, "A1.1", "half a sentence\n ")
    store.save_draft(case.id, WHO, "A1.2", "x")
    store.save_draft(case.id, "B.B.", "A1.1", "theirs")
    drafts = store.drafts(case.id, WHO)
    assert {key: draft.text for key, draft in drafts.items()} == {
        "A1.1": "half a sentence\n ",
        "A1.2": "x",
    }
    store.save_draft(case.id, WHO, "A1.1", "")
    assert set(store.drafts(case.id, WHO)) == {"A1.2"}
    store.save_place(case.id, WHO, "A1.1", 10)
    store.save_place(case.id, WHO, "A1.2", 70)
    place = store.place(case.id, WHO)
    assert place is not None
    assert (place.key, place.seconds) == ("A1.2", 70)
    for name in ("A.W.", "B.B.", " A.W.  "):
        store.remember_assessor(name)
    assert store.assessors() == ("A.W.", "B.B.")
