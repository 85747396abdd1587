"""Flags as a checklist tells them: each decision with what was seen, its rule and its reason."""

from __future__ import annotations

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from itertools import count
from typing import TYPE_CHECKING

from domain.checklist.about import Mask
from domain.checklist.names import labelled, question_name
from domain.checklist.standing import Signed
from domain.events import Kind as EventKind
from domain.flags.flag import Decided, Flag, Verdict
from domain.interview import Session
from domain.report import (
    Block,
    Heading,
    Line,
    Listing,
    Paragraph,
    Span,
    Style,
    joined,
    lines,
    plain,
)
from domain.wording import plural

if TYPE_CHECKING:
    from domain.flags.checking import Findings


@dataclass(frozen=True, slots=True)
class Words:
    """Words of the record, and every place they stand in."""

    places: tuple[str, ...]
    text: str


@dataclass(frozen=True, slots=True)
class ToldFlag:
    """verdict: None while undecided. rule: its name. source: where the rule comes from.

    say, against, quotes, why: masked. questions: names of those it bears on.
    """

    verdict: Verdict | None
    kind: str
    rule: str
    source: str
    say: str
    against: str
    quotes: tuple[Words, ...]
    questions: tuple[str, ...]
    why: str = ""
    decided: Signed | None = None


@dataclass(frozen=True, slots=True)
class CaseFlags:
    """told: every flag, decided or not.

    looked_up: whether the documents were looked at for this checklist. not_checked: in sentences.
    """

    told: tuple[ToldFlag, ...]
    looked_up: bool
    not_checked: tuple[str, ...] = ()

    def of(self, verdict: Verdict | None) -> tuple[ToldFlag, ...]:
        return tuple(flag for flag in self.told if flag.verdict is verdict)


def case_flags(session: Session, findings: Findings | None, mask: Mask) -> CaseFlags:
    """Flags the documents show, in their order, then decided ones that they show no more."""
    shown = findings.flags if findings else ()
    keys = {flag.key for flag in shown}
    signed = {
        event.slot.subject: Signed(event.who, event.at)
        for event in session.events
        if event.slot.kind is EventKind.FLAG
    }
    told = [
        _told(session, mask, flag, _places(flag), session.flag_decisions.get(flag.key), signed)
        for flag in shown
    ]
    told += [
        _told(session, mask, decided, _kept_places(decided), decided, signed)
        for decided in session.flag_decisions.values()
        if decided.key not in keys
    ]
    return CaseFlags(
        tuple(told), findings is not None, tuple(findings.not_checked) if findings else ()
    )


def _told(
    session: Session,
    mask: Mask,
    flag: Flag | Decided,
    places: Iterable[tuple[str, str]],
    decided: Decided | None,
    signed: Mapping[str, Signed],
) -> ToldFlag:
    rule = session.instrument.flag_rule.get(flag.rule)
    known = session.instrument.question
    return ToldFlag(
        verdict=decided.verdict if decided else None,
        kind=flag.kind.value,
        rule=rule.label if rule else flag.kind.value.capitalize(),
        source=rule.source if rule else "",
        say=mask(flag.say),
        against=mask(flag.against),
        quotes=tuple(_quotes(places, mask)),
        questions=tuple(question_name(known[q]) for q in flag.questions if q in known),
        why=mask(decided.why) if decided else "",
        decided=signed.get(flag.key) if decided else None,
    )


def _places(flag: Flag) -> Iterator[tuple[str, str]]:
    for quote in flag.quotes:
        yield joined((quote.said, f"p {quote.page}" if quote.page else ""), ", "), quote.text


def _kept_places(decided: Decided) -> Iterator[tuple[str, str]]:
    for each in decided.evidence:
        if each.document:
            yield joined((each.document, f"p {each.page}" if each.page else ""), ", "), each.quote


def _quotes(places: Iterable[tuple[str, str]], mask: Mask) -> Iterator[Words]:
    """The same words are quoted once, with every place they stand in."""
    by_words: dict[str, list[str]] = {}
    for place, text in places:
        by_words.setdefault(" ".join(text.split()), []).append(place)
    for text, where in by_words.items():
        yield Words(tuple(mask(place) for place in dict.fromkeys(where)), mask(text))


# -- as part of the document

_DECIDED = ((Verdict.CONFIRMED, "Confirmed"), (Verdict.DISMISSED, "Dismissed"))
_ABOUT = (
    "A flag is something the program noticed in the documents of the case, such as text carried "
    "forward from an earlier version. It sets no answer: the assessor confirmed or dismissed it."
)
_NOBODY_YET = (
    "still to be looked at. Until somebody has confirmed or dismissed a flag, it says nothing "
    "about the work."
)
_NOT_COUNTED = "Flags that nobody has decided on were not looked up for this document."
_ALL_DECIDED = "Every flag has been decided on."
_NOTHING_FLAGGED = "Nothing has been flagged in this case."


def flags_part(flags: CaseFlags) -> tuple[Block, ...]:
    blocks: list[Block] = [Heading(1, "Flags"), Paragraph(plain(_ABOUT))]
    numbers = count(1)
    for verdict, title in _DECIDED:
        found = flags.of(verdict)
        if found:
            blocks.append(Heading(2, title))
        for flag in found:
            blocks += _flag(next(numbers), flag)
    blocks += _undecided(flags)
    if flags.not_checked:
        blocks += [Heading(2, "Not checked"), Listing(lines(*flags.not_checked))]
    return tuple(blocks)


def _flag(number: int, flag: ToldFlag) -> Iterator[Block]:
    yield Heading(3, f"{number}. {flag.rule}")
    yield Paragraph(plain(flag.say))
    if flag.against not in flag.say:
        yield Paragraph(labelled("Held against", flag.against))
    if flag.quotes:
        yield Listing(tuple(quoted(words) for words in flag.quotes))
    verdict = flag.verdict.value.capitalize() if flag.verdict else ""
    yield Paragraph(labelled(verdict, _decision(flag)))
    bears_on = f"Bears on: {'; '.join(flag.questions)}." if flag.questions else ""
    rule = f"Rule: {flag.source}" if flag.source else ""
    if bears_on or rule:
        yield Paragraph(plain(joined((bears_on, rule), " ")), "small")


def _decision(flag: ToldFlag) -> str:
    why = flag.why or "no reason was given"
    return f"{why} ({flag.decided})" if flag.decided else why


def quoted(words: Words) -> Line:
    return (Span(f"{'; '.join(words.places)}: "), Span(words.text, Style.QUOTE))


def _undecided(flags: CaseFlags) -> Iterator[Block]:
    if not flags.looked_up:
        yield Paragraph(plain(_NOT_COUNTED))
        return
    rules = Counter(flag.rule for flag in flags.of(None))
    if not rules:
        yield Paragraph(plain(_ALL_DECIDED if flags.told else _NOTHING_FLAGGED))
        return
    yield Heading(2, "Not decided")
    yield Paragraph(plain(f"{plural(rules.total(), 'flag')} {_NOBODY_YET}"))
    yield Listing(lines(*(f"{rule}: {number}" for rule, number in rules.items())))
