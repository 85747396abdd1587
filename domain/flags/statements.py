"""Flags of statements the record speaks against, and of facts a document passes over."""

from __future__ import annotations

from collections.abc import Iterator
from functools import partial

from domain.flags.case_file import CaseFile
from domain.flags.copied import Verdict
from domain.flags.flag import Flag, Kind
from domain.flags.from_case import unsaid
from domain.flags.outdated import out_of_date
from domain.flags.passages import Span
from domain.flags.side_by_side import painted
from domain.flags.statement import BARE, CLEAR, Outdated, Taken
from domain.flags.versions import Compared

_CARRIED = frozenset({Verdict.TAKEN_OVER, Verdict.EDITED, Verdict.PLAIN})


def out_of_date_statements(case: CaseFile) -> Iterator[Flag | None]:
    """Statements that no longer held on the day their document was completed."""
    for compared in case.versions.compared:
        for found in _told_once(compared, _outdated(case, compared)):
            yield _flag(case, compared, found)


def _told_once(compared: Compared, found: list[Outdated]) -> Iterator[Outdated]:
    """Without standing facts of a few words, and without the weaker of two rules that say the same
    of a sentence: that a court date has gone by tells that sentence was passed."""
    dated = {compared.judged_at(_span(each)) for each in found if each.kind == "court_date_passed"}
    for each in found:
        weaker = each.kind == "awaiting_sentence" and each.sure != CLEAR
        if each.sure != BARE and not (weaker and compared.judged_at(_span(each)) in dated):
            yield each


def _span(found: Outdated) -> Span:
    return Span(found.start, found.end)


def _outdated(case: CaseFile, compared: Compared) -> list[Outdated]:
    number = compared.document.number
    text = painted(compared.text.text, case.versions.readings[number].headings)
    return out_of_date(
        text,
        case.record,
        compared.document.day,
        origin=partial(_first_written, case, compared),
    )


def _first_written(case: CaseFile, compared: Compared, span: Span) -> Taken | None:
    """The first version that has the sentence standing here; None for fresh words."""
    judged = compared.judged_at(span)
    if judged is None or judged.verdict not in _CARRIED:
        return None
    versions = case.versions
    found = (
        Taken(versions.documents[number].day, versions.texts[number].text[slice(*source)])
        for number, source in compared.sources(judged).items()
    )
    return min(found, default=None)


def _flag(case: CaseFile, compared: Compared, found: Outdated) -> Flag | None:
    """The statement is said; the sentence it stands in is quoted, so that it can be judged."""
    document = compared.document
    span = _span(found)
    quote = case.quote(document.number, case.sentence(document.number, span))
    words = " ".join(quote.text.split())
    return case.flag(
        Kind.OUTDATED,
        found.kind,
        f"“{_around(words, compared.text.text[slice(*span)])}”, {quote.said}: {found.why}.",
        words,
        about=(document,),
        quotes=(quote,),
        against=found.why,
        sure=found.sure == CLEAR,
        weight=-float(found.start),
    )


_SHORT = 120  # characters: a sentence of so many is said whole


def _around(sentence: str, statement: str) -> str:
    """A long sentence cut down to the statement, with some words on either side of it."""
    if len(sentence) <= _SHORT:
        return sentence
    at = max(0, sentence.find(" ".join(statement.split())))
    start = sentence.rfind(" ", 0, max(0, at - _SHORT // 4) + 1) + 1
    end = sentence.find(" ", min(len(sentence), max(at + len(statement), start + _SHORT)))
    end = len(sentence) if end < 0 else end
    before, after = "… " if start else "", " …" if end < len(sentence) else ""
    return f"{before}{sentence[start:end]}{after}"


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
