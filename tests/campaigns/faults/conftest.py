"""One process watches another by means of Linux; elsewhere the other campaigns have to do."""

from __future__ import annotations

from tests.campaigns.faults.watched import possible

collect_ignore = [] if possible() else ["test_faults.py"]
