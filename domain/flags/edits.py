"""The words changed in a sentence that was edited."""

from __future__ import annotations

from collections.abc import Iterator, Sequence
from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from domain.flags.likeness import Codes
from domain.flags.passages import Span
from domain.flags.sentences import Reading, word_spans


class Edit(NamedTuple):
    """Words before and after; one of them is empty where words were added or dropped."""

    before: str
    after: str


class Changed(NamedTuple):
    """Where words were changed, in the earlier text and in the later; one may be empty."""

    before: Span
    after: Span


def changed(earlier: tuple[Reading, Span], later: tuple[Reading, Span]) -> Iterator[Changed]:
    """What turns the earlier sentence into the later one; each given as reading and span."""
    codes = Codes()
    told = []
    for reading, span in (earlier, later):
        spans = word_spans(reading, span)
        told.append((spans, codes.encode(reading.prose[slice(*word)] for word in spans)))
    (were, old), (are, new) = told
    for block in _joined(old, new):
        yield Changed(
            _from_first_to_last(were[block.src_start : block.src_end]),
            _from_first_to_last(are[block.dest_start : block.dest_end]),
        )


def edits(earlier: tuple[str, Reading, Span], later: tuple[str, Reading, Span]) -> tuple[Edit, ...]:
    """The words changed; each sentence given as text, reading and span."""
    return tuple(
        Edit(_words(earlier[0], each.before), _words(later[0], each.after))
        for each in changed(earlier[1:], later[1:])
    )


class _Block(NamedTuple):
    src_start: int
    src_end: int
    dest_start: int
    dest_end: int


def _joined(old: str, new: str) -> list[_Block]:
    """Words dropped and words added at one place are one change."""
    found: list[_Block] = []
    for block in LCSseq.opcodes(old, new):
        if block.tag == "equal":
            continue
        last = found[-1] if found else None
        if last and last.src_end == block.src_start and last.dest_end == block.dest_start:
            found[-1] = _Block(last.src_start, block.src_end, last.dest_start, block.dest_end)
        else:
            found.append(_Block(block.src_start, block.src_end, block.dest_start, block.dest_end))
    return found


def _from_first_to_last(spans: Sequence[Span]) -> Span:
    return Span(spans[0].start, spans[-1].end) if spans else Span(0, 0)


def _words(text: str, span: Span) -> str:
    return " ".join(text[slice(*span)].split())
