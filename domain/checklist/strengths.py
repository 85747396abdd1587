"""What was done well in a case and what to put right: points drawn from its answers alone."""

from __future__ import annotations

from collections.abc import Callable, Iterable, Iterator, Sequence

from domain.checklist.entries import Asked, Entry, Stands
from domain.checklist.names import criterion_name, labelled, question_name
from domain.instrument import Instrument
from domain.report import Block, Heading, Line, Listing, Paragraph, joined, plain
from domain.wording import plural

_Points = Callable[[Sequence[Asked]], Iterable[Line]]


def strengths_part(instrument: Instrument, asked: Sequence[Asked]) -> tuple[Block, ...]:
    """Strengths, then areas for improvement, each by criterion, key questions first."""
    return (
        Heading(1, "Strengths and areas for improvement"),
        Heading(2, "Strengths"),
        *_by_criterion(instrument, asked, _strong_points, _NO_STRENGTH),
        Heading(2, "Areas for improvement"),
        *_first_of_all(asked),
        *_by_criterion(instrument, asked, _weak_points, _NO_AREA),
    )


_NO_STRENGTH = "No answer has been judged sufficient."
_NO_AREA = "No answer has been judged not sufficient."
_NOTHING_YET = "Nothing has been judged yet."


def _by_criterion(
    instrument: Instrument, asked: Sequence[Asked], points: _Points, none: str
) -> Iterator[Block]:
    found = False
    for criterion in instrument.criteria:
        items = tuple(points([each for each in asked if each.question.criterion == criterion.id]))
        if items:
            found = True
            yield Heading(3, criterion_name(criterion))
            yield Listing(items)
    if not found:
        judged = any(entry.answered for each in asked for entry in each.entries)
        yield Paragraph(plain(none if judged else _NOTHING_YET))


def _first_of_all(asked: Sequence[Asked]) -> Iterator[Block]:
    """The key questions that fell short, from all criteria."""
    fell_short = _entries(asked, Stands.INSUFFICIENT)
    names = [question_name(e.question, e.row) for e in fell_short if e.question.key]
    if names:
        yield Paragraph(labelled("Key questions to look at first", f"{'; '.join(names)}."))


def _entries(asked: Iterable[Asked], stands: Stands) -> list[Entry]:
    """Key questions first, then in the order of the instrument."""
    found = [entry for each in asked for entry in each.entries if entry.stands is stands]
    return sorted(found, key=lambda entry: not entry.question.key)


def _strong_points(asked: Sequence[Asked]) -> Iterator[Line]:
    """Key questions by name, what was said of any, the number of the others, good work noted."""
    sufficient = _entries(asked, Stands.SUFFICIENT)
    told = [entry for entry in sufficient if entry.note]
    key = [entry for entry in sufficient if entry.question.key and not entry.note]
    rest = [entry for entry in sufficient if not entry.question.key and not entry.note]
    for entry in told:
        yield _point(entry, joined(entry.note, " "))
    if key:
        names = "; ".join(question_name(entry.question, entry.row) for entry in key)
        yield labelled("Key questions judged sufficient", f"{names}.")
    if rest:
        also = " more" if told or key else ""
        yield plain(f"{plural(len(rest), f'{also} answer'.strip())} judged sufficient.")
    for each in asked:
        for example in each.examples:
            yield labelled(f"Good work noted at {each.question.id}", example)


def _weak_points(asked: Sequence[Asked]) -> Iterator[Line]:
    """What fell short, with the reasons; after them what could not be told from the record."""
    fell_short = _entries(asked, Stands.INSUFFICIENT)
    for entry in sorted(fell_short, key=lambda entry: entry.unclear):
        yield _point(entry, _why(entry))


def _point(entry: Entry, said: str) -> Line:
    key = " (key question)" if entry.question.key else ""
    return labelled(f"{question_name(entry.question, entry.row)}{key}", said)


def _why(entry: Entry) -> str:
    """`Rated too low; Sources not checked. The note.`"""
    reasons = "; ".join(entry.reasons) or ("" if entry.unclear else "no reason recorded")
    judged = entry.judgement if entry.unclear else ""
    opening = joined((judged, reasons), ": ")
    return joined((f"{opening}.", *entry.note), " ")
