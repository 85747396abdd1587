"""`python -m tests.campaigns.fuzz`: tries doors for as long as one likes."""

from __future__ import annotations

import argparse
import tempfile
from pathlib import Path
from random import Random

from tests.campaigns.fuzz.doors import DOORS
from tests.campaigns.fuzz.guided import again, fuzz


def main() -> None:
    asked = argparse.ArgumentParser(prog="python -m tests.campaigns.fuzz", description=__doc__)
    asked.add_argument("doors", nargs="*", metavar="DOOR", help=", ".join(DOORS))
    asked.add_argument("--inputs", type=int, default=100_000)
    asked.add_argument("--seconds", type=float)
    asked.add_argument("--seed", type=int, default=Random().randrange(10**6))
    wanted = asked.parse_args()
    for name in wanted.doors or DOORS:
        with tempfile.TemporaryDirectory() as folder, DOORS[name](Path(folder)) as door:
            again(door)
            tally = fuzz(door, wanted.inputs, seed=wanted.seed, seconds=wanted.seconds)
            print(f"{tally} (seed {wanted.seed})", flush=True)


if __name__ == "__main__":
    main()
