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


def test_a_slip_that_runs_on_into_the_next_word_of_another_name_is_found_too() -> None:
    assert [match.entry.term for match in BOOK.search("Cafass")] == ["CAF", "Cafcass"]


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
        ("YOI's", "YOI", "exact"),
        ("cam aitch ess", "CAMHS", "acronym"),
        ("remind me what vmp is", "VMP", "exact"),
        ("that vulnerability thing", "VMP", "word prefix"),
        ("the ppo list", "PPO", "exact"),
        ("seefer", "SIFA", "spelling"),
        ("skeefa", "SQIFA", "spelling"),
        ("pcn", "PNC", "spelling"),
    ],
)
def test_a_hit_says_how_it_was_found(query: str, term: str, how: str) -> None:
    found = BOOK.search(query)[0]
    assert (found.entry.term, found.how) == (term, how)


@pytest.mark.parametrize(
    ("query", "term"),
    [
        ("vulnrab", "VMP"),
        ("detetni", "DTO"),
        ("yuoth off", "YOS/YOT/YJS"),
        ("restrcit", "Interventions; constructive and restrictive interventions"),
        ("rusk of h", "RoH"),
        ("local dafeg", "LSCB"),
        ("connexoin", "Connexions"),
    ],
)
def test_a_name_only_begun_is_found_with_a_slip_in_it(query: str, term: str) -> None:
    assert term in [match.entry.term for match in BOOK.search(query)[:3]]


@pytest.mark.parametrize("between", [".", " ", "-", ". ", "\u2011"])
@pytest.mark.parametrize("term", [term for term in TERMS if term.isalpha() and term.isupper()])
def test_an_acronym_is_found_however_its_letters_are_parted(term: str, between: str) -> None:
    assert first(between.join(term)) == term
    assert first(between.join(term.lower()) + between.strip()) == term


@pytest.mark.parametrize("entry", [entry for entry in BOOK.entries if entry.core])
def test_several_of_a_core_term_find_it(entry: Entry) -> None:
    for name in entry.names():
        if len(name) < 3 or not name[-1].isalpha() or name[-1] == "s":
            continue
        for plural in (f"{name}s", f"{name}'s"):
            assert entry.term in [match.entry.term for match in BOOK.search(plural)[:3]]


@settings(max_examples=300, deadline=None)
@given(
    st.sampled_from([name for entry in BOOK.entries if entry.core for name in entry.expansions()]),
    st.data(),
)
def test_one_slip_in_a_core_expansion_finds_its_term_first(name: str, data: st.DataObject) -> None:
    place = data.draw(st.sampled_from([n for n, ch in enumerate(name) if ch.isalpha()]))
    slips = [name[:place] + name[place + 1 :], name[: place + 1] + name[place:]]
    found = first(data.draw(st.sampled_from(slips)))
    assert found in {e.term for e in BOOK.entries if name in (*e.expansions(), *e.aliases)}


@pytest.mark.parametrize("query", ["how do i print", "what time is it", "help me", "2012", "47"])
def test_one_common_word_of_a_sentence_or_a_bare_figure_finds_nothing(query: str) -> None:
    assert BOOK.search(query) == []


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
