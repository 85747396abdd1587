"""A drawn set of look-ups with the terms that answer them, written without sight of the search.

Spoken forms, parts of expansions, words of definitions and nonsense are written by hand in the
files beside this one, a line each: the query, then the headwords that answer it. Typing errors,
plurals, prefixes and punctuation are made by chance from the terms and expansions alone, never
from aliases. `draw(seed)` takes one half of the hand-written lines and makes the rest anew;
`draw(seed, other_half=True)` takes the other half, so that two sets share no hand-written line.
"""

from __future__ import annotations

from collections.abc import Callable
from dataclasses import dataclass
from functools import cache
from pathlib import Path
from random import Random

from rapidfuzz.distance import OSA

from glossary import Entry, load_glossary

FOLDER = Path(__file__).parent
SHORT = {
    "INT": "Interventions; constructive and restrictive interventions",
    "ROHW": "'RoH work', or 'Risk of Harm work'",
    "YOT": "YOS/YOT/YJS",
}
WRITTEN = ("definition", "expansion", "spoken", "negative")
KEYS = ("qwertyuiop", "asdfghjkl", "zxcvbnm")
CORE_SHARE = 0.7


@dataclass(frozen=True, slots=True)
class Query:
    """What is typed, of what kind, and the headwords that answer it (none for nonsense)."""

    text: str
    kind: str
    accept: frozenset[str]


@dataclass(frozen=True, slots=True)
class Name:
    """One written form of a term."""

    text: str
    entry: Entry


def written(kind: str) -> list[Query]:
    """The hand-written look-ups of one kind, in the order of the file."""
    found = []
    for line in (FOLDER / f"{kind}.txt").read_text(encoding="utf-8").splitlines():
        text, *accept = line.split(" | ")
        found.append(Query(text, kind, frozenset(SHORT.get(term, term) for term in accept)))
    return found


def names() -> list[Name]:
    """Every term and expansion, each part of a double one for itself."""
    found = []
    for entry in load_glossary().entries:
        quoted = entry.term.startswith("'")
        texts = ["RoH work", "Risk of Harm work"] if quoted else list(entry.names())
        texts = [text for text in texts if "/" not in text and ";" not in text]
        texts += [text for text in entry.expansions() if " / " not in text]
        found += [Name(text, entry) for text in dict.fromkeys(texts) if len(text) > 1]
    return found


def neighbour(letter: str, chance: Random) -> str:
    """A key beside this one."""
    row = next((row for row in KEYS if letter.lower() in row), "")
    if not row:
        return letter
    place = row.index(letter.lower())
    beside = [row[i] for i in (place - 1, place + 1) if 0 <= i < len(row)]
    new = chance.choice(beside)
    return new.upper() if letter.isupper() else new


def slip(text: str, kind: str, chance: Random) -> str:
    """The text with one typing error of this kind."""
    letters = [i for i, ch in enumerate(text) if ch.isalpha()]
    place = chance.choice(letters)
    if kind == "doubled":
        return text[: place + 1] + text[place:]
    if kind == "dropped":
        return text[:place] + text[place + 1 :]
    if kind == "keyboard":
        return text[:place] + neighbour(text[place], chance) + text[place + 1 :]
    swapped = text[place : place + 2][::-1]
    return text[:place] + swapped + text[place + 2 :]


def punctuated(text: str, chance: Random) -> str:
    """The text with dots, blanks or hyphens where others write none, or without its own."""
    letters = [ch for ch in text if ch.isalnum()]
    if text.isupper() and len(text) <= 6:
        between = chance.choice([".", " ", "-", ". "])
        return between.join(letters) + chance.choice(["", ".", "?"])
    ways = [text.replace(" ", "-"), text.replace(" ", "").replace("-", ""), f"({text})"]
    ways += [text.replace("-", " "), f"{text}?", f'"{text}"', text.replace(" ", "  ")]
    return chance.choice([way for way in ways if way != text])


def plural(text: str, chance: Random) -> str:
    """The text in the other number."""
    if text.endswith("s") and not text.isupper():
        return text[:-1]
    if text.isupper():
        return text + chance.choice(["s", "'s"])
    return text[:-1] + "ies" if text.endswith(("cy", "ty")) else text + "s"


def typed(text: str, chance: Random) -> str:
    """The text in one of the cases people type it in."""
    return chance.choice([text, text.lower(), text.lower(), text.upper()])


def change(kind: str, text: str, chance: Random) -> str:
    """The text as it is met in a query of this kind."""
    if kind == "two_errors":
        kinds = [chance.choice(["doubled", "dropped", "keyboard", "transposition"]) for _ in "ab"]
        return slip(slip(text, kinds[0], chance), kinds[1], chance)
    if kind in ("prefix", "prefix_slip"):
        start = text[: chance.randint(3, max(3, min(len(text) - 1, 9)))]
        if kind == "prefix":
            return start.strip()
        start = text[: chance.randint(6, max(6, min(len(text) - 2, 12)))].strip()
        return slip(start, chance.choice(["dropped", "keyboard", "transposition"]), chance)
    ways: dict[str, Callable[[str, Random], str]] = {
        "exact": lambda text, _: text,
        "plural": plural,
        "punctuation": punctuated,
    }
    return ways[kind](text, chance) if kind in ways else slip(text, kind, chance)


# The shortest name from which a query of each kind is made.
MADE = {
    "exact": (36, 2),
    "punctuation": (25, 3),
    "plural": (22, 3),
    "prefix": (19, 4),
    "keyboard": (24, 3),
    "dropped": (20, 4),
    "doubled": (25, 3),
    "transposition": (25, 3),
    "two_errors": (19, 10),
    "prefix_slip": (16, 9),
}


@cache
def key(text: str) -> str:
    """Letters and figures only."""
    return "".join(ch for ch in text.casefold() if ch.isalnum())


def fits(kind: str, query: str, source: Name, every: list[Name]) -> frozenset[str]:
    """Who answers a made query: its source, and whoever is as near."""
    typed_key = key(query)
    if kind in ("prefix", "prefix_slip"):
        length = len(key(source.text)) if kind == "prefix" else len(typed_key)
        near = [n for n in every if _starts(key(n.text), typed_key, kind, length)]
    else:
        bound = OSA.distance(key(source.text), typed_key)
        near = [n for n in every if OSA.distance(key(n.text), typed_key) <= bound]
    terms = {n.entry.term for n in near if n.entry.core or not source.entry.core}
    return frozenset(terms | {source.entry.term})


def _starts(name: str, start: str, kind: str, length: int) -> bool:
    if kind == "prefix":
        return name.startswith(start)
    return any(OSA.distance(name[:cut], start) <= 1 for cut in (length - 1, length, length + 1))


def made(kind: str, chance: Random, every: list[Name]) -> list[Query]:
    """Queries of one kind made by chance from terms and expansions."""
    count, shortest = MADE[kind]
    core = [name for name in every if name.entry.core and len(name.text) >= shortest]
    rest = [name for name in every if not name.entry.core and len(name.text) >= shortest]
    keys = {key(name.text): name.entry.term for name in every}
    found: dict[str, Query] = {}
    while len(found) < count:
        source = chance.choice(core if chance.random() < CORE_SHARE else rest)
        text = typed(change(kind, source.text, chance), chance)
        accept = fits(kind, text, source, every)
        same = key(text) == key(source.text)
        errors = kind not in ("exact", "punctuation")
        if keys.get(key(text), source.entry.term) not in accept or (same and errors):
            continue
        found[text] = Query(text, kind, accept)
    return list(found.values())


def draw(seed: int, *, other_half: bool = False) -> list[Query]:
    """About 420 look-ups; the same seed draws the same."""
    halves = Random(4)
    queries = []
    for kind in WRITTEN:
        lines = written(kind)
        halves.shuffle(lines)
        middle = len(lines) // 2
        queries += lines[middle:] if other_half else lines[:middle]
    chance = Random(seed)
    every = names()
    for kind in MADE:
        queries += made(kind, chance, every)
    return queries
