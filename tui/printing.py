"""What the command line and the line mode print: filtered, wrapped, no colour, no cursor moves.

Text from cases may have come from anywhere, so nothing reaches the terminal but through here.
"""

from __future__ import annotations

import os
import sys
import textwrap
from collections.abc import Iterable
from contextlib import suppress

import click

from domain.text_cleaning import clean

WIDEST = 80


def cut(text: str, most: int = 60) -> str:
    """What was typed, as a sentence repeats it: in one line, and no longer than it can be read."""
    kept = clean(text, one_line=True)
    return kept if len(kept) <= most else f"{kept[: most - 1]}…"


def say(text: str = "") -> None:
    """Print to standard output what a person can see of `text`."""
    click.echo(clean(text))


def say_lines(lines: Iterable[str]) -> None:
    for line in lines:
        say(line)


def remark(text: str) -> None:
    """Tell on standard error what is no part of the answer asked for."""
    click.echo(clean(text), err=True)


def document(value: object, *, one_line: bool = False) -> None:
    """Print one JSON document. Only ASCII: any terminal and any pipe takes it unharmed."""
    import json

    click.echo(json.dumps(value, indent=None if one_line else 2))


def width() -> int:
    try:
        columns = os.get_terminal_size(1).columns
    except (OSError, ValueError):
        columns = 0  # no terminal
    return max(20, min(WIDEST, columns or WIDEST))


def wrapped(text: str, *, first: str = "", indent: str = "") -> list[str]:
    """A text of one or more paragraphs in lines; `first` stands before the first of them."""
    lines: list[str] = []
    for paragraph in clean(text).split("\n"):
        lines += textwrap.wrap(
            paragraph,
            width(),
            initial_indent=indent if lines else first,
            subsequent_indent=indent,
            break_on_hyphens=False,
        ) or [first.rstrip() if not lines else ""]
    return lines


def tolerant_streams() -> None:
    """Have a letter that cannot be shown, or bytes that are no text, cost that letter alone."""
    for stream in (sys.stdin, sys.stdout, sys.stderr):
        reconfigure = getattr(stream, "reconfigure", None)
        if reconfigure is not None:
            reconfigure(errors="replace")


def let_go_of_streams() -> None:
    """Where the reader has gone, terminal or pipe, drop what it can no longer be told.

    Python would try once more at its very end, and put a status of its own in place of ours.
    """
    for stream in (sys.stdout, sys.stderr):
        if stream is None:  # closed before the program began
            continue
        try:
            stream.flush()
        except (OSError, ValueError):
            with suppress(OSError, ValueError):
                os.dup2(os.open(os.devnull, os.O_WRONLY), stream.fileno())


def can_show(letters: str) -> bool:
    """Whether standard output has these letters in its encoding."""
    try:
        letters.encode(getattr(sys.stdout, "encoding", None) or "ascii")
    except (UnicodeEncodeError, LookupError):
        return False
    return True
