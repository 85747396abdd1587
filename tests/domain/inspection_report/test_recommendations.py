"""Recommendations: drafted from what scored low, traceable, in a person's words where there are."""

from __future__ import annotations

import msgspec
from hypothesis import given
from hypothesis import strategies as st

from domain.inspection_report.opening import recommendations
from domain.inspection_report.places import box, places
from domain.inspection_report.recommendations import drafted, recommended
from domain.instrument_file import load_packaged
from domain.instrument_reporting import Recommendation, Reporting
from domain.report import Listing, Table, text_of
from domain.scoring import is_scored, percent
from tests.domain.inspection_report.samples import sample
from tests.instruments import tiny

CCI = load_packaged()


def advice(id_: str, *questions: str, custody: bool = False) -> Recommendation:
    return Recommendation(
        id=id_,
        about=id_,
        text=f"mend {id_}",
        responsible="Head",
        questions=questions,
        custody=custody,
    )


LIBRARY = msgspec.structs.replace(
    tiny(),
    report=Reporting(
        recommendations=(
            advice("doors", "A1.1", "A1.2"),
            advice("loans", "B1.1"),
            advice("returns", "B1.2", custody=True),
        )
    ),
)
LOW = sample(
    {"A1.1": (10, 20), "A1.2": (9, 1), "B1.1": (2, 38), "B1.2": (1, 3)}, instrument=LIBRARY
)


def test_the_heaviest_comes_first() -> None:
    assert [each.id for each in drafted(LOW)] == ["loans", "doors", "returns"]


def test_it_names_the_questions_it_rests_on_that_are_low() -> None:
    doors = drafted(LOW)[1]
    assert doors.low == ("A1.1",)
    assert (doors.counts.sufficient, doors.counts.applicable) == (19, 40)


def test_what_scored_well_is_not_recommended() -> None:
    assert drafted(sample({"A1.1": (30, 2), "B1.1": (40, 0)}, instrument=LIBRARY)) == ()
    assert drafted(sample({}, instrument=LIBRARY)) == ()


def test_a_persons_words_take_the_place_of_the_draft_and_a_dash_leaves_it_out() -> None:
    written = {"recommendation:loans": " books go out ", "recommendation:doors": "-"}
    assert [(r.id, r.text) for r in recommended(LOW, written)] == [
        ("loans", "books go out"),
        ("returns", "mend returns"),
    ]


def test_those_on_custody_are_listed_by_themselves_with_who_is_responsible() -> None:
    lists = [block for block in recommendations(LOW, {}) if isinstance(block, Listing)]
    assert [[text_of(item) for item in each.items] for each in lists] == [
        ["loans: mend loans (Head)", "doors: mend doors (Head)"],
        ["returns: mend returns (Head)"],
    ]


def test_each_is_told_with_its_questions_and_counts() -> None:
    (table,) = [block for block in recommendations(LOW, {}) if isinstance(block, Table)]
    rows = [[" / ".join(map(text_of, cell)) for cell in row] for row in table.rows]
    assert rows[1] == ["doors", "19 of 40", "A1.1 Door: 10 of 30"]


def test_without_rules_of_its_own_a_low_criterion_is_recommended() -> None:
    (found,) = drafted(sample({"A1.1": (3, 20), "B1.1": (30, 1)}))
    assert found.about == "Getting in"
    assert (
        found.text
        == "work on “Getting in” is brought up to standard: anyone can come in and find the desk"
    )
    assert found.low == ("A1.1",)


def test_every_key_question_of_practice_is_in_a_recommendation() -> None:
    """The two that judge all of the work at once follow from the others."""
    named = {question for each in CCI.report.recommendations for question in each.questions}
    missing = {q.id for q in CCI.questions if is_scored(CCI, q) and q.id not in named}
    assert missing == {"3.1.05", "3.1.06"}


@given(
    st.dictionaries(
        st.sampled_from([q.id for q in CCI.questions if is_scored(CCI, q)]),
        st.tuples(st.integers(0, 60), st.integers(0, 60)),
    )
)
def test_whatever_is_recommended_scored_low(answers: dict[str, tuple[int, int]]) -> None:
    found = sample(answers, instrument=CCI)
    for each in drafted(found):
        share = percent(each.counts.sufficient, each.counts.applicable)
        assert share is not None
        assert share < CCI.report.improve_below
        assert each.low


def test_every_place_has_a_key_of_its_own_and_a_box_that_says_what_to_write() -> None:
    found = places(LOW)
    assert len({place.key for place in found}) == len(found)
    assert all(place.title and place.to_write for place in found)
    assert {place.draft for place in found if place.key == "recommendation:loans"} == {"mend loans"}
    empty, filled = (
        box(LOW, "commentary:A", {}),
        box(LOW, "commentary:A", {"commentary:A": "Well."}),
    )
    assert not empty.text
    assert empty.to_write
    assert filled.text == "Well."
