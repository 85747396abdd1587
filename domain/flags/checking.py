"""All flags of a case, worked out from its documents, its facts and the day.

Nothing is kept: when a fact or a document changes they are worked out afresh, and decisions find
the same flags again by their keys.
"""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from dataclasses import dataclass, replace
from datetime import date
from itertools import chain
from typing import TypeVar

from domain.documents import Texts
from domain.flags.carried import copied_forward, silent_about
from domain.flags.case_file import CaseFile
from domain.flags.cloned import Near, OtherSection, copied_between_cases
from domain.flags.flag import Flag, Kind
from domain.flags.from_case import mapping
from domain.flags.house import NO_HOUSE, House
from domain.flags.oversight import oversight
from domain.flags.statements import left_unsaid, out_of_date_statements
from domain.flags.versions import Compared, Versions
from domain.flags.when_reviewed import reviews
from domain.interview import Session

T = TypeVar("T")

__all__ = ["Findings", "Near", "OtherSection", "check"]


@dataclass(frozen=True)
class Findings:
    """What was found in a case. compared: its documents in the order they were written.

    not_checked: what could not be looked at, for want of a fact or of documents, in sentences.
    """

    flags: tuple[Flag, ...]
    versions: Versions
    not_checked: tuple[str, ...]

    @property
    def compared(self) -> tuple[Compared, ...]:
        return self.versions.compared

    def undecided(self, session: Session) -> tuple[Flag, ...]:
        """The flags nobody has confirmed or dismissed."""
        return tuple(flag for flag in self.flags if flag.key not in session.flag_decisions)

    def of_question(self, question: str) -> tuple[Flag, ...]:
        return tuple(flag for flag in self.flags if question in flag.questions)

    def of_document(self, number: int) -> tuple[Flag, ...]:
        return tuple(flag for flag in self.flags if number in flag.documents)


def check(
    session: Session,
    texts: Texts,
    today: date,
    *,
    house: House = NO_HOUSE,
    near: Near | None = None,
) -> Findings:
    """Every flag of a case: 'copied and silent about' first, then by kind, the heaviest first.

    house: sentences of the service's own, which count for nothing. near: finds sections of other
    cases; without it none is compared.
    """
    case = CaseFile(session, texts, today, house)
    found = [
        *silent_about(case),
        *copied_forward(case),
        *(copied_between_cases(case, near, house) if near else ()),
        *out_of_date_statements(case),
        *left_unsaid(case),
        *reviews(case),
    ]
    flags = _merged(flag for flag in found if flag is not None)
    flags += _merged(flag for flag in oversight(case, flags) if flag is not None)
    return Findings(tuple(sorted(flags, key=_order)), case.versions, tuple(_not_checked(case)))


_PLACE = {kind: place for place, kind in enumerate(Kind)}


def _order(flag: Flag) -> tuple[int, bool, float]:
    return _PLACE[flag.kind], not flag.sure, -flag.weight


def _merged(flags: Iterable[Flag]) -> list[Flag]:
    """The same words under the same rule are one flag, wherever they stand."""
    same: dict[str, list[Flag]] = {}
    for flag in flags:
        same.setdefault(flag.key, []).append(flag)
    return [_joined(found) for found in same.values()]


def _joined(flags: list[Flag]) -> Flag:
    first = flags[0]
    also = "; ".join(dict.fromkeys(f.also for f in flags[1:] if f.also and f.also != first.also))
    return replace(
        first,
        say=f"{first.say} Also: {also}." if also else first.say,
        quotes=_each(flag.quotes for flag in flags),
        questions=_each(flag.questions for flag in flags),
        documents=_each(flag.documents for flag in flags),
        sure=any(flag.sure for flag in flags),
    )


def _each(parts: Iterable[tuple[T, ...]]) -> tuple[T, ...]:
    return tuple(dict.fromkeys(chain.from_iterable(parts)))


# What each fact is held against; without it such flags cannot be raised.
_WANTED = {
    "sentenced": "statements about sentence still to come",
    "born": "ages and school years",
    "schools": "schools since left",
    "homes": "homes since left",
    "offences": "history understated",
    "order_started": "when first assessments and reviews were due",
}


def _not_checked(case: CaseFile) -> Iterator[str]:
    if not case.instrument.flag_rules:
        yield "The questions of this inspection name no rules for documents: none were applied."
        return
    if not case.session.documents:
        yield "No document of this case has been added yet: nothing could be compared."
        return
    missing = len(case.session.documents) - len(case.documents)
    if missing:
        yield f"The words of {missing} of its documents are not kept here; add the files again."
    for part, what in _WANTED.items():
        fact = case.instrument.fact.get(mapping()[part])
        if fact is not None and not case.facts.get(fact.id):
            yield f"Not checked: {what}. The case does not say: {fact.label.lower()}."
