"""How good and how fast the glossary's search is, beside plain RapidFuzz and a prefix search.

Run: python -m tests.bench.glossary_bench QUERIES.json
(or name the file in CORECASE_GLOSSARY_QUERIES). The file holds {"queries": [{"query", "category",
"accept": [headwords], "negative": bool}]}. Without one, `python -m tests.bench` asks the look-ups
that the tests draw.
"""

from __future__ import annotations

import json
import os
import random
import sys
import time
from collections.abc import Callable, Sequence
from pathlib import Path
from statistics import median, quantiles
from typing import Any

from rapidfuzz import fuzz, process

from glossary import Entry, Glossary, load_glossary

Ranker = Callable[[str], list[str]]
# Plain RapidFuzz always answers; below this it counts as having found nothing.
CONFIDENT = 75


def plain(glossary: Glossary, scorer: Any) -> Ranker:
    """RapidFuzz over term, expansion and definition, in lower case."""
    texts: list[str] = []
    terms: list[str] = []
    for entry in glossary.entries:
        for text in (entry.term, entry.expansion, entry.definition, *entry.aliases):
            if text:
                texts.append(text.casefold())
                terms.append(entry.term)

    def rank(query: str) -> list[str]:
        found = process.extract(
            query.casefold(), texts, scorer=scorer, limit=20, score_cutoff=CONFIDENT
        )
        return list(dict.fromkeys(terms[place] for _, _, place in found))

    return rank


def prefix(glossary: Glossary) -> Ranker:
    """Names that begin as the query does."""
    names = [
        (name.casefold(), entry.term)
        for entry in glossary.entries
        for name in (entry.term, entry.expansion, *entry.aliases)
    ]

    def rank(query: str) -> list[str]:
        start = query.casefold()
        return list(dict.fromkeys(term for name, term in names if name.startswith(start)))

    return rank


def own(glossary: Glossary) -> Ranker:
    """The glossary's own search."""
    return lambda query: [match.entry.term for match in glossary.search(query)]


def judge(queries: Sequence[dict[str, Any]], rank: Ranker) -> dict[str, tuple[int, int, int]]:
    """By category: queries, right first, right in the first three; for nonsense, any match."""
    table: dict[str, tuple[int, int, int]] = {}
    for item in queries:
        terms = rank(item["query"])
        if item["negative"]:
            hits = (int(bool(terms)), int(bool(terms)))
            kinds = [item["category"]]
        else:
            accept = set(item["accept"])
            hits = (int(bool(accept & set(terms[:1]))), int(bool(accept & set(terms[:3]))))
            kinds = [item["category"], "ALL ANSWERABLE"]
        for kind in kinds:
            count, first, three = table.get(kind, (0, 0, 0))
            table[kind] = (count + 1, first + hits[0], three + hits[1])
    return table


def synthetic(count: int, seed: int = 12) -> list[Entry]:
    """Made-up entries the size of real ones, from the words of the shipped glossary."""
    chance = random.Random(seed)
    shipped = load_glossary().entries
    words = sorted({word for entry in shipped for word in entry.definition.split()})
    entries = []
    for number in range(count):
        name = [chance.choice(words).strip(".,;:()").capitalize() for _ in range(4)]
        short = "".join(word[:1] for word in name).upper() + str(number)
        text = " ".join(chance.choice(words) for _ in range(25))
        entries.append(Entry(f"{short}", " ".join(name), text, aliases=(" ".join(name[:2]),)))
    return entries


def p95(times: list[float]) -> float:
    """The 95th percentile."""
    return quantiles(times, n=20)[-1]


def timed(
    works: dict[str, Callable[[str], object]], queries: Sequence[str], rounds: int = 3
) -> dict[str, list[float]]:
    """Milliseconds for each query and each way, turn by turn; the quickest of some rounds
    and the processor's time, so that what else the machine does meanwhile falls on none."""
    times: dict[str, list[float]] = {label: [] for label in works}
    for query in queries:
        quickest = dict.fromkeys(works, float("inf"))
        for _ in range(rounds):
            for label, work in works.items():
                start = time.process_time()
                work(query)
                quickest[label] = min(quickest[label], (time.process_time() - start) * 1000)
        for label, took in quickest.items():
            times[label].append(took)
    return times


def names_of(glossary: Glossary) -> list[str]:
    """Every name of every entry, as plain RapidFuzz is given them."""
    return [
        name.casefold()
        for entry in glossary.entries
        for name in (entry.term, entry.expansion, *entry.aliases)
    ]


def warmed(count: int) -> Glossary:
    """So many made-up entries, with everything built that is built once."""
    glossary = Glossary(synthetic(count))
    for query in ("warm up", "wram pu", "plan for a werker", "learming and skills", "k"):
        glossary.search(query)
    return glossary


def speed(queries: Sequence[str], count: int = 10_000) -> None:
    """Print p50 and p95 of a query over so many entries beside one cdist pass over its names."""
    start = time.perf_counter()
    glossary = warmed(count)
    built = (time.perf_counter() - start) * 1000
    names = names_of(glossary)
    times = timed(
        {
            "search": glossary.search,
            "cdist ratio": lambda q: process.cdist([q], names, scorer=fuzz.ratio),
            "cdist WRatio": lambda q: process.cdist([q], names, scorer=fuzz.WRatio),
        },
        queries,
    )
    print(f"\n{count} synthetic entries, {len(names)} names, {len(queries)} queries, ms")
    print(f"{'made and indexed once':24}{built:10.1f}")
    for label, taken in times.items():
        share = p95(times["search"]) / p95(taken)
        beside = "" if label == "search" else f"  search is {share:.2f} times that"
        print(f"{label:24} p50 {median(taken):7.2f}  p95 {p95(taken):7.2f}{beside}")


def main(argv: Sequence[str]) -> int:
    """Print all tables; exit status 2 when no query file is named."""
    name = argv[0] if argv else os.environ.get("CORECASE_GLOSSARY_QUERIES", "")
    if not name:
        print("Name a query file, or set CORECASE_GLOSSARY_QUERIES.", file=sys.stderr)
        return 2
    queries = json.loads(Path(name).read_text(encoding="utf-8"))["queries"]
    glossary = load_glossary()
    rankers = {
        "search": own(glossary),
        "WRatio": plain(glossary, fuzz.WRatio),
        "token_set": plain(glossary, fuzz.token_set_ratio),
        "prefix": prefix(glossary),
    }
    tables = {label: judge(queries, rank) for label, rank in rankers.items()}
    print(f"{len(glossary.entries)} entries; first / first three, per cent (negative: any match)")
    print(f"{'category':16}{'n':>5}" + "".join(f"{label:>16}" for label in rankers))
    for kind in sorted(tables["search"]):
        cells = []
        for table in tables.values():
            count, first, three = table[kind]
            cells.append(f"{100 * first / count:8.1f}/{100 * three / count:5.1f}")
        print(f"{kind:16}{tables['search'][kind][0]:5}" + "".join(f"{c:>16}" for c in cells))
    speed([item["query"] for item in queries])
    return 0


if __name__ == "__main__":
    sys.exit(main(sys.argv[1:]))
