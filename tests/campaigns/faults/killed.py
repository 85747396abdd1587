"""Each command killed before each change that it makes to the disk."""

from __future__ import annotations

import shutil
from functools import partial
from pathlib import Path

from tests.campaigns.faults.commands import COMMANDS, check, copied, prepare, run, state_of
from tests.campaigns.faults.watched import Watched


def killed(folder: Path, runs: int, names: list[str]) -> None:
    """Kill `runs` times in all, spread over the commands, and print how often each was done."""
    prepared = folder / "prepared"
    prepare(prepared)
    wanted = names or list(COMMANDS)
    before = state_of(prepared / "home")
    total = 0
    for number, name in enumerate(wanted):
        share = runs * (number + 1) // len(wanted) - runs * number // len(wanted)
        whole = folder / "whole"
        copied(prepared, whole)
        seen = Watched(whole, partial(run, whole, COMMANDS[name]))
        assert seen.status == 0, f"{name} failed"
        after = state_of(whole / "home")
        out = COMMANDS[name].out
        written = (whole / out).read_bytes() if out else b""
        done = 0
        for last in _places(seen.count, share):
            trial = folder / "trial"
            copied(prepared, trial)
            killed_one = Watched(trial, partial(run, trial, COMMANDS[name]), last)
            assert killed_one.killed, f"{name}: not killed at change {last} of {seen.count}"
            try:
                done += check(trial, COMMANDS[name], before, after, written)
            except AssertionError as error:
                raise AssertionError(f"{name}, killed before change {last}: {error}") from error
            total += 1
            shutil.rmtree(trial)
        shutil.rmtree(whole)
        print(
            f"{name}: {seen.count} changes, killed {share} times, {done} of them done", flush=True
        )
    print(f"{total} kills survived")


def _places(count: int, share: int) -> list[int]:
    """Where to kill: spread over all changes, and each of them again when there are more kills."""
    return [1 + (2 * n + 1) * count // (2 * share) % count for n in range(share)]
