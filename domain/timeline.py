"""A case in time: the sentence, its documents, what changed, and when reviews were due."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date
from itertools import pairwise
from typing import Literal, NamedTuple

from domain.calendar import due_date
from domain.documents import CaseDocument
from domain.flags.due import completed, in_force
from domain.flags.from_case import day_of, mapping, told
from domain.flags.happened import happened
from domain.interview import Session

EntryKind = Literal["sentence", "document", "change", "due", "today"]


class Entry(NamedTuple):
    """One thing on the timeline. document: its number, for one. late: a day due that was missed."""

    day: date
    kind: EntryKind
    say: str
    document: int | None = None
    late: bool = False


# What stands first among things of one day.
_ORDER = {"sentence": 0, "change": 1, "document": 2, "due": 3, "today": 4}


def timeline(session: Session, today: date) -> tuple[Entry, ...]:
    """Everything with a day, oldest first; days due only as far as documents or today reach."""
    found = [
        *_sentence(session),
        *_changes(session),
        *(_document(session, document) for document in session.documents),
        *_due(session, today),
        Entry(today, "today", "Today"),
    ]
    return tuple(sorted(found, key=lambda entry: (entry.day, _ORDER[entry.kind])))


def _sentence(session: Session) -> Iterator[Entry]:
    for part in ("sentenced", "order_started", "order_ended"):
        fact = session.instrument.fact.get(mapping()[part])
        day = day_of(told(session.facts, part))
        if fact is not None and day is not None:
            yield Entry(day, "sentence", fact.label)


def _changes(session: Session) -> Iterator[Entry]:
    # What is itself a date of the case, such as the sentence, stands there already.
    for change, on, say in happened(session.instrument, session.facts):
        if change.kind or change.fact not in mapping().values():
            yield Entry(on, "change", say[:1].upper() + say[1:])


def _document(session: Session, document: CaseDocument) -> Entry:
    about = document.about
    stage = session.instrument.stage.get(about.stage)
    parts = [session.instrument.document[about.kind].label]
    parts += [stage.label.lower()] if stage else []
    parts += [f"by {about.author}"] if about.author else []
    if about.countersigned_by:
        when = f" {about.countersigned}" if about.countersigned else ""
        parts.append(f"countersigned by {about.countersigned_by}{when}")
    return Entry(document.day, "document", ", ".join(parts), document.number)


def _due(session: Session, today: date) -> Iterator[Entry]:
    start = day_of(told(session.facts, "order_started"))
    if start is None:
        return
    end = day_of(told(session.facts, "order_ended")) or date.max
    for kind in session.instrument.documents:
        done = sorted({document.day for document in completed(session, kind.id, today)})
        # A form that another has a place for may have been filled in there.
        if not done and (kind.reviewed_by or not kind.always):
            continue
        first, review = (in_force(session, name) for name in (kind.first_due, kind.review_due))
        if first is not None:
            yield _due_by(f"{kind.label}: first due", due_date(first, start), [*done, today][0])
        if review is None or kind.reviewed_by:
            continue  # one that others review as well cannot be told from its own days
        for last, following in pairwise([*done, today] if done else []):
            due = due_date(review, last)
            if due <= end:
                yield _due_by(f"{kind.label}: review due", due, following)


def _due_by(say: str, due: date, done: date) -> Entry:
    """Something due, and the day it was done or, where it was not, today."""
    return Entry(due, "due", say, late=done > due)
