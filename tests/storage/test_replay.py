"""Whatever is done to a case, in however many saves, tables and log say the same."""

from __future__ import annotations

import subprocess
import sys
import threading
from collections.abc import Callable
from pathlib import Path

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from domain.answers import AnswerKey, Evidence
from domain.errors import Refused
from domain.intents import Cite, Intent, Judge, Redo, Remark, SetFact, TakeBack, Undo
from domain.scoring import counts_of
from storage.places import Places
from storage.records import CaseLine, NewInspection
from storage.store import Store
from tests.instruments import WHO, take, tiny

ROOT = Path(__file__).resolve().parents[2]
KEYS = [
    AnswerKey("A1.1"),
    AnswerKey("A1.2"),
    AnswerKey("B1.1"),
    AnswerKey("B1.2"),
    AnswerKey("B1.3", "fiction"),
]
key = st.sampled_from(KEYS)
yes_no = st.sampled_from(["yes", "no"])
step: st.SearchStrategy[Intent] = st.one_of(
    st.builds(Judge, key, st.sampled_from(["yes", "nei"]), st.just(()), st.sampled_from(["", "a"])),
    st.builds(Judge, key, st.just("no"), st.sampled_from([("late",), ("copied", "late"), ()])),
    st.builds(TakeBack, key),
    st.builds(Remark, key, st.sampled_from(["said", "[b]so[/b]"])),
    st.builds(Cite, key, st.builds(Evidence, st.sampled_from(["plan", "log"]))),
    st.builds(SetFact, st.sampled_from(["has_steps", "lends"]), yes_no),
    st.builds(SetFact, st.just("stocked"), st.sampled_from([(), ("fiction",)])),
    st.builds(Undo),
    st.builds(Redo),
)


@settings(max_examples=60, deadline=None)
@given(st.lists(step, max_size=14), st.lists(st.booleans(), min_size=14, max_size=14))
def test_tables_say_what_the_log_says(
    tmp_path_factory: pytest.TempPathFactory, steps: list[Intent], saves: list[bool]
) -> None:
    with Store.open(Places(tmp_path_factory.mktemp("replay"))) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), tiny())
        case = store.create_case(inspection.id, "07")
        saved = session = store.load(case.id)
        for intent, save in zip([*steps, None], [*saves[: len(steps)], True], strict=True):
            try:
                session = take(session, intent) if intent else session
            except Refused:
                continue
            if save:
                saved = store.append(case.id, saved, session.events[len(saved.events) :])
        assert store.load(case.id) == session
        counts = store.counts(inspection.id, include_open=True)
        assert counts == counts_of(session.answers.values())
        lines = store.why(inspection.id, [key.question for key in KEYS], include_open=True)
        assert {
            line.key: (line.judgement, line.standing, line.reasons, line.note, line.unclear)
            for line in lines
        } == {
            key: (a.judgement, a.standing, a.reasons, a.note, a.unclear)
            for key, a in session.answers.items()
        }
        assert store.case(case.id).answered == session.progress.answered


def test_threads_take_turns(store: Store, case: CaseLine) -> None:
    failures: list[BaseException] = []

    def run(work: Callable[[int], object]) -> None:
        try:
            for n in range(40):
                work(n)
        except BaseException as error:
            failures.append(error)

    def answer(n: int) -> None:
        before = store.load(case.id)
        after = take(before, Remark(KEYS[0], f"line {n}"))
        store.append(case.id, before, after.events[len(before.events) :])

    jobs: list[Callable[[int], object]] = [
        answer,
        lambda n: store.save_draft(case.id, WHO, f"k{n % 5}", f"text {n}"),
        lambda n: store.cases(),
        lambda n: store.counts_by_inspection(include_open=True),
    ]
    threads = [threading.Thread(target=run, args=(job,)) for job in jobs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join(60)
    assert failures == []
    assert len(store.load(case.id).events) == 40
    assert len(store.drafts(case.id, WHO)) == 5


def test_values_and_errors_are_there_before_the_database_packages() -> None:
    code = """
import sys
import storage.errors, storage.places, storage.records
heavy = {"alembic", "sqlalchemy", "sqlmodel", "sqlite3", "pydantic", "rapidfuzz"} & set(sys.modules)
assert not heavy, heavy
"""
    subprocess.run([sys.executable, "-c", code], cwd=ROOT, check=True)
