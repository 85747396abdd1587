"""`corecase doctor`: whether all that the cases rest on is as it should be."""

from __future__ import annotations

import sys
from dataclasses import asdict
from pathlib import Path
from typing import TYPE_CHECKING

import click

from storage.places import Places
from tui.commands.asking import ask
from tui.commands.workplace import json_option
from tui.exit_status import Slip
from tui.printing import document, remark, say_lines, wrapped
from tui.unlocking import given

if TYPE_CHECKING:
    from storage.encryption import Key
    from storage.patient import Finding

_SIGNS = {"well": "ok     ", "note": "note   ", "do": "TO DO  "}
_INDENT = " " * 7


@click.command("doctor")
@click.option("--thorough", is_flag=True, help="Read every page; may take a while.")
@json_option
def doctor(thorough: bool, as_json: bool) -> None:
    """Look at the database, its folder, its trail and its backups, and say what to do.

    Nothing is changed. The exit status is 1 when something needs doing, else 0.
    """
    from storage.health import examine

    places = Places.from_environment()
    found = [*examine(places, _key(places), thorough=thorough), *_own_files(places.home)]
    needed = [finding for finding in found if finding.state == "do"]
    if as_json:
        document({"well": not needed, "checks": [asdict(finding) for finding in found]})
    else:
        for finding in found:
            say_lines(_lines(finding))
        remark(f"{len(needed)} to do." if needed else "All is well.")
    if needed:
        raise click.exceptions.Exit(1)


def _lines(finding: Finding) -> list[str]:
    told = f"{finding.check[:1].upper()}{finding.check[1:]}: {finding.say} {finding.cure}".strip()
    return wrapped(told, first=_SIGNS[finding.state], indent=_INDENT)


def _key(places: Places) -> Key | None:
    """Of an encrypted database; None where nobody says it, or it does not open."""
    from storage.encryption import key_of, opens
    from storage.errors import StorageError
    from storage.file_kind import kind_of

    if places.file is None or kind_of(places.file) != "encrypted":
        return None
    try:
        at_hand = given(places)
    except StorageError as trouble:
        raise Slip(str(trouble)) from None
    if at_hand is not None:
        passphrase = at_hand.passphrase
    elif sys.stdin is not None and sys.stdin.isatty():
        passphrase = ask("Passphrase, or Enter alone to look from outside")
    else:
        return None
    key = key_of(passphrase)
    try:
        if passphrase and opens(places.file, key):
            return key
    except StorageError:
        return key  # the right one, of a damaged file: looking into it says so
    if passphrase:
        remark("This passphrase does not open the cases; or their first page is damaged.")
    return None


def _own_files(home: Path) -> list[Finding]:
    """The files that a person may write: settings, and terms of their own."""
    from storage.patient import Finding
    from tui.settings import FILE_NAME, read_settings

    found = [
        Finding("your settings", "do", trouble, f"Mend {home / FILE_NAME}.")
        for trouble in read_settings(home).troubles
    ]
    found += [
        Finding("your terms", "do", trouble, "Mend that file.") for trouble in _terms_trouble(home)
    ]
    return found or [Finding("your files", "well", "Settings and own terms can be read.")]


def _terms_trouble(home: Path) -> list[str]:
    from glossary.entries import GlossaryError
    from glossary.loader import own_entries, shipped_entries

    file = home / "glossary.toml"
    if not file.exists():
        return []
    try:
        own_entries(file, shipped_entries())
    except GlossaryError as trouble:
        return [str(trouble)]
    return []


COMMANDS = {"doctor": doctor}
