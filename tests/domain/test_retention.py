"""When a case need no longer be kept."""

from __future__ import annotations

from datetime import date

import msgspec
import pytest

from domain.instrument import Retention
from domain.instrument_checks import problems_of
from domain.instrument_file import load_packaged
from domain.retention import due_on
from tests.instruments import tiny


@pytest.mark.parametrize(
    ("months", "fieldwork_to", "changed", "due"),
    [
        (36, date(2012, 2, 24), date(2012, 2, 20), date(2015, 2, 24)),
        (36, date(2012, 2, 24), date(2012, 3, 1), date(2015, 3, 1)),  # still worked on
        (36, None, date(2012, 3, 1), date(2015, 3, 1)),
        (1, date(2012, 1, 31), date(2012, 1, 1), date(2012, 2, 29)),
        (12, date(2012, 2, 29), date(2012, 1, 1), date(2013, 2, 28)),
        (1200, date(9998, 1, 1), date(2012, 1, 1), date.max),
    ],
)
def test_months_run_from_the_end_of_fieldwork_or_the_last_change(
    months: int, fieldwork_to: date | None, changed: date, due: date
) -> None:
    assert due_on(Retention(months), fieldwork_to, changed) == due


@pytest.mark.parametrize("months", [0, -3, 1201])
def test_a_time_that_is_none_is_refused(months: int) -> None:
    wrong = msgspec.structs.replace(tiny(), retention=Retention(months))
    (problem,) = problems_of(wrong)
    assert problem.startswith(f"retention: {months} months")


def test_the_default_says_that_it_is_the_services_to_set() -> None:
    rule = load_packaged().retention
    assert rule is not None
    assert rule.months == 36
    assert "default" in rule.source
    assert "service" in rule.source
