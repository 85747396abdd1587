"""`corecase report` and `corecase write-report`: drafted, written in, compared, put in a file."""

from __future__ import annotations

import zipfile
from pathlib import Path

import pytest

from domain import intents
from storage.places import Places
from storage.records import Inspection
from storage.store import Store
from storage.trail_entries import Entry, What
from tests.tui.house import judge, kept
from tests.tui.house import library as library_of
from tests.tui.shell import Shell

FACTS = (
    intents.SetFact("opened", "2012-02-03"),
    intents.SetFact("closed", ""),
    intents.SetFact("size", "small"),
    intents.SetFact("has_steps", "no"),
    intents.SetFact("lends", "no"),
    intents.SetFact("stocked", ()),
)


def add(store: Store, of: Inspection, reference: str, judgement: str) -> None:
    """A finished case in which Mrs Dale did well."""
    example = intents.GoodWork("A1.1", f"Mrs Dale drew a map in {reference}")
    kept(store, of, reference, *FACTS, judge("A1.1", judgement), example, intents.Finish())


@pytest.fixture
def inspected(shell: Shell) -> Shell:
    """Three finished cases and an open one."""
    with Store.open(Places(shell.home)) as store:
        of = library_of(store)
        kept(store, of, "07")
        for reference, judgement in (("08", "yes"), ("09", "no"), ("10", "no")):
            add(store, of, reference, judgement)
    return shell


def entries(shell: Shell) -> list[Entry]:
    with Store.open(Places(shell.home)) as store:
        return [entry for entry in store.trail.entries() if entry.what == What.REPORTED]


@pytest.mark.parametrize(
    ("form", "begins"),
    [("docx", b"PK"), ("pdf", b"%PDF-"), ("html", b"<!DOCTYPE"), ("md", b"**OFFICIAL")],
)
def test_the_report_is_written_in_each_form_and_entered(
    inspected: Shell, tmp_path: Path, form: str, begins: bytes
) -> None:
    file = tmp_path / f"report.{form}"
    done = inspected.run("report", "-o", str(file), "--to", "The board")
    assert done.exit_code == 0, done.output
    assert file.read_bytes().startswith(begins)
    assert file.stat().st_mode & 0o777 == 0o600
    assert f"The report of Testshire 2012 is written to {file}." in done.stderr
    assert "3 finished cases told of; 1 open case left out." in done.stderr
    assert "Masked in examples of good work: other name 3 times." in done.stderr
    assert "Still to be written: foreword," in done.stderr
    (entry,) = entries(inspected)
    assert (entry.inspection_id, entry.case_id, entry.who) == (1, None, "A.W.")
    assert entry.detail == {
        "format": form,
        "file": file.name,
        "names": "masked",
        "marking": "OFFICIAL-SENSITIVE",
        "to": "The board",
    }


def test_examples_stand_in_it_without_names(inspected: Shell) -> None:
    told = inspected.ok("report", "-o", "-", "--format", "md", "--marking", "DRAFT")
    assert told.startswith("**DRAFT**")
    assert "drew a map in 09" in told
    assert "Dale" not in told


def test_what_is_written_stands_in_it_and_can_be_taken_back(inspected: Shell) -> None:
    def markdown() -> str:
        return inspected.ok("report", "-o", "-", "--format", "md")

    listed = inspected.json("report", "--list")["texts"]
    assert listed[0]["key"] == "foreword"
    assert "foreword: Foreword (a gap)" in inspected.ok("report", "--list")
    done = inspected.run("write-report", "foreword", "-", typed="We came\nin February.\n")
    assert done.stderr == "foreword of Testshire 2012 is written.\n"
    assert "in February." in markdown()
    assert "Foreword (written by A.W.," in inspected.ok("report", "--list")
    assert inspected.json("report", "--list")["texts"][0]["text"] == "We came\nin February."
    again = inspected.run("write-report", "foreword", "We came\nin February.")
    assert "stands there already" in again.stderr
    inspected.ok("write-report", "foreword", "--clear")
    assert "in February." not in markdown()


def test_the_trail_says_that_no_mask_saw_what_was_written_by_hand(inspected: Shell) -> None:
    inspected.ok("report", "-o", "-", "--format", "md")
    inspected.ok("write-report", "foreword", "We came in February.")
    inspected.ok("report", "-o", "-", "--format", "md")
    before, after = (entry.detail["names"] for entry in entries(inspected))
    assert before == "masked"
    assert after == "masked, save in what was written by hand"
    assert "names masked, save in what was written by hand" in " ".join(
        inspected.ok("trail").split()
    )


def test_a_recommendation_is_left_out_by_command(inspected: Shell) -> None:
    keys = [place["key"] for place in inspected.json("report", "--list")["texts"]]
    key = next(key for key in keys if key.startswith("recommendation:"))
    done = inspected.run("write-report", key, "--leave-out")
    assert done.stderr == f"{key} of Testshire 2012 is left out.\n"
    texts = inspected.json("report", "--list")["texts"]
    assert next(place["text"] for place in texts if place["key"] == key) == "-"


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        (["foreword", "--leave-out"], "for recommendations"),
        (["forword", "x"], "did you mean foreword?"),
        (["zzz", "x"], "--list"),
        (["foreword"], "--clear"),
        (["foreword", "x", "--clear"], "--clear"),
        (["foreword", " "], "empty"),
        (["foreword", "x" * 20_001], "20,001 characters"),
    ],
)
def test_what_cannot_be_written_is_said(library: Shell, arguments: list[str], part: str) -> None:
    assert part in library.slip("write-report", *arguments)


def test_two_inspections_stand_side_by_side(inspected: Shell) -> None:
    with Store.open(Places(inspected.home)) as store:
        add(store, library_of(store, "Elsewhere"), "11", "yes")
    of = ("--inspection", "Testshire")
    told = inspected.ok("report", *of, "--compare", "Elsewhere", "-o", "-", "--format", "md")
    assert "Elsewhere 2012" in told
    assert entries(inspected)[0].detail["compared with"] == "Elsewhere 2012"
    assert "with itself" in inspected.slip("report", *of, "--compare", "Testshire", "-o", "x.md")
    assert "no inspection" in inspected.slip("report", *of, "--compare", "Nowhere", "-o", "x.md")


@pytest.mark.parametrize(
    ("arguments", "part"),
    [
        ([], "-o FILE"),
        (["--list", "-o", "x.md"], "-o FILE"),
        (["-o", "x.md", "--json"], "--json is for --list"),
        (["-o", "x.md", "--format", "pdf"], "ends in .md, but --format says pdf"),
        (["-o", "x.csv"], "“csv” is no format"),
        (["-o", "-"], "In which format?"),
        (["-o", "-", "--format", "pdf"], "name a file for pdf"),
        (["-o", "/", "--format", "pdf"], "is a folder"),
    ],
)
def test_a_report_that_cannot_be_written(library: Shell, arguments: list[str], part: str) -> None:
    done = library.run("report", *arguments)
    assert done.exit_code == 2
    assert part in done.stderr
    assert entries(library) == []


def test_a_workbook_holds_the_sheets_of_the_report(inspected: Shell, tmp_path: Path) -> None:
    file = tmp_path / "report.xlsx"
    inspected.ok("report", "-o", str(file))
    assert "xl/workbook.xml" in zipfile.ZipFile(file).namelist()


def test_an_inspection_without_a_finished_case_has_a_report(library: Shell) -> None:
    told = library.ok("report", "-o", "-", "--format", "md")
    assert "Testshire 2012" in told


def test_the_line_mode_writes_the_report(inspected: Shell, tmp_path: Path) -> None:
    file = tmp_path / "report.html"
    done = inspected.run("interview", "07", "--plain", typed=f"/report {file}\n/report\n")
    assert "The report of Testshire 2012 is written to" in done.stdout
    assert file.read_bytes().startswith(b"<!DOCTYPE")
    assert "To which file?" in done.stdout
    assert len(entries(inspected)) == 1
