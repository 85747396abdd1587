"""Left unsaid: facts of the record that a section of that kind must mention and does not.

A restraining order or an earlier violent offence that the risk section passes over in silence was
among the faults found by a quick reading of files; the record names the sections each fact belongs
in.
"""

from __future__ import annotations

import re

from domain.flags.mentions import telling
from domain.flags.record import Fact, Record

# What counts as mentioning a fact of a kind, beside the person or words of the fact itself.
_SAID = {
    "restraining_order": re.compile(
        r"\b(?:restraining order|restrain(?:ed|ing)|no[- ]contact order|non-?molestation|protective"
        r" order"
        r"|not to (?:contact|approach))\b",
        re.I,
    ),
    "violent_offence": re.compile(r"(?!)"),
}


def left_unsaid(text: str, record: Record, section: str) -> list[Fact]:
    """The facts that a section of this kind should mention and this text does not."""
    return [f for f in record.facts if section in f.sections and not mentioned(text, f)]


def mentioned(text: str, fact: Fact) -> bool:
    """Whether a text speaks of a fact: by its kind, its person or its own words."""
    plain = re.sub(r"\s+", " ", text.replace("’", "'"))
    kind = _SAID.get(fact.kind)
    if kind is not None and kind.search(plain):
        return True
    if fact.person and any(_word(t, plain) for t in telling(fact.person) if t[0].isupper()):
        return True
    return bool(fact.text) and fact.text.lower() in plain.lower()


def _word(word: str, text: str) -> bool:
    return re.search(rf"(?<!\w){re.escape(word)}(?!\w)", text) is not None
