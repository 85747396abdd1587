"""Facts of the record that a section must mention."""

from __future__ import annotations

import pytest

from domain.flags.omitted import left_unsaid
from tests.domain.flags.invented_case import RECORD


@pytest.mark.parametrize(
    ("text", "section", "missing"),
    [
        ("He is a risk to no one.", "rosh", ["ro", "v"]),
        ("He is a risk to no one.", "offence", ["v"]),
        ("He is a risk to no one.", "family", []),
        ("He must keep away from Mrs Ollery. Common\nassault in 2011.", "rosh", []),
        ("A restraining order is in force.", "rosh", ["v"]),
        ("", "rosh", ["ro", "v"]),
    ],
)
def test_what_a_section_leaves_unsaid(text: str, section: str, missing: list[str]) -> None:
    assert [f.id for f in left_unsaid(text, RECORD, section)] == missing
