"""Every benchmark, or those named: python -m tests.bench [name ...]

Each compares the program with something well known in the same interleaved run, so that the figure
means the same on a slow machine. The exit status is 0 whatever comes of it: goals are for reading.
"""

from __future__ import annotations

import platform
import sys
import time
from collections.abc import Sequence
from importlib import import_module

from tests.bench.report import Line, print_table

# Module of this folder by the name it is asked for with; each has `lines()`.
NAMES = {
    "paint": "first_paint",
    "start": "start",
    "layouts": "layouts",
    "enter": "next_question",
    "transactions": "transactions",
    "saves": "saves",
    "opening": "opening",
    "trail": "trail",
    "scores": "scores",
    "home": "home_list",
    "glossary": "lookups",
    "clones": "clone_index",
    "copied": "copyforward",
    "exports": "exports",
}


def main(arguments: Sequence[str]) -> int:
    unknown = [name for name in arguments if name not in NAMES]
    if unknown:
        print(f"There is no benchmark “{unknown[0]}”; there are {', '.join(NAMES)}.")
        return 0
    print(f"Python {platform.python_version()}, {platform.system()}, {platform.machine()}\n")
    lines: list[Line] = []
    for name in arguments or NAMES:
        began = time.perf_counter()
        print(f"{name} ...", end="", file=sys.stderr, flush=True)
        lines += import_module(f"tests.bench.{NAMES[name]}").lines()
        print(f" {time.perf_counter() - began:.0f} s", file=sys.stderr)
    print_table(lines)
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
