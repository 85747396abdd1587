"""Runs the program, and ends it at its first look at a network, with status 99.

Given commands (a JSON list of lists of words, on standard input) it runs each; without any it opens
the app. Python itself tells of every socket, name look-up and connection made in the process.
"""

from __future__ import annotations

import json
import os
import socket
import sys
from typing import Any

REACHED = 99
_NETWORK = ("socket.", "ssl.", "urllib.", "http.", "ftplib.", "smtplib.", "webbrowser.")
_LOCAL = {"socket.gethostname"}  # asks the machine for its own name


def listen(event: str, args: tuple[Any, ...]) -> None:
    if event.startswith(_NETWORK) and event not in _LOCAL and not _own_pipe(event, args):
        os.write(2, f"reached for a network: {event}\n".encode())
        os._exit(REACHED)


def _own_pipe(event: str, args: tuple[Any, ...]) -> bool:
    """Python's event loop wakes itself by a pair of sockets that lead nowhere else."""
    return event == "socket.__new__" and args[1] == getattr(socket, "AF_UNIX", None)


def run(commands: list[list[str]]) -> None:
    from click.testing import CliRunner

    from tui.cli import main

    for words in commands:
        done = CliRunner().invoke(main, words)
        if done.exit_code:
            sys.exit(f"{' '.join(words)}: {done.output}")


if __name__ == "__main__":
    told = "" if sys.stdin.isatty() else sys.stdin.read()
    sys.addaudithook(listen)
    if told:
        run(json.loads(told))
    else:
        from tui.cli import main

        main([])
