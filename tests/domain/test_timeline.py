"""A case in time."""

from __future__ import annotations

from datetime import date

from domain.events import Value
from domain.timeline import timeline
from tests.domain.flags.case_with_documents import FACTS, TODAY, CaseWithDocuments


def told(case: CaseWithDocuments) -> list[tuple[str, str]]:
    return [(entry.kind, entry.say) for entry in timeline(case.session, TODAY)]


def test_everything_with_a_day_stands_in_the_order_of_the_days() -> None:
    changes: Value = ({"date": "2012-03-02", "kind": "move", "text": "to his gran"},)
    case = CaseWithDocuments({**FACTS, "significant_changes": changes})
    case.add("He is well.", "2012-02-01", author="A.W.", countersigned_by="M.T.")
    entries = timeline(case.session, TODAY)
    assert [entry.day for entry in entries] == sorted(entry.day for entry in entries)
    said = told(case)
    assert ("change", "Change of home or placement, 2 Mar 2012: to his gran") in said
    document = ("document", "Core Asset profile, start of sentence, by A.W., countersigned by M.T.")
    assert document in said
    assert entries[[kind for kind, _ in said].index("document")].document == 1


def test_what_was_due_says_whether_it_was_late() -> None:
    case = CaseWithDocuments().add("He is well.", "2012-02-03").add("He is fit.", "2012-05-03")
    due = {
        (entry.say, entry.day): entry.late
        for entry in timeline(case.session, TODAY)
        if entry.kind == "due"
    }
    assert due[("First Asset due", date(2012, 2, 2))]
    assert not due[("Core Asset profile: review due", date(2012, 5, 3))]
    assert due[("Core Asset profile: review due", date(2012, 8, 3))]


def test_nothing_is_due_once_the_order_has_ended() -> None:
    case = CaseWithDocuments({**FACTS, "end_date": "2012-04-30"}).add("He is well.", "2012-02-01")
    assert not [
        e for e in timeline(case.session, TODAY) if e.say == "Core Asset profile: review due"
    ]


def test_a_case_without_facts_or_documents_is_only_today() -> None:
    assert told(CaseWithDocuments({})) == [("today", "Today")]
