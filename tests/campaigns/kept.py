"""What a data folder holds, looked at from outside while the program runs or after its end."""

from __future__ import annotations

import sqlite3
from pathlib import Path

from domain.interview import Session
from storage.places import Places
from storage.store import Store
from tests.cases import WHO
from tui.clock import SystemClock
from tui.controller import Interview


def database(home: Path) -> Path:
    file = Places(home).file
    assert file is not None
    return file


def sound(home: Path) -> bool:
    """Whether SQLite finds nothing wrong with the file, its log included."""
    raw = sqlite3.connect(database(home))
    try:
        return bool(raw.execute("PRAGMA integrity_check").fetchall() == [("ok",)])
    finally:
        raw.close()


def session_in(home: Path, reference: str = "07") -> Session:
    with Store.open(Places(home), read_only=True) as store:
        return store.load(store.find_case(reference).id)


def events_in(home: Path) -> int:
    """How many events are on disk, asked without any of our own code."""
    raw = sqlite3.connect(f"{database(home).as_uri()}?mode=ro", uri=True)
    try:
        return int(raw.execute("SELECT count(*) FROM event").fetchone()[0])
    finally:
        raw.close()


def drafts_in(home: Path) -> dict[str, str]:
    with Store.open(Places(home), read_only=True) as store:
        case = store.find_case("07")
        return {step: draft.text for step, draft in store.drafts(case.id, WHO).items()}


def resumed(home: Path, reference: str = "07") -> tuple[str | None, str]:
    """The step and the draft that the next visit to a case will begin with."""
    with Store.open(Places(home), read_only=True) as store:
        interview = Interview.open(store, store.find_case(reference).id, WHO, SystemClock())
        return interview.step, interview.draft()


def tables_agree(home: Path, reference: str = "07") -> bool:
    """Whether the table of answers, which scores are counted from, says what the log says."""
    with Store.open(Places(home), read_only=True) as store:
        case = store.find_case(reference)
        session = store.load(case.id)
        questions = [question.id for question in session.instrument.questions]
        lines = store.why(case.inspection_id, questions, include_open=True)
        kept = {line.key: (line.judgement, line.standing, line.note) for line in lines}
        progress = (case.answered, case.due, case.finished)
    said = {key: (a.judgement, a.standing, a.note) for key, a in session.answers.items()}
    now = session.progress
    return kept == said and progress == (now.answered, now.due, now.finished)


def crash_record(home: Path) -> str:
    log = home / "crash.log"
    return log.read_text(encoding="utf-8") if log.exists() else ""
