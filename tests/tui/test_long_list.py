"""A list of thousands of rows: only what is in view is drawn, and one never gets lost in it."""

from __future__ import annotations

from collections import Counter
from dataclasses import dataclass, field

import pytest
from textual.app import App, ComposeResult
from textual.content import Content

from tests.tui.house import seen
from tests.tui.waiting import wait_until
from tui.themes import DARK, THEMES
from tui.widgets.long_list import LongList


@dataclass
class Line:
    """A row of so many lines; it counts how often it was drawn."""

    number: int
    high: int = 1
    stands: bool = True
    drawn: Counter[int] = field(default_factory=Counter)

    def height(self, width: int) -> int:
        return self.high

    def lines(self, width: int) -> list[Content]:
        self.drawn[self.number] += 1
        return [Content(f"row {self.number}, line {n}") for n in range(self.high)]


class ListApp(App[None]):
    def __init__(self, rows: list[Line]) -> None:
        super().__init__()
        self.rows = rows
        self.chosen: list[int] = []
        for theme in THEMES:
            self.register_theme(theme)
        self.theme = DARK

    def compose(self) -> ComposeResult:
        yield LongList()

    def on_mount(self) -> None:
        self.list.show_blocks(self.rows)

    def on_long_list_chosen(self, event: LongList.Chosen) -> None:
        self.chosen.append(event.at)

    @property
    def list(self) -> LongList:
        return self.query_one(LongList)


async def test_only_rows_in_view_are_drawn() -> None:
    drawn: Counter[int] = Counter()
    app = ListApp([Line(n, drawn=drawn) for n in range(20_000)])
    async with app.run_test(size=(60, 20)) as pilot:
        await wait_until(pilot, lambda: "row 0," in seen(app))
        app.list.go(15_000)
        await wait_until(pilot, lambda: "row 15000," in seen(app))
        assert len(drawn) <= 3 * 20


async def test_a_row_far_away_comes_with_some_of_what_is_before_it() -> None:
    app = ListApp([Line(n) for n in range(500)])
    async with app.run_test(size=(60, 20)) as pilot:
        await wait_until(pilot, lambda: "row 0," in seen(app))
        app.list.go(300)
        await wait_until(pilot, lambda: "row 300," in seen(app))
        assert "row 296," in seen(app)


async def test_rows_that_are_only_to_be_read_are_passed_over() -> None:
    app = ListApp([Line(n, stands=n % 3 == 0) for n in range(30)])
    async with app.run_test(size=(60, 10)) as pilot:
        await wait_until(pilot, lambda: "row 0," in seen(app))
        await pilot.press("down", "down")
        assert app.list.at == 6
        await pilot.press("up", "enter")
        await wait_until(pilot, lambda: app.chosen == [3])


async def test_a_row_higher_than_the_window_is_read_line_by_line() -> None:
    app = ListApp([Line(0, high=30), Line(1)])
    async with app.run_test(size=(60, 10)) as pilot:
        await wait_until(pilot, lambda: "row 0," in seen(app))
        await pilot.press(*["down"] * 20)
        assert app.list.at == 0
        await wait_until(pilot, lambda: "row 0, line 29" in seen(app))
        await pilot.press("down")
        assert app.list.at == 1


@pytest.mark.parametrize("size", [(12, 3), (200, 60)])
async def test_a_list_of_nothing_takes_every_key(size: tuple[int, int]) -> None:
    app = ListApp([])
    async with app.run_test(size=size) as pilot:
        await pilot.press("down", "up", "pagedown", "pageup", "home", "end", "enter", "space")
        await pilot.resize_terminal(40, 10)
        await pilot.click(LongList)
        assert not app.chosen


async def test_a_click_stands_on_the_row_beneath_it() -> None:
    app = ListApp([Line(n) for n in range(100)])
    async with app.run_test(size=(60, 10)) as pilot:
        await wait_until(pilot, lambda: "row 0," in seen(app))
        await pilot.click(LongList, offset=(5, 4))
        assert app.list.at == 4


async def test_the_row_one_stands_on_has_a_mark_and_not_only_a_colour() -> None:
    app = ListApp([Line(n) for n in range(5)])
    async with app.run_test(size=(60, 10)) as pilot:
        await wait_until(pilot, lambda: "› row 0," in seen(app))  # noqa: RUF001
        await pilot.press("down")
        await wait_until(pilot, lambda: "› row 1," in seen(app))  # noqa: RUF001
        assert "› row 0," not in seen(app)  # noqa: RUF001
