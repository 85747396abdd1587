"""The word lists (words.toml) and expressions (phrases.toml) beside this file, read once."""

from __future__ import annotations

import re
import tomllib
from functools import cache
from importlib.resources import files
from typing import Any

STEM = 5


@cache
def _read(name: str) -> dict[str, dict[str, Any]]:
    return tomllib.loads(files(__package__).joinpath(name).read_text("utf-8"))


@cache
def words(table: str, name: str) -> frozenset[str]:
    """The entries of one list of words; those of several words have spaces."""
    return frozenset(w.replace("_", " ") for w in str(_read("words.toml")[table][name]).split())


@cache
def table(name: str) -> dict[str, str]:
    """A table of words.toml that gives one word for another: `wk=week`."""
    rows = (row.partition("=") for row in str(_read("words.toml")[name]["rows"]).split())
    return {said: meant.replace("_", " ") for said, _, meant in rows}


@cache
def stems(table: str, name: str) -> frozenset[str]:
    """The words of a list cut to the length of `Sentence.stems`: a quick first question."""
    return frozenset(w[:STEM] for w in words(table, name))


def names(table: str) -> tuple[str, ...]:
    """The lists of a table of words, in order."""
    return tuple(_read("words.toml")[table])


def pattern(table: str, name: str) -> re.Pattern[str]:
    """An expression of phrases.toml."""
    return _compiled(table, _read("phrases.toml")[table][name])


def patterns(table: str, name: str) -> tuple[re.Pattern[str], ...]:
    """A list of expressions, tried in order."""
    return tuple(_compiled(table, text) for text in _read("phrases.toml")[table][name])


def named_patterns(table: str, name: str) -> tuple[tuple[str, re.Pattern[str]], ...]:
    """A list of expressions with the name of the shape before each."""
    rows = _read("phrases.toml")[table][name]
    return tuple((shape, _compiled(table, text)) for shape, text in rows)


def _compiled(table: str, text: str) -> re.Pattern[str]:
    parts = _read("phrases.toml")[table]
    while (expanded := re.sub(r"%(\w+)%", lambda m: parts[m.group(1)], text)) != text:
        text = expanded
    return re.compile(re.sub(r"\n\s*", "", text))


def third_person(verb: str) -> str:
    """`try` to `tries`, `go` to `goes`, `live` to `lives`."""
    if verb == "have":
        return "has"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb + "s"
