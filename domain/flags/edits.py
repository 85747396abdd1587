"""The words changed in a sentence that was edited."""

from __future__ import annotations

from typing import NamedTuple

from rapidfuzz.distance import LCSseq

from domain.flags.likeness import Codes
from domain.flags.passages import Span
from domain.flags.sentences import Reading, word_spans


class Edit(NamedTuple):
    """Words before and after; one of them is empty where words were added or dropped."""

    before: str
    after: str


def edits(earlier: tuple[str, Reading, Span], later: tuple[str, Reading, Span]) -> tuple[Edit, ...]:
    """What turns the earlier sentence into the later one; each given as text, reading and span."""
    codes = Codes()
    told = []
    for text, reading, span in (earlier, later):
        spans = word_spans(reading, span)
        code = codes.encode(reading.prose[slice(*word)] for word in spans)
        told.append((text, spans, code))
    (before, were, old), (after, are, new) = told
    return tuple(
        Edit(
            _words(before, were[block.src_start : block.src_end]),
            _words(after, are[block.dest_start : block.dest_end]),
        )
        for block in _joined(old, new)
    )


class _Changed(NamedTuple):
    src_start: int
    src_end: int
    dest_start: int
    dest_end: int


def _joined(old: str, new: str) -> list[_Changed]:
    """Words dropped and words added at one place are one change."""
    found: list[_Changed] = []
    for block in LCSseq.opcodes(old, new):
        if block.tag == "equal":
            continue
        last = found[-1] if found else None
        if last and last.src_end == block.src_start and last.dest_end == block.dest_start:
            found[-1] = _Changed(last.src_start, block.src_end, last.dest_start, block.dest_end)
        else:
            found.append(_Changed(block.src_start, block.src_end, block.dest_start, block.dest_end))
    return found


def _words(text: str, spans: list[Span]) -> str:
    """From the first to the last of these words, as they stand in the text."""
    return " ".join(text[spans[0].start : spans[-1].end].split()) if spans else ""
