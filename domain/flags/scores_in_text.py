"""The scores that a document shows under the headings of the factors."""

from __future__ import annotations

import re
from collections.abc import Sequence

from domain.flags.versions import Compared
from domain.instrument import Choice

# 'Score: 2', 'Rating 3 of 4', 'Score (0-4): 1'; the last one in a section is the one that stands.
_SCORE = re.compile(
    r"\b(?:score|rating|rated|scored)\b\D{0,12}?(?:\(0\s*[-–]\s*4\)\W{0,6})?\b([0-4])\b(?!\s*[-–]\s*\d)",
    re.IGNORECASE,
)


def scores_of(compared: Compared, factors: Sequence[Choice]) -> dict[str, int]:
    """The score, 0 to 4, of each factor whose section shows one; by the ids of the factors."""
    found: dict[str, int] = {}
    for section in compared.sections:
        heading = _plain(section.section.heading)
        factor = next((f for f in factors if heading and heading in _names(f)), None)
        shown = _SCORE.findall(section.section.text) if factor else ()
        if factor is not None and shown:
            found[factor.id] = int(shown[-1])
    return found


def _names(factor: Choice) -> set[str]:
    return {_plain(name) for name in (factor.label, *factor.words)}


def _plain(name: str) -> str:
    return " ".join(re.findall(r"\w+", name.casefold()))
