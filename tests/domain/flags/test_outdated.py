"""Each rule for out-of-date statements beside the sentences that only look like one."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.flags.ages import year_group
from domain.flags.outdated import out_of_date
from domain.flags.statement import BARE
from tests.domain.flags.invented_case import EARLIER, NOW, RECORD

OLD = {
    "awaiting_sentence": (
        "Nathan is awaiting sentence and finds it hard to settle.",
        "Guilty plea entered / still to be sentenced / reports ordered.",
        "It is for the magistrates to decide what will happen to him.",
    ),
    "court_date_passed": (
        "He is due at Northquay Youth Court on 3 May.",
        "Next YC 03/05/12.",
    ),
    "planned_event_passed": (
        "He will start at the climbing centre on 14 May.",
        "CAMHS initial 17/04/12.",
    ),
    "age_stale": ("Nathan is 15 and small for it.", "A 15 yr old with few friends."),
    "school_year": ("He is in Year 10 and behind in maths.",),
    "old_school": (
        "Staff at Harbourside speak to him every day.",
        "His timetable at Harborside is reduced to mornings.",
    ),
    "old_placement": (
        "He lives with his mum in a small flat.",
        "Home visits are made to Capstan Row on Thursdays.",
    ),
    "previous_manager": ("Petra meets him each Tuesday.", "Worker: P Lindholm."),
    "historic_as_current": (
        "Kirsty is a steadying influence on him.",
        "He plays for Northquay Dolphins on Sundays.",
    ),
    "ended_order": (
        "He is on bail with a doorstep curfew.",
        "His Referral Order has three months left to run.",
    ),
    "relative_time": ("Mum rang yesterday about his temper.", "We go to the gym next week."),
    "elapsed_duration": ("He has been out of school for six weeks.",),
    "history_understated": ("He has no previous convictions.",),
}
FINE_OLD = (
    "A neighbour is awaiting sentence for fraud.",
    "He remembers waiting to be sentenced as the longest day.",
    "At nine he was moved up a class.",
    "His cousin, who is 15, goes fishing with him.",
    "He was excluded from school in Year 8.",
    "Every night he says he will start tomorrow.",
    "He worked for six weeks on a farm when he was in Year 9.",
    "Mum sets a curfew of nine at weekends.",
    "If he is arrested again he would be resentenced.",
    "He says of it: \"I will be in court next week\".",
)  # fmt: skip
FINE_NEW = (
    "He was sentenced on 3 May and took it well.",
    "He left Harbourside in July with two certificates.",
    "He lived at Capstan Row until August.",
    "Mum is still at Capstan Row and visits him on Sundays.",
    "Petra handed over to Owen in September.",
    "Kirsty finished with him over the summer.",
    "He is 16 and wants to learn to drive.",
    "He is now in Year 11 at the Eastgate Unit.",
    "His next panel is on 20 November.",
    "He kept to his bail and came off it in May.",
    "He came in yesterday with a new bike.",
    "The dentist, Mrs Lindholm, sees him each Tuesday.",
)


def _kinds(text: str, earlier: str = "") -> list[str]:
    found = out_of_date(text, RECORD, NOW, earlier_text=earlier, earlier=EARLIER)
    return [f.kind for f in found if f.sure != BARE]


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, ts in OLD.items() for t in ts])
def test_a_statement_taken_over_is_held_against_the_record(kind: str, text: str) -> None:
    assert kind in _kinds(text, earlier=text)


@pytest.mark.parametrize("text", FINE_OLD)
def test_what_holds_still_or_is_of_another_is_left_alone(text: str) -> None:
    assert _kinds(text, earlier=text) == []


@pytest.mark.parametrize("text", FINE_NEW)
def test_news_written_for_this_version_is_left_alone(text: str) -> None:
    assert _kinds(text) == []


@pytest.mark.parametrize(
    ("kind", "text"),
    [
        ("age_stale", "Nathan is 15 years old."),
        ("school_year", "He is a Year 10 pupil."),
        ("old_school", "He attends Harbourside Academy."),
        ("old_placement", "He resides at 18 Capstan Row."),
        ("previous_manager", "Nathan's case manager is Petra Lindholm."),
        ("awaiting_sentence", "He remains unsentenced."),
    ],
)
def test_the_record_speaks_against_new_words_too(kind: str, text: str) -> None:
    assert _kinds(text) == [kind]


def test_vague_time_words_count_only_when_taken_over() -> None:
    text = "Last week he lost his temper with a teacher."
    assert _kinds(text) == []
    assert _kinds(text, earlier=text) == ["relative_time"]


def test_a_name_left_from_another_child() -> None:
    found = out_of_date("Callum agreed.", RECORD, NOW, other_child="Callum")
    assert [(f.kind, f.start, f.end) for f in found] == [("wrong_person", 0, 6)]


def test_a_standing_fact_of_a_few_words_is_marked_grey_only() -> None:
    text = "Nathan lives with his mother."
    assert [f.sure for f in out_of_date(text, RECORD, NOW)] == [BARE]


def test_every_flag_says_what_speaks_against_it_and_where() -> None:
    text = "He is well.\n\nHe attends Harbourside Academy. He is 15."
    for found in out_of_date(text, RECORD, NOW):
        assert found.why
        assert text[found.start : found.end].strip()


def test_headings_and_page_lines_are_not_statements() -> None:
    text = "Is the young person 15?\nPage 15 of 15\nHe is well."
    assert out_of_date(text, RECORD, NOW, prompts=("Is the young person 15?",)) == []


@pytest.mark.parametrize(
    ("born", "day", "year"),
    [
        ((1996, 9, 1), (2010, 10, 1), 9),
        ((1996, 8, 31), (2010, 10, 1), 10),
        ((1996, 8, 31), (2011, 8, 31), 10),
        ((1996, 8, 31), (2011, 9, 1), 11),
    ],
)
def test_school_years_turn_in_september(
    born: tuple[int, int, int], day: tuple[int, int, int], year: int
) -> None:
    assert year_group(date(*born), date(*day)) == year


@given(st.text(max_size=300))
def test_no_text_upsets_the_rules(text: str) -> None:
    for found in out_of_date(text, RECORD, NOW, earlier_text=text[::2], earlier=EARLIER):
        assert 0 <= found.start < found.end <= len(text)


def test_an_empty_record_speaks_against_nothing() -> None:
    empty = dataclasses.replace(RECORD, schools=(), homes=(), managers=(), ended=(), offences=())
    empty = dataclasses.replace(empty, born=None, sentenced=None, bail_until=None)
    for texts in OLD.values():
        for text in texts:
            kinds = {f.kind for f in out_of_date(text, empty, NOW)}
            assert kinds <= {"court_date_passed", "planned_event_passed"}
