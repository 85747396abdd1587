"""`corecase where`: the places on this machine."""

from __future__ import annotations

import click

from tui.printing import say_lines


@click.command("where")
def where() -> None:
    """Name the data folder, the database and the file of your own settings."""
    from storage.file_kind import kind_of
    from storage.places import Places
    from tui.settings import FILE_NAME

    places = Places.from_environment()
    file = places.file
    kept = f"{file} ({_KINDS[kind_of(file)]})" if file else "on a server (CORECASE_DATABASE)"
    say_lines(
        [
            f"Data folder: {places.home}",
            f"Database: {kept}",
            f"Settings: {places.home / FILE_NAME}",
            f"Own glossary terms: {places.home / 'glossary.toml'}",
        ]
    )


_KINDS = {"new": "not made yet", "plain": "not encrypted", "encrypted": "encrypted"}
COMMANDS = {"where": where}
