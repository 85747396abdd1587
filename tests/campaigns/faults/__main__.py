"""What the tests run in a process of its own, which watches children."""

from __future__ import annotations

import sys
from importlib import import_module
from pathlib import Path

from storage import encryption
from tests.campaigns.faults.killed import killed
from tests.campaigns.faults.power import power
from tests.storage.keyed import FEW
from tui.cli import FAMILIES

if __name__ == "__main__":
    encryption.ROUNDS = FEW  # the derivation of keys takes its time, and writes nothing
    for _, entries in FAMILIES:  # here, so that no child has to; nothing is run, which may thread
        for entry in entries:
            import_module(f"tui.commands.{entry.module}")
    kind, folder, runs, *names = sys.argv[1:]
    {"killed": killed, "power": power}[kind](Path(folder), int(runs), names)
