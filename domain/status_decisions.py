"""Finishing, countersigning, returning and reopening: what comes of asking for it."""

from __future__ import annotations

from collections.abc import Callable
from typing import Any, NamedTuple

from domain import intents
from domain.calendar import say_date
from domain.errors import Refused
from domain.events import STATUS, Change
from domain.interview import Session
from domain.review import Line, Trouble, missing, review
from domain.status import Status, judges, person
from domain.wording import plural


class Step(NamedTuple):
    """What changes, and what is to be told and agreed to before."""

    change: Change
    caution: str = ""


def _finish(session: Session, _intent: intents.Finish) -> Step:
    if session.finished:
        raise Refused(f"{session.reference} is finished and locked; /reopen with a reason first.")
    open_items = missing(session)
    if open_items:
        first = open_items[0]
        raise Refused(
            f"{plural(len(open_items), 'item is', 'items are')} still open, the first "
            f"{first.name}; /review lists them all."
        )
    return Step(Change(STATUS, Status.FINISHED.value), _unsettled(review(session)))


def _unsettled(lines: tuple[Line, ...]) -> str:
    """What a case would be locked with: answers without their reason, and what is at odds."""
    bare = [line.name for line in lines if line.trouble is Trouble.NO_REASON]
    odd = [line.say for line in lines if line.trouble is Trouble.AT_ODDS]
    told = []
    if bare:
        names = ", ".join(dict.fromkeys(bare[:6])) + (" …" if len(bare) > 6 else "")
        told.append(f"{plural(len(bare), 'answer has', 'answers have')} no reason ({names}).")
    if odd:
        told.append(f"{plural(len(odd), 'thing is', 'things are')} at odds: {' '.join(odd[:3])}")
    return f"{' '.join(told)} /review lists each; a finished case is locked." if told else ""


def _countersign(session: Session, intent: intents.Countersign) -> Step:
    before = session.countersigned
    if before is not None:
        raise Refused(
            f"{session.reference} is countersigned already, by {before.who} on "
            f"{say_date(before.at.date())}."
        )
    _refuse_unfinished(session, "countersigned")
    if _is_own(session, intent.by):
        raise Refused(
            f"{intent.by} judged answers in {session.reference}, so a second person countersigns "
            "it."
        )
    return Step(Change(STATUS, Status.COUNTERSIGNED.value), meaning(session, intent.by))


def meaning(session: Session, by: str) -> str:
    """What is signed, to be read before it is."""
    return (
        f"To countersign {session.reference}, as {by}, is to say: I have looked at this case and "
        "its evidence, and agree with its judgements."
    )


def _return(session: Session, intent: intents.Return) -> Step:
    _refuse_unfinished(session, "returned")
    if not intent.why.strip():
        raise Refused("Returning needs comments: type /return and what to look at again.")
    if _is_own(session, intent.by):
        raise Refused(
            f"{intent.by} judged answers in {session.reference}, so a second person returns it; "
            "/reopen with a reason opens your own."
        )
    return Step(Change(STATUS, Status.RETURNED.value, intent.why.strip()), voided(session))


def _reopen(session: Session, intent: intents.Reopen) -> Step:
    if not session.finished:
        raise Refused(f"{session.reference} is open already.")
    if not intent.why.strip():
        raise Refused("Reopening needs a reason: type /reopen and why.")
    return Step(Change(STATUS, None, intent.why.strip()), voided(session))


def _refuse_unfinished(session: Session, deed: str) -> None:
    if not session.finished:
        raise Refused(f"{session.reference} is open; it is {deed} once it is finished.")


def _is_own(session: Session, by: str) -> bool:
    return person(by) in judges(session.events)


def voided(session: Session) -> str:
    there = session.countersigned
    if there is None:
        return ""
    return (
        f"{session.reference} is open again after this, and no longer countersigned: the "
        f"signature of {there.who}, {say_date(there.at.date())}, is void."
    )


DECIDERS: dict[type, Callable[[Session, Any], Step]] = {
    intents.Finish: _finish,
    intents.Countersign: _countersign,
    intents.Return: _return,
    intents.Reopen: _reopen,
}
