"""What is flagged in a case, and what was made of it, in plain words."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import TYPE_CHECKING

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
    decided and is not seen any more, which has no `flag` to decide on. sign: "(!)", or "(?)" for
    the weaker rules. questions: each with its short name.
    """

    number: int
    key: str
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
    views = [
        _view(session, number, flag)
        for number, flag in enumerate(flags, 1)
        if not question or question in flag.questions
    ]
    shown = {flag.key for flag in flags}
    gone = [
        _gone(session, decided)
        for decided in session.flag_decisions.values()
        if decided.key not in shown and (not question or question in decided.questions)
    ]
    order = {kind: place for place, kind in enumerate(Kind)}
    views.sort(key=lambda view: (order[view.kind], view.verdict is not None))
    return views + gone


def _view(session: Session, number: int, flag: Flag) -> FlagView:
    decided = session.flag_decisions.get(flag.key)
    return FlagView(
        number=number,
        key=flag.key,
        kind=flag.kind,
        sign=LOOK if flag.sure else CHECK,
        label=flag.label,
        say=flag.say,
        against=flag.against,
        source=flag.source,
        quotes=tuple(said_of_quote(quote) for quote in flag.quotes),
        questions=_named(session, flag.questions),
        verdict=decided.verdict if decided else None,
        why=decided.why if decided else "",
        flag=flag,
    )


def _gone(session: Session, decided: Decided) -> FlagView:
    rule = session.instrument.flag_rule.get(decided.rule)
    return FlagView(
        number=0,
        key=decided.key,
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


def said_of_quote(quote: Quote) -> str:
    """`RoSH screening, 3 Feb 2012, p 3: “is awaiting sentence”`."""
    page = f", p {quote.page}" if quote.page else ""
    return f"{quote.said}{page}: “{' '.join(quote.text.split())}”"


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
    most = f"{round(max(shares) * 100)}%"
    return f"{kind} {most}" if number == 1 else f"{kind}: {number}, up to {most}"


def _share(findings: Findings | None, flag: Flag | None) -> float | None:
    """How much of the section that a flag on carried text is about was carried."""
    if findings is None or flag is None or flag.kind is not Kind.COPIED or not flag.documents:
        return None
    number = flag.quotes[0].document if flag.quotes else flag.documents[0]
    compared = next((each for each in findings.compared if each.document.number == number), None)
    if compared is None:
        return None
    if flag.quotes:
        start = flag.quotes[0].start
        for part in compared.sections:
            if part.section.start <= start < part.section.start + max(len(part.section.text), 1):
                return part.comparison.share
    return compared.share


def flags_left(session: Session, findings: Findings | None) -> str:
    """`3 flags are undecided; /flags lists them.`, "" when there are none."""
    number = len(undecided(session, findings))
    if not number:
        return ""
    return f"{'1 flag is' if number == 1 else f'{number} flags are'} undecided; /flags lists them."
