"""How often the glossary finds what was meant, and how fast, beside plain RapidFuzz."""

from __future__ import annotations

import json
import os
from pathlib import Path
from typing import Any

from rapidfuzz import fuzz, process

from glossary import load_glossary
from tests.bench.glossary_bench import judge, names_of, own, p95, plain, timed, warmed
from tests.bench.report import Line, against
from tests.glossary.queries import draw

QUERIES = "CORECASE_GLOSSARY_QUERIES"
ENTRIES = 10_000


def lines() -> list[Line]:
    queries = look_ups(os.environ.get(QUERIES, ""))
    glossary = load_glossary()
    ours, theirs = (judge(queries, rank) for rank in (own(glossary), plain(glossary, fuzz.WRatio)))
    asked = [item for item in queries if not item["negative"]]
    nonsense = [item for item in queries if item["negative"]]
    answered = (sum(bool(rank(i["query"])) for i in nonsense) for rank in
                (own(glossary), plain(glossary, fuzz.WRatio)))  # fmt: skip
    found, found_plainly = (count / len(nonsense) for count in answered)
    shares = [table["ALL ANSWERABLE"] for table in (ours, theirs)]
    (_, first, three), (_, first_plainly, three_plainly) = shares
    return [
        _share("right first", first / len(asked), first_plainly / len(asked), 0.97),
        _share("right in three", three / len(asked), three_plainly / len(asked), 0.99),
        Line(
            "glossary: nonsense answered",
            f"{found:.1%}",
            f"WRatio: {found_plainly:.1%}",
            goal="<= 2%",
            met=found <= 0.02,
        ),
        _speed([item["query"] for item in queries]),
    ]


def look_ups(name: str) -> list[dict[str, Any]]:
    """Those of the file so named, or without one those that the tests draw."""
    if name:
        return list(json.loads(Path(name).read_text(encoding="utf-8"))["queries"])
    return [
        {
            "query": query.text,
            "category": query.kind,
            "accept": sorted(query.accept),
            "negative": not query.accept,
        }
        for query in (*draw(11), *draw(2012, other_half=True))
    ]


def _share(what: str, share: float, plainly: float, goal: float) -> Line:
    return Line(
        f"glossary: {what}",
        f"{share:.1%}",
        f"WRatio: {plainly:.1%}",
        goal=f">= {goal:.0%}",
        met=share >= goal,
    )


def _speed(queries: list[str]) -> Line:
    """The slowest of twenty queries beside one pass of RapidFuzz over the same names."""
    glossary = warmed(ENTRIES)
    names = names_of(glossary)
    times = timed(
        {"ours": glossary.search, "once": lambda q: process.cdist([q], names, scorer=fuzz.ratio)},
        queries,
    )
    ours, once = (p95(taken) / 1000 for taken in times.values())
    return against(f"glossary: p95 of a query, {ENTRIES:,} entries", ours, "cdist ratio", once, 2.0)
