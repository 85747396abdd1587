"""What stands behind a checklist: what does not apply and why, what is missing, names, sources."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from domain.checklist.about import Masked
from domain.checklist.entries import APPLICABLE, NO_SUCH_ROW, Asked, Entry, Stands
from domain.checklist.names import labelled
from domain.checklist.questions import judged, on_the_whole, reasons, remarks
from domain.checklist.standing import by_and_when
from domain.course import FACT
from domain.instrument import Instrument
from domain.interview import Session
from domain.report import (
    Block,
    Column,
    Heading,
    Line,
    Lines,
    Listing,
    Paragraph,
    Table,
    lines,
    plain,
)
from domain.review import Trouble, review
from domain.wording import plural

# -- questions that do not apply, and answers set aside

_NOT_APPLICABLE = (Column("No.", 3), Column("Question", 10), Column("Why it does not apply", 10))
_PARKED = (
    Column("No.", 3),
    Column("Question", 9),
    Column("Answer given", 5),
    Column("When it applies, and what was said", 10),
    Column("Judged by", 4),
)
_ABOUT_PARKED = (
    "These answers were given while their questions applied; a fact or another answer has changed "
    "since. They are kept, and count in no score."
)


def not_applicable_part(asked: Sequence[Asked]) -> tuple[Block, ...]:
    rows = tuple(row for each in asked for row in _not_applicable(each))
    heading = Heading(2, "Questions that do not apply")
    if not rows:
        return heading, Paragraph(plain("Every question applies to this case."))
    return heading, Table("Questions that do not apply, and why", _NOT_APPLICABLE, rows)


def _not_applicable(asked: Asked) -> list[tuple[Lines, ...]]:
    """A row for what the rules leave out, and one for each entry that was judged so."""
    question = asked.question
    rows: list[tuple[Lines, ...]] = []
    ruled_out = [entry for entry in asked.entries if entry.stands is Stands.RULED_OUT]
    if ruled_out:
        apart = [entry.row for entry in ruled_out if entry.row and entry.why == NO_SUCH_ROW]
        noted = (line for entry in ruled_out for line in remarks(entry.note, entry.evidence))
        text = lines(question.text, f"Rows: {'; '.join(apart)}" if apart else "")
        rows.append((lines(question.id), text, (*_rule(ruled_out[0]), *noted)))
    rows += [
        (lines(question.id), _text(entry), _by_assessor(entry))
        for entry in asked.entries
        if entry.stands is Stands.LEFT_OUT
    ]
    if rows and not any(entry.stands in APPLICABLE for entry in asked.entries):
        rows[0] = (*rows[0][:2], (*rows[0][2], *on_the_whole(asked)))
    return rows


def _rule(entry: Entry) -> Lines:
    return lines(entry.why[:1].upper() + entry.why[1:])


def _text(entry: Entry) -> Lines:
    return lines(entry.question.text, entry.row)


def _by_assessor(entry: Entry) -> Lines:
    told = lines(f"{entry.stands.value}: {by_and_when(entry.who, entry.at)}")
    return (*told, *remarks(entry.note, entry.evidence))


def parked_part(asked: Sequence[Asked]) -> tuple[Block, ...]:
    rows = tuple(row for each in asked for row in _parked(each))
    if not rows:
        return ()
    return (
        Heading(2, "Answers set aside"),
        Paragraph(plain(_ABOUT_PARKED)),
        Table("Answers set aside (parked)", _PARKED, rows),
    )


def _parked(asked: Asked) -> Iterator[tuple[Lines, ...]]:
    parked = [entry for entry in asked.entries if entry.stands is Stands.PARKED]
    only = len(parked) == len(asked.entries)
    for number, entry in enumerate(parked):
        whole = on_the_whole(asked) if only and not number else ()
        said = (*_rule(entry), *reasons(entry), *remarks(entry.note, entry.evidence), *whole)
        text = _text(entry)
        yield lines(asked.question.id), text, lines(entry.judgement), said, judged(entry)


# -- what is missing or at odds

_FOR_WHOM = "For whoever goes on with the case: what is still to be done in it."
_TROUBLES = (
    (Trouble.OPEN, "Not answered yet"),
    (Trouble.LATER, "Left for later"),
)


def review_part(session: Session) -> tuple[Block, ...]:
    found = review(session)
    if not found:
        return ()
    items: list[Line] = []
    for trouble, title in _TROUBLES:
        of_it = [line for line in found if line.trouble is trouble]
        facts = [line.name for line in of_it if line.step.startswith(FACT)]
        questions = [line.name for line in of_it if not line.step.startswith(FACT)]
        for noun, names in (("fact", facts), ("question", questions)):
            if names:
                count = f"{title}, {plural(len(names), noun)}"
                items.append(labelled(count, f"{'; '.join(names)}."))
    for line in found:
        if line.trouble is Trouble.NO_REASON:
            items.append(labelled(f"{line.name} has no reason", line.say))
        elif line.trouble is Trouble.AT_ODDS:
            items.append(labelled(line.name, line.say))
    return Heading(2, "Missing or at odds"), Paragraph(plain(_FOR_WHOM)), Listing(tuple(items))


# -- names

_WITH_NAMES = (
    "This copy was asked for with names: texts stand as they were written, and may name the child, "
    "the family, workers, schools and places. Pass it on only to those who need it."
)
_NO_NAME_FOUND = "None of the names known to the case was found in its texts."
_READ_THROUGH = (
    "Only names that the case knows can be found and masked. Read the notes and quotations before "
    "the document is passed on."
)
_MASKED = (Column("What was masked", 4), Column("Shown as", 4), Column("How often", 2, True))


def names_part(found: Iterable[Masked], *, with_names: bool) -> tuple[Block, ...]:
    heading = Heading(2, "Names")
    if with_names:
        return heading, Paragraph(plain(_WITH_NAMES))
    rows = tuple((lines(each.what), lines(each.mark), lines(str(each.times))) for each in found)
    told: Block = (
        Table("What was masked", _MASKED, rows) if rows else Paragraph(plain(_NO_NAME_FOUND))
    )
    return heading, told, Paragraph(plain(_READ_THROUGH), "small")


# -- sources

_INTERVAL = (
    "The 95% interval is Wilson's (1927) for a share of independent answers; answers of one case "
    "hang together, so the true range is rather wider."
)


def sources_part(instrument: Instrument) -> tuple[Block, ...]:
    heading = instrument.instrument
    return (
        Heading(2, "Where this comes from"),
        Paragraph(plain(f"{heading.title}, version {heading.version}. {heading.about}")),
        Paragraph(plain(heading.source)),
        Paragraph(plain(_INTERVAL)),
    )
