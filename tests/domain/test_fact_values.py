"""Values that a file may bring for facts: whole entries only, and said without stumbling."""

from __future__ import annotations

import pytest

from domain.case import say_value
from domain.errors import Refused
from domain.events import Value
from domain.fact_values import refuse_misfit
from domain.instrument_file import load_packaged


@pytest.mark.parametrize("fact", ["case_managers", "significant_changes"])
@pytest.mark.parametrize("entry", [{}, {"zz": "1"}, {"date": "2012-02-01", "kind": (), "text": ""}])
def test_an_entry_without_its_parts_does_not_fit_and_can_be_said(
    fact: str, entry: dict[str, Value]
) -> None:
    instrument = load_packaged()
    with pytest.raises(Refused, match="no value for it"):
        refuse_misfit(instrument, instrument.fact[fact], (entry,))
    assert isinstance(say_value(instrument, fact, (entry,)), str)
