"""What the page did to a text: headings of the form, running titles, bullets, wrapped lines.

Everything here keeps the length of the text, so that an offset into what comes out is an offset
into what went in. What is not prose is painted over; a line end stays only where a sentence
cannot run on across it.
"""

from __future__ import annotations

import re
from collections.abc import Iterator, Sequence
from functools import lru_cache
from itertools import pairwise
from typing import NamedTuple

from domain.flags.passages import Span

HYPHEN = "\N{SOFT HYPHEN}"  # stands in a word where it was split; dropped when the word is read

_OLD_LINE_ENDS = dict.fromkeys(map(ord, "\r\f\v\x85\u2028\u2029"), "\n")
_LINE_ENDS = _OLD_LINE_ENDS | {ord("\r"): " "}

# A running title carries the number of its page, or is nothing but that number.
_RUNNING_TITLE = re.compile(
    r"^.{0,80}\bpage[ \t]+\d{1,3}(?:[ \t]*(?:of|/)[ \t]*\d{1,3})?[ \t]*$"
    r"|^[-–\s]*\d{1,3}(?:[ \t]*(?:of|/)[ \t]*\d{1,3})?[-–.)\s]*$",
    re.IGNORECASE,
)
_BULLET = re.compile(r"[ \t]*(?:[*•·▪◦‣o–-][ \t]+|\(?(?:\d{1,2}|[a-z])[.)][ \t]+)")
_CLOSED = re.compile(r"[.?!][\"'”’)\]]*$")
_FIRST_WORD = re.compile(r"\S+")

# Lines were wrapped by a machine when most of those that end in mid-sentence had no room for
# one word more. Proportional type does not fill its lines to the letter.
_WIDEST_PAGE = 160
_NARROWEST_PAGE = 40
_FULL = 0.88
_MOSTLY = 0.6


class LaidOut(NamedTuple):
    """prose: the text with all else painted over. headings: where those of the form stand."""

    prose: str
    headings: tuple[Span, ...]


def lay_out(text: str, prompts: Sequence[str] = ()) -> LaidOut:
    """Paint over what is not prose, and let a wrapped sentence run on."""
    text = text.translate(_LINE_ENDS if "\n" in text else _OLD_LINE_ENDS)
    headings = tuple(_headings(text, tuple(prompts)))
    if headings:
        canvas = list(text)
        for start, end in headings:
            _fill(canvas, start, end, "\n")
        text = "".join(canvas)
    return LaidOut(_unwrap(text) if "\n" in text else text, headings)


def _headings(text: str, prompts: tuple[str, ...]) -> Iterator[Span]:
    pattern = _prompt_pattern(prompts)
    if pattern is not None:
        for match in pattern.finditer(text):
            yield Span(*match.span(1))


@lru_cache(maxsize=256)
def _prompt_pattern(prompts: tuple[str, ...]) -> re.Pattern[str] | None:
    """A line that is a heading of the form, numbered or not, however it was wrapped or cased.

    Answers are typed behind a heading too ('Who are the peers? Kyle.'): there its own last sign
    has to stand, or a sentence that opens with the words of a heading would be lost.
    """
    found = [re.findall(r"[^\s]+", prompt.strip().rstrip("?:.")) for prompt in prompts]
    words = sorted({r"\s+".join(map(re.escape, each)) for each in found if each}, reverse=True)
    if not words:
        return None
    return re.compile(
        r"^[^\w\n]*((?:\d+(?:\.\d+)*[.)]?[ \t]+)?"
        rf"(?:{'|'.join(words)})(?:[ \t]*[?:](?=\s|$)|[ \t]*\.?(?=[ \t]*$)))",
        re.IGNORECASE | re.MULTILINE,
    )


class _Line(NamedTuple):
    start: int
    end: int
    text: str  # without the space around it


def _unwrap(text: str) -> str:
    lines = [_Line(*span, text[slice(*span)]) for span in _line_spans(text)]
    kept = [line for line in lines if not _RUNNING_TITLE.match(line.text)]
    if not kept:
        return "\n" * len(text)
    width = _page_width(kept)
    canvas = list(text)
    _fill(canvas, 0, kept[0].start, "\n")
    _fill(canvas, kept[-1].end, len(text), "\n")
    for line, following in pairwise(kept):
        gap = text[line.end : following.start]
        # Blank lines around a running title belong to the page, not to the text.
        parted = gap.count("\n") > 1 and not gap.strip()
        runs_on = not parted and _runs_on(line.text, following.text, width)
        _fill(canvas, line.end, following.start, " " if runs_on else "\n")
        if runs_on and _is_split_word(line.text, following.text):
            _fill(canvas, line.end - 1, following.start, HYPHEN)
    for line in kept:
        bullet = _BULLET.match(line.text)
        if bullet:
            _fill(canvas, line.start, line.start + bullet.end(), " ")
    return "".join(canvas)


def _line_spans(text: str) -> Iterator[tuple[int, int]]:
    """Lines with something on them, without the space around it."""
    return (match.span() for match in re.finditer(r"[^\s](?:[^\n]*[^\s])?", text))


def _fill(canvas: list[str], start: int, end: int, sign: str) -> None:
    canvas[start:end] = sign * (end - start)


def _page_width(lines: Sequence[_Line]) -> int:
    """The width that lines were wrapped at, 0 where they were not."""
    lengths = sorted(len(line.text) for line in lines)
    if len(lengths) < 3:
        return 0
    width = lengths[(len(lengths) - 1) * 9 // 10]
    if not _NARROWEST_PAGE <= width <= _WIDEST_PAGE:
        return 0
    open_ended = [
        _is_full(line.text, following.text, width)
        for line, following in pairwise(lines)
        if following.start - line.end == 1 and not _CLOSED.search(line.text)
    ]
    return width if sum(open_ended) >= _MOSTLY * max(1, len(open_ended)) else 0


def _is_full(line: str, following: str, width: int) -> bool:
    """Whether the word that opens the next line had no room on this one."""
    word = _FIRST_WORD.match(following)
    return len(line) + 1 + (word.end() if word else 0) > _FULL * width


def _runs_on(line: str, following: str, width: int) -> bool:
    if _BULLET.match(following):
        return False
    if following[0].islower() and not _CLOSED.search(line):
        return True
    return bool(width) and _is_full(line, following, width)


def _is_split_word(line: str, following: str) -> bool:
    return line.endswith("-") and line[-2:-1].isalpha() and following[0].islower()
