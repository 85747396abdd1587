"""Each rule for out-of-date statements beside the sentences that only look like one."""

from __future__ import annotations

import dataclasses
from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.flags.outdated import out_of_date
from domain.flags.school_years import year_group
from domain.flags.statement import BARE
from tests.domain.flags.invented_case import EARLIER, NOW, RECORD

OLD = {
    "awaiting_sentence": (
        "We shall know more once the Bench has spoken.",
        "He keeps asking me if he is going to jail.",
        "No disposl yet.",
        "Mum hopes the court will be lenient.",
        "Nathan is awaiting sentence and finds it hard to settle.",
        "Guilty plea entered / still to be sentenced / reports ordered.",
        "It is for the magistrates to decide what will happen to him.",
    ),
    "court_date_passed": (
        "Needs to be at court by 9.30 on 3/5.",
        "He is due at Northquay Youth Court on 3 May.",
        "Next YC 03/05/12.",
    ),
    "planned_event_passed": (
        "He will start at the climbing centre on 14 May.",
        "He is having a brace fitted 14 May.",
        "May the fourteenth is when he tries the barbers.",
        "CAMHS initial 17/04/12.",
    ),
    "age_stale": (
        "Nathan is 15 and small for it.",
        "A 15 yr old with few friends.",
        "Lad of fifteen, could pass for twelve.",
        "Fifteen he is, and taller than his father.",
        "For a 15-year-old he has seen a lot.",
        "He has not had his sixteenth birthday.",
        "There he goes, a slip of a lad of fifteen.",
        '"I\'m fifteen, not five," he tells his nan.',
    ),
    "school_year": (
        "He is in Year 10 and behind in maths.",
        "They have put him in yr 10 bottom set.",
        "He will move up to Year 11 in September.",
        "His head of year, who has all of Year Ten, likes him.",
        "He is in the tenth year and bored by it.",
    ),
    "old_school": (
        "Staff at Harbourside speak to him every day.",
        "His timetable at Harborside is reduced to mornings.",
        "Hrbrsd hv him on a reduced timetable.",
        "On roll Harbourside, hours cut to mornings.",
        "The Academy has moved him away from the window.",
    ),
    "old_placement": (
        "He lives with his mum in a small flat.",
        "Home visits are made to Capstan Row on Thursdays.",
        "He has the box room at his mum's.",
        "Mum waits up for him when he comes in late to the house.",
        "He has lived with his mother all his life.",
    ),
    "previous_manager": (
        "Petra meets him each Tuesday.",
        "Worker: P Lindholm.",
        "PL to do the victim work with him.",
        "Case held by Petra.",
    ),
    "historic_as_current": (
        "Kirsty is a steadying influence on him.",
        "He plays for Northquay Dolphins on Sundays.",
        "His girlfriend keeps him out of trouble.",
        "In love with KB and it shows.",
    ),
    "ended_order": (
        "He is on bail with a doorstep curfew.",
        "His Referral Order has three months left to run.",
        "YP bailed with a doorstep check, mum is surety.",
        "He is to stay in between 7pm and 7am.",
    ),
    "relative_time": (
        "Mum rang yesterday about his temper.",
        "We go to the gym next week.",
        "Saw him Monday, low in mood.",
        "Kicked off in recpn last Thurs, said sorry after.",
        "Had his phone nicked the other nite.",
    ),
    "elapsed_duration": (
        "He has been out of school for six weeks.",
        "Mum's not had a drink for ten weeks.",
        "Off the cider five wk.",
        "Thirteen days have gone by without a call from school.",
    ),
    "history_understated": (
        "He has no previous convictions.",
        "Hes never been in trubble before this.",
        "Nothing on PNC.",
        "He has never laid a hand on anyone.",
        "This is his first brush with the law.",
        "Before this he had never so much as had a stop.",
    ),
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
    "Any further offence would put him back before the Bench.",
    "He did not expect custody.",
    "Robbery of a lad of 13, outside the bowling alley.",
    "There is a 19 yo at the bus stop who frightens him.",
    "He has no history of self-harm.",
    "This is not his first offence.",
    "He lives near Ramsden Court.",
    "His mentor, Mrs Pettifer, is proud of him.",
    "Ryan's girlfriend is pregnant.",
    "The youth bench here sits on Thursdays.",
    "Dad's trial is still going on.",
    "The boy who sold him the moped is up for sentence.",
    "Ffion is a pupil at Harbourside.",
    "His violence was never towards his nan.",
    "He shares a room with Ryan who is 9.",
    "He broke his arm in May.",
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
    "Harbourside won't take him back, his nan says.",
    "Curfew until 3 May: done, no further tag wanted.",
    "Kirsty's cousin is courting a neighbour, so she is still about.",
    "He still wears his Dolphins fleece.",
    "Petra's last supervision note has the contract.",
    "Kirsty is on remand.",
    "He has not been in trouble since the order was made.",
    "He remembers the tag rubbing his ankle.",
    "Mum says he misses her cooking and she misses him.",
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
    "text",
    [
        "Kirsty is good for him.",
        "Petra is fond of him.",
        "Mum's flat is damp.",
        "Harbourside: mornings only, bottom set.",
    ],
)
def test_words_older_than_an_ending_need_less_to_be_flagged(text: str) -> None:
    assert _kinds(text, earlier=text)
    assert _kinds(text) == []


@pytest.mark.parametrize(
    ("text", "earlier"),
    [
        ("He goes to his nan for tea till the 21st of April.", "He goes to his nan for tea."),
        ("He is well liked and came in yesterday.", "He is well liked and polite."),
    ],
)
def test_a_time_put_into_a_sentence_taken_over_is_fresh(text: str, earlier: str) -> None:
    assert _kinds(text, earlier=earlier) == []


@pytest.mark.parametrize("age", [13, 14, 16, 17])
def test_an_age_that_was_not_the_childs_then_is_someone_elses(age: int) -> None:
    text = f"Seen with a boy of {age}, small for that."
    assert _kinds(text, earlier=text) == []


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


@given(st.lists(st.sampled_from(["He is well.", "\n", " \n", "Page 3 of 9\n", "- "]), max_size=40))
def test_empty_lines_and_bullets_say_nothing(parts: list[str]) -> None:
    assert out_of_date("".join(parts), RECORD, NOW, prompts=("Lifestyle",)) == []
