"""The terms of the field and how they are found.

Importing the package loads nothing heavy: each public name is fetched when it is first used.
"""

from __future__ import annotations

from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossary.book import Glossary, load_glossary
    from glossary.entries import Entry, GlossaryError, Match, Mention
    from glossary.own import add_own_entry

__all__ = [
    "Entry",
    "Glossary",
    "GlossaryError",
    "Match",
    "Mention",
    "add_own_entry",
    "load_glossary",
]

_HOMES = {
    "Entry": "glossary.entries",
    "GlossaryError": "glossary.entries",
    "Match": "glossary.entries",
    "Mention": "glossary.entries",
    "Glossary": "glossary.book",
    "load_glossary": "glossary.book",
    "add_own_entry": "glossary.own",
}


def __getattr__(name: str) -> object:
    """Fetch a public name from its module on first use (PEP 562)."""
    if name not in _HOMES:
        raise AttributeError(f"module 'glossary' has no attribute {name!r}")
    from importlib import import_module

    value = getattr(import_module(_HOMES[name]), name)
    globals()[name] = value
    return value
