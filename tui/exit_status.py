"""What went wrong, as one plain sentence and an exit status: the one place that translates.

0: done. 1: it failed. 2: the person asking made a slip. 70: a fault in the program. 130: Ctrl+C.
"""

from __future__ import annotations

import re

import click

MISTAKE = 2
INTERRUPTED = 130
PIPE_CLOSED = 141

_OURS = ("tui", "domain", "storage", "glossary")
# What was typed is repeated in quotes; nobody reads a page of it.
_LONG = re.compile(r"(“[^”]{59})[^”]{2,}(”)")
_LONG_WORD = re.compile(r"('\S{59})\S{2,}(')")
# The interview speaks of slash commands; whoever reads this has typed a command instead.
_COMMANDS = {
    "review": "corecase review CASE",
    "countersign": "corecase countersign CASE",
    "return": "corecase return CASE --why COMMENTS",
    "reopen": "corecase reopen CASE --why REASON",
    "facts": "corecase facts CASE",
    "flags": "corecase check CASE",
    "find": "corecase instrument show",
    "later": "corecase later CASE QUESTION",
    "undo": "corecase undo CASE",
}


class Slip(click.ClickException):
    """The person asking made a slip; the message says which, and the cure."""

    exit_code = MISTAKE


class Failed(click.ClickException):
    """What was asked is right and could not be done; the message says what stands in the way."""

    exit_code = 1


class Fault(click.ClickException):
    """The program itself is wrong."""

    exit_code = 70


def told(error: Exception) -> click.ClickException:
    """Any error with the sentence to print and the status to end with."""
    # Imported only now, when there is an error: help and look-ups must answer at once.
    from domain.errors import CorecaseError, InstrumentError, Refused
    from glossary.entries import GlossaryError
    from storage.errors import Mistake

    if isinstance(error, (Mistake, Refused, InstrumentError, GlossaryError)):
        return Slip(in_commands(str(error)))
    if isinstance(error, CorecaseError):
        return Failed(str(error))
    return Fault(_fault(error))


def in_commands(sentence: str) -> str:
    """A sentence of the interview with its slash commands said as commands of the shell."""
    return re.sub(
        r"(?<!\S)/(\w+)",
        lambda found: f"`{_COMMANDS[found[1]]}`" if found[1] in _COMMANDS else found[0],
        sentence,
    )


def sentence_of(error: click.ClickException) -> str:
    """What was wrong; for a command written wrongly, where to see how it goes."""
    message = _LONG.sub(r"\1…\2", error.format_message().strip())
    if not isinstance(error, click.UsageError):
        return message
    message = _LONG_WORD.sub(r"\1…\2", message)
    path = error.ctx.command_path if error.ctx else "corecase"
    return f"{message.rstrip('.')}; `{path} --help` shows how it goes."


def _fault(error: Exception) -> str:
    """Names the fault by its kind and place alone: messages and values may hold case data."""
    import traceback
    from pathlib import Path

    places = [
        f"{'/'.join(Path(frame.filename).parts[-2:])} line {frame.lineno}"
        for frame in traceback.extract_tb(error.__traceback__)
        if set(Path(frame.filename).parts) & set(_OURS)
    ]
    where = ", ".join(places[-3:]) or "outside its own code"
    return (
        f"This is a fault in corecase ({type(error).__name__}: {where}); what was saved before "
        "it is safe, and no case data is in this message."
    )
