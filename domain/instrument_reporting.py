"""What an instrument says of the report: how its findings are told, and what they are held to."""

from __future__ import annotations

from domain.instrument_part import Part


class Finding(Part, frozen=True):
    """How the answers to a question are told as a finding, each as a clause without a full stop.

    met, fell_short: what was so in the cases counted; 'in 24 of the 62 cases' follows, behind a
    comma if they end in one. Word them without a 'not' that would not bear an 'all' behind it.
    among: the cases counted, in the plural ('relevant custodial cases'). after: a question of the
    same criterion with which it is told in one breath. best, worst: of a grid, what leads on to the
    row or rows that did so. why: false where the reasons would only say again that it was not done.
    """

    met: str
    fell_short: str
    among: str = ""
    after: str = ""
    best: str = ""
    worst: str = ""
    why: bool = True


class Published(Part, frozen=True):
    """Scores published for a theme, in whole per cent. None: not known."""

    theme: str
    lowest: int | None = None
    highest: int | None = None
    average: int | None = None


class Group(Part, frozen=True):
    """Values of a fact told as one: choices by id, or ages in whole years."""

    id: str
    label: str
    choices: tuple[str, ...] = ()
    youngest: int | None = None
    oldest: int | None = None


class Characteristic(Part, frozen=True):
    """A fact by which the cases inspected are described.

    on: the date an age is told for, where the fact is a date of birth. groups: how its values are
    put together; none: each choice by itself. No characteristic may follow from another, as time in
    custody does from the sentence: one would give away what the other keeps back.
    """

    fact: str
    label: str
    on: str = ""
    groups: tuple[Group, ...] = ()


class Recommendation(Part, frozen=True):
    """What is recommended where the questions it rests on score low. custody: told separately."""

    id: str
    about: str
    text: str
    responsible: str
    questions: tuple[str, ...]
    custody: bool = False


class Reporting(Part, frozen=True):
    """What the report is drafted by.

    strength_from, improve_below: whole per cent, as printed; in between, a finding is told as
    neither. small_cell: cases fewer than this are not told of a characteristic.
    """

    strength_from: int = 66
    improve_below: int = 66
    small_cell: int = 5
    published: tuple[Published, ...] = ()
    published_source: str = ""
    characteristics: tuple[Characteristic, ...] = ()
    recommendations: tuple[Recommendation, ...] = ()
