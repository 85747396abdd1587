"""What can be wrong with what an instrument says of the report: each problem with its cure."""

from __future__ import annotations

from collections.abc import Iterator

from domain.instrument import Instrument
from domain.instrument_names import missing, repeated
from domain.instrument_reporting import Characteristic, Finding


def dangling_of_the_report(i: Instrument) -> Iterator[str]:
    """Names of the report, and of findings, that refer to nothing."""
    for each in i.report.published:
        yield from missing("report, published", "theme", [each.theme], i.theme)
    for c in i.report.characteristics:
        place = f"report, characteristic “{c.label}”"
        yield from missing(place, "fact", [c.fact, *([c.on] if c.on else [])], i.fact)
    for r in i.report.recommendations:
        yield from missing(f"report, recommendation “{r.id}”", "question", r.questions, i.question)
    for q in i.questions:
        if q.finding is not None and q.finding.after:
            place = f"question “{q.id}”, finding"
            yield from missing(place, "question", [q.finding.after], i.question)


def problems_of_the_report(i: Instrument) -> Iterator[str]:
    """Findings that cannot be put into a sentence; thresholds, groups and ids that cannot stand."""
    for q in i.questions:
        if q.finding is not None:
            yield from _finding(i, q.id, q.finding)
    for value in (i.report.strength_from, i.report.improve_below):
        if not 0 <= value <= 100:
            yield f"report: {value} is no percentage; use 0 to 100."
    if i.report.improve_below > i.report.strength_from:
        yield "report: improve_below is above strength_from; a finding would be both; lower it."
    if i.report.small_cell < 1:
        yield "report: small_cell is less than 1; use 1 to tell every count."
    yield from repeated("report, recommendation", (r.id for r in i.report.recommendations))
    yield from repeated("report, characteristic of", (c.fact for c in i.report.characteristics))
    for c in i.report.characteristics:
        yield from _characteristic(i, c)


def _finding(i: Instrument, question: str, finding: Finding) -> Iterator[str]:
    place = f"question “{question}”, finding"
    for clause in (finding.met, finding.fell_short):
        if clause.endswith((".", " ")) or not clause:
            yield f"{place}: “{clause}” is no clause that goes on; end it without a full stop."
    if finding.among and not {"cases", "instances"} & set(finding.among.split()):
        yield f"{place}: among = “{finding.among}” does not say of which cases; name the cases."
    if not finding.after:
        return
    leader = i.question[finding.after]
    if leader.criterion != i.question[question].criterion:
        yield f"{place}: {finding.after} is of another criterion; name one of the same."
    if leader.finding is None or leader.finding.after:
        yield f"{place}: {finding.after} leads no finding of its own; name the one that leads."


def _characteristic(i: Instrument, c: Characteristic) -> Iterator[str]:
    place = f"report, characteristic “{c.label}”"
    if c.on and (i.fact[c.fact].kind != "date" or i.fact[c.on].kind != "date"):
        yield f"{place}: an age needs two dates; name facts of kind date."
    if not c.on and i.fact[c.fact].kind not in ("choice", "yes_no"):
        yield f"{place}: only a choice, a yes or no, or an age can be counted; name another fact."
