"""What holds of every session, whatever was done in it and in whatever order."""

from collections.abc import Iterable
from itertools import pairwise, permutations
from random import Random

from hypothesis import given, settings
from hypothesis import strategies as st

from domain.answers import Answer, AnswerKey, Evidence
from domain.course import FACT, ItemState
from domain.decisions import decide
from domain.errors import Refused
from domain.events import STATUS, Value, history, replay, turns
from domain.instrument import Instrument
from domain.instrument_file import load_packaged
from domain.intents import (
    Cite,
    DropEvidence,
    Finish,
    GiveReasons,
    GoodWork,
    Intent,
    Judge,
    JudgeRows,
    PutOff,
    Redo,
    Remark,
    Reopen,
    RewriteNote,
    SetFact,
    TakeBack,
    Undo,
)
from domain.interview import Session
from domain.review import Trouble, missing, review
from domain.scoring import Scores, counts_of, score
from tests.domain.walks import walk
from tests.instruments import take, tiny

TINY = tiny()
KEYS = [AnswerKey(q.id) for q in TINY.questions] + [
    AnswerKey(q.id, row.id) for q in TINY.questions for row in TINY.rows_of(q)
]
ODD_KEYS = [AnswerKey("Z9"), AnswerKey("A1.1", "fiction"), AnswerKey("B1.3", "poetry")]
VALUES: dict[str, list[Value]] = {
    "opened": ["2010-03-01", "2011-09-01"],
    "closed": ["2011-07-31", "2010-01-01", ""],
    "size": ["small", "large"],
    "has_steps": ["yes", "no"],
    "stocked": [(), ("fiction",), ("history", "science"), ("fiction", "history", "science")],
    "lends": ["yes", "no"],
}
MISFITS: list[Value] = ["", "maybe", "2012-02-30", 7, ("poetry",), {"fiction": 9}, ({"name": 1},)]

keys = st.sampled_from(KEYS)
any_keys = st.sampled_from([*KEYS, *ODD_KEYS])
judgements = st.sampled_from(["yes", "no", "na", "nei"])
codes = st.lists(st.sampled_from(["late", "copied", "outdated", "other"]), max_size=3).map(tuple)
notes = st.sampled_from(["", "she agreed", "he left\nat noon", "twice"])
facts = st.sampled_from([SetFact(f, v) for f, vs in VALUES.items() for v in (None, *vs)])
evidence = st.sampled_from([Evidence("plan"), Evidence("plan", "3", "door"), Evidence("")])

fitting = st.one_of(
    facts,
    facts,
    st.builds(Judge, keys, judgements, st.just(()), notes),
    st.builds(Judge, keys, st.just("no"), codes, notes),
    st.builds(JudgeRows, st.lists(st.builds(Judge, keys, judgements), max_size=4).map(tuple)),
    st.builds(GiveReasons, keys, codes, notes),
    st.builds(Remark, keys, notes),
    st.builds(RewriteNote, keys, notes),
    st.builds(GoodWork, keys.map(lambda key: key.question), notes, st.booleans()),
    st.builds(Cite, keys, evidence),
    st.builds(DropEvidence, keys, st.integers(0, 3)),
    st.builds(TakeBack, keys),
    st.builds(PutOff, st.sampled_from(["A1.1", "B1.3", "fact:size", "lends"]), st.booleans()),
    st.sampled_from([Undo(), Undo(), Redo()]),
)
odd = st.one_of(
    st.builds(SetFact, st.sampled_from([*VALUES, "nothing"]), st.sampled_from(MISFITS)),
    st.builds(Judge, any_keys, st.sampled_from(["yes", "perhaps"]), st.just(("lost",)), notes),
    st.builds(GiveReasons, any_keys, st.just(("lost",))),
    st.builds(Remark, any_keys, notes),
    st.builds(RewriteNote, any_keys, notes),
    st.builds(Cite, any_keys, evidence),
    st.builds(DropEvidence, any_keys, st.integers(-3, 30)),
    st.builds(TakeBack, any_keys),
    st.builds(PutOff, st.text(max_size=5)),
    st.sampled_from([Finish(), Reopen("he came back"), Reopen(" ")]),
)


def done(intents: Iterable[Intent]) -> Session:
    """A library with what could be done of `intents`; what is refused changes nothing."""
    session = Session.start(TINY, "L1")
    for intent in intents:
        session = attempt(session, intent)
    return session


def attempt(session: Session, intent: Intent) -> Session:
    try:
        return take(session, intent)
    except Refused as refused:
        sentence = str(refused)
    assert sentence.endswith(".")
    return session


sessions = st.lists(fitting, max_size=30).map(done)
any_sessions = st.lists(fitting | odd, max_size=30).map(done)


def contents(session: Session) -> dict[AnswerKey, tuple[object, ...]]:
    """The answers, without who gave them and when."""
    return {
        key: (a.judgement, a.standing, a.reasons, a.note, a.evidence, a.unclear)
        for key, a in session.answers.items()
    }


def scored(instrument: Instrument, *cases: Iterable[Answer]) -> Scores:
    return score(instrument, counts_of(answer for case in cases for answer in case))


@given(any_sessions, st.integers(0, 60))
def test_any_log_replays_to_the_same_state(session: Session, place: int) -> None:
    again = Session.start(TINY, "L1").apply(session.events[:place]).apply(session.events[place:])
    assert again == session
    assert replay(session.events) == session.state
    assert again.answers == session.answers
    assert again.agenda == session.agenda


@given(any_sessions)
def test_a_log_is_numbered_without_gaps_and_each_event_follows_from_the_one_before(
    session: Session,
) -> None:
    state: dict[object, Value] = {}
    for number, event in enumerate(session.events, 1):
        assert event.seq == number
        assert event.turn <= number
        assert event.old == state.get(event.slot)
        assert event.new != event.old
        state[event.slot] = event.new
    assert all(a.number < b.number for a, b in pairwise(turns(session.events)))


@given(sessions, fitting.filter(lambda intent: not isinstance(intent, (Undo, Redo))))
def test_undo_restores_the_state_and_redo_brings_it_back(session: Session, intent: Intent) -> None:
    after = attempt(session, intent)
    if after == session:
        return
    undone = take(after, Undo())
    assert undone.state == session.state
    redone = take(undone, Redo())
    assert redone.state == after.state
    assert contents(redone) == contents(after)


@given(any_sessions)
def test_everything_since_a_case_was_last_opened_can_be_undone_and_redone(session: Session) -> None:
    if session.finished:
        return
    done_turns, _ = history(session.events)
    start = session
    for _turn in done_turns:
        session = take(session, Undo())
    opened = max((e.seq for e in start.events if e.slot == STATUS), default=0)
    assert session.state == replay(start.events[:opened])
    for _turn in done_turns:
        session = take(session, Redo())
    assert session.state == start.state


@given(sessions, st.sampled_from([q for q in KEYS if q.question != "Z1.1"]))
def test_not_applicable_never_moves_a_score(session: Session, key: AnswerKey) -> None:
    try:
        decision = decide(session, Judge(key, "na", note="not here"))
    except Refused:
        return
    # A question that hangs on this answer may stop to apply; that is another matter.
    if key in session.judged or decision.parks or decision.restores:
        return
    after = take(session, Judge(key, "na", note="not here"))
    before = scored(TINY, session.answers.values())
    assert contents(after)[key][1] == "out"
    for group in ("headline", "sections", "criteria", "questions"):
        old, new = getattr(before, group), getattr(scored(TINY, after.answers.values()), group)
        assert [(s.sufficient, s.applicable) for s in old.values()] == [
            (s.sufficient, s.applicable) for s in new.values()
        ]


@given(sessions, facts)
def test_parked_answers_return_with_all_that_was_said_when_the_fact_changes_back(
    session: Session, fact: SetFact
) -> None:
    before = session.facts.get(fact.fact)
    try:
        decision = decide(session, fact)
        changed = take(session, fact)
        back = decide(changed, SetFact(fact.fact, before))
    except Refused:
        return
    assert {key for key, a in changed.answers.items() if a.standing == "parked"} >= set(
        decision.parks
    )
    assert set(back.restores) == set(decision.parks)
    assert set(back.parks) == set(decision.restores)
    assert all(changed.note(key) == session.note(key) for key in session.judged)
    assert contents(take(changed, SetFact(fact.fact, before))) == contents(session)


@given(st.lists(sessions, min_size=2, max_size=4))
@settings(max_examples=30)
def test_the_order_of_cases_never_matters(cases: list[Session]) -> None:
    answers = [list(case.answers.values()) for case in cases]
    assert len({repr(scored(TINY, *order)) for order in permutations(answers)}) == 1


@given(any_sessions)
def test_progress_adds_up(session: Session) -> None:
    progress = session.progress
    due = [
        key
        for q in TINY.questions
        if q.criterion != "Z1" and session.routing.question(q.id) is not False
        for key in session.routing.keys(q.id)
    ]
    states = [item.state for item in session.agenda]
    fact_states = [item.state for item in session.agenda if item.step.startswith(FACT)]
    assert progress.due == len(due)
    assert progress.answered == sum(key in session.judged for key in due)
    assert progress.later == states.count(ItemState.LATER)
    assert progress.facts_open == sum(
        fact_states.count(state) for state in (ItemState.OPEN, ItemState.LATER)
    )
    assert progress.finished == session.finished


@given(any_sessions)
def test_what_is_open_is_what_is_missing_and_what_is_asked(session: Session) -> None:
    lines = missing(session)
    assert lines == tuple(
        line for line in review(session) if line.trouble in (Trouble.OPEN, Trouble.LATER)
    )
    step = session.next_step()
    if step is None:
        assert lines == ()
    else:
        assert session.item[step].state in (ItemState.OPEN, ItemState.LATER)
    for line in lines:
        assert session.step_named(line.step) == line.step


@given(sessions, st.randoms(use_true_random=False))
def test_answering_what_is_asked_comes_to_an_end_from_anywhere(
    session: Session, random: Random
) -> None:
    end = walk(session, random.randrange)[-1]
    assert missing(end) == ()
    assert end.progress.answered == end.progress.due
    assert take(end, Finish()).finished


@given(any_sessions)
def test_a_finished_case_takes_nothing_but_being_reopened_with_a_reason(session: Session) -> None:
    closed = session if session.finished else take(walk(session, lambda _n: 0)[-1], Finish())
    for intent in (SetFact("size", "small"), Undo(), Finish(), Remark(AnswerKey("A1.1"), "late")):
        assert attempt(closed, intent) == closed
    assert attempt(closed, Reopen("  ")) == closed
    opened = take(closed, Reopen("a page turned up"))
    assert not opened.finished
    assert contents(opened) == contents(closed)
    assert opened.events[-1].why == "a page turned up"


@given(st.lists(st.tuples(st.integers(0, 400), st.integers(0, 3)), max_size=8), st.data())
@settings(max_examples=8, deadline=None)
def test_the_real_instrument_parks_restores_and_undoes_in_the_middle_of_an_interview(
    turned: list[tuple[int, int]], data: st.DataObject
) -> None:
    cci = load_packaged()
    random = data.draw(st.randoms(use_true_random=False))
    path = walk(Session.start(cci, "07"), random.randrange)
    session = path[data.draw(st.integers(0, len(path) - 1))]
    for place, _ in turned:
        fact = cci.facts[place % len(cci.facts)]
        before = session
        if fact.kind != "yes_no" or fact.id not in session.facts:
            continue
        other = "no" if session.facts[fact.id] == "yes" else "yes"
        session = attempt(session, SetFact(fact.id, other))
        if session is not before:
            assert contents(attempt(session, SetFact(fact.id, before.facts[fact.id]))) == contents(
                before
            )
            assert take(session, Undo()).state == before.state
    end = walk(session, random.randrange)[-1]
    assert missing(end) == ()
    assert replay(end.events) == end.state
