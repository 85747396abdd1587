"""Scores are pooled counts: checked on small instruments and against the published arithmetic."""

import json
from datetime import UTC, datetime
from itertools import permutations
from math import isclose, sqrt
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answers import Answer, AnswerKey, Standing
from domain.errors import CorecaseError
from domain.instrument import (
    Band,
    Criterion,
    Heading,
    Instrument,
    Judgement,
    Question,
    Scale,
    Section,
    Theme,
)
from domain.scoring import Counts, Score, as_json, comment, counts_of, percent, score, wilson

BANDS = (
    Band(at_least=75, comment="MINIMUM", meaning=""),
    Band(at_least=60, comment="MODERATE", meaning=""),
    Band(at_least=45, comment="SUBSTANTIAL", meaning=""),
    Band(at_least=0, comment="DRASTIC", meaning=""),
)


def criterion(id_: str, *, scored: bool = True) -> Criterion:
    return Criterion(
        id=id_, section=id_.partition(".")[0], title="", short="", meaning="", scored=scored
    )


def question(id_: str, *themes: str, key: bool = False, scored: bool = True) -> Question:
    return Question(
        id=id_,
        criterion=id_.rpartition(".")[0],
        text="",
        ask="",
        look_in=(),
        themes=themes,
        key=key,
        scored=scored,
    )


# All of section 3 is scored; of section 4 not criterion 4.1 nor question 4.2.2; of X nothing.
INSTRUMENT = Instrument(
    instrument=Heading(id="tiny", version="1", title="", about="", source=""),
    sections=tuple(Section(id=s, title="") for s in ("3", "4", "X")),
    criteria=(
        criterion("3.1"),
        criterion("3.2"),
        criterion("4.1", scored=False),
        criterion("4.2"),
        criterion("X.1", scored=False),
    ),
    bands=BANDS,
    scales=(
        Scale(
            id="judgement",
            judgements=(Judgement(id="yes", key="y", label="yes", counts="sufficient"),),
        ),
    ),
    themes=tuple(Theme(id=t, title="", short="") for t in ("safeguarding", "roh", "lor")),
    questions=(
        question("3.1.1", "roh", key=True),
        question("3.1.2", "roh"),
        question("3.2.1", "roh", "lor", key=True),
        question("4.1.1", "roh", key=True),
        question("4.2.1", "lor", key=True),
        question("4.2.2", "lor", key=True, scored=False),
        question("X.1.1", scored=False),
    ),
)
IDS = [q.id for q in INSTRUMENT.questions]
SCORED = ["3.1.1", "3.1.2", "3.2.1", "4.2.1"]

STANDINGS: tuple[Standing, ...] = ("sufficient", "insufficient", "out", "parked")

numbers = st.integers(0, 10_000)
some_counts = st.builds(
    lambda good, bad, unclear, out, parked: Counts(good, bad + unclear, unclear, out, parked),
    *[numbers] * 5,
)
per_question = st.dictionaries(st.sampled_from(IDS), some_counts)


def an_answer(question: str, standing: Standing, row: str = "", *, unclear: bool = False) -> Answer:
    at = datetime(2012, 2, 3, tzinfo=UTC)
    key = AnswerKey(question, row)
    return Answer(key, "yes", standing, (), "", (), "A.W.", at, unclear=unclear)


@st.composite
def answers(draw: st.DrawFn) -> Answer:
    standing: Standing = draw(st.sampled_from(STANDINGS))
    return an_answer(draw(st.sampled_from(IDS)), standing, unclear=draw(st.booleans()))


def percents(counts: dict[str, Counts]) -> tuple[dict[str, int | None], ...]:
    """Every score as whole per cent: headline, sections, criteria, questions."""
    scores = score(INSTRUMENT, counts)
    parts = (scores.headline, scores.sections, scores.criteria, scores.questions)
    return tuple({key: one.percent for key, one in part.items()} for part in parts)


def test_score_pools_answers_and_is_no_mean_of_scores() -> None:
    """66 and 83 make 70 where the first has three answers for each of the second (report, 3)."""
    scores = score(INSTRUMENT, {"3.1.1": Counts(198, 102), "3.2.1": Counts(83, 17)})
    assert scores.criteria["3.1"].percent == 66
    assert scores.criteria["3.2"].percent == 83
    assert scores.sections["3"].percent == 70
    assert scores.sections["3"].comment == "MODERATE"


def test_theme_pools_key_questions_only() -> None:
    headline = score(
        INSTRUMENT,
        {"3.1.1": Counts(3, 1), "3.1.2": Counts(0, 50), "3.2.1": Counts(0, 4)},
    ).headline
    assert headline["roh"].counts == Counts(3, 5)
    assert headline["lor"].counts == Counts(0, 4)


def test_unscored_questions_and_criteria_enter_nowhere() -> None:
    scores = score(INSTRUMENT, dict.fromkeys(IDS, Counts(1, 0)))
    assert list(scores.questions) == SCORED
    assert list(scores.criteria) == ["3.1", "3.2", "4.2"]
    assert list(scores.sections) == ["3", "4"]
    assert scores.sections["4"].counts == Counts(1, 0)
    assert scores.headline["lor"].counts == Counts(2, 0)


def test_nothing_applicable_is_no_score() -> None:
    one = score(INSTRUMENT, {"3.1.1": Counts(out=4, parked=2)}).criteria["3.1"]
    assert (one.percent, one.comment, one.interval) == (None, None, None)
    assert one.counts == Counts(out=4, parked=2)


def test_question_the_instrument_does_not_have_is_refused() -> None:
    with pytest.raises(CorecaseError, match=r"question 9\.9, which tiny 1 does not have"):
        score(INSTRUMENT, {"9.9": Counts(1, 0)})


@given(per_question, st.sampled_from(IDS), numbers, numbers)
def test_not_applicable_and_parked_never_move_a_score(
    counts: dict[str, Counts], question: str, out: int, parked: int
) -> None:
    more = dict(counts)
    more[question] = more.get(question, Counts()) + Counts(out=out, parked=parked)
    assert percents(more) == percents(counts)


@given(st.lists(answers(), max_size=30), st.randoms(use_true_random=False))
def test_order_of_answers_and_cases_never_matters(given_: list[Answer], random: Random) -> None:
    shuffled = sorted(given_, key=lambda _: random.random())
    assert counts_of(given_) == counts_of(shuffled)
    assert percents(counts_of(given_)) == percents(counts_of(shuffled))


@given(st.lists(st.lists(answers(), max_size=8), max_size=5))
def test_cases_added_up_are_the_sample(cases: list[list[Answer]]) -> None:
    total: dict[str, Counts] = {}
    for case in cases:
        for key, counts in counts_of(case).items():
            total[key] = total.get(key, Counts()) + counts
    assert total == counts_of(answer for case in cases for answer in case)


@given(per_question)
def test_sections_and_criteria_hold_the_answers_of_their_questions(
    counts: dict[str, Counts],
) -> None:
    scores = score(INSTRUMENT, counts)
    whole = sum((counts.get(q, Counts()) for q in SCORED), Counts())
    for part in (scores.sections, scores.criteria, scores.questions):
        assert sum((one.counts for one in part.values()), Counts()) == whole


@given(per_question)
def test_pooled_share_lies_between_its_parts(counts: dict[str, Counts]) -> None:
    scores = score(INSTRUMENT, counts)
    parts = [p for c in ("3.1", "3.2") if (p := scores.criteria[c].percent) is not None]
    section = scores.sections["3"].percent
    if section is None:
        assert not parts
    else:
        assert min(parts) <= section <= max(parts)


@given(st.lists(some_counts, min_size=3, max_size=3))
def test_counts_add_in_any_order(three: list[Counts]) -> None:
    assert len({a + b + c for a, b, c in permutations(three)}) == 1


@pytest.mark.parametrize(
    ("sufficient", "applicable", "expected"),
    [(1, 200, 1), (1, 201, 0), (149, 200, 75), (5, 8, 63), (1, 8, 13), (2, 3, 67), (62, 62, 100)],
)
def test_half_a_per_cent_is_rounded_up(sufficient: int, applicable: int, expected: int) -> None:
    assert percent(sufficient, applicable) == expected


@given(st.integers(0, 10**20), st.integers(1, 10**20))
def test_rounding_is_exact_for_any_size(sufficient: int, more: int) -> None:
    applicable = sufficient + more
    rounded = percent(sufficient, applicable)
    assert rounded is not None
    assert (2 * rounded - 1) * applicable <= 200 * sufficient < (2 * rounded + 1) * applicable


@pytest.mark.parametrize(
    ("value", "expected"),
    [
        (100, "MINIMUM"),
        (75, "MINIMUM"),
        (74, "MODERATE"),
        (60, "MODERATE"),
        (59, "SUBSTANTIAL"),
        (45, "SUBSTANTIAL"),
        (44, "DRASTIC"),
        (0, "DRASTIC"),
        (None, None),
    ],
)
def test_comment_is_that_of_the_highest_band_reached(
    value: int | None, expected: str | None
) -> None:
    assert comment(BANDS, value) == expected
    assert comment(BANDS[::-1], value) == expected


def test_score_below_every_band_has_no_comment() -> None:
    assert comment(BANDS[:1], 74) is None


def test_comment_goes_by_the_rounded_score() -> None:
    scores = score(INSTRUMENT, {"3.1.1": Counts(149, 51)})
    assert (scores.criteria["3.1"].percent, scores.criteria["3.1"].comment) == (75, "MINIMUM")


def test_not_enough_information_is_insufficient_and_kept_apart() -> None:
    counts = counts_of(
        [
            an_answer("3.1.1", "sufficient"),
            an_answer("3.1.1", "insufficient"),
            an_answer("3.1.1", "insufficient", unclear=True),
            an_answer("3.1.1", "out"),
        ]
    )
    assert counts == {"3.1.1": Counts(1, 2, unclear=1, out=1)}
    assert counts["3.1.1"].applicable == 3


def test_parked_answer_is_parked_only() -> None:
    assert counts_of([an_answer("3.1.1", "parked", unclear=True)]) == {"3.1.1": Counts(parked=1)}


def test_each_row_of_a_grid_question_is_one_answer() -> None:
    rows = [an_answer("3.1.1", "sufficient", "housing"), an_answer("3.1.1", "out", "health")]
    assert counts_of(rows) == {"3.1.1": Counts(1, out=1)}


@pytest.mark.parametrize(
    ("sufficient", "applicable", "expected"),
    [(5, 10, (23.7, 76.3)), (0, 10, (0.0, 27.8)), (10, 10, (72.2, 100.0)), (38, 62, (48.8, 72.4))],
)
def test_interval_is_wilsons(
    sufficient: int, applicable: int, expected: tuple[float, float]
) -> None:
    assert wilson(sufficient, applicable) == expected


@given(numbers, numbers)
def test_interval_holds_the_share_and_its_bounds_solve_wilsons_equation(
    sufficient: int, insufficient: int
) -> None:
    applicable = sufficient + insufficient
    bounds = wilson(sufficient, applicable)
    if bounds is None:
        assert applicable == 0
        return
    share = sufficient / applicable
    assert 0 <= bounds[0] <= 100 * share + 0.05
    assert 100 * share - 0.05 <= bounds[1] <= 100
    for bound in bounds:
        if 1 < bound < 99 and applicable < 1000:  # else a decimal is too coarse to check by
            p = bound / 100
            reach = 1.959964 * sqrt(p * (1 - p) / applicable)
            assert isclose(abs(share - p), reach, rel_tol=0.1, abs_tol=0.001)


def test_no_bound_is_minus_nought() -> None:
    assert all(str(bound) != "-0.0" for n in range(1, 500) for bound in wilson(0, n) or ())


def test_document_has_the_promised_shape() -> None:
    scores = score(INSTRUMENT, {"3.1.1": Counts(5, 5, out=1)})
    document = as_json(scores, inspection="Northshire 2012", instrument="tiny 1", cases=11)
    known = {
        "sufficient": 5,
        "applicable": 10,
        "score": 50,
        "comment": "SUBSTANTIAL",
        "interval": [23.7, 76.3],
    }
    none = {"sufficient": 0, "applicable": 0, "score": None, "comment": None, "interval": None}
    assert json.loads(json.dumps(document)) == {
        "inspection": "Northshire 2012",
        "instrument": "tiny 1",
        "cases": 11,
        "headline": {"safeguarding": none, "roh": known, "lor": none},
        "sections": {"3": known, "4": none},
        "criteria": {"3.1": known, "3.2": none, "4.2": none},
        "questions": {"3.1.1": known, "3.1.2": none, "3.2.1": none, "4.2.1": none},
    }


def test_score_tells_its_counts() -> None:
    one = Score(Counts(3, 1, unclear=1), "MINIMUM")
    assert (one.sufficient, one.applicable, one.percent) == (3, 4, 75)
