"""Sections of other cases that share words: found by one sentence, never in the same case."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from domain.documents import DocumentText
from domain.flags.cloned import OtherSection
from domain.intents import ChangeDocument, RemoveDocument, Undo
from storage.errors import NotFound
from storage.places import Places
from storage.records import CaseLine, Inspection, NewInspection
from storage.store import Store
from tests.instruments import take
from tests.storage.filing import Prose, about, filed, form, library, saved

SHARED = "On most days the reader from upstairs hid the last volume behind the radiator."
DAY = date(2012, 2, 3)
PARTICULARS = "Name: Perrin Ashdown\n\n"


@pytest.fixture
def inspection(store: Store) -> Inspection:
    return store.create_inspection(NewInspection("Testshire", 2012), library())


@pytest.fixture
def mine(store: Store, inspection: Inspection) -> CaseLine:
    return store.create_case(inspection.id, "mine")


@pytest.fixture
def other(store: Store, inspection: Inspection) -> CaseLine:
    return store.create_case(inspection.id, "other")


def beside(sentence: str, seed: int) -> str:
    """A section with this sentence in the midst of invented ones."""
    prose = Prose(seed)
    return f"{prose.section(7)} {sentence} {prose.section(7)}"


def named(words: DocumentText) -> DocumentText:
    return DocumentText(PARTICULARS + words.text)


def found(store: Store, case: CaseLine, section: str) -> list[str]:
    (others,) = store.near(case.id, [section])
    return [other.reference for other in others]


def test_one_shared_sentence_is_enough(store: Store, mine: CaseLine, other: CaseLine) -> None:
    theirs = beside(SHARED, 1)
    filed(store, other.id, named(form("Steps lead to it.", theirs)))
    (others,) = store.near(mine.id, [beside(SHARED, 2)])
    assert others == [
        OtherSection("other", "plan, 3 Feb 2012", "Lending", f"\n\n{theirs}\n", "Perrin", DAY)
    ]


def test_spelling_and_layout_make_no_difference(
    store: Store, mine: CaseLine, other: CaseLine
) -> None:
    filed(
        store, other.id, form(beside("He came on 3 March 2012 at ten with five of his books.", 1))
    )
    said = "* HE came on 3rd March 2012\n  at 10, with 5 of his books"
    assert found(store, mine, said) == ["other"]


def test_own_versions_are_never_found(store: Store, mine: CaseLine, other: CaseLine) -> None:
    section = beside(SHARED, 1)
    for number in range(60):
        filed(store, mine.id, form(f"{section} Version {number}."))
    assert found(store, mine, section) == []
    filed(store, other.id, form(beside(SHARED, 2)))
    assert found(store, mine, section) == ["other"]
    assert found(store, other, section) == ["mine"]


def test_the_same_file_in_another_case_is_found(
    store: Store, mine: CaseLine, other: CaseLine
) -> None:
    words = form(beside(SHARED, 1))
    filed(store, mine.id, words)
    filed(store, other.id, words)
    assert found(store, mine, words.text) == ["other"]


def test_a_document_taken_out_never_counts(store: Store, mine: CaseLine, other: CaseLine) -> None:
    session = filed(store, other.id, form(beside(SHARED, 1)))
    without = saved(store, other.id, session, take(session, RemoveDocument(1, "not this child")))
    assert found(store, mine, SHARED) == []
    saved(store, other.id, without, take(without, Undo()))
    assert found(store, mine, SHARED) == ["other"]


def test_a_document_is_called_what_it_is_now(store: Store, mine: CaseLine, other: CaseLine) -> None:
    words = form(SHARED)
    session = filed(store, other.id, words)
    changed = ChangeDocument(1, about(words, "2012-05-07"))
    saved(store, other.id, session, take(session, changed))
    ((section,),) = store.near(mine.id, [SHARED])
    assert section.said == "plan, 7 May 2012"


def test_the_child_is_named_by_any_document_of_the_case(
    store: Store, mine: CaseLine, other: CaseLine
) -> None:
    filed(store, other.id, form(SHARED))
    assert [section.first_name for section in store.near(mine.id, [SHARED])[0]] == [""]
    filed(store, other.id, named(form("Nobody comes.")))
    assert [section.first_name for section in store.near(mine.id, [SHARED])[0]] == ["Perrin"]


def test_the_section_that_shares_most_comes_first(
    store: Store, inspection: Inspection, mine: CaseLine
) -> None:
    prose = Prose(5)
    sentences = [prose.sentence() for _ in range(6)]
    for number in (2, 5, 1, 6):
        case = store.create_case(inspection.id, f"{number} shared")
        filed(store, case.id, form(" ".join(sentences[:number])))
    expected = ["6 shared", "5 shared", "2 shared", "1 shared"]
    assert found(store, mine, " ".join(sentences)) == expected
    (two,) = store.near(mine.id, [" ".join(sentences)], limit=2)
    assert [section.reference for section in two] == expected[:2]


def test_versions_of_one_case_do_not_crowd_out_another(
    store: Store, mine: CaseLine, other: CaseLine, inspection: Inspection
) -> None:
    one, both = beside(SHARED, 1), f"{beside(SHARED, 1)} {beside('', 3)}"
    for number in range(20):
        filed(store, other.id, form(f"{one} Version {number}."))
    third = store.create_case(inspection.id, "third")
    filed(store, third.id, form(Prose(3).section(3)))
    assert set(found(store, mine, both)) == {"other", "third"}


def test_words_of_the_house_find_nothing_alone(
    store: Store, inspection: Inspection, mine: CaseLine
) -> None:
    """More sections than the limit have them; what few share is found among them still."""
    for number in range(11):
        case = store.create_case(inspection.id, f"{number}")
        texts = [
            form(*(beside(SHARED, 100 * number + 3 * version + n) for n in range(3)))
            for version in range(4)
        ]
        filed(store, case.id, *texts)
    assert found(store, mine, SHARED) == []
    assert found(store, mine, f"{SHARED} {Prose(703).sentence()}") == ["7"]


def test_answers_come_in_the_order_of_what_was_asked(
    store: Store, mine: CaseLine, other: CaseLine
) -> None:
    filed(store, other.id, form(SHARED))
    answers = store.near(mine.id, ["", SHARED, "Nobody comes.", SHARED])
    assert [len(others) for others in answers] == [0, 1, 0, 1]
    assert store.near(mine.id, []) == []
    with pytest.raises(NotFound):
        store.near(99, [SHARED])


def test_a_store_for_reading_only_is_searched(
    store: Store, places: Places, mine: CaseLine, other: CaseLine
) -> None:
    filed(store, other.id, form(SHARED))
    with Store.open(places, read_only=True) as reader:
        assert found(reader, mine, SHARED) == ["other"]


@settings(
    max_examples=20, deadline=None, suppress_health_check=[HealthCheck.function_scoped_fixture]
)
@given(
    before=st.text(max_size=300),
    after=st.text(max_size=300),
    cut=st.integers(0, 3),
)
def test_a_sentence_is_found_whatever_stands_around_it(
    tmp_path_factory: pytest.TempPathFactory, before: str, after: str, cut: int
) -> None:
    with Store.open(Places(tmp_path_factory.mktemp("any"))) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), library())
        other = store.create_case(inspection.id, "other")
        filed(store, other.id, DocumentText(f"{before}\n\n{SHARED}\n\n{after}"))
        mine = store.create_case(inspection.id, "mine")
        lifted = " ".join(SHARED.split()[cut:])
        assert "other" in found(store, mine, f"{after}\n\n{lifted}\n\n{before}")
