"""The comparison on the screen: side by side or beneath, jumps, versions, decisions."""

from __future__ import annotations

from collections.abc import AsyncIterator
from contextlib import asynccontextmanager
from dataclasses import dataclass
from datetime import date
from typing import Any

import pytest
from textual.pilot import Pilot

from domain import intents
from domain.documents import DocumentText
from domain.flags.flag import Verdict as Decision
from storage.store import Store
from tests.tui.compared_case import BEFORE, START, Desk, Worked, case_with, kyle
from tests.tui.house import HouseApp, seen
from tests.tui.waiting import wait_until
from tui.screens.comparison import ComparisonScreen
from tui.screens.comparison_boxes import FlagBox, VersionBox
from tui.screens.flag_decision import FlagDecision
from tui.viewmodel.comparison_rows import Head, Raised, Sentence
from tui.widgets.long_list import LongList

WIDE, NARROW = (100, 40), (99, 40)
DAYS = (date(2012, 1, 12), date(2012, 2, 3), date(2012, 5, 10))


@dataclass(frozen=True)
class Seat:
    """The comparison of a document as a test drives it."""

    app: HouseApp
    pilot: Pilot[Any]
    desk: Desk

    @property
    def screen(self) -> ComparisonScreen:
        return next(s for s in self.app.screen_stack if isinstance(s, ComparisonScreen))

    @property
    def rows(self) -> LongList:
        return self.screen.query_one(LongList)

    @property
    def row(self) -> object:
        return self.screen._row

    async def until(self, holds: Any) -> None:
        await wait_until(self.pilot, holds)

    async def until_shown(self) -> None:
        await self.until(lambda: self.rows.display and self.screen._view is not None)


@asynccontextmanager
async def compared(
    store: Store, desk: Desk, number: int = 2, size: tuple[int, int] = WIDE, flag: str = ""
) -> AsyncIterator[Seat]:
    app = HouseApp(store, lambda: ComparisonScreen(desk.interview, number, flag), desk.interview)
    async with app.run_test(size=size) as pilot:
        await wait_until(pilot, lambda: len(app.screen_stack) > 1)
        yield Seat(app, pilot, desk)


def at_kyles() -> Desk:
    session, findings = kyle()
    return Desk(session, Worked(findings))


def line_with(app: HouseApp, part: str) -> str:
    return next(line for line in seen(app).splitlines() if part in line)


async def test_later_words_stand_left_and_earlier_ones_right(store: Store) -> None:
    async with compared(store, at_kyles()) as seat:
        await seat.until_shown()
        line = line_with(seat.app, "Kyle lives with his aunt")
        assert line.strip().startswith("~")
        assert "│ Kyle lives with his mother" in line


async def test_in_a_narrow_window_earlier_words_stand_beneath(store: Store) -> None:
    async with compared(store, at_kyles(), size=NARROW) as seat:
        await seat.until_shown()
        lines = seen(seat.app).splitlines()
        at = next(n for n, line in enumerate(lines) if "Kyle lives with his aunt" in line)
        assert "mother" not in lines[at]
        assert any("Kyle lives with his mother" in line for line in lines[at + 1 : at + 4])


async def test_a_window_made_narrow_keeps_the_row_one_stands_on(store: Store) -> None:
    async with compared(store, at_kyles()) as seat:
        await seat.until_shown()
        await seat.pilot.press("n")
        assert isinstance(seat.row, Raised)
        await seat.pilot.resize_terminal(60, 16)
        await seat.until(lambda: "Sentence told as still to come" in seen(seat.app))
        assert isinstance(seat.row, Raised)


async def test_jumps_lead_to_flags_new_sentences_and_sections(store: Store) -> None:
    async with compared(store, at_kyles()) as seat:
        await seat.until_shown()
        await seat.pilot.press("n")
        assert isinstance(seat.row, Raised)
        await seat.pilot.press("plus")
        assert isinstance(seat.row, Sentence)
        assert (seat.row.mark, seat.row.text[:10]) == ("+", "Since then")
        await seat.pilot.press("plus")
        assert seat.app.told[-1] == "There is no + below."
        await seat.pilot.press("minus", "s")
        assert isinstance(seat.row, Head)
        assert seat.row.name == "Offence analysis"
        await seat.pilot.press("S")
        assert seat.row.name == "Education, training and employment"


async def test_it_can_be_opened_at_a_flag(store: Store) -> None:
    session, findings = kyle()
    key = findings.flags[0].key
    async with compared(store, Desk(session, Worked(findings)), flag=key) as seat:
        await seat.until_shown()
        assert isinstance(seat.row, Raised)


async def test_enter_leads_from_the_overview_to_its_section(store: Store) -> None:
    async with compared(store, at_kyles()) as seat:
        await seat.until_shown()
        await seat.pilot.press("down", "down", "enter")
        await seat.until(lambda: isinstance(seat.row, Head))
        assert isinstance(seat.row, Head)
        assert seat.row.name == "Living arrangements"
        await seat.until(lambda: "Section 2 of 5 · Living arrangements" in seen(seat.app))


async def test_enter_on_a_flag_shows_record_and_source(store: Store) -> None:
    async with compared(store, at_kyles()) as seat:
        await seat.until_shown()
        await seat.pilot.press("n", "enter")
        await seat.until(lambda: isinstance(seat.app.screen, FlagBox))
        told = seen(seat.app)
        for part in ("Sentenced on 20 Jan 2012.", "inspections of 2011", "“awaiting sentence”"):
            assert part in told
        await seat.pilot.press("escape")
        await seat.until(lambda: seat.app.screen is seat.screen)


async def test_a_flag_is_decided_on_from_its_sentence(store: Store) -> None:
    async with compared(store, at_kyles()) as seat:
        await seat.until_shown()
        await seat.pilot.press("n", "up")
        assert isinstance(seat.row, Sentence)
        await seat.pilot.press("d")
        await seat.until(lambda: isinstance(seat.app.screen, FlagDecision))
        await seat.pilot.press(*"quoted", "enter")
        await seat.until(lambda: "dismissed: quoted" in seen(seat.app))
        (intent,) = seat.desk.taken
        assert isinstance(intent, intents.DecideFlag)
        assert (intent.decision, intent.why) == (Decision.DISMISSED, "quoted")


async def test_deciding_needs_a_flag_to_stand_on(store: Store) -> None:
    async with compared(store, at_kyles()) as seat:
        await seat.until_shown()
        await seat.pilot.press("c")
        assert seat.app.told == ["Stand on a ! first; n goes to the next one."]


async def test_another_earlier_version_can_be_chosen(store: Store) -> None:
    texts = (BEFORE, "Core Asset profile\n\nConclusions\nHe has moved away for good.\n", START)
    session, findings = case_with(*zip(DAYS, map(DocumentText, texts), strict=True))
    async with compared(store, Desk(session, Worked(findings)), number=3) as seat:
        await seat.until_shown()
        assert "compared with 2 earlier documents" in seen(seat.app)
        await seat.pilot.press("v")
        await seat.until(lambda: isinstance(seat.app.screen, VersionBox))
        await seat.pilot.press("down", "enter")
        await seat.until(lambda: "Earlier: Asset, 3 Feb 2012" in seen(seat.app))
        assert "0% of 109 own words" in seen(seat.app)


async def test_the_first_document_has_nothing_to_choose_from(store: Store) -> None:
    async with compared(store, at_kyles(), number=1) as seat:
        await seat.until_shown()
        assert "nothing earlier to compare with" in seen(seat.app)
        await seat.pilot.press("v")
        assert seat.app.told == ["There is no earlier document to compare with."]


async def test_findings_that_come_later_are_shown_when_they_come(store: Store) -> None:
    session, findings = kyle()
    async with compared(store, Desk(session, Worked(None))) as seat:
        await seat.until(lambda: "Working out" in seen(seat.app))
        await seat.pilot.press("n", "v", "c")
        seat.desk.flagging.now_found(findings)
        await seat.until_shown()
        await seat.until(lambda: "Kyle lives with his aunt" in seen(seat.app))


async def test_what_went_wrong_is_told_in_place_of_the_text(store: Store) -> None:
    session, _ = kyle()
    desk = Desk(session, Worked(None, trouble="The flags could not be worked out."))
    async with compared(store, desk) as seat:
        await seat.until(lambda: "could not be worked out" in seen(seat.app))


async def test_a_document_taken_out_meanwhile_is_said_to_be_gone(store: Store) -> None:
    session, findings = kyle()
    desk = Desk(session, Worked(findings, under_way=False))
    async with compared(store, desk, number=9) as seat:
        await seat.until(lambda: "not in the case any more" in seen(seat.app))


async def test_a_document_added_meanwhile_is_waited_for(store: Store) -> None:
    async with compared(store, at_kyles(), number=9) as seat:
        await seat.until(lambda: "Working out" in seen(seat.app))


@pytest.mark.parametrize("key", ["down", "up", "pagedown", "pageup", "end", "home"])
async def test_every_row_one_stands_on_is_in_view(store: Store, key: str) -> None:
    long = " ".join(f"He said that part {n} of it was untrue and unfair." for n in range(60))
    texts = (BEFORE, f"{START}\n{long}\n{'word ' * 900}.\n")
    session, findings = case_with(*zip(DAYS, map(DocumentText, texts), strict=False))
    async with compared(store, Desk(session, Worked(findings)), size=(80, 16)) as seat:
        await seat.until_shown()
        await seat.pilot.press("end" if key in ("up", "pageup", "home") else "home")
        for _ in range(15):
            await seat.pilot.press(key)
            top, rows = seat.rows.scroll_offset.y, seat.rows
            start, end = rows._edges[rows.at], rows._edges[rows.at + 1]
            assert start < top + rows.size.height
            assert end > top


async def test_hostile_text_and_any_size_leave_the_screen_standing(
    store: Store, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setenv("NO_COLOR", "1")
    hostile = "Conclusions\nHe [red]is[/] [@click=app.quit] \x1b[2J and\u202e back [/] 漢字.\n"
    texts = (BEFORE, hostile + "x" * 500)
    session, findings = case_with(*zip(DAYS, map(DocumentText, texts), strict=False))
    async with compared(store, Desk(session, Worked(findings)), size=(80, 24)) as seat:
        await seat.until_shown()
        for width, height in ((40, 10), (120, 40), (20, 5), (80, 24)):
            await seat.pilot.resize_terminal(width, height)
            await seat.pilot.press("end", "pageup", "down", "home")
        await seat.pilot.press("end", "up")
        await seat.until(lambda: "[red]is[/]" in seen(seat.app))
