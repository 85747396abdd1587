"""The power goes at a chance moment of each command, and of an hour's work on a case."""

from __future__ import annotations

import os
import shutil
from collections.abc import Callable
from contextlib import closing
from functools import cache, partial
from itertools import pairwise
from pathlib import Path
from random import Random
from typing import NamedTuple

from domain.answers import AnswerKey
from domain.intents import Remark
from domain.interview import Session
from storage.encryption import Key, sound
from storage.engine import raw_connection
from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from tests.campaigns.faults.commands import (
    COMMANDS,
    State,
    check,
    copied,
    prepare,
    run,
    state_of,
)
from tests.campaigns.faults.disk import Disk
from tests.campaigns.faults.watched import Watched
from tests.instruments import take
from tests.storage.filing import library
from tests.storage.keyed import FEW, PASSPHRASE

_ANSWERS = 40


class Work(NamedTuple):
    """Something done in a folder. check: raises unless what is found there fits what was said."""

    prepared: Path
    do: Callable[[Path, int], None]
    check: Callable[[Path, list[bytes]], None]


def power(folder: Path, runs: int, names: list[str]) -> None:
    """Let the power go `runs` times in all, and print how often each kind of work survived."""
    prepared = folder / "prepared"
    prepare(prepared)
    before = state_of(prepared / "home")
    works = {
        "work on a plain database": _sitting(folder / "plain", None),
        "work on an encrypted database": _sitting(folder / "encrypted", PASSPHRASE),
    } | {name: _command(folder, prepared, before, name) for name in COMMANDS}
    wanted = names or list(works)
    for number, name in enumerate(wanted):
        share = runs * (number + 1) // len(wanted) - runs * number // len(wanted)
        _tried(folder, works[name], name, share)
        print(f"{name}: the power went {share} times", flush=True)
    print(f"{runs} losses of power survived")


def _tried(folder: Path, work: Work, name: str, share: int) -> None:
    done = folder / "done"
    shutil.copytree(work.prepared, done)
    seen = Watched(done, partial(work.do, done))
    assert seen.status == 0, f"{name} failed"
    shutil.rmtree(done)
    for trial in range(share):
        chance = Random(f"{name} {trial}")
        # The last moment is when all was done and told.
        last = len(seen.deeds) if trial == 0 else chance.randrange(len(seen.deeds) + 1)
        shutil.copytree(work.prepared, done)
        disk = Disk(done)
        for deed in seen.deeds[:last]:
            disk.do(deed)
        shutil.rmtree(done)
        found = folder / "found"
        disk.power_goes(found, chance)
        told = [deed.data for deed in seen.deeds[:last] if deed.what == "said"]
        try:
            work.check(found, told)
        except AssertionError as error:
            raise AssertionError(
                f"{name}, trial {trial}, power gone after {last} of {len(seen.deeds)}: {error}"
            ) from error
        shutil.rmtree(found)


def _command(folder: Path, prepared: Path, before: State, name: str) -> Work:
    command = COMMANDS[name]

    @cache
    def done() -> tuple[State, bytes]:
        whole = folder / name
        copied(prepared, whole)
        assert Watched(whole, partial(run, whole, command)).status == 0, f"{name} failed"
        written = (whole / command.out).read_bytes() if command.out else b""
        return state_of(whole / "home"), written

    def checked(found: Path, told: list[bytes]) -> None:
        was_done = check(found, command, before, *done())
        assert was_done or not told, "said to be done, and lost"

    return Work(prepared, lambda folder, told: run(folder, command, told), checked)


def _sitting(prepared: Path, passphrase: str | None) -> Work:
    """One answer after another, each told when it is saved; what was told must be found."""
    places = Places(prepared / "home")
    with Store.open(places, passphrase=passphrase, rounds=FEW) as store:
        made = store.create_inspection(NewInspection("Testshire", 2012), library())
        case = store.create_case(made.id, "07")
        session = store.load(case.id)
    states = [session]
    for number in range(_ANSWERS):
        states.append(take(states[-1], Remark(AnswerKey("A1.1"), f"line {number} " + "x" * 900)))

    def do(folder: Path, told: int) -> None:
        with Store.open(Places(folder / "home"), passphrase=passphrase, rounds=FEW) as store:
            for before, after in pairwise(states):
                store.append(case.id, before, after.events[len(before.events) :])
                os.write(told, b".")

    return Work(prepared, do, partial(_all_that_was_told, states, case.id, passphrase))


def _all_that_was_told(
    states: list[Session], case_id: int, passphrase: str | None, found: Path, told: list[bytes]
) -> None:
    places = Places(found / "home")
    assert places.file is not None
    key = None if passphrase is None else Key(passphrase, FEW)
    with closing(raw_connection(places.file, key)) as raw:
        # A page torn while the log was folded in stands whole in the log: first that again.
        raw.execute("PRAGMA wal_checkpoint(TRUNCATE)")
        assert sound(raw)
    with Store.open(places, passphrase=passphrase, rounds=FEW) as store:
        session = store.load(case_id)
        assert store.trail.verify().sound
    assert session in states
    assert states.index(session) >= len(told), "said to be saved, and lost"
