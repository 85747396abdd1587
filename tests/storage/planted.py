"""A case with a word of its own in every place where the program keeps something of a case."""

from __future__ import annotations

from domain.answers import AnswerKey, Evidence
from domain.documents import DocumentText
from domain.intents import Cite, Judge, SetFact
from domain.interview import Session
from storage.records import NewInspection
from storage.store import Store
from tests.instruments import take
from tests.storage.filing import filed, form, library

DOOR = AnswerKey("A1.1")
# The last one is typed, and never sent.
AREA, REFERENCE = "Quagshire", "Zebulon"
WORDS = (
    "Quagshire",
    "Zebulon",
    "Wimbleford",
    "Ottoline",
    "Fennimore",
    "Pargeter",
    "Tollemache",
    "Halfpennyworth",
)


def planted(store: Store) -> Session:
    """The case, with each of `WORDS` put down somewhere."""
    area, reference, note, evidence, document, house, who, draft = WORDS
    made = store.create_inspection(NewInspection(area, 2012), library())
    case = store.create_case(made.id, reference)
    before = store.load(case.id)
    after = take(
        before,
        SetFact("size", "small"),
        Judge(DOOR, "no", ("late",), f"her aunt {note} said so"),
        Cite(DOOR, Evidence("plan", "3", f"as {evidence} wrote")),
    )
    store.append(case.id, before, after.events)
    filed(store, case.id, form(f"{document} carries the keys.", "Books go out."))
    store.choose_house(f"All books of {house} are dusted on Mondays.", "added")
    store.remember_assessor(who)
    store.save_draft(case.id, who, "A1.2", f"and then {draft}")
    return all_there(store)


def all_there(store: Store) -> Session:
    """The case, after looking that each of `WORDS` can be read by the program."""
    area, reference, note, evidence, document, house, who, draft = WORDS
    assert store.find_inspection(area).area == area
    case = store.find_case(reference)
    session = store.load(case.id)
    assert note in session.note(DOOR)
    assert evidence in str(session.answers[DOOR])
    texts: list[DocumentText] = list(store.texts(case.id).values())
    assert any(document in each.text for each in texts)
    assert any(house in line.text for line in store.house_list())
    assert store.assessors() == (who,)
    assert draft in store.drafts(case.id, who)["A1.2"].text
    return session
