"""What a text is found by: its sentences, and the fingerprints of its sections.

Worked out once, when the text comes in. What is asked for later is read in the same way.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping, Sequence
from itertools import chain
from typing import Any

from sqlalchemy import Connection, Table, insert

from domain.flags.fingerprints import fingerprints, number_of
from domain.flags.sections import form_headings, split
from domain.flags.sentences import Sentence, read, spelling
from domain.instrument import Instrument
from storage.tables import SECTION, SENTENCE, SHINGLE


def write_index(connection: Connection, text_id: int, text: str, instrument: Instrument) -> None:
    """Write all that a text is found by."""
    headings = form_headings(instrument.documents)
    sentences = read(text, headings).sentences
    _write_sentences(connection, text_id, sentences)
    starts = [sentence.start for sentence in sentences]
    shingles: list[dict[str, int]] = []
    for section in split(text, headings):
        end = section.start + len(section.text)
        row = {
            "text_id": text_id,
            "start": section.start,
            "end": end,
            "heading": section.heading,
        }
        key = connection.execute(insert(SECTION).values(row)).inserted_primary_key
        assert key is not None
        own = sentences[bisect_left(starts, section.start) : bisect_left(starts, end)]
        shingles += ({"hash": each, "section_id": key[0]} for each in fingerprints_of(own))
    # In order of the table: its pages are then found one after the other.
    _write(connection, SHINGLE, sorted(shingles, key=lambda row: row["hash"]))


def _write_sentences(connection: Connection, text_id: int, sentences: Iterable[Sentence]) -> None:
    places: dict[int, Sentence] = {}
    for sentence in sentences:
        places.setdefault(sentence_number(sentence.words), sentence)
    rows = [
        {"hash": number, "text_id": text_id, "start": each.start, "end": each.end}
        for number, each in sorted(places.items())
    ]
    _write(connection, SENTENCE, rows)


def fingerprints_of(sentences: Iterable[Sentence]) -> frozenset[int]:
    return fingerprints(chain.from_iterable(sentence.words for sentence in sentences))


def sentence_number(words: Iterable[str]) -> int:
    """What a sentence is kept under: the same for two spellings of its words."""
    return number_of("\n".join(map(spelling, words)))


def _write(connection: Connection, table: Table, rows: Sequence[Mapping[str, Any]]) -> None:
    if rows:
        connection.execute(insert(table), list(rows))
