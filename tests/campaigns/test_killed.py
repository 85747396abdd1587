"""The program is killed at any moment, again and again, and goes on where it was.

Each round opens the case that the last kill left behind: its question and its half-typed line must
be on the screen. Every answer that had been acknowledged must be in the log.
"""

from __future__ import annotations

import shutil
from collections import Counter
from collections.abc import Iterator
from pathlib import Path
from random import Random

import pytest

from tests.campaigns.kept import crash_record, resumed, session_in, sound, tables_agree
from tests.campaigns.sitting import FullScreen, LineByLine, Mode, Sitting, told
from tests.cases import home_with, talked

KEPT_AFTER = 1.0  # seconds after which typed text must survive
MODES: dict[str, Mode] = {"full screen": FullScreen(), "line by line": LineByLine()}
ROUNDS_A_CASE = 20


@pytest.mark.parametrize("mode", MODES)
def test_killed_ten_times(mode: str, tmp_path: Path) -> None:
    campaign(MODES[mode], 10, 2012, tmp_path)


@pytest.mark.soak
@pytest.mark.parametrize("mode", MODES)
def test_killed_a_hundred_times(mode: str, tmp_path: Path) -> None:
    campaign(MODES[mode], 100, Random().randrange(10**6), tmp_path)


def campaign(mode: Mode, kills: int, seed: int, folder: Path) -> None:
    print(f"{type(mode).__name__}: {kills} kills, seed {seed}")
    chance = Random(seed)
    moments = moments_of(mode, chance)
    done, tally = 0, Counter[str]()
    while done < kills:
        case = Case(mode, folder / f"from-{done}", chance, tally)
        for _ in range(min(ROUNDS_A_CASE, kills - done)):
            case.round(next(moments), f"seed {seed}, kill {done + 1}")
            done += 1
            if case.over:
                break
        shutil.rmtree(case.home)
    print(", ".join(f"{number} {what}" for what, number in tally.items()))
    assert tally["lines acknowledged"] > kills / 2, "the campaign hardly did anything"


def moments_of(mode: Mode, chance: Random) -> Iterator[str]:
    """When the kill comes; every kind of moment comes up in every few rounds."""
    while True:
        kinds = ["starting", "sending", "sending", "sending in a hurry", "typing"]
        if mode.keeps_drafts:
            kinds += ["half typed", "half typed"]
        chance.shuffle(kinds)
        yield from kinds


class Case:
    """One case through a series of kills."""

    def __init__(self, mode: Mode, home: Path, chance: Random, tally: Counter[str]) -> None:
        self.mode, self.chance = mode, chance
        self.home = home_with(home, talked(chance.randrange(100)))
        session = session_in(home)
        self.state = (session, session.next_step())
        self.draft = ""
        self.line = ""  # what the draft is the beginning of
        self.tally = tally

    @property
    def over(self) -> bool:
        return self.state[1] is None

    def round(self, moment: str, name: str) -> None:
        with self.mode.open(self.home) as terminal:
            sitting = Sitting(self.mode, terminal, self.chance, [self.state], begun=self.draft)
            if self.line:
                sitting.lines.append(self.line)
            kept_for_sure = self.until_killed(sitting, moment)
        self.check(sitting, kept_for_sure, f"{name}: {moment}")

    def until_killed(self, sitting: Sitting, moment: str) -> bool:
        """Play the script up to the kill; whether text in the prompt must have been kept."""
        chance, terminal = self.chance, sitting.terminal
        if moment == "starting":
            terminal.pump(chance.uniform(0, 1.2))
            sitting.die()
            return True
        sitting.wait_until_asked()
        sitting.wait(lambda: self.mode.has_typed(terminal, self.draft), f"draft {self.draft!r}")
        for _ in range(chance.randrange(4)):
            if sitting.over:
                break
            sitting.send()
            if moment != "sending in a hurry":
                sitting.wait_until_asked()
        if sitting.over:
            sitting.die()
            return True
        if moment in ("typing", "half typed"):
            line = sitting.begin_line()
            if moment == "half typed":
                sitting.wait_until_asked()
                sitting.wait(lambda: self.mode.has_typed(terminal, line), f"typed {line!r}")
                terminal.pump(KEPT_AFTER)
        else:
            sitting.send()
            terminal.pump(chance.uniform(0, 0.08))
        sitting.die()
        return moment == "half typed"

    def check(self, sitting: Sitting, kept_for_sure: bool, name: str) -> None:
        assert crash_record(self.home) == "", name
        assert "Traceback" not in sitting.terminal.output.decode(errors="replace"), name
        log = session_in(self.home)
        fits = [n for n, (state, _) in enumerate(sitting.states) if told(state) == told(log)]
        assert fits, f"{name}: the log is of no moment of the script"
        reached = fits[-1]
        assert reached >= sitting.acknowledged, f"{name}: lost {sitting.lines[reached:]}"
        assert sound(self.home), name
        assert tables_agree(self.home), name
        step, draft = resumed(self.home)
        assert step == sitting.states[reached][1], name
        line = sitting.lines[reached] if reached < len(sitting.lines) else ""
        if not self.mode.keeps_drafts:
            assert draft == "", name
            line = ""
        elif kept_for_sure:
            assert draft == sitting.begun, name
        assert line.startswith(draft), name
        self.state, self.draft, self.line = (log, step), draft, line
        self.tally["lines acknowledged"] += sitting.acknowledged
        self.tally["lines on disk"] += reached
        self.tally["drafts kept"] += bool(draft)
