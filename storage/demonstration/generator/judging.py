"""Which answers of each case are sufficient, once it is known how many of each question are."""

from __future__ import annotations

from collections.abc import Mapping
from dataclasses import dataclass, field
from random import Random

from domain.answers import AnswerKey
from domain.events import Value
from domain.instrument import Instrument
from domain.routing import Routing
from domain.scoring import is_scored, percent
from storage.demonstration.generator.figures import Bases
from storage.demonstration.generator.sample import Cases, Sample
from storage.demonstration.given import share_for

Facts = list[dict[str, Value]]
Judged = dict[AnswerKey, dict[int, str]]  # judgement by case

# Questions whose answer opens others, or goes with a fact: the trait that says where it is no.
GATES = {
    "1.1.01": "screening_missing",
    "1.1.04": "full_rosh_missing",
    "1.1.12": "rmp_missing",
    "1.2.01": "assessment_missing",
    "1.3.01": "vulnerability_missing",
    "1.1.07": "level_wrong",
    "1.3.04": "vulnerability_wrong",
}
# The same, with the trait that says where it is yes.
OPENERS = {
    "1.1.17": "lesser_seen",
    "1.3.06": "vmp_done",
    "2.3.10": "safeguarding_interventions",
}
# Not applicable by the assessor's own judgement: in the cases with all of these traits.
NOT_APPLICABLE = {
    "1.2.08": ("came_from_elsewhere",),
    "2.3.14": ("came_to_light_late",),
    "3.1.02": ("moved_away",),
    "3.1.07": ("moved_away",),
    "3.2.05": ("no_more_support",),
}
# What was not made cannot be good, or be carried over: a no there is a no here.
FOLLOWS = {
    "1.1.03": "1.1.01",
    "1.1.06": "1.1.04",
    "1.1.10": "1.1.04",
    "1.1.14": "1.1.12",
    "1.1.15": "1.1.12",
    "1.1.16": "1.1.12",
    "1.1.23": "1.1.12",
    "1.2.03": "1.2.01",
    "1.2.04": "1.2.01",
    "1.3.03": "1.3.01",
    "1.3.08": "1.3.06",
    "1.3.09": "1.3.06",
}
# Work that is likelier to be good where other work was.
LEANS = {
    "1.1.10": ("1.1.06",),
    "1.1.22": ("1.1.03", "1.1.06", "1.1.06"),
    "1.1.23": ("1.1.14", "1.1.14"),
    "1.2.04": ("1.2.03", "1.2.03"),
    "1.3.03": ("1.2.03",),
    "1.3.17": ("1.3.03", "1.3.08"),
    "2.1.05": ("2.1.04",),
    "2.1.08": ("2.1.07",),
    "2.1.14": ("1.1.22", "1.1.14"),
    "2.1.15": ("1.1.22",),
    "2.2.15": ("2.2.14",),
    "2.3.12": ("1.3.12",),
    "2.3.17": ("1.3.17",),
    "3.1.04": ("2.1.08", "2.1.07"),
    "3.1.05": ("1.1.03", "1.1.06", "1.1.14", "1.1.22"),
    "3.1.06": ("1.3.03", "1.3.08", "1.3.12", "1.3.17"),
    "3.1.07": ("3.1.02",),
    "3.1.10": ("3.1.09",),
}


@dataclass
class Judging:
    """The answers of the sample as they come to be known, by question and case."""

    instrument: Instrument
    sample: Sample
    facts: Facts
    random: Random
    judged: Judged = field(default_factory=dict)

    def settle_gates(self) -> None:
        """The answers on which further questions hang, and those that are not applicable."""
        has = self.sample.has
        for question, trait in GATES.items():
            key = AnswerKey(question)
            for case in self._routed(key):
                self._set(key, case, "no" if case in has[trait] else "yes")
        for question, trait in OPENERS.items():
            key = AnswerKey(question)
            for case in self._routed(key):
                self._set(key, case, "yes" if case in has[trait] else "no")
        for question in ("1.2.12", "1.2.26"):
            for case in self._routed(AnswerKey(question)):
                self._set(AnswerKey(question), case, "yes")
        for question, traits in NOT_APPLICABLE.items():
            for case in sorted(frozenset.intersection(*(has[trait] for trait in traits))):
                self._set(AnswerKey(question), case, "na")
        self._without_level_or_work()

    def _without_level_or_work(self) -> None:
        """A reparation order has no level; where no work on harm was set out, none is reviewed."""
        has = self.sample.has
        for case in sorted(has["all"]):
            if self.sample.kinds[case] == "reparation_order":
                self._set(AnswerKey("2.2.08"), case, "na")
                self._set(AnswerKey("2.2.10"), case, "na")
        for case in sorted(has["significant_changes"] & has["community"]):
            if case not in has["harm_interventions"]:
                self._set(AnswerKey("2.1.11"), case, "na")

    def bases(self) -> Bases:
        """How many applicable answers each question has, once the gates are settled."""
        return {key: len(cases) for key in self._keys() if (cases := self.applicable(key))}

    def settled(self) -> dict[AnswerKey, int]:
        """How many answers are sufficient where that was settled with the gates."""
        return {
            key: sum(judgement == "yes" for judgement in judgements.values())
            for key, judgements in self.judged.items()
            if "yes" in judgements.values()
        }

    def judge(self, counts: Mapping[AnswerKey, int]) -> None:
        """Judge every question of every case, with as many sufficient answers as `counts` says."""
        self._judge_compliance()
        for key in self._keys():
            if key in counts and key not in self.settled():
                self._judge_one(key, counts[key])

    # -- one question

    def _keys(self) -> list[AnswerKey]:
        return [
            AnswerKey(question.id, row)
            for question in self.instrument.questions
            if is_scored(self.instrument, question)
            for row in (tuple(r.id for r in self.instrument.rows_of(question)) or ("",))
        ]

    def _set(self, key: AnswerKey, case: int, judgement: str) -> None:
        self.judged.setdefault(key, {})[case] = judgement

    def _routed(self, key: AnswerKey) -> list[int]:
        """The cases to which a question applies by its rule, as far as is known."""
        return [
            case
            for case in sorted(self.sample.has["all"])
            if Routing(self.instrument, self.facts[case], self._of_case(case)).answer(key)
        ]

    def _of_case(self, case: int) -> dict[AnswerKey, str]:
        return {key: cases[case] for key, cases in self.judged.items() if case in cases}

    def applicable(self, key: AnswerKey) -> list[int]:
        judged = self.judged.get(key, {})
        return [case for case in self._routed(key) if judged.get(case) != "na"]

    def _judge_one(self, key: AnswerKey, sufficient: int) -> None:
        cases = self.applicable(key)
        first, last = self._certain(key, cases, sufficient)
        order = sorted(
            cases,
            key=lambda case: (case not in last, case in first, self._promise(key, case)),
            reverse=True,
        )
        for place, case in enumerate(order):
            self._set(key, case, "yes" if place < sufficient else "no")

    def _promise(self, key: AnswerKey, case: int) -> float:
        """The higher, the likelier that this piece of work was good."""
        leans = LEANS.get(key.question, ())
        good = sum(self.judged.get(AnswerKey(q), {}).get(case) == "yes" for q in leans)
        return 0.5 * self.sample.work[case] + 0.8 * good + self.random.random()

    def _certain(self, key: AnswerKey, cases: list[int], sufficient: int) -> tuple[Cases, Cases]:
        """The cases where this was certainly good, and those where it certainly fell short."""
        if key.question == "1.1.09":
            # Told of the assessments that were not good enough, so all others are good here.
            good = self.judged[AnswerKey("1.1.06")]
            return frozenset(case for case in cases if good[case] == "yes"), Cases()
        if key.question == "1.2.14":
            return self._late_plans(key, sufficient)
        before = self.judged.get(AnswerKey(FOLLOWS.get(key.question, "")), {})
        return Cases(), frozenset(case for case, judgement in before.items() if judgement == "no")

    def _late_plans(self, key: AnswerKey, sufficient: int) -> tuple[Cases, Cases]:
        """Which late plans must be good, and which not, for the share of those made on time."""
        on_time = self.judged[AnswerKey("1.2.13")]
        late = sorted(case for case, judgement in on_time.items() if judgement == "no")
        share = share_for(key)
        assert share is not None
        for good in range(len(late) + 1):
            told = percent(sufficient - good, len(on_time) - len(late))
            if told is not None and share.low <= told <= share.high:
                return frozenset(late[:good]), frozenset(late[good:])
        raise ValueError("no number of late plans fits the share of plans made on time")

    def _judge_compliance(self) -> None:
        """Full compliance is not scored, but progress leans on it."""
        has = self.sample.has
        for case in sorted(has["all"] - has["moved_away"]):
            answer = "no" if case in has["non_compliance"] else "yes"
            self._set(AnswerKey("3.1.02"), case, answer)
