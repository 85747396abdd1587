"""A file that was written, opened in the program that this computer has for it."""

from __future__ import annotations

import asyncio
import os
import sys
from pathlib import Path
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from tui.screens.house import House


def can_open() -> bool:
    """Whether there is a desktop to open files on; a terminal alone would be written over."""
    on_a_desktop = os.environ.get("DISPLAY") or os.environ.get("WAYLAND_DISPLAY")
    return sys.platform in ("darwin", "win32") or bool(on_a_desktop)


async def open_file(house: House, file: Path) -> None:
    """Open it; where that does not work, say so."""
    import click

    if await asyncio.to_thread(click.launch, str(file)):
        house.say(f"{file} could not be opened here; it is where it was written.", "warning")
