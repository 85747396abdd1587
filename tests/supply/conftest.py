"""The app is run in a pseudo-terminal, which Windows has not."""

from __future__ import annotations

import os

collect_ignore = [] if os.name == "posix" else ["test_no_network.py"]
