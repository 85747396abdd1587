"""`corecase passphrase`: encrypting the cases, and what opens them."""

from __future__ import annotations

from pathlib import Path

import click

from domain.errors import Refused
from domain.passphrase import objection
from domain.wording import plural
from storage.errors import WrongPassphrase
from storage.places import Places
from tui.commands.asking import (
    ask_new,
    ask_twice,
    keys_unseen,
    open_with_passphrase,
    pause_after,
    recovery_sheet,
)
from tui.commands.workplace import assessor, by_option
from tui.exit_status import Slip
from tui.printing import remark, say, say_lines, wrapped
from tui.unlocking import Tries, from_file, in_keyring, leave_in_keyring, take_from_keyring

_WORDS = "leave them readable"
_WIPED = (
    "The old file has been overwritten and deleted. What cannot be promised: a solid-state disk "
    "may keep old bytes in places nobody can address until it needs them, and whatever copied the "
    "folder before (a backup of the computer, a synced folder, a snapshot) still has what it took. "
    "Only a disk that is encrypted as a whole covers that."
)
_NOT_WIPED = (
    "The old file could not be overwritten before it went: its bytes may be on the disk until "
    "something else is written there."
)


@click.command("passphrase")
@click.option("--encrypt", "deed", flag_value="encrypt", help="Encrypt cases that are not.")
@click.option("--decrypt", "deed", flag_value="decrypt", help="Make them readable by anyone.")
@click.option("--recovery", "deed", flag_value="recovery", help="Print a new recovery key.")
@click.option("--recover", "deed", flag_value="recover", help="Forgotten: by the recovery key.")
@click.option("--remember", "deed", flag_value="remember", help="Leave it in your keyring.")
@click.option("--forget", "deed", flag_value="forget", help="Take it out of your keyring.")
@click.option(
    "--new",
    "new_file",
    metavar="FILE",
    type=click.Path(path_type=Path),
    help="The new passphrase is the first line of FILE.",
)
@by_option
def passphrase(deed: str | None, new_file: Path | None, by: str | None) -> None:
    """Change the passphrase that opens the cases, or do something else about it.

    It is asked for at the terminal, or read from the first line of the file that
    CORECASE_PASSPHRASE_FILE names; that file must be yours alone (chmod 600).
    Without the passphrase and without the recovery key the cases are lost.
    """
    places = Places.from_environment()
    if places.file is None:
        raise Slip("The database is on a server: whoever keeps it decides who may open it.")
    _DEEDS[deed or "change"](places, places.file, new_file, by)


def _encrypt(places: Places, _file: Path, new_file: Path | None, by: str | None) -> None:
    from storage.recovery import new_key

    store, known = open_with_passphrase(places)
    with store:
        if known is not None:
            raise Slip("The cases are encrypted already; `corecase passphrase` changes how.")
        new, typed = (_from(new_file), False) if new_file else ask_new(places)
        key = new_key() if typed else None
        wiped = store.protect(new, key, who=assessor(store, by))
    say_lines(wrapped(f"The cases are encrypted. {_WIPED if wiped else _NOT_WIPED}"))
    _tell_of_recovery(key)
    _tell_of_plain_copies(places)


def _decrypt(places: Places, file: Path, _new: Path | None, by: str | None) -> None:
    from storage.protection import unprotect

    known = _known(places)
    say_lines(wrapped("Anyone who gets hold of the file will be able to read every case in it."))
    if click.prompt(f"To do so, type: {_WORDS}\n", prompt_suffix="", err=True).strip() != _WORDS:
        raise Slip("Nothing was changed: the cases are encrypted as before.")
    unprotect(file, known)
    take_from_keyring(places)
    _enter(places, None, by, "decrypted")
    say("The cases are not encrypted any more.")


def _change(places: Places, file: Path, new_file: Path | None, by: str | None) -> None:
    _take_new(places, file, _known(places), new_file, by)


def _recover(places: Places, file: Path, new_file: Path | None, by: str | None) -> None:
    from storage.recovery import recovered

    tries = Tries()
    while True:
        typed = click.prompt("Recovery key (it shows while you type)", err=True)
        with keys_unseen():
            try:
                known = recovered(file, typed)
                break
            except Refused as refused:
                remark(str(refused))
            except WrongPassphrase as wrong:
                pause_after(wrong, tries)
    _take_new(places, file, known, new_file, by)


def _take_new(
    places: Places, file: Path, known: str, new_file: Path | None, by: str | None
) -> None:
    """Have a new passphrase chosen, with its recovery key written down before it is in force."""
    from storage.protection import change_passphrase
    from storage.recovery import new_key

    new, key = (_from(new_file), None) if new_file else (ask_twice(), new_key())
    if key is not None:
        _tell_of_recovery(key)
    change_passphrase(file, known, new, key)
    if in_keyring(places) is not None:
        leave_in_keyring(places, new)
    _enter(places, new, by, "changed")
    say("The passphrase is changed. The recovery key there was before, if any, opens nothing now.")
    if key is None:
        _tell_of_recovery(None)
    copies = sum(1 for _ in places.backups.glob("*.sqlite3"))
    if copies:
        say_lines(
            wrapped(
                f"{plural(copies, 'copy', 'copies')} in {places.backups} still open with the "
                "passphrase of their day."
            )
        )


def _recovery(places: Places, file: Path, _new: Path | None, by: str | None) -> None:
    from storage.protection import renew_recovery_key
    from storage.recovery import new_key

    known, key = _known(places), new_key()
    renew_recovery_key(file, known, key)
    _enter(places, known, by, "recovery key made")
    say_lines(recovery_sheet(key))


def _remember(places: Places, _file: Path, _new: Path | None, _by: str | None) -> None:
    leave_in_keyring(places, _known(places))
    say("The passphrase is in your keyring; whoever is logged in as you can open the cases.")


def _forget(places: Places, _file: Path, _new: Path | None, _by: str | None) -> None:
    there = take_from_keyring(places)
    say("It is out of your keyring." if there else "There was none in your keyring.")


def _known(places: Places) -> str:
    """The passphrase in force, tried on the database."""
    store, known = open_with_passphrase(places)
    store.close()
    if known is None:
        raise Slip("The cases are not encrypted; `corecase passphrase --encrypt` does it.")
    return known


def _from(file: Path) -> str:
    """A new passphrase from a file."""
    new = from_file(file)
    wrong = objection(new)
    if wrong:
        raise Slip(f"The passphrase in {file} will not do. {wrong}")
    return new


def _enter(places: Places, known: str | None, by: str | None, deed: str) -> None:
    """Have it in the trail. A passphrase itself is nowhere in it."""
    from storage.store import Store
    from storage.trail import What

    with Store.open(places, passphrase=known) as store:
        store.trail.add(What.PASSPHRASE, who=assessor(store, by), detail={"as": deed})


def _tell_of_recovery(key: str | None) -> None:
    if key is not None:
        remark("\n".join(recovery_sheet(key)))
    else:
        remark("There is no recovery key now: `corecase passphrase --recovery` makes one.")


def _tell_of_plain_copies(places: Places) -> None:
    from storage.protection import plain_copies

    copies = plain_copies(places.backups)
    if copies:
        say_lines(
            wrapped(
                "These earlier copies can still be read by anyone; delete them when you "
                "no longer need them:"
            )
        )
        say_lines(f"  {copy}" for copy in copies)


_DEEDS = {
    "change": _change,
    "encrypt": _encrypt,
    "decrypt": _decrypt,
    "recovery": _recovery,
    "recover": _recover,
    "remember": _remember,
    "forget": _forget,
}
COMMANDS = {"passphrase": passphrase}
