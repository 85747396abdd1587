"""Flags of management oversight: who signed what and when, and what stood in it all the same."""

from __future__ import annotations

import re
from collections import Counter
from collections.abc import Iterator, Sequence
from datetime import datetime, timedelta
from functools import partial
from itertools import pairwise

from domain.calendar import say_date
from domain.case import say_value
from domain.documents import CaseDocument, Moment, NewDocument
from domain.flags.case_file import CaseFile
from domain.flags.flag import Flag, Kind, Verdict
from domain.flags.from_case import mapping, told
from domain.flags.scores_in_text import scores_of
from domain.wording import plural

AT_ONCE = timedelta(minutes=10)
# So many of the twelve factors must show a score in both versions before they are called frozen.
LEAST_SCORES = 10

_STANDING = frozenset({Kind.SILENT, Kind.COPIED, Kind.CLONED, Kind.OUTDATED, Kind.UNSAID})


def oversight(case: CaseFile, flags: Sequence[Flag]) -> Iterator[Flag | None]:
    """Every flag of this kind; `flags` are those already raised."""
    signed = [document for document in case.documents if document.about.countersigned_by]
    standing = _standing(case, flags)
    for document in signed:
        yield from _signature(case, document)
        yield _with_flags(case, document, standing)
    yield _never_returned(case, signed, standing)
    yield from _plans(case)
    yield _level(case)
    yield from _frozen(case)


def _signature(case: CaseFile, document: CaseDocument) -> Iterator[Flag | None]:
    about = document.about
    raised = partial(
        case.flag,
        Kind.OVERSIGHT,
        about=(document,),
        against=f"Completed {about.written}; countersigned {about.countersigned or 'undated'}",
        weight=1.0,
    )
    said = case.session.said(document)
    same = (about.text, about.countersigned_by)
    if _plain(about.countersigned_by) == _plain(about.author):
        yield raised(
            "signed_by_author",
            f"{said}: {about.author} is given as author and as countersigning manager.",
            *same,
        )
    rule = _too_soon(about)
    if rule and about.countersigned:
        verb = "before it was completed" if rule == "signed_early" else "within minutes"
        yield raised(
            rule,
            f"{said}: countersigned {verb}, {about.countersigned} (completed {about.written}).",
            *same,
        )


def _plain(name: str) -> str:
    return re.sub(r"[\W_]+", "", name.casefold())


def _too_soon(about: NewDocument) -> str:
    """The rule that a countersignature falls under by its day and time; "" for none."""
    written, signed = about.written, about.countersigned
    if signed is None:
        return ""
    if signed.day < written.day:
        return "signed_early"
    if signed.time is None or written.time is None:
        return ""
    after = _at(signed) - _at(written)
    if after < timedelta():
        return "signed_early"
    return "signed_at_once" if after <= AT_ONCE else ""


def _at(moment: Moment) -> datetime:
    assert moment.time is not None
    return datetime.combine(moment.day, moment.time)


def _standing(case: CaseFile, flags: Sequence[Flag]) -> list[Flag]:
    """The flags that a manager could have seen, without those an assessor dismissed."""
    decided = case.session.flag_decisions
    return [
        flag
        for flag in flags
        if flag.kind in _STANDING
        and flag.sure
        and not (flag.key in decided and decided[flag.key].verdict is Verdict.DISMISSED)
    ]


def _with_flags(case: CaseFile, document: CaseDocument, flags: Sequence[Flag]) -> Flag | None:
    standing = [flag for flag in flags if document.number in flag.documents]
    if not standing:
        return None
    about = document.about
    listed = ", ".join(
        f"{kind.value} {count}" for kind, count in Counter(flag.kind for flag in standing).items()
    )
    when = f" on {say_date(about.countersigned.day)}" if about.countersigned else ""
    return case.flag(
        Kind.OVERSIGHT,
        "signed_with_flags",
        f"{case.session.said(document)}: countersigned by {about.countersigned_by}{when} with "
        f"{plural(len(standing), 'flag')} standing ({listed}).",
        about.text,
        about.countersigned_by,
        about=(document,),
        quotes=[flag.quotes[0] for flag in standing[:3] if flag.quotes],
        against=standing[0].say,
        weight=2.0 + len(standing),
    )


def _never_returned(
    case: CaseFile, signed: Sequence[CaseDocument], flags: Sequence[Flag]
) -> Flag | None:
    """Several countersigned with flags standing, and not one that ever went back."""
    flagged = {number for flag in flags for number in flag.documents}
    faulty = [document for document in signed if document.number in flagged]
    if len(faulty) < 2 or any(document.about.returned for document in case.documents):
        return None
    listed = "; ".join(case.session.said(document) for document in faulty)
    return case.flag(
        Kind.OVERSIGHT,
        "never_returned",
        f"{len(faulty)} documents were countersigned with flags standing, and none is recorded as "
        "sent back to its author.",
        *(document.about.text for document in faulty),
        about=faulty,
        against=listed,
    )


def _plans(case: CaseFile) -> Iterator[Flag | None]:
    """Plans that the facts call for and that are not among the documents."""
    for plan in mapping()["plans"]:
        kind = case.instrument.document.get(plan["kind"])
        called_for = case.facts.get(plan["fact"]) == "yes"
        if not called_for or kind is None or not case.documents or case.of_kind(kind.id):
            continue
        yield case.flag(
            Kind.OVERSIGHT,
            plan["rule"],
            f"No {kind.label[:1].lower()}{kind.label[1:]} is among the documents; "
            "the case is recorded as calling for one.",
            kind.id,
            kind_of_document=kind.id,
            against=f"{case.instrument.fact[plan['fact']].label}: yes",
        )


def _level(case: CaseFile) -> Flag | None:
    """A Scaled Approach level other than the one that Asset and RoSH give."""
    level, rule = told(case.facts, "level"), mapping()["level_worked_out"]
    if not isinstance(level, str) or rule not in case.instrument.derived_fact:
        return None
    given = case.session.routing.value(rule)
    if not given or level in (given, "none_recorded"):
        return None
    fact = mapping()["level"]
    recorded = say_value(case.instrument, fact, level).lower()
    worked_out = say_value(case.instrument, fact, given).lower()
    return case.flag(
        Kind.OVERSIGHT,
        "level_at_odds",
        f"The level on record is {recorded}; Asset total and risk of serious harm give "
        f"{worked_out}.",
        level,
        str(given),
        against="A level may be moved by judgement, with the reason recorded",
    )


def _frozen(case: CaseFile) -> Iterator[Flag | None]:
    """All the factor scores the same as in the version before, with events on file between."""
    factors = case.instrument.fact.get(mapping()["scores"])
    rows = case.instrument.row_set[factors.rows].rows if factors and factors.rows else ()
    shown = [
        (compared.document, scores)
        for compared in case.versions.compared
        if (scores := scores_of(compared, rows))
    ]
    for (before, was), (document, now) in pairwise(shown):
        both = was.keys() & now.keys()
        # The sentence by itself is no reason for a score to move: what happened to the child is.
        events = [
            each.say
            for each in case.happened
            if each.change.kind and before.day <= each.on <= document.day
        ]
        if len(both) < LEAST_SCORES or not events or any(was[f] != now[f] for f in both):
            continue
        yield case.flag(
            Kind.OVERSIGHT,
            "scores_frozen",
            f"{case.session.said(document)}: all {len(both)} factor scores are those of "
            f"{case.session.said(before)}.",
            before.about.text,
            document.about.text,
            about=(document,),
            against=f"Between the two: {'; '.join(events)}",
        )
