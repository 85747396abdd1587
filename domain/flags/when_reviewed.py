"""Flags of assessments that were late, missing or overdue, and of reviews that say nothing new.

What is counted and how is in `reviews`; the intervals are the instrument's.
"""

from __future__ import annotations

from collections.abc import Iterator
from datetime import date

from domain.calendar import due_date, say_date
from domain.documents import CaseDocument
from domain.flags.carried import only_carried
from domain.flags.case_file import CaseFile
from domain.flags.copied import Verdict
from domain.flags.due import completed, in_force
from domain.flags.flag import Flag, Kind
from domain.flags.from_case import day_of, told
from domain.flags.reviews import Event, ReviewFlag, after_events, initial, regular
from domain.flags.versions import Compared
from domain.instrument import Interval
from domain.instrument_forms import Change, DocumentKind
from domain.wording import plural


def reviews(case: CaseFile) -> Iterator[Flag | None]:
    """Every flag of this kind; none before the start of the sentence is on record."""
    yield from _in_name_only(case)
    start = day_of(told(case.facts, "order_started"))
    if start is None or not case.documents:
        return
    end = day_of(told(case.facts, "order_ended")) or date.max
    for kind in case.instrument.documents:
        yield from _of_kind(case, kind, start, end)


def _of_kind(case: CaseFile, kind: DocumentKind, start: date, end: date) -> Iterator[Flag | None]:
    """First assessments of kinds that the case has at all, or that every case must have."""
    if not (case.of_kind(kind.id) or kind.always):
        return
    first = in_force(case.session, kind.first_due)
    if first is not None:
        yield from _first(case, kind, first, start)
    review = in_force(case.session, kind.review_due)
    if review is not None:
        yield from _later(case, kind, review, end)
        yield from _after_changes(case, kind, start, end)


def _first(
    case: CaseFile, kind: DocumentKind, within: Interval, start: date
) -> Iterator[Flag | None]:
    due = due_date(within, start)
    done = _written(case, kind)
    for found in initial(case.today, due, done):
        day = say_date(done[0]) if done else ""
        say = (
            f"The first {_low(kind)} is dated {day}; it was due by {say_date(due)}, "
            f"{within.length} {within.unit} from the start."
            if done
            else f"No {_low(kind)} written after the start is among the documents; it was due by "
            f"{say_date(due)}, {within.length} {within.unit} from the start."
        )
        yield case.flag(
            Kind.REVIEW,
            found.kind,
            say,
            kind.id,
            due.isoformat(),
            about=[d for d in case.of_kind(kind.id) if done and d.day == done[0]],
            kind_of_document=kind.id,
            also=f"{_low(kind)}, {say_date(done[0])}" if done else _low(kind),
            against=f"Start of the sentence: {say_date(start)}. {within.source}",
        )


def _low(kind: DocumentKind) -> str:
    return kind.label[:1].lower() + kind.label[1:] if kind.label[1:2].islower() else kind.label


def _written(case: CaseFile, kind: DocumentKind) -> list[date]:
    """The days on which a form was filled in, be it as a section of another one."""
    days = [document.day for document in completed(case.session, kind.id, case.today)]
    days += [document.day for document in _others(case, kind) if _filled_in(case, kind, document)]
    return sorted(days)


def _reviewed(case: CaseFile, kind: DocumentKind) -> list[date]:
    """The days on which a form was looked at again: filled in, or gone over by a larger one that
    has no place for it."""
    days = _written(case, kind)
    days += [
        document.day for document in _others(case, kind) if not _has_place(case, kind, document)
    ]
    return sorted(days)


def _came(case: CaseFile, kind: DocumentKind, on: date | None) -> str:
    """What came of a review: one of its own kind, a place in another form, or none."""
    if on is None:
        return "none is among the documents"
    if any(document.day == on for document in case.of_kind(kind.id)):
        return f"the next is dated {say_date(on)}"
    other = next(document for document in _others(case, kind) if document.day == on)
    return f"looked at again in {case.session.said(other)}"


def _others(case: CaseFile, kind: DocumentKind) -> list[CaseDocument]:
    return [
        document
        for other in kind.reviewed_by
        for document in completed(case.session, other, case.today)
    ]


def _has_place(case: CaseFile, kind: DocumentKind, document: CaseDocument) -> bool:
    form = case.instrument.document[document.about.kind].headings
    return not _names(kind).isdisjoint(heading.casefold() for heading in form)


def _filled_in(case: CaseFile, kind: DocumentKind, document: CaseDocument) -> bool:
    return _has_place(case, kind, document) and any(
        section.section.heading.casefold() in _names(kind) and section.comparison.words
        for section in case.versions.of(document.number).sections
    )


def _names(kind: DocumentKind) -> set[str]:
    return {heading.casefold() for heading in kind.headings}


def _later(
    case: CaseFile, kind: DocumentKind, within: Interval, end: date
) -> Iterator[Flag | None]:
    done = _reviewed(case, kind)
    for found in regular(lambda last: due_date(within, last), end, case.today, done):
        after = next((day for day in done if day > found.due), None)
        came = _came(case, kind, after)
        yield case.flag(
            Kind.REVIEW,
            found.kind,
            f"A review of the {_low(kind)} was due by {say_date(found.due)}; {came}.",
            after.isoformat() if after else "none",
            about=[d for d in case.of_kind(kind.id) if after and d.day == after],
            kind_of_document=kind.id,
            also=f"{_low(kind)}, due by {say_date(found.due)}",
            against=f"{within.length} {within.unit} after the one before. {within.source}",
        )


def _after_changes(
    case: CaseFile, kind: DocumentKind, start: date, end: date
) -> Iterator[Flag | None]:
    done = _reviewed(case, kind)
    for change, on, _ in case.happened:
        if change.review_days:
            event = Event(on.isoformat(), on, significant=True)
            for found in after_events(start, end, case.today, change.review_days, done, [event]):
                yield _after_change(case, kind, change, on, found, done)


def _after_change(
    case: CaseFile,
    kind: DocumentKind,
    change: Change,
    on: date,
    found: ReviewFlag,
    done: list[date],
) -> Flag | None:
    after = next((day for day in done if day >= on), None)
    came = _came(case, kind, after)
    return case.flag(
        Kind.REVIEW,
        found.kind,
        f"After {change.label} on {say_date(on)} a review of the {_low(kind)} was due by "
        f"{say_date(found.due)}; {came}.",
        change.kind,
        on.isoformat(),
        about=[d for d in case.of_kind(kind.id) if after and d.day == after],
        kind_of_document=kind.id,
        against=f"{change.label}, {say_date(on)}; {change.review_days} days from it",
        also=f"{_low(kind)}, {came}",
    )


def _new(compared: Compared) -> int:
    return sum(each.verdict is Verdict.NEW for each in compared.whole.counted)


def _in_name_only(case: CaseFile) -> Iterator[Flag | None]:
    """Reviews that are carried over whole, without a sentence of their own."""
    for compared in case.versions.compared:
        document, earlier = compared.document, compared.earlier
        stage = case.instrument.stage.get(document.about.stage)
        if stage is None or not stage.review or earlier is None:
            continue
        if only_carried(compared.whole):
            before = case.session.said(case.versions.documents[earlier])
            yield case.flag(
                Kind.REVIEW,
                "review_in_name",
                f"{case.session.said(document)}, a review: {compared.share:.0%} of its own words "
                f"stand in earlier versions, most of them in {before}; "
                f"{plural(_new(compared), 'sentence is', 'sentences are')} new.",
                compared.text.text,
                about=(document,),
                against=before,
                weight=2.0,
            )
