"""The rows of a comparison: what each says, and the way from one to another.

No widget, no colour: the screen and the printed page show the same rows.
"""

from __future__ import annotations

from collections.abc import Callable, Mapping
from dataclasses import dataclass
from functools import cached_property
from typing import Literal

from domain.flags.copied import Verdict
from domain.flags.edits import Edit, changed, edits
from domain.flags.flag import Decided, Flag, Kind
from domain.flags.flag import Verdict as Decision
from domain.flags.passages import Span
from domain.flags.sentences import read
from domain.text_cleaning import clean

MARKS: Mapping[Verdict, str] = {
    Verdict.TAKEN_OVER: "=",
    Verdict.PLAIN: "=",
    Verdict.EDITED: "~",
    Verdict.NEW: "+",
    Verdict.HOUSE: " ",
}
FLAGGED = "!"
KEY = "= taken over  ~ edited  + new  ! flagged"
UNNAMED = "Before the first heading"
NOTHING_OF_ITS_OWN = "nothing but the form"

_QUIET = frozenset({Verdict.PLAIN, Verdict.HOUSE})


@dataclass(frozen=True, slots=True)
class Passage:
    """Earlier words. said: the document they stand in and the page, where pages are known."""

    document: int
    span: Span
    text: str
    said: str


@dataclass(frozen=True, slots=True)
class Share:
    """A line of the overview: how much of a section was taken over; the whole document has
    section -1. share: from 0 to 1, None without words of its own or anything earlier."""

    section: int
    name: str
    share: float | None
    words: int
    counts: str
    flags: int = 0


@dataclass(frozen=True, slots=True)
class Head:
    """Where a section begins."""

    section: int
    name: str
    share: str


@dataclass(frozen=True, slots=True)
class Form:
    """Text that is the form's: prompts, running titles."""

    section: int
    text: str


@dataclass(frozen=True, slots=True)
class Sentence:
    """One sentence of the later document.

    passage: the earlier words it rests on. placed: whether their place has to be told, since the
    row before rests on another one. flagged: whether something is out of date in it
    that nobody has dismissed.
    """

    section: int
    verdict: Verdict
    span: Span
    text: str
    passage: Passage | None = None
    placed: bool = False
    flagged: bool = False

    @property
    def mark(self) -> str:
        return MARKS[self.verdict]

    @property
    def quiet(self) -> bool:
        """Said in grey: a plain fact, or a house sentence."""
        return self.verdict in _QUIET


@dataclass(frozen=True, slots=True)
class Raised:
    """A flag, beneath the sentence or the heading it is about."""

    section: int
    flag: Flag
    decided: Decided | None = None

    @property
    def label(self) -> str:
        """The rule, and whether it is one of the weaker ones."""
        return clean(f"{self.flag.label}{'' if self.flag.sure else ' (check)'}", one_line=True)

    @property
    def say(self) -> str:
        """The sentence it is about stands above it: what speaks against that is enough."""
        told = self.flag.against if self.about_words else self.flag.say
        return clean(f"{self.label}: {told}", one_line=True)

    @property
    def about_words(self) -> bool:
        return self.flag.kind is Kind.OUTDATED and bool(self.flag.against)

    @property
    def counts(self) -> bool:
        """Whether it is still one to look at: a dismissed one is not."""
        return self.decided is None or self.decided.verdict is not Decision.DISMISSED

    @property
    def standing(self) -> str:
        """What was made of it: 'dismissed: quoted from the court', or nothing yet."""
        if self.decided is None:
            return ""
        why = f": {self.decided.why}" if self.decided.why else ""
        return clean(f"{self.decided.verdict.value}{why}", one_line=True)


Row = Share | Head | Form | Sentence | Raised
Wanted = Literal["flag", "new", "edited", "section"]

_WANTED: Mapping[str, Callable[[Row], bool]] = {
    "flag": lambda row: isinstance(row, Raised) and row.decided is None,
    "new": lambda row: isinstance(row, Sentence) and row.verdict is Verdict.NEW,
    "edited": lambda row: isinstance(row, Sentence) and row.verdict is Verdict.EDITED,
    "section": lambda row: isinstance(row, Head),
}


@dataclass(frozen=True)
class ComparisonView:
    """title: the later document. against: what it is compared with. told: its share as a whole."""

    title: str
    against: str
    told: str
    rows: tuple[Row, ...]

    def beyond(self, at: int, wanted: Wanted, direction: int) -> int | None:
        """The next (+1) or previous (-1) row of that sort; None: there is none."""
        fits = _WANTED[wanted]
        places = range(at + 1, len(self.rows)) if direction > 0 else range(at - 1, -1, -1)
        return next((place for place in places if fits(self.rows[place])), None)

    @cached_property
    def sections(self) -> tuple[str, ...]:
        """The names of its sections, as the overview has them."""
        return tuple(row.name for row in self.rows if isinstance(row, Share) and row.section >= 0)

    def head_of(self, section: int) -> int | None:
        """The row at which a section begins."""
        return self._heads.get(section)

    def raised_at(self, key: str) -> int:
        """The row of the flag of that key; the first row of all, if it is not here."""
        flags = ((at, row) for at, row in enumerate(self.rows) if isinstance(row, Raised))
        return next((at for at, row in flags if row.flag.key == key), 0)

    def row_like(self, row: Row, at: int) -> int:
        """Where the same sentence stands here; of any other row, as far down as it was."""
        sentences = ((n, each) for n, each in enumerate(self.rows) if isinstance(each, Sentence))
        if isinstance(row, Sentence):
            at = next((n for n, each in sentences if each.span == row.span), at)
        return min(at, len(self.rows) - 1)

    @cached_property
    def _heads(self) -> dict[int, int]:
        return {row.section: at for at, row in enumerate(self.rows) if isinstance(row, Head)}


def changed_words(earlier: str, later: str) -> tuple[tuple[Span, ...], tuple[Span, ...]]:
    """Where words were changed: in the earlier sentence as it is shown, and in the later."""
    before, after = read(earlier), read(later)
    found = list(changed((before, Span(0, len(earlier))), (after, Span(0, len(later)))))
    return (
        tuple(each.before for each in found if each.before.end),
        tuple(each.after for each in found if each.after.end),
    )


def edits_of(earlier: str, later: str) -> tuple[Edit, ...]:
    """The words changed from the earlier sentence as it is shown to the later."""
    return edits(
        (earlier, read(earlier), Span(0, len(earlier))), (later, read(later), Span(0, len(later)))
    )


def percent(share: float) -> str:
    return f"{int(100 * share + 0.5)}%"
