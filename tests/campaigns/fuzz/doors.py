"""Every door, by its name."""

from __future__ import annotations

from collections.abc import Callable
from contextlib import AbstractContextManager
from pathlib import Path

from tests.campaigns.fuzz import (
    database_file,
    documents,
    glossary_file,
    imported,
    instrument_file,
    line_mode,
    settings_file,
    tampered_trail,
    typed_lines,
)
from tests.campaigns.fuzz.guided import Door

DOORS: dict[str, Callable[[Path], AbstractContextManager[Door]]] = {
    "typed-lines": typed_lines.door,
    "line-mode": line_mode.door,
    "csv-import": imported.csv_door,
    "json-import": imported.json_door,
    "instrument-file": instrument_file.door,
    "glossary-file": glossary_file.door,
    "settings-file": settings_file.door,
    **documents.DOORS,
    "document-words": documents.words_door,
    **database_file.DOORS,
    "tampered-trail": tampered_trail.door,
}
