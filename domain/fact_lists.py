"""Facts that are lists, such as homes, people or changes: added to, and replaced with a word said.

A list is typed whole. What opens with + is added to the one recorded; whatever else is left out of
it goes, and that is told.
"""

from __future__ import annotations

from collections.abc import Iterator

from domain.errors import Refused
from domain.events import Value
from domain.instrument import Fact

ADD = "+"
_KINDS = frozenset({"timeline", "people", "stays"})


def is_list(fact: Fact) -> bool:
    return fact.kind in _KINDS


def adds(fact: Fact, text: str) -> bool:
    """Whether what is typed is put to the list there is."""
    return is_list(fact) and text.startswith(ADD)


def together(fact: Fact, recorded: Value, more: Value) -> Value:
    """The list with more in it, each entry once and in the order of its days. Raises Refused."""
    if not isinstance(more, tuple):
        raise Refused(f"{fact.label}: + adds to the list; type after it what is to be added.")
    there = recorded if isinstance(recorded, tuple) else ()
    entries = (*there, *(entry for entry in more if entry not in there))
    day = {"timeline": "date", "stays": "from"}.get(fact.kind)
    return tuple(sorted(entries, key=lambda entry: _part(entry, day))) if day else entries


def told_of(fact: Fact, old: Value, new: Value) -> Iterator[str]:
    """What should be known of a list put in place of another one."""
    if not is_list(fact) or new is None:
        return
    before = old if isinstance(old, tuple) else ()
    now = new if isinstance(new, tuple) else ()
    kept = sum(any(_same(fact, entry, other) for other in now) for entry in before)
    if kept < len(before):
        yield f"{fact.label}: {_left_out(len(before), kept)}; begin with + to add."
    for entry in now if fact.kind == "stays" else ():
        if entry not in before and not (_part(entry, "from") or _part(entry, "until")):
            name = _part(entry, "name")
            yield f"“{name}” has no dates: flags cannot be checked against it."


def _left_out(recorded: int, kept: int) -> str:
    if recorded == 1:
        return "what was recorded is not in it now. /undo brings it back"
    now = f"{kept} of them {'is' if kept == 1 else 'are'}" if kept else "none of them is"
    return f"{recorded} were recorded, {now} in it now. /undo brings them back"


def _same(fact: Fact, one: Value, other: Value) -> bool:
    """Whether an entry is the other one, perhaps put right: of the same name, or day or words."""
    if fact.kind != "timeline":
        return _part(one, "name").casefold() == _part(other, "name").casefold()
    words = _part(one, "text")
    same_words = bool(words) and words == _part(other, "text")
    return same_words or _part(one, "date") == _part(other, "date")


def _part(entry: Value, name: str) -> str:
    return str(entry.get(name) or "") if isinstance(entry, dict) else ""
