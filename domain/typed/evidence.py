"""Evidence as typed: `@ RoSH 3 Feb, p 3 “awaiting sentence”`."""

from __future__ import annotations

import re

from domain.answers import Evidence

_QUOTE = re.compile(r"[“\"](?P<quote>[^”\"]+)[”\"]?|(?:^|\s)['‘](?P<single>.+)['’]\s*$")
_PAGE = re.compile(
    r"[,;\s]*\b(?:pp?|page|pages)\.?\s*(?P<page>\d+(?:\s*[-–]\s*\d+)?)\b[,;:\s]*", re.IGNORECASE
)


def read_evidence(text: str) -> Evidence | None:
    """`@ RoSH 3 Feb, p 3 “quote”` taken apart; None when it names no document and no quote."""
    rest = text.removeprefix("@").strip()
    quote = _QUOTE.search(rest)
    words = (quote["quote"] or quote["single"] or "").strip() if quote else ""
    if quote:
        rest = f"{rest[: quote.start()]} {rest[quote.end() :]}"
    page = _PAGE.search(rest)
    if page:
        rest = f"{rest[: page.start()]} {rest[page.end() :]}"
    document = re.sub(r"\s+", " ", rest).strip(" ,;:-–")
    if not document and not words:
        return None
    return Evidence(document, page["page"].replace(" ", "") if page else "", words)
