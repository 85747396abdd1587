"""Whether two scores differ by more than chance: how far each might lie from another sample's.

Answers about the same child tend to go together, so that a score made of many answers about few
children moves more by chance than its number of answers suggests. Both counts are therefore made
smaller by the design effect, worked out from how much cases differ (J. N. K. Rao and A. J. Scott,
"A simple method for the analysis of clustered binary data", Biometrics 48, 1992). The interval of
the difference is R. G. Newcombe's hybrid of two Wilson intervals ("Interval estimation for the
difference between independent proportions", Statistics in Medicine 17, 1998, method 10). Of several
differences looked at together, each is also held to its part of the five per cent (Bonferroni).
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from enum import StrEnum
from math import sqrt
from statistics import NormalDist
from typing import NamedTuple

from domain.scoring import wilson_bounds

_RISK = 0.05


class Verdict(StrEnum):
    """What can be said of a difference, weakest first."""

    CHANCE = "within chance"
    MORE = "more than chance"
    SURE = "more than chance, all comparisons allowed for"


class Share(NamedTuple):
    """A share of answers, 0 to 1, and how many independent answers it is worth."""

    value: float
    worth: float


@dataclass(frozen=True, slots=True)
class Difference:
    """The first share less the second and its 95 per cent interval, each from -1 to 1."""

    value: float
    low: float
    high: float
    verdict: Verdict


def share_of(cases: Iterable[tuple[int, int]]) -> Share | None:
    """The pooled share of sufficient and applicable answers, case by case; None of nothing.

    Cases without an applicable answer say nothing. Where all answers are alike there is nothing to
    see of how cases differ: each case is then worth one answer, as one case by itself is.
    """
    counted = [(good, base) for good, base in cases if base]
    answers, size = sum(base for _, base in counted), len(counted)
    if not answers:
        return None
    share = sum(good for good, _ in counted) / answers
    if share in (0, 1) or size in (1, answers):
        return Share(share, size)
    apart = sum((good - share * base) ** 2 for good, base in counted)
    clustered = size / (size - 1) * apart / answers**2
    effect = clustered / (share * (1 - share) / answers)
    return Share(share, answers / max(1.0, effect))


def difference(first: Share, second: Share, *, compared: int) -> Difference:
    """How far apart two shares are. compared: of how many looked at together this is one."""
    low, high = _interval(first, second, _RISK)
    verdict = Verdict.CHANCE
    if _apart(low, high):
        together = _interval(first, second, _RISK / compared)
        verdict = Verdict.SURE if _apart(*together) else Verdict.MORE
    return Difference(first.value - second.value, low, high, verdict)


def _interval(first: Share, second: Share, risk: float) -> tuple[float, float]:
    z = NormalDist().inv_cdf(1 - risk / 2)
    first_low, first_high = wilson_bounds(first.value, first.worth, z)
    second_low, second_high = wilson_bounds(second.value, second.worth, z)
    apart = first.value - second.value
    return (
        apart - sqrt((first.value - first_low) ** 2 + (second_high - second.value) ** 2),
        apart + sqrt((first_high - first.value) ** 2 + (second.value - second_low) ** 2),
    )


def _apart(low: float, high: float) -> bool:
    return low > 0 or high < 0
