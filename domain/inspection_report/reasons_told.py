"""Why work fell short, told in a sentence: the reasons given most often, counted."""

from __future__ import annotations

from collections.abc import Mapping, Sequence
from typing import NamedTuple

from domain.inspection_report.sentences import count, listed
from domain.instrument import Reason

_MOST = 3  # reasons given equally often that are all told
_ANOTHER = "other"  # the code of a reason that only says there was another


class Why(NamedTuple):
    """leading: codes of the reasons given most often. again: the sentence where a finding told in
    the same breath has just named those same reasons."""

    leading: tuple[str, ...]
    sentence: str
    again: str


NO_REASON = Why((), "", "")


def why(
    reasons: Mapping[str, int], known: Mapping[str, Reason], fell_short: int, *, other_way: bool
) -> Why:
    """The reason given most often and the next, with counts; NO_REASON where none can be told.

    reasons: how many of the `fell_short` answers had each, by code; one answer may have several.
    known: the question's reasons in order. other_way: a second way to say the same, so that a page
    of findings does not drone. What was given once where several answers fell short is not told:
    one is no pattern. Nor is 'another reason', but where that leads it is said.
    """
    place = {code: at for at, code in enumerate(known)}
    ranked = sorted(
        ((known[code], n) for code, n in reasons.items() if n and code in known and _tells(code)),
        key=lambda pair: (-pair[1], place[pair[0].code]),
    )
    if not ranked or ranked[0][1] == 1 < fell_short:
        return NO_REASON
    most = ranked[0][1]
    first = [reason for reason, n in ranked if n == most]
    leading = tuple(reason.code for reason in first)
    s = "s" if first[1:] else ""
    were = "were" if s else "was"
    if most == fell_short:
        whole = _in_all(fell_short)
        return Why(
            leading,
            f"{whole} the reason{s} {were} {_clauses(first)}.",
            f"{whole} the reason{s} {were} the same.",
        )
    counted = f"in {count(most, fell_short)} of the {count(fell_short, fell_short)}"
    counted += " each" if s else ""
    named = reasons.get(_ANOTHER, 0) >= most
    lead = f"The reason{s} named most often" if named else f"The most common reason{s}"
    again = f"{lead} {were} the same, {counted}."
    later = _next(ranked, most, fell_short)
    if other_way and not named and not s and all(reason.told for reason, _ in ranked):
        told = f"{_clauses(first, 'because')}{_also(later, 'because')}"
        return Why(leading, f"Most often, {counted}, this was {told}.", again)
    return Why(leading, f"{lead}, {counted}, {were} {_clauses(first)}{_also(later)}.", again)


class _Later(NamedTuple):
    counted: str
    reasons: list[Reason]


def _next(ranked: Sequence[tuple[Reason, int]], most: int, fell_short: int) -> _Later | None:
    """The second reason, if it was given more than once and not far less often than the first."""
    later = [(reason, n) for reason, n in ranked if n < most]
    if not later or later[0][1] < max(2, most / 3):
        return None
    second = later[0][1]
    reasons = [reason for reason, n in later if n == second]
    each = " each" if reasons[1:] else ""
    return _Later(f"in {count(second, fell_short)}{each}", reasons)


def _also(later: _Later | None, joint: str = "that") -> str:
    return f"; {later.counted}, {_clauses(later.reasons, joint)}" if later else ""


def _tells(code: str) -> bool:
    return code != _ANOTHER


def _in_all(fell_short: int) -> str:
    if fell_short == 1:
        return "In that case"
    return "In both" if fell_short == 2 else f"In all {count(fell_short, fell_short)}"


def _clauses(reasons: Sequence[Reason], joint: str = "that") -> str:
    """'that the text was copied'; without words of its own, the reason as it is listed."""
    clauses = [
        f"{joint} {reason.told}" if reason.told else f"“{reason.text[:1].lower()}{reason.text[1:]}”"
        for reason in reasons[:_MOST]
    ]
    return listed(clauses) + (", among others" if reasons[_MOST:] else "")
