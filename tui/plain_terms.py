"""Terms of the glossary in the line mode."""

from __future__ import annotations

from collections.abc import Callable
from typing import TYPE_CHECKING

from domain.errors import Refused
from glossary.entries import Match
from tui.pages import terms as page
from tui.printing import say, say_lines, wrapped

if TYPE_CHECKING:
    from tui.plain import Talk


class PlainTerms:
    """Prints what a term means, by its number in the question or by any letters of it."""

    def __init__(self, talk: Talk) -> None:
        self._talk = talk
        self.does: dict[str, Callable[[str], None]] = {"define": self._define}

    def _define(self, rest: str) -> None:
        at_hand = self._talk.terms
        glossary = at_hand.glossary()
        if at_hand.trouble:
            say_lines(wrapped(at_hand.trouble))
        if not rest:
            self._offer()
            return
        numbered = self._talk.question_terms().numbered(rest)
        found = [Match(numbered.entry, "", 100.0)] if numbered else glossary.search(rest)
        if not found:
            say_lines(wrapped(page.nothing(rest, glossary.nearest(rest))))
            return
        say_lines(page.found(found))
        at_hand.remember(found[0].entry)

    def _offer(self) -> None:
        """Terms of the question by number, and what was looked up last."""
        here, lately = self._talk.question_terms(), self._talk.terms.lately()
        if not here.terms and not lately:
            raise Refused("Which term? Type /define and a few letters of it.")
        for term in here.terms:
            listed = f"{term.number} {term.words}: {page.short(term.entry)}"
            say_lines(wrapped(listed, first="  ", indent="    "))
        if lately:
            say_lines(wrapped(f"Looked up last: {', '.join(entry.term for entry in lately)}."))
        say("/define and a number, or a few letters of any term.")
