"""Flags of statements the record speaks against, and of facts a document passes over."""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Iterator
from datetime import date
from functools import partial

from domain.documents import CaseDocument
from domain.flags.case_file import CaseFile
from domain.flags.copied import Judged, Verdict
from domain.flags.flag import Flag, Kind
from domain.flags.from_case import unsaid
from domain.flags.outdated import out_of_date
from domain.flags.passages import Span
from domain.flags.side_by_side import painted
from domain.flags.statement import BARE, CLEAR, Outdated
from domain.flags.versions import Compared

_CARRIED = frozenset({Verdict.TAKEN_OVER, Verdict.EDITED, Verdict.PLAIN})


def out_of_date_statements(case: CaseFile) -> Iterator[Flag | None]:
    """Statements that no longer held on the day their document was completed."""
    for compared in case.versions.compared:
        for found in _outdated(case, compared):
            if found.sure != BARE:
                yield _flag(case, compared.document, found)


def _outdated(case: CaseFile, compared: Compared) -> list[Outdated]:
    number = compared.document.number
    text = painted(compared.text.text, case.versions.readings[number].headings)
    return out_of_date(
        text,
        case.record,
        compared.document.day,
        origin=partial(_first_written, case, compared),
    )


def _first_written(case: CaseFile, compared: Compared, span: Span) -> date | None:
    """The day of the first version that has the sentence standing here; None for fresh words."""
    judged = _judged_at(compared, span)
    if judged is None or judged.verdict not in _CARRIED:
        return None
    numbers = compared.sources(judged)
    return min((case.versions.documents[number].day for number in numbers), default=None)


def _judged_at(compared: Compared, span: Span) -> Judged | None:
    """The sentence of the comparison that most of these characters are in."""
    sentences = compared.whole.sentences
    first = bisect_right(sentences, span.start, key=lambda each: each.span.end)
    last = bisect_left(sentences, span.end, key=lambda each: each.span.start)
    return max(
        sentences[first:last],
        key=lambda each: min(span.end, each.span.end) - max(span.start, each.span.start),
        default=None,
    )


def _flag(case: CaseFile, document: CaseDocument, found: Outdated) -> Flag | None:
    quote = case.quote(document.number, Span(found.start, found.end))
    words = " ".join(quote.text.split())
    return case.flag(
        Kind.OUTDATED,
        found.kind,
        f"“{words}”, {quote.said}: {found.why}.",
        words,
        about=(document,),
        quotes=(quote,),
        against=found.why,
        sure=found.sure == CLEAR,
        weight=-float(found.start),
    )


def left_unsaid(case: CaseFile) -> Iterator[Flag | None]:
    """Facts on record by then that a document of its kind must mention and does not."""
    for document in case.documents:
        text = case.versions.texts[document.number].text
        kind = document.about.kind
        for fact in unsaid(case.instrument, case.facts, kind, text, document.day):
            yield case.flag(
                Kind.UNSAID,
                "unsaid",
                f"{case.session.said(document)}: {_within(fact.why)}",
                fact.fact,
                document.about.text,
                about=(document,),
                against=fact.label,
            )


def _within(sentence: str) -> str:
    return sentence[:1].lower() + sentence[1:]
