"""A case's checklist as sheets of cells to sort, filter and reckon with."""

from __future__ import annotations

from collections.abc import Iterable, Iterator, Sequence

from domain.checklist.entries import APPLICABLE, Asked, Entry, Stands
from domain.checklist.facts import CaseFacts
from domain.checklist.flags import CaseFlags, ToldFlag
from domain.checklist.names import numbered, themes_of
from domain.checklist.scores import (
    CRITERION,
    HEADLINE,
    ScoreLine,
    criterion_lines,
    headline_lines,
    section_lines,
)
from domain.instrument import Instrument
from domain.report import Chart, Sheet, SheetColumn, Value
from domain.scoring import Scores

Row = tuple[Value, ...]

_QUESTION = (
    SheetColumn("Question", 10),
    SheetColumn("Row", 22),
    SheetColumn("Criterion", 22),
)
_JUDGED = (SheetColumn("Assessor", 12), SheetColumn("Answered at", 18, "moment"))
_SAID = (
    SheetColumn("Reasons", 34),
    SheetColumn("Note", 40),
    SheetColumn("Evidence", 40),
    SheetColumn("Good work", 24),
)

_ANSWERS = (
    *_QUESTION,
    SheetColumn("Key", 6),
    SheetColumn("Headline themes", 28),
    SheetColumn("Question text", 50),
    SheetColumn("Judgement", 19),
    SheetColumn("Standing", 16),
    *_SAID,
    *_JUDGED,
)
_SCORES = (
    SheetColumn("Pooled by", 16),
    SheetColumn("Name", 40),
    SheetColumn("In full", 50),
    SheetColumn("Sufficient", 11, "whole"),
    SheetColumn("Not sufficient", 14, "whole"),
    SheetColumn("Not enough information", 23, "whole"),
    SheetColumn("Applicable", 11, "whole"),
    SheetColumn("Score", 9, "percent"),
    SheetColumn("Comment", 16),
    SheetColumn("Interval from", 14, "percent"),
    SheetColumn("Interval to", 14, "percent"),
)
_NAME, _SCORE = 1, 7  # of the columns above, for charts
_FACTS = (SheetColumn("Part", 26), SheetColumn("Fact", 34), SheetColumn("Recorded", 70))
_FLAGS = (
    SheetColumn("Decision", 14),
    SheetColumn("Kind", 22),
    SheetColumn("Rule", 28),
    SheetColumn("What it shows", 60),
    SheetColumn("Held against", 40),
    SheetColumn("Words", 60),
    SheetColumn("Reason of the decision", 40),
    SheetColumn("Bears on", 40),
    SheetColumn("Decided by", 12),
    SheetColumn("Decided at", 18, "moment"),
    SheetColumn("Source of the rule", 60),
)
_NOT_APPLICABLE = (
    *_QUESTION,
    SheetColumn("Question text", 50),
    SheetColumn("Why", 22),
    SheetColumn("Rule", 44),
    SheetColumn("Answer given", 22),
    *_SAID,
    *_JUDGED,
)


def sheets(
    instrument: Instrument,
    asked: Sequence[Asked],
    scores: Scores,
    facts: CaseFacts,
    flags: CaseFlags,
) -> tuple[Sheet, ...]:
    return (
        Sheet("Answers", _ANSWERS, tuple(_answers(instrument, asked))),
        _scores(instrument, scores),
        Sheet("Facts", _FACTS, tuple(_facts(instrument, facts))),
        Sheet("Flags", _FLAGS, tuple(_flag(flag) for flag in flags.told)),
        Sheet("Not applicable", _NOT_APPLICABLE, tuple(_not_applicable(instrument, asked))),
    )


def _answers(instrument: Instrument, asked: Iterable[Asked]) -> Iterator[Row]:
    for each in asked:
        for entry in each.entries:
            if entry.stands in APPLICABLE:
                question = entry.question
                yield (
                    *_place(instrument, entry),
                    "yes" if question.key else "",
                    themes_of(instrument, question),
                    question.text,
                    entry.judgement,
                    entry.stands.value,
                    *_said(each, entry),
                    entry.who,
                    entry.at,
                )


def _place(instrument: Instrument, entry: Entry) -> Row:
    criterion = instrument.criterion[entry.question.criterion]
    return entry.question.id, entry.row, numbered(criterion.id, criterion.short)


def _said(asked: Asked, entry: Entry) -> Row:
    """What was said of a grid as a whole stands in the first of its rows that apply."""
    applicable = [each for each in asked.entries if each.stands in APPLICABLE]
    first = entry is (applicable or asked.entries)[0]
    note = (*(asked.note if first else ()), *entry.note)
    evidence = (*(asked.evidence if first else ()), *entry.evidence)
    return (
        "; ".join(entry.reasons),
        "\n".join(note),
        "\n".join(str(each) for each in evidence),
        "\n".join(asked.examples if first else ()),
    )


def _scores(instrument: Instrument, scores: Scores) -> Sheet:
    told = (
        *headline_lines(instrument, scores),
        *section_lines(instrument, scores),
        *criterion_lines(instrument, scores),
    )
    charts = tuple(
        Chart(title, _NAME, _SCORE, places[0], places[-1])
        for kind, title in ((CRITERION, "Criteria"), (HEADLINE, "Headline themes"))
        if (places := [place for place, line in enumerate(told) if line.kind == kind])
    )
    note = (
        "One case gives few answers: read the intervals beside the scores. Not sufficient counts "
        "not enough information too."
    )
    return Sheet("Scores", _SCORES, tuple(_score(line) for line in told), note, charts)


def _score(line: ScoreLine) -> Row:
    score = line.score
    low, high = score.interval or (None, None)
    return (
        line.kind,
        line.short,
        line.name,
        score.counts.sufficient,
        score.counts.insufficient,
        score.counts.unclear,
        score.counts.applicable,
        None if score.percent is None else score.percent / 100,
        score.comment or "",
        None if low is None else round(low / 100, 3),
        None if high is None else round(high / 100, 3),
    )


def _facts(instrument: Instrument, facts: CaseFacts) -> Iterator[Row]:
    groups = {group.id: group.label for group in instrument.fact_groups}
    for fact in facts.told:
        yield groups[fact.group], fact.label, "\n".join(fact.value)


def _flag(flag: ToldFlag) -> Row:
    return (
        flag.verdict.value if flag.verdict else "not decided",
        flag.kind,
        flag.rule,
        flag.say,
        flag.against,
        "\n".join(f"{'; '.join(words.places)}: “{words.text}”" for words in flag.quotes),
        flag.why,
        "; ".join(flag.questions),
        flag.decided.who if flag.decided else "",
        flag.decided.at if flag.decided else None,
        flag.source,
    )


def _not_applicable(instrument: Instrument, asked: Iterable[Asked]) -> Iterator[Row]:
    for each in asked:
        for entry in each.entries:
            if entry.stands in (Stands.LEFT_OUT, Stands.RULED_OUT, Stands.PARKED):
                yield (
                    *_place(instrument, entry),
                    entry.question.text,
                    entry.stands.value,
                    entry.why,
                    entry.judgement,
                    *_said(each, entry),
                    entry.who,
                    entry.at,
                )
