"""What the tests run in a process of its own, which watches children."""

from __future__ import annotations

import sys
from pathlib import Path

from storage import encryption
from tests.campaigns.faults.killed import killed
from tests.campaigns.faults.power import power
from tests.storage.keyed import FEW

if __name__ == "__main__":
    encryption.ROUNDS = FEW  # the derivation of keys takes its time, and writes nothing
    kind, folder, runs, *names = sys.argv[1:]
    {"killed": killed, "power": power}[kind](Path(folder), int(runs), names)
