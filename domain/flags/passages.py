"""Pieces of a case's documents, as every kind of flag reads them."""

from __future__ import annotations

from datetime import date
from typing import NamedTuple


class Span(NamedTuple):
    """Characters `start` up to, not including, `end` of the text named beside it."""

    start: int
    end: int


class Section(NamedTuple):
    """One section of a form. start: where its text begins in the document as read."""

    heading: str
    text: str
    start: int = 0


class Version(NamedTuple):
    """One document of a case as it stood on a day. kind, stage: names of the instrument."""

    kind: str
    stage: str
    dated: date
    author: str
    sections: tuple[Section, ...]
