"""The flags of a case as kept: its words, the house sentences and its neighbours from the store."""

from __future__ import annotations

from datetime import date
from functools import partial

from domain.flags.checking import Findings, check
from domain.flags.house import House
from domain.interview import Session
from storage.store import Store


def check_case(store: Store, case_id: int, session: Session, today: date) -> Findings:
    """Every flag of the case as `session` has it. Raises StorageError if it cannot be read."""
    return check(
        session,
        store.texts(case_id),
        looked_at_on(store, case_id, today),
        house=House(store.house_sentences()),
        near=partial(store.near, case_id),
    )


def looked_at_on(store: Store, case_id: int, today: date) -> date:
    """The day on which a case is looked at: today, or the last day of fieldwork once that is over.

    What was not done by then is what counts; years later everything would be overdue.
    """
    end = store.inspection(store.case(case_id).inspection_id).fieldwork_to
    return min(today, end) if end else today
