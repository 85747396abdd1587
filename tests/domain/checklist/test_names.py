"""What of a case could name the child is left out, made general or masked, unless asked for."""

from __future__ import annotations

import pytest

from domain.answers import AnswerKey
from domain.intents import Judge, SetFact
from domain.interview import Session
from tests.cases import instrument
from tests.domain.checklist.cases import made_of, rows_under
from tests.domain.checklist.plain_text import as_text, cell_text, sheet_text
from tests.instruments import take

FACTS = (
    SetFact("case_managers", ({"name": "Greta Lythgoe", "from": "2011-03-04"},)),
    SetFact("countersigning_manager", "Judith Corrie"),
    SetFact("birth_date", "1994-11-05"),
    SetFact("language", "Lithuanian, as at Hill School"),
    SetFact("sentence_date", "2011-03-04"),
    SetFact(
        "significant_changes",
        (
            {"date": "2011-09-05", "kind": "school_change", "text": "left Hill School"},
            {"date": "2011-10-19", "kind": "other", "text": ""},
        ),
    ),
    SetFact("schools", ({"name": "Hill School", "from": "2007-09-05", "until": ""},)),
    SetFact("past_ties", ({"date": "2010-11-15", "kind": "partner", "text": "Kelsey"},)),
    SetFact("previous_offences", ()),
    SetFact("protective_orders", ({"date": "2011-03-04", "kind": "exclusion", "text": "Kelsey"},)),
)
NAMES = ("Greta Lythgoe", "Judith Corrie", "Kelsey", "5 Nov 1994")


@pytest.fixture(scope="module")
def case() -> Session:
    return take(Session.start(instrument(), "07"), *FACTS)


def facts_told(session: Session, *names: str, with_names: bool = False) -> dict[str, str]:
    document = made_of(session, *names, with_names=with_names)
    rows = rows_under(document, "Facts of the case")
    return {cell_text(row[0]): cell_text(row[1]) for row in rows}


def test_facts_that_name_people_and_places_are_left_out_or_made_general(case: Session) -> None:
    assert facts_told(case, "Hill School") == {
        "Age at sentence": "16",
        "Preferred language": "Lithuanian, as at [name]",
        "Date of sentence": "4 Mar 2011",
        "Significant changes since the start": "5 Sep 2011, Change in school, training or work, "
        "left [name] / 19 Oct 2011, Another change",
        "Ties and activities that have ended": "15 Nov 2010, Partner",
        "Earlier offences": "none",
        "Restraining and other protective orders": "4 Mar 2011, Exclusion order or zone",
    }


def test_what_was_left_out_is_said(case: Session) -> None:
    assert (
        "Left out, because they name people or places: Case managers; Countersigning manager; "
        "Schools, training and work. Told only in general: Date of birth; Ties and activities "
        "that have ended; Restraining and other protective orders."
    ) in as_text(made_of(case))


def test_with_names_every_fact_is_told_as_recorded(case: Session) -> None:
    told = facts_told(case, with_names=True)
    assert told["Case managers"] == "Greta Lythgoe from 4 Mar 2011"
    assert told["Countersigning manager"] == "Judith Corrie"
    assert told["Date of birth"] == "5 Nov 1994"
    assert told["Schools, training and work"] == "Hill School from 5 Sep 2007"
    assert told["Ties and activities that have ended"] == "15 Nov 2010, Partner, Kelsey"
    assert "Left out" not in as_text(made_of(case, with_names=True))


def test_nothing_that_is_left_out_stands_in_the_sheets(case: Session) -> None:
    document = made_of(case)
    assert not [n for n in NAMES if n in as_text(document) + sheet_text(document.sheets)]


@pytest.mark.parametrize(
    "written",
    [
        "5 Nov 1994",
        "5 November 1994",
        "5th of November, 1994",
        "05/11/1994",
        "5/11/94",
        "05.11.1994",
        "5-11-94",
        "5Nov94",
        "November 5, 1994",
        "1994-11-05",
    ],
)
def test_the_date_of_birth_is_hidden_in_notes_however_it_is_written(
    case: Session, written: str
) -> None:
    session = take(case, Judge(AnswerKey("1.1.01"), "yes", note=f"The form says: born {written}."))
    text = as_text(made_of(session))
    assert "Note: The form says: born [date of birth]." in text
    assert "date of birth | [date of birth] | 1" in text
    assert f"born {written}." in as_text(made_of(session, with_names=True))


@pytest.mark.parametrize("other", ["5 Nov 2011", "15 Nov 1994", "5 Nov", "5 Nov 19945", "5/12/94"])
def test_another_day_is_left_as_it_is(case: Session, other: str) -> None:
    session = take(case, Judge(AnswerKey("1.1.01"), "yes", note=f"Seen {other}."))
    assert f"Note: Seen {other}." in as_text(made_of(session))


def test_without_a_day_of_sentence_no_age_is_told(case: Session) -> None:
    told = facts_told(take(case, SetFact("sentence_date", None)))
    assert "Age at sentence" not in told
    assert "Date of birth" not in told
