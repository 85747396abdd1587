"""Reasons as typed in a hurry: numbers, codes, words, and slips of the finger."""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass

from domain.instrument import Reason
from domain.typed.slips import likeness

_LISTED = re.compile(r"\s*(?:[,;+&]|\band\b)\s*", re.IGNORECASE)
_NUMBERS = re.compile(r"\d{1,4}(?:(?:\s*[,;+&]\s*|\s+and\s+|\s+)\d{1,4})*[.,;]?", re.IGNORECASE)

# `2,3 she agreed`: several numbers before words are reasons, unless the words are counted or a
# month. One number is a reason only where the next word cannot be what is counted.
_SEVERAL = re.compile(
    r"\d{1,2}(?:(?:[,;+&]|\s+and\s+|\s+)\d{1,2})+\s+(?=[^\W\d])"
    r"(?!(?:days?|weeks?|months?|years?|hours?|times?|visits?|pages?)\b)"
    r"(?!(?:jan|feb|mar|apr|may|jun|jul|aug|sep|oct|nov|dec))",
    re.IGNORECASE,
)
_ONE = re.compile(
    r"\d{1,2}\s+(?=(?:she|he|they|it|we|i|you|but|because|since|as)\b)", re.IGNORECASE
)

# Where a piece that opens with a reason goes on to explain it.
_CLAUSE = "because|since|as|but|although|though|so|which|when|where|she|he|they|we|i|it|you"
_EXPLAINED = re.compile(rf"\b(?:{_CLAUSE})\b")
_GOES_ON = re.compile(
    rf"{_CLAUSE}|from|by|until|till|with|in|on|for|to|than|after|before|again|mostly|partly"
    "|largely|entirely|throughout|twice|only|then"
)
_VERBS = re.compile(
    r"\b(?:was|were|is|are|am|had|has|have|did|does|do|will|would|can|could|should)\b"
)


@dataclass(frozen=True, slots=True)
class ReadReasons:
    """The codes found, in order; the note (nothing typed is lost); or what could not be told."""

    codes: tuple[str, ...] = ()
    note: str = ""
    problem: str = ""


@dataclass(frozen=True, slots=True)
class _Found:
    """The reasons a piece gives, how many of its characters say nothing else, and whether the
    reasons rule each other out."""

    reasons: tuple[Reason, ...] = ()
    taken: int = 0
    either: bool = False


def numbers_in(text: str) -> list[int] | None:
    """The numbers of a line that is nothing but numbers, else None."""
    if not _NUMBERS.fullmatch(text.strip()):
        return None
    return [int(n) for n in re.findall(r"\d+", text)]


def opens_with_numbers(reasons: Sequence[Reason], text: str) -> bool:
    """Whether a line begins with reasons by their numbers, alone or before words."""
    return numbers_in(text) is not None or bool(_leading(reasons, text.strip()).reasons)


def read_reasons(reasons: Sequence[Reason], text: str) -> ReadReasons:
    """The reasons that open `text`, up to the first piece that is none; that and the rest are note.

    A piece that begins with a reason and goes on ("out of date, he had moved") gives the reason and
    stays in the note whole.
    """
    text = text.strip()
    numbers = numbers_in(re.sub(r"^reasons?\s+(?=\d)", "", text, flags=re.IGNORECASE))
    if numbers is not None:
        return _numbered(reasons, numbers)
    first = _leading(reasons, text)
    codes = [reason.code for reason in first.reasons]
    place = first.taken
    for piece, start, end in _pieces(text, place):
        found = _reason(reasons, piece)
        if found.either:
            either = " or ".join(f"“{r.text}” ({reasons.index(r) + 1})" for r in found.reasons[:3])
            return ReadReasons(problem=f"“{piece}” could be {either}; type the number.")
        codes.extend(reason.code for reason in found.reasons)
        whole = bool(found.reasons) and found.taken == len(piece)
        place = end if whole else start + found.taken
        if not whole:
            break
    return ReadReasons(tuple(dict.fromkeys(codes)), text[place:].strip(" ,;\n"))


def _pieces(text: str, place: int) -> Iterator[tuple[str, int, int]]:
    """The listed pieces of a text from `place` on: each with its place and that of the next."""
    for gap in _LISTED.finditer(text, place):
        if text[place : gap.start()].strip():
            yield text[place : gap.start()], place, gap.end()
        place = gap.end()
    if text[place:].strip():
        yield text[place:], place, len(text)


def _numbered(reasons: Sequence[Reason], numbers: list[int]) -> ReadReasons:
    beyond = [n for n in numbers if not 1 <= n <= len(reasons)]
    if beyond:
        return ReadReasons(
            problem=f"There is no reason {beyond[0]}; they run from 1 to {len(reasons)}."
        )
    return ReadReasons(tuple(dict.fromkeys(reasons[n - 1].code for n in numbers)))


def _leading(reasons: Sequence[Reason], text: str) -> _Found:
    """Reasons by number before words: `2,3 she agreed`, `2 because he moved`."""
    found = _SEVERAL.match(text) or _ONE.match(text)
    numbers = [int(n) for n in re.findall(r"\d+", found.group())] if found else []
    if found is None or not all(1 <= n <= len(reasons) for n in numbers):
        return _Found()
    return _Found(tuple(reasons[n - 1] for n in numbers), found.end())


def _plain(text: str) -> str:
    return re.sub(r"[^\w]+", " ", text.casefold().replace("_", " ")).strip()


def _short_names(reason: Reason) -> tuple[str, ...]:
    return tuple(_plain(n) for n in (reason.code, *reason.words))


def _names(reason: Reason) -> tuple[str, ...]:
    return (*_short_names(reason), _plain(reason.text))


def _reason(reasons: Sequence[Reason], piece: str) -> _Found:
    """The reasons a piece means; `taken` is its length if it says nothing besides."""
    wanted = _plain(piece)
    whole = len(piece)
    if wanted.isdecimal() and len(wanted) <= 2 and 1 <= int(wanted) <= len(reasons):
        return _Found((reasons[int(wanted) - 1],), whole)
    same = [r for r in reasons if wanted and wanted in _names(r)]
    if same:
        return _Found((same[0],), whole)
    if len(wanted) >= 3 and len(wanted.split()) <= 3:
        starts = tuple(r for r in reasons if any(n.startswith(wanted) for n in _short_names(r)))
        close = starts or _closest(reasons, wanted)
        if close:
            return _Found(close, whole, either=len(close) > 1)
    return _opening(reasons, wanted, whole, _plain(re.split(r"[.:;!?()/–—-]", piece)[0]))


def _closest(reasons: Sequence[Reason], wanted: str) -> tuple[Reason, ...]:
    """The reasons whose name was misspelt, the likeliest ones."""
    marks = [(max(likeness(wanted, n) for n in _short_names(r)), r) for r in reasons]
    best = max((mark for mark, _ in marks), default=0.0)
    return tuple(r for mark, r in marks if mark == best) if best else ()


def _opening(reasons: Sequence[Reason], wanted: str, whole: int, clause: str) -> _Found:
    """`copied late` gives two reasons; `out of date because he moved` one, kept in the note.

    A sentence that only begins with the same noun gives none: "evidence from school was there".
    """
    found: list[Reason] = []
    rest, words = wanted, 0
    while rest:
        name, reason = max(
            ((n, r) for r in reasons for n in _names(r) if n and f"{rest} ".startswith(f"{n} ")),
            key=lambda pair: len(pair[0]),
            default=("", None),
        )
        if reason is None:
            break
        found.append(reason)
        words += len(name.split())
        rest = rest[len(name) :].strip()
    if not rest or not found:
        return _Found(tuple(found), whole if found else 0)
    said = _EXPLAINED.split(clause, maxsplit=1)[0]
    ends = len(clause.split()) == words
    goes_on = words > 1 or ends or _GOES_ON.fullmatch(rest.split()[0])
    return _Found(tuple(found) if goes_on and not _VERBS.search(said) else ())
