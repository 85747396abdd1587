"""Sentences of a finding: what was so, in what share of the cases, and why it fell short.

How often practice was good enough describes the service and not a child, so findings are counted
however few cases they are about. Of fewer than five they are told in counts alone: a share of
three cases sounds like more than it is.
"""

from __future__ import annotations

from collections import Counter
from collections.abc import Mapping

from domain.instrument import Question, Reason
from domain.instrument_reporting import Finding
from domain.wording import number_in_words, with_count

_WORDS = 10  # counts out of a base up to this are told in words
_FEW = 5  # a base smaller than this is told in counts alone
_CASES = "cases"


def finding_of(question: Question) -> Finding:
    """How the question is told: its own words, or others that fit any question."""
    if question.finding is not None:
        return question.finding
    return Finding(
        met=f"the work that “{question.text}” asks about was good enough",
        fell_short=f"the work that “{question.text}” asks about fell short",
    )


def among(question: Question, everyone: int, applicable: int) -> str:
    """The cases a finding is about, in the plural; 'relevant' where they are not all of them."""
    if question.finding is not None and question.finding.among:
        return question.finding.among
    if question.rows is not None:
        return "instances"
    return _CASES if applicable == everyone else f"relevant {_CASES}"


def capital(text: str) -> str:
    return text[:1].upper() + text[1:]


def in_share(part: int, whole: int, noun: str) -> str:
    """'in just under half the cases (29 of 62)', 'in both relevant cases', 'in two of three cases'.

    noun: in the plural. Raises ValueError unless 0 <= part <= whole and whole > 0.
    """
    if not 0 <= part <= whole or not whole:
        raise ValueError(f"{part} is no part of {whole}")
    if whole >= _FEW:
        return f"in {with_count(part, whole, noun)}"
    if whole == 1:
        return f"in {'the only' if part else 'none of the'} {one(noun) if part else noun}"
    if part == whole:
        return f"in {'both' if whole == 2 else f'all {number_in_words(whole)}'} {noun}"
    return f"in {number_in_words(part) if part else 'none'} of the {number_in_words(whole)} {noun}"


def one(noun: str) -> str:
    """The singular of a noun told in the plural: 'relevant case', 'case with a plan'."""
    for plural, singular in ((_CASES, "case"), ("instances", "instance")):
        if plural in noun:
            return noun.replace(plural, singular, 1)
    return noun


def share_sentence(clause: str, part: int, whole: int, noun: str) -> str:
    """A whole sentence: the clause, and in what share of the cases it was so."""
    return f"{capital(clause)} {in_share(part, whole, noun)}."


def reasons_sentence(
    reasons: Mapping[str, int], known: Mapping[str, Reason], fell_short: int
) -> str:
    """The reason given most often and the next, with counts; "" where none can be told.

    reasons: how many answers had each, by code. One that says only 'another' is not told. Nor is
    anything of a single answer's reasons where several fell short: one is no pattern.
    """
    told = Counter({code: n for code, n in reasons.items() if n and code in known})
    ranked = sorted(told.items(), key=lambda item: (-item[1], list(known).index(item[0])))
    ranked = [(code, n) for code, n in ranked if known[code].told or not _says_nothing(code)]
    if not ranked or (ranked[0][1] == 1 < fell_short):
        return ""
    most = ranked[0][1]
    first = [known[code] for code, n in ranked if n == most]
    if most == fell_short:
        return f"{_in_all(fell_short)} the reason was {_all(first)}."
    counted = f"{count(most, fell_short)} of the {count(fell_short, fell_short)}"
    if len(first) > 1:
        return f"The most common reasons, in {counted} each, were {_all(first[:_MOST])}."
    sentence = f"The most common reason, in {counted}, was {_clause(first[0])}"
    later = [(known[code], n) for code, n in ranked[1:] if n > 1 and 3 * n >= most][:1]
    return (
        sentence
        + "".join(f"; in {count(n, fell_short)} it was {_clause(r)}" for r, n in later)
        + "."
    )


_MOST = 3


def _says_nothing(code: str) -> bool:
    return code == "other"


def count(number: int, whole: int) -> str:
    """A count out of a whole: in words where the whole is ten or fewer, else in digits."""
    return number_in_words(number) if number and whole <= _WORDS else str(number)


def _in_all(fell_short: int) -> str:
    if fell_short == 1:
        return "In that case"
    return "In both" if fell_short == 2 else f"In all {count(fell_short, fell_short)}"


def _all(reasons: list[Reason]) -> str:
    return " and ".join(map(_clause, reasons)) if len(reasons) < 3 else _listed(reasons)


def _listed(reasons: list[Reason]) -> str:
    *but_last, last = map(_clause, reasons)
    return f"{', '.join(but_last)} and {last}"


def _clause(reason: Reason) -> str:
    """'that the text was copied'; without words of its own, the reason as it is listed."""
    return f"that {reason.told}" if reason.told else f"“{reason.text[:1].lower()}{reason.text[1:]}”"
