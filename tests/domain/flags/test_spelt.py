"""Short forms and slips of the keyboard, and the way back to what was written."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from domain.flags.spelt import spell_out, spelt


@pytest.mark.parametrize(
    ("written", "meant"),
    [
        ("No disposl yet", "No disposal yet"),
        ("in trubl w/ police", "in trouble with police"),
        ("He has finnished", "He has finished"),
        ("rasied his hand", "raised his hand"),
        ("last Thurs, 1st time", "last Thursday, first time"),
        ("Sat job and Sun papers", "Saturday job and Sunday papers"),
        ("wk 5, c/m away", "week 5, case manager away"),
    ],
)
def test_what_is_cut_short_or_misspelt_is_written_out(written: str, meant: str) -> None:
    assert spelt(written) == meant


@pytest.mark.parametrize(
    "text",
    ["He sat by the sun", "the 21st of May", "GF and BF", "a cotton coat", "He wed in May", ""],
)
def test_other_words_stay_as_they_are(text: str) -> None:
    assert spelt(text) == text


@given(st.text(alphabet="wk ths/.'WKSatun1 disposltrub", max_size=60))
def test_every_offset_leads_back_into_the_text(text: str) -> None:
    out, moved = spell_out(text)
    ends = [moved.back(i, ending=True) for i in range(len(out) + 1)]
    starts = [moved.back(i) for i in range(len(out) + 1)]
    assert starts == sorted(starts)
    assert ends == sorted(ends)
    assert ends[-1] == len(text)
    assert starts[0] == 0
    assert all(start <= end for start, end in zip(starts, ends, strict=True))
