"""Makes the demonstration anew: `python -m storage.demonstration.generator [FILE]`."""

from __future__ import annotations

import sys
from pathlib import Path

from storage.demonstration import STORED
from storage.demonstration.generator.making import packed

if __name__ == "__main__":
    file = Path(sys.argv[1]) if sys.argv[1:] else Path(__file__).parent.parent / STORED
    file.write_bytes(packed())
