"""The invented words of the demonstration: notes, quotes, offences, events."""

from __future__ import annotations

import tomllib
from dataclasses import dataclass
from functools import cache
from importlib import resources


@dataclass(frozen=True, slots=True)
class Phrases:
    """offences: (offence, seriousness) by how grave. changes: by kind. reasons: weights of the
    reasons by question. because: notes by reason. good: notes on sufficient work, by question or
    criterion. said, quotes, checks: by document, by reason, by record check."""

    case_managers: list[str]
    managers: list[str]
    assessors: list[str]
    offences: dict[str, list[tuple[str, int]]]
    changes: dict[str, list[str]]
    reasons: dict[str, dict[str, int]]
    because: dict[str, list[str]]
    good: dict[str, list[str]]
    quotes: dict[str, list[str]]
    checks: dict[str, list[str]]
    unclear: list[str]
    not_applicable: dict[str, list[str]]


@cache
def phrases() -> Phrases:
    folder = resources.files("storage.demonstration.generator")
    data = tomllib.loads((folder / "phrases.toml").read_text(encoding="utf-8"))
    data["offences"] = {
        weight: [(str(name), int(score)) for name, score in entries]
        for weight, entries in data["offences"].items()
    }
    return Phrases(**data)
