"""Flags that were confirmed, told as evidence: in how many of the cases with documents."""

from __future__ import annotations

from domain.flags.flag import Kind
from domain.inspection_report.sample import Confirmed
from domain.inspection_report.sentences import capital, count

SAID = {
    Kind.SILENT: "text copied forward and silent about a change",
    Kind.COPIED: "text copied forward",
    Kind.CLONED: "text copied from another case",
    Kind.OUTDATED: "statements out of date",
    Kind.UNSAID: "something on record that the documents left unsaid",
    Kind.REVIEW: "reviews late, missing or in name only",
    Kind.OVERSIGHT: "shortcomings of oversight",
}


def flags_sentence(confirmed: Confirmed, question: str) -> str:
    """What was confirmed most often in documents that bear on the question; "" for nothing."""
    bearing = {kind: n for (q, kind), n in confirmed.of_question.items() if q == question and n}
    if not bearing:
        return ""
    order = list(Kind)
    kind, cases = min(bearing.items(), key=lambda item: (-item[1], order.index(item[0])))
    found = f"{count(cases, confirmed.documented)} of the {confirmed.documented}"
    return f"{capital(SAID[kind])}: found and confirmed in {found} cases with documents."
