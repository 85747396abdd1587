"""Every applicable question of a case in order, with its answer and all that was said of it."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from domain.answers import Evidence
from domain.calendar import say_date
from domain.checklist.entries import APPLICABLE, Asked, Entry, Stands
from domain.checklist.names import criterion_name, labelled, section_name, themes_of
from domain.instrument import Criterion, Instrument
from domain.report import (
    Block,
    Column,
    Heading,
    Line,
    Lines,
    Paragraph,
    Span,
    Style,
    Table,
    joined,
    lines,
    plain,
    strong,
)
from domain.wording import plural

COLUMNS = (
    Column("No.", 3),
    Column("Question", 9),
    Column("Judgement", 5),
    Column("Reasons, notes and evidence", 10),
    Column("Judged by", 4),
)


def questions_part(instrument: Instrument, asked: Sequence[Asked]) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(1, "Questions and answers")]
    for section in instrument.sections:
        within = [
            block
            for criterion in instrument.criteria
            if criterion.section == section.id
            for block in _criterion(instrument, criterion, asked)
        ]
        if within:
            blocks += [Heading(2, section_name(section)), *within]
    return tuple(blocks)


def _criterion(
    instrument: Instrument, criterion: Criterion, asked: Sequence[Asked]
) -> Iterator[Block]:
    own = [each for each in asked if each.question.criterion == criterion.id]
    rows = [row for each in own for row in _rows(instrument, each)]
    left = sum(
        entry.stands in APPLICABLE and not _is_shown(each, entry)
        for each in own
        for entry in each.entries
    )
    if not rows and not left:
        return
    name = criterion_name(criterion)
    yield Heading(3, name)
    yield Paragraph(plain(criterion.meaning))
    if rows:
        yield Table(f"Answers: {name}", COLUMNS, tuple(rows))
    if left:
        yield Paragraph(plain(f"Not looked at: {plural(left, 'optional question')}."))


def _is_shown(asked: Asked, entry: Entry) -> bool:
    """Nobody has to look at an optional question: where nothing was said of it, it is not told."""
    if entry.stands is not Stands.OPTIONAL:
        return entry.stands in APPLICABLE
    return entry.remarked or bool(on_the_whole(asked))


def _rows(instrument: Instrument, asked: Asked) -> Iterator[tuple[Lines, ...]]:
    question = asked.question
    entries = [entry for entry in asked.entries if _is_shown(asked, entry)]
    themes = themes_of(instrument, question)
    text = lines(question.text, f"Key question ({themes})" if themes else "")
    whole = on_the_whole(asked)
    if entries and (not question.rows or _alike(entries)):
        entry = entries[0]
        rows = lines(f"Rows: {'; '.join(e.row for e in entries)}" if entry.row else "")
        said = (*_said(entry), *whole)
        yield lines(question.id), (*text, *rows), _judgement(entry), said, judged(entry)
    elif entries:
        yield lines(question.id), text, lines("Judged row by row"), whole, ()
        for entry in entries:
            number = lines(question.id)
            yield number, lines(entry.row), _judgement(entry), _said(entry), judged(entry)


def _alike(entries: Sequence[Entry]) -> bool:
    """Whether nothing was said of any row of a grid, and all of them stand the same."""
    bare = not any(entry.answered or entry.remarked for entry in entries)
    return bare and len({entry.stands for entry in entries}) == 1


def _judgement(entry: Entry) -> Lines:
    """What fell short stands out in a column that is read down."""
    return ((strong if entry.stands is Stands.INSUFFICIENT else plain)(entry.said),)


def _said(entry: Entry) -> Lines:
    waits = lines(f"Depends on: {entry.why}") if entry.stands is Stands.WAITING else ()
    return (*waits, *reasons(entry), *remarks(entry.note, entry.evidence))


def reasons(entry: Entry) -> Lines:
    if not entry.reasons:
        return ()
    name = "Reason" if len(entry.reasons) == 1 else "Reasons"
    return (labelled(name, "; ".join(entry.reasons)),)


def remarks(note: Sequence[str], evidence: Iterable[Evidence]) -> Lines:
    """The note, a remark a line, and each piece of evidence on a line of its own."""
    first = tuple(labelled("Note", text) for text in note[:1])
    rest = tuple(plain(text) for text in note[1:])
    return (*first, *rest, *(_evidence(each) for each in evidence))


def _evidence(evidence: Evidence) -> Line:
    page = f"p {evidence.page}" if evidence.page else ""
    place = joined((evidence.document, page), ", ")
    quote = (Span(evidence.quote, Style.QUOTE),) if evidence.quote else ()
    between = ": " if place and quote else ""
    return labelled("Evidence", f"{place}{between}", *quote)


def on_the_whole(asked: Asked) -> Lines:
    """What was said of a question rather than of its answer, or of all rows of a grid."""
    examples = (labelled("Good work", example) for example in asked.examples)
    return (*remarks(asked.note, asked.evidence), *examples)


def judged(entry: Entry) -> Lines:
    return lines(entry.who, say_date(entry.at.date()) if entry.at else "")
