"""Every format of the table has its writer, and none is loaded before it is used."""

from __future__ import annotations

import subprocess
import sys

import pytest

from storage.exports import WRITERS, written
from tests.storage.exports.long_document import long_document

SIGNS = {
    "xlsx": b"PK\x03\x04",
    "docx": b"PK\x03\x04",
    "pdf": b"%PDF-",
    "html": b"<!DOCTYPE html>",
    "md": b"**OFFICIAL-SENSITIVE**",
}


def test_every_format_is_written_as_what_it_says() -> None:
    document = long_document(2)
    assert {form: written(document, form)[: len(SIGNS[form])] for form in WRITERS} == SIGNS


def test_the_same_document_is_written_the_same_way_twice() -> None:
    document = long_document(2)
    for form in ("html", "md", "xlsx"):
        assert written(document, form) == written(document, form)


def test_a_format_that_is_not_there_is_refused() -> None:
    with pytest.raises(KeyError, match="odt"):
        written(long_document(1), "odt")


def test_libraries_of_the_formats_are_loaded_when_a_format_is_written() -> None:
    code = "import sys, storage.exports; print(*sys.modules)"
    done = subprocess.run([sys.executable, "-c", code], capture_output=True, text=True, check=True)
    loaded = set(done.stdout.split())
    assert "domain.report" in loaded
    assert not loaded & {"docx", "lxml", "typst", "xlsxwriter", "storage.exports.html"}
