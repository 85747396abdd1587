"""The shipped terms are complete and fit together."""

from __future__ import annotations

import re

import pytest

from glossary import Entry, load_glossary

BOOK = load_glossary()
INSPECTION_TERMS = [
    *("ASB/ASBO", "Asset", "CAF", "CAMHS", "Careworks", "CRB", "DTO", "Estyn", "ETE", "FTE", "HM"),
    *("HMIC", "HMI Prisons", "HMI Probation", "ISS", "LoR", "LSC", "LSCB", "MAPPA", "Ofsted"),
    *("Interventions; constructive and restrictive interventions", "PCT", "PPO", "Pre-CAF"),
    *("PSR", "RMP", "RoH", "'RoH work', or 'Risk of Harm work'", "RoSH", "Safeguarding"),
    *("Scaled Approach", "SIFA", "SQIFA", "VMP", "YJB", "YOI", "YOIS+", "YOS/YOT/YJS", "YRO"),
]


def test_every_term_of_the_report_is_there_and_comes_first() -> None:
    assert {entry.term for entry in BOOK.entries if entry.core} == set(INSPECTION_TERMS)
    assert len(BOOK.entries) >= 150


@pytest.mark.parametrize("entry", BOOK.entries, ids=lambda entry: entry.term)
def test_an_entry_is_complete(entry: Entry) -> None:
    assert entry.period
    assert entry.source
    assert entry.origin == "shipped"
    assert entry.definition.endswith(".")
    assert 1 <= len(re.findall(r"[.!?](?: |$)", entry.definition)) <= 4
    assert not [name for name in entry.related if BOOK.entry(name) is None]
    assert entry.term not in entry.related


def test_bodies_that_are_gone_say_what_took_their_place() -> None:
    for term in ("PCT", "LSC", "CRB", "Asset", "LSCB", "CAF", "HMIC", "NOMS", "ASB/ASBO"):
        entry = BOOK.entry(term)
        assert entry is not None
        assert entry.became


def test_entries_stand_in_the_order_of_their_letters() -> None:
    first = [entry.term.casefold().strip("'")[0] for entry in BOOK.entries]
    assert first == sorted(first)


def test_an_entry_is_fetched_by_its_headword() -> None:
    assert BOOK.entry("yois+") is BOOK.entry("YOIS+") is not None
    assert BOOK.entry("YOI") is not BOOK.entry("YOIS+")
    assert BOOK.entry("no such term") is None
