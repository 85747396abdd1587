"""How often the screen is laid out anew while something is typed."""

from __future__ import annotations

import asyncio
import tempfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import Any

from textual.screen import Screen

from storage.places import Places
from tests.bench.report import Line, counted
from tests.cases import WHO, half_done, home_with
from tests.tui.house import seen
from tests.tui.waiting import wait_until
from tui.app import CorecaseApp
from tui.screens.glossary import GlossaryScreen
from tui.widgets.prompt import Prompt

# A judgement with a reason (turns the pane to the reasons), text, and text taken away again.
KEYS = [*"n copied late", *(["backspace"] * 13), *"y but not on time"]
# A term misspelt and mended, the list walked down, another term read, and back.
LOOKING_UP = [*"risk of hram", *(["backspace"] * 3), *"arm", "down", "enter", "1", "left"]
LOOKING_UP += [*"safegarding"]


def lines() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        home = home_with(Path(folder) / "home", half_done())
        layouts = asyncio.run(layouts_while_typing(home))
        looking_up = asyncio.run(layouts_while_looking_up(home))
    return [
        counted("screen layouts for each key typed", layouts / len(KEYS), 0),
        counted("layouts for each key in the glossary", looking_up / len(LOOKING_UP), 0),
    ]


async def layouts_while_typing(home: Path) -> int:
    app = CorecaseApp(Places(home), case_id=1, who=WHO)
    async with app.run_test(size=(120, 36)) as pilot:
        await wait_until(pilot, lambda: app.interview is not None)
        await pilot.pause()
        await pilot.press("y")
        await pilot.press("backspace")
        with counting_layouts() as done:
            for key in KEYS:
                await pilot.press(key.replace(" ", "space"))
        assert app.screen.query_one(Prompt).text == "y but not on time"
    return len(done)


async def layouts_while_looking_up(home: Path) -> int:
    app = CorecaseApp(Places(home), case_id=1, who=WHO)
    async with app.run_test(size=(120, 36)) as pilot:
        await wait_until(pilot, lambda: app.interview is not None and app.terms.now is not None)
        await pilot.press("ctrl+g")
        await wait_until(pilot, lambda: isinstance(app.screen, GlossaryScreen))
        await wait_until(pilot, lambda: "Reading the terms" not in seen(app))
        await pilot.pause()
        with counting_layouts() as done:
            for key in LOOKING_UP:
                await pilot.press(key.replace(" ", "space"))
        assert "Safeguarding" in seen(app)
    return len(done)


@contextmanager
def counting_layouts() -> Iterator[list[None]]:
    """Each layout of a screen inside adds one to the list."""
    done: list[None] = []
    original = Screen._refresh_layout

    def counted_layout(self: Screen[Any], *arguments: Any, **options: Any) -> None:
        done.append(None)
        original(self, *arguments, **options)

    Screen._refresh_layout = counted_layout  # type: ignore[method-assign]
    try:
        yield done
    finally:
        Screen._refresh_layout = original  # type: ignore[method-assign]
