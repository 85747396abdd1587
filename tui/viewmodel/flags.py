"""What is flagged in a case, and what was made of it, in plain words."""

from __future__ import annotations

from bisect import bisect_right
from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise, takewhile
from typing import TYPE_CHECKING

from domain.answers import AnswerKey
from domain.events import Event
from domain.events import Kind as EventKind
from domain.flags.flag import Decided, Flag, Kind, Quote, Verdict
from domain.interview import Session
from domain.review import title

if TYPE_CHECKING:
    from domain.flags.checking import Findings

LOOK, CHECK = "(!)", "(?)"


@dataclass(frozen=True, slots=True)
class FlagView:
    """One flag, with what was decided on it.

    number: as it is named in commands, the same however others are decided; 0 for one that was
    decided and is not seen any more, which has no `flag` to decide on. short: the beginning of its
    key, which names it whatever documents are added. sign: "(!)", or "(?)" for
    the weaker rules. questions: each with its short name.
    """

    number: int
    key: str
    short: str
    kind: Kind
    sign: str
    label: str
    say: str
    against: str
    source: str
    quotes: tuple[str, ...]
    questions: tuple[tuple[str, str], ...]
    verdict: Verdict | None
    why: str
    flag: Flag | None

    @property
    def decided(self) -> str:
        """`dismissed: the plan was seen on paper`; "" while it is undecided."""
        return ": ".join(part for part in (self.verdict or "", self.why) if part)

    @property
    def what(self) -> str:
        """The rule and what it saw: two rules on one sentence differ in their first words."""
        return f"{self.label}: {self.say}"


@dataclass(frozen=True, slots=True)
class FlagLine:
    """Flags of one kind beside a question: `(!)`, `copied forward 86%`."""

    sign: str
    text: str
    undecided: bool


def flag_views(session: Session, findings: Findings | None, question: str = "") -> list[FlagView]:
    """Every flag (of one question) by kind, those to decide on first, then decided ones that the
    documents do not show any more."""
    flags = findings.flags if findings else ()
    short = _beginnings({flag.key for flag in flags} | set(session.flag_decisions))
    views = [
        _view(session, number, flag, short[flag.key])
        for number, flag in enumerate(flags, 1)
        if not question or question in flag.questions
    ]
    shown = {flag.key for flag in flags}
    gone = [
        _gone(session, decided, short[decided.key])
        for decided in session.flag_decisions.values()
        if decided.key not in shown and (not question or question in decided.questions)
    ]
    order = {kind: place for place, kind in enumerate(Kind)}
    views.sort(key=lambda view: (order[view.kind], view.verdict is not None))
    return views + gone


_SHORTEST = 4  # letters of a key that are enough to name it


def _beginnings(keys: Iterable[str]) -> dict[str, str]:
    """Of each key as many letters as no other one begins with."""
    ordered = sorted(keys)
    shared = [0, *(_alike(one, other) for one, other in pairwise(ordered)), 0]
    return {
        key: key[: max(_SHORTEST, before + 1, after + 1)]
        for key, (before, after) in zip(ordered, pairwise(shared), strict=False)
    }


def _alike(one: str, other: str) -> int:
    return sum(1 for _ in takewhile(bool, map(str.__eq__, one, other)))


def flags_meant(views: Iterable[FlagView], name: str) -> list[FlagView]:
    """Those of that number or key, else those whose key begins so."""
    known, wanted = list(views), name.strip().casefold()
    found = [view for view in known if wanted in (str(view.number or ""), view.key) and wanted]
    long_enough = len(wanted) >= _SHORTEST
    return found or [view for view in known if long_enough and view.key.startswith(wanted)]


def _view(session: Session, number: int, flag: Flag, short: str) -> FlagView:
    decided = session.flag_decisions.get(flag.key)
    return FlagView(
        number=number,
        key=flag.key,
        short=short,
        kind=flag.kind,
        sign=LOOK if flag.sure else CHECK,
        label=flag.label,
        say=flag.say,
        against=flag.against,
        source=flag.source,
        quotes=tuple(_quoted(flag.quotes)),
        questions=_named(session, flag.questions),
        verdict=decided.verdict if decided else None,
        why=decided.why if decided else "",
        flag=flag,
    )


def _gone(session: Session, decided: Decided, short: str) -> FlagView:
    rule = session.instrument.flag_rule.get(decided.rule)
    return FlagView(
        number=0,
        key=decided.key,
        short=short,
        kind=decided.kind,
        sign="",
        label=rule.label if rule else str(decided.kind),
        say=decided.say,
        against=decided.against,
        source=rule.source if rule else "",
        quotes=tuple(str(each) for each in decided.evidence if each.document),
        questions=_named(session, decided.questions),
        verdict=decided.verdict,
        why=decided.why,
        flag=None,
    )


def _quoted(quotes: Sequence[Quote]) -> Iterator[str]:
    """Each with its place; words that stood there before as they are are not repeated."""
    seen: set[str] = set()
    for quote in quotes:
        words = " ".join(quote.text.split())
        yield f"{_place(quote)}: the same words" if words in seen else said_of_quote(quote)
        seen.add(words)


def _place(quote: Quote) -> str:
    return quote.said + (f", p {quote.page}" if quote.page else "")


def said_of_quote(quote: Quote) -> str:
    """`RoSH screening, 3 Feb 2012, p 3: “is awaiting sentence”`."""
    return f"{_place(quote)}: “{' '.join(quote.text.split())}”"


def _named(session: Session, questions: Iterable[str]) -> tuple[tuple[str, str], ...]:
    known = session.instrument.question
    return tuple(title(session, question) for question in questions if question in known)


def undecided(session: Session, findings: Findings | None) -> tuple[Flag, ...]:
    return findings.undecided(session) if findings else ()


def flag_lines(
    session: Session, findings: Findings | None, question: str | None
) -> tuple[FlagLine, ...]:
    """The flags of a question, a line for each kind and what became of it; copied-and-silent ones
    lead."""
    if not question:
        return ()
    views = [view for view in flag_views(session, findings, question) if view.flag]
    alike: dict[tuple[Kind, bool, str, str], list[FlagView]] = {}
    for view in views:
        place = (view.kind, view.verdict is not None, view.sign, str(view.verdict or ""))
        alike.setdefault(place, []).append(view)
    return tuple(_line(findings, group) for group in alike.values())


def _line(findings: Findings | None, group: list[FlagView]) -> FlagLine:
    verdict, text = group[0].verdict, _counted(findings, group)
    if verdict is None:
        return FlagLine(group[0].sign, text, True)
    return FlagLine("", f"{text}, {verdict}", False)


def _counted(findings: Findings | None, views: Sequence[FlagView]) -> str:
    """`out of date: 2`; of carried text how much: `copied forward 86%`."""
    kind, number = views[0].kind, len(views)
    shares = [share for view in views if (share := _share(findings, view.flag)) is not None]
    if not shares:
        return f"{kind}: {number}"
    most = f"{int(max(shares) * 100 + 0.5)}%"
    return f"{kind} {most}" if number == 1 else f"{kind}: {number}, up to {most}"


_WHOLE_DOCUMENT = "document_copied"  # the rule about more than one section


def _share(findings: Findings | None, flag: Flag | None) -> float | None:
    """How much of the section, or document, that a flag on carried text is about was carried."""
    if findings is None or flag is None or flag.kind is not Kind.COPIED or not flag.quotes:
        return None
    quote = flag.quotes[0]
    compared = next((c for c in findings.compared if c.document.number == quote.document), None)
    if compared is None:
        return None
    if flag.rule == _WHOLE_DOCUMENT:
        return compared.share
    starts = [part.section.start for part in compared.sections]
    place = bisect_right(starts, quote.start) - 1
    return compared.sections[place].share if place >= 0 else None


def flags_left(session: Session, findings: Findings | None) -> str:
    """`3 flags are undecided; /flags lists them.`, "" when there are none."""
    number = len(undecided(session, findings))
    if not number:
        return ""
    return f"{'1 flag is' if number == 1 else f'{number} flags are'} undecided; /flags lists them."


def filled(session: Session, events: Sequence[Event]) -> str:
    """Where the words and the reason of a flag went, and how that answer stands; "" when the flag
    alone was decided."""
    given = next((e.slot for e in events if e.slot.kind is EventKind.EVIDENCE), None)
    if given is None:
        return ""
    key = AnswerKey(given.subject, given.row)
    if any(e.slot.kind is EventKind.REASONS for e in events):
        reasons = ", ".join(session.reasons(key))
        return f"Its words are evidence of {given.subject} now, with its reason: {reasons}."
    judgement = session.judged.get(key)
    question = session.instrument.question.get(given.subject)
    if judgement is None or question is None or session.reasons(key):
        return f"Its words are evidence of {given.subject} now."
    stands = session.instrument.judgement(question, judgement).label
    return f"{given.subject} stands at “{stands}”; the evidence was added beneath it."
