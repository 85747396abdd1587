"""`corecase backup` and `corecase restore`: copies of all there is, and putting one back."""

from __future__ import annotations

import os
import sys
from datetime import datetime
from pathlib import Path
from typing import TYPE_CHECKING

import click

from domain.text_cleaning import clean
from domain.wording import plural
from storage.places import Places, at_home
from tui.commands.asking import ask, pause_after
from tui.commands.workplace import assessor, by_option, json_option, opened_store
from tui.exit_status import Slip
from tui.printing import document, remark, say, say_lines, wrapped
from tui.unlocking import Tries, given

if TYPE_CHECKING:
    from storage.backup_files import Backup
    from storage.encryption import Key
    from storage.restoring import Chosen, Replaced, Restored

_WORD = "restore"


@click.command("backup")
@click.option(
    "-o", "--output", metavar="FILE", help="Put it there: a new file, or a folder that is there."
)
@click.option("--list", "listing", is_flag=True, help="Only list those there are.")
@by_option
@json_option
def backup(output: str | None, listing: bool, by: str | None, as_json: bool) -> None:
    """Make a copy of all there is, encrypted as it is, and check it.

    One a day is made of itself while you work in the app: of each of the last seven days, and of
    each of the last weeks, one is kept. Those you ask for here stay until you delete them.
    """
    places = Places.from_environment()
    if listing:
        _list(places, as_json)
        return
    with opened_store() as store:
        to = None if output is None else _target(places, at_home(output))
        made = store.backups.make(assessor(store, by), to)
    if as_json:
        document(_fields(made))
    else:
        say(f"Backup made and checked: {made.file}")


def _list(places: Places, as_json: bool) -> None:
    found = _backups(places)
    if as_json:
        document({"backups": [_fields(each) for each in found]})
    elif not found:
        remark(f"There is no backup in {places.backups} yet.")
    else:
        say_lines(f"{_said_at(each.at)}  {_size(each):>8}  {each.said}" for each in found)
        say(f"In {places.backups}.")


def _backups(places: Places) -> list[Backup]:
    from storage.backup_files import backups_in

    return [] if places.file is None else backups_in(places.backups, places.file)


def _fields(made: Backup) -> dict[str, object]:
    return {
        "file": str(made.file),
        "at": made.at.isoformat(),
        "why": made.why,
        "bytes": made.size,
    }


def _size(made: Backup) -> str:
    return f"{made.size / 1_000_000:.1f} MB"


def _said_at(at: datetime) -> str:
    from tui.pages.trail import said_at

    return said_at(at.isoformat())


def _target(places: Places, to: Path) -> Path:
    """The file to be written; in a folder one of a name of its own."""
    if not to.is_dir() or places.file is None:
        return to
    from datetime import UTC

    from storage.backup_files import ASKED, name_of

    return to / name_of(places.file, ASKED, datetime.now(UTC))


@click.command("restore")
@click.argument("file", metavar="FILE|latest")
@click.option("--yes", is_flag=True, help="Do not ask.")
@click.option("--with-erased", is_flag=True, help="Bring cases back that were erased since.")
@by_option
def restore(file: str, yes: bool, with_erased: bool, by: str | None) -> None:
    """Put a backup in place of the cases there are now.

    It is checked first, and what it replaces is kept as a backup of its own. Cases erased since it
    was made are erased again. All other windows have to be closed.
    """
    from dataclasses import replace

    from storage import restoring

    places = Places.from_environment()
    if places.file is None:
        raise Slip("The database is on a server: whoever keeps it puts its backups back.")
    if file == "latest":
        source = restoring.latest(places.backups, places.file).file
    else:
        source = at_home(file)
    chosen = _chosen(places, source)
    key = _key_now(places, places.file, chosen)
    newer = [each for each in _backups(places) if each.is_of_now and each.file != source]
    replaced = restoring.replaced_by(places.file, key, newer)
    if with_erased:
        replaced = replace(replaced, erased=())
    _tell(chosen, replaced)
    agree(f"To put it in place of the cases there are now, type: {_WORD}", _WORD, yes)
    who = _who(places, key, by)
    done = restoring.restore(places.file, places.backups, chosen, key, replaced, who=who)
    _tell_done(source, done)


def _who(places: Places, key: Key | None, by: str | None) -> str:
    """Whose hand it is; as the cases there are now have it, if they can be asked."""
    from storage.errors import StorageError
    from storage.store import Store

    passphrase = key.passphrase if key else None
    try:
        with Store.open(places, read_only=True, passphrase=passphrase) as store:
            return assessor(store, by)
    except StorageError:
        return by or os.environ.get("CORECASE_ASSESSOR", "")


def _chosen(places: Places, source: Path) -> Chosen:
    """The backup, opened by the passphrase it was made with."""
    from storage.encryption import key_of
    from storage.errors import WrongPassphrase
    from storage.file_kind import kind_of
    from storage.restoring import choose

    if kind_of(source) != "encrypted":
        return choose(source, None)
    at_hand = given(places)
    if at_hand is not None:
        try:
            return choose(source, key_of(at_hand.passphrase))
        except WrongPassphrase:
            remark("The passphrase at hand does not open the backup: it is of an earlier one.")
    tries = Tries()
    while True:
        typed = ask("Passphrase the backup was made with")
        try:
            return choose(source, key_of(typed))
        except WrongPassphrase as wrong:
            pause_after(wrong, tries)


def _key_now(places: Places, database: Path, chosen: Chosen) -> Key | None:
    """What opens the database there is now; None: nothing does, or nothing need."""
    from storage.encryption import key_of, opens
    from storage.errors import StorageError
    from storage.file_kind import kind_of

    if kind_of(database) != "encrypted":
        return None
    at_hand = given(places)
    known = [key_of(at_hand.passphrase)] if at_hand is not None else []
    for key in (*known, chosen.key):
        try:
            if key is not None and opens(database, key):
                return key
        except StorageError as trouble:  # damaged beyond its first page: what is being put right
            remark(str(trouble))
            return None
    if sys.stdin is None or not sys.stdin.isatty():
        return None
    remark("The cases there are now have another passphrase, or cannot be read any more.")
    typed = ask("Passphrase of now, or Enter alone if there is none that opens them")
    return key_of(typed) if typed else None


def _tell(chosen: Chosen, replaced: Replaced) -> None:
    lines = [f"{chosen.file} is whole."]
    if chosen.fault:
        lines.append(f"Its trail is not as it was written, though. {chosen.fault}")
    if replaced.head is None:
        lines.append("What is there now cannot be read; it is kept as it is, byte for byte.")
    else:
        since = replaced.head.seq - chosen.head.seq
        lines.append(
            f"The trail has {plural(since, 'entry', 'entries')} more by now: what was recorded "
            "since is put aside with the cases there are now."
            if since > 0
            else "Nothing was recorded since."
        )
    remark("\n".join(wrapped(" ".join(lines))))


def _tell_done(source: Path, done: Restored) -> None:
    say(f"Put back: {source.name}.")
    if done.kept is not None:
        say(f"What it replaced is kept: {done.kept}")
    for case in done.again:
        say_lines(
            wrapped(
                f"Case {case.reference}, erased {_said_at(datetime.fromisoformat(case.at))} "
                f"({case.why}), was in it and has been erased again."
            )
        )
    if done.own_passphrase:
        say_lines(
            wrapped(
                "The cases are opened by the passphrase of the backup now. A recovery key made "
                "for another opens nothing: `corecase passphrase --recovery` makes a new one."
            )
        )


def agree(asked: str, word: str, yes: bool) -> None:
    """Have a word typed before what cannot be taken back. Raises Slip for any other."""
    if yes:
        return
    try:
        typed = click.prompt(
            f"{clean(asked)}\n", prompt_suffix="", default="", show_default=False, err=True
        )
    except click.Abort:
        if sys.stdin is not None and sys.stdin.isatty():
            raise
        raise Slip("Nobody was there to be asked: give --yes if it is meant.") from None
    if typed.strip() != word:
        raise Slip("Nothing was changed.")


COMMANDS = {"backup": backup, "restore": restore}
