"""How a case stands: who judged it, whether it is finished, and whether it was countersigned."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date, datetime
from typing import NamedTuple

from domain import status
from domain.calendar import say_date
from domain.interview import Session
from domain.status import Status, signed
from domain.wording import plural


class Signed(NamedTuple):
    """Something done to a case as a whole: by whom, and when (UTC)."""

    who: str
    at: datetime

    def __str__(self) -> str:
        return by_and_when(self.who, self.at)


class CaseStanding(NamedTuple):
    """finished: None while the case is open. countersigned: None as long as nobody has."""

    finished: Signed | None
    countersigned: Signed | None


def standing_of(session: Session) -> CaseStanding:
    """Where everything a checklist says of a case's standing comes from."""
    finished = signed(session.events, Status.FINISHED) if session.finished else None
    return CaseStanding(*(_signed(each) for each in (finished, session.countersigned)))


def _signed(step: status.Signed | None) -> Signed | None:
    return Signed(step.who, step.at) if step is not None else None


def say_standing(session: Session) -> str:
    """`Finished by J.W., 6 Feb 2012`, or how far an open case is."""
    finished = standing_of(session).finished
    if finished is not None:
        return f"Finished by {finished}"
    progress = session.progress
    return f"Open: {progress.answered} of {progress.due} answers given so far"


def say_countersigned(session: Session) -> str:
    signed = standing_of(session).countersigned
    return str(signed) if signed is not None else "Not countersigned"


def assessors(session: Session) -> str:
    """Who gave the judgements, whoever gave most first: `J.W. (81 answers, 6 Feb 2012)`."""
    given: dict[str, list[date]] = {}
    for answer in session.answers.values():
        given.setdefault(answer.who, []).append(answer.at.date())
    most_first = sorted(given.items(), key=lambda each: -len(each[1]))
    return "; ".join(f"{who} ({', '.join(_work(days))})" for who, days in most_first)


def _work(days: list[date]) -> Iterator[str]:
    yield plural(len(days), "answer")
    first, last = say_date(min(days)), say_date(max(days))
    yield first if first == last else f"{first} to {last}"


def by_and_when(who: str, at: datetime | None) -> str:
    """`J.W., 6 Feb 2012`; either may be missing."""
    return ", ".join(part for part in (who, say_date(at.date()) if at else "") if part)
