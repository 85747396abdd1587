"""From Enter to the next question on the screen, its answer on disk: late in a case and early."""

from __future__ import annotations

import tempfile
import time
from pathlib import Path
from typing import Self

from storage.places import Places
from storage.store import Store
from tests.bench.report import Line, against, in_turn
from tests.cases import WHO, home_with, talked
from tests.instruments import type_at
from tests.standing import stands_at, typed
from tests.terminal import DEADLINE, corecase

LATE, EARLY = 110, 1
ROUNDS = 10


def lines() -> list[Line]:
    late, early = talked(LATE, "late"), talked(EARLY, "early")
    with tempfile.TemporaryDirectory() as folder:
        home = home_with(Path(folder) / "home", late, early)
        with Store.open(Places(home)) as store:
            # A question, as at the other case, not one of the facts it would begin with.
            store.save_place(store.find_case("early").id, WHO, "1.1.01", 0)
        with Talk(home, "late") as one, Talk(home, "early") as other:
            times = in_turn(ROUNDS, {"late": one.answer, "early": other.answer})
    what = f"Enter to the next question, answer on disk, from {LATE} turns on"
    return [against(what, times["late"], f"from {EARLY} turn on", times["early"], 2)]


class Talk:
    """One case in a terminal; a session beside it knows which question comes next."""

    def __init__(self, home: Path, reference: str) -> None:
        self.terminal = corecase("interview", reference, "--by", WHO, home=home, size=(96, 36))
        with Store.open(Places(home)) as store:
            case = store.find_case(reference)
            place = store.place(case.id, WHO)
            self.session = store.load(case.id)
        self.home, self.case_id = home, case.id
        self.step = place.key if place else self.session.next_step()

    def __enter__(self) -> Self:
        return self

    def __exit__(self, *_: object) -> None:
        self.terminal.__exit__(None, None, None)

    def answer(self) -> float:
        """Type y, wait for it to be seen, press Enter; seconds to the next question."""
        terminal = self.terminal
        assert self.step is not None
        terminal.wait_for(lambda: stands_at(terminal, self.session, self.step))
        terminal.write("y")
        terminal.wait_for(lambda: typed(terminal) == "y")
        self.session = type_at(self.session, self.step, "y")
        self.step = self.session.next_step(self.step)
        began = time.perf_counter()
        terminal.enter()
        while not stands_at(terminal, self.session, self.step):
            assert time.perf_counter() - began < DEADLINE, terminal.text
            terminal.read(0.05)
        taken = time.perf_counter() - began
        self.check()
        return taken

    def check(self) -> None:
        """The answer is on disk: another connection sees it."""
        with Store.open(Places(self.home), read_only=True) as store:
            assert len(store.load(self.case_id).events) == len(self.session.events)
