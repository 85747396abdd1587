"""The interview screen, from the first key to the answer on disk."""

from __future__ import annotations

import time
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from textual import events
from textual.screen import Screen

from domain.answers import AnswerKey
from storage.errors import NotSaved
from storage.store import Store
from tests.instruments import WHO
from tests.tui.house import seen
from tests.tui.opened_case import FACTS, Case, at_desk, new_case
from tests.tui.waiting import wait_until
from tui.app import CorecaseApp
from tui.screens.interview import InterviewScreen
from tui.widgets.transcript import MOST


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "home", *FACTS)


async def test_an_answer_is_on_disk_before_the_next_question_is_shown(case: Case) -> None:
    async with at_desk(case) as desk:
        first = desk.step
        assert first == "A1.1"
        await desk.send("y the sign is large")
        await desk.until(lambda: desk.step != first)
        session = case.session()
        assert session.judged[AnswerKey("A1.1")] == "yes"
        assert session.note(AnswerKey("A1.1")) == "the sign is large"
        assert desk.text == ""
        assert "saved" in seen(desk.app)
        assert "the sign is large" in seen(desk.app)


async def test_no_alone_stays_and_offers_its_reasons_by_number(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.send("n")
        await desk.until(lambda: desk.screen.shown and desk.screen.shown.wants_reasons)
        assert desk.step == "A1.1"
        assert "2  Copied from an earlier list" in seen(desk.app)
        await desk.send("2")
        await desk.until(lambda: desk.step != "A1.1")
        assert case.session().reasons(AnswerKey("A1.1")) == ("copied",)


async def test_enter_leaves_the_reasons_for_later(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.send("n")
        await desk.until(lambda: desk.screen.shown and desk.screen.shown.wants_reasons)
        await desk.pilot.press("enter")
        await desk.until(lambda: desk.step != "A1.1")
        assert case.session().judged[AnswerKey("A1.1")] == "no"


async def test_the_reasons_show_as_soon_as_a_no_is_being_typed(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("n")
        await desk.until(lambda: "1  Done late" in seen(desk.app))
        await desk.pilot.press("backspace")
        await desk.until(lambda: "1  Done late" not in seen(desk.app))


async def test_an_unclear_line_comes_back_with_its_ways_and_one_key_takes_one(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.send("no record of it")
        await desk.until(lambda: desk.screen.notice.said)
        assert desk.text == "no record of it"
        await desk.pilot.press("t")
        await desk.until(lambda: case.session().note(AnswerKey("A1.1")) == "no record of it")
        await desk.until(lambda: desk.text == "")


async def test_escape_leaves_a_question_back_and_keeps_the_text(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.send("no record of it")
        await desk.until(lambda: desk.screen.notice.said)
        await desk.pilot.press("escape")
        await desk.until(lambda: not desk.screen.notice.said)
        assert desk.text == "no record of it"
        await desk.pilot.press("escape", "escape", "escape")
        assert desk.app.is_running
        assert desk.text == "no record of it"


async def test_parking_asks_first_and_no_leaves_all_as_it_is(tmp_path: Path) -> None:
    case = new_case(tmp_path / "home", *FACTS, "y", "y")
    before = case.session()
    async with at_desk(case) as desk:
        await desk.send("/go has_steps")
        await desk.at("fact:has_steps")
        await desk.send("n")
        await desk.until(lambda: "parks" in desk.screen.notice.said)
        await desk.pilot.press("k")
        await desk.until(lambda: not desk.screen.notice.said)
        await desk.idle()
        assert case.session().events == before.events
        assert desk.text == "n"
        await desk.pilot.press("enter")
        await desk.until(lambda: "parks" in desk.screen.notice.said)
        await desk.pilot.press("g")
        await desk.until(lambda: case.session().facts["has_steps"] == "no")


async def test_half_typed_text_is_kept_within_a_second_and_restored(case: Case) -> None:
    async with at_desk(case) as desk:
        began = time.monotonic()
        await desk.type("she said that")

        def kept() -> bool:
            with case.store() as store:
                return "she said that" in [d.text for d in store.drafts(case.id, "A.W.").values()]

        await desk.until(kept)
        assert time.monotonic() - began < 5  # a busy machine; the timer itself is 0.6 s
    async with at_desk(case) as desk:
        await desk.until(lambda: desk.text == "she said that")


async def test_text_is_kept_for_its_question_when_one_moves_away(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("half a thought")
        await desk.pilot.press("alt+left")
        await desk.at("fact:has_steps")
        assert desk.text == ""
        await desk.pilot.press("alt+right")
        await desk.at("A1.1")
        await desk.until(lambda: desk.text == "half a thought")


async def test_keys_typed_before_the_case_is_open_stay(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    opening = Store.open

    def slow(*arguments: Any, **named: Any) -> Store:
        time.sleep(0.6)
        return opening(*arguments, **named)

    monkeypatch.setattr(Store, "open", slow)
    app = CorecaseApp(case.places, case_id=case.id, who=WHO)
    async with app.run_test(size=(120, 40)) as pilot:
        screen = app.screen
        assert isinstance(screen, InterviewScreen)
        await pilot.press("y", "enter", "space", "a", "b")
        assert app.store is None
        assert screen.prompt.text == "y ab"
        await wait_until(pilot, lambda: screen.shown is not None)
        assert screen.prompt.text == "y ab"


async def test_lines_sent_ahead_are_taken_in_order(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving = Store.append

    def slow(self: Store, *arguments: Any) -> Any:
        time.sleep(0.1)
        return saving(self, *arguments)

    monkeypatch.setattr(Store, "append", slow)
    async with at_desk(case) as desk:
        await desk.pilot.press("y", "enter", "y", "enter", "a", "b")
        await desk.until(lambda: len(desk.screen.shown.turns) >= len(FACTS) + 1)  # type: ignore[union-attr]
        await desk.idle()
        assert case.session().judged[AnswerKey("A1.1")] == "yes"
        assert desk.text.endswith("ab")


def _burst(app: CorecaseApp, *keys: str) -> None:
    """Keys as a fast hand or a script sends them: all before the first is dealt with."""
    for key in keys:
        app.post_message(events.Key(key, key if len(key) == 1 else None))


async def test_no_key_is_lost_in_a_burst(case: Case) -> None:
    async with at_desk(case) as desk:
        _burst(desk.app, "y", "enter", "a", "b", "c")
        await desk.until(lambda: desk.step != "A1.1")
        await desk.until(lambda: desk.text == "abc")
        assert case.session().judged[AnswerKey("A1.1")] == "yes"
        await desk.pilot.press("ctrl+u")
        _burst(desk.app, *"/back", "enter", "x", "y")
        await desk.until(lambda: desk.step == "A1.1")
        await desk.until(lambda: desk.text == "xy")


async def test_a_refused_line_brings_back_those_sent_after_it(case: Case) -> None:
    async with at_desk(case) as desk:
        desk.screen._send("/expotr")
        desk.screen._send("y that was for the next question")
        await desk.until(lambda: desk.text)
        await desk.idle()
        assert desk.text == "/expotr\ny that was for the next question"
        assert "Did you mean /export?" in desk.screen.notice.said
        assert AnswerKey("A1.1") not in case.session().judged


async def test_what_another_window_saves_is_shown(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("half typed")
        case.type("y the door is red", who="M.T.")
        await desk.until(lambda: "M.T." in desk.screen.notice.said)
        assert "the door is red" in seen(desk.app)
        assert desk.text == "half typed"


async def test_a_full_disk_stands_on_the_screen_until_the_answer_is_saved(
    case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    saving = Store.append

    def full(self: Store, *arguments: Any) -> Any:
        raise NotSaved("The disk is full: free some space.")

    monkeypatch.setattr(Store, "append", full)
    async with at_desk(case) as desk:
        await desk.send("y quite so")
        await desk.until(lambda: "NOT SAVED" in seen(desk.app))
        assert desk.text == "y quite so"
        assert desk.step == "A1.1"
        monkeypatch.setattr(Store, "append", saving)
        await desk.until(lambda: "NOT SAVED" not in seen(desk.app))
        assert desk.text == ""
        assert case.session().note(AnswerKey("A1.1")) == "quite so"


async def test_undo_belongs_to_the_text_while_there_is_some(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.send("y")
        await desk.until(lambda: desk.step != "A1.1")
        await desk.idle()
        await desk.type("abc")
        await desk.pilot.press("ctrl+z")
        await desk.until(lambda: desk.text != "abc")
        assert AnswerKey("A1.1") in case.session().judged
        await desk.pilot.press("ctrl+u", "ctrl+z")
        await desk.at("A1.1")
        assert AnswerKey("A1.1") not in case.session().judged
        assert "Undone: A1.1" in desk.screen.notice.said
        await desk.send("/redo")
        await desk.until(lambda: AnswerKey("A1.1") in case.session().judged)


async def test_the_menu_of_commands(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("/ba")
        await desk.until(lambda: desk.screen.menu.is_open)
        assert desk.screen.menu.marked is not None
        assert desk.screen.menu.marked.id == "back"
        await desk.pilot.press("enter")
        await desk.at("fact:has_steps")
        await desk.type("/go")
        await desk.pilot.press("tab")
        assert desk.text == "/go "
        await desk.send("B1.1")
        await desk.until(lambda: desk.step == "B1.1")
        await desk.type("//not a command")
        assert not desk.screen.menu.is_open


async def test_the_glossary_comes_back_to_the_half_typed_text(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("y she")
        await desk.pilot.press("ctrl+g")
        await desk.until(lambda: desk.app.screen is not desk.screen)
        await desk.type("safegarding")
        await desk.until(lambda: "Safeguarding" in seen(desk.app))
        await desk.pilot.press("escape")
        await desk.until(lambda: desk.app.screen is desk.screen)
        assert desk.text == "y she"


@pytest.mark.parametrize("keys", [("ctrl+c", "ctrl+c"), ("ctrl+q",), ("slash", *"quit", "enter")])
async def test_ways_out(case: Case, keys: tuple[str, ...]) -> None:
    async with at_desk(case) as desk:
        for key in keys:
            await desk.pilot.press(key)
        await desk.until(lambda: desk.app._exit)
    assert desk.app.return_code == 0


async def test_once_ctrl_c_does_not_leave(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("abc")
        await desk.pilot.press("ctrl+c")
        await desk.pilot.pause()
        assert desk.app.is_running
        assert desk.text == "abc"


async def test_leaving_keeps_the_half_typed_text(case: Case) -> None:
    async with at_desk(case) as desk:
        await desk.type("not lost")
        await desk.pilot.press("ctrl+q")
        await desk.until(lambda: desk.app._exit)
    with case.store() as store:
        assert [d.text for d in store.drafts(case.id, "A.W.").values()] == ["not lost"]


def _counted(monkeypatch: pytest.MonkeyPatch) -> Callable[[], int]:
    layouts = 0
    laying_out = Screen._refresh_layout

    def counting(self: Screen[Any], *arguments: Any, **named: Any) -> None:
        nonlocal layouts
        layouts += 1
        laying_out(self, *arguments, **named)

    monkeypatch.setattr(Screen, "_refresh_layout", counting)
    return lambda: layouts


async def test_a_key_lays_nothing_out(case: Case, monkeypatch: pytest.MonkeyPatch) -> None:
    async with at_desk(case) as desk:
        await desk.pilot.pause()
        layouts = _counted(monkeypatch)
        await desk.type("n she said it was")
        await desk.until(lambda: desk.text == "n she said it was")
        await desk.pilot.pause()
        assert layouts() == 0


async def test_a_long_paste_and_wide_characters(case: Case) -> None:
    text = "漢字 and words [/red] " * 1600
    async with at_desk(case) as desk:
        desk.screen.prompt.post_message(events.Paste(text))
        await desk.until(lambda: len(desk.text) >= 32_000)
        await desk.pilot.press("enter")
        await desk.until(lambda: case.session().note(AnswerKey("A1.1")) == text.strip())
        await desk.until(lambda: "more lines" in seen(desk.app))


HOSTILE = (
    "y [red]x[/] [/some/path] [@click=app.quit]q[/] \x1b]52;c;aGk=\x07\x1b[2J\x9b31m"
    "\u202egnp.exe \x00 [[nested]] $primary [link=http://x]y[/]"
)


async def test_hostile_text_is_only_text(case: Case) -> None:
    case.type(HOSTILE, f"@ {HOSTILE[2:]}, p 3 “{HOSTILE[2:]}”")
    async with at_desk(case) as desk:
        desk.screen.prompt.post_message(events.Paste(HOSTILE))
        await desk.pilot.pause()
        desk.screen.tell(HOSTILE)
        desk.app.say(HOSTILE)
        desk.screen.pane.show(None, HOSTILE)
        await desk.pilot.pause(0.1)
        text = seen(desk.app)
        assert "[@click=app.quit]" in text
        assert not [c for c in text if c != "\n" and (ord(c) < 32 or 127 <= ord(c) < 160)]
        assert "\u202e" not in text


@pytest.mark.parametrize("size", [(120, 40), (80, 24), (40, 10), (20, 6)])
async def test_every_size_shows_the_question_and_takes_an_answer(
    case: Case, size: tuple[int, int]
) -> None:
    async with at_desk(case, size) as desk:
        assert "A1.1" in seen(desk.app)
        await desk.pilot.resize_terminal(40, 10)
        await desk.pilot.resize_terminal(*size)
        await desk.send("y")
        await desk.until(lambda: desk.step != "A1.1")


async def test_only_a_window_of_a_long_talk_is_mounted(case: Case) -> None:
    from dataclasses import replace

    async with at_desk(case) as desk:
        transcript = desk.screen.transcript
        assert desk.screen.shown is not None
        one = desk.screen.shown.turns[0]
        turns = [replace(one, step=f"fact:{n}", name=f"turn {n}") for n in range(300)]
        await transcript.show(turns)
        await desk.pilot.pause()
        assert len(transcript.cards) <= MOST
        assert transcript.cards[-1].turn.name == "turn 299"
        for _ in range(200):
            await desk.pilot.press("pageup")
            assert len(transcript.cards) <= MOST
            if transcript.cards[0].turn.name == "turn 0":
                break
        await desk.until(lambda: transcript.cards[0].turn.name == "turn 0")
        for _ in range(200):
            await desk.pilot.press("pagedown")
            assert len(transcript.cards) <= MOST
            if transcript.cards[-1].turn.name == "turn 299":
                break
        names = [card.turn.name for card in transcript.cards]
        assert names[-1] == "turn 299"
        assert names == [f"turn {n}" for n in range(300 - len(names), 300)]
