"""The word lists beside this file, read once."""

from __future__ import annotations

import tomllib
from functools import cache
from importlib.resources import files


@cache
def _tables() -> dict[str, dict[str, str]]:
    return tomllib.loads(files(__package__).joinpath("words.toml").read_text("utf-8"))


@cache
def words(table: str, name: str) -> frozenset[str]:
    """The entries of one list; those of several words have spaces."""
    return frozenset(w.replace("_", " ") for w in _tables()[table][name].split())


@cache
def names(table: str) -> tuple[str, ...]:
    """The lists of a table, in order."""
    return tuple(_tables()[table])


def third_person(verb: str) -> str:
    """`try` to `tries`, `go` to `goes`, `live` to `lives`."""
    if verb == "have":
        return "has"
    if verb.endswith("y") and verb[-2] not in "aeiou":
        return verb[:-1] + "ies"
    if verb.endswith(("s", "x", "z", "ch", "sh", "o")):
        return verb + "es"
    return verb + "s"
