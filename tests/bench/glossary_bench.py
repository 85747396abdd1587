"""How good and how fast the glossary's search is, beside plain RapidFuzz and a prefix search.

Run: python -m tests.bench.glossary_bench QUERIES.json
(or name the file in CORECASE_GLOSSARY_QUERIES). The file holds {"queries": [{"query", "category",
"accept": [headwords], "negative": bool}]}.
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


def timed(work: Callable[[str], object], queries: Sequence[str]) -> list[float]:
    """Milliseconds for each query."""
    times = []
    for query in queries:
        start = time.perf_counter()
        work(query)
        times.append((time.perf_counter() - start) * 1000)
    return times


def speed(queries: Sequence[str], count: int = 10_000) -> None:
    """Print p50 and p95 of a query over so many entries beside one cdist pass over its names."""
    glossary = Glossary(synthetic(count))
    start = time.perf_counter()
    glossary.search("warm up")
    glossary.search("wram pu")
    built = (time.perf_counter() - start) * 1000
    names = [
        name.casefold()
        for entry in glossary.entries
        for name in (entry.term, entry.expansion, *entry.aliases)
    ]
    ours = timed(glossary.search, queries)
    print(f"\n{count} synthetic entries, {len(names)} names, {len(queries)} queries, ms")
    print(f"{'index built once':24}{built:10.1f}")
    print(f"{'search':24} p50 {median(ours):7.2f}  p95 {p95(ours):7.2f}")
    for label, scorer in (("ratio", fuzz.ratio), ("WRatio", fuzz.WRatio)):
        passes = timed(lambda q, s=scorer: process.cdist([q], names, scorer=s), queries)  # type: ignore[misc]
        print(
            f"{'cdist ' + label:24} p50 {median(passes):7.2f}  p95 {p95(passes):7.2f}"
            f"  search is {p95(ours) / p95(passes):.2f} times that"
        )


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
