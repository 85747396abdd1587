"""Sentences of a finding: what was so, and in what share of the cases.

How often practice was good enough describes the service and not a child, so findings are counted
however few cases they are about. Of fewer than five they are told in counts alone: a share of
three cases sounds like more than it is.
"""

from __future__ import annotations

from collections.abc import Sequence

from domain.instrument import Question
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


def lowered(label: str) -> str:
    """'Living arrangements' as it stands within a sentence; names in capitals stay so."""
    first = label.split(" ", 1)[0]
    return label if first.isupper() and len(first) > 1 else label[:1].lower() + label[1:]


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


def count(number: int, whole: int) -> str:
    """A count out of a whole: in words where the whole is ten or fewer, else in digits."""
    return number_in_words(number) if number and whole <= _WORDS else str(number)


def listed(parts: Sequence[str]) -> str:
    """'a, b and c'. Raises ValueError for nothing."""
    *but_last, last = parts
    return f"{', '.join(but_last)} and {last}" if but_last else last
