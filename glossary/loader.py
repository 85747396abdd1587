"""Reads and checks the term files: the shipped one, and a user's own."""

from __future__ import annotations

import json
import re
from dataclasses import replace
from pathlib import Path
from typing import Any

from glossary.entries import OWN, OWN_OVER_SHIPPED, SHIPPED, Entry, GlossaryError
from glossary.words import split_words

_TEXTS = ("term", "expansion", "definition", "period", "became", "source")
_LISTS = ("aliases", "spoken", "keywords", "related")
_FIELDS = frozenset((*_TEXTS, *_LISTS, "core"))
_LARGEST_FILE = 50_000_000
_TABLE_LINE = re.compile(r"\s*\[\[\s*[\"']?entry[\"']?\s*\]\]")
# By path: importlib.resources would cost a lookup a tenth of its time.
SHIPPED_TERMS = Path(__file__).parent / "data" / "terms.toml"


def key_of(term: str) -> str:
    """What makes two terms the same: their letters and digits, whatever the case."""
    return "".join(split_words(term)) or term.strip().casefold()


def shipped_entries() -> tuple[Entry, ...]:
    """The entries that come with the program.

    Raises GlossaryError when the installation is damaged.
    """
    try:
        text = SHIPPED_TERMS.read_text(encoding="utf-8")
    except OSError as error:
        raise GlossaryError(
            "The glossary that comes with the program is missing; install corecase again."
        ) from error
    where = "the shipped glossary"
    try:
        return _entries(plain_tables(text), where, SHIPPED, {}, [])
    except ValueError:
        return parse(text, where, SHIPPED)


def plain_tables(text: str) -> list[dict[str, Any]]:
    """The tables of a file where every value stands on a line of its own and is JSON as well.

    So the shipped file is written, and a look-up need not wait for tomllib, which takes five times
    as long. Raises ValueError for what TOML allows beyond that.
    """
    tables: list[dict[str, Any]] = []
    for line in text.splitlines():
        if line == "[[entry]]":
            tables.append({})
        elif line and not line.startswith("#"):
            name, equals, value = line.partition(" = ")
            if not (tables and equals) or name in tables[-1]:
                raise ValueError(line)
            tables[-1][name] = json.loads(value)
    return tables


def own_entries(path: Path, shipped: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """The entries of a user's file; one that names a shipped term takes over its other fields.

    Raises GlossaryError when the file cannot be read or a field is wrong.
    """
    known = {key_of(entry.term): entry for entry in shipped}
    return parse(_read(path), str(path), OWN, known)


def merge(shipped: tuple[Entry, ...], own: tuple[Entry, ...]) -> tuple[Entry, ...]:
    """Both together, the user's own in place of shipped ones of the same term."""
    merged = {key_of(entry.term): entry for entry in shipped}
    merged.update((key_of(entry.term), entry) for entry in own)
    return tuple(merged.values())


def _read(path: Path) -> str:
    try:
        if path.stat().st_size > _LARGEST_FILE:
            raise GlossaryError(f"{path} is too large for a glossary; keep it below 50 MB.")
        return path.read_text(encoding="utf-8-sig")
    except UnicodeDecodeError as error:
        raise GlossaryError(
            f"{path} is not plain text in UTF-8; save it again in that encoding."
        ) from error
    except OSError as error:
        reason = (error.strerror or "the system refused").lower()
        raise GlossaryError(
            f"{path} cannot be read ({reason}); check the name and who may open it."
        ) from error


def parse(
    text: str, where: str, origin: str, known: dict[str, Entry] | None = None
) -> tuple[Entry, ...]:
    """Entries of a TOML text with one [[entry]] table each; an empty text has none.

    Raises GlossaryError, which names file, line, field and cure.
    """
    import tomllib

    try:
        document = tomllib.loads(text)
    except (tomllib.TOMLDecodeError, RecursionError) as error:
        reason = " ".join(str(error).split()).rstrip(".")
        raise GlossaryError(
            f"{where} is not valid TOML ({reason[:120]}); mend that place or remove it."
        ) from error
    tables = document.pop("entry", [])
    if document:
        name = next(iter(document))
        raise GlossaryError(
            f"{_line_of(name, text, where)} has '{_shown(name)}' outside an entry; "
            "put it below a line [[entry]]."
        )
    if not isinstance(tables, list) or not all(isinstance(table, dict) for table in tables):
        raise GlossaryError(f"{where} must start each term with a line [[entry]], in two brackets.")
    begins = [n for n, line in enumerate(text.splitlines(), 1) if _TABLE_LINE.match(line)]
    # Written inside brackets, or quoted in a text, entries have no lines of their own to name.
    begins = begins if len(begins) == len(tables) else []
    return _entries(tables, where, origin, known or {}, begins)


def _line_of(name: str, text: str, where: str) -> str:
    """`where` with the line that gives `name`, as far as it can be found."""
    opens = re.compile(rf"\s*\[*\s*[\"']?{re.escape(name)}\b")
    at = next((n for n, line in enumerate(text.splitlines(), 1) if opens.match(line)), 0)
    return f"{where}, line {at}," if at else where


def _entries(
    tables: list[dict[str, Any]],
    where: str,
    origin: str,
    known: dict[str, Entry],
    begins: list[int],
) -> tuple[Entry, ...]:
    """`begins`: the line on which each entry begins, if that is known."""
    places = [f"line {n}" for n in begins] or [f"entry {n}" for n in range(1, len(tables) + 1)]
    entries = [
        _entry(table, f"{where}, {place}", origin, known)
        for table, place in zip(tables, places, strict=True)
    ]
    _check_twice(entries, where, places)
    return tuple(entries)


def _entry(table: dict[str, Any], where: str, origin: str, known: dict[str, Entry]) -> Entry:
    unknown = next((name for name in table if name not in _FIELDS), None)
    if unknown is not None:
        raise GlossaryError(
            f"{where} has the unknown field '{_shown(unknown)}'; "
            f"use {', '.join((*_TEXTS, *_LISTS))}."
        )
    fields: dict[str, Any] = {name: _checked(name, table[name], where) for name in table}
    term = fields.get("term", "")
    if not any(ch.isalnum() for ch in term):
        raise GlossaryError(f'{where} has no term; add a line such as term = "LAC".')
    base = known.get(key_of(term))
    if base is None and not fields.get("definition"):
        raise GlossaryError(
            f'{where} ({_shown(term)}) has no definition; add a line definition = "...".'
        )
    if origin == OWN:
        # A user's own words are the ones they look for: never behind the shipped ones.
        fields.setdefault("core", True)
        origin = OWN if base is None else OWN_OVER_SHIPPED
    return replace(base or Entry(term), **fields, origin=origin)


def _checked(name: str, value: object, where: str) -> str | bool | tuple[str, ...]:
    if name == "core":
        if isinstance(value, bool):
            return value
        raise GlossaryError(f"{where}: 'core' must be true or false, without quotes.")
    if name in _TEXTS:
        if isinstance(value, str):
            return _clean(value)
        raise GlossaryError(f"{where}: '{name}' must be text; put it in double quotes.")
    if isinstance(value, list) and all(isinstance(item, str) for item in value):
        return tuple(cleaned for item in value if (cleaned := _clean(item)))
    raise GlossaryError(
        f'{where}: \'{name}\' must be a list of texts, such as {name} = ["one", "two"].'
    )


def _clean(text: str) -> str:
    """One line of printable text: these words end on a terminal."""
    if not text.isprintable():
        text = "".join(ch if ch.isprintable() else " " for ch in text)
    return " ".join(text.split())


def _shown(text: str) -> str:
    return _clean(text)[:40]


def _check_twice(entries: list[Entry], where: str, places: list[str]) -> None:
    seen: dict[str, str] = {}
    for entry, place in zip(entries, places, strict=True):
        key = key_of(entry.term)
        if key in seen:
            raise GlossaryError(
                f"{where} defines {_shown(entry.term)} twice, at {seen[key]} and {place}; "
                "remove one of them."
            )
        seen[key] = place
