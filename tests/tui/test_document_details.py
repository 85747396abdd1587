"""Details of a document: typed, recognised, one put over the other, and said back."""

from __future__ import annotations

from datetime import date

import pytest

from domain.documents import Moment
from domain.errors import Refused
from domain.instrument_file import load_packaged
from storage.documents import Document
from storage.documents.document import joined
from tests.instruments import TODAY, tiny
from tui.document_details import (
    Details,
    Part,
    lacking,
    only_recognised,
    read_details,
    recognised,
    say_details,
)

CCI = load_packaged()
DAY = Moment(date(2012, 2, 3))


def document(text: str, name: str = "a.txt") -> Document:
    return Document(name, "text", joined([text]), "0" * 64)


def test_what_is_typed_counts_over_what_was_recognised() -> None:
    found = Details("rmp", "review", DAY, "A.W.", "M.T.", DAY)
    given = read_details(CCI, {"kind": "vmp", "author": " B.C. ", "stage": ""}, TODAY)
    merged = given.over(found)
    assert merged == Details("vmp", "review", DAY, "B.C.", "M.T.", DAY)
    assert only_recognised(given, merged) == Details("", "review", DAY, "", "M.T.", DAY)


def test_a_dash_leaves_a_countersignature_out_with_its_day() -> None:
    found = Details("rmp", "review", DAY, "A.W.", "M.T.", DAY, DAY)
    given = read_details(CCI, {"countersigned_by": "-", "returned_on": "-"}, TODAY)
    assert given.over(found) == Details("rmp", "review", DAY, "A.W.")


@pytest.mark.parametrize("part", ["kind", "stage", "dated"])
def test_what_must_be_known_cannot_be_left_out(part: Part) -> None:
    with pytest.raises(Refused):
        read_details(CCI, {part: "-"}, TODAY)


def test_a_day_still_to_come_is_not_taken_for_the_day_it_was_written() -> None:
    text = "Risk management plan\nDate completed: 3 March 2012\nCountersigned by: M.T. on 4/3/12\n"
    found = recognised(CCI, document(text), TODAY)
    assert (found.kind, found.dated, found.countersigned_by) == ("rmp", None, "M.T.")
    assert found.countersigned_on is None


@pytest.mark.parametrize(
    ("name", "kind", "stage"),
    [
        ("VMP_review-2.docx", "vmp", "review"),
        ("2011-04-04 Core Asset, pre-sentence.pdf", "core_profile", "before_sentence"),
        ("scan0001.pdf", "", ""),
        ("pasted text", "", ""),
    ],
)
def test_the_name_of_a_file_tells_what_its_text_does_not(name: str, kind: str, stage: str) -> None:
    found = recognised(CCI, document("Dear Madam, thank you for the visit.", name), TODAY)
    assert (found.kind, found.stage) == (kind, stage)


def test_the_text_counts_before_the_name_of_its_file() -> None:
    found = recognised(CCI, document("Risk management plan\n", "VMP.docx"), TODAY)
    assert found.kind == "rmp"


def test_a_countersignature_needs_a_name_and_a_stage_only_where_there_are_any() -> None:
    assert lacking(CCI, Details()) == ("kind", "stage", "dated")
    assert lacking(CCI, Details("rmp", "review", DAY, countersigned_on=DAY)) == (
        "countersigned_by",
    )
    assert lacking(tiny(), Details("plan", "", DAY)) == ()


def test_details_are_said_in_one_line() -> None:
    details = Details("rmp", "review", DAY, "A.W.", "M.T.", DAY, DAY)
    assert say_details(CCI, details) == (
        "RMP, Review, 3 Feb 2012, by A.W., countersigned by M.T. on 3 Feb 2012, "
        "returned on 3 Feb 2012"
    )
    assert say_details(CCI, Details()) == ""


def test_a_wrong_kind_lists_every_kind_there_is() -> None:
    with pytest.raises(Refused) as refused:
        read_details(CCI, {"kind": "zzz"}, TODAY)
    assert all(kind.label in str(refused.value) for kind in CCI.documents)
    assert read_details(CCI, {"kind": "Other"}, TODAY).kind == "other"
