"""All answers of 158 inspections scored by headline, section and criterion."""

from __future__ import annotations

import sqlite3
import tempfile
import time
from collections.abc import Iterator
from pathlib import Path
from random import Random

from domain.scoring import score
from storage.places import Places
from storage.records import NewInspection
from storage.store import Store
from tests.bench.report import Line, against, in_turn
from tests.cases import instrument

INSPECTIONS, CASES, ANSWERS = 158, 62, 110
ROUNDS = 5
# What a score is made of, and no more: two counts for each question of each inspection.
GROUP_BY = """
SELECT c.inspection_id, a.question,
       count(*) FILTER (WHERE a.standing = 'sufficient'),
       count(*) FILTER (WHERE a.standing = 'insufficient')
FROM answer a JOIN "case" c ON c.id = a.case_id
WHERE c.finished GROUP BY c.inspection_id, a.question
"""


def lines() -> list[Line]:
    with tempfile.TemporaryDirectory() as folder:
        places = Places(Path(folder))
        with Store.open(places) as store:
            store.create_inspection(NewInspection("Area 1", 2012), instrument())
        assert places.file is not None
        raw = sqlite3.connect(places.file)
        fill(raw)
        with Store.open(places) as store:
            times = in_turn(ROUNDS, {"ours": lambda: ours(store), "raw": lambda: group_by(raw)})
        raw.close()
    what = f"{INSPECTIONS * CASES * ANSWERS:,} answers scored: headline, section, criterion"
    return [against(what, times["ours"], "raw sqlite3 GROUP BY", times["raw"], 1.5)]


def ours(store: Store) -> float:
    began = time.perf_counter()
    scores = {
        inspection: score(instrument(), counts)
        for inspection, counts in store.counts_by_inspection().items()
    }
    taken = time.perf_counter() - began
    assert len(scores) == INSPECTIONS
    assert all(s.headline and s.sections and s.criteria for s in scores.values())
    return taken


def group_by(raw: sqlite3.Connection) -> float:
    began = time.perf_counter()
    rows = raw.execute(GROUP_BY).fetchall()
    taken = time.perf_counter() - began
    assert len(rows) == INSPECTIONS * ANSWERS
    return taken


def fill(raw: sqlite3.Connection) -> None:
    """The tables as the store would have left them, written faster than it would."""
    at = "2012-02-20T12:00:00.000000+00:00"
    raw.executemany(
        "INSERT INTO inspection (id, area, area_folded, year, instrument, invented, created_at)"
        " SELECT ?, ?, ?, year, instrument, invented, created_at FROM inspection WHERE id = 1",
        [(id_, f"Area {id_}", f"area {id_}") for id_ in range(2, INSPECTIONS + 1)],
    )
    cases = [
        (id_, (id_ - 1) // CASES + 1, f"{id_:05}", f"{id_:05}", ANSWERS, at)
        for id_ in range(1, INSPECTIONS * CASES + 1)
    ]
    raw.executemany(
        'INSERT INTO "case" (id, inspection_id, reference, reference_folded, last_seq, finished,'
        " answered, due, later, facts_open, last_at, last_who)"
        f" VALUES (?, ?, ?, ?, ?, 1, {ANSWERS}, {ANSWERS}, 0, 0, ?, 'A.W.')",
        cases,
    )
    raw.executemany(
        "INSERT INTO answer (case_id, question, row, judgement, standing, unclear, reasons, note,"
        f" evidence, who, at) VALUES (?, ?, '', ?, ?, 0, '[]', ?, '[]', 'A.W.', '{at}')",
        answers(),
    )
    raw.commit()


def answers() -> Iterator[tuple[int, str, str, str, str]]:
    chance = Random(5)
    questions = [question.id for question in instrument().questions if question.scored][:ANSWERS]
    assert len(questions) == ANSWERS
    ways = [("yes", "sufficient"), ("no", "insufficient"), ("na", "out")]
    for case in range(1, INSPECTIONS * CASES + 1):
        chosen = chance.choices(ways, (70, 25, 5), k=ANSWERS)
        for question, way in zip(questions, chosen, strict=True):
            note = "seen in the record, page 2" if chance.random() < 0.14 else ""
            yield (case, question, *way, note)
