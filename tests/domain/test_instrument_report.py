"""What an instrument says of the report is refused where it names nothing or cannot be told."""

from __future__ import annotations

from pathlib import Path

import pytest

from domain.errors import InstrumentError
from domain.instrument_file import from_json, load_packaged, parse, to_json
from domain.instrument_reporting import Reporting
from tests.instruments import tiny

TEXT = (Path(__file__).parent.parent / "tiny.toml").read_text(encoding="utf-8")
REPORT = """
[report]
strength_from = 70
improve_below = 60
small_cell = 5
published_source = "Made up"
published = [{ theme = "access", highest = 90 }]

[[report.characteristics]]
fact = "size"
label = "Size"

[[report.characteristics]]
fact = "opened"
on = "closed"
label = "Age"
groups = [{ id = "old", label = "Old", youngest = 10 }]

[[report.recommendations]]
id = "doors"
about = "Doors"
text = "doors are found"
responsible = "Head"
questions = ["A1.1"]
"""
FINDING = 'finding = { met = "the door was found", fell_short = "the door was hidden"'


def with_finding(question: str, more: str = "") -> str:
    """The library with a finding for one of its questions."""
    place = f'id = "{question}"\n'
    assert TEXT.count(place) == 1
    return TEXT.replace(place, f"{place}{FINDING}{more} }}\n")


def messages(text: str) -> list[str]:
    with pytest.raises(InstrumentError) as caught:
        parse(text, "mine.toml")
    return str(caught.value).split("\n")


def test_a_sound_report_is_read() -> None:
    read = parse(TEXT + REPORT, "mine.toml").report
    assert (read.strength_from, read.improve_below) == (70, 60)
    assert [each.fact for each in read.characteristics] == ["size", "opened"]
    assert parse(with_finding("A1.1"), "mine.toml").question["A1.1"].finding is not None


def test_an_instrument_without_a_report_has_thresholds_all_the_same() -> None:
    assert tiny().report == Reporting()
    assert tiny().question["A1.1"].finding is None


def test_an_instrument_kept_before_there_were_reports_can_be_read() -> None:
    import json

    kept = json.loads(to_json(tiny()))
    del kept["report"]
    for question in kept["questions"]:
        del question["finding"]
    assert from_json(json.dumps(kept).encode()) == tiny()


@pytest.mark.parametrize(
    ("old", "new", "words"),
    [
        ('theme = "access"', 'theme = "axes"', ("published", "no theme “axes”")),
        ('fact = "size"', 'fact = "sighs"', ("“Size”", "no fact “sighs”")),
        ('on = "closed"', 'on = "shut"', ("“Age”", "no fact “shut”")),
        ('["A1.1"]', '["A9.9"]', ("“doors”", "no question “A9.9”")),
        ("strength_from = 70", "strength_from = 101", ("101", "no percentage")),
        ("improve_below = 60", "improve_below = 80", ("improve_below is above",)),
        ("small_cell = 5", "small_cell = 0", ("small_cell",)),
        ('fact = "size"', 'fact = "stocked"', ("“Size”", "only a choice")),
        ('on = "closed"', 'on = "size"', ("“Age”", "two dates")),
        ('fact = "size"', 'fact = "opened"', ("“opened”", "stands twice")),
    ],
)
def test_a_fault_of_the_report_is_told_with_its_place(
    old: str, new: str, words: tuple[str, ...]
) -> None:
    assert old in REPORT
    told = "\n".join(messages(TEXT + REPORT.replace(old, new, 1)))
    assert all(word in told for word in words), told


@pytest.mark.parametrize(
    ("question", "more", "words"),
    [
        ("A1.1", ', after = "A9.9"', "no question “A9.9”"),
        ("A1.1", ', after = "B1.1"', "another criterion"),
        ("A1.1", ', after = "A1.2"', "leads no finding"),
        ("A1.1", ', among = "relevant visits"', "name the cases"),
    ],
)
def test_a_finding_that_cannot_be_told_is_refused(question: str, more: str, words: str) -> None:
    told = messages(with_finding(question, more))
    assert all(f"question “{question}”, finding" in each for each in told)
    assert any(words in each for each in told)


def test_a_finding_is_a_clause_that_goes_on() -> None:
    (told,) = messages(with_finding("A1.1").replace("was found", "was found."))
    assert "without a full stop" in told


def test_the_inspections_own_report_is_sound_and_of_its_time() -> None:
    report = load_packaged().report
    assert report.small_cell == 5
    assert {each.theme for each in report.published} == {"safeguarding", "roh", "lor"}
    assert all(each.lowest is None for each in report.published)
    assert "May 2012" in report.published_source
