"""What holds of the checklist of any case, whatever was said in it and in whatever order."""

from collections import Counter
from collections.abc import Iterable
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answers import AnswerKey, Evidence
from domain.decisions import decide
from domain.errors import Refused
from domain.flags.flag import Verdict
from domain.instrument import Instrument
from domain.intents import (
    Cite,
    DecideFlag,
    Finish,
    GoodWork,
    Intent,
    Judge,
    PutOff,
    Remark,
    Reopen,
    SetFact,
    TakeBack,
)
from domain.interview import Session
from domain.report import Document, Lines
from domain.review import in_order
from domain.routing import is_grid
from domain.scoring import counts_of, is_scored, score
from tests.cases import instrument
from tests.domain.checklist.cases import flag, made_of, rows_under
from tests.domain.checklist.plain_text import as_text, cell_text, sheet_text
from tests.domain.walks import walk
from tests.instruments import take, tiny

NAME = "Zebedee"
TINY = tiny()
KEYS = [AnswerKey(q.id) for q in TINY.questions] + [
    AnswerKey(q.id, row.id) for q in TINY.questions for row in TINY.rows_of(q)
]
keys = st.sampled_from(KEYS)
texts = st.sampled_from(["", f"{NAME} was there", f"so said {NAME}\nand went", "the desk"])
facts = st.sampled_from(
    [
        SetFact("has_steps", "yes"),
        SetFact("has_steps", "no"),
        SetFact("lends", "yes"),
        SetFact("lends", "no"),
        SetFact("lends", None),
        SetFact("stocked", ("fiction", "science")),
        SetFact("stocked", ()),
    ]
)
intents = st.one_of(
    facts,
    facts,
    st.builds(Judge, keys, st.sampled_from(["yes", "no", "na", "nei"]), st.just(()), texts),
    st.builds(Judge, keys, st.just("no"), st.sampled_from([("late",), ("copied", "other")]), texts),
    st.builds(Remark, keys, texts),
    st.builds(Cite, keys, st.builds(Evidence, texts, st.sampled_from(["", "3"]), texts)),
    st.builds(GoodWork, st.sampled_from([q.id for q in TINY.questions]), texts),
    st.builds(TakeBack, keys),
    st.builds(PutOff, st.sampled_from(["A1.1", "B1.3"])),
    st.builds(
        DecideFlag,
        st.builds(flag, st.sampled_from(["f1", "f2"]), texts, texts),
        st.sampled_from(Verdict),
        texts,
    ),
    st.sampled_from([Finish(), Reopen(f"{NAME} came back")]),
)


def done(wanted: Iterable[Intent]) -> Session:
    """A library with what could be done of what is wanted."""
    session = Session.start(TINY, "L1")
    for intent in wanted:
        try:
            decide(session, intent)
        except Refused:
            continue
        session = take(session, intent)
    return session


sessions = st.lists(intents, max_size=25).map(done)


def place(instrument: Instrument, row: tuple[Lines, ...]) -> tuple[str, str]:
    """The number of the question that a row is about, and the row of its grid."""
    number, text = cell_text(row[0]), cell_text(row[1])
    labels = [each.label for each in instrument.rows_of(instrument.question[number])]
    return number, next((label for label in labels if text.endswith(label)), "")


def answered(document: Document, instrument: Instrument, heading: str) -> list[tuple[str, str]]:
    """The places in the tables below a heading that have an assessor beside their judgement."""
    return [
        place(instrument, row)
        for row in rows_under(document, heading)
        if len(row) == 5 and cell_text(row[4])
    ]


def labelled(instrument: Instrument, key: AnswerKey) -> tuple[str, str]:
    rows = {row.id: row.label for row in instrument.rows_of(instrument.question[key.question])}
    return key.question, rows.get(key.row, "")


def in_force(session: Session) -> list[tuple[str, str]]:
    """Answers that are told among the questions: those that count, and those of unscored ones."""
    return [
        labelled(session.instrument, answer.key)
        for answer in in_order(session)
        if answer.standing in ("sufficient", "insufficient")
        or (
            answer.standing == "out"
            and not is_scored(session.instrument, session.instrument.question[answer.key.question])
        )
    ]


def set_aside(session: Session) -> list[tuple[str, str]]:
    return [
        labelled(session.instrument, answer.key)
        for answer in in_order(session)
        if answer.standing == "parked"
    ]


@given(sessions)
def test_every_answer_in_force_is_told_once_and_in_the_order_of_the_instrument(
    session: Session,
) -> None:
    document = made_of(session)
    assert answered(document, TINY, "Questions and answers") == in_force(session)
    sheet = document.sheets[0]
    assert [(row[0], row[1]) for row in sheet.rows if row[6]] == in_force(session)


@given(sessions)
def test_a_parked_answer_is_told_among_those_set_aside_and_nowhere_else(session: Session) -> None:
    document = made_of(session)
    parked = set_aside(session)
    if parked:
        assert answered(document, TINY, "Answers set aside") == parked
    assert not set(parked) & set(answered(document, TINY, "Questions and answers"))
    assert not set(parked) & {(row[0], row[1]) for row in document.sheets[0].rows}


@given(sessions)
def test_no_name_that_the_mask_knows_is_told_anywhere(session: Session) -> None:
    document = made_of(session, NAME)
    assert NAME not in as_text(document) + sheet_text(document.sheets)


@given(sessions)
def test_every_remark_evidence_and_example_is_told(session: Session) -> None:
    text = as_text(made_of(session))
    for key in KEYS:
        for line in session.note(key).split("\n"):
            assert line in text
        for each in session.evidence(key):
            assert all(part in text for part in (each.document, each.quote))
    for question in TINY.questions:
        for line in session.example(question.id).split("\n"):
            assert f"Good work: {line}" in text or not line


@given(sessions)
def test_the_scores_sheet_agrees_with_the_scores_of_the_case(session: Session) -> None:
    scores = score(TINY, counts_of(session.answers.values()))
    rows = {str(row[2]): row[3:8] for row in made_of(session).sheets[1].rows}
    for criterion, one in scores.criteria.items():
        counts = one.counts
        share = None if one.percent is None else one.percent / 100
        assert rows[TINY.criterion[criterion].title] == (
            counts.sufficient,
            counts.insufficient,
            counts.unclear,
            counts.applicable,
            share,
        )


@pytest.mark.parametrize("seed", [1, 2, 3])
def test_a_case_of_the_packaged_instrument_has_each_question_in_one_place(seed: int) -> None:
    chosen = Random(seed)
    session = walk(Session.start(instrument(), "07"), chosen.randrange)[-1]
    document = made_of(session)
    told = Counter(
        cell_text(row[0])
        for heading in ("Questions and answers", "Appendix")
        for row in rows_under(document, heading)
    )
    for question in instrument().questions:
        optional = instrument().criterion[question.criterion].optional
        assert told[question.id] == 1 or is_grid(question) or optional, question.id
