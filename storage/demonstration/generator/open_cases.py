"""What was written for the open cases: the facts of their records, and their documents."""

from __future__ import annotations

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from functools import cache
from importlib import resources
from importlib.resources.abc import Traversable
from typing import Any

from domain.answers import AnswerKey
from domain.documents import NewDocument
from domain.events import Value
from domain.flags import particulars
from domain.instrument import Instrument
from storage.codec import as_value
from storage.demonstration.files import in_case
from storage.demonstration.generator.facts import FIELDWORK
from storage.documents import Document, read_document


@dataclass(frozen=True, slots=True)
class OpenCase:
    """facts: in place of those drawn. record: put in with the documents, before anything is asked.
    known: facts that have been asked besides. judged: in place of what would have been judged."""

    facts: dict[str, Value]
    record: dict[str, Value]
    known: tuple[str, ...]
    judged: dict[AnswerKey, str]


def open_case(reference: str) -> OpenCase:
    written = _written()[reference]
    return OpenCase(
        facts=_values(written["facts"]),
        record=_values(written["record"]),
        known=tuple(written.get("known", ())),
        judged={AnswerKey(question): to for question, to in written.get("judged", {}).items()},
    )


@cache
def _written() -> dict[str, Any]:
    folder = resources.files("storage.demonstration.generator")
    return tomllib.loads((folder / "open_cases.toml").read_text(encoding="utf-8"))


def _values(table: Mapping[str, Any]) -> dict[str, Value]:
    return {name: as_value(value) for name, value in table.items()}


@cache
def documents_of(reference: str) -> tuple[Document, ...]:
    """The documents of a case as they are read from their files, by name."""
    return tuple(_read(each) for each in in_case(reference))


def _read(packed: Traversable) -> Document:
    with resources.as_file(packed) as file:
        return read_document(file)


def recorded(document: Document, instrument: Instrument) -> NewDocument:
    """What an assessor who takes a document's own word for it records. Raises ValueError where a
    document does not tell its kind, stage and day."""
    text, today = document.text, FIELDWORK[1]
    kind = particulars.kind_told(text, instrument.documents)
    stage = particulars.stage_of(text, instrument.stages)
    written = particulars.written(text, today)
    if kind is None or stage is None or written is None:
        raise ValueError(f"{document.name} does not tell its kind, stage and day")
    signed = particulars.countersigned(text, today)
    return NewDocument(
        kind=kind.id,
        stage=stage.id,
        written=written,
        name=document.name,
        form=document.form,
        sha256=document.sha256,
        text=document.words.key,
        author=particulars.author(text),
        countersigned_by=signed.name,
        countersigned=signed.at,
        returned=particulars.returned(text, today),
    )
