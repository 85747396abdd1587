"""An inspection beside an earlier one: what differs by more than chance, told with its limits."""

from __future__ import annotations

from collections.abc import Iterator

from domain.inspection_report.chance import Difference, Verdict
from domain.inspection_report.comparing import Compared, Pair, compared
from domain.inspection_report.figures import interval_said, percent_said
from domain.inspection_report.sample import Sample
from domain.report import (
    Block,
    Column,
    Heading,
    Lines,
    Paragraph,
    Table,
    joined,
    lines,
    plain,
    strong,
)
from domain.scoring import Score
from domain.wording import plural

_SAID = {
    Verdict.CHANCE: "no more than chance could make",
    Verdict.MORE: "more than chance alone would often make",
    Verdict.SURE: "more than chance, even with all comparisons of this table allowed for",
}


def comparison(now: Sample, then: Sample) -> Iterator[Block]:
    """Scores side by side, and the questions that moved most."""
    found = compared(now, then)
    yield Heading(1, f"Compared with {then.name}")
    yield Paragraph(plain(_which_questions(now, then, found)))
    if not found.questions:
        return
    yield _table("Scores of both inspections", "Score of", now, then, found.scores)
    yield Paragraph(plain(_how_judged(len(found.scores))))
    yield Heading(2, "Questions that moved most")
    if not found.moved:
        yield Paragraph(plain("No question with answers enough in both inspections moved at all."))
        return
    yield _table("Questions that moved most", "Question", now, then, found.moved)
    yield Paragraph(plain(_how_chosen(found)))


def _which_questions(now: Sample, then: Sample, found: Compared) -> str:
    versions = f"{now.instrument.name} here, {then.instrument.name} there"
    if not found.questions:
        return (
            f"The two inspections asked different questions ({versions}), so that nothing in them "
            "can be compared."
        )
    cases = f"{plural(now.cases, 'case')} now, {plural(then.cases, 'case')} then."
    if not found.left_out and not found.only_then:
        return f"Both inspections asked the same questions: {cases}"
    return (
        f"The two inspections used different question sets ({versions}): {cases} Only the "
        f"{plural(found.questions, 'question')} that both asked in the same words are counted in "
        f"this comparison; {found.left_out} of this inspection and {found.only_then} of the "
        "earlier one are left out. The scores below may therefore differ from those printed "
        "elsewhere."
    )


def _how_judged(scores: int) -> str:
    return (
        "An interval shows how far a score could lie from the one printed by chance alone. Whether "
        "two scores differ by more than chance is judged more strictly: answers about the same "
        "child tend to go together, so the number of children counts for more than the number of "
        f"answers. Of {scores} scores compared, about {_one_in_twenty(scores)} would seem to "
        "differ by more than chance although nothing had changed; a difference that holds even "
        "with all comparisons allowed for is much surer. A difference that is no more than chance "
        "could make may still be real: the cases are too few to tell."
    )


def _how_chosen(found: Compared) -> str:
    return (
        f"The largest differences among the {found.looked_at} questions with at least ten answers "
        "in both inspections. Picked out as the largest of so many, some of them will owe their "
        f"place to chance: about {_one_in_twenty(found.looked_at)} of {found.looked_at} would seem "
        "to differ by more than chance although nothing had changed."
    )


def _one_in_twenty(compared_in_all: int) -> str:
    return str(max(1, round(compared_in_all / 20)))


def _table(caption: str, first: str, now: Sample, then: Sample, pairs: tuple[Pair, ...]) -> Table:
    return Table(
        caption,
        (
            Column(first, 5),
            Column(now.name, 3),
            Column(then.name, 3),
            Column("Difference", 3),
            Column("Is it more than chance?", 4),
        ),
        tuple(
            (
                lines(pair.title if pair.level == "Headline" else f"{pair.id} {pair.title}"),
                _score(pair, pair.now),
                _score(pair, pair.then),
                *_apart(pair),
            )
            for pair in pairs
        ),
    )


def _score(pair: Pair, score: Score) -> Lines:
    """Sections and questions are printed without a comment."""
    interval = interval_said(score.interval)
    comment = score.comment or "" if pair.level in ("Headline", "Criterion") else ""
    return (
        strong(joined((percent_said(score.percent), comment), " ")),
        *lines(f"interval {interval}" if interval else ""),
    )


def _apart(pair: Pair) -> tuple[Lines, Lines]:
    if pair.apart is None or pair.now.percent is None or pair.then.percent is None:
        return lines("not to be told"), lines("")
    # The printed scores are what anyone will subtract.
    points = pair.now.percent - pair.then.percent
    told = f"{_signed(points)} {'point' if abs(points) == 1 else 'points'}"
    return lines(told, _interval(pair.apart)), lines(_SAID[pair.apart.verdict])


def _interval(apart: Difference) -> str:
    return f"interval {_end(100 * apart.low)} to {_end(100 * apart.high)}"


def _end(points: float) -> str:
    """An end that is near 0 is told to a tenth, since it is its side of 0 that counts."""
    return _signed(round(points) or round(points, 1))


def _signed(points: float) -> str:
    return f"+{points}" if points > 0 else f"−{-points}" if points else "0"
