"""House sentences: found in many cases, whatever was decided on them respected."""

from __future__ import annotations

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st
from sqlalchemy import event

from domain.documents import DocumentText
from domain.flags.house import house_sentences
from domain.flags.sections import form_headings
from domain.flags.sentences import Reading, read
from domain.intents import RemoveDocument, Undo
from storage.errors import Mistake, NotSaved
from storage.places import Places
from storage.records import HouseLine, Inspection, NewInspection
from storage.store import Store
from tests.instruments import take
from tests.storage.filing import Prose, filed, form, library, saved

OURS = "This plan was made with the reader and signed on the day."
SPELT = tuple(OURS.casefold().rstrip(".").split())


@pytest.fixture
def inspection(store: Store) -> Inspection:
    return store.create_inspection(NewInspection("Testshire", 2012), library())


def with_cases(store: Store, inspection: Inspection, *said: str, documents: int = 1) -> list[int]:
    """Cases whose documents say this, each beside sentences of its own."""
    prose = Prose(inspection.id)
    cases = []
    for number, sentence in enumerate(said):
        case = store.create_case(inspection.id, f"{inspection.area} {number}")
        texts = [form(prose.section(), f"{sentence} {prose.sentence()}") for _ in range(documents)]
        filed(store, case.id, *texts)
        cases.append(case.id)
    return cases


def test_found_in_three_cases(store: Store, inspection: Inspection) -> None:
    with_cases(store, inspection, OURS, OURS, "")
    assert store.house_sentences() == frozenset()
    filed(store, store.create_case(inspection.id, "4th").id, form(f"{OURS.upper()} More."))
    assert store.house_sentences() == {SPELT}
    (line,) = store.house_list()
    assert (line.text.casefold(), line.cases, line.standing) == (OURS.casefold(), 3, "found")


def test_a_quarter_of_the_cases_is_wanted(store: Store, inspection: Inspection) -> None:
    with_cases(store, inspection, *[OURS] * 3, *[""] * 9)
    assert store.house_sentences() == {SPELT}
    filed(store, store.create_case(inspection.id, "13th").id, form("Nobody comes."))
    assert store.house_sentences() == frozenset()


def test_many_documents_of_few_cases_are_not_enough(store: Store, inspection: Inspection) -> None:
    with_cases(store, inspection, OURS, OURS, documents=6)
    assert store.house_sentences() == frozenset()


def test_the_same_file_in_several_cases_counts_for_each(
    store: Store, inspection: Inspection
) -> None:
    words = form(OURS)
    for number in range(3):
        filed(store, store.create_case(inspection.id, f"{number}").id, words)
    assert store.house_sentences() == {SPELT}


def test_a_service_keeps_its_sentences_among_many_others(
    store: Store, inspection: Inspection
) -> None:
    other = store.create_inspection(NewInspection("Otherton", 2012), library())
    with_cases(store, inspection, OURS, OURS, OURS)
    with_cases(store, other, *[""] * 20)
    assert store.house_sentences() == {SPELT}


def test_headings_of_the_form_are_no_house_sentences(store: Store, inspection: Inspection) -> None:
    with_cases(store, inspection, *[""] * 5)
    assert store.house_list() == []


def test_a_document_taken_out_does_not_count(store: Store, inspection: Inspection) -> None:
    first, *_ = with_cases(store, inspection, OURS, OURS, OURS)
    before = store.load(first)
    without = saved(store, first, before, take(before, RemoveDocument(1, "another child's")))
    assert store.house_sentences() == frozenset()
    saved(store, first, without, take(without, Undo()))
    assert store.house_sentences() == {SPELT}


def test_what_was_decided_holds(store: Store, places: Places, inspection: Inspection) -> None:
    with_cases(store, inspection, OURS, OURS, OURS)
    store.choose_house(OURS, "dropped")
    assert store.house_sentences() == frozenset()
    assert store.house_list() == [HouseLine(OURS, 3, "dropped")]
    store.choose_house("Books\u202e go  out!\nNobody minds.", "added")
    with Store.open(places, read_only=True) as reader:
        assert reader.house_sentences() == {("books", "go", "out"), ("nobody", "minds")}
        assert reader.house_list() == [
            HouseLine(OURS, 3, "dropped"),
            HouseLine("Books go out!", 0, "added"),
            HouseLine("Nobody minds.", 0, "added"),
        ]
        with pytest.raises(NotSaved):
            reader.choose_house(OURS, None)
    store.choose_house(OURS.casefold(), None)
    store.choose_house("Books go out.", None)
    assert store.house_sentences() == {SPELT, ("nobody", "minds")}


def test_an_added_sentence_is_told_with_its_cases(store: Store, inspection: Inspection) -> None:
    with_cases(store, inspection, OURS, OURS)
    store.choose_house(OURS, "added")
    assert store.house_list() == [HouseLine(OURS, 2, "added")]


@pytest.mark.parametrize("said", ["", "  \n", "-- !", "\x1b\u202e"])
def test_a_choice_has_words(store: Store, said: str) -> None:
    with pytest.raises(Mistake, match="no sentence"):
        store.choose_house(said, "added")
    assert store.house_list() == []


def test_nothing_is_worked_out_again_while_nothing_has_changed(
    store: Store, places: Places, inspection: Inspection
) -> None:
    with_cases(store, inspection, OURS, OURS, OURS)
    asked: list[str] = []

    @event.listens_for(store._database.engine, "before_cursor_execute")
    def heard(_connection: object, _cursor: object, statement: str, *_: object) -> None:
        asked.append(statement)

    def looked() -> bool:
        store.house_sentences()
        found = any("sentence" in statement for statement in asked)
        asked.clear()
        return found

    assert [looked(), looked(), looked()] == [True, False, False]
    with Store.open(places) as other:
        other.choose_house("Books go out.", "added")
        assert [looked(), looked()] == [True, False]
        filed(other, other.create_case(inspection.id, "new").id, form("Books go out."))
        assert [looked(), looked()] == [True, False]


sentences = st.sampled_from(
    ["Books go out.", "He is five.", "He is 5.", "The door was shut on 3 March 2012!", "No.", OURS]
)


@settings(
    max_examples=25, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(cases=st.lists(st.lists(st.lists(sentences, max_size=4), max_size=3), max_size=6))
def test_the_same_are_found_as_by_reading_every_text(
    tmp_path_factory: pytest.TempPathFactory, cases: list[list[list[str]]]
) -> None:
    with Store.open(Places(tmp_path_factory.mktemp("house"))) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), library())
        readings = []
        for number, documents in enumerate(cases):
            texts = list(
                {text.key: text for text in (form(" ".join(said)) for said in documents)}.values()
            )
            if texts:
                filed(store, store.create_case(inspection.id, f"{number}").id, *texts)
                readings.append([reading(words) for words in texts])
        assert store.house_sentences() == house_sentences(readings)


def reading(words: DocumentText) -> Reading:
    return read(words.text, form_headings(library().documents))
