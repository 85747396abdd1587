"""Which facts, questions and rows apply to a case.

Rules are data (`instrument.Rule`) and have three outcomes: they hold, they do not, or they are
undecided because something they read is not known yet. An undecided question waits; it is never
taken for 'not applicable'.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping

from domain.answers import AnswerKey
from domain.events import Value
from domain.instrument import Derived, Instrument, Question, Rule

# A fact that was passed by, or that does not apply: every comparison with it fails.
PASSED_BY = ""


def is_grid(question: Question) -> bool:
    return question.rows is not None


class Routing:
    """The rules of an instrument, read against the facts and judgements of one case.

    facts: value by fact id, absent while unknown. judged: judgement by answer key.
    Outcomes are True, False or None (undecided) and are worked out once.
    """

    def __init__(
        self,
        instrument: Instrument,
        facts: Mapping[str, Value],
        judged: Mapping[AnswerKey, str],
    ) -> None:
        self._instrument = instrument
        self._facts = facts
        self._judged = judged
        self._fact_values: dict[str, Value] = {}
        self._question_outcomes: dict[str, bool | None] = {}

    # -- facts

    def fact_applies(self, fact_id: str) -> bool | None:
        return self.holds(self._instrument.fact[fact_id].applies)

    def value(self, fact_id: str) -> Value:
        """A fact's value, recorded or worked out; None while unknown, "" if it does not apply."""
        if fact_id not in self._fact_values:
            derived = self._instrument.derived_fact.get(fact_id)
            if derived is not None:
                self._fact_values[fact_id] = self._worked_out(derived)
            elif self.fact_applies(fact_id) is False:
                self._fact_values[fact_id] = PASSED_BY
            else:
                self._fact_values[fact_id] = self._facts.get(fact_id)
        return self._fact_values[fact_id]

    def _worked_out(self, derived: Derived) -> Value:
        if derived.sum:
            numbers = [_as_number(self.value(part)) for part in derived.sum]
            return None if None in numbers else sum(n for n in numbers if n is not None)
        for case in derived.cases:
            outcome = self.holds(case.when)
            if outcome is None:
                return None
            if outcome:
                return case.value
        return PASSED_BY

    # -- questions

    def question(self, question_id: str) -> bool | None:
        """Whether a question applies. A grid question needs a row that does."""
        if question_id not in self._question_outcomes:
            question = self._instrument.question[question_id]
            outcome = self.holds(question.applies)
            if outcome and is_grid(question):
                outcome = _any(
                    self.holds(question.row_applies, row.id)
                    for row in self._instrument.rows_of(question)
                )
            self._question_outcomes[question_id] = outcome
        return self._question_outcomes[question_id]

    def answer(self, key: AnswerKey) -> bool | None:
        """Whether a question (of a grid, one row of it) applies."""
        question = self._instrument.question[key.question]
        outcome = self.holds(question.applies)
        if outcome is False or not is_grid(question):
            return outcome
        return _all(iter((outcome, self.holds(question.row_applies, key.row))))

    def keys(self, question_id: str) -> tuple[AnswerKey, ...]:
        """The answers a question is due: one, or one for each row that is not ruled out."""
        question = self._instrument.question[question_id]
        if not is_grid(question):
            return (AnswerKey(question_id),)
        keys = (AnswerKey(question_id, row.id) for row in self._instrument.rows_of(question))
        return tuple(key for key in keys if self.holds(question.row_applies, key.row) is not False)

    # -- rules

    def holds(self, rule: Rule | None, row: str = "") -> bool | None:
        if rule is None:
            return True
        if rule.all_of is not None:
            return _all(self.holds(part, row) for part in rule.all_of)
        if rule.any_of is not None:
            return _any(self.holds(part, row) for part in rule.any_of)
        if rule.not_ is not None:
            outcome = self.holds(rule.not_, row)
            return None if outcome is None else not outcome
        if rule.fact is not None:
            return self._compare(rule, self.value(rule.fact), row)
        return self._compare(rule, self._judgement(rule.answer or ""), row)

    def _judgement(self, question_id: str) -> Value:
        if self.question(question_id) is False:
            return PASSED_BY
        return self._judged.get(AnswerKey(question_id))

    def _compare(self, rule: Rule, value: Value, row: str) -> bool | None:
        if rule.known is not None:
            return (value not in (None, PASSED_BY)) is rule.known
        if value is None:
            return None
        if value == PASSED_BY:
            return False
        if rule.differs_from is not None:
            other = self.value(rule.differs_from)
            return None if other is None else other not in (PASSED_BY, value)
        for name, test in _TESTS.items():
            wanted = getattr(rule, name)
            if wanted is not None:
                return test(value, wanted, row)
        return _is_something(value)

    def facts_wanted(self, question: Question) -> Iterator[str]:
        """The facts for want of which it is not known whether a question applies.

        Each of them can be asked now: for a fact that itself waits, and for one that is worked out,
        those it waits for are named. The rows of a grid are of interest once the question applies.
        """
        yield from self._wanted_by(question.applies)
        if self.holds(question.applies):
            for row in self._instrument.rows_of(question):
                yield from self._wanted_by(question.row_applies, row.id)

    def _wanted_by(self, rule: Rule | None, row: str = "") -> Iterator[str]:
        for part in self.undecided(rule, row):
            for fact_id in (part.fact, part.differs_from):
                if fact_id is not None and self.value(fact_id) is None:
                    yield from self._wanted_for(fact_id)

    def _wanted_for(self, fact_id: str) -> Iterator[str]:
        derived = self._instrument.derived_fact.get(fact_id)
        if derived is None and self.fact_applies(fact_id):
            yield fact_id
        elif derived is None:
            yield from self._wanted_by(self._instrument.fact[fact_id].applies)
        else:
            for part in derived.sum:
                if self.value(part) is None:
                    yield from self._wanted_for(part)
            for case in derived.cases:
                yield from self._wanted_by(case.when)

    def undecided(self, rule: Rule | None, row: str = "") -> Iterator[Rule]:
        """The comparisons for want of which a rule is undecided, in the order it reads them."""
        if rule is None or self.holds(rule, row) is not None:
            return
        parts = rule.all_of or rule.any_of or ((rule.not_,) if rule.not_ else ())
        if not parts:
            yield rule
        for part in parts:
            yield from self.undecided(part, row)


def _as_number(value: Value) -> int | None:
    if isinstance(value, dict):
        return sum(v for v in value.values() if isinstance(v, int))
    if value == PASSED_BY:
        return 0
    return value if isinstance(value, int) else None


def _is_something(value: Value) -> bool:
    if isinstance(value, int):
        return value > 0
    return bool(value) and value != "no"


def _row_score(value: Value, row: str) -> int:
    score = value.get(row) if isinstance(value, dict) else None
    return score if isinstance(score, int) else 0


def _at_least(value: Value, wanted: int, _row: str) -> bool:
    number = _as_number(value)
    return number is not None and number >= wanted


def _at_most(value: Value, wanted: int, _row: str) -> bool:
    number = _as_number(value)
    return number is not None and number <= wanted


_TESTS: dict[str, Callable[..., bool]] = {
    "is_": lambda value, wanted, _row: value == wanted,
    "in_": lambda value, wanted, _row: value in wanted,
    "has": lambda value, wanted, _row: isinstance(value, tuple) and wanted in value,
    "at_least": _at_least,
    "at_most": _at_most,
    "row_at_least": lambda value, wanted, row: _row_score(value, row) >= wanted,
    "has_row": lambda value, wanted, row: (isinstance(value, tuple) and row in value) is wanted,
}


def _all(outcomes: Iterator[bool | None]) -> bool | None:
    undecided = False
    for outcome in outcomes:
        if outcome is False:
            return False
        undecided = undecided or outcome is None
    return None if undecided else True


def _any(outcomes: Iterator[bool | None]) -> bool | None:
    undecided = False
    for outcome in outcomes:
        if outcome:
            return True
        undecided = undecided or outcome is None
    return None if undecided else False


def facts_read(rule: Rule | None) -> Iterator[str]:
    """The ids of the facts a rule reads, in order."""
    for part in comparisons(rule):
        if part.fact is not None:
            yield part.fact
        if part.differs_from is not None:
            yield part.differs_from


def comparisons(rule: Rule | None) -> Iterator[Rule]:
    """The comparisons of a rule, without the all, any and not around them."""
    if rule is None:
        return
    parts = rule.all_of or rule.any_of or ((rule.not_,) if rule.not_ else ())
    if not parts:
        yield rule
    for part in parts:
        yield from comparisons(part)
