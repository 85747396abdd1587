"""Looking terms up as one types: what is found, which one is read, and the way back."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from domain.text_cleaning import clean
from glossary.words import STOP_WORDS

if TYPE_CHECKING:
    from glossary import Entry, Glossary, Match
    from tui.question_terms import QuestionTerms

LONGEST = 160  # letters of a query
NUMBERED = 9  # terms to see also that a digit opens
_WORD = re.compile(r"[^\W_]+(?:[-'’+/&.][^\W_]+)*\+?")
BEGIN = "Type a term or a few letters of it; the spelling need not be right."
IN_QUESTION = "In this question"
LATELY = "Looked up last"


@dataclass(frozen=True, slots=True)
class FoundTerm:
    """A line of the list. group: the heading it stands under. digit: the key that opens it."""

    entry: Entry
    group: str = ""
    digit: str = ""


@dataclass(frozen=True, slots=True)
class _Standing:
    """One place of a walk from term to term."""

    query: str
    rows: tuple[FoundTerm, ...]
    marked: int = 0
    reading: bool = False  # digits open terms to see also; a letter begins a new query
    said: str = ""


class Lookup:
    """One sitting at the glossary. `lately`: what was looked up last."""

    def __init__(
        self, glossary: Glossary, terms: QuestionTerms, lately: Sequence[Entry] = ()
    ) -> None:
        self._glossary = glossary
        self._offered = (
            *(FoundTerm(term.entry, IN_QUESTION, str(term.number)) for term in terms.terms),
            *(FoundTerm(entry, LATELY) for entry in lately),
        )
        self._now = self._empty()
        self._walked: list[_Standing] = []

    # -- what is shown

    @property
    def query(self) -> str:
        return self._now.query

    @property
    def rows(self) -> tuple[FoundTerm, ...]:
        return self._now.rows

    @property
    def marked(self) -> int:
        return self._now.marked

    @property
    def reading(self) -> bool:
        return self._now.reading

    @property
    def said(self) -> str:
        """A sentence where there are no terms, or why those are no matches."""
        return self._now.said

    @property
    def can_go_back(self) -> bool:
        return bool(self._walked)

    @property
    def entry(self) -> Entry | None:
        """The term whose definition is shown."""
        return self.rows[self.marked].entry if self.rows else None

    @property
    def see_also(self) -> tuple[tuple[str, Entry | None], ...]:
        """Terms to see also, with their entries where they have one."""
        names = self.entry.related if self.entry is not None else ()
        return tuple((name, self._glossary.entry(name)) for name in names)

    @property
    def digits(self) -> tuple[Entry, ...]:
        """What the digits open now, from 1 on; without any, a digit is text."""
        offered = tuple(row.entry for row in self.rows if row.digit)
        if not self.query and offered:
            return offered
        known = tuple(entry for _, entry in self.see_also if entry is not None)
        return known[:NUMBERED] if self.reading else ()

    # -- what is done

    def type(self, query: str) -> None:
        """What has been typed so far."""
        query = _query(query)
        if query != self.query:
            self._now = self._found(query)

    def look_up(self, query: str) -> None:
        """Look something up and read what is found first."""
        self.type(query)
        self._now = replace(self._now, reading=bool(self.rows) and bool(self.query))

    def move(self, by: int) -> None:
        """Read another term of the list."""
        if self.rows:
            at = min(max(self.marked + by, 0), len(self.rows) - 1)
            self._now = replace(self._now, marked=at, reading=bool(self.query))

    def mark(self, row: int) -> None:
        self.move(row - self.marked)

    def open(self) -> None:
        """Read the marked term, and be able to go back to the list."""
        if self.reading or self.entry is None:
            return
        if self.query:
            self._now = replace(self._now, reading=True)
        else:
            self._walk_to(self.entry)

    def edit(self) -> None:
        """Change the query letter by letter: digits are text again."""
        self._now = replace(self._now, reading=False)

    def follow(self, digit: int) -> bool:
        """Walk on to the term of that number; False when there is none."""
        if not 1 <= digit <= len(self.digits):
            return False
        self._walk_to(self.digits[digit - 1])
        return True

    def show(self, entry: Entry) -> None:
        """Read this very entry; what fits its name stands beside it."""
        found = self._found(entry.term)
        others = tuple(row for row in found.rows if row.entry != entry)
        self._now = _Standing(_query(entry.term), (FoundTerm(entry), *others), reading=True)

    def back(self) -> bool:
        """Where one walked from; False at the beginning."""
        if not self._walked:
            return False
        self._now = self._walked.pop()
        return True

    def _walk_to(self, entry: Entry) -> None:
        self._walked.append(self._now)
        self.show(entry)

    # -- finding

    def _empty(self) -> _Standing:
        return _Standing("", self._offered, said="" if self._offered else BEGIN)

    def _found(self, query: str) -> _Standing:
        if not query:
            return self._empty()
        matches = self._glossary.search(query)
        if matches:
            return _Standing(query, _rows(matches))
        if len(query) == 1 and (begun := self._beginning(query)):
            return _Standing(query, begun)
        near = self._glossary.nearest(query)
        shown = query if len(query) <= 40 else f"{query[:39]}…"
        if near:
            return _Standing(query, _rows(near, "Nothing like that; nearest:"))
        said = f"Nothing in the glossary is like “{shown}”. Try fewer letters of it."
        return _Standing(query, (), said=said)

    def _beginning(self, letter: str) -> tuple[FoundTerm, ...]:
        letter = letter.casefold()
        begun = (e for e in self._glossary.entries if e.term.casefold().startswith(letter))
        return tuple(FoundTerm(entry) for entry, _ in zip(begun, range(8), strict=False))


def _query(typed: str) -> str:
    return clean(typed, one_line=True)[:LONGEST]


def _rows(matches: Sequence[Match], group: str = "") -> tuple[FoundTerm, ...]:
    return tuple(FoundTerm(match.entry, group) for match in matches)


def worth_looking_up(words: str, glossary: Glossary, least: float = 0.0) -> bool:
    """Whether words that only happen to stand at the cursor name a term, or nearly."""
    matches = glossary.search(words, limit=1)
    return bool(matches) and matches[0].how != "definition" and matches[0].score >= least


def words_at(text: str, at: int, glossary: Glossary) -> str:
    """The term that the cursor is in or just behind, else the word; "" if neither says anything.

    Of a half-remembered name, such as 'vulnrability plan', the word before is taken too.
    """
    for mention in glossary.annotate(text):
        if mention.start <= at <= mention.end:
            return text[mention.start : mention.end]
    before = ""
    for word in _WORD.finditer(text):
        if word.start() <= at <= word.end():
            both = f"{before} {word.group()}"
            if before not in _SAYS_NOTHING and worth_looking_up(both, glossary, _SURE):
                return both
            worth = len(word.group()) > 1 and worth_looking_up(word.group(), glossary)
            return word.group() if worth else ""
        before = word.group().casefold()
    return ""


_SURE = 77.0  # the name itself, a part of it, or one slip in it; see glossary.search
_SAYS_NOTHING = STOP_WORDS | {""}
