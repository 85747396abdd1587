"""The wording of a report for inspections that began before their instrument had any."""

from __future__ import annotations

import msgspec

from domain.instrument import Instrument, Reason, ReasonList
from domain.instrument_file import load_packaged, packaged
from domain.instrument_reporting import Reporting


def worded(instrument: Instrument) -> Instrument:
    """The instrument with what the packaged one of its name says of the report, if it has none.

    An inspection keeps the instrument it began with. Only the wording is lent, and only to
    questions and reasons that stand in both in the same words: what was asked stays as it was.
    """
    if instrument.report != Reporting() or instrument.name not in packaged():
        return instrument
    lender = load_packaged(instrument.name)
    return msgspec.structs.replace(
        instrument,
        report=_that_fits(lender, instrument),
        questions=tuple(
            msgspec.structs.replace(question, finding=lender.question[question.id].finding)
            if question.id in lender.question and lender.question[question.id].text == question.text
            else question
            for question in instrument.questions
        ),
        reason_lists=tuple(_told(reasons, lender) for reasons in instrument.reason_lists),
    )


def _told(reasons: ReasonList, lender: Instrument) -> ReasonList:
    same = lender.reason_list.get(reasons.id)
    lent = {(r.code, r.text): r.told for r in same.reasons} if same else {}

    def told(reason: Reason) -> Reason:
        clause = lent.get((reason.code, reason.text), "")
        return msgspec.structs.replace(reason, told=reason.told or clause)

    return msgspec.structs.replace(reasons, reasons=tuple(map(told, reasons.reasons)))


def _that_fits(lender: Instrument, instrument: Instrument) -> Reporting:
    """The lender's report, without what names something the instrument has not."""
    report = lender.report
    return msgspec.structs.replace(
        report,
        published=tuple(p for p in report.published if p.theme in instrument.theme),
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
