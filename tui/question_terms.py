"""Terms of the glossary in the present question: marked where they stand first, and numbered."""

from __future__ import annotations

from collections.abc import Callable, Sequence
from dataclasses import dataclass, field
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from glossary import Entry, Mention
    from tui.viewmodel.step import StepView

    Annotate = Callable[[str], Sequence[Mention]]

MOST = 9  # so that one digit names each
_SIGNS = "¹²³⁴⁵⁶⁷⁸⁹"


@dataclass(frozen=True, slots=True)
class Mark:
    """Characters `start` to `end` of a text name the term of this number."""

    start: int
    end: int
    number: int

    @property
    def sign(self) -> str:
        return _SIGNS[self.number - 1]


@dataclass(frozen=True, slots=True)
class NumberedTerm:
    """A term of the question: its number, its words there, and what the glossary has for it."""

    number: int
    words: str
    entry: Entry


@dataclass(frozen=True, slots=True)
class QuestionTerms:
    """terms: in the order of the question. marks: by the text they stand in."""

    terms: tuple[NumberedTerm, ...] = ()
    marks: dict[str, tuple[Mark, ...]] = field(default_factory=dict)

    def of(self, text: str) -> tuple[Mark, ...]:
        return self.marks.get(text, ())

    def numbered(self, typed: str) -> NumberedTerm | None:
        """The term whose number was typed, if it was one."""
        typed = typed.strip()
        return next((term for term in self.terms if str(term.number) == typed), None)


def question_terms(view: StepView | None, annotate: Annotate) -> QuestionTerms:
    """Terms in the question, in what to ask and where to look, each at its first mention only."""
    terms: dict[str, NumberedTerm] = {}
    marks: dict[str, tuple[Mark, ...]] = {}
    for text in (view.text, view.ask, *view.look_in) if view is not None else ():
        here = []
        for mention in annotate(text):
            name = mention.entry.term
            if name in terms or len(terms) == MOST:
                continue
            number = len(terms) + 1
            terms[name] = NumberedTerm(number, text[mention.start : mention.end], mention.entry)
            here.append(Mark(mention.start, mention.end, number))
        if here:
            marks.setdefault(text, tuple(here))
    return QuestionTerms(tuple(terms.values()), marks)
