"""Which questions a flag bears on: a matter of the instrument's data."""

from __future__ import annotations

from collections.abc import Iterable
from typing import NamedTuple

from domain.instrument import Instrument, Question
from domain.instrument_forms import FlagRule


class Looked(NamedTuple):
    """What a flag is about: a kind of document, and the stage of one; "" for none in particular."""

    kind: str
    stage: str = ""


def bears_on(
    instrument: Instrument, rule: FlagRule, looked_at: Iterable[Looked]
) -> tuple[str, ...]:
    """The questions, in order, that a flag by this rule bears on.

    A question names the rule, or has a reason the rule offers; it looks at that kind of document,
    and, unless it names the rule, at that stage.
    """
    told = tuple(looked_at)
    offered = frozenset(rule.reasons)
    return tuple(
        question.id
        for question in instrument.questions
        if (rule.id in question.flags and _of_kind(question, told))
        or (
            not rule.named_only
            and not offered.isdisjoint(instrument.reason_codes[question.id])
            and any(_looks_at(instrument, question, each) for each in told)
        )
    )


def _of_kind(question: Question, told: tuple[Looked, ...]) -> bool:
    return not told or any(each.kind in question.documents for each in told)


def _looks_at(instrument: Instrument, question: Question, looked: Looked) -> bool:
    stages = question.stages or instrument.criterion[question.criterion].stages
    return looked.kind in question.documents and (not stages or looked.stage in stages)
