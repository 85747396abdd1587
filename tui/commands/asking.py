"""Asking for a passphrase at the terminal, unseen, and opening the database with it."""

from __future__ import annotations

import sys
from collections.abc import Iterator
from contextlib import contextmanager
from threading import Event
from typing import TYPE_CHECKING

import click

from domain.passphrase import ADVICE, as_meant, objection, strength
from storage.errors import NeedsPassphrase, WrongPassphrase
from tui.exit_status import Failed, Slip
from tui.printing import remark, wrapped
from tui.unlocking import FILE, Given, Tries, given, next_try

if TYPE_CHECKING:
    from storage.places import Places
    from storage.store import Store

MOST_TRIES = 6
UNSEEN = "nothing shows while you type"
FIRST_PASSPHRASE = (
    "The cases will be encrypted with a passphrase of yours. Nobody can open them without it, and "
    "nobody can look it up for you."
)


def open_store(places: Places) -> Store:
    """The store, its passphrase asked for if it needs one that is nowhere at hand.

    Raises StorageError, Slip or Failed; click.Abort at Ctrl+C.
    """
    return open_with_passphrase(places)[0]


def open_with_passphrase(places: Places) -> tuple[Store, str | None]:
    """The same, with the passphrase that opened it; None for a database that has none."""
    from storage.file_kind import is_encrypted
    from storage.store import Store

    if not is_encrypted(places):
        return Store.open(places), None
    at_hand = given(places)
    if at_hand is not None:
        try:
            return Store.open(places, passphrase=at_hand.passphrase), at_hand.passphrase
        except WrongPassphrase:
            _tell_of_wrong(at_hand)
    tries = Tries()
    while True:
        typed = ask("Passphrase")
        with keys_unseen():
            try:
                return Store.open(places, passphrase=typed), typed
            except WrongPassphrase as wrong:
                pause_after(wrong, tries)


def _tell_of_wrong(at_hand: Given) -> None:
    """What stands in a file is somebody's mistake; what lies in the keyring may just be old."""
    if at_hand.file is not None:
        raise Slip(
            f"The passphrase in {at_hand.file} ({FILE}) does not open the cases: put the right one "
            "on its first line."
        )


def pause_after(wrong: WrongPassphrase, tries: Tries) -> None:
    """Say that it was wrong, and have the next try wait a little longer each time."""
    seconds = tries.count()
    if tries.wrong >= MOST_TRIES:
        raise Failed(
            f"{wrong} That was the last try for now. If it is forgotten, `corecase passphrase "
            "--recover` takes the recovery key; if it is surely the right one, the file may be "
            "damaged, and there are copies in the backups folder."
        )
    remark(f"{wrong} {next_try(seconds)}")
    Event().wait(seconds)


def ask(what: str) -> str:
    """What is typed at the terminal, unseen. Raises NeedsPassphrase where there is none."""
    import getpass

    if not _somebody_is_there():
        raise NeedsPassphrase(
            "The passphrase cannot be asked for here: run it in a terminal, or name a file that "
            f"holds it with {FILE}."
        )
    try:
        return as_meant(getpass.getpass(f"{what} ({UNSEEN}): "))
    except (EOFError, KeyboardInterrupt):
        raise click.Abort from None


def _somebody_is_there() -> bool:
    return any(stream is not None and stream.isatty() for stream in (sys.stdin, sys.stderr))


def ask_new(places: Places) -> tuple[str, bool]:
    """A passphrase for a database that is to be encrypted, typed twice and good enough.

    One that stands in the file of CORECASE_PASSPHRASE_FILE is taken from there: then False.
    """
    at_hand = given(places)
    if at_hand is not None and at_hand.file is not None:
        wrong = objection(at_hand.passphrase)
        if wrong:
            raise Slip(f"The passphrase in {at_hand.file} will not do. {wrong}")
        return at_hand.passphrase, False
    if not _somebody_is_there():
        raise NeedsPassphrase(
            "The cases are to be encrypted, and no passphrase can be asked for here: run it in a "
            f"terminal, name a file that holds one with {FILE}, or give --unencrypted."
        )
    remark("\n".join(wrapped(FIRST_PASSPHRASE)))
    return ask_twice(), True


def ask_twice() -> str:
    """A new passphrase, asked for until it is good enough and typed the same way twice."""
    remark(ADVICE)
    while True:
        typed = ask("New passphrase")
        wrong = objection(typed)
        if wrong:
            remark(wrong)
            continue
        remark(strength(typed))
        if ask("The same once more") == typed:
            return typed
        remark("The two were not the same. Start again with the first.")


def recovery_sheet(key: str) -> list[str]:
    """What is printed of a recovery key, the one time it is shown."""
    return [
        "Recovery key, shown only this once:",
        "",
        f"    {key}",
        "",
        *wrapped(
            "Write it down or print it, and keep it away from this computer. With it and "
            "`corecase passphrase --recover` you can choose a new passphrase. Without the "
            "passphrase and without this key the cases are lost."
        ),
    ]


def protect_first(store: Store, places: Places, *, unencrypted: bool) -> None:
    """Before the first inspection: have the database encrypted, unless that was refused in words.

    Raises Slip, Refused or NotSaved; nothing has changed then.
    """
    if unencrypted or not store.unprotected:
        return
    from storage.recovery import new_key
    from tui.commands.workplace import assessor

    passphrase, typed = ask_new(places)
    key = new_key() if typed else None
    store.protect(passphrase, key, who=assessor(store, None))
    if key is None:
        remark("There is no recovery key yet: `corecase passphrase --recovery` makes one.")
    else:
        # On standard error: what is printed for others to read must not hold it.
        remark("\n".join(recovery_sheet(key)))


@contextmanager
def keys_unseen() -> Iterator[None]:
    """While nothing is asked: a passphrase typed too early must not show."""
    try:
        import termios
    except ImportError:  # Windows shows keys only when they are read
        yield
        return
    if sys.stdin is None or not sys.stdin.isatty():
        yield
        return
    before = termios.tcgetattr(sys.stdin)
    silent = [*before[:3], before[3] & ~termios.ECHO, *before[4:]]
    termios.tcsetattr(sys.stdin, termios.TCSADRAIN, silent)
    try:
        yield
    finally:
        termios.tcsetattr(sys.stdin, termios.TCSADRAIN, before)
