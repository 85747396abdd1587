"""House sentences: found in many cases of an inspection, and what people decided on them.

They are worked out anew only when documents have come or gone, or somebody has chosen.
"""

from __future__ import annotations

import math
from collections import Counter
from collections.abc import Collection, Iterator, Mapping, Sequence
from hashlib import sha256
from typing import Any, NamedTuple

from sqlalchemy import Connection, bindparam, delete, distinct, func, select, text

from domain.flags.house import LEAST_CASES, LEAST_SHARE, HouseSentence
from domain.flags.sections import form_headings
from domain.flags.sentences import Sentence, read, spelling
from domain.text_cleaning import clean
from storage.codec import json_text, words_of
from storage.engine import LISTED, Database, upsert
from storage.errors import Mistake
from storage.instruments import Instruments
from storage.records import HouseChoice, HouseLine
from storage.tables import CASE, CASE_DOCUMENT, DOCUMENT_TEXT, HOUSE_CHOICE, INSPECTION
from storage.text_index import sentence_number
from storage.trail import Adding, What

_COUNTED = """
WITH listed AS ({listed}), often AS MATERIALIZED (
    SELECT hash FROM sentence GROUP BY hash HAVING count(*) >= :least
    UNION SELECT hash FROM listed
)
SELECT s.hash AS hash, c.inspection_id AS inspection, count(*) AS cases, max(s.text_id) AS text_id
FROM often CROSS JOIN sentence s CROSS JOIN "case" c
WHERE s.hash = often.hash AND c.id = s.case_id
GROUP BY s.hash, c.inspection_id
"""


class _Known(NamedTuple):
    """What was worked out, and the state of the tables it was worked out from."""

    state: object
    lines: Mapping[HouseSentence, HouseLine]


class HouseSentences:
    """Reads and decides on house sentences."""

    def __init__(self, database: Database, instruments: Instruments) -> None:
        self._database = database
        self._instruments = instruments
        self._known = _Known(None, {})

    def sentences(self) -> frozenset[HouseSentence]:
        """Those found and not dropped, and those added."""
        lines = self._now()
        return frozenset(words for words, line in lines.items() if line.standing != "dropped")

    def lines(self) -> list[HouseLine]:
        """All found, added or dropped: those of most cases first."""
        lines = self._now().values()
        return sorted(lines, key=lambda line: (-line.cases, line.text.casefold(), line.text))

    def choose(self, said: str, choice: HouseChoice | None, who: str) -> None:
        """Add or drop each sentence of a text; None: as it is found. Raises Mistake."""
        said = clean(said)
        rows = [
            {
                "words": json_text(_spelt(sentence)),
                "text": _in_one_line(said, sentence),
                "standing": choice,
            }
            for sentence in read(said).sentences
        ]
        if not rows:
            raise Mistake("That is no sentence: give its words.")
        with self._database.writing() as connection:
            trail = Adding(connection)
            if choice is None:
                keys = [row["words"] for row in rows]
                connection.execute(delete(HOUSE_CHOICE).where(HOUSE_CHOICE.c.words.in_(keys)))
            else:
                upsert(connection, HOUSE_CHOICE, list({r["words"]: r for r in rows}.values()))
            told = {"choice": choice or "as found", "words": _digest(rows)}
            trail.add(What.HOUSE_CHOSEN, who=who, detail=told)

    def _now(self) -> Mapping[HouseSentence, HouseLine]:
        with self._database.reading() as connection:
            choices = connection.execute(select(HOUSE_CHOICE).order_by(HOUSE_CHOICE.c.words)).all()
            # The number of its event only grows, whatever becomes of a document.
            changes = connection.execute(select(func.sum(CASE_DOCUMENT.c.seq))).scalar()
            state = (changes, tuple(map(tuple, choices)))
            if state != self._known.state:
                self._known = _Known(state, self._worked_out(connection, choices))
            return self._known.lines

    def _worked_out(
        self, connection: Connection, choices: Sequence[Any]
    ) -> dict[HouseSentence, HouseLine]:
        chosen = {words_of(row.words): row for row in choices}
        numbers = {sentence_number(words): words for words in chosen}
        found, cases = self._found(connection, numbers)
        lines = {words: HouseLine(told, count, "found") for words, told, count in found}
        for number, words in numbers.items():
            row = chosen[words]
            lines[words] = HouseLine(row.text, cases.get(number, 0), row.standing)
        return lines

    def _found(
        self, connection: Connection, asked: Collection[int]
    ) -> tuple[list[tuple[HouseSentence, str, int]], Mapping[int, int]]:
        """Sentences that enough cases of one inspection have, with the number of all cases that do;
        and the numbers of cases by hash, of those asked for too."""
        least = _least(connection)
        if not least:
            return [], {}
        rows = connection.execute(
            text(_COUNTED.format(listed=LISTED[connection.dialect.name])),
            {"listed": json_text(list(asked)), "least": math.ceil(min(least.values()))},
        ).all()
        cases: Counter[int] = Counter()
        examples: dict[int, int] = {}
        for row in rows:
            cases[row.hash] += row.cases
            if row.cases >= least[row.inspection]:
                examples[row.hash] = max(row.text_id, examples.get(row.hash, 0))
        return [
            (words, told, cases[number]) for number, words, told in self._told(connection, examples)
        ], cases

    def _told(
        self, connection: Connection, examples: Mapping[int, int]
    ) -> Iterator[tuple[int, HouseSentence, str]]:
        """Sentences by hash, as a text has them: it is read as it was when it came in."""
        for text_id in sorted(set(examples.values())):
            row = connection.execute(_WHOLE, {"of_text": text_id}).one()
            instrument = self._instruments.by_digest(connection, row.instrument)
            for sentence in read(row.text, form_headings(instrument.documents)).sentences:
                number = sentence_number(sentence.words)
                if examples.get(number) == text_id:
                    yield number, _spelt(sentence), _in_one_line(row.text, sentence)


def _least(connection: Connection) -> dict[int, float]:
    """For each inspection that has documents, how many of its cases make a sentence the house's."""
    rows = connection.execute(
        select(CASE.c.inspection_id, func.count(distinct(CASE.c.id)))
        .join(CASE_DOCUMENT, CASE_DOCUMENT.c.case_id == CASE.c.id)
        .where(CASE_DOCUMENT.c.present.is_(True))
        .group_by(CASE.c.inspection_id)
    )
    return {row[0]: max(LEAST_CASES, LEAST_SHARE * row[1]) for row in rows}


def _spelt(sentence: Sentence) -> HouseSentence:
    return tuple(map(spelling, sentence.words))


def _digest(rows: Sequence[Mapping[str, Any]]) -> str:
    """By which sentences are known again; they may be words of a case."""
    return sha256("\n".join(row["words"] for row in rows).encode()).hexdigest()


def _in_one_line(whole: str, sentence: Sentence) -> str:
    return " ".join(whole[sentence.start : sentence.end].split())


_WHOLE = (
    select(DOCUMENT_TEXT.c.text, INSPECTION.c.instrument)
    .join(CASE_DOCUMENT, CASE_DOCUMENT.c.text_id == DOCUMENT_TEXT.c.id)
    .join(CASE, CASE.c.id == CASE_DOCUMENT.c.case_id)
    .join(INSPECTION, INSPECTION.c.id == CASE.c.inspection_id)
    .where(DOCUMENT_TEXT.c.id == bindparam("of_text"))
    .order_by(CASE_DOCUMENT.c.case_id)
    .limit(1)
)
