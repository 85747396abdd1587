"""A door takes an input or refuses it in a sentence, within two seconds and with nothing half done.

The long form prints how many inputs each door survived.
"""

from __future__ import annotations

from pathlib import Path
from random import Random

import pytest

from tests.campaigns.fuzz.doors import DOORS
from tests.campaigns.fuzz.guided import Door, Finding, again, fuzz

FEW = 150
SLOW = {"line-mode": 12, "document-words": 25, "database-plain": 30, "database-encrypted": 30}
MANY = 100_000


@pytest.mark.parametrize("name", DOORS)
def test_a_few_inputs(name: str, tmp_path: Path, capfd: pytest.CaptureFixture[str]) -> None:
    with DOORS[name](tmp_path) as door:
        again(door)
        tally = fuzz(door, SLOW.get(name, FEW), seed=2012)
    assert tally.inputs == SLOW.get(name, FEW)
    assert capfd.readouterr().err == ""


@pytest.mark.soak
@pytest.mark.parametrize("name", DOORS)
def test_a_hundred_thousand_inputs(name: str, tmp_path: Path) -> None:
    seed = Random().randrange(10**6)
    with DOORS[name](tmp_path) as door:
        tally = fuzz(door, MANY, seed=seed)
    print(f"{tally} (seed {seed})")
    assert 0 < tally.taken < tally.inputs == MANY


def test_what_is_neither_taken_nor_refused_is_a_finding_and_kept(
    tmp_path: Path, monkeypatch: pytest.MonkeyPatch
) -> None:
    monkeypatch.setattr("tests.campaigns.fuzz.guided.KEPT", tmp_path)
    monkeypatch.setattr("tests.campaigns.fuzz.guided.ROOT", tmp_path)

    def enter(data: bytes) -> bool:
        return bool(b"abc"[len(data)])

    door = Door("made-up", (b"", b"a", b"bb", b"ccc"), enter)
    with pytest.raises(Finding, match="IndexError"):
        fuzz(door, 10, seed=1)
    (kept,) = (tmp_path / "made-up").iterdir()
    assert kept.read_bytes() == b"ccc"
    with pytest.raises(IndexError):
        again(door)


def test_what_takes_too_long_is_a_finding(tmp_path: Path, monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr("tests.campaigns.fuzz.guided.KEPT", tmp_path)
    monkeypatch.setattr("tests.campaigns.fuzz.guided.ROOT", tmp_path)
    monkeypatch.setattr("tests.campaigns.fuzz.guided.LONGEST_SECONDS", 0.05)

    def enter(_data: bytes) -> bool:
        while True:
            pass

    with pytest.raises(Finding, match="longer"):
        fuzz(Door("made-up", (b"",), enter), 1, seed=1)
