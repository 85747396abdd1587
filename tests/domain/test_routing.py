"""A rule holds, does not, or is undecided; and what it waits for is asked."""

from pathlib import Path

import pytest

from domain.answers import AnswerKey
from domain.course import ItemState, course_of
from domain.events import Value
from domain.instrument import Rule
from domain.instrument_file import parse
from domain.intents import Judge, SetFact
from domain.interview import Session
from domain.routing import Routing
from tests.domain.walks import first, walk
from tests.instruments import take, tiny

TEXT = (Path(__file__).parent.parent / "tiny.toml").read_text(encoding="utf-8")
FACTS: dict[str, Value] = {
    "has_steps": "yes",
    "lends": "no",
    "size": "large",
    "stocked": ("fiction",),
    "closed": "",
}
YES = Rule(fact="has_steps")
NO = Rule(fact="lends")
OPEN = Rule(fact="opened")


def holds(rule: Rule, row: str = "", facts: dict[str, Value] | None = None) -> bool | None:
    return Routing(tiny(), FACTS if facts is None else facts, {}).holds(rule, row)


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        (YES, True),
        (NO, False),
        (OPEN, None),
        (Rule(not_=YES), False),
        (Rule(not_=NO), True),
        (Rule(not_=OPEN), None),
        (Rule(all_of=(YES, NO)), False),
        (Rule(all_of=(OPEN, NO)), False),
        (Rule(all_of=(OPEN, YES)), None),
        (Rule(all_of=(YES, YES)), True),
        (Rule(any_of=(YES, OPEN)), True),
        (Rule(any_of=(OPEN, YES)), True),
        (Rule(any_of=(OPEN, NO)), None),
        (Rule(any_of=(NO, NO)), False),
    ],
)
def test_what_is_not_known_decides_nothing_unless_the_rest_does(
    rule: Rule, outcome: bool | None
) -> None:
    assert holds(rule) is outcome


@pytest.mark.parametrize(
    ("rule", "outcome"),
    [
        (Rule(fact="size", is_="large"), True),
        (Rule(fact="size", is_="small"), False),
        (Rule(fact="size", in_=("small", "large")), True),
        (Rule(fact="stocked", has="fiction"), True),
        (Rule(fact="stocked", has="science"), False),
        (Rule(fact="stocked"), True),
        (Rule(fact="size", differs_from="size_worked_out"), False),
        (Rule(fact="size_worked_out", is_="large"), True),
        (Rule(fact="opened", known=True), False),
        (Rule(fact="opened", known=False), True),
        (Rule(fact="size", known=True), True),
    ],
)
def test_a_comparison_reads_the_fact(rule: Rule, outcome: bool) -> None:
    assert holds(rule) is outcome


@pytest.mark.parametrize(
    "rule",
    [
        Rule(fact="closed"),
        Rule(fact="closed", is_="2012-01-01"),
        Rule(fact="closed", known=True),
        Rule(fact="size", differs_from="closed"),
    ],
)
def test_a_fact_passed_by_fails_every_comparison(rule: Rule) -> None:
    assert holds(rule) is False


def test_a_row_is_read_by_its_own_name() -> None:
    rule = Rule(fact="stocked", has_row=True)
    assert [holds(rule, row.id) for row in tiny().row_set["shelves"].rows] == [True, False, False]
    assert holds(rule, "fiction", {}) is None


def test_a_question_whose_rule_is_undecided_waits_and_is_not_taken_for_not_applicable() -> None:
    session = Session.start(tiny(), "L1")
    assert session.routing.question("A1.2") is None
    assert session.item["A1.2"].state is ItemState.WAITING
    assert session.item["A1.1"].state is ItemState.OPEN
    for value, state in (("yes", ItemState.OPEN), ("no", ItemState.NOT_APPLICABLE)):
        session = take(session, SetFact("has_steps", value))
        assert session.item["A1.2"].state is state


def test_a_question_hangs_on_an_earlier_answer() -> None:
    session = take(Session.start(tiny(), "L1"), SetFact("lends", "yes"))
    assert session.routing.question("B1.2") is None
    session = take(session, Judge(AnswerKey("B1.1"), "yes"))
    assert session.routing.question("B1.2") is True
    session = take(session, Judge(AnswerKey("B1.1"), "no"))
    assert session.routing.question("B1.2") is False
    # An answer to a question that does not apply holds no rule up.
    session = take(session, Judge(AnswerKey("B1.1"), "yes"), SetFact("lends", "no"))
    assert session.routing.question("B1.2") is False


def test_a_grid_without_a_row_that_applies_does_not_apply() -> None:
    session = take(Session.start(tiny(), "L1"), SetFact("stocked", ()))
    assert session.item["B1.3"].state is ItemState.NOT_APPLICABLE
    assert session.routing.keys("B1.3") == ()
    session = take(session, SetFact("stocked", ("history",)))
    assert session.routing.keys("B1.3") == (AnswerKey("B1.3", "history"),)
    assert session.routing.answer(AnswerKey("B1.3", "fiction")) is False


def test_a_fact_that_is_asked_when_needed_comes_just_before_its_question() -> None:
    course = course_of(tiny())
    assert course.index("fact:lends") + 1 == course.index("B1.1")
    assert course.index("fact:stocked") + 1 == course.index("B1.3")
    assert course[:4] == ("fact:opened", "fact:closed", "fact:size", "fact:has_steps")


# What a question waits for may wait itself, be worked out, or be read beside another fact.
NESTED = """
[[facts]]
id = "deep"
group = "place"
label = "Deep"
ask = "Is it deep?"
kind = "yes_no"
asked = "when needed"

[[facts]]
id = "deeper"
group = "place"
label = "Deeper"
ask = "Is it deeper?"
kind = "yes_no"
asked = "when needed"
applies = { fact = "deep" }

[[derived]]
id = "depth"
label = "Depth"
cases = [{ value = "some", when = { fact = "deeper" } }]

[[questions]]
id = "B1.4"
criterion = "B1"
text = "Is the cellar dry?"
short = "Cellar"
ask = "Who looks after the cellar?"
look_in = ["the cellar"]
reasons = ["faults"]
"""


@pytest.mark.parametrize(
    "rule",
    [
        'applies = { fact = "deeper" }',
        'applies = { fact = "depth", is = "some" }',
        'applies = { fact = "has_steps", differs_from = "deep" }',
        'applies = { all = [{ fact = "opened", known = true }, { not = { fact = "deeper" } }] }',
        'rows = "shelves"\n'
        'row_applies = { all = [{ fact = "stocked", has_row = true }, { fact = "deeper" }] }',
    ],
)
def test_every_fact_that_holds_a_question_up_is_asked_in_the_end(rule: str) -> None:
    instrument = parse(TEXT + NESTED + rule + "\n", "nested.toml")
    session = walk(Session.start(instrument, "L1"), first, {"stocked": ("fiction",)})[-1]
    assert "deep" in session.facts
    assert session.item["B1.4"].state in (ItemState.ANSWERED, ItemState.NOT_APPLICABLE)


def test_rows_are_asked_for_only_once_their_question_applies() -> None:
    text = TEXT.replace(
        'rows = "shelves"\nrow_', 'applies = { fact = "lends" }\nrows = "shelves"\nrow_'
    )
    session = Session.start(parse(text, "tiny.toml"), "L1")
    assert session.item["fact:stocked"].state is ItemState.WAITING
    session = take(session, SetFact("lends", "yes"))
    assert session.item["fact:stocked"].state is ItemState.OPEN
    session = take(session, SetFact("lends", "no"))
    assert session.item["fact:stocked"].state is ItemState.WAITING
