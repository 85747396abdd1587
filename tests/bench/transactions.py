"""How many transactions an answer takes, from Enter to the next question."""

from __future__ import annotations

import asyncio
import tempfile
from pathlib import Path
from typing import Any

from sqlalchemy import event
from textual.pilot import Pilot

from storage.engine import _WRITES
from storage.places import Places
from tests.bench.report import Line, counted
from tests.cases import WHO, half_done, home_with
from tests.tui.waiting import wait_until
from tui.app import CorecaseApp
from tui.widgets.prompt import Prompt


def lines() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        home = home_with(Path(folder) / "home", half_done())
        at_once, with_draft = asyncio.run(commits_for_answers(home))
    return [
        counted("transactions for an answer", at_once, 1),
        counted("the same, where a draft was kept before it", with_draft, 1),
    ]


async def commits_for_answers(home: Path) -> tuple[int, int]:
    app = CorecaseApp(Places(home), case_id=1, who=WHO)
    async with app.run_test(size=(120, 36)) as pilot:
        await wait_until(pilot, lambda: app.interview is not None)
        done = writes_of(app)
        await answer(pilot, app)  # whatever belongs to the first one only
        done.clear()
        await answer(pilot, app)
        at_once = len(done)
        app.screen.query_one(Prompt).insert("y, he said so")
        await wait_until(pilot, lambda: app.interview is not None and app.interview.draft())
        done.clear()
        await answer(pilot, app)
        return at_once, len(done)


def writes_of(app: CorecaseApp) -> list[None]:
    """Each transaction that writes adds one to the list."""
    done: list[None] = []
    assert app.store is not None
    engine = app.store._database.engine

    @event.listens_for(engine, "commit")
    def committed(connection: Any) -> None:
        if connection.get_execution_options().get(_WRITES):
            done.append(None)

    return done


async def answer(pilot: Pilot[None], app: CorecaseApp) -> None:
    """Answer the present question, and wait until the next one stands there."""
    interview = app.interview
    assert interview is not None
    before, step = len(interview.session.events), interview.step
    prompt = app.screen.query_one(Prompt)
    if not prompt.text:
        prompt.insert("y")
    await pilot.press("enter")
    await wait_until(
        pilot, lambda: len(interview.session.events) > before and interview.step != step
    )
    await pilot.pause()
