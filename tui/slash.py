"""Slash commands: found while they are typed, and named exactly when they are sent."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass

from tui.actions import ACTIONS, Action


@dataclass(frozen=True, slots=True)
class Unknown:
    """A command that is none, and the one it may have been meant for ("" if none is near)."""

    name: str
    near: str

    def __str__(self) -> str:
        hint = f" Did you mean /{self.near}?" if self.near else " /help lists them."
        return f"There is no command /{self.name}.{hint}"


def _names(action: Action) -> tuple[str, ...]:
    return (action.slash, *action.aliases)


def find(name: str, actions: Sequence[Action] = ACTIONS) -> Action | Unknown:
    """The action of exactly that name or alias; anything else is unknown, never guessed."""
    wanted = name.casefold()
    for action in actions:
        if wanted in _names(action):
            return action
    from difflib import get_close_matches

    names = [n for action in actions for n in _names(action)]
    near = get_close_matches(wanted, names, n=1, cutoff=0.6)
    return Unknown(name, near[0] if near else "")


def complete(typed: str, actions: Iterable[Action] = ACTIONS) -> list[Action]:
    """The actions for the menu while `typed` stands after the slash, best first.

    Name exactly, its beginning, the beginning of a word of the title, then letters in order.
    """
    wanted = typed.casefold().strip()
    ranked = [(_rank(action, wanted), place, action) for place, action in enumerate(actions)]
    return [action for rank, _, action in sorted(ranked, key=lambda r: r[:2]) if rank < _NO_MATCH]


_NO_MATCH = 5


def _rank(action: Action, wanted: str) -> int:
    names = _names(action)
    words = action.title.casefold().split()
    tests = (
        not wanted or wanted in names,
        action.slash.startswith(wanted),
        any(name.startswith(wanted) for name in names),
        any(word.startswith(wanted) for word in words),
        _in_order(wanted, action.slash),
    )
    return next((rank for rank, holds in enumerate(tests) if holds), _NO_MATCH)


def _in_order(letters: str, name: str) -> bool:
    rest = iter(name)
    return all(letter in rest for letter in letters)
