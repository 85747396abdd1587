"""Two inspections side by side: only what both asked, and what is told of the differences."""

from __future__ import annotations

import msgspec
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.inspection_report.chance import Verdict
from domain.inspection_report.comparing import compared, shared_questions
from domain.inspection_report.comparison import comparison
from domain.instrument import Instrument
from domain.instrument_file import load_packaged
from domain.report import Heading, Paragraph, Table, text_of
from domain.scoring import is_scored, score
from tests.domain.inspection_report.samples import sample
from tests.instruments import tiny

CCI = load_packaged()
SCORED = [q.id for q in CCI.questions if is_scored(CCI, q)]
answered = st.dictionaries(
    st.sampled_from(SCORED), st.tuples(st.integers(0, 40), st.integers(0, 40)), max_size=20
)


def reworded(question: str, text: str) -> Instrument:
    library = tiny()
    return msgspec.structs.replace(
        library,
        instrument=msgspec.structs.replace(library.instrument, version="0.2"),
        questions=tuple(
            msgspec.structs.replace(q, text=text) if q.id == question else q
            for q in library.questions
        ),
    )


@settings(max_examples=25)
@given(answered, answered)
def test_scores_are_those_printed_where_both_asked_the_same(
    now: dict[str, tuple[int, int]], then: dict[str, tuple[int, int]]
) -> None:
    first, second = (sample(answers, instrument=CCI) for answers in (now, then))
    found = compared(first, second)
    assert (found.left_out, found.only_then) == (0, 0)
    for pair in found.scores:
        kept = {"Headline": "headline", "Section": "sections", "Criterion": "criteria"}[pair.level]
        for told, whole in ((pair.now, first), (pair.then, second)):
            assert told == getattr(score(CCI, whole.answers), kept)[pair.id]
        assert (pair.apart is None) == (pair.now.percent is None or pair.then.percent is None)


@settings(max_examples=25)
@given(answered)
def test_an_inspection_does_not_differ_from_itself(now: dict[str, tuple[int, int]]) -> None:
    same = sample(now, instrument=CCI)
    found = compared(same, same)
    assert {p.apart.verdict for p in found.scores if p.apart} <= {Verdict.CHANCE}
    assert found.moved == ()


@settings(max_examples=25)
@given(answered, answered)
def test_questions_that_moved_are_in_order_and_had_answers_enough(
    now: dict[str, tuple[int, int]], then: dict[str, tuple[int, int]]
) -> None:
    found = compared(sample(now, instrument=CCI), sample(then, instrument=CCI))
    moved = [abs(pair.apart.value) for pair in found.moved if pair.apart]
    assert moved == sorted(moved, reverse=True)
    assert all(min(p.now.applicable, p.then.applicable) >= 10 for p in found.moved)


def test_a_question_in_other_words_is_not_compared() -> None:
    other = reworded("A1.1", "Is the door red?")
    assert "A1.1" not in {q.id for q in shared_questions(tiny(), other)}
    found = compared(sample({"A1.1": (30, 1)}), sample({"A1.1": (1, 30)}, instrument=other))
    assert (found.left_out, found.only_then) == (1, 1)
    (access,) = [pair for pair in found.scores if pair.level == "Headline"]
    assert access.now.applicable == access.then.applicable == 0


def test_the_reader_is_told_what_was_left_out() -> None:
    found = comparison(
        sample({"A1.2": (30, 1)}),
        sample({"A1.2": (30, 1)}, instrument=reworded("A1.1", "Is the door red?")),
    )
    (first, *_) = [text_of(block.line) for block in found if isinstance(block, Paragraph)]
    assert "library 0.1 here, library 0.2 there" in first
    assert "1 of this inspection and 1 of the earlier one are left out" in first


def test_nothing_in_common_is_said_and_nothing_compared() -> None:
    blocks = list(comparison(sample({}), sample({}, instrument=CCI)))
    assert [type(block) for block in blocks] == [Heading, Paragraph]


def test_a_difference_is_told_in_points_of_the_printed_scores_with_what_it_is_worth() -> None:
    blocks = list(comparison(sample({"A1.1": (36, 4)}), sample({"A1.1": (12, 28)})))
    scores, moved = (block for block in blocks if isinstance(block, Table))
    row = [" / ".join(map(text_of, cell)) for cell in scores.rows[0]]
    assert row == [
        "Access",
        "90% FINE / interval 77 to 96%",
        "30% POOR / interval 18 to 45%",
        "+60 points / interval +40 to +73",
        "more than chance, even with all comparisons of this table allowed for",
    ]
    assert text_of(moved.rows[0][0][0]) == "A1.1 Door"
    assert "FINE" not in text_of(moved.rows[0][1][0])
