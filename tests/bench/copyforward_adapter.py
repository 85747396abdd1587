"""Glue between the flags and a bench of labelled pairs of assessment text.

`prepare` is given texts of other cases, `analyse` one item: what to compare, or the timeline of a
case. It decides nothing itself.
"""

from __future__ import annotations

from typing import Any

from domain.flags import copied
from domain.flags.sentences import read

_house: frozenset[copied.HouseSentence] = frozenset()


def prepare(background: list[dict[str, Any]]) -> None:
    """Learn the house sentences from texts of other cases."""
    global _house  # noqa: PLW0603 - the bench calls two functions of a module
    cases: dict[str, list[str]] = {}
    for text in background:
        cases.setdefault(text["case_id"], []).append(text["text"])
    _house = copied.house_sentences([read(text) for text in texts] for texts in cases.values())


def analyse(item: dict[str, Any]) -> dict[str, Any]:
    if item["task"] == "compare":
        return _compare(item)
    return {}


def _compare(item: dict[str, Any]) -> dict[str, Any]:
    earlier = copied.Earlier(_house)
    earlier.add(read(item["old_text"], item["prompts"]))
    found = earlier.compare(read(item["new_text"], item["prompts"]))
    return {"share": found.share, "label": found.label, "spans": found.spans}
