"""What texts are found by: the fingerprints of their sections, and the sentences of a case.

What is asked for later is read in the same way.
"""

from __future__ import annotations

from bisect import bisect_left
from collections.abc import Iterable, Mapping
from itertools import chain

from sqlalchemy import Connection, insert

from domain.flags.fingerprints import fingerprints, number_of
from domain.flags.sections import form_headings, split
from domain.flags.sentences import Sentence, read, spelling
from domain.instrument import Instrument
from storage.engine import insert_new
from storage.tables import SECTION, SENTENCE, SHINGLE


def write_index(connection: Connection, text_id: int, text: str, instrument: Instrument) -> None:
    """Write all that a text is found by."""
    headings = form_headings(instrument.documents)
    sentences = read(text, headings).sentences
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
    if shingles:
        connection.execute(insert(SHINGLE), sorted(shingles, key=lambda row: row["hash"]))


def write_sentences(
    connection: Connection, case_id: int, texts: Mapping[int, str], instrument: Instrument
) -> None:
    """Write what these texts, by their ids, let the case say; what it says already stays."""
    headings = form_headings(instrument.documents)
    said: dict[int, int] = {}
    for text_id, text in texts.items():
        for sentence in read(text, headings).sentences:
            said.setdefault(sentence_number(sentence.words), text_id)
    rows = [
        {"hash": number, "case_id": case_id, "text_id": said[number]} for number in sorted(said)
    ]
    if rows:
        connection.execute(insert_new(connection, SENTENCE), rows)


def fingerprints_of(sentences: Iterable[Sentence]) -> frozenset[int]:
    return fingerprints(chain.from_iterable(sentence.words for sentence in sentences))


def sentence_number(words: Iterable[str]) -> int:
    """What a sentence is kept under: the same for two spellings of its words."""
    return number_of("\n".join(map(spelling, words)))
