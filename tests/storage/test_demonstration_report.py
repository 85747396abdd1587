"""The report of the demonstration: the published scores and comments, and every word as it stands.

After a change that was meant, `python -m tests.storage.test_demonstration_report` writes the text
anew; read it whole before it is kept.
"""

from __future__ import annotations

import re
import tempfile
import time
from datetime import UTC, datetime
from pathlib import Path

import pytest

from domain.inspection_report import Sample, inspection_report
from domain.report import Document
from storage.demonstration import write_demonstration
from storage.demonstration.given import given
from storage.places import Places
from storage.store import Store
from tests.domain.inspection_report.reading import as_text

pytestmark = pytest.mark.xdist_group("demonstration")

GOLDEN = Path(__file__).parent / "demonstration_report.txt"
MADE = datetime(2012, 5, 1, 9, 30, tzinfo=UTC)


def report_of(home: Path) -> tuple[Document, list[str]]:
    """The report, and the names and references that must not stand in it."""
    with Store.open(Places(home)) as store:
        (inspection,) = store.inspections()
        lines = store.cases(inspection.id)
        sample = Sample.of(
            store.instrument(inspection.id),
            inspection.name,
            (store.load(line.id) for line in lines),
            fieldwork=(inspection.fieldwork_from, inspection.fieldwork_to),
            invented=inspection.invented,
        )
        people = {
            str(entry["name"])
            for line in lines
            for value in store.load(line.id).facts.values()
            for entry in (value if isinstance(value, tuple) else ())
            if isinstance(entry, dict) and entry.get("name")
        }
    return inspection_report(sample, {}, made=MADE), sorted(people)


@pytest.fixture(scope="module")
def home(tmp_path_factory: pytest.TempPathFactory) -> Path:
    folder = tmp_path_factory.mktemp("report") / "home"
    write_demonstration(folder)
    return folder


@pytest.fixture(scope="module")
def told(home: Path) -> tuple[str, list[str]]:
    document, people = report_of(home)
    return as_text(document), people


def test_it_reads_word_for_word_as_before(told: tuple[str, list[str]]) -> None:
    assert told[0] == GOLDEN.read_text(encoding="utf-8")


def test_scores_and_comments_are_the_published_ones(told: tuple[str, list[str]]) -> None:
    text, published = told[0], given()
    for theme, title in (
        ("safeguarding", "Safeguarding"),
        ("roh", "Public Protection: Risk of Harm"),
        ("lor", "Public Protection: Likelihood of Reoffending"),
    ):
        score, comment = published.headline[theme], published.headline_comments[theme]
        assert f"\n| {title} | {score}% | {comment} | " in text
    for section, score in published.sections.items():
        assert re.search(rf"\| Score of section {section} as a whole\n.*\n\| {score}% \|", text)
    for criterion, score in published.criteria.items():
        comment = published.criteria_comments[criterion]
        assert re.search(rf"\| Score of criterion {criterion}\n.*\n\| {score}% \| {comment}", text)
        assert re.search(rf"\n\| {criterion} [^\n|]*: {score}% {comment} \(", text)


def test_no_one_is_named_and_no_case(told: tuple[str, list[str]]) -> None:
    text, people = told
    assert people
    assert [name for name in people if re.search(rf"\b{re.escape(name)}\b", text)] == []


def test_it_is_made_within_the_time_a_reader_waits(home: Path) -> None:
    begun = time.perf_counter()
    report_of(home)
    assert time.perf_counter() - begun < 5


if __name__ == "__main__":
    with tempfile.TemporaryDirectory() as folder:
        write_demonstration(Path(folder) / "home")
        GOLDEN.write_text(as_text(report_of(Path(folder) / "home")[0]), encoding="utf-8")
