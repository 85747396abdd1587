"""A flag: what a rule saw in the documents of a case, with all an assessor needs to judge it.

It shows facts and never sets an answer. Its key is made of the rule and the words it saw, so that
a decision holds for the same words and rule, however often flags are worked out afresh.
"""

from __future__ import annotations

import hashlib
import re
from dataclasses import dataclass
from enum import StrEnum
from typing import NamedTuple

import msgspec

from domain.answers import Evidence
from domain.events import Kind as EventKind
from domain.events import State, Value


class Kind(StrEnum):
    """What kind of flag, in the order in which they are shown."""

    SILENT = "copied and silent about"
    COPIED = "copied forward"
    CLONED = "copied between cases"
    OUTDATED = "out of date"
    UNSAID = "left unsaid"
    REVIEW = "reviews"
    OVERSIGHT = "oversight"


class Verdict(StrEnum):
    """What an assessor made of a flag. The words are stored; never rename one."""

    CONFIRMED = "confirmed"
    DISMISSED = "dismissed"


class Quote(NamedTuple):
    """Words of a document, by its number in the case. start, end: characters of its text.

    said: how the document is referred to, such as 'RoSH screening, 3 Feb 2012'.
    """

    document: int
    start: int
    end: int
    text: str
    page: int | None
    said: str


@dataclass(frozen=True, slots=True)
class Flag:
    """One thing to look at.

    rule: its id in the instrument; label, source: of that rule. sure: False for the weaker rules.
    say: the facts, in a sentence. quotes: the later words first. against: what the record holds, or
    what the earlier version says. questions: ids of those it bears on. documents: numbers of those
    it is about, none for the case as a whole. weight: the order within its kind, heaviest first.
    """

    key: str
    kind: Kind
    rule: str
    label: str
    source: str
    sure: bool
    say: str
    against: str = ""
    quotes: tuple[Quote, ...] = ()
    questions: tuple[str, ...] = ()
    documents: tuple[int, ...] = ()
    weight: float = 0.0
    also: str = ""

    @property
    def evidence(self) -> tuple[Evidence, ...]:
        """The first quote from each document, for an answer; without any, what the flag says."""
        if not self.quotes:
            return (Evidence(document="", quote=self.say),)
        first = {quote.document: quote for quote in reversed(self.quotes)}
        quotes = sorted(first.values(), key=self.quotes.index)[:_MOST_QUOTES]
        return tuple(
            Evidence(quote.said, str(quote.page or ""), _short(quote.text)) for quote in quotes
        )


_MOST_QUOTES = 3
_LONGEST_QUOTE = 200  # characters: more is read in the document itself


def _short(text: str) -> str:
    text = " ".join(text.split())
    return text if len(text) <= _LONGEST_QUOTE else f"{text[: _LONGEST_QUOTE - 1].rstrip()}…"


def key_of(rule: str, *words: str) -> str:
    """The key of a flag: case, punctuation and line ends make no difference."""
    plain = "\0".join(" ".join(re.findall(r"\w+", word.casefold())) for word in words)
    return hashlib.sha256(f"{rule}\0{plain}".encode("utf-8", "surrogatepass")).hexdigest()[:16]


class Decided(NamedTuple):
    """A decision on a flag as the log has it, with what the flag showed at the time."""

    key: str
    verdict: Verdict
    why: str
    rule: str
    kind: Kind
    say: str
    against: str
    evidence: tuple[Evidence, ...]
    questions: tuple[str, ...]


class _Kept(msgspec.Struct, forbid_unknown_fields=True):
    verdict: Verdict
    why: str
    rule: str
    kind: Kind
    say: str
    against: str
    evidence: tuple[dict[str, str], ...]
    questions: tuple[str, ...]


def decided_value(flag: Flag, verdict: Verdict, why: str) -> dict[str, Value]:
    """A decision as it is kept in the log."""
    return {
        "verdict": verdict.value,
        "why": why,
        "rule": flag.rule,
        "kind": flag.kind.value,
        "say": flag.say,
        "against": flag.against,
        "evidence": tuple(
            {"document": each.document, "page": each.page, "quote": each.quote}
            for each in flag.evidence
        ),
        "questions": flag.questions,
    }


def decided_of(key: str, value: Value) -> Decided:
    """From what the log keeps. Raises ValueError for anything else."""
    try:
        kept = msgspec.convert(value, _Kept)
        evidence = tuple(Evidence(**entry) for entry in kept.evidence)
    except (msgspec.ValidationError, TypeError) as error:
        raise ValueError(str(error)) from None
    return Decided(
        key,
        kept.verdict,
        kept.why,
        kept.rule,
        kept.kind,
        kept.say,
        kept.against,
        evidence,
        kept.questions,
    )


def decisions_of(state: State) -> dict[str, Decided]:
    """Every decision on a flag of the case, by the flag's key."""
    return {
        slot.subject: decided_of(slot.subject, value)
        for slot, value in state.items()
        if slot.kind is EventKind.FLAG
    }
