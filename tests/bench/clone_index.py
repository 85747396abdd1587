"""A section asked for among a hundred thousand of other cases: how fast, and is it found."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator, Sequence
from itertools import accumulate
from pathlib import Path
from random import Random
from typing import NamedTuple

from domain.documents import DocumentText, Moment, NewDocument
from domain.flags.fingerprints import fingerprints
from storage.codec import json_text
from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from tests.bench.report import Line, against, in_turn
from tests.cases import instrument

SECTIONS, OF_DOCUMENT, VERSIONS, SENTENCES = 100_000, 12, 6, 15
CARRIED = 0.7  # of the sentences of a version stand in the next
HOUSE, STOCK = 0.02, 0.03  # of all sentences are the house's, or phrases many have heard
ASKED, ROUNDS = 300, 5
AT = "2012-02-20T12:00:00.000000+00:00"
# What no way of looking them up can do without: one question for each fingerprint.
LOOK_UP = "SELECT section_id FROM shingle WHERE hash = ? LIMIT 501"

Words = tuple[str, ...]


class Question(NamedTuple):
    """A section that shares one sentence, and the case it shares it with."""

    text: str
    hashes: tuple[int, ...]
    reference: str


def lines() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder))
        with Store.open(places) as store:
            inspection = store.create_inspection(NewInspection("Testshire", 2012), instrument())
            mine = store.create_case(inspection.id, "mine").id
        assert places.file is not None
        raw = sqlite3.connect(places.file)
        questions = list(Filling(raw).filled())
        with Store.open(places) as store:
            found = sum(is_found(store, mine, question) for question in questions) / ASKED
            times = in_turn(
                ROUNDS,
                {
                    "ours": lambda: ours(store, mine, questions),
                    "raw": lambda: looked_up(raw, questions),
                },
            )
        raw.close()
    return [
        against(
            f"clones: a section asked for among {SECTIONS:,}",
            times["ours"],
            "raw sqlite3, look-ups alone",
            times["raw"],
            2.0,
        ),
        Line(
            f"clones: one shared sentence of {SENTENCES} found",
            f"{found:.1%}",
            goal=">= 99%",
            met=found >= 0.99,
        ),
    ]


def is_found(store: Store, case_id: int, question: Question) -> bool:
    (others,) = store.near(case_id, [question.text])
    return any(other.reference == question.reference for other in others)


def ours(store: Store, case_id: int, questions: Sequence[Question]) -> float:
    began = time.perf_counter()
    for question in questions:
        store.near(case_id, [question.text])
    return (time.perf_counter() - began) / len(questions)


def looked_up(raw: sqlite3.Connection, questions: Sequence[Question]) -> float:
    began = time.perf_counter()
    for question in questions:
        for number in question.hashes:
            raw.execute(LOOK_UP, (number,)).fetchall()
    return (time.perf_counter() - began) / len(questions)


class Filling:
    """The tables as the store would have left them, written faster than it would."""

    def __init__(self, raw: sqlite3.Connection) -> None:
        self._raw = raw
        self._prose = Prose()
        self._shingles: list[tuple[int, int]] = []
        self._sections = 0

    def filled(self) -> Iterator[Question]:
        """Fill the tables; questions about sentences of cases spread over all of them."""
        every = SECTIONS // (ASKED * OF_DOCUMENT * VERSIONS)
        asked: list[tuple[str, Words]] = []
        number = 1
        while self._sections < SECTIONS:
            number += 1
            own = self._case(number)
            if number % max(1, every) == 0:
                asked.append((f"case {number}", own))
        self._shingles.sort()
        self._raw.executemany("INSERT INTO shingle VALUES (?, ?)", self._shingles)
        self._raw.commit()
        return (self._question(reference, own) for reference, own in asked[:ASKED])

    def _case(self, number: int) -> Words:
        """Write a case; one of its own sentences."""
        chance = self._prose.chance
        self._raw.execute(
            'INSERT INTO "case" SELECT ?, inspection_id, ?, ?, ?, finished, answered, due, later,'
            ' facts_open, last_at, last_who FROM "case" WHERE id = 1',
            (number, f"case {number}", f"case {number}", VERSIONS),
        )
        sections = [self._prose.section() for _ in range(OF_DOCUMENT)]
        own = self._prose.sentence()
        sections[0][chance.randrange(SENTENCES)] = own
        for version in range(1, VERSIONS + 1):
            self._document(number, version, sections)
            sections = [self._prose.next_version(section, own) for section in sections]
        return own

    def _document(self, case: int, number: int, sections: Sequence[list[Words]]) -> None:
        text, places = f"Name: Child{case} Ashdown\n", []
        for section in sections:
            start = len(text)
            text += written(section)
            places.append((start, len(text)))
            text += "\n"
        words = DocumentText(text)
        about = NewDocument(
            "rosh_screening",
            "start",
            Moment.read("2012-02-03"),
            "x",
            "plain text",
            words.key,
            words.key,
        )
        execute = self._raw.execute
        text_id = execute(
            "INSERT INTO document_text (key, text, pages) VALUES (?, ?, '[0]')", (words.key, text)
        ).lastrowid
        execute(
            "INSERT INTO event VALUES (?, ?, ?, ?, 'A.W.', 'document', ?, '', 'null', ?, '', '',"
            " NULL)",
            (case, number, number, AT, str(number), json_text(about.value())),
        )
        execute("INSERT INTO case_document VALUES (?, ?, ?, ?, 1)", (case, number, number, text_id))
        for section, (start, end) in zip(sections, places, strict=True):
            self._sections += 1
            execute(
                "INSERT INTO section VALUES (?, ?, ?, ?, '')",
                (self._sections, text_id, start, end),
            )
            self._shingles += ((each, self._sections) for each in hashes_of(section))

    def _question(self, reference: str, own: Words) -> Question:
        section = [self._prose.sentence() for _ in range(SENTENCES)]
        section[self._prose.chance.randrange(SENTENCES)] = own
        return Question(written(section), tuple(hashes_of(section)), reference)


def written(section: Sequence[Words]) -> str:
    return " ".join(f"{' '.join(sentence).capitalize()}." for sentence in section)


def hashes_of(section: Sequence[Words]) -> frozenset[int]:
    return fingerprints(word for sentence in section for word in sentence)


class Prose:
    """Sentences of invented words, some of them common and most rare, as words are."""

    def __init__(self) -> None:
        self.chance = Random(5)
        syllables = ["ba", "de", "fi", "go", "lu", "ma", "ne", "pi", "ro", "su", "ta", "ve", "wi"]
        lengths = [1, 2, 2, 3, 3]
        self._words = [
            "".join(self.chance.choices(syllables, k=self.chance.choice(lengths)))
            for _ in range(6000)
        ]
        self._weights = list(accumulate(1 / (rank + 3) for rank in range(len(self._words))))
        self._house = [self.sentence() for _ in range(8)]
        self._stock = [self.sentence() for _ in range(300)]

    def sentence(self) -> Words:
        length = self.chance.randint(9, 22)
        return tuple(self.chance.choices(self._words, cum_weights=self._weights, k=length))

    def section(self) -> list[Words]:
        return [self._any() for _ in range(SENTENCES)]

    def _any(self) -> Words:
        way = self.chance.random()
        if way < HOUSE:
            return self.chance.choice(self._house)
        return self.chance.choice(self._stock) if way < HOUSE + STOCK else self.sentence()

    def next_version(self, section: Sequence[Words], kept: Words) -> list[Words]:
        return [
            sentence if sentence is kept or self.chance.random() < CARRIED else self._any()
            for sentence in section
        ]
