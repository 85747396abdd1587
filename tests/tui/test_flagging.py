"""Flags are worked out beside the interview: one at a time, the newest only, never in its way."""

from __future__ import annotations

import asyncio
import sys
import threading
from collections.abc import Callable, Iterator
from pathlib import Path
from typing import Any, cast

import pytest

import storage.checking
from domain import intents
from domain.answers import AnswerKey
from domain.flags.checking import Findings
from domain.interview import Session
from storage.errors import StorageError
from storage.store import Store
from tests.cases import instrument
from tests.instruments import take
from tests.tui.flagged_case import ADDED, FACTS, flagged_case
from tests.tui.house import StandingClock
from tui.flagging import Flagging

EMPTY = Session.start(instrument(), "07")
FULL = take(EMPTY, *FACTS, ADDED)
MOVED = take(FULL, intents.SetFact("birth_date", "1996-05-02"))
JUDGED = take(FULL, intents.Remark(key=AnswerKey("1.1.01"), text="she said so"))


class Bench:
    """Stands in for the check: notes what it is asked for, and waits to be let go."""

    def __init__(self) -> None:
        self.asked: list[Session] = []
        self.go_on = threading.Semaphore(0)
        self.turns: list[float] = []
        self.error: Exception | None = None

    def check(self, _store: Store, _case_id: int, session: Session, _today: object) -> Findings:
        self.asked.append(session)
        self.turns.append(sys.getswitchinterval())
        assert self.go_on.acquire(timeout=10)
        if self.error is not None:
            raise self.error
        return cast("Findings", session)  # whatever it is, it is of that session


@pytest.fixture
def bench(monkeypatch: pytest.MonkeyPatch) -> Iterator[Bench]:
    bench = Bench()
    monkeypatch.setattr(storage.checking, "check_case", bench.check)
    yield bench
    for _ in range(10):
        bench.go_on.release()


@pytest.fixture
def flagging() -> Flagging:
    return Flagging(cast("Store", None), 1, StandingClock())


async def until(holds: Callable[[], Any]) -> None:
    async with asyncio.timeout(10):
        while not holds():
            await asyncio.sleep(0.005)


async def test_listeners_are_told_in_the_thread_of_the_interface(
    bench: Bench, flagging: Flagging
) -> None:
    told: list[int] = []
    flagging.listen(lambda: told.append(threading.get_ident()))
    flagging.follow(FULL)
    await until(lambda: bench.asked)
    assert flagging.findings is None
    assert flagging.under_way
    bench.go_on.release()
    await until(lambda: told)
    assert told == [threading.get_ident()]
    assert flagging.findings is cast("Any", FULL)
    assert not flagging.under_way


async def test_only_facts_and_documents_have_them_worked_out_again(
    bench: Bench, flagging: Flagging
) -> None:
    bench.go_on.release()
    flagging.follow(FULL)
    await until(lambda: flagging.findings)
    flagging.follow(JUDGED)
    assert not flagging.under_way
    flagging.follow(MOVED)
    assert flagging.under_way
    bench.go_on.release()
    await until(lambda: not flagging.under_way)
    assert bench.asked == [FULL, MOVED]


async def test_one_worker_at_a_time_and_the_newest_wins(bench: Bench, flagging: Flagging) -> None:
    told: list[object] = []
    flagging.listen(lambda: told.append(flagging.findings))
    other = take(FULL, intents.SetFact("birth_date", "1996-05-03"))
    flagging.follow(FULL)
    await until(lambda: bench.asked)
    flagging.follow(other)
    flagging.follow(MOVED)
    assert bench.asked == [FULL]
    bench.go_on.release()
    await until(lambda: len(bench.asked) == 2)
    assert told == []
    bench.go_on.release()
    await until(lambda: told)
    assert bench.asked == [FULL, MOVED]
    assert told == [MOVED]


async def test_a_fact_changed_and_back_again_needs_nothing_new(
    bench: Bench, flagging: Flagging
) -> None:
    flagging.follow(FULL)
    await until(lambda: bench.asked)
    flagging.follow(MOVED)
    flagging.follow(FULL)
    bench.go_on.release()
    await until(lambda: not flagging.under_way)
    assert bench.asked == [FULL]
    assert flagging.findings is cast("Any", FULL)


async def test_a_case_that_was_left_is_told_nothing(bench: Bench, flagging: Flagging) -> None:
    told: list[object] = []
    flagging.listen(lambda: told.append(flagging.findings))
    flagging.follow(FULL)
    await until(lambda: bench.asked)
    flagging.leave()
    bench.go_on.release()
    await until(lambda: not flagging.under_way)
    assert told == []
    flagging.follow(MOVED)
    assert bench.asked == [FULL]


@pytest.mark.parametrize(
    ("error", "said"),
    [
        (StorageError("The disk is gone."), "could not be worked out: The disk is gone."),
        (ValueError("Kyle lives with"), "a fault in corecase (ValueError)."),
    ],
)
async def test_what_goes_wrong_is_one_sentence_without_words_of_a_document(
    bench: Bench, flagging: Flagging, error: Exception, said: str
) -> None:
    told: list[str] = []
    flagging.listen(lambda: told.append(flagging.trouble))
    bench.error = error
    bench.go_on.release()
    flagging.follow(FULL)
    await until(lambda: told)
    assert said in told[0]
    assert "Kyle" not in told[0]


async def test_a_case_without_documents_starts_no_worker(bench: Bench, flagging: Flagging) -> None:
    flagging.follow(EMPTY)
    assert not flagging.under_way
    assert flagging.findings is None
    assert bench.asked == []


async def test_the_worker_takes_short_turns_and_leaves_the_usual_ones(
    bench: Bench, flagging: Flagging
) -> None:
    usual = sys.getswitchinterval()
    bench.go_on.release()
    flagging.follow(FULL)
    await until(lambda: flagging.findings)
    assert bench.turns[0] < usual
    assert sys.getswitchinterval() == usual


def test_without_an_interface_it_is_waited_for(bench: Bench, flagging: Flagging) -> None:
    bench.go_on.release()
    assert flagging.now(FULL) is cast("Any", FULL)
    assert flagging.now(JUDGED) is cast("Any", FULL)
    assert bench.asked == [FULL]


def test_a_conversation_that_must_go_on_is_told_what_went_wrong(
    bench: Bench, flagging: Flagging
) -> None:
    bench.error = ValueError("Kyle lives with")
    bench.go_on.release()
    assert flagging.tried_now(FULL) is None
    assert "a fault in corecase (ValueError)." in flagging.trouble
    bench.error = None
    bench.go_on.release()
    assert flagging.tried_now(MOVED) is cast("Any", MOVED)
    assert flagging.trouble == ""


def test_the_flags_of_a_case_on_disk_are_found(tmp_path: Path) -> None:
    case = flagged_case(tmp_path / "home")
    with case.store() as store:
        findings = Flagging(store, case.id, StandingClock()).now(store.load(case.id))
    assert findings is not None
    assert any("awaiting sentence" in flag.say for flag in findings.flags)
