"""Every way a person writes, says or mistypes a term leads to it; nonsense leads nowhere."""

from __future__ import annotations

import time
import unicodedata

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from glossary import Entry, Glossary, load_glossary

BOOK = load_glossary()
TERMS = [entry.term for entry in BOOK.entries]
LONG = [term for term in TERMS if sum(ch.isalnum() for ch in term) >= 6]


def first(query: str) -> str | None:
    found = BOOK.search(query)
    return found[0].entry.term if found else None


@pytest.mark.parametrize("term", TERMS)
def test_a_term_is_found_first_by_its_own_spelling(term: str) -> None:
    found = BOOK.search(term)
    assert found[0].entry.term == term
    assert found[0].how == "exact"


@given(st.sampled_from(TERMS), st.data())
def test_case_accents_and_punctuation_never_matter(term: str, data: st.DataObject) -> None:
    plain = [(match.entry.term, match.how, match.score) for match in BOOK.search(term)]
    mark = data.draw(st.sampled_from(["'", '"', "[", "]", "?", "!", "\u201c", "("]))
    changed = f" {mark}{term.swapcase()}{mark} "
    assert [(match.entry.term, match.how, match.score) for match in BOOK.search(changed)] == plain
    accented = unicodedata.normalize("NFC", term.replace("e", "e\u0301").replace("o", "o\u0308"))
    assert first(accented) == term


@settings(max_examples=300, deadline=None)
@given(st.sampled_from(LONG), st.data())
def test_one_slip_in_a_term_of_six_letters_still_finds_it(term: str, data: st.DataObject) -> None:
    letters = [place for place, ch in enumerate(term) if ch.isalnum()]
    place = data.draw(st.sampled_from(letters))
    letter = data.draw(st.sampled_from("abcdefghijklmnopqrstuvwxyz"))
    slips = [
        term[:place] + term[place + 1 :],
        term[:place] + letter + term[place:],
        term[:place] + letter + term[place + 1 :],
        term[:place] + term[place : place + 2][::-1] + term[place + 2 :],
    ]
    slip = data.draw(st.sampled_from(slips))
    assert term in [match.entry.term for match in BOOK.search(slip)[:3]]


@pytest.mark.parametrize(
    ("query", "term", "how"),
    [
        ("Y.O.I.", "YOI", "acronym"),
        ("y o i", "YOI", "acronym"),
        ("vee em pee", "VMP", "acronym"),
        ("mapper", "MAPPA", "alias"),
        ("what does DTO stand for?", "DTO", "exact"),
        ("young offenders inst", "YOI", "prefix"),
        ("offender institution", "YOI", "alias"),
        ("vulnerability manag", "VMP", "prefix"),
        ("generic sentence", "YRO", "definition"),
        ("vunerability managment plan", "VMP", "spelling"),
        ("managment plan vulnerability", "VMP", "spelling"),
        ("the camhs team", "CAMHS", "exact"),
        ("risk management plans", "RMP", "exact"),
        ("Her Majesty\u2019s", "HM", "exact"),
        ("section 47", "Section 47", "exact"),
        ("LAC", "Looked after child", "alias"),
        ("dbs", "Disclosure and Barring Service", "alias"),
    ],
)
def test_a_hit_says_how_it_was_found(query: str, term: str, how: str) -> None:
    found = BOOK.search(query)[0]
    assert (found.entry.term, found.how) == (term, how)


def test_scores_fall_and_stay_within_bounds() -> None:
    for query in ("hm", "risk", "youth", "plan", "order", "inspectorate", "mapap"):
        scores = [match.score for match in BOOK.search(query, 20)]
        assert scores == sorted(scores, reverse=True)
        assert all(0 <= score <= 100 for score in scores)


@pytest.mark.parametrize(
    "query",
    [
        "",
        " ",
        "???",
        "zzz",
        "banana",
        "xyzzy",
        "printer jam",
        "\x1b[31m",
        "\u20ac\u20ac",
        "[/bold]",
    ],
)
def test_nonsense_finds_nothing(query: str) -> None:
    assert BOOK.search(query) == []


def test_the_nearest_are_offered_only_when_near() -> None:
    assert "Safeguarding" in [match.entry.term for match in BOOK.nearest("sfegurdin")]
    assert BOOK.nearest("xylophone") == []
    assert BOOK.nearest("") == []


def test_a_limit_is_kept() -> None:
    assert len(BOOK.search("order", 3)) == 3
    assert BOOK.search("order", 0) == []


@settings(deadline=None)
@given(st.text(max_size=400))
def test_any_text_can_be_looked_up(text: str) -> None:
    for match in [*BOOK.search(text), *BOOK.nearest(text)]:
        assert match.entry in BOOK.entries


@pytest.mark.parametrize(
    "text", ["a" * 10_000, "risk of harm " * 800, "\x00\x1b]0;x\x07" * 2500, "\u202e" * 10_000]
)
def test_an_overlong_query_is_answered_at_once(text: str) -> None:
    BOOK.search("warm")
    start = time.perf_counter()
    BOOK.search(text)
    BOOK.nearest(text)
    assert time.perf_counter() - start < 0.5


def test_entries_without_letters_or_names_do_no_harm() -> None:
    book = Glossary([Entry("\u2603", definition="snow"), Entry("AB", definition="two")])
    assert book.search("snow")[0].entry.term == "\u2603"
    assert Glossary([]).search("anything") == []
    assert Glossary([]).nearest("anything") == []
    assert Glossary([]).annotate("anything") == []
