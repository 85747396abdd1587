"""Cases of the shipped instrument, answered as far as a test or a benchmark wants them."""

from __future__ import annotations

from datetime import UTC, date, datetime
from functools import cache
from pathlib import Path
from random import Random

from domain.course import FACT
from domain.instrument import Instrument
from domain.instrument_file import load_packaged
from domain.interview import Session
from domain.routing import is_grid
from storage.places import Places
from storage.records import CaseLine, NewInspection
from storage.store import Store
from tests.instruments import type_at

WHO = "A.W."
MORNING = datetime(2012, 2, 20, 9, 0, tzinfo=UTC)
TODAY = date(2012, 2, 20)
# Dates that fit together, and the facts that decide how much of the instrument applies.
_FACTS = {
    "case_managers": "J.B.",
    "birth_date": "1 May 1996",
    "sentence_date": "12 Jan 2012",
    "start_date": "12 Jan 2012",
    "release_date": "1 Feb 2012",
    "end_date": "11 Jan 2013",
    "sentence_type": "yro",
    "custody": "n",
    "community": "y",
    "rosh_class": "medium",
    "vulnerability_level": "medium",
    "asset_dynamic": "2 1 2 0 3 2 1 2 2 1 2 1",
    "asset_static": "6",
    "seriousness": "3",
    "linked_factors": "1, 3, 5",
    "significant_changes": "1 Feb 2012, move, to his aunt",
    "diversity": "none",
    "offence": "Common assault",
    "language": "English",
    "countersigning_manager": "M.T.",
}
NOTES = (
    "she said the plan was read out to him",
    "seen in the record of 3 February, page 2",
    "Rhoddwyd copi i’r teulu – ‘dim newid’",
    "[b]as written[/b] on the form",
)


@cache
def instrument() -> Instrument:
    return load_packaged()


def line_for(session: Session, step: str, chance: Random) -> str:
    """What an assessor in a hurry might type at a step; always something that can be read."""
    if step.startswith(FACT):
        fact = session.instrument.fact[step.removeprefix(FACT)]
        if fact.id in _FACTS:
            return _FACTS[fact.id]
        return {"yes_no": "y", "choices": "1, 2", "choice": "1"}[fact.kind]
    question = session.instrument.question[step]
    keys = [j.key for j in session.instrument.scale_of(question).judgements if not j.wants]
    if is_grid(question):
        return chance.choice(keys)
    wanting = [
        j.key for j in session.instrument.scale_of(question).judgements if j.wants == "reasons"
    ]
    if wanting and session.instrument.reasons_of(question) and chance.random() < 0.3:
        return f"{wanting[0]} 1"
    note = f" {chance.choice(NOTES)}" if chance.random() < 0.3 else ""
    return chance.choice(keys) + note


def talked(steps: int, reference: str = "07", seed: int = 7) -> Session:
    """A case of the shipped instrument at which so many facts and questions have been answered."""
    chance = Random(seed)
    session = Session.start(instrument(), reference)
    step = session.next_step()
    for _ in range(steps):
        assert step is not None, "the whole case is answered"
        session = type_at(session, step, line_for(session, step, chance))
        step = session.next_step(step)
    return session


def half_done(reference: str = "07") -> Session:
    """A case with its opening facts and about half of its questions answered."""
    return talked(90, reference)


def keep(store: Store, inspection_id: int, session: Session) -> CaseLine:
    """Put a session on disk as a case of an inspection."""
    line = store.create_case(inspection_id, session.reference)
    store.append(line.id, store.load(line.id), session.events)
    return store.case(line.id)


def home_with(home: Path, *sessions: Session) -> Path:
    """A data folder with one inspection that holds these cases."""
    with Store.open(Places(home)) as store:
        inspection = store.create_inspection(NewInspection("Testshire", 2012), instrument())
        for session in sessions:
            keep(store, inspection.id, session)
        store.remember_assessor(WHO)
    return home
