"""Flags: beside the question, on a screen of their own, and what can be made of each."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from pathlib import Path
from typing import Any

import pytest

from domain import intents
from domain.answers import AnswerKey
from domain.events import FINISHED, STATUS, Change
from domain.flags.flag import Verdict
from tests.instruments import NOON, take
from tests.tui.flagged_case import (
    ADDED,
    BEFORE,
    FACTS,
    answered_case,
    case_on_disk,
    flagged_case,
)
from tests.tui.house import seen
from tests.tui.opened_case import Case, Desk, at_desk
from tui.screens.boxes import ConfirmBox
from tui.screens.flag_decision import FlagDecision
from tui.screens.flag_whole import FlagWhole
from tui.screens.flags import FlagsScreen
from tui.screens.interview import InterviewScreen
from tui.screens.which_question import WhichQuestion

QUESTION = "1.2.03"


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return flagged_case(tmp_path / "home")


@asynccontextmanager
async def at_flags(
    case: Case, size: tuple[int, int] = (120, 40), question: str = QUESTION
) -> AsyncIterator[Desk]:
    """The flags of one question, opened with its key."""
    async with at_desk(case, size) as desk:
        await stand_at(desk, question)
        await desk.pilot.press("ctrl+b")
        await desk.until(lambda: isinstance(desk.app.screen, FlagsScreen))
        await desk.until(lambda: "to decide" in seen(desk.app))
        yield desk


async def stand_at(desk: Desk, question: str) -> None:
    await desk.send(f"/go {question}")
    await desk.at(question)
    await desk.until(lambda: flagging(desk).findings)
    await desk.until(lambda: desk.screen.shown and desk.screen.shown.context.flags)


def flagging(desk: Desk) -> Any:
    assert desk.app.interview is not None
    return desk.app.interview.flagging


def told(desk: Desk) -> str:
    """What was said for a while in a corner of the screen."""
    return " ".join(str(each.message) for each in desk.app._notifications)


def decisions(case: Case) -> dict[Verdict, list[str]]:
    decided: dict[Verdict, list[str]] = {}
    for each in case.session().flag_decisions.values():
        decided.setdefault(each.verdict, []).append(each.why)
    return decided


# -- beside the question


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_the_flags_of_a_question_stand_beside_it_silent_copies_first(
    case: Case, size: tuple[int, int]
) -> None:
    async with at_desk(case, size) as desk:
        await stand_at(desk, QUESTION)
        await desk.until(lambda: "(!) copied and silent about: 1" in seen(desk.app))
        text = seen(desk.app)
        assert text.index("silent about") < text.index("copied forward: 2")
        assert "(!) out of date: 1" in text
        assert "ctrl+b" in text
        await desk.send("/go 1.1.01")
        await desk.until(lambda: "copied forward" not in seen(desk.app))


async def test_linked_documents_stand_beside_it_with_author_and_signature(case: Case) -> None:
    async with at_desk(case) as desk:
        await stand_at(desk, QUESTION)
        text = seen(desk.app)
        assert "12 Jan 2012  before sentence" in text
        assert "A. Bell, not countersigned" in text
        assert "A. Bell, countersigned 3 Feb" in text
        assert "none of this kind in the case" in text


async def test_a_case_without_documents_says_once_how_they_come_in(tmp_path: Path) -> None:
    async with at_desk(case_on_disk(tmp_path / "home", *FACTS)) as desk:
        await desk.send(f"/go {QUESTION}")
        await desk.at(QUESTION)
        text = seen(desk.app)
        assert "No documents in this case yet" in text
        assert "none of this kind" not in text


async def test_a_document_added_elsewhere_brings_its_flags_by_itself(tmp_path: Path) -> None:
    case = case_on_disk(tmp_path / "home", *FACTS)
    async with at_desk(case) as desk:
        await desk.send(f"/go {QUESTION}")
        await desk.at(QUESTION)
        await desk.type("half a thought")
        with case.store() as store:
            session = store.load(case.id)
            after = take(session, ADDED, who="B.")
            store.append(case.id, session, after.events[len(session.events) :], None, ADDED.texts)
        await desk.until(lambda: "copied forward: 2" in seen(desk.app))
        assert "2 documents" in desk.screen.notice.said
        assert desk.text == "half a thought"


async def test_what_goes_wrong_in_a_rule_leaves_the_interview_alone(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    def wrong(*_: object) -> None:
        raise ZeroDivisionError(BEFORE)

    monkeypatch.setattr("storage.checking.check_case", wrong)
    async with at_desk(case) as desk:
        await desk.until(lambda: "could not be worked out" in seen(desk.app))
        await desk.send("/go 1.1.01")
        await desk.at("1.1.01")
        await desk.send("y")
        await desk.until(lambda: AnswerKey("1.1.01") in case.session().judged)


@pytest.mark.parametrize(
    ("command", "screen"),
    [
        ("/flags", "FlagsScreen"),
        ("/documents", "DocumentsScreen"),
        ("/add", "AddDocumentsScreen"),
        ("/compare", "ComparisonScreen"),
        ("/compare 2", "ComparisonScreen"),
        ("/timeline", "TimelineScreen"),
    ],
)
async def test_a_command_opens_the_screen_and_escape_comes_back_to_the_question(
    case: Case, command: str, screen: str
) -> None:
    async with at_desk(case) as desk:
        await stand_at(desk, QUESTION)
        await desk.send(command)
        await desk.until(lambda: type(desk.app.screen).__name__ == screen)
        await desk.pilot.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, InterviewScreen))
        assert desk.step == QUESTION


async def test_a_document_that_is_not_there_cannot_be_compared(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.send("/compare 9")
        await desk.until(lambda: "no document “9”; there is 1, 2" in desk.screen.notice.said)


# -- on their screen


@pytest.mark.parametrize("size", [(120, 40), (80, 24)])
async def test_a_flag_is_told_with_words_record_rule_and_questions(
    case: Case, size: tuple[int, int]
) -> None:
    async with at_flags(case, size) as desk:
        text = seen(desk.app)
        assert "Copied and silent about  1 to decide" in text
        assert "Copied forward  2 to decide" in text
        assert "Record" in text
        assert "the sentence, 20 Jan 2012" in text
        assert "1.1.03 RoSH screening: quality" in text
        assert "question 1.2.03" in text


async def test_what_a_small_window_cuts_off_is_one_key_away(case: Case) -> None:
    async with at_flags(case, (80, 24)) as desk:
        assert "more lines" in seen(desk.app)
        await desk.pilot.press("m")
        await desk.until(lambda: isinstance(desk.app.screen, FlagWhole))
        await desk.until(lambda: "Rule      Copied, and silent" in seen(desk.app))
        await desk.pilot.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, FlagsScreen))


async def test_one_key_confirms_and_goes_to_the_next_to_decide(case: Case) -> None:
    async with at_flags(case) as desk:
        await desk.pilot.press("c")
        await desk.until(lambda: decisions(case) == {Verdict.CONFIRMED: [""]})
        await desk.until(lambda: "3 to decide, 1 decided" in seen(desk.app))
        await desk.until(lambda: "› (!) Offence analysis" in seen(desk.app))  # noqa: RUF001
        await desk.pilot.press("up", "c")
        await desk.until(lambda: "It is confirmed already; u takes that back." in told(desk))
        assert len(case.session().flag_decisions) == 1


async def test_dismissing_wants_a_reason_which_stays_beside_the_flag(case: Case) -> None:
    async with at_flags(case) as desk:
        await desk.pilot.press("d")
        await desk.until(lambda: isinstance(desk.app.screen, FlagDecision))
        await desk.pilot.press("enter")
        await desk.until(lambda: "Type why first" in seen(desk.app))
        await desk.type("seen on paper")
        await desk.pilot.press("enter")
        await desk.until(lambda: decisions(case) == {Verdict.DISMISSED: ["seen on paper"]})
        await desk.until(lambda: "dismissed: seen on paper" in seen(desk.app))


async def test_a_decision_can_be_taken_back(case: Case) -> None:
    async with at_flags(case) as desk:
        await desk.pilot.press("c")
        await desk.until(lambda: "1 decided" in seen(desk.app))
        await desk.pilot.press("up", "u")
        await desk.until(lambda: not case.session().flag_decisions)
        await desk.until(lambda: "4 to decide" in seen(desk.app))


async def test_escape_in_the_box_decides_nothing(case: Case) -> None:
    async with at_flags(case) as desk:
        await desk.pilot.press("d")
        await desk.until(lambda: isinstance(desk.app.screen, FlagDecision))
        await desk.type("words")
        await desk.pilot.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, FlagsScreen))
        assert not case.session().flag_decisions


async def test_one_key_confirms_and_puts_words_and_reason_into_the_question(case: Case) -> None:
    async with at_desk(case) as desk:
        await stand_at(desk, QUESTION)
        await desk.send("n")
        await desk.until(lambda: desk.screen.shown and desk.screen.shown.wants_reasons)
        await desk.pilot.press("ctrl+b", "down", "f")
        await desk.until(lambda: case.session().evidence(AnswerKey(QUESTION)))
        session = case.session()
        assert session.reasons(AnswerKey(QUESTION)) == ("copied",)
        assert "Asset, 3 Feb 2012" in str(session.evidence(AnswerKey(QUESTION))[0])
        assert decisions(case) == {Verdict.CONFIRMED: [""]}
        await desk.until(lambda: "evidence of 1.2.03 now, with its reason: copied" in told(desk))


async def test_of_several_questions_the_one_to_fill_is_asked_for(case: Case) -> None:
    async with at_flags(case) as desk:
        await desk.pilot.press("a")
        await desk.until(lambda: "Oversight" in seen(desk.app))
        await desk.pilot.press("f")
        await desk.until(lambda: isinstance(desk.app.screen, WhichQuestion))
        assert "1.2.04" in seen(desk.app)
        await desk.pilot.press("down", "down", "enter")
        await desk.until(lambda: case.session().evidence(AnswerKey("1.2.04")))
        assert not case.session().evidence(AnswerKey(QUESTION))


async def test_a_line_leads_to_the_question(case: Case) -> None:
    async with at_flags(case) as desk:
        await desk.pilot.press("a", "g")
        await desk.until(lambda: isinstance(desk.app.screen, WhichQuestion))
        await desk.pilot.press("enter")
        await desk.at("1.1.03")


async def test_enter_opens_the_comparison_and_escape_comes_back(case: Case) -> None:
    async with at_flags(case) as desk:
        await desk.pilot.press("enter")
        await desk.until(lambda: type(desk.app.screen).__name__ == "ComparisonScreen")
        await desk.pilot.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, FlagsScreen))
        await desk.pilot.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, InterviewScreen))


async def test_a_locked_case_shows_its_flags_and_takes_no_decision(case: Case) -> None:
    with case.store() as store:
        session = store.load(case.id)
        locked = session.stamped([Change(STATUS, FINISHED)], at=NOON, who="A.")
        store.append(case.id, session, locked)
    async with at_desk(case) as desk:
        await desk.pilot.press("ctrl+b")
        await desk.until(lambda: "Copied forward  2 to decide" in seen(desk.app))
        await desk.pilot.press("c")
        await desk.until(lambda: "finished and locked" in told(desk))
        assert not case.session().flag_decisions


async def test_no_documents_tells_how_to_add_some(tmp_path: Path) -> None:
    async with at_desk(case_on_disk(tmp_path / "home", *FACTS), (80, 24)) as desk:
        await desk.send("/flags")
        await desk.until(lambda: isinstance(desk.app.screen, FlagsScreen))
        assert "This case has no documents yet" in seen(desk.app)
        assert "/add" in seen(desk.app)
        await desk.pilot.press("c", "d", "f", "u", "g", "enter")
        assert isinstance(desk.app.screen, FlagsScreen)


async def test_what_could_not_be_checked_stands_at_the_end(case: Case) -> None:
    async with at_flags(case) as desk:
        assert "Not checked" not in seen(desk.app)
        await desk.pilot.press("a")
        await desk.until(lambda: "Not checked: schools since left." in seen(desk.app))


async def test_a_decided_flag_that_is_not_seen_any_more_stays_listed(tmp_path: Path) -> None:
    case = flagged_case(tmp_path / "home")
    async with at_flags(case) as desk:
        await desk.pilot.press("end", "d")
        await desk.until(lambda: isinstance(desk.app.screen, FlagDecision))
        await desk.type("known")
        await desk.pilot.press("enter")
        await desk.until(lambda: decisions(case) == {Verdict.DISMISSED: ["known"]})
        interview = desk.app.interview
        assert interview is not None
        removed = intents.RemoveDocument(2, "another child's")
        await desk.app.in_store(interview.take, removed)
        flagging(desk).follow(interview.session)
        await desk.until(lambda: "Decided earlier, not seen" in seen(desk.app))
        assert "dismissed: known" in seen(desk.app)


# -- while reasons are wanted


async def test_enter_takes_the_reasons_of_confirmed_flags_and_says_so_before(case: Case) -> None:
    async with at_flags(case) as desk:
        await desk.pilot.press("down", "c")
        await desk.until(lambda: case.session().flag_decisions)
        await desk.pilot.press("escape")
        await desk.send("n")
        await desk.until(lambda: "Enter takes: copied." in seen(desk.app))
        await desk.pilot.press("enter")
        await desk.until(lambda: case.session().reasons(AnswerKey(QUESTION)) == ("copied",))


async def test_enter_still_leaves_the_reason_for_later_where_none_is_offered(case: Case) -> None:
    async with at_desk(case) as desk:
        await stand_at(desk, QUESTION)
        await desk.send("n")
        await desk.until(lambda: "Enter leaves the reason for later" in seen(desk.app))
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.step != QUESTION)
        assert case.session().reasons(AnswerKey(QUESTION)) == ()


# -- in the talk, the log and the review


async def test_talk_and_log_tell_of_documents_and_decisions(case: Case) -> None:
    async with at_flags(case) as desk:
        await desk.pilot.press("c")
        await desk.until(lambda: case.session().flag_decisions)
        await desk.pilot.press("escape")
        await desk.until(lambda: "added: Asset, 12 Jan 2012" in seen(desk.app))
        await desk.until(lambda: "Flag  confirmed: " in seen(desk.app))
        await desk.send("/log")
        await desk.until(lambda: "Flag confirmed: " in seen(desk.app))
        assert "Document 2 added: Asset, 3 Feb 2012, start of sentence" in seen(desk.app)


async def test_undoing_a_decision_says_what_was_undone(case: Case) -> None:
    async with at_flags(case) as desk:
        await desk.pilot.press("c")
        await desk.until(lambda: case.session().flag_decisions)
        await desk.pilot.press("escape")
        await desk.until(lambda: isinstance(desk.app.screen, InterviewScreen))
        await desk.pilot.press("ctrl+z")
        await desk.until(lambda: "what was made of a flag" in seen(desk.app))
        assert not case.session().flag_decisions
        assert desk.step == QUESTION


async def test_review_lists_flagged_questions_under_their_own_key(case: Case) -> None:
    async with at_desk(case) as desk:
        await stand_at(desk, QUESTION)
        await desk.pilot.press("ctrl+r", "g")
        await desk.until(lambda: "[flagged" in seen(desk.app))
        assert "(!) copied and silent about: 1" in seen(desk.app)
        await desk.pilot.press("enter")
        await desk.at("1.1.03")


async def test_flags_left_are_told_before_finishing_and_never_stop_it(tmp_path: Path) -> None:
    case = answered_case(tmp_path / "home")
    async with at_desk(case) as desk:
        await desk.until(lambda: flagging(desk).findings)
        await desk.pilot.press("ctrl+r", "f")
        await desk.until(lambda: isinstance(desk.app.screen, ConfirmBox))
        await desk.until(lambda: "flags are undecided" in seen(desk.app))
        await desk.pilot.press("escape", "escape")
        await desk.until(lambda: isinstance(desk.app.screen, InterviewScreen))
        await desk.send("/finish")
        await desk.until(lambda: "undecided; /flags lists" in desk.screen.notice.said)
        if not case.session().finished:  # asked about what is at odds besides
            await desk.pilot.press("g")
        await desk.until(lambda: case.session().finished)
