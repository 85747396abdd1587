"""How a case stands as a whole, in sentences: locked, countersigned, returned."""

from __future__ import annotations

from domain.calendar import say_date
from domain.interview import Session
from domain.status import Signed


def locked_words(session: Session) -> str:
    """That the case is locked, who countersigned it, and what may be done now."""
    signed = session.countersigned
    if signed is None:
        return (
            f"Case {session.reference} is finished and locked. /countersign or /return is for a "
            "second person; /reopen with a reason opens it again."
        )
    return (
        f"Case {session.reference} is finished, and countersigned by {by_and_when(signed)}. "
        "/reopen with a reason opens it again, and voids that."
    )


def returned_words(session: Session) -> str:
    """Who returned the case and with which comments; "" if it is not returned, or no longer."""
    signed = session.returned
    return f"Returned by {by_and_when(signed)}: {signed.why}" if signed is not None else ""


def standing_beside(session: Session) -> str:
    """What stands behind the case's name in a heading; "" for what is said elsewhere."""
    return f", {session.standing}" if session.countersigned or session.returned else ""


def by_and_when(signed: Signed) -> str:
    return f"{signed.who}, {say_date(signed.at.astimezone().date())}"
