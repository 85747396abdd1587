"""Looking terms up: the list, the walk from term to term, the word at the cursor."""

from __future__ import annotations

from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.interview import Session
from domain.text_cleaning import clean
from glossary import Entry, Glossary, load_glossary
from tests.cases import half_done
from tests.instruments import tiny
from tests.tui.own_terms import TERMS
from tui.lookup import LONGEST, Lookup, words_at
from tui.question_terms import MOST, QuestionTerms, question_terms
from tui.terms_at_hand import LOOKED_UP, OWN_TERMS, TermsAtHand
from tui.viewmodel import step_view

BOOK = load_glossary()
SMALL = Glossary(TERMS)


def entry(term: str, book: Glossary = SMALL) -> Entry:
    found = book.entry(term)
    assert found is not None
    return found


def term_of(lookup: Lookup) -> str:
    return lookup.entry.term if lookup.entry else ""


def digits(lookup: Lookup) -> list[str]:
    """The terms that the digits open."""
    return [found.term for found in lookup.digits]


# -- the list


def test_a_query_lists_what_fits_and_reads_the_best() -> None:
    lookup = Lookup(BOOK, QuestionTerms())
    assert lookup.said
    lookup.type("safegarding")
    assert term_of(lookup) == "Safeguarding"
    lookup.move(1)
    assert lookup.marked == min(1, len(lookup.rows) - 1)
    lookup.move(-9)
    assert lookup.marked == 0


def test_one_letter_lists_the_terms_that_begin_with_it() -> None:
    lookup = Lookup(BOOK, QuestionTerms())
    lookup.type("v")
    assert lookup.rows
    assert all(row.entry.term.casefold().startswith("v") for row in lookup.rows)


def test_nonsense_is_told_and_what_is_near_is_offered_as_near() -> None:
    lookup = Lookup(BOOK, QuestionTerms())
    lookup.type("zzzzqqqqq")
    assert (lookup.rows, lookup.entry) == ((), None)
    assert "zzzzqqqqq" in lookup.said
    near = next(q for q in ("sqifaxxx", "vulnerxbxlxty", "xafegxardixg") if _only_near(q))
    lookup.type(near)
    assert {row.group for row in lookup.rows} == {"Nothing like that; nearest:"}


def _only_near(query: str) -> bool:
    return not BOOK.search(query) and bool(BOOK.nearest(query))


def test_empty_it_offers_the_terms_of_the_question_and_the_last_look_ups() -> None:
    terms = _terms_of_the_door()
    lookup = Lookup(SMALL, terms, (entry("Zibbo"),))
    assert [(row.entry.term, row.group, row.digit) for row in lookup.rows] == [
        ("Door", "In this question", "1"),
        ("Zibbo", "Looked up last", ""),
    ]
    lookup.type("ramp")
    assert {row.group for row in lookup.rows} == {""}
    lookup.type("")
    assert len(lookup.rows) == 2
    lookup.move(1)
    lookup.open()
    assert (term_of(lookup), lookup.query) == ("Zibbo", "Zibbo")
    assert lookup.back()
    assert (lookup.marked, lookup.query) == (1, "")


def _terms_of_the_door() -> QuestionTerms:
    view = step_view(Session.start(tiny(), "07"), "A1.1")
    return question_terms(view, SMALL.annotate)


# -- the walk


def test_walking_from_term_to_term_and_back() -> None:
    lookup = Lookup(SMALL, QuestionTerms())
    lookup.type("doo")
    assert digits(lookup) == []
    lookup.open()
    assert digits(lookup) == ["Ramp", "Steps"]
    assert lookup.see_also[2] == ("Hinge", None)
    assert lookup.follow(1)
    assert (term_of(lookup), lookup.query) == ("Ramp", "Ramp")
    assert lookup.follow(1)
    assert term_of(lookup) == "Door"
    assert not lookup.follow(9)
    assert lookup.back()
    assert lookup.back()
    assert (term_of(lookup), lookup.query) == ("Door", "doo")
    assert not lookup.back()


def test_while_letters_are_typed_a_digit_is_text() -> None:
    lookup = Lookup(BOOK, QuestionTerms())
    lookup.type("mappa")
    assert digits(lookup) == []
    lookup.type("mappa 2")
    assert lookup.query == "mappa 2"


@given(st.lists(st.text(max_size=12) | st.integers(-3, 12), max_size=12))
def test_any_keys_keep_the_mark_on_the_list(keys: list[str | int]) -> None:
    lookup = Lookup(BOOK, _terms_of_the_door(), (entry("Zibbo"),))
    for key in keys:
        if isinstance(key, str):
            lookup.look_up(key) if len(key) % 2 else lookup.type(key)
        elif key % 2:
            lookup.move(key)
        elif not lookup.follow(key):
            lookup.open() if key > 4 else lookup.back()
        assert 0 <= lookup.marked < max(1, len(lookup.rows))
        assert len(lookup.query) <= LONGEST
        assert (lookup.entry is None) == (not lookup.rows)
        assert lookup.rows or lookup.said


# -- the word at the cursor


@pytest.mark.parametrize(
    ("text", "at", "word"),
    [
        ("y she said RMP", 14, "RMP"),
        ("the risk management plan was late", 12, "risk management plan"),
        ("the risk management plan was late", 26, ""),
        ("no vulnrability plan", 20, "vulnrability plan"),
        ("she read the plan", 17, "plan"),
        ("she changed plan", 16, "plan"),
        ("a sqfia", 7, "sqfia"),
        ("y she", 5, ""),
        ("zzzzq", 5, ""),
        ("a b", 1, ""),
        ("", 0, ""),
        ("end.  ", 6, ""),
        ("looked-after", 3, "looked-after"),
    ],
)
def test_the_term_or_word_at_the_cursor(text: str, at: int, word: str) -> None:
    assert words_at(text, at, BOOK) == word


@given(st.text(max_size=60), st.integers(0, 60))
def test_any_text_has_a_word_of_its_own_or_none_at_the_cursor(text: str, at: int) -> None:
    assert len(words_at(text, at, BOOK)) <= len(text)


# -- terms of a question


def test_each_term_is_numbered_at_its_first_mention() -> None:
    session = half_done()
    for question in session.instrument.questions:
        view = step_view(session, question.id)
        terms = question_terms(view, BOOK.annotate)
        assert [term.number for term in terms.terms] == [*range(1, len(terms.terms) + 1)]
        assert len({term.entry.term for term in terms.terms}) == len(terms.terms) <= MOST
        for text in (view.text, view.ask, *view.look_in):
            for mark in terms.of(text):
                term = terms.numbered(f" {mark.number} ")
                assert term is not None
                assert text[mark.start : mark.end] == term.words
    assert question_terms(None, BOOK.annotate) == QuestionTerms()
    assert terms.numbered("0") is terms.numbered("x") is None


# -- what is at hand


def test_the_last_look_ups_are_kept_without_anything_of_a_case(tmp_path: Path) -> None:
    at_hand = TermsAtHand(tmp_path / "home")
    assert at_hand.lately() == ()
    at_hand.remember(entry("RMP", BOOK), entry("VMP", BOOK))
    at_hand.remember(entry("RMP", BOOK))
    assert [e.term for e in TermsAtHand(tmp_path / "home").lately()] == ["RMP", "VMP"]
    assert (tmp_path / "home" / LOOKED_UP).read_text(encoding="utf-8") == "RMP\nVMP\n"
    at_hand.remember(*BOOK.entries[:30])
    assert len(at_hand.lately()) == 8


@pytest.mark.parametrize("text", [b"\xff\xfe\x00", b"no such term\nRMP\n", b"x" * 20_000])
def test_whatever_the_file_of_look_ups_holds_is_borne(tmp_path: Path, text: bytes) -> None:
    (tmp_path / LOOKED_UP).write_bytes(text)
    assert [e.term for e in TermsAtHand(tmp_path).lately()] in ([], ["RMP"])


def test_own_terms_written_meanwhile_are_found(tmp_path: Path) -> None:
    at_hand = TermsAtHand(tmp_path)
    assert at_hand.now is None
    at_hand.warm()
    own = tmp_path / OWN_TERMS
    own.write_text('[[entry]]\nterm = "Zibbo"\ndefinition = "Ours."\n')
    assert at_hand.glossary().entry("Zibbo") is not None
    own.write_text("[[entry]]\nterm = 7\n")
    assert at_hand.glossary().entry("RMP") is not None
    assert str(own) in at_hand.trouble
    assert "line 1" in at_hand.trouble
    assert clean(at_hand.trouble, one_line=True) == at_hand.trouble
    own.unlink()
    assert at_hand.glossary().entry("RMP") is not None
    assert at_hand.trouble == ""
