"""A case's checklist put together, its parts in the order in which a manager reads them."""

from __future__ import annotations

from collections.abc import Iterator
from typing import TYPE_CHECKING

from domain.checklist.about import About, Mask
from domain.checklist.appendix import (
    names_part,
    not_applicable_part,
    parked_part,
    review_part,
    sources_part,
)
from domain.checklist.birth_date import WithoutBirthDate
from domain.checklist.entries import everything_asked
from domain.checklist.facts import case_facts, facts_part
from domain.checklist.flags import case_flags, flags_part
from domain.checklist.how_to_read import how_to_read_part
from domain.checklist.questions import questions_part
from domain.checklist.scores import case_scores, scores_part
from domain.checklist.sheets import sheets
from domain.checklist.standing import assessors, say_countersigned, say_standing
from domain.checklist.strengths import strengths_part
from domain.interview import Session
from domain.report import Document, Heading, joined

if TYPE_CHECKING:
    from domain.flags.checking import Findings

_SHOWN_OF_HASH = 16  # signs of the trail's hash at the foot of each page; the facts have it whole


def checklist(
    session: Session,
    *,
    about: About,
    mask: Mask,
    findings: Findings | None = None,
    with_names: bool = False,
) -> Document:
    """The scored checklist of one case.

    mask: goes once over every text of the case, never over the instrument's own words. findings:
    the flags of its documents; without them only decisions on flags are known. with_names: facts
    that name people and places are told, and the copy says so; the mask is then one that masks
    nothing.
    """
    instrument = session.instrument
    mask = mask if with_names else WithoutBirthDate(mask, session)
    asked = everything_asked(session, mask)
    scores = case_scores(session)
    facts = case_facts(session, mask, with_names=with_names)
    flags = case_flags(session, findings, mask)
    return Document(
        title=f"Scored checklist, case {session.reference}",
        subtitle=joined((instrument.instrument.title, about.inspection)),
        marking=about.marking,
        made=about.made,
        facts=tuple(_facts(session, about)),
        blocks=(
            *how_to_read_part(instrument, about, finished=session.finished),
            *scores_part(session, scores),
            *strengths_part(instrument, asked),
            *facts_part(session, facts),
            *questions_part(instrument, asked),
            *flags_part(flags),
            Heading(1, "Appendix"),
            *review_part(session),
            *not_applicable_part(asked),
            *parked_part(asked),
            *names_part(mask.found, with_names=with_names),
            *sources_part(instrument),
        ),
        sheets=sheets(instrument, asked, scores, facts, flags),
        foot=_foot(session, about),
    )


def _facts(session: Session, about: About) -> Iterator[tuple[str, str]]:
    instrument = session.instrument
    yield "Case", session.reference
    yield "Inspection", about.inspection
    if about.invented:
        yield "Invented case", "Yes, made for demonstration or practice"
    yield "Instrument", f"{instrument.instrument.title} ({instrument.name})"
    yield "Standing", say_standing(session)
    yield "Countersigned", say_countersigned(session)
    yield "Judged by", assessors(session) or "Nobody yet"
    if about.to:
        yield "For", about.to
    if about.head and session.finished:
        yield "Trail", about.head


def _foot(session: Session, about: About) -> str:
    case = f"Case {session.reference}"
    if not session.finished:
        return f"{case}, still open"
    return joined((case, f"trail {about.head[:_SHOWN_OF_HASH]}" if about.head else ""))
