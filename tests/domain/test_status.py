"""Finished, countersigned, returned, reopened: who may, what it takes, and what becomes of it."""

from __future__ import annotations

from datetime import timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.answers import AnswerKey
from domain.checklist.standing import say_countersigned, say_standing
from domain.decisions import decide
from domain.errors import Refused
from domain.events import STATUS, Change, Event, Kind, Slot, Value
from domain.intents import Countersign, Finish, Intent, Judge, Remark, Reopen, Return, Undo
from domain.interview import Session
from domain.status import LOCKED, Status, first_out_of_place, person, status_of
from tests.domain.lines import DOOR, library
from tests.domain.walks import finished
from tests.instruments import NOON, WHO, take

BOSS = "M.T."
LATER = NOON + timedelta(days=3)


def countersigned() -> Session:
    return take(finished(library()), Countersign(BOSS), at=LATER, who=BOSS)


def returned() -> Session:
    return take(finished(library()), Return(BOSS, " look at the door "), at=LATER, who=BOSS)


def refused(session: Session, intent: Intent) -> str:
    with pytest.raises(Refused) as refusal:
        decide(session, intent)
    return str(refusal.value)


def test_a_case_is_open_until_it_is_finished() -> None:
    assert library().standing is Status.OPEN
    assert (finished(library()).standing, finished(library()).finished) == (Status.FINISHED, True)


def test_a_second_person_countersigns_and_the_case_stays_locked() -> None:
    session = countersigned()
    assert session.standing is Status.COUNTERSIGNED
    assert session.countersigned == (BOSS, LATER, "")
    assert session.finished
    assert session.progress.finished
    for intent in (Judge(DOOR, "no"), Undo(), Finish(), Remark(DOOR, "x")):
        assert "finished and locked" in refused(session, intent)


def test_what_is_signed_is_read_before_it_is() -> None:
    session = finished(library())
    told = decide(session, Countersign(BOSS)).warning(session)
    assert "I have looked at this case and its evidence, and agree with its judgements" in told
    assert told.startswith("To countersign L1, as M.T., is to say: ")


@pytest.mark.parametrize("who", [WHO, "a.w.", " AW ", "A W", "A\u200e.W."])
def test_nobody_countersigns_or_returns_a_case_they_judged(who: str) -> None:
    session = finished(library())
    assert "a second person countersigns it" in refused(session, Countersign(who))
    assert "a second person returns it" in refused(session, Return(who, "look again"))


def test_one_judgement_long_since_changed_is_enough() -> None:
    session = take(library(), Judge(DOOR, "no"), who=BOSS)
    session = finished(take(session, Judge(DOOR, "yes")))
    assert "M.T. judged answers" in refused(session, Countersign(BOSS))


def test_who_only_finished_it_or_noted_something_has_judged_nothing() -> None:
    session = take(library(), Remark(DOOR, "mind the step"), who=BOSS)
    assert decide(finished(session), Countersign(BOSS)).changes


def test_a_countersignature_is_given_once() -> None:
    told = refused(countersigned(), Countersign("C.C."))
    assert told == "L1 is countersigned already, by M.T. on 23 Feb 2012."


@pytest.mark.parametrize("intent", [Countersign(BOSS), Return(BOSS, "look again")])
def test_only_a_finished_case_is_countersigned_or_returned(intent: Intent) -> None:
    assert "once it is finished" in refused(library(), intent)
    assert "once it is finished" in refused(returned(), intent)


def test_a_returned_case_is_open_with_its_comments_until_it_is_finished_again() -> None:
    session = returned()
    assert session.standing is Status.RETURNED
    assert session.returned == (BOSS, LATER, "look at the door")
    assert not session.finished
    session = take(session, Judge(DOOR, "no", ("late",)))
    assert session.returned is not None
    assert "nothing to undo" in refused(take(session, Undo()), Undo())
    again = take(session, Finish())
    assert again.returned is None
    assert again.standing is Status.FINISHED


@pytest.mark.parametrize("why", ["", "  \n"])
def test_returning_needs_comments_and_reopening_a_reason(why: str) -> None:
    assert "needs comments" in refused(finished(library()), Return(BOSS, why))
    assert "needs a reason" in refused(countersigned(), Reopen(why))
    assert "open already" in refused(returned(), Reopen("why"))


@pytest.mark.parametrize("intent", [Reopen("a page turned up"), Return("C.C.", "look again")])
def test_opening_a_case_again_voids_its_countersignature(intent: Intent) -> None:
    session = countersigned()
    told = decide(session, intent).warning(session)
    assert "the signature of M.T., 23 Feb 2012, is void" in told
    opened = take(session, intent, who="C.C.")
    assert not opened.finished
    assert opened.countersigned is None
    assert take(opened, Finish()).countersigned is None
    assert not decide(finished(library()), intent).warning(finished(library()))


def test_the_countersignature_given_anew_is_the_one_that_counts() -> None:
    session = take(countersigned(), Reopen("a page turned up"), Finish())
    session = take(session, Countersign("C.C."), at=LATER, who="C.C.")
    assert session.countersigned == ("C.C.", LATER, "")


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("A.W.", "aw", True),
        ("Siân Owen", "SIA\u0302N OWEN", True),
        ("A.W.", "A.V.", False),
        ("...", "…", False),
        ("...", "...", True),
    ],
)
def test_a_person_is_known_however_the_name_is_typed(one: str, other: str, same: bool) -> None:
    assert (person(one) == person(other)) is same


@pytest.mark.parametrize("value", [None, "", "lost", 3, ("finished",), {"finished": 1}])
def test_what_the_log_cannot_mean_is_an_open_case(value: Value) -> None:
    assert status_of(value) is Status.OPEN


# -- logs that come from elsewhere


def step(session: Session, value: Value, who: str = BOSS, why: str = "x") -> tuple[Event, ...]:
    return session.stamped([Change(STATUS, value, why)], at=LATER, who=who)


def test_steps_that_no_person_could_take_are_found_in_a_log() -> None:
    shut, signed = finished(library()), countersigned()
    cases = [
        (library(), step(library(), "countersigned"), "countersigns a case that is not finished"),
        (library(), step(library(), "returned"), "returns a case that is not finished"),
        (returned(), step(returned(), "countersigned"), "countersigns a case that is not finished"),
        (shut, step(shut, "returned", why=" "), "returns a case without comments"),
        (shut, step(shut, "countersigned", WHO), "is by somebody who judged answers in the case"),
        (shut, step(shut, "returned", "aw"), "is by somebody who judged answers in the case"),
        (signed, step(signed, "finished"), "finishes a case that is finished"),
    ]
    for session, events, words in cases:
        assert first_out_of_place(session.events, events) == f"event {events[0].seq} {words}"


def test_a_change_of_a_locked_case_is_found_where_it_is() -> None:
    for session in (finished(library()), countersigned()):
        note = Change(Slot(Kind.NOTE, "A1.1"), "forged")
        forged = session.stamped([note], at=LATER, who=WHO)
        found = first_out_of_place(session.events, forged)
        assert found == (
            f"event {forged[0].seq} changes a case that is finished and was not reopened"
        )
        reopened = take(session, Reopen("why"))
        assert first_out_of_place(reopened.events, forged) is None


def test_a_judge_in_the_log_itself_does_not_countersign_later_in_it() -> None:
    whole = take(take(finished(library()), Reopen("why")), Judge(DOOR, "no"), who=BOSS)
    whole = take(whole, Finish())
    events = (*whole.events, *step(whole, "countersigned"))
    assert first_out_of_place((), events) is not None
    assert first_out_of_place((), (*whole.events, *step(whole, "countersigned", "C.C."))) is None


_people = st.sampled_from([WHO, BOSS, "C.C."])
_steps = st.one_of(
    st.builds(Finish),
    st.builds(Countersign, _people),
    st.builds(Return, _people, st.sampled_from(["look again", " "])),
    st.builds(Reopen, st.sampled_from(["a page turned up", ""])),
    st.builds(Judge, st.just(AnswerKey("A1.1")), st.sampled_from(["yes", "no"])),
    st.builds(Undo),
)


@given(st.lists(st.tuples(_steps, _people), max_size=14))
def test_whatever_is_asked_in_any_order_the_log_can_be_read_in_anywhere(
    asked: list[tuple[Intent, str]],
) -> None:
    session = finished(library())
    for intent, who in asked:
        by = intent.by if isinstance(intent, (Countersign, Return)) else who
        try:
            session = take(session, intent, who=by)
        except Refused:
            continue
        signed = session.countersigned
        assert (signed is not None) == (session.standing is Status.COUNTERSIGNED)
        assert session.finished == (session.standing in LOCKED)
    assert first_out_of_place((), session.events) is None


def test_a_checklist_says_who_finished_the_case_and_who_countersigned_it() -> None:
    assert say_standing(countersigned()) == "Finished by A.W., 20 Feb 2012"
    assert say_countersigned(countersigned()) == "M.T., 23 Feb 2012"
    assert say_countersigned(finished(library())) == "Not countersigned"
    assert say_standing(returned()).startswith("Open: ")
