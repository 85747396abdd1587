"""Facts that are lists: said so that they can be typed again, added to, and replaced aloud."""

from __future__ import annotations

from datetime import date
from functools import reduce

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain import intents
from domain.case import read_fact, say_value
from domain.decisions import decide
from domain.errors import Refused
from domain.events import Value
from domain.fact_lists import told_of
from domain.going_on import told_after
from domain.instrument import Fact
from domain.instrument_file import load_packaged
from domain.interview import Session
from tests.instruments import take

CCI = load_packaged()
TODAY = date(2012, 7, 1)
TIMELINES = [fact for fact in CCI.facts if fact.kind == "timeline"]
FLAT = "Shauna's flat from 1 Feb 2012"
words = st.text(
    st.characters(exclude_characters=";\n\r", exclude_categories=("C", "Z")) | st.just(" "),
    max_size=30,
).map(str.strip)


@st.composite
def timelines(draw: st.DrawFn) -> tuple[Fact, Value]:
    """What a timeline of the instrument can be once it was typed."""
    fact = draw(st.sampled_from(TIMELINES))
    kinds = [choice.id for choice in fact.choices]
    openings = st.sampled_from(["", *(f"{choice.label}, " for choice in fact.choices)])
    entry = st.fixed_dictionaries(
        {
            "date": st.dates(date(1996, 1, 1), TODAY).map(date.isoformat),
            "kind": st.sampled_from(kinds),
            "text": st.builds(lambda opening, text: (opening + text).strip(), openings, words),
        }
    )
    entries = draw(st.lists(entry, max_size=4))
    return fact, tuple(dict(each) for each in sorted(entries, key=lambda each: each["date"]))


@given(timelines())
def test_a_timeline_said_can_be_typed_again(told: tuple[Fact, Value]) -> None:
    fact, value = told
    assert read_fact(CCI, fact, say_value(CCI, fact.id, value), TODAY) == value


def test_a_kind_stands_apart_from_what_happened() -> None:
    entry: Value = {
        "date": "2009-11-10", "kind": "theft", "text": "theft from a shop, reprimand",
    }  # fmt: skip
    said = say_value(CCI, "previous_offences", (entry,))
    assert said == "10 Nov 2009, Theft, theft from a shop, reprimand"


def _set(session: Session, fact: str, text: str) -> tuple[Session, str]:
    """The session with what was typed, and what is told of it."""
    value = read_fact(CCI, CCI.fact[fact], text, TODAY, session.facts.get(fact))
    intent = intents.SetFact(fact, value)
    after = take(session, intent)
    events = after.events[len(session.events) :]
    return after, told_after(session, after, decide(session, intent), events)


def _names(session: Session) -> list[object]:
    value = session.facts["homes"]
    assert isinstance(value, tuple)
    return [home["name"] for home in value if isinstance(home, dict)]


HOMES = "14 Mill Lane to 3 Jan 2010; Quay Road from 1 Feb 2010; The Acorn from 5 May 2011"


@pytest.fixture
def housed() -> Session:
    return _set(Session.start(CCI, "07"), "homes", HOMES)[0]


def test_what_opens_with_a_plus_is_added_in_the_order_of_days(housed: Session) -> None:
    session, told = _set(housed, "homes", "+ Gran's from 2 Mar 2011")
    assert _names(session) == ["14 Mill Lane", "Quay Road", "Gran's", "The Acorn"]
    assert told == ""


def test_what_is_there_already_is_not_added_twice(housed: Session) -> None:
    assert _names(_set(housed, "homes", "+Quay Road from 1 Feb 2010")[0]) == _names(housed)


def test_something_can_be_added_to_nothing() -> None:
    session, told = _set(Session.start(CCI, "07"), "homes", f"+ {FLAT}")
    assert _names(session) == ["Shauna's flat"]
    assert told == ""


def test_people_and_changes_are_added_to_as_well() -> None:
    session = _set(Session.start(CCI, "07"), "case_managers", "J.B.")[0]
    session = _set(session, "case_managers", "+ A.W. from 3 Feb 2012")[0]
    assert say_value(CCI, "case_managers", session.facts["case_managers"]) == (
        "J.B., A.W. from 3 Feb 2012"
    )
    lines = ("3 Feb 2012, move, to his aunt", "+ 1 Jan 2012, arrest", "+ none")
    session = reduce(lambda s, line: _set(s, "significant_changes", line)[0], lines, session)
    assert say_value(CCI, "significant_changes", session.facts["significant_changes"]) == (
        "1 Jan 2012, Arrest; 3 Feb 2012, Change of home or placement, to his aunt"
    )


@pytest.mark.parametrize("text", ["+", "+ ", "+ -"])
def test_a_plus_with_nothing_after_it_is_refused(text: str) -> None:
    with pytest.raises(Refused):
        read_fact(CCI, CCI.fact["homes"], text, TODAY, ({"name": "A", "from": "", "until": ""},))


def test_entries_left_out_by_a_replacement_are_told(housed: Session) -> None:
    told = _set(housed, "homes", FLAT)[1]
    assert told == (
        "Homes and placements: 3 were recorded, none of them is in it now. /undo brings them "
        "back; begin with + to add."
    )
    told = _set(housed, "homes", "Quay Road from 1 Feb 2010; 14 Mill Lane")[1]
    assert told.startswith("Homes and placements: 3 were recorded, 2 of them are in it now. /undo")
    one = _set(Session.start(CCI, "07"), "homes", "The Acorn from 5 May 2011")[0]
    told = _set(one, "homes", FLAT)[1]
    assert told.startswith("Homes and placements: what was recorded is not in it now. /undo")


def test_an_entry_put_right_is_not_left_out(housed: Session) -> None:
    told = _set(housed, "homes", HOMES.replace("to 3 Jan", "to 4 Jan"))[1]
    assert told == ""


def test_a_home_without_dates_is_taken_and_told(housed: Session) -> None:
    assert _set(housed, "homes", "+ rubbish")[1] == (
        "“rubbish” has no dates: flags cannot be checked against it."
    )


def test_a_list_taken_back_by_name_needs_no_telling() -> None:
    assert list(told_of(CCI.fact["homes"], ({"name": "A", "from": "", "until": ""},), None)) == []


# -- several facts in one step


def test_several_facts_are_one_step_back() -> None:
    begun = Session.start(CCI, "07")
    facts = (intents.SetFact("gender", "male"), intents.SetFact("custody", "no"))
    both = take(begun, intents.SetFacts(facts))
    assert both.facts == {"gender": "male", "custody": "no"}
    assert take(both, intents.Undo()).facts == {}


def test_several_facts_are_refused_as_a_whole() -> None:
    facts = (intents.SetFact("gender", "male"), intents.SetFact("custody", "perhaps"))
    with pytest.raises(Refused):
        decide(Session.start(CCI, "07"), intents.SetFacts(facts))


def test_each_fact_is_held_to_those_before_it() -> None:
    facts = (
        intents.SetFact("sentence_date", "2012-02-03"),
        intents.SetFact("birth_date", "2012-02-04"),
    )
    with pytest.raises(Refused):
        decide(Session.start(CCI, "07"), intents.SetFacts(facts))
