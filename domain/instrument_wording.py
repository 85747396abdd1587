"""The wording of a report apart from what is asked: lent, or left out of account.

An inspection keeps the instrument it began with, and what was asked stays as it was. How the
answers are told in a report is another matter: it changes no answer and no score.
"""

from __future__ import annotations

import msgspec

from domain.instrument import Instrument, Question, Reason, ReasonList, RowSet
from domain.instrument_file import load_packaged, packaged
from domain.instrument_reporting import Reporting


def as_asked(instrument: Instrument) -> Instrument:
    """The instrument without the wording of the report: equal for two that ask the same."""
    return _with(instrument, None)


def worded(instrument: Instrument) -> Instrument:
    """The instrument with the report's wording of the packaged one of its name, if it has none.

    Wording is lent only to questions, rows and reasons that stand in both in the same words.
    """
    if instrument.report != Reporting() or instrument.name not in packaged():
        return instrument
    return _with(instrument, load_packaged(instrument.name))


def _with(instrument: Instrument, lender: Instrument | None) -> Instrument:
    return msgspec.structs.replace(
        instrument,
        report=_report(lender, instrument) if lender else Reporting(),
        questions=tuple(_question(each, lender) for each in instrument.questions),
        row_sets=tuple(_rows(each, lender) for each in instrument.row_sets),
        reason_lists=tuple(_reasons(each, lender) for each in instrument.reason_lists),
    )


def _question(question: Question, lender: Instrument | None) -> Question:
    same = lender.question.get(question.id) if lender else None
    finding = same.finding if same and same.text == question.text else None
    return msgspec.structs.replace(question, finding=finding)


def _rows(rows: RowSet, lender: Instrument | None) -> RowSet:
    same = lender.row_set.get(rows.id) if lender else None
    told = {(row.id, row.label): row.told for row in same.rows} if same else {}
    return msgspec.structs.replace(
        rows,
        rows=tuple(
            msgspec.structs.replace(row, told=told.get((row.id, row.label), ""))
            for row in rows.rows
        ),
    )


def _reasons(reasons: ReasonList, lender: Instrument | None) -> ReasonList:
    same = lender.reason_list.get(reasons.id) if lender else None
    told = {(each.code, each.text): each.told for each in same.reasons} if same else {}

    def reworded(reason: Reason) -> Reason:
        return msgspec.structs.replace(reason, told=told.get((reason.code, reason.text), ""))

    return msgspec.structs.replace(reasons, reasons=tuple(map(reworded, reasons.reasons)))


def _report(lender: Instrument, instrument: Instrument) -> Reporting:
    """The lender's report, without what names something the instrument has not."""
    report = lender.report
    return msgspec.structs.replace(
        report,
        published=tuple(each for each in report.published if each.theme in instrument.theme),
        characteristics=tuple(
            each
            for each in report.characteristics
            if lender.fact[each.fact] == instrument.fact.get(each.fact)
            and (not each.on or each.on in instrument.fact)
        ),
        recommendations=tuple(
            each
            for each in report.recommendations
            if set(each.questions) <= set(instrument.question)
        ),
    )
