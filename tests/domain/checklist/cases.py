"""A case of the library with everything a checklist tells of, and short ways to its parts."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import UTC, datetime

from domain.answers import AnswerKey, Evidence
from domain.checklist import About, checklist
from domain.flags.checking import Findings
from domain.flags.flag import Flag, Kind, Quote, Verdict
from domain.flags.versions import Versions
from domain.intents import Cite, DecideFlag, Finish, GoodWork, Judge, Remark, SetFact
from domain.interview import Session
from domain.report import Block, Document, Heading, Lines, Table
from tests.instruments import take, tiny

MADE = datetime(2012, 2, 20, 14, 30, tzinfo=UTC)
ABOUT = About("Fenmarsh 2012", MADE, head="ab" * 32)


@dataclass(frozen=True)
class Found:
    what: str
    mark: str
    times: int


@dataclass
class Marks:
    """Masks the names it is given, and counts them."""

    names: tuple[str, ...] = ()
    counted: int = field(default=0)

    def __call__(self, text: str, /) -> str:
        for name in self.names:
            self.counted += text.count(name)
            text = text.replace(name, "[name]")
        return text

    @property
    def found(self) -> tuple[Found, ...]:
        return (Found("a name", "[name]", self.counted),) if self.counted else ()


def made_of(
    session: Session,
    *names: str,
    about: About = ABOUT,
    findings: Findings | None = None,
    with_names: bool = False,
) -> Document:
    return checklist(
        session, about=about, mask=Marks(names), findings=findings, with_names=with_names
    )


def flag(
    key: str, say: str, quote: str = "the door is blue", against: str = "", place: str = "plan"
) -> Flag:
    quotes = (
        Quote(2, 0, len(quote), quote, 3, f"{place}, 3 Feb 2012"),
        Quote(1, 0, len(quote), quote, None, f"{place}, 1 Jan 2012"),
    )
    return Flag(
        key=key,
        kind=Kind.COPIED,
        rule="section_copied",
        label="Copied forward",
        source="",
        sure=True,
        say=say,
        against=against,
        quotes=quotes,
        questions=("A1.1",),
    )


def found(flags: Iterable[Flag], *not_checked: str) -> Findings:
    return Findings(tuple(flags), Versions((), {}, tiny()), not_checked)


def library(*, finish: bool = True) -> Session:
    """A large library: one answer of each standing, notes, evidence, good work, a parked answer."""
    session = take(
        Session.start(tiny(), "L1"),
        SetFact("opened", "2012-02-01"),
        SetFact("size", "large"),
        SetFact("has_steps", "yes"),
        SetFact("stocked", ("fiction", "history")),
        SetFact("lends", "yes"),
        Judge(AnswerKey("A1.1"), "yes", note="Mrs Fenwick showed the way."),
        Cite(AnswerKey("A1.1"), Evidence("plan of Fenwick House", "4", "the door is blue")),
        GoodWork("A1.1", "Fenwick painted arrows on the street."),
        Judge(AnswerKey("A1.2"), "no", ("late", "other"), "The ramp came in May.\nIt is steep."),
        Judge(AnswerKey("B1.1"), "yes"),
        Judge(AnswerKey("B1.2"), "nei", note="No log was kept."),
        Judge(AnswerKey("B1.3", "fiction"), "na", note="moved next door"),
        Judge(AnswerKey("B1.3", "history"), "no"),
        Remark(AnswerKey("B1.3"), "Both shelves are new."),
        Remark(AnswerKey("Z1.1"), "Fur on a chair."),
        DecideFlag(flag("f1", "Fenwick is named twice."), Verdict.DISMISSED, "seen by Fenwick"),
        DecideFlag(flag("f2", "The page is the old one."), Verdict.CONFIRMED, "agreed"),
        SetFact("lends", "no"),
    )
    return take(session, Finish()) if finish else session


def under(document: Document, heading: str) -> tuple[Block, ...]:
    """The blocks below a heading, up to the next of its level or a higher one."""
    found: list[Block] = []
    level = 0
    for block in document.blocks:
        if isinstance(block, Heading) and level and block.level <= level:
            break
        if level:
            found.append(block)
        if isinstance(block, Heading) and block.text == heading:
            level = block.level
    assert level, f"no heading {heading}"
    return tuple(found)


def rows_under(document: Document, heading: str) -> list[tuple[Lines, ...]]:
    return [row for b in under(document, heading) if isinstance(b, Table) for row in b.rows]
