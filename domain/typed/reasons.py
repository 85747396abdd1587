"""Reasons as typed in a hurry: numbers, codes, words, and slips of the finger."""

from __future__ import annotations

import re
from collections.abc import Sequence
from dataclasses import dataclass
from difflib import SequenceMatcher

from domain.instrument import Reason

CLOSE = 0.8  # likeness (0-1) from which a misspelt word is taken for a reason's
_LISTED = re.compile(r"\s*(?:[,;+&]|\band\b)\s*", re.IGNORECASE)


@dataclass(frozen=True, slots=True)
class ReadReasons:
    """The codes found, in order; the note (nothing typed is lost); or what could not be told."""

    codes: tuple[str, ...] = ()
    note: str = ""
    problem: str = ""


def numbers_in(text: str) -> list[int] | None:
    """The numbers of a line that is nothing but numbers, else None."""
    if not re.fullmatch(r"\d+(?:[\s,;+&.]+\d+)*[.,]?", text.strip()):
        return None
    return [int(n) for n in re.findall(r"\d+", text)]


def read_reasons(reasons: Sequence[Reason], text: str) -> ReadReasons:
    """The reasons that open `text`, up to the first piece that is none; that and the rest are note.

    A piece that begins with a reason and goes on ("out of date, he had moved") gives the reason and
    stays in the note whole.
    """
    text = text.strip()
    numbers = numbers_in(text)
    if numbers is not None:
        return _numbered(reasons, numbers)
    codes: list[str] = []
    place = 0
    for piece, end in _pieces(text):
        found, exact = _reason(reasons, piece)
        if len(found) > 1:
            either = " or ".join(f"“{r.text}” ({reasons.index(r) + 1})" for r in found[:3])
            return ReadReasons(problem=f"“{piece}” could be {either}; type the number.")
        if not found:
            break
        codes.append(found[0].code)
        if not exact:
            break
        place = end
    return ReadReasons(tuple(dict.fromkeys(codes)), text[place:].strip(" ,;\n"))


def _pieces(text: str) -> list[tuple[str, int]]:
    """The listed pieces of a text, each with the place where the next one begins."""
    pieces: list[tuple[str, int]] = []
    start = 0
    for gap in _LISTED.finditer(text):
        pieces.append((text[start : gap.start()], gap.end()))
        start = gap.end()
    pieces.append((text[start:], len(text)))
    return [(piece, end) for piece, end in pieces if piece.strip()]


def _numbered(reasons: Sequence[Reason], numbers: list[int]) -> ReadReasons:
    beyond = [n for n in numbers if not 1 <= n <= len(reasons)]
    if beyond:
        return ReadReasons(
            problem=f"There is no reason {beyond[0]}; they run from 1 to {len(reasons)}."
        )
    return ReadReasons(tuple(dict.fromkeys(reasons[n - 1].code for n in numbers)))


def _names(reason: Reason) -> tuple[str, ...]:
    return tuple(_plain(n) for n in (reason.code, reason.text, *reason.words))


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.casefold().replace("_", " ")).strip()


def _reason(reasons: Sequence[Reason], piece: str) -> tuple[list[Reason], bool]:
    """The reasons a piece may mean, and whether it says nothing besides."""
    wanted = _plain(piece)
    if wanted.isdecimal() and 1 <= int(wanted) <= len(reasons):
        return [reasons[int(wanted) - 1]], True
    same = [r for r in reasons if wanted in _names(r)]
    if same:
        return same[:1], True
    if len(wanted.split()) <= 3:
        starts = [r for r in reasons if any(n.startswith(wanted) for n in _short_names(r))]
        if starts and len(wanted) >= 3:
            return starts, True
        close = _closest(reasons, wanted)
        if close:
            return close, True
    longest = max(
        ((len(n), r) for r in reasons for n in _names(r) if n and wanted.startswith(n + " ")),
        key=lambda pair: pair[0],
        default=None,
    )
    return ([longest[1]], False) if longest else ([], False)


def _short_names(reason: Reason) -> tuple[str, ...]:
    return tuple(_plain(n) for n in (reason.code, *reason.words))


def _closest(reasons: Sequence[Reason], wanted: str) -> list[Reason]:
    if len(wanted) < 4:
        return []
    likeness = [
        (max(SequenceMatcher(None, wanted, n).ratio() for n in _short_names(r)), r) for r in reasons
    ]
    best = max(score for score, _ in likeness)
    return [r for score, r in likeness if score == best] if best >= CLOSE else []
