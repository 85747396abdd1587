"""Which questions a flag bears on: a matter of the instrument's data."""

from __future__ import annotations

from collections.abc import Iterable

from domain.instrument import FlagRule, Instrument, Question


def bears_on(
    instrument: Instrument, rule: FlagRule, documents: Iterable[tuple[str, str]]
) -> tuple[str, ...]:
    """The questions, in order, for a rule and the kinds and stages of the documents it is about.

    A question names the rule itself, or looks at such a document and has a reason the rule offers.
    """
    told = tuple(documents)
    return tuple(
        question.id
        for question in instrument.questions
        if rule.id in question.flags
        or (
            _offers(instrument, rule, question)
            and any(_looks_at(instrument, question, kind, stage) for kind, stage in told)
        )
    )


def _offers(instrument: Instrument, rule: FlagRule, question: Question) -> bool:
    return any(reason.code in rule.reasons for reason in instrument.reasons_of(question))


def _looks_at(instrument: Instrument, question: Question, kind: str, stage: str) -> bool:
    stages = question.stages or instrument.criterion[question.criterion].stages
    return kind in question.documents and (not stages or stage in stages)
