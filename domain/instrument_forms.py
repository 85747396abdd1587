"""What an instrument says of documents: their forms, and the rules they are held to."""

from __future__ import annotations

from typing import Literal

import msgspec

from domain.instrument_part import Part


class DocumentKind(Part, frozen=True):
    """A document of a case. `headings` are the form's own section headings.

    first_due, review_due: the intervals that its first version and its reviews are held to.
    always: every case has to have one. reviewed_by: other kinds that count as its review where they
    have a section by one of its headings. steady: headings of sections that change little.
    """

    id: str
    label: str
    short: str
    headings: tuple[str, ...] = ()
    first_due: str | None = None
    review_due: str | None = None
    always: bool = False
    reviewed_by: tuple[str, ...] = ()
    steady: tuple[str, ...] = ()


class Stage(Part, frozen=True):
    """When in a case a document was written. `words` are other names for it on forms.

    before_sentence: written for court, so that it is no assessment of the sentence. review: held
    against the intervals of reviews rather than of first assessments.
    """

    id: str
    label: str
    words: tuple[str, ...] = ()
    before_sentence: bool = False
    review: bool = False


class FlagRule(Part, frozen=True):
    """A rule by which documents are flagged; what it looks at is the program's, by its `id`.

    source: where the rule comes from. reasons: codes that a confirmed flag offers to the questions
    it bears on. named_only: it bears on questions that name it, whatever their reasons. check: one
    of the weaker rules, shown as something to check.
    """

    id: str
    label: str
    source: str
    reasons: tuple[str, ...] = ()
    named_only: bool = False
    check: bool = False


class Change(Part, frozen=True):
    """A change in a child's life that an assessment written after it has to speak of.

    kind: of a fact's timeline; "" where the fact is a date. words: a pattern; text that has it
    speaks of such a change, and without one no text need to. review_days: within which local
    procedure asks for a review after it; 0: it asks for none. headings: of the sections it bears on
    most. told_by: what text need only name to speak of it, because it came with the change.
    """

    fact: str
    label: str
    words: str
    kind: str = ""
    review_days: int = 0
    headings: tuple[str, ...] = ()
    told_by: Literal["", "homes", "schools", "managers"] = ""


class Told(Part, frozen=True):
    """A fact that documents of some kinds must mention: the pattern of words that do.

    is: the value, or the kind of an entry of a timeline, that calls for it; "" any.
    """

    fact: str
    documents: tuple[str, ...]
    say: str
    words: str
    is_: str = msgspec.field(default="", name="is")
