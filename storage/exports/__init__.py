"""A document written out in the format that is asked for; a writer is loaded when it is used."""

from __future__ import annotations

from collections.abc import Mapping
from importlib import import_module

from domain.report import Document

# The module of this package that writes a format; each has `write(document) -> bytes`.
WRITERS: Mapping[str, str] = {
    "xlsx": "xlsx",
    "docx": "docx",
    "pdf": "pdf",
    "html": "html",
    "md": "markdown",
}


def written(document: Document, form: str) -> bytes:
    """The whole file. Raises KeyError for a format that is not in `WRITERS`."""
    module = import_module(f"{__name__}.{WRITERS[form]}")
    data: bytes = module.write(document)
    return data
