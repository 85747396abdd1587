"""`corecase where`: the places on this machine."""

from __future__ import annotations

import click

from tui.printing import say_lines


@click.command("where")
def where() -> None:
    """Name the data folder, the database and the file of your own settings."""
    from storage.places import Places
    from tui.settings import FILE_NAME

    places = Places.from_environment()
    say_lines(
        [
            f"Data folder: {places.home}",
            f"Database: {places.file or 'on a server (CORECASE_DATABASE)'}",
            f"Settings: {places.home / FILE_NAME}",
            f"Own glossary terms: {places.home / 'glossary.toml'}",
        ]
    )


COMMANDS = {"where": where}
