"""Text in the prompt of the interview: to which question it belongs, and that none is lost."""

from __future__ import annotations

import time
from pathlib import Path
from typing import Any

import pytest

from domain.answers import AnswerKey
from storage.errors import NotSaved
from storage.store import Store
from tests.instruments import WHO
from tests.tui.opened_case import FACTS, Case, at_desk, new_case
from tui.widgets.prompt import Place

FIRST, SECOND = AnswerKey("A1.1"), AnswerKey("A1.2")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "home", *FACTS)


def keep(case: Case, step: str, text: str) -> None:
    with case.store() as store:
        store.save_draft(case.id, WHO, step, text)


def kept(case: Case) -> dict[str, str]:
    with case.store() as store:
        return {step: draft.text for step, draft in store.drafts(case.id, WHO).items()}


async def test_enter_on_a_line_saved_by_itself_meanwhile_answers_nothing_else(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving = Store.append

    def full(self: Store, *arguments: Any) -> Any:
        raise NotSaved("The disk is full.")

    monkeypatch.setattr(Store, "append", full)
    async with at_desk(case) as desk:
        await desk.send("y")
        await desk.until(lambda: desk.screen.prompt.place == Place("A1.1", "y"))
        monkeypatch.setattr(Store, "append", saving)
        desk.screen._jobs.put_nowait(desk.screen._try_again)
        await desk.pilot.press("enter")
        await desk.until(lambda: FIRST in case.session().judged)
        await desk.idle()
        assert SECOND not in case.session().judged
        assert desk.step == "A1.2"


async def test_a_line_goes_to_the_question_it_was_typed_at(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.send("y")
        await desk.at("A1.2")
        desk.screen._send("n late", Place("A1.1", "y"))
        await desk.until(lambda: case.session().judged[FIRST] == "no")
        assert SECOND not in case.session().judged


async def test_what_is_half_typed_stays_with_the_question_put_off(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("half a thought")
        await desk.pilot.press("ctrl+l")
        await desk.at("A1.2")
        assert desk.text == ""
        assert kept(case) == {"A1.1": "half a thought"}


async def test_a_draft_waits_while_lines_are_sent_ahead(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    keep(case, "A1.2", "an older thought")
    saving = Store.append

    def slow(self: Store, *arguments: Any) -> Any:
        time.sleep(0.3)
        return saving(self, *arguments)

    monkeypatch.setattr(Store, "append", slow)
    async with at_desk(case) as desk:
        await desk.until(lambda: desk.step == "A1.2")  # where something was half typed last
        await desk.pilot.press("alt+left")
        await desk.at("A1.1")
        await desk.pilot.press("y", "enter", "a", "b")
        await desk.at("A1.2")
        assert desk.text == "ab"
        await desk.until(lambda: kept(case).get("A1.2") == "ab\nan older thought")
        await desk.pilot.press("backspace", "backspace")
        await desk.until(lambda: desk.text == "an older thought")


async def test_a_way_chosen_leaves_what_was_typed_after_the_line(case: Case) -> None:
    async with at_desk(case) as desk:
        desk.screen._send("no record of it")
        desk.screen._send("y that was for the next question")
        await desk.until(lambda: desk.screen.notice.said)
        await desk.pilot.press("t")
        await desk.until(lambda: case.session().note(FIRST) == "no record of it")
        await desk.until(lambda: desk.text == "y that was for the next question")


async def test_a_command_with_words_is_kept_as_half_typed_text(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("/note long words")
        await desk.pilot.press("alt+left")
        await desk.until(lambda: desk.step != "A1.1")
        await desk.idle()
        assert kept(case) == {"A1.1": "/note long words"}


async def test_text_typed_during_a_slow_save_is_kept(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving = Store.append

    def slow(self: Store, *arguments: Any) -> Any:
        time.sleep(1.0)
        return saving(self, *arguments)

    monkeypatch.setattr(Store, "append", slow)
    async with at_desk(case) as desk:
        await desk.pilot.press("y", "enter", "a", "b")
        await desk.until(lambda: kept(case) == {"A1.2": "ab"})


async def test_a_slash_after_a_line_given_back_begins_a_command(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.send("no record of it")
        await desk.until(lambda: desk.screen.notice.said)
        await desk.type("/context")
        assert desk.text == "/context"
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.text == "no record of it")


async def test_half_a_command_leaves_no_draft_once_it_is_sent(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("/go A1")
        await desk.until(lambda: kept(case) == {"A1.1": "/go A1"})
        await desk.send(".2")
        await desk.at("A1.2")
        assert kept(case) == {}
        await desk.send("/back")
        await desk.at("A1.1")
        assert desk.text == ""
