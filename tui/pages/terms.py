"""Glossary entries as text."""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from glossary.entries import OWN, SHIPPED, Entry, Match
from tui.printing import cut, wrapped

WHOLE_NAME = 97  # from this score on the query is a name of the entry; see glossary.search


def found(matches: Sequence[Match]) -> list[str]:
    """The best match in full, with every other of that very name; the rest by name."""
    full = [m for n, m in enumerate(matches) if n == 0 or m.score >= WHOLE_NAME]
    lines: list[str] = []
    for match in full:
        lines += [*([""] if lines else []), *entry(match.entry)]
    others = [m.entry for m in matches[len(full) :]]
    if others:
        lines += ["", "Near it:", *(f"  {short(other)}" for other in others)]
    return lines


def entry(entry: Entry) -> list[str]:
    """One entry in full."""
    lines = wrapped(short(entry), indent="  ")
    lines += wrapped(entry.definition, first="  ", indent="  ")
    for label, text in (
        ("Period", entry.period),
        ("Became", entry.became),
        ("See", ", ".join(entry.related)),
        ("Source", entry.source if entry.origin != SHIPPED else ""),
    ):
        if text:
            lines += wrapped(text, first=f"  {label}: ", indent="    ")
    return lines


def short(entry: Entry) -> str:
    """Term, what it stands for, and whose it is if it is not the program's."""
    own = whose(entry)
    named = f"{entry.term}: {entry.expansion}" if entry.expansion else entry.term
    return f"{named} ({own})" if own else named


def whose(entry: Entry) -> str:
    """ "" for an entry that came with the program."""
    return _OWNERS.get(entry.origin, "your own, in place of the shipped one")


_OWNERS = {SHIPPED: "", OWN: "your own"}


def nothing(words: str, near: Sequence[Match]) -> str:
    """Nothing fits; what is nearest to it."""
    named = ", ".join(match.entry.term for match in near)
    hint = f"nearest to it: {named}" if named else "try fewer letters of it"
    return f"Nothing in the glossary fits “{cut(words)}”; {hint}."


def by_letter(entries: Iterable[Entry]) -> list[str]:
    """Every term under its letter."""
    lines: list[str] = []
    letter = ""
    for one in entries:
        opening = next((c.upper() for c in one.term if c.isalnum()), "#")
        if opening != letter:
            lines += [*([""] if lines else []), opening]
            letter = opening
        lines += wrapped(short(one), first="  ", indent="    ")
    return lines
