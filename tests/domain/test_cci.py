"""The Core Case Inspection as it is shipped: complete, well formed, and walked to its end."""

from collections import Counter
from datetime import date
from random import Random

import pytest

from domain.case import options, read_fact, say_value
from domain.course import FACT, ItemState
from domain.decisions import decide
from domain.events import Value
from domain.instrument import Fact, Question
from domain.instrument_checks import choices_of, problems_of
from domain.instrument_file import DEFAULT, from_json, load_packaged, packaged, to_json
from domain.intents import Finish, SetFact
from domain.interview import Session
from domain.review import missing, review
from domain.routing import comparisons
from tests.domain.walks import first, walk
from tests.instruments import take

CCI = load_packaged()
QUESTIONS = [pytest.param(q, id=q.id) for q in CCI.questions]
FACTS = [pytest.param(f, id=f.id) for f in CCI.facts]
TODAY = date(2012, 12, 1)

# Facts of three cases as they come; everything else is walked through with the first choice.
COMMUNITY: dict[str, Value] = {
    "sentence_type": "yro",
    "custody": "no",
    "community": "yes",
    "rosh_class": "medium",
    "vulnerability_level": "medium",
    "asset_dynamic": dict.fromkeys((row.id for row in CCI.row_set["factors"].rows), 2),
    "linked_factors": ("living", "ete", "lifestyle", "thinking"),
    "iss": "no",
    "mappa": "no",
}
RELEASED: dict[str, Value] = COMMUNITY | {
    "sentence_type": "dto",
    "custody": "yes",
    "released": "yes",
    "rosh_class": "high",
}
MINIMAL: dict[str, Value] = {
    **{fact.id: "no" for fact in CCI.facts if fact.kind == "yes_no"},
    **{fact.id: () for fact in CCI.facts if fact.kind in ("choices", "timeline")},
    "sentence_type": "reparation_order",
    "community": "yes",
    "rosh_class": "low",
    "vulnerability_level": "low",
}


def test_it_is_the_instrument_that_a_new_inspection_starts_with() -> None:
    assert packaged() == (DEFAULT,)
    assert CCI.name == DEFAULT
    assert problems_of(CCI) == []


def test_it_has_139_scored_questions_among_153() -> None:
    assert len(CCI.questions) == 153
    assert sum(q.scored and CCI.criterion[q.criterion].scored for q in CCI.questions) == 139


def test_it_has_three_scored_sections_eight_criteria_and_three_headline_themes() -> None:
    scored = [c for c in CCI.criteria if c.scored]
    assert [c.id for c in scored] == ["1.1", "1.2", "1.3", "2.1", "2.2", "2.3", "3.1", "3.2"]
    assert {c.section for c in scored} == {"1", "2", "3"}
    assert [theme.id for theme in CCI.themes] == ["safeguarding", "roh", "lor"]
    assert all(any(t.id in q.themes and q.key for q in CCI.questions) for t in CCI.themes)


def test_its_bands_are_those_published() -> None:
    bands = [(band.at_least, band.comment) for band in CCI.bands]
    assert bands == [(75, "MINIMUM"), (60, "MODERATE"), (45, "SUBSTANTIAL"), (0, "DRASTIC")]


def test_its_grids_go_by_the_twelve_factors_or_by_agency() -> None:
    grids = Counter(q.rows for q in CCI.questions if q.rows)
    assert set(grids) == {"factors", "agencies"}
    assert len(CCI.row_set["factors"].rows) == 12
    assert sum(grids.values()) == 7
    assert all(q.row_applies is not None for q in CCI.questions if q.rows)


@pytest.mark.parametrize("question", QUESTIONS)
def test_every_question_can_be_asked_looked_up_and_judged(question: Question) -> None:
    q = question
    assert q.id.startswith(f"{q.criterion}.")
    assert q.text.endswith("?")
    assert q.ask.strip()
    assert q.ask[-1] in ".?!"
    assert q.look_in
    assert all(place.strip() for place in q.look_in)
    assert q.short
    assert len(q.short) <= 40
    assert set(q.documents) <= set(CCI.document)
    assert bool(q.applies) == bool(q.applies_text)
    judgements = CCI.scale_of(q).judgements
    wants_reasons = any(j.wants == "reasons" for j in judgements)
    assert bool(q.reasons) == wants_reasons
    assert len({j.key for j in judgements}) == len(judgements)


def test_a_question_about_time_has_a_time_limit_where_the_standards_set_one() -> None:
    timely = {q.id for q in CCI.questions if q.short.endswith(": timely")}
    assert timely
    # When a referral or a warning was due hangs on the day it was needed, not on the standards.
    assert {id_ for id_ in timely if not CCI.question[id_].due} <= {"1.2.18", "3.2.02"}
    assert {q.due for q in CCI.questions if q.due} <= set(CCI.interval)


@pytest.mark.parametrize("sentence", ["referral_order", "yro", "dto", "action_plan_order"])
def test_one_time_limit_of_each_kind_is_in_force_for_every_sentence(sentence: str) -> None:
    routing = take(Session.start(CCI, "07"), SetFact("sentence_type", sentence)).routing
    for limits in CCI.interval.values():
        assert sum(bool(routing.holds(limit.when)) for limit in limits) == 1


def test_no_two_reasons_of_a_question_answer_to_the_same_word() -> None:
    for question in CCI.questions:
        words = Counter(
            word.casefold().replace("_", " ")
            for reason in CCI.reasons_of(question)
            for word in {reason.code.replace("_", " "), *reason.words}
        )
        assert [word for word, times in words.items() if times > 1] == [], question.id


def test_no_two_rows_or_choices_answer_to_the_same_word() -> None:
    lists = [rows.rows for rows in CCI.row_sets] + [f.choices for f in CCI.facts]
    for choices in lists:
        words = Counter(
            word.casefold() for c in choices for word in {c.id, c.label.casefold(), *c.words}
        )
        assert [word for word, times in words.items() if times > 1] == []


def test_no_word_of_a_judgement_is_a_word_of_a_reason() -> None:
    for question in CCI.questions:
        judged = {w for j in CCI.scale_of(question).judgements for w in (j.key, *j.words)}
        assert not judged & {w for r in CCI.reasons_of(question) for w in r.words}, question.id


@pytest.mark.parametrize("fact", FACTS)
def test_every_fact_can_be_asked_and_takes_what_it_offers(fact: Fact) -> None:
    assert fact.ask.endswith("?")
    assert fact.group in {g.id for g in CCI.fact_groups}
    for number, choice in enumerate(options(CCI, fact), 1):
        if fact.kind in ("choice", "yes_no"):
            for text in (str(number), choice.label, choice.id):
                assert read_fact(CCI, fact, text, TODAY) == choice.id
        if fact.kind == "choices":
            for text in (str(number), choice.label):
                assert read_fact(CCI, fact, text, TODAY) == (choice.id,)


@pytest.mark.parametrize("fact", [f for f in CCI.facts if f.kind in ("choices", "scores")])
def test_what_is_said_of_a_fact_can_be_typed_again(fact: Fact) -> None:
    ids = [c.id for c in choices_of(CCI, fact)]
    value: Value = (
        tuple(ids) if fact.kind == "choices" else {id_: n % 5 for n, id_ in enumerate(ids)}
    )
    assert read_fact(CCI, fact, say_value(CCI, fact.id, value), TODAY) == value


def test_no_question_waits_for_an_answer_that_comes_after_it() -> None:
    order = {q.id: place for place, q in enumerate(CCI.questions)}
    for question in CCI.questions:
        for part in comparisons(question.applies):
            if part.answer is not None:
                assert order[part.answer] < order[question.id]


def test_it_comes_back_from_json_as_it_was() -> None:
    assert from_json(to_json(CCI)) == CCI


@pytest.mark.parametrize(
    ("facts", "fewest", "most"),
    [
        pytest.param(COMMUNITY, 145, 175, id="served in the community"),
        pytest.param(RELEASED, 170, 205, id="custody, then released"),
        pytest.param(MINIMAL, 85, 115, id="as little as can be"),
    ],
)
def test_an_interview_comes_to_its_end(facts: dict[str, Value], fewest: int, most: int) -> None:
    sessions = walk(Session.start(CCI, "07"), first, facts)
    session = sessions[-1]
    assert fewest <= len(sessions) - 1 <= most
    assert missing(session) == ()
    assert session.progress.answered == session.progress.due
    assert session.progress.facts_open == session.progress.later == 0
    assert not any(
        line.step.startswith(FACT) and line.trouble == "open" for line in review(session)
    )
    waiting = [item.step for item in session.agenda if item.state is ItemState.WAITING]
    assert all(step.startswith((FACT, "X.")) for step in waiting)
    assert take(session, Finish()).finished


@pytest.mark.parametrize("seed", range(6))
def test_an_interview_with_any_answers_comes_to_its_end(seed: int) -> None:
    random = Random(seed)
    session = walk(Session.start(CCI, "07"), random.randrange)[-1]
    assert missing(session) == ()
    assert session.progress.answered == session.progress.due
    assert decide(session, Finish()).changes


def test_the_optional_checks_come_up_only_from_within_them() -> None:
    session = walk(Session.start(CCI, "07"), first)[-1]
    assert session.next_step() is None
    step = session.next_step("X.01")
    assert step is not None
    assert CCI.question[step].criterion == "X"


def test_a_single_question_or_fact_is_never_lost_from_the_course() -> None:
    session = Session.start(CCI, "07")
    assert len(set(session.course)) == len(session.course)
    assert set(session.course) == {q.id for q in CCI.questions} | {FACT + f.id for f in CCI.facts}
