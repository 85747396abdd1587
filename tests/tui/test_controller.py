"""What an open case does with lines that meet another window, another person or a full disk."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import timedelta
from pathlib import Path
from typing import Any

import pytest

from domain.answers import AnswerKey
from domain.typed import Unclear, read
from storage.errors import NotSaved
from storage.store import Store
from tests.instruments import NOON, TODAY, WHO
from tests.tui.house import StandingClock
from tests.tui.opened_case import FACTS, Case, new_case
from tui.controller import Interview

FIRST, SECOND = AnswerKey("A1.1"), AnswerKey("A1.2")


@pytest.fixture
def case(tmp_path: Path) -> Case:
    return new_case(tmp_path / "home", *FACTS)


@pytest.fixture
def store(case: Case) -> Iterator[Store]:
    with case.store() as store:
        yield store


def opened(store: Store, case: Case, clock: StandingClock | None = None) -> Interview:
    return Interview.open(store, case.id, WHO, clock or StandingClock())


def fill(monkeypatch: pytest.MonkeyPatch) -> None:
    def full(self: Store, *arguments: Any) -> Any:
        raise NotSaved("The disk is full.")

    monkeypatch.setattr(Store, "append", full)


@pytest.mark.parametrize("line", ["y", "y and a note"])
def test_the_same_answer_again_is_no_answer_to_another_windows_change(
    store: Store, case: Case, line: str
) -> None:
    interview = opened(store, case)
    interview.submit("y")
    interview.go("A1.1")
    other = opened(store, case)
    other.go("A1.1")
    other.submit("n late")
    outcome = interview.submit(line)
    assert outcome.kind == "refused"
    assert outcome.text == line
    assert interview.session.judged[FIRST] == "no"
    assert interview.submit(line).kind == "saved"
    assert interview.session.judged[FIRST] == "yes"


def test_an_unsaved_line_is_kept_when_another_question_is_answered(
    store: Store, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview = opened(store, case)
    with monkeypatch.context() as patch:
        fill(patch)
        assert interview.submit("y quite so").kind == "not saved"
    interview.go("A1.2")
    assert interview.unsaved_line is None
    assert interview.submit("y").kind == "saved"
    assert interview.not_saved == ""
    assert interview.draft("A1.1") == "y quite so"
    assert FIRST not in interview.session.judged
    assert SECOND in interview.session.judged


def test_an_unclear_line_comes_back_whole_when_its_way_is_not_saved(
    store: Store, case: Case, monkeypatch: pytest.MonkeyPatch
) -> None:
    interview = opened(store, case)
    line = "no record of it"
    unclear = read(interview.session, "A1.1", line, TODAY)
    assert isinstance(unclear, Unclear)
    fill(monkeypatch)
    assert interview.choose(unclear.ways[0], line).text == line


def test_a_draft_outlives_the_answer_of_another_person(store: Store, case: Case) -> None:
    interview = opened(store, case)
    interview.keep_draft("half a thought")
    late = StandingClock(NOON + timedelta(days=40_000))
    other = Interview.open(store, case.id, "M.T.", late)
    other.go("A1.1")
    other.submit("n late")
    assert opened(store, case).draft("A1.1") == "half a thought"


def test_a_key_that_saves_something_leaves_the_draft(store: Store, case: Case) -> None:
    from domain import intents

    interview = opened(store, case)
    interview.keep_draft("half a thought")
    assert interview.take(intents.PutOff("A1.1")).kind == "saved"
    assert interview.step == "A1.2"
    assert interview.draft("A1.1") == "half a thought"
