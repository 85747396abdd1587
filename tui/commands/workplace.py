"""What commands share: the store, whose hand it is, the case meant, and the options for them."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from typing import TYPE_CHECKING

import click

from domain.text_cleaning import clean
from tui.exit_status import Failed, Slip, in_commands
from tui.printing import remark

if TYPE_CHECKING:
    from domain.interview import Session
    from storage.store import Store
    from tui.controller import Interview, Outcome

LONGEST_NAME = 80

inspection_option = click.option(
    "--inspection", metavar="NAME", help="Area, area and year, or number of the inspection."
)
by_option = click.option("--by", metavar="WHO", help="Your name or initials, for the log.")
unencrypted_option = click.option(
    "--unencrypted",
    is_flag=True,
    help="Keep the cases without a passphrase, where anyone who has the file can read them.",
)
json_option = click.option("--json", "as_json", is_flag=True, help="Print one JSON document.")


@contextmanager
def opened_store() -> Iterator[Store]:
    """The store, closed at the end; what its owner should know of it is said first."""
    from storage.places import Places
    from storage.protection import CAUTION
    from tui.commands.asking import open_store

    # What only a person can put right is not told to a script at each of its commands.
    somebody_reads = sys.stderr is not None and sys.stderr.isatty()
    with open_store(Places.from_environment()) as store:
        for caution in store.cautions:
            if caution != CAUTION or somebody_reads:
                remark(caution)
        yield store


def assessor(store: Store, by: str | None) -> str:
    """Who goes into the log: `--by`, CORECASE_ASSESSOR, the settings, the last one at work here,
    else the login."""
    import getpass
    import os

    from storage.places import Places
    from tui.settings import read_settings

    if by is not None:
        return _name(by)
    own = read_settings(Places.from_environment().home).who
    for name in (os.environ.get("CORECASE_ASSESSOR", ""), own):
        if name.strip():
            return _name(name)
    remembered = store.assessors()
    if remembered:
        return remembered[0]
    try:
        return _name(getpass.getuser())
    except (OSError, KeyError, ImportError):
        raise Slip("Nobody is named: say who with --by or CORECASE_ASSESSOR.") from None


def _name(text: str) -> str:
    name = clean(text, one_line=True)
    if not name:
        raise Slip("The name for the log is empty: give initials with --by.")
    if len(name) > LONGEST_NAME:
        raise Slip(f"The name for the log is too long: {LONGEST_NAME} characters are the most.")
    return name


@contextmanager
def opened_case(case: str, inspection: str | None, by: str | None = None) -> Iterator[Interview]:
    """The case meant, for one step; nobody's place in it is moved, no half-typed text dropped."""
    from tui.clock import SystemClock
    from tui.controller import Interview

    with opened_store() as store:
        line = store.find_case(case, inspection)
        interview = Interview.open(store, line.id, assessor(store, by), SystemClock())
        interview.step = None
        yield interview


def shown(store: Store, case_id: int) -> Session:
    """A case whose content is about to be printed; the trail tells that it was read."""
    store.trail.looked_at(assessor(store, None), case_id=case_id)
    return store.load(case_id)


def settled(interview: Interview, outcome: Outcome) -> Outcome:
    """What came of an intention, put on disk. Parking is said and done: it can be undone.

    Raises Slip, in a sentence, for what was not taken or did not reach the disk.
    """
    if outcome.kind == "confirm":
        remark(outcome.say)
        outcome = interview.agree()
    if outcome.kind == "not saved":
        raise Failed(f"Not saved: {outcome.say}")
    if outcome.kind not in ("saved", "nothing", "moved"):
        raise Slip(in_commands(outcome.say))
    if outcome.say:
        remark(in_commands(outcome.say))
    return outcome
