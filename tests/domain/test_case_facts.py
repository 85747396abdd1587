"""Facts as they are typed, kept and said back, and dates that cannot be."""

import time
from datetime import date

import pytest

from domain.case import how_to_type, impossible, options, say_value, suggestion
from domain.decisions import decide
from domain.errors import Refused
from domain.events import Value
from domain.instrument import Choice, Fact, Instrument, RowSet
from domain.instrument_file import load_packaged
from domain.intents import SetFact
from domain.interview import Session
from domain.review import Trouble, review
from domain.typed import Say, Unclear, read
from tests.instruments import take, tiny

CCI = load_packaged()
TODAY = date(2026, 11, 22)
A_CHANGE = {"date": "2012-02-03", "kind": "new_offence", "text": "common assault"}


def typed(fact: str, text: str, instrument: Instrument = CCI) -> Value:
    """The value that a text gives a fact, or the question back."""
    found = read(Session.start(instrument, "07"), f"fact:{fact}", text, TODAY)
    if isinstance(found, Unclear):
        assert found.text == text.strip()
        return f"? {found.ask}"
    assert isinstance(found, Say)
    assert isinstance(found.intent, SetFact)
    return found.intent.value


def refused(value: Value) -> bool:
    return isinstance(value, str) and value.startswith("? ") and value.endswith(".")


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("y", "yes"),
        ("Y.", "yes"),
        ("yes!", "yes"),
        ("yep", "yes"),
        ("1", "yes"),
        ("n", "no"),
        ("No.", "no"),
        ("nope", "no"),
        ("2", "no"),
        ("0", "no"),
    ],
)
def test_yes_and_no_in_any_writing(text: str, value: str) -> None:
    assert typed("custody", text) == value


@pytest.mark.parametrize("text", ["maybe", "-", "...", "3", "yes, since May", "y n", "unknown"])
def test_what_is_neither_yes_nor_no_is_asked_about(text: str) -> None:
    assert refused(typed("custody", text))


@pytest.mark.parametrize(
    ("fact", "text", "value"),
    [
        ("sentence_type", "yro", "yro"),
        ("sentence_type", "RO", "referral_order"),
        ("sentence_type", "Referral order", "referral_order"),
        ("sentence_type", "rep", "reparation_order"),
        ("sentence_type", "4", "yro"),
        ("sentence_type", "s91", "other_custody"),
        ("rosh_class", "vh", "very_high"),
        ("rosh_class", "v", "very_high"),
        ("rosh_class", "Very-High", "very_high"),
        ("rosh_class", "none", "none_recorded"),
        ("ethnicity", "W1", "white_british"),
        ("ethnicity", "White: British", "white_british"),
        ("gender", "-", ""),
        ("gender", "unknown", ""),
    ],
)
def test_a_choice_by_number_word_or_first_letters(fact: str, text: str, value: str) -> None:
    assert typed(fact, text) == value


@pytest.mark.parametrize("text", ["r", "0", "7", "99", "9" * 5000, "life", "_", "yro dto"])
def test_a_choice_that_fits_none_or_several_is_asked_about(text: str) -> None:
    answer = typed("sentence_type", text)
    assert refused(answer)
    assert len(str(answer)) < 400


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("none", ()),
        ("None.", ()),
        ("0", ()),
        ("1,3,5", ("living", "ete", "lifestyle")),
        ("5 3 1", ("living", "ete", "lifestyle")),
        ("1-3, 5", ("living", "family", "ete", "lifestyle")),
        ("family and lifestyle", ("family", "lifestyle")),
        ("fam; mh", ("family", "emotional")),
        ("Family and personal relationships", ("family",)),
        ("Education, training and employment, 1", ("living", "ete")),
        ("family, family", ("family",)),
    ],
)
def test_several_choices_in_one_line(text: str, value: Value) -> None:
    assert typed("linked_factors", text) == value


def test_all_choices_in_one_word() -> None:
    assert typed("linked_factors", "all") == tuple(r.id for r in CCI.row_set["factors"].rows)


@pytest.mark.parametrize("text", ["1, 99", "13", "3-1", "family, life on Mars", ",", "all but 3"])
def test_several_choices_with_one_that_is_none_are_asked_about(text: str) -> None:
    assert refused(typed("linked_factors", text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("3 Feb 2012", "2012-02-03"),
        ("3/2/12", "2012-02-03"),
        ("03.02.2012", "2012-02-03"),
        ("3rd february 12", "2012-02-03"),
        ("2012-02-03", "2012-02-03"),
        ("29 Feb 2012", "2012-02-29"),
        ("1.1.96", "1996-01-01"),
    ],
)
def test_a_date_in_any_writing(text: str, value: str) -> None:
    assert typed("birth_date", text) == value


@pytest.mark.parametrize(
    "text",
    ["31/2/96", "29 Feb 2011", "32/1/96", "13/13/96", "1996", "unknown", "0/0/0", "9 9 2099"],
)
def test_a_date_that_does_not_exist_is_asked_about(text: str) -> None:
    assert refused(typed("birth_date", text))


@pytest.mark.parametrize(("text", "value"), [("0", 0), ("16", 16), ("007", 7), (" 8 ", 8)])
def test_a_number_within_its_range(text: str, value: int) -> None:
    assert typed("asset_static", text) == value


@pytest.mark.parametrize("text", ["17", "-1", "5.5", "five", "5/16", "9" * 5000, "1 2", "²"])
def test_a_number_out_of_range_or_none_is_asked_about(text: str) -> None:
    assert refused(typed("asset_static", text))


@pytest.mark.parametrize(
    "text",
    [
        "221032012321",
        "2 2 1 0 3 2 0 1 2 3 2 1",
        "2,2,1,0,3,2,0,1,2,3,2,1",
        "2, 2, 1, 0,\n3, 2, 0, 1, 2, 3, 2, 1",
        "living 2, family 2, ete 1, area 0, lifestyle 3, drugs 2, health 0, mh 1, self 2, "
        "thinking 3, attitudes 2, motivation 1",
    ],
)
def test_scores_in_order_or_by_name(text: str) -> None:
    scores = typed("asset_dynamic", text)
    assert isinstance(scores, dict)
    assert list(scores.values()) == [2, 2, 1, 0, 3, 2, 0, 1, 2, 3, 2, 1]


def test_a_long_line_without_a_score_is_asked_about_at_once() -> None:
    started = time.process_time()
    assert refused(typed("asset_dynamic", "a" * 100_000))
    assert refused(typed("asset_dynamic", "home " + " " * 100_000 + "2 x"))
    assert time.process_time() - started < 2


@pytest.mark.parametrize(
    "text",
    [
        "2 2 1",
        "2" * 13,
        "-2 2 1 0 3 2 0 1 2 3 2 1",
        "2.5 1 0 3 2 0 1 2 3 2 1",
        "2 2 1 0 5 2 0 1 2 3 2 1",
        "about 2 2 1 0 3 2 0 1 2 3 2 1",
        "living 2, family 2",
        "two",
        "9" * 5000,
    ],
)
def test_scores_too_many_too_few_or_out_of_range_are_asked_about(text: str) -> None:
    assert refused(typed("asset_dynamic", text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("none", ()),
        ("No change.", ()),
        ("3 Feb 2012, new offence, common assault", (A_CHANGE,)),
        ("3 Feb, 2012, new offence, common assault", (A_CHANGE,)),
        ("3/2/12: new offence, common assault", (A_CHANGE,)),
        ("3 Feb 2012 - new offence, common assault", (A_CHANGE,)),
        ("3 Feb 2012", ({"date": "2012-02-03", "kind": "other", "text": ""},)),
        (
            "3 Feb 2012 he left home",
            ({"date": "2012-02-03", "kind": "other", "text": "he left home"},),
        ),
        (
            "4/5/12, arrest\n3/2/12, moved, to a hostel",
            (
                {"date": "2012-02-03", "kind": "move", "text": "to a hostel"},
                {"date": "2012-05-04", "kind": "arrest", "text": ""},
            ),
        ),
    ],
)
def test_changes_one_a_line_in_order_of_date(text: str, value: Value) -> None:
    assert typed("significant_changes", text) == value


@pytest.mark.parametrize(
    "text",
    ["31 Feb 2012, arrest", "29 Feb 2011, arrest", "moved in May", "3 Feb 1 arrest", "12 people"],
)
def test_a_change_without_a_date_that_exists_is_asked_about(text: str) -> None:
    assert refused(typed("significant_changes", text))


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("A.W.", ({"name": "A.W.", "from": ""},)),
        ("A.W. from 3 Feb, 2012", ({"name": "A.W.", "from": "2012-02-03"},)),
        (
            "A.W., the duty officer From 3/2/12",
            ({"name": "A.W.", "from": ""}, {"name": "the duty officer", "from": "2012-02-03"}),
        ),
    ],
)
def test_people_and_from_when(text: str, value: Value) -> None:
    assert typed("case_managers", text) == value


@pytest.mark.parametrize("text", ["none", "-", "1", ", ,", "A.W. from whenever", "A.W., 2012"])
def test_people_who_are_no_one_are_asked_about(text: str) -> None:
    assert refused(typed("case_managers", text))


def test_text_is_kept_as_typed_and_may_be_passed_by_where_it_is_not_required() -> None:
    assert typed("language", "English, some Polish") == "English, some Polish"
    assert typed("language", "not known") == ""


def test_a_required_fact_cannot_be_passed_by() -> None:
    assert refused(typed("birth_date", "-"))
    with pytest.raises(Refused, match="no value"):
        take(Session.start(CCI, "07"), SetFact("birth_date", ""))


@pytest.mark.parametrize("fact", CCI.facts, ids=lambda fact: str(fact.id))
def test_how_to_type_is_told_in_one_sentence_for_every_fact(fact: Fact) -> None:
    assert how_to_type(CCI, fact).endswith(".")


MISFITS: list[tuple[str, Value]] = [
    ("custody", "maybe"),
    ("custody", 1),
    ("sentence_type", "life"),
    ("sentence_type", ("yro",)),
    ("linked_factors", "family"),
    ("linked_factors", ("mars",)),
    ("birth_date", "3 Feb 2012"),
    ("birth_date", "20120203"),
    ("birth_date", 2012),
    ("asset_static", 17),
    ("asset_static", "5"),
    ("asset_static", True),
    ("asset_dynamic", {"living": 2}),
    ("asset_dynamic", {row.id: 5 for row in CCI.row_set["factors"].rows}),
    ("significant_changes", ("moved",)),
    ("significant_changes", ({"date": "x", "kind": "move", "text": ""},)),
    ("significant_changes", ({"date": "2012-02-03", "kind": "flood", "text": ""},)),
    ("case_managers", ()),
    ("case_managers", ({"name": "", "from": ""},)),
    ("case_managers", ({"name": "A.W.", "from": "May"},)),
    ("language", " "),
    ("nothing", "yes"),
]


@pytest.mark.parametrize(("fact", "value"), MISFITS)
def test_a_value_that_a_fact_cannot_have_never_enters_the_log(fact: str, value: Value) -> None:
    with pytest.raises(Refused):
        decide(Session.start(CCI, "07"), SetFact(fact, value))


# -- dates and ages that cannot be


@pytest.mark.parametrize(
    ("facts", "words"),
    [
        ({"birth_date": "2003-01-11"}, "between 10 and 18"),
        ({"birth_date": "1988-01-01"}, "between 10 and 18"),
        ({"birth_date": "2012-02-01"}, "between 10 and 18"),
        ({"sentence_date": "2012-01-11"}, "before it was passed"),
        ({"end_date": "2011-12-31"}, "ends before it begins"),
        ({"end_date": "2012-03-19"}, "before the child is released"),
        ({"release_date": "2012-01-09"}, "before the sentence"),
    ],
)
def test_dates_that_cannot_both_be_right_are_refused(facts: dict[str, Value], words: str) -> None:
    session = _in_custody()
    with pytest.raises(Refused, match=words):
        take(session, *(SetFact(fact, value) for fact, value in facts.items()))


@pytest.mark.parametrize("birth", ["2002-01-10", "1993-01-11"])
def test_a_child_of_ten_and_one_of_eighteen_are_within_the_range(birth: str) -> None:
    assert take(_in_custody(), SetFact("birth_date", birth)).facts["birth_date"] == birth


def _in_custody() -> Session:
    return take(
        Session.start(CCI, "07"),
        SetFact("birth_date", "1996-05-14"),
        SetFact("sentence_type", "dto"),
        SetFact("sentence_date", "2012-01-10"),
        SetFact("start_date", "2012-01-10"),
        SetFact("custody", "yes"),
        SetFact("released", "yes"),
        SetFact("release_date", "2012-03-20"),
    )


def test_a_date_that_no_longer_applies_stands_in_no_other_s_way() -> None:
    session = take(_in_custody(), SetFact("custody", "no"), SetFact("end_date", "2012-02-20"))
    assert not list(impossible(CCI, session.routing))
    # It comes back with the fact it hangs on, and then the review points to it.
    session = take(session, SetFact("custody", "yes"))
    at_odds = [line for line in review(session) if line.trouble is Trouble.AT_ODDS]
    assert "fact:end_date" in [line.step for line in at_odds]
    assert take(session, SetFact("release_date", "2012-02-10")).facts["custody"] == "yes"


# -- what is said and offered


@pytest.mark.parametrize(
    ("fact", "value", "said"),
    [
        ("opened", "2012-02-03", "3 Feb 2012"),
        ("size", "small", "Small"),
        ("has_steps", "no", "No"),
        ("stocked", ("fiction", "science"), "Fiction, Science"),
        ("stocked", (), "none"),
        ("closed", "", "not recorded"),
        ("closed", None, "not recorded"),
        ("size_worked_out", "small", "Small"),
    ],
)
def test_a_value_is_said_in_words(fact: str, value: Value, said: str) -> None:
    assert say_value(tiny(), fact, value) == said


def test_what_is_known_offers_a_value_and_sets_none() -> None:
    session = take(Session.start(tiny(), "L1"), SetFact("size", "large"))
    assert suggestion(tiny(), tiny().fact["has_steps"], session.routing) == "yes"
    assert "has_steps" not in session.facts
    session = take(session, SetFact("size", "small"))
    assert suggestion(tiny(), tiny().fact["has_steps"], session.routing) is None


def test_factors_that_score_two_or_more_are_offered() -> None:
    scores: dict[str, Value] = {r.id: n % 4 for n, r in enumerate(CCI.row_set["factors"].rows)}
    session = take(Session.start(CCI, "07"), SetFact("asset_dynamic", scores))
    offered = suggestion(CCI, CCI.fact["linked_factors"], session.routing)
    assert offered == tuple(id_ for id_, n in scores.items() if isinstance(n, int) and n >= 2)


def test_choices_come_from_the_fact_or_its_rows() -> None:
    rows = tiny().row_set["shelves"]
    assert isinstance(rows, RowSet)
    assert options(tiny(), tiny().fact["stocked"]) == rows.rows
    assert [c.id for c in options(tiny(), tiny().fact["lends"])] == ["yes", "no"]
    assert all(isinstance(c, Choice) for c in options(tiny(), tiny().fact["size"]))
