"""Glue between the flags and a bench of labelled pairs of assessment text.

`prepare` is given texts of other cases, `analyse` one item: what to compare, or the timeline of a
case. It decides nothing itself.
"""

from __future__ import annotations

from typing import Any

from domain.flags import copied
from domain.flags.house import NO_HOUSE, House, house_sentences
from domain.flags.sentences import read
from tests.bench import copyforward_record

_house = NO_HOUSE


def prepare(background: list[dict[str, Any]]) -> None:
    """Learn the house sentences from texts of other cases."""
    global _house  # noqa: PLW0603 - the bench calls two functions of a module
    cases: dict[str, list[str]] = {}
    for text in background:
        cases.setdefault(text["case_id"], []).append(text["text"])
    _house = House(house_sentences(map(read, texts) for texts in cases.values()))


def analyse(item: dict[str, Any]) -> dict[str, Any]:
    """The answer to one item of any task."""
    return _TASKS[item["task"]](item)


def _compare(item: dict[str, Any]) -> dict[str, Any]:
    before, after = (read(item[text], item["prompts"]) for text in ("old_text", "new_text"))
    earlier = copied.Earlier(_house)
    earlier.add(before)
    found = earlier.compare(after)
    return {
        "share": found.share,
        "score": copied.trace(before, after),
        "label": found.label,
        "spans": found.spans,
    }


_TASKS = {
    "compare": _compare,
    "stale": copyforward_record.stale,
    "reviews": copyforward_record.reviews,
}
