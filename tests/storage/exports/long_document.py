"""A document of the size of a real case's: every question told, with long notes and quotations."""

from __future__ import annotations

from random import Random

from domain.instrument import Instrument, Question
from domain.report import (
    MARKING,
    Bar,
    Bars,
    Block,
    Box,
    Chart,
    Column,
    Document,
    Heading,
    Lines,
    Listing,
    Paragraph,
    Sheet,
    SheetColumn,
    Span,
    Style,
    Table,
    Value,
    lines,
    plain,
    strong,
)
from domain.scoring import wilson
from tests.cases import instrument
from tests.storage.exports.hostile import MADE

_SAID = (
    "The plan was read out to him at the first appointment. Rhoddwyd copi i’r teulu yn Llŷn; nid "
    "oedd dim newid ers y fersiwn flaenorol.",
    "Written before he moved to his aunt, and still names the old address and the old school. "
    "Nothing in the review says what the move means for the work that was planned.",
    "The case manager explained that the form was opened in haste, on the day of sentence, and "
    "that it was to be put right at the review. No review was found in the record.",
    "Well judged: it weighs what the victim said, and says when the risk would be greater.",
)
_QUOTE = (
    "He says that he will not go back to the estate and that his friends there have moved on. His "
    "mother confirms this. It is thought that the risk is therefore lower than it was in autumn."
)


def long_document(questions: int = 140) -> Document:
    """The first so many questions of the shipped instrument, with the answers of a made-up case."""
    chance = Random(5)
    asked = instrument().questions[:questions]
    rows = [(question, _answer(question, chance)) for question in asked]
    return Document(
        title="Scored checklist",
        subtitle="Case 07, Fenmarsh 2012",
        marking=MARKING,
        made=MADE,
        facts=(
            ("Reference", "07"),
            ("Sentence", "Youth rehabilitation order, 12 Jan 2012"),
            ("Assessor", "A.W."),
            ("Case manager", "[case manager]"),
            ("Standing", "Finished on 20 Feb 2012; not countersigned"),
        ),
        blocks=tuple(_blocks(rows, chance)),
        sheets=_sheets(rows),
        foot="Case 07",
    )


Answered = tuple[str, str, Lines]


def _answer(question: Question, chance: Random) -> Answered:
    """Judgement, reasons and the lines of note and evidence."""
    judgement = chance.choice(("Yes", "Yes", "No", "Not enough information", "Not applicable"))
    reasons = "Copied forward; out of date" if judgement == "No" else ""
    told: Lines = ()
    if chance.random() < 0.7:
        told += lines(" ".join(chance.sample(_SAID, chance.randint(1, 4))))
    if chance.random() < 0.4:
        told += ((Span("Asset of 3 Feb 2012, page 4: "), Span(_QUOTE, Style.QUOTE)),)
    return judgement, reasons, told


def _blocks(rows: list[tuple[Question, Answered]], chance: Random) -> list[Block]:
    made = instrument()
    blocks: list[Block] = [
        Heading(1, "Scores of this case"),
        Paragraph(plain("A score is sufficient answers out of those that apply."), "lead"),
        Bars("Scores by criterion", tuple(_bars(made, chance))),
        Paragraph(plain("The intervals are at 95 per cent (Wilson)."), "small"),
        Heading(1, "Strengths and areas for improvement"),
        Heading(2, "Strengths"),
        Listing((plain("Victims’ views were sought in good time."), strong("Plans were clear."))),
        Heading(2, "Areas for improvement"),
        Listing(()),
        Paragraph(plain("None in this case.")),
        Box("The assessor’s own words", "He was well known to his worker.\n\nAnd liked.", ""),
        Box("What the manager will do", "", "what is to be done, by whom and by when"),
        Heading(1, "The questions"),
    ]
    for criterion in made.criteria:
        mine = [(q, answer) for q, answer in rows if q.criterion == criterion.id]
        if mine:
            blocks += [Heading(2, f"{criterion.id} {criterion.title}"), _table(mine)]
    return blocks


def _bars(made: Instrument, chance: Random) -> list[Bar]:
    bars = []
    for criterion in made.criteria:
        relevant = chance.randint(0, 12)
        good = chance.randint(0, relevant)
        percent = (200 * good + relevant) // (2 * relevant) if relevant else None
        said = (
            "no score: nothing applies" if percent is None else f"{percent}% ({good} of {relevant})"
        )
        name = f"{criterion.id} {criterion.title}"
        bars.append(Bar(name, percent, said, wilson(good, relevant)))
    return bars


def _table(rows: list[tuple[Question, Answered]]) -> Table:
    columns = (Column("Question", 3), Column("Judgement", 1), Column("Note and evidence", 4))
    return Table(
        "Questions in the order they are asked",
        columns,
        tuple(
            (
                (plain(f"{q.id} {q.text}"),),
                (strong(judgement), *lines(reasons)),
                told,
            )
            for q, (judgement, reasons, told) in rows
        ),
    )


def _sheets(rows: list[tuple[Question, Answered]]) -> tuple[Sheet, ...]:
    questions = tuple(
        (q.id, q.criterion, q.text, j, r, "\n".join(s.text for line in t for s in line), MADE)
        for q, (j, r, t) in rows
    )
    scores: tuple[tuple[Value, ...], ...] = tuple(
        (f"{c.id} {c.title}", n / 10, n, 10, MADE.date())
        for n, c in enumerate(instrument().criteria)
    )
    return (
        Sheet(
            "Scores",
            (
                SheetColumn("Criterion", 50),
                SheetColumn("Score", 8, "percent"),
                SheetColumn("Sufficient", 10, "whole"),
                SheetColumn("Applicable", 10, "whole"),
                SheetColumn("Day", 12, "day"),
            ),
            scores,
            "Sufficient answers out of those that apply, in this case alone.",
            (Chart("Score by criterion", 0, 1, 0, len(scores) - 1),),
        ),
        Sheet(
            "Questions",
            (
                SheetColumn("Question", 9),
                SheetColumn("Criterion", 9),
                SheetColumn("Text", 50),
                SheetColumn("Judgement", 16),
                SheetColumn("Reasons", 24),
                SheetColumn("Note and evidence", 70),
                SheetColumn("Answered at", 18, "moment"),
            ),
            questions,
        ),
    )
