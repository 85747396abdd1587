"""Three open cases to practise on: hardly begun, half done, nearly finished and not quite right.

They take their traits from finished cases, with other people and words; what their documents are
held against was written for them.
"""

from __future__ import annotations

from datetime import UTC, datetime
from random import Random

from domain.answers import AnswerKey
from domain.course import course_of, fact_step
from domain.interview import Session
from storage.demonstration.generator.facts import facts_of
from storage.demonstration.generator.judging import GATES, OPENERS, Judging
from storage.demonstration.generator.logs import Appointment, Writing
from storage.demonstration.generator.open_cases import documents_of, open_case
from storage.demonstration.generator.telling import Teller

_FACTS_KNOWN = 7
_CHANGED = 0.2  # how many of the answers differ from those of the case they are taken from


def practice_cases(judging: Judging, first_number: int, random: Random) -> list[Session]:
    untouched = _writing(judging, "yro", first_number, datetime(2012, 2, 17, 9, 5), random)
    half = _writing(judging, "yro", first_number + 1, datetime(2012, 2, 17, 13, 32), random)
    nearly = _writing(judging, "dto", first_number + 2, datetime(2012, 2, 16, 13, 40), random)
    return [
        _hardly_begun(untouched),
        _half_done(half),
        _nearly_finished(nearly),
    ]


def _writing(judging: Judging, kind: str, number: int, at: datetime, random: Random) -> Writing:
    sample, instrument = judging.sample, judging.instrument
    has = sample.has
    rich = has["rmp_required"] & has["vmp_done"] & has["review_due"] & has["community"]
    rich &= has["non_compliance"]
    rich -= frozenset.union(*(has[missing] for missing in GATES.values()))
    donor = random.choice([c for c in sorted(rich) if sample.kinds[c] == kind])
    written = open_case(_reference(number))
    facts = facts_of(sample, donor, {}, instrument, random) | written.facts
    judged = {key: cases[donor] for key, cases in judging.judged.items() if donor in cases}
    for key in sorted(judged):
        free = key.question not in GATES and key.question not in OPENERS
        if free and judged[key] in ("yes", "no") and random.random() < _CHANGED:
            judged[key] = "no" if judged[key] == "yes" else "yes"
    judged |= {AnswerKey("3.1.02"): "no", AnswerKey("3.1.12"): "yes"} | written.judged
    writing = Writing(
        instrument,
        _reference(number),
        Appointment("J.W.", at.replace(tzinfo=UTC)),
        facts,
        judged,
        Teller(instrument, facts, judged, {}, random),
        random,
    )
    writing.file(written.record, documents_of(writing.reference))
    return writing


def _reference(number: int) -> str:
    return f"FM-{number:02}"


def _hardly_begun(writing: Writing) -> Session:
    steps = course_of(writing.instrument)
    known = {fact_step(fact) for fact in open_case(writing.reference).known}
    writing.skipped = frozenset(steps[_FACTS_KNOWN:]) - known
    return writing.write(finish=False)


def _half_done(writing: Writing) -> Session:
    writing.put_off = writing.skipped = frozenset({"1.2.08"})
    _leave_unexplained(writing, "1.2.20")
    return writing.write(until="1.3", finish=False)


def _nearly_finished(writing: Writing) -> Session:
    """Three steps for later, three open, two judgements without a reason, three things at odds."""
    writing.put_off = frozenset({"1.1.08", "1.2.09", fact_step("transfer_due")})
    writing.skipped = writing.put_off | {"2.2.13", "3.1.07", "3.2.03"}
    _leave_unexplained(writing, "1.2.05", "2.2.04")
    levels = ("standard", "enhanced", "intensive")
    right = levels.index(str(writing.facts["scaled_approach"]))
    # The wrong level; compliance beside non-compliance; an assessment that is good but not there.
    writing.facts = {**writing.facts, "scaled_approach": levels[right - 1]}
    writing.judged = {
        **writing.judged,
        AnswerKey("3.1.02"): "yes",
        AnswerKey("1.2.01"): "no",
        AnswerKey("1.2.03"): "yes",
    }
    writing.teller = Teller(writing.instrument, writing.facts, writing.judged, {}, writing.random)
    return writing.write(finish=False)


def _leave_unexplained(writing: Writing, *questions: str) -> None:
    """Judge these insufficient and give no reason."""
    writing.unexplained = frozenset(questions)
    writing.judged = {**writing.judged, **{AnswerKey(question): "no" for question in questions}}
