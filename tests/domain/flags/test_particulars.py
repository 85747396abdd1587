"""Kind, stage, day, author and countersignature told from the head and the foot of a form."""

from __future__ import annotations

from datetime import date, time

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.documents import Moment
from domain.errors import Refused
from domain.flags import particulars
from domain.flags.particulars import Signature
from domain.instrument_file import load_packaged

TODAY = date(2012, 6, 1)
PROSE = "He has kept each of his appointments since the start of the order. " * 60


def at(day: int, month: int = 2, clock: time | None = None) -> Moment:
    return Moment(date(2012, month, day), clock)


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Date completed: 3 February 2012", at(3)),
        ("Date completed: 3 February 2012 14:05", at(3, clock=time(14, 5))),
        ("Date completed\t03/02/2012 at 2.05pm", at(3, clock=time(14, 5))),
        ("Completed by A. Walker on 3rd Feb 2012", at(3)),
        ("Assessor\tA.W.\tDate\t3/2/12", at(3)),
        ("Date of birth: 3 February 1996", None),
        ("Completed by / date\tAda Walker 03.02.2012", at(3)),
        ("Completed: 3rd February 2012 by Ada Walker", at(3)),
        ("Completed by / date\tAda Walker", None),
        ("Completed by date: 3 February 2012", None),
        ("Line manager countersignature and date\tM Turner 05.02.2012", None),
        ("Date completed: 31 February 2012", None),
        ("Countersigned by: M. Turner\nDate: 5 February 2012", None),
        ("Date: 3 Feb 2012\nCountersigned by: M. Turner\nDate: 5 Feb 2012", at(3)),
    ],
)
def test_the_day_it_was_written(line: str, expected: Moment | None) -> None:
    assert particulars.written(f"Core Asset profile\n{line}\n\n{PROSE}", TODAY) == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Completed by: Sarah Jones, YOT officer", "Sarah Jones"),
        ("Completed by\tSarah Jones\tDate\t3 Feb 2012", "Sarah Jones"),
        ("Completed by:\nSarah Jones", "Sarah Jones"),
        ("Author: JONES, Sarah", "JONES, Sarah"),
        ("Assessor - A.W.", "A.W."),
        ("Report author: Seán Ó Néill (YOT)", "Seán Ó Néill"),
        ("Completed by / date\tAda Walker 03.02.2012", "Ada Walker"),
        ("Completed by and date: Ada Walker, 3 Feb 2012", "Ada Walker"),
        ("Completed: 3rd February 2012 by Ada Walker", "Ada Walker"),
        ("Date completed | 3 Feb 2012 14:05 by A. Walker", "A. Walker"),
        ("Completed: 3rd February 2012 by post", ""),
        ("Completed by / date\nStage of order\tReview", ""),
        ("Completed by / date\nNeighbourhood", ""),
        ("Completed by / date\nLiving arrangements", ""),
        ("Completed by date: 3 February 2012", ""),
        ("Completed by / date due: 3 February 2012", ""),
        ("Completed by:\nDate completed: 3 Feb 2012", ""),
        ("Completed by: not yet", ""),
        ("Completed by the end of the month, or so she says.", ""),
        ("Name: Kyle Brown", ""),
    ],
)
def test_who_wrote_it(line: str, expected: str) -> None:
    assert particulars.author(f"Core Asset profile\n{line}\n\n{PROSE}") == expected


@pytest.mark.parametrize(
    ("line", "expected"),
    [
        ("Countersigned by: M. Turner on 5 Feb 2012", Signature("M. Turner", at(5))),
        ("Countersigned by M.T., 5/2/12 14:10", Signature("M.T.", at(5, clock=time(14, 10)))),
        ("Counter-signed by\tM.T.\tDate\t5 Feb 2012", Signature("M.T.", at(5))),
        ("Countersigned by: M.T.\nDate: 5 February 2012", Signature("M.T.", at(5))),
        ("Countersigned by: M.T.\nCountersigned on: 5 Feb 2012", Signature("M.T.", at(5))),
        (
            "Line manager countersignature and date\tM Turner 05.02.2012",
            Signature("M Turner", at(5)),
        ),
        ("Countersigned: 5th February 2012 by M. Turner", Signature("M. Turner", at(5))),
        ("Manager's countersignature / date\tM. Turner", Signature("M. Turner")),
        ("Line manager countersignature and date\nStage of order\tReview", Signature()),
        ("Line manager countersignature and date\t5 Feb 2012", Signature()),
        ("Line manager and date\tM Turner", Signature()),
        ("Countersigned by: M.T.", Signature("M.T.")),
        ("Manager: M. Turner   Date: 5 Feb 2012", Signature("M. Turner", at(5))),
        ("Manager: M. Turner", Signature()),
        ("Case manager: A.W.   Date: 5 Feb 2012", Signature()),
        ("Countersigned: No", Signature()),
        ("Countersigned by:", Signature()),
    ],
)
def test_who_countersigned_it_and_when(line: str, expected: Signature) -> None:
    for text in (f"RMP\n{line}\n\n{PROSE}", f"RMP\n\n{PROSE * 2}\n{line}\n"):
        assert particulars.countersigned(text, TODAY) == expected


def test_names_in_the_midst_of_prose_are_nobodys_signature() -> None:
    text = f"RMP\n\n{PROSE}\nCountersigned by: M. Turner on 5 Feb 2012\n{PROSE}"
    assert particulars.countersigned(text, TODAY) == Signature()


def test_the_last_return_counts() -> None:
    text = "RMP\nReturned to author on 6 Feb 2012\nSent back: 9 Feb 2012\n"
    assert particulars.returned(text, TODAY) == at(9)


@pytest.mark.parametrize(
    ("head", "stage"),
    [
        ("Case stage: Post-sentence", "start"),
        ("Stage\tReview", "review"),
        ("Stage of order: mid-DTO", "in_custody"),
        ("Case stage: something of our own", None),
        ("Review Asset", "review"),
        ("Pre-sentence report", "before_sentence"),
        ("Core Asset profile", None),
    ],
)
def test_the_stage(head: str, stage: str | None) -> None:
    found = particulars.stage_of(f"{head}\n\n{PROSE}", load_packaged().stages)
    assert (found.id if found else None) == stage


@pytest.mark.parametrize(
    ("head", "kind"),
    [
        ("ASSET – Core profile\n", "core_profile"),
        ("Asset: Risk of serious harm\n\nIndicators of serious harm to others", "rosh_screening"),
        ("ROSH SCREENING", "rosh_screening"),
        ("Full RoSH", "full_rosh"),
        ("Risk Management Plan (RMP)", "rmp"),
        ("VMP review", "vmp"),
        ("Intervention plan", "intervention_plan"),
        ("Referral Order Contract", "intervention_plan"),
        ("Pre-sentence report for the youth court", "pre_sentence_report"),
        ("Review Asset", "core_profile"),
        ("A letter to the school", None),
    ],
)
def test_the_kind(head: str, kind: str | None) -> None:
    found = particulars.kind_told(f"{head}\n\n{PROSE}", load_packaged().documents)
    assert (found.id if found else None) == kind


@given(st.text())
def test_any_text_is_taken(text: str) -> None:
    instrument = load_packaged()
    particulars.written(text, TODAY)
    particulars.returned(text, TODAY)
    particulars.author(text)
    particulars.countersigned(text, TODAY)
    particulars.stage_of(text, instrument.stages)


@pytest.mark.parametrize(
    ("typed", "expected"),
    [
        ("3 Feb 2012", at(3)),
        ("3/2/12 14:05", at(3, clock=time(14, 5))),
        ("3 Feb 2012, at 2.05pm", at(3, clock=time(14, 5))),
        ("3 Feb 2012 12am", at(3, clock=time(0, 0))),
        ("2012-02-03T14:05", at(3, clock=time(14, 5))),
        ("3.2.12", at(3)),
        ("3 Feb", at(3)),
    ],
)
def test_a_day_with_or_without_a_time_is_read_as_typed(typed: str, expected: Moment) -> None:
    assert Moment.typed(typed, TODAY) == expected
    assert Moment.typed(str(expected), TODAY) == expected


@pytest.mark.parametrize("typed", ["", "3 Feb 2012 25:05", "31 Feb 2012 14:05", "14:05", "soon"])
def test_a_day_that_cannot_be_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        Moment.typed(typed, TODAY)
