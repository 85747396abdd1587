"""What an intention changes, what it parks, and why it is refused."""

import pytest

from domain.answers import AnswerKey, Evidence
from domain.course import ItemState
from domain.decisions import decide
from domain.errors import Refused
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
from tests.domain.lines import DOOR, library
from tests.domain.walks import finished
from tests.instruments import take, tiny, type_at

RAMP = AnswerKey("A1.2")
LENDING = AnswerKey("B1.1")
RETURNS = AnswerKey("B1.2")
FICTION = AnswerKey("B1.3", "fiction")
PLAN = Evidence("plan", "3", "the door")


@pytest.mark.parametrize(
    ("intent", "words"),
    [
        (Judge(AnswerKey("Z9"), "yes"), "no question “Z9”"),
        (Judge(AnswerKey("A1.1", "fiction"), "yes"), "no row “fiction”"),
        (Judge(AnswerKey("B1.3"), "yes"), "row by row"),
        (Judge(AnswerKey("B1.3", "poetry"), "yes"), "no row “poetry”"),
        (Judge(RAMP, "yes"), "only where there are steps"),
        (Judge(DOOR, "maybe"), "no answer to A1.1; use y"),
        (Judge(DOOR, "na"), "needs a reason"),
        (Judge(DOOR, "na", note="  "), "needs a reason"),
        (Judge(DOOR, "no", ("lost",)), "“lost” is no reason"),
        (Judge(DOOR, "yes", ("late",)), "not “Yes, good enough”"),
        (GiveReasons(DOOR, ("late",)), "judge A1.1 first"),
        (Remark(AnswerKey("Z9"), "she agreed"), "no question “Z9”"),
        (Remark(AnswerKey("B1.3", "poetry"), "she agreed"), "no row “poetry”"),
        (RewriteNote(AnswerKey("Z9"), "she agreed"), "no question “Z9”"),
        (GoodWork("Z9", "she agreed"), "no question “Z9”"),
        (GoodWork("A1.1", " "), "what was done well"),
        (Cite(AnswerKey("Z9"), PLAN), "no question “Z9”"),
        (Cite(DOOR, Evidence("", "3")), "names a document"),
        (DropEvidence(DOOR, 1), "0 evidence references"),
        (TakeBack(DOOR), "A1.1 is not answered"),
        (PutOff("Z9"), "no question or fact “Z9”"),
        (SetFact("nothing", "yes"), "no fact “nothing”"),
        (Undo(), "nothing to undo"),
        (Redo(), "nothing to redo"),
        (Reopen("why not"), "open already"),
        (Finish(), "still open, the first Opened"),
    ],
)
def test_what_cannot_be_done_is_refused_in_one_sentence(intent: Intent, words: str) -> None:
    session = Session.start(tiny(), "L1")
    if intent not in (Undo(), Finish()):
        session = take(session, SetFact("has_steps", "no"))
    with pytest.raises(Refused) as refused:
        decide(session, intent)
    assert words in str(refused.value)
    assert str(refused.value).endswith(".")


def test_a_fact_that_does_not_apply_is_refused() -> None:
    session = take(Session.start(load_packaged(), "07"), SetFact("custody", "no"))
    with pytest.raises(Refused, match="does not apply to this case"):
        decide(session, SetFact("released", "yes"))


def test_reasons_do_not_outlive_the_judgement_they_explain() -> None:
    session = take(library(), Judge(DOOR, "no", ("late", "copied"), "she agreed"))
    assert take(session, Judge(DOOR, "no")).reasons(DOOR) == ("late", "copied")
    session = take(session, Judge(DOOR, "yes"))
    assert session.reasons(DOOR) == ()
    assert session.note(DOOR) == "she agreed"
    assert take(session, Undo()).reasons(DOOR) == ("late", "copied")


def test_a_remark_adds_a_line_and_is_not_added_twice() -> None:
    session = take(library(), Remark(DOOR, "she agreed"), Remark(DOOR, "he left\nat noon"))
    assert session.note(DOOR) == "she agreed\nhe left\nat noon"
    for text in ("she agreed", "he left\nat noon", " at noon ", ""):
        assert take(session, Remark(DOOR, text)).events == session.events
    assert take(session, Remark(DOOR, "she")).note(DOOR).endswith("\nshe")


def test_a_note_rewritten_stays_in_the_log() -> None:
    session = take(library(), Remark(DOOR, "she agreed"), RewriteNote(DOOR, "he agreed"))
    assert session.note(DOOR) == "he agreed"
    assert session.events[-1].old == "she agreed"
    assert take(session, RewriteNote(DOOR, " ")).note(DOOR) == ""


def test_good_work_gathers_in_lines_apart_from_the_note_and_can_be_undone() -> None:
    session = take(library(), GoodWork("A1.1", "he drew it"), GoodWork("A1.1", "she came twice "))
    assert session.example("A1.1") == "he drew it\nshe came twice"
    assert session.note(DOOR) == ""
    assert take(session, GoodWork("A1.1", "he drew it")).events == session.events
    assert take(session, Undo()).example("A1.1") == "he drew it"
    anew = take(session, GoodWork("A1.1", "she came", anew=True))
    assert anew.example("A1.1") == "she came"
    assert take(anew, GoodWork("A1.1", "", anew=True)).example("A1.1") == ""


def test_evidence_is_added_once_and_taken_away_by_number() -> None:
    other = Evidence("log")
    session = take(library(), Cite(DOOR, PLAN), Cite(DOOR, other))
    assert session.evidence(DOOR) == (PLAN, other)
    with pytest.raises(Refused, match="on record"):
        decide(session, Cite(DOOR, PLAN))
    assert take(session, DropEvidence(DOOR, 1)).evidence(DOOR) == (other,)
    for number in (0, 3, -1):
        with pytest.raises(Refused, match="2 evidence references"):
            decide(session, DropEvidence(DOOR, number))


def test_an_answer_taken_back_leaves_what_was_said() -> None:
    session = take(library(), Judge(DOOR, "no", ("late",), "she agreed"), Cite(DOOR, PLAN))
    session = take(session, TakeBack(DOOR))
    assert session.item["A1.1"].state is ItemState.OPEN
    assert (session.reasons(DOOR), session.note(DOOR)) == ((), "she agreed")
    assert session.evidence(DOOR) == (PLAN,)


def test_a_step_put_off_comes_up_again_at_the_end() -> None:
    session = take(library(), SetFact("closed", ""), PutOff("A1.1"))
    assert session.item["A1.1"].state is ItemState.LATER
    assert session.progress.later == 1
    steps = []
    while (step := session.next_step()) is not None and step != "A1.1":
        steps.append(step)
        session = type_at(session, step, "y")
    assert steps == ["B1.1", "B1.2", "B1.3"]
    assert [line.trouble for line in missing(session)] == [Trouble.LATER]
    session = take(session, Judge(DOOR, "yes"))
    assert not session.put_off("A1.1")
    assert session.next_step() is None
    assert missing(session) == ()


def test_a_fact_that_parks_answers_says_so_first_and_brings_them_back() -> None:
    session = take(library(), SetFact("has_steps", "yes"), Judge(RAMP, "no", ("late",), "steep"))
    session = take(session, Cite(RAMP, PLAN))
    parking = decide(session, SetFact("has_steps", "no"))
    assert parking.parks == (RAMP,)
    assert parking.warning(session) == (
        "This parks 1 answer (1 with a note): A1.2. Parked answers leave the scores, stay on "
        "record, and come back if this is changed back."
    )
    parked = take(session, SetFact("has_steps", "no"))
    answer = parked.answers[RAMP]
    assert (answer.standing, answer.reasons, answer.note) == ("parked", ("late",), "steep")
    back = decide(parked, SetFact("has_steps", "yes"))
    assert (back.restores, back.warning(parked)) == ((RAMP,), "")
    assert take(parked, SetFact("has_steps", "yes")).answers[RAMP] == session.answers[RAMP]


def test_an_answer_can_park_the_answers_that_hang_on_it() -> None:
    session = take(library(), Judge(LENDING, "yes"), Judge(RETURNS, "yes"))
    assert decide(session, Judge(LENDING, "no")).parks == (RETURNS,)
    session = take(session, Judge(LENDING, "no"))
    assert decide(session, Undo()).restores == (RETURNS,)


def test_rows_that_leave_a_grid_are_parked_by_themselves() -> None:
    rows = ("fiction", "history", "science")
    session = type_at(library(), "B1.3", "yny")
    assert decide(session, SetFact("stocked", ("history",))).parks == tuple(
        AnswerKey("B1.3", row) for row in rows if row != "history"
    )


def test_one_line_is_one_turn_and_is_undone_at_once() -> None:
    session = type_at(library(), "B1.3", "y but 2 n late, she agreed")
    undone = take(session, Undo())
    assert undone.state == library().state
    assert take(undone, Redo()).state == session.state


def test_a_line_that_says_a_row_twice_counts_once_and_can_be_undone() -> None:
    session = take(library(), Judge(FICTION, "yes"))
    twice = JudgeRows((Judge(FICTION, "no"), Judge(FICTION, "yes")))
    assert take(session, twice).events == session.events
    before = take(session, Undo())
    assert before.judged == {}


def test_undo_and_redo_go_back_and_forth_through_several_turns() -> None:
    session = library()
    states = [session.state]
    for text in ("n", "late", "she agreed", "@ plan p 3", "y"):
        session = type_at(session, "A1.1", text)
        states.append(session.state)
    for state in reversed(states[:-1]):
        session = take(session, Undo())
        assert session.state == state
    for state in states[1:]:
        session = take(session, Redo())
        assert session.state == state
    with pytest.raises(Refused, match="nothing to redo"):
        decide(session, Redo())


def test_something_new_ends_what_could_be_redone() -> None:
    session = take(type_at(library(), "A1.1", "y"), Undo(), Remark(DOOR, "she agreed"))
    with pytest.raises(Refused, match="nothing to redo"):
        decide(session, Redo())


def test_a_finished_case_is_locked_until_it_is_reopened_with_a_reason() -> None:
    session = finished(library())
    assert session.progress.finished
    for intent in (Judge(DOOR, "no"), Undo(), Finish(), SetFact("size", "large")):
        with pytest.raises(Refused, match="finished and locked"):
            decide(session, intent)
    with pytest.raises(Refused, match="needs a reason"):
        decide(session, Reopen(" "))
    session = take(session, Reopen("a page turned up"))
    assert not session.finished
    # What was done before a case was closed is no longer undone by the way.
    with pytest.raises(Refused, match="nothing to undo"):
        decide(session, Undo())


def test_the_review_lists_what_lacks_a_reason_and_what_is_at_odds() -> None:
    session = type_at(type_at(library(), "A1.1", "n"), "B1.3", "1 n, 2 n late")
    session = take(session, SetFact("size", "large"))
    lines = [(line.trouble, line.step, line.say) for line in review(session)]
    assert (Trouble.NO_REASON, "A1.1", "Door") in lines
    assert (Trouble.NO_REASON, "B1.3", "Shelves – Fiction") in lines
    assert (Trouble.NO_REASON, "B1.3", "Shelves – History") not in lines
    assert Trouble.AT_ODDS in [trouble for trouble, _, _ in lines]


def test_finishing_with_things_at_odds_wants_them_seen_first() -> None:
    session = take(finished(library()), Reopen("more to say"), SetFact("size", "large"))
    session = take(session, SetFact("has_steps", "no"))
    decision = decide(session, Finish())
    assert decision.changes
    assert "1 thing is at odds" in decision.warning(session)


def test_finishing_with_nothing_at_odds_asks_nothing() -> None:
    session = take(finished(library()), Reopen("more to say"))
    settled = [line for line in review(session) if line.trouble is not Trouble.OPEN]
    assert bool(decide(session, Finish()).warning(session)) is bool(settled)
