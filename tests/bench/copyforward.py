"""Text taken over: how fast beside what else compares texts, and how good on labelled pairs.

The labelled pairs are a folder with a script `evaluate.py` of its own, named by the environment
variable CORECASE_COPYFORWARD; without it only the speed is measured. All text here is invented.
"""

from __future__ import annotations

import json
import os
import random
import subprocess
import sys
import tempfile
import time
from collections.abc import Callable, Iterator
from difflib import SequenceMatcher
from functools import partial
from pathlib import Path

from duptextfinder import DuplicateFinder, WordFingerprintBuilder
from rapidfuzz import fuzz

from domain.flags.copied import Earlier
from domain.flags.sentences import read
from tests.bench import case_flags
from tests.bench.report import Line, against, in_turn, in_words

_GOALS = {300: 0.0015, 3_000: 0.012, 30_000: 0.150}  # seconds, by words
# Beyond so many words these take minutes.
_MOST_WORDS = {"difflib, words": 3_000, "duptextfinder": 3_000}
_SYLLABLES = ("ba", "den", "fir", "go", "ham", "lor", "mi", "nes", "pol", "ru", "sten", "wick")


def _vocabulary() -> list[str]:
    """Made-up words; the first are taken most often, as in any language."""
    two = [first + second for first in _SYLLABLES for second in _SYLLABLES]
    return [*_SYLLABLES, *two, *(word + last for word in two for last in _SYLLABLES)]


def section(words: int, chance: random.Random) -> str:
    """Made-up prose of about so many words."""
    vocabulary = _vocabulary()
    weights = [1 / (place + 8) for place in range(len(vocabulary))]
    sentences: list[str] = []
    count = 0
    while count < words:
        some = chance.choices(vocabulary, weights, k=chance.randint(8, 26))
        sentences.append(f"{' '.join(some).capitalize()}.")
        count += len(some)
    return " ".join(sentences)


def pair(words: int) -> tuple[str, str]:
    """A text and a later version of it: a third as it was, a third edited, a third new."""
    chance = random.Random(words)
    before = section(words, chance).split(". ")
    third = max(1, len(before) // 3)
    edited = [f"{sentence} her own" for sentence in before[third : 2 * third]]
    fresh = section(words // 3, chance).split(". ")
    return ". ".join(before), ". ".join([*before[:third], *edited, *fresh])


def lines() -> list[Line]:
    return [*_speed(), *case_flags.lines(), *_quality()]


def _speed() -> Iterator[Line]:
    for words, goal in _GOALS.items():
        earlier, later = pair(words)
        ways: dict[str, Callable[[], float]] = {
            name: partial(_timed, partial(way, earlier, later))
            for name, way in _WAYS.items()
            if words <= _MOST_WORDS.get(name, words)
        }
        taken = in_turn(3 if words > 3_000 else 9, ways)
        ours = taken.pop("ours")
        for name, seconds in taken.items():
            yield against(f"a pair of {words:,} words, with evidence", ours, name, seconds)
        what = f"a pair of {words:,} words, on a quiet laptop"
        yield Line(what, in_words(ours), goal=f"<= {in_words(goal)}", met=ours <= goal)


def _timed(way: Callable[[], object]) -> float:
    start = time.perf_counter()
    way()
    return time.perf_counter() - start


def _ours(earlier: str, later: str) -> object:
    before = Earlier()
    before.add(read(earlier))
    return before.compare(read(later)).spans


def _difflib(earlier: str, later: str) -> object:
    matcher = SequenceMatcher(None, earlier.split(), later.split(), autojunk=False)
    return matcher.get_matching_blocks()


def _token_set(earlier: str, later: str) -> object:
    return fuzz.token_set_ratio(earlier, later)


def _tiling(earlier: str, later: str) -> object:
    """Greedy tiling by runs of five words: which words of the later text lie in one."""
    old, new = earlier.lower().split(), later.lower().split()
    runs = set(zip(*(old[at:] for at in range(5)), strict=False))
    covered: set[int] = set()
    for at, run in enumerate(zip(*(new[at:] for at in range(5)), strict=False)):
        if run in runs:
            covered.update(range(at, at + 5))
    return covered


def _duptextfinder(earlier: str, later: str) -> object:
    finder = DuplicateFinder(WordFingerprintBuilder(), minDuplicateLength=20)
    finder.findDuplicates("earlier", earlier)
    return finder.findDuplicates("later", later)


_WAYS: dict[str, Callable[[str, str], object]] = {
    "ours": _ours,
    "difflib, words": _difflib,
    "RapidFuzz token_set_ratio": _token_set,
    "tiling, 5 words": _tiling,
    "duptextfinder": _duptextfinder,
}


# What the labelled pairs are scored by: task, figure, goal; "<" where less is better.
_FIGURES = (
    ("ours", ("macro_f1",), ">=", 0.985),
    ("ours", ("share_mae",), "<=", 0.010),
    ("ours", ("evidence", "f1"), ">=", 0.995),
    ("cs", ("binary_accuracy_cv",), ">=", 0.965),
    ("arg", ("sentences", "f1"), ">=", 0.970),
    ("stale", ("findings", "p"), ">=", 0.95),
    ("stale", ("findings", "r"), ">=", 0.95),
    ("stale", ("clean_sections_flagged",), "<=", 0.03),
    ("stale", ("missing_facts", "f1"), ">=", 0.99),
    ("reviews", ("flags", "f1"), ">=", 1.0),
)
_VOICES = (
    ("stale", ("findings", "p"), ">=", 0.90),
    ("stale", ("findings", "r"), ">=", 0.85),
    ("stale", ("clean_sections_flagged",), "<=", 0.10),
)


def _quality() -> Iterator[Line]:
    folder = os.environ.get("CORECASE_COPYFORWARD")
    if not folder:
        yield Line("labelled pairs", "not measured", "name them with CORECASE_COPYFORWARD")
        return
    for split, figures in (("dev", _FIGURES), ("voices", _VOICES)):
        told = _evaluated(Path(folder), split)
        for task, path, sign, goal in figures:
            value: object = told.get(task, {})
            for part in path:
                value = value.get(part) if isinstance(value, dict) else None
            name = f"{split}: {task}, {' '.join(path)}"
            if isinstance(value, float | int):
                met = value >= goal if sign == ">=" else value <= goal
                yield Line(name, f"{value:.4f}", goal=f"{sign} {goal:g}", met=met)
            else:
                yield Line(name, "not told")


def _evaluated(folder: Path, split: str) -> dict[str, dict[str, object]]:
    """What the folder's own script says of the adapter."""
    with tempfile.TemporaryDirectory() as scratch:
        out = Path(scratch) / "figures.json"
        command = [sys.executable, str(folder / "evaluate.py"), "--split", split]
        command += ["--callable", "tests.bench.copyforward_adapter:analyse", "--json", str(out)]
        command += ["--tasks", "stale"] if split == "voices" else []
        env = os.environ | {"PYTHONPATH": str(Path.cwd())}
        subprocess.run(command, check=True, stdout=subprocess.DEVNULL, env=env)
        told: dict[str, dict[str, object]] = json.loads(out.read_text("utf-8"))
        return told
