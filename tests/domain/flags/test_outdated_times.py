"""Ages, school years, dates, vague times and histories taken over, beside what only looks so."""

from __future__ import annotations

import time
from datetime import date

import pytest

from domain.flags.outdated import out_of_date
from tests.domain.flags.invented_case import EARLIER, NOW, RECORD

# Nathan was 15 and in Year 10 when these were first written; he is 16 and in Year 11 now.
OLD = {
    "age_stale": (
        "Considering his age - fifteen - the hours he keeps are late.",
        '"I\'m fifteen, not five," he tells his nan.',
        "This boy of 15 years and six months has seen a lot.",
        "A big lad for fifteen.",
        "He needs a parent's name on the form, not having reached sixteen.",
        "With his sixteenth birthday yet to come he cannot have the job.",
        "His sixteenth falls in the week of the fair.",
        "Until he gets to sixteen his mother's signature is needed.",
        "Two birthdays must go by before he can drive.",
        "He is too young for the army and says so often.",
        '"I ain\'t sixteen yet," he says.',
        "He would get the better rate were he sixteen, but he isn't.",
        "Too young at 15 to ride a moped.",
        "Having been fifteen for the best part of a year he feels forty.",
    ),
    "school_year": (
        "He sits with the other Year Tens at the back.",
        "Nathan (yr 10) eats his lunch alone.",
        "The head of Year 10 has him on report.",
        "His form, 10R, is known as lively.",
        "His year group, the tenth, has had five tutors.",
        "GCSE courses: one year down, one to go.",
        "His exams are not until next summer.",
        "He is in the year below the leavers.",
        "Come September it will be Year 11 for him.",
        "He is in 10M, with Mr Fell.",
        "He can't leave until the end of Year 11, which he hasn't started.",
        "With Year 11 ahead of him he ought to visit colleges.",
    ),
    "court_date_passed": (
        "He will appear for sentence at Northquay Youth Court on 21 April.",
        "PTR listed 13.04.12, not guilty plea entered.",
        "He has got court on the first of June for the bicycle.",
    ),
    "planned_event_passed": (
        "The psychologist has pencilled in 8 May to test his reading.",
        "He is having a brace fitted 20 April.",
        "June the seventh is when he tries out at the barber's.",
        "Dentist 1/5, about time.",
    ),
    "history_understated": (
        "He had never been in bother of any sort before this.",
        "His hands have never been raised to anybody, mum swears.",
        "The police had never had cause to know his name.",
        "This is where his offending begins.",
        "He cannot be called a repeat offender.",
        "Nothing on his sheet, as his dad puts it.",
        "Prev cautions: 0.",
        "This is the sole entry on his record.",
        "Until the garage he had kept well within the law.",
        "He hadn't so much as a parking ticket to his name.",
        "There is no previous violence.",
        "He does not use his fists.",
        "Not a mark on him till the garage.",
        "The garage is the first thing anyone has ever had against him.",
    ),
    "relative_time": (
        "He rang not an hour ago in tears.",
        "The week just finished was his worst.",
        "At the time of writing he is still out.",
        "Saturday night saw him in the stairwell with police.",
    ),
    "elapsed_duration": (
        "For seven weeks running he has met every appointment.",
        "Nothing from the police about him in a good nine weeks.",
        "The family has had food parcels for a period of nine weeks.",
        "Meds: 6/52 on fluoxetine.",
    ),
}
HOLDS = (
    "His cousin Dean is fifteen and lives in Hull.",
    "There are 15 steps down to the yard.",
    "He turned fifteen the summer his parents parted.",
    "He was 15 when he first drank spirits.",
    "He scored 15 out of 40 on the reading screen.",
    "Bus 15 goes past the door and he is often on it.",
    "In Year 10 he had five tutors.",
    "By the end of Year 10 he had handed in one piece of work.",
    "His brother did Year 10 twice.",
    "He was put with a Year 10 boy called Ross for pottery.",
    "He has never been in custody.",
    "His father has no record.",
    "He has no previous for drugs.",
    "He has never been in trouble for anything to do with cars.",
    "It was first time lucky with the food hygiene test.",
    "Leanne has never been in trouble.",
    "He has not offended since the order was made.",
    "Three of the five had no previous convictions.",
    "Aged fifteen at the date of the break-in, he was the youngest.",
    "He wants to keep a clean sheet until the order ends.",
    "If he keeps his nose clean he could go home early.",
    "One of the lads in his unit is repeating Year 10.",
    "Her favourite song, he says, is Yesterday.",
    "With him it is here today and gone tomorrow.",
    "There were two years without a recorded offence.",
    "There are no other matters recorded.",
    "He was stopped in the town in the week before Christmas 2010.",
    "He went six weeks without a drink in 2011.",
    "The course lasts eight weeks.",
)


def _kinds(text: str, *, earlier: str = "") -> list[str]:
    found = out_of_date(text, RECORD, NOW, earlier_text=earlier, earlier=EARLIER)
    return [f.kind for f in found]


@pytest.mark.parametrize(("kind", "text"), [(k, t) for k, ts in OLD.items() for t in ts])
def test_what_was_true_when_first_written_is_flagged_when_taken_over(kind: str, text: str) -> None:
    assert kind in _kinds(text, earlier=text)


@pytest.mark.parametrize("text", HOLDS)
def test_what_only_looks_out_of_date_is_left_alone(text: str) -> None:
    assert _kinds(text, earlier=text) == []


@pytest.mark.parametrize(
    "text",
    [
        "Pleaded at first hearing, 30 March.",
        "Interview with Dean x 1 (30 March), telephone call with his mother.",
        "Spoken to at the duty desk, 13 March.",
        "Three previous convictions, no reprimand before them.",
        "He smokes most of an eighth a week now.",
        "He was with his uncle till this spring.",
    ],
)
def test_sources_and_days_gone_by_are_no_plans(text: str) -> None:
    assert _kinds(text) == []
    assert _kinds(text, earlier=text) == []


@pytest.mark.parametrize(
    "text", ["Sixteen in September; the card came late.", "There has been no violence at Eastgate."]
)
def test_fresh_words_are_taken_at_their_word(text: str) -> None:
    assert _kinds(text) == []


def test_a_court_date_is_no_plan_of_another_kind() -> None:
    text = "He will appear for sentence at Northquay Youth Court on 21 April."
    kinds = _kinds(text, earlier=text)
    assert "court_date_passed" in kinds
    assert "planned_event_passed" not in kinds


def test_a_verb_put_in_since_closes_the_date() -> None:
    before, after = ("The group " + verb + " on 14 May." for verb in ("will start", "started"))
    assert _kinds(before, earlier=before) == ["planned_event_passed"]
    assert _kinds(after, earlier=before) == []


def test_a_day_gone_by_when_first_written_was_never_ahead() -> None:
    text = "First hearing, 30 March."
    assert date(2012, 3, 30) < EARLIER
    assert _kinds(text, earlier=text) == []


@pytest.mark.parametrize(
    "text",
    ["." * 100_000 + "x", "He is 14 years old " * 1000, "on 3 March 2012 " * 1000, "x" * 100_000],
    ids=["stops", "ages", "dates", "one word"],
)
def test_text_without_an_end_is_read_in_seconds(text: str) -> None:
    start = time.perf_counter()
    out_of_date(text, RECORD, NOW, earlier_text=text, earlier=EARLIER)
    assert time.perf_counter() - start < 10
