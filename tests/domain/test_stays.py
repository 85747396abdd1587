"""Schools and homes with their days: as typed, and as said back."""

from __future__ import annotations

from datetime import date

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.errors import Refused
from domain.stays import read_stays, say_stay

TODAY = date(2012, 7, 1)


def _read(text: str) -> list[tuple[object, ...]]:
    stays = read_stays("Homes", text, TODAY)
    assert isinstance(stays, tuple)
    return [tuple(stay.values()) for stay in stays if isinstance(stay, dict)]


@pytest.mark.parametrize(
    ("typed", "kept"),
    [
        (
            "Hill School from 3 Sep 2010 to 4 May 2012",
            ("Hill School", "2010-09-03", "2012-05-04"),
        ),
        (
            "14 Mill Lane, Norwich (mother's home) since 1/2/04",
            ("14 Mill Lane, Norwich (mother's home)", "2004-02-01", ""),
        ),
        ("Road to Nowhere project", ("Road to Nowhere project", "", "")),
        ("The Acorn from 5 May 2012 to date", ("The Acorn", "2012-05-05", "")),
        ("Gran's from 2004 until Sept 2010", ("Gran's", "2004-01-01", "2010-09-28")),
    ],
)
def test_a_stay_is_a_name_with_its_days(typed: str, kept: tuple[str, ...]) -> None:
    assert _read(typed) == [kept]


def test_stays_are_kept_in_the_order_of_their_days() -> None:
    told = _read("B from 4 May 2012; A from 3 Sep 2010 to 4 May 2012")
    assert [stay[0] for stay in told] == ["A", "B"]


@pytest.mark.parametrize("typed", ["", ";", "A from 31 Feb 2012", "A from 2012 to 2010"])
def test_what_cannot_be_a_stay_is_refused(typed: str) -> None:
    with pytest.raises(Refused):
        read_stays("Homes", typed, TODAY)


@given(st.dates(date(1990, 1, 1), TODAY), st.dates(date(1990, 1, 1), TODAY))
def test_a_stay_said_can_be_typed_again(one: date, other: date) -> None:
    begun, ended = sorted((one, other))
    kept = ({"name": "Hill School", "from": begun.isoformat(), "until": ended.isoformat()},)
    assert read_stays("Schools", say_stay(dict(kept[0])), TODAY) == kept
