"""Gathering: what is counted of each case, what is left out, and that no case is kept."""

from __future__ import annotations

import gc
import weakref
from collections.abc import Iterator
from random import Random

from hypothesis import given
from hypothesis import strategies as st

from domain.answers import AnswerKey
from domain.events import COUNTERSIGNED, FINISHED, STATUS, Change, Kind, Slot
from domain.flags.flag import Flag, Verdict, decided_value
from domain.flags.flag import Kind as FlagKind
from domain.inspection_report import Sample, examples_of
from domain.instrument import Instrument
from domain.intents import Judge, SetFact
from domain.interview import Session
from domain.masking import Known, Mask, Role
from domain.scoring import Counts, counts_of
from tests.domain.walks import finished
from tests.instruments import NOON, WHO, take, tiny


def closed(session: Session, *changes: Change) -> Session:
    """The session finished as it stands, with other changes of its log before that."""
    events = session.stamped([*changes, Change(STATUS, FINISHED)], at=NOON, who=WHO)
    return session.apply(events)


def case(
    *judged: tuple[str, str, tuple[str, ...]], instrument: Instrument | None = None
) -> Session:
    session = take(Session.start(instrument or tiny(), "07"), SetFact("has_steps", "yes"))
    for question, judgement, reasons in judged:
        session = take(session, Judge(AnswerKey(question), judgement, reasons))
    return session


GOOD = case(("A1.1", "yes", ()))
BAD = case(("A1.1", "no", ("late", "copied")))


def test_finished_cases_are_counted_and_open_ones_told_as_left_out() -> None:
    found = Sample.of(tiny(), "Testshire", [closed(GOOD), closed(BAD), closed(BAD), BAD])
    assert (found.cases, found.left_open) == (3, 1)
    assert found.counts("A1.1") == Counts(sufficient=1, insufficient=2)
    assert found.reasons["A1.1"] == {"late": 2, "copied": 2}
    assert [list(marks.applicable)[:1] for marks in found.marks] == [[1], [1], [1]]
    assert [list(marks.sufficient)[:1] for marks in found.marks] == [[1], [0], [0]]


def test_countersigned_cases_are_counted_as_finished_ones() -> None:
    done = closed(GOOD)
    signed = done.apply(done.stamped([Change(STATUS, COUNTERSIGNED)], at=NOON, who="M.T."))
    found = Sample.of(tiny(), "Testshire", [done, signed])
    assert (found.cases, found.countersigned) == (2, 1)


def test_a_parked_answer_counts_nowhere() -> None:
    parked = take(case(("A1.2", "no", ("late",))), SetFact("has_steps", "no"))
    found = Sample.of(tiny(), "Testshire", [closed(parked)])
    assert found.counts("A1.2") == Counts(parked=1)
    assert found.reasons == {}


def test_no_case_is_kept() -> None:
    seen: list[weakref.ref[Session]] = []

    def sessions() -> Iterator[Session]:
        for _ in range(5):
            session = closed(case(("A1.1", "yes", ())))
            seen.append(weakref.ref(session))
            yield session
            del session
            gc.collect()
            assert sum(ref() is not None for ref in seen) <= 1

    found = Sample.of(tiny(), "Testshire", sessions())
    gc.collect()
    assert found.cases == 5
    assert not any(ref() for ref in seen)


def flag(rule: str, kind: FlagKind) -> Flag:
    return Flag(
        key=rule, kind=kind, rule=rule, label="", source="", sure=True, say="", questions=("A1.1",)
    )


def decided(rule: str, kind: FlagKind, verdict: Verdict) -> Change:
    return Change(Slot(Kind.FLAG, rule), decided_value(flag(rule, kind), verdict, "seen"))


def test_confirmed_flags_are_counted_in_cases() -> None:
    twice = closed(
        GOOD,
        decided("section_copied", FlagKind.COPIED, Verdict.CONFIRMED),
        decided("document_copied", FlagKind.COPIED, Verdict.CONFIRMED),
        decided("unsaid", FlagKind.UNSAID, Verdict.DISMISSED),
    )
    found = Sample.of(tiny(), "Testshire", [twice, closed(GOOD)]).confirmed
    assert found.kinds == {FlagKind.COPIED: 1}
    assert found.rules == {"section_copied": 1, "document_copied": 1}
    assert found.of_question == {("A1.1", FlagKind.COPIED): 1}


def example(question: str, text: str) -> Change:
    return Change(Slot(Kind.EXAMPLE, question), text)


def test_examples_are_told_without_the_names_the_case_knows() -> None:
    session = closed(GOOD, example("B1.1", "Ann rang twice\n\n  a lift was found"))
    assert [tuple(each) for each in examples_of(session)] == [
        ("B1.1", "Ann rang twice"),
        ("B1.1", "a lift was found"),
    ]
    found = Sample.of(
        tiny(),
        "Testshire",
        [session],
        mask=lambda _session: Mask([Known("Ann", Role.CHILD)]),
    )
    assert {each.text for each in found.examples} == {
        f"{Role.CHILD.mark} rang twice",
        "a lift was found",
    }
    assert found.masked == {(Role.CHILD.what, Role.CHILD.mark): 1}


def test_examples_stand_in_the_order_of_the_questions_whatever_that_of_the_cases() -> None:
    one = closed(GOOD, example("B1.1", "second"))
    other = closed(GOOD, example("A1.1", "first"), example("B1.2", "third"))
    for order in ([one, other], [other, one]):
        found = Sample.of(tiny(), "Testshire", order)
        assert [each.text for each in found.examples] == ["first", "second", "third"]


@given(st.lists(st.integers(0, 10_000), min_size=1, max_size=3))
def test_counts_are_those_of_the_scores_for_any_cases(seeds: list[int]) -> None:
    sessions = [finished(Session.start(tiny(), "07"), Random(seed).randrange) for seed in seeds]
    found = Sample.of(tiny(), "Testshire", sessions)
    answers = [answer for session in sessions for answer in session.answers.values()]
    assert found.answers == counts_of(answers)
    places = {q.id: at for at, q in enumerate(tiny().questions)}
    for question, at in places.items():
        assert sum(m.applicable[at] for m in found.marks) == found.counts(question).applicable
        assert sum(m.sufficient[at] for m in found.marks) == found.counts(question).sufficient
