"""The whole demonstration written out and read into an empty database: nothing is lost on the way.

Done by the commands a person would type, with nothing shared between the two but the file.
"""

from __future__ import annotations

import json
import subprocess
from pathlib import Path
from typing import Any

import pytest

from domain.interview import Session
from storage.demonstration import write_demonstration
from storage.places import Places
from storage.records import CaseLog, NewInspection
from storage.store import Store
from tests.cases import instrument
from tests.terminal import COMMAND, ROOT, surroundings

# Both tests begin with the same demonstration and its scores: one worker makes them.
pytestmark = pytest.mark.xdist_group("carried over")


@pytest.fixture(scope="module")
def demonstration(tmp_path_factory: pytest.TempPathFactory) -> Path:
    home = tmp_path_factory.mktemp("demonstration") / "home"
    write_demonstration(home)
    return home


def run(home: Path, *arguments: str | Path) -> str:
    done = subprocess.run(
        (*COMMAND, *map(str, arguments)),
        cwd=ROOT,
        env=surroundings({"CORECASE_HOME": str(home)}),
        stdin=subprocess.DEVNULL,
        capture_output=True,
        text=True,
        encoding="utf-8",
        check=False,
    )
    assert done.returncode == 0, done.stderr
    return done.stdout


def scores(home: Path, *options: str) -> dict[str, Any]:
    told = json.loads(run(home, "score", "--json", *options))
    assert isinstance(told, dict)
    return told


@pytest.fixture(scope="module")
def published(demonstration: Path) -> dict[str, Any]:
    return scores(demonstration)


def logs(home: Path) -> list[CaseLog]:
    with Store.open(Places(home), read_only=True) as store:
        return store.logs(store.find_inspection().id)


def test_complete_record(demonstration: Path, published: dict[str, Any], tmp_path: Path) -> None:
    file, empty = tmp_path / "all.json", tmp_path / "empty"
    run(demonstration, "export", "--all", "-o", file)
    run(empty, "import", file, "--unencrypted")
    assert logs(empty) == logs(demonstration)
    assert len(logs(empty)) == 65
    assert scores(empty) == published
    assert scores(empty, "--open") == scores(demonstration, "--open")
    again = tmp_path / "again.json"
    run(empty, "export", "--all", "-o", again)
    assert again.read_bytes() == file.read_bytes()


def test_table_of_answers(demonstration: Path, published: dict[str, Any], tmp_path: Path) -> None:
    file, empty = tmp_path / "all.csv", tmp_path / "empty"
    run(demonstration, "export", "--all", "-o", file)
    with Store.open(Places(empty)) as store:
        name = published["inspection"].rpartition(" ")
        store.create_inspection(NewInspection(name[0], int(name[2])), instrument())
    run(empty, "import", file)
    assert scores(empty) == published
    given = dict(map(answers, logs(demonstration)))
    taken = dict(map(answers, logs(empty)))
    assert len(taken) == published["cases"]
    assert taken.items() <= given.items()
    again = tmp_path / "again.csv"
    run(empty, "export", "--all", "-o", again)
    assert again.read_bytes() == file.read_bytes()


def answers(log: CaseLog) -> tuple[str, dict[str, str]]:
    session = Session.start(instrument(), log.reference).apply(log.events)
    given = (a for a in session.answers.values() if a.standing != "parked")
    return log.reference, {f"{a.key.question} {a.key.row}": f"{a}" for a in given}
