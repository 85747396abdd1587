"""The whole checklist of one case of the demonstration, as a manager reads it.

Where a change of wording is meant, `CORECASE_GOLDEN=write` writes the text anew; read what changed.
"""

from __future__ import annotations

import os
from pathlib import Path

import msgspec
import pytest

from domain.checklist import About
from domain.interview import Session
from storage.demonstration import STORED, stored_document
from storage.interchange.json_document import import_document
from storage.places import Places
from storage.store import Store
from tests.domain.checklist.cases import MADE, made_of
from tests.domain.checklist.plain_text import as_text

GOLDEN = Path(__file__).parent / "FM-60.txt"


@pytest.fixture(scope="module")
def demonstrated(tmp_path_factory: pytest.TempPathFactory) -> tuple[Session, str]:
    """Case FM-60 of the demonstration, read in by itself, and the name of its inspection."""
    document = msgspec.json.decode(stored_document())
    document["cases"] = [case for case in document["cases"] if case["reference"] == "FM-60"]
    with Store.open(Places(tmp_path_factory.mktemp("golden"))) as store:
        inspection = import_document(store, msgspec.json.encode(document), STORED).inspection
        return store.load(store.find_case("FM-60").id), inspection.name


def test_the_checklist_of_a_demonstration_case_reads_as_it_did(
    demonstrated: tuple[Session, str],
) -> None:
    session, inspection = demonstrated
    about = About(inspection, MADE, invented=True, head="0123456789abcdef" * 4)
    text = as_text(made_of(session, about=about))
    if os.environ.get("CORECASE_GOLDEN") == "write":
        GOLDEN.write_text(text, encoding="utf-8")
    assert text == GOLDEN.read_text(encoding="utf-8")
