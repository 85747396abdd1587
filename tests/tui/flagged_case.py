"""A case of the shipped instrument with documents in which things are to be flagged, on disk."""

from __future__ import annotations

import atexit
import hashlib
import shutil
from collections.abc import Sequence
from datetime import date
from functools import cache
from pathlib import Path
from random import Random
from tempfile import TemporaryDirectory

from domain import intents
from domain.documents import DocumentText, Moment, NewDocument
from domain.interview import Session
from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from tests.cases import instrument, line_for
from tests.instruments import WHO, take, type_at
from tests.tui.house import StandingClock
from tests.tui.opened_case import Case
from tui.controller import Interview

FACTS = (
    intents.SetFact("birth_date", "1996-05-01"),
    intents.SetFact("sentence_date", "2012-01-20"),
    intents.SetFact("start_date", "2012-01-20"),
)
BEFORE = """Core Asset profile

Living arrangements
Kyle lives with his mother in a flat on the Marsh estate, which is too small for four people. He
shares a room with his brother and has no desk to work at. The tenancy is in his mother's name.

Offence analysis
He is awaiting sentence for the robbery of a boy he did not know. He pushed the victim to the
ground by the bus station and took his telephone from him, and he says that it was not planned.
"""
AFTER = BEFORE.replace("has no desk to work at", "has a desk of his own by now")


def document(
    kind: str, day: date, text: DocumentText, stage: str = "start", signed: Moment | None = None
) -> NewDocument:
    sha256 = hashlib.sha256(f"{day}{text.text}".encode()).hexdigest()
    return NewDocument(
        kind, stage, Moment(day), f"{kind} {day}.txt", "text", sha256, text.key,
        author="A. Bell", countersigned_by="M. Tarn" if signed else "", countersigned=signed,
    )  # fmt: skip


ASSET = (
    document("core_profile", date(2012, 1, 12), DocumentText(BEFORE), "before_sentence"),
    document(
        "core_profile", date(2012, 2, 3), DocumentText(AFTER), signed=Moment(date(2012, 2, 3))
    ),
)
TEXTS = (DocumentText(BEFORE), DocumentText(AFTER))
ADDED = intents.AddDocuments(ASSET, TEXTS)


def case_on_disk(home: Path, *deeds: intents.Intent, finish: Sequence[intents.Intent] = ()) -> Case:
    """Case 07 in which these things were recorded."""
    places = Places(home)
    home.mkdir(exist_ok=True)
    with Store.open(places) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), instrument())
        case = Case(places, store.create_case(inspection.id, "07").id)
        store.remember_assessor(WHO)
        interview = Interview.open(store, case.id, WHO, StandingClock())
        for deed in (*deeds, *finish):
            outcome = interview.take(deed)
            assert outcome.kind == "saved", outcome
    return case


def flagged_case(home: Path) -> Case:
    """Two versions of an Asset, the later one hardly another, and the facts of the sentence."""
    kept, case_id = _flagged_once()
    shutil.copytree(kept, home, dirs_exist_ok=True)
    return Case(Places(home), case_id)


@cache
def _flagged_once() -> tuple[Path, int]:
    """The data folder that is copied for each test, and the case in it."""
    folder = TemporaryDirectory()
    atexit.register(folder.cleanup)
    home = Path(folder.name) / "home"
    return home, case_on_disk(home, *FACTS, ADDED).id


def answered_case(home: Path) -> Case:
    """The same documents in a case that can be finished, its flags undecided."""
    chance, session = Random(7), Session.start(instrument(), "07")
    step = session.next_step()
    while step is not None:
        session = type_at(session, step, line_for(session, step, chance))
        step = session.next_step(step)
    after = take(session, ADDED)
    places = Places(home)
    home.mkdir(exist_ok=True)
    with Store.open(places) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), instrument())
        case = Case(places, store.create_case(inspection.id, "07").id)
        store.append(case.id, store.load(case.id), after.events, None, TEXTS)
    return case
