"""Terms are found where a text names them."""

from __future__ import annotations

import pytest
from hypothesis import given
from hypothesis import strategies as st

from glossary import load_glossary

BOOK = load_glossary()


def named(text: str) -> list[tuple[str, str]]:
    return [(text[m.start : m.end], m.entry.term) for m in BOOK.annotate(text)]


@pytest.mark.parametrize(
    ("text", "expected"),
    [
        ("Was the RMP countersigned?", [("RMP", "RMP"), ("countersigned", "Countersignature")]),
        (
            "A risk management plan and the VMPs.",
            [("risk management plan", "RMP"), ("VMPs", "VMP")],
        ),
        ("MAPPA level 2 applies", [("MAPPA level 2", "MAPPA levels")]),
        ("[bold]RoSH[/bold]", [("RoSH", "RoSH")]),
        (
            "Risk of Serious Harm (RoSH) screening",
            [("Risk of Serious Harm", "RoSH"), ("RoSH", "RoSH")],
        ),
        ("The case. Manager and risk; of harm", []),
        ("we had a chat; keep up the pace", []),
        ("YOIS+ and YOIs", [("YOIS+", "YOIS+"), ("YOIs", "YOI")]),
        ("looked-after children", [("looked-after children", "Looked after child")]),
    ],
)
def test_the_longest_name_is_marked(text: str, expected: list[tuple[str, str]]) -> None:
    assert named(text) == expected


@given(
    st.text(max_size=300)
    | st.lists(st.sampled_from(["RoSH", "risk of harm", " ", "[x]", "YOT"])).map("".join)
)
def test_mentions_stand_in_order_and_never_overlap(text: str) -> None:
    mentions = BOOK.annotate(text)
    ends = [0, *(mention.end for mention in mentions)]
    for before, mention in zip(ends, mentions, strict=False):
        assert before <= mention.start < mention.end <= len(text)
