"""Findings: on which side each stands, in what order, and what is told in one breath."""

from __future__ import annotations

import msgspec
import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answers import AnswerKey
from domain.flags.flag import Kind
from domain.inspection_report.findings import (
    Side,
    points_of,
    side_of,
    unscored_sentences,
    weight_of,
)
from domain.inspection_report.sample import Confirmed
from domain.instrument_file import load_packaged
from domain.instrument_reporting import Reporting
from domain.scoring import Counts, is_scored
from tests.domain.inspection_report.samples import counts, sample
from tests.instruments import tiny

CCI = load_packaged()
CRITERION = "1.1"
QUESTIONS = [q.id for q in CCI.questions if q.criterion == CRITERION]
tallies = st.tuples(st.integers(0, 62), st.integers(0, 62))


@pytest.mark.parametrize(
    ("good", "short", "side"),
    [(66, 34, Side.STRENGTH), (65, 35, Side.AREA), (131, 69, Side.STRENGTH), (1, 0, Side.STRENGTH)],
)
def test_the_printed_per_cent_decides(good: int, short: int, side: Side) -> None:
    assert side_of(Reporting(), counts(good, short)) is side


def test_between_two_thresholds_a_finding_is_neither() -> None:
    report = Reporting(strength_from=70, improve_below=60)
    assert side_of(report, counts(65, 35)) is Side.BETWEEN


@given(st.dictionaries(st.sampled_from(QUESTIONS), tallies, min_size=1))
def test_key_questions_come_first_then_the_weightiest(answers: dict[str, tuple[int, int]]) -> None:
    found = points_of(sample(answers, instrument=CCI, cases=62), CRITERION)
    for points in found.values():
        order = [(not point.key, -point.weight) for point in points]
        assert order == sorted(order)


@given(st.dictionaries(st.sampled_from(QUESTIONS), tallies, min_size=1))
def test_every_question_that_applied_is_told_once_on_its_side(
    answers: dict[str, tuple[int, int]],
) -> None:
    found = points_of(sample(answers, instrument=CCI, cases=124), CRITERION)
    told = {
        (q, side) for side, points in found.items() for point in points for q in point.questions
    }
    applied = {q: counts(*tally) for q, tally in answers.items() if sum(tally)}
    assert told == {(q, side_of(CCI.report, tally)) for q, tally in applied.items()}


@given(
    st.dictionaries(
        st.sampled_from([q.id for q in CCI.questions if is_scored(CCI, q)]),
        st.tuples(st.integers(0, 62), st.integers(0, 62)),
        min_size=1,
        max_size=12,
    )
)
def test_every_finding_is_whole_sentences(answers: dict[str, tuple[int, int]]) -> None:
    found = sample(answers, instrument=CCI, cases=124)
    for criterion in CCI.criteria:
        for points in points_of(found, criterion.id).values():
            for point in points:
                for sentence in point.sentences:
                    assert sentence[0].isupper()
                    assert sentence.endswith(".")
                    assert not sentence.endswith("..")
                    assert "  " not in sentence


def test_weight_is_distance_times_cases() -> None:
    report = Reporting(strength_from=66, improve_below=66)
    assert weight_of(report, counts(0, 10), 10) == 660
    assert weight_of(report, counts(20, 0), 20) == 20 * 34
    assert weight_of(report, counts(33, 17), 50) == 0


def test_a_grid_weighs_by_its_cases_and_not_by_its_answers() -> None:
    report = Reporting()
    assert weight_of(report, counts(10, 90), 10) < weight_of(report, counts(2, 18), 20)


def test_a_weakness_is_told_by_the_share_that_fell_short() -> None:
    found = points_of(
        sample({"1.1.14": (11, 20)}, instrument=CCI, reasons={"1.1.14": {"roles": 9}}), CRITERION
    )
    (point,) = found[Side.AREA]
    assert point.text == (
        "The risk management plan was missing, or too weak or unclear to protect others, in just "
        "under two-thirds of cases that required one (20 of 31). Most often, in 9 of the 20, this "
        "was because it was unclear who was to do what."
    )


def test_what_belongs_together_is_told_in_one_breath() -> None:
    found = points_of(
        sample({"1.1.01": (57, 5), "1.1.02": (54, 3)}, instrument=CCI, cases=62), CRITERION
    )
    (point,) = found[Side.STRENGTH]
    assert point.questions == ("1.1.01", "1.1.02")
    assert point.text == (
        "A RoSH screening was completed at the start of the sentence in the overwhelming majority "
        "of cases (57 of 62). The RoSH screening was completed in good time in the overwhelming "
        "majority of cases with a screening (54 of 57)."
    )


def test_what_stands_on_different_sides_is_told_on_both() -> None:
    found = points_of(
        sample({"1.1.01": (57, 5), "1.1.02": (10, 47)}, instrument=CCI, cases=62), CRITERION
    )
    assert [point.questions for point in found[Side.STRENGTH]] == [("1.1.01",)]
    assert [point.questions for point in found[Side.AREA]] == [("1.1.02",)]


def test_a_reason_that_only_says_it_was_not_done_is_not_given() -> None:
    found = points_of(
        sample({"1.1.12": (3, 20)}, instrument=CCI, reasons={"1.1.12": {"not_done": 20}}), CRITERION
    )
    (point,) = found[Side.AREA]
    assert "reason" not in point.text


def test_an_instrument_without_words_of_its_own_has_its_questions_quoted() -> None:
    found = points_of(sample({"A1.1": (6, 30)}), "A1")
    assert found[Side.AREA][0].text == (
        "The work that “Is the door easy to find?” asks about fell short in the great majority of "
        "relevant cases (30 of 36)."
    )


SHELVES = {
    AnswerKey("B1.3", "fiction"): (19, 1),
    AnswerKey("B1.3", "history"): (5, 15),
    AnswerKey("B1.3", "science"): (3, 1),
}


def test_rows_of_a_grid_are_told_best_and_worst() -> None:
    found = points_of(sample({"B1.3": (27, 17)}, rows=SHELVES), "B1")
    assert found[Side.AREA][0].sentences[1] == "It went worst for history (15 of 20)."
    assert found[Side.STRENGTH][0].text == "It went best for fiction (19 of 20)."


def test_a_row_of_fewer_than_five_is_not_told() -> None:
    found = points_of(sample({"B1.3": (27, 17)}, rows=SHELVES), "B1")
    assert not [p for points in found.values() for p in points if "science" in p.text]


def test_confirmed_flags_are_told_as_evidence() -> None:
    confirmed = Confirmed(
        documented=31,
        kinds={Kind.COPIED: 12},
        rules={"section_copied": 12},
        of_question={("A1.1", Kind.COPIED): 12, ("A1.1", Kind.OUTDATED): 3},
    )
    found = points_of(sample({"A1.1": (10, 30)}, confirmed=confirmed), "A1")
    assert found[Side.AREA][0].sentences[-1] == (
        "Text copied forward: found and confirmed in 12 of the 31 cases with documents."
    )


def test_a_question_that_enters_no_score_is_no_finding() -> None:
    found = sample({"Z1.1": (9, 1)})
    assert not any(points_of(found, "Z1").values())
    assert unscored_sentences(found, "Z1") == [
        "The work that “Was the cat seen?” asks about was good enough in all except one of the "
        "relevant cases (9 of 10)."
    ]


def test_thresholds_are_those_of_the_instrument() -> None:
    strict = msgspec.structs.replace(tiny(), report=Reporting(strength_from=95, improve_below=95))
    assert points_of(sample({"A1.1": (90, 10)}, instrument=strict), "A1")[Side.AREA]
    assert side_of(strict.report, Counts(sufficient=95, insufficient=5)) is Side.STRENGTH
