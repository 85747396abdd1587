"""A comparison drawn: marks in the margin, the later words left and the earlier ones right.

Below a certain width the earlier words stand beneath. What was changed in a sentence is underlined
on both sides, so that it shows without colour.
"""

from __future__ import annotations

from bisect import bisect_left, bisect_right
from collections.abc import Callable, Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from textual.content import Content

from domain.flags.copied import Verdict
from domain.flags.passages import Span
from domain.wording import plural
from tui.viewmodel.comparison_rows import (
    FLAGGED,
    Form,
    Head,
    Passage,
    Raised,
    Row,
    Sentence,
    Share,
    changed_words,
    percent,
)
from tui.widgets.bars import progress_bar
from tui.widgets.long_list import Block
from tui.widgets.rows import cell, plain
from tui.widgets.wrapping import line_spans

TWO_COLUMNS = 96  # of a list in a window of 100 columns
QUIET = "$text-muted"
CHANGED = "bold underline"
_FLAG = "bold $text-warning"
_MARGIN = 3  # what became of the sentence, whether something is out of date, a space
_BETWEEN = Content.styled(" │ ", "$rule")
_FROM = "from "


def columns(width: int) -> tuple[int, int]:
    """Cells of the later words and of the earlier ones; 0: they stand beneath."""
    room = max(8, width - _MARGIN)
    if width < TWO_COLUMNS:
        return room, 0
    right = (room - _BETWEEN.cell_length) // 2
    return room - _BETWEEN.cell_length - right, right


def blocks(rows: Iterable[Row]) -> list[Block]:
    """The rows, ready for a `LongList`."""
    return [_BLOCKS[type(row)](row) for row in rows]


@dataclass(frozen=True, slots=True)
class _ShareBlock:
    """Name, bar, per cent, own words, counts of marks, flags; the last ones go if it is narrow."""

    row: Share
    stands = True

    def height(self, _width: int) -> int:
        return 1

    def lines(self, width: int) -> list[Content]:
        row = self.row
        figures = [
            cell("–" if row.share is None else percent(row.share), 5, "bold", "right"),
            cell(plural(row.words, "word"), 13, QUIET, "right"),
            cell(row.counts, 20, QUIET, "right"),
            cell(f"{row.flags} {FLAGGED}" if row.flags else "", 5, _FLAG, "right"),
        ]
        shown = figures if width >= 84 else [*figures[:2], figures[3]]
        shown = shown if width >= 50 else [figures[0], figures[3]]
        room = width - sum(each.cell_length for each in shown)
        bar = min(24, room // 3) if width >= 50 else 0
        name = cell(row.name, room - bar - 1, "bold" if row.section < 0 else "")
        drawn = [name, Content(" "), self._bar(bar), *shown]
        return [Content("").join(drawn)]

    def _bar(self, width: int) -> Content:
        if self.row.share is None or not width:
            return Content(" " * width)
        return progress_bar(width, round(1000 * self.row.share), 1000)


@dataclass(frozen=True, slots=True)
class _HeadBlock:
    row: Head
    stands = True

    def height(self, width: int) -> int:
        return len(self._wrapped(width)) + 2

    def lines(self, width: int) -> list[Content]:
        name = plain(self.row.name, "bold $primary").truncate(width, ellipsis=True)
        told = self.row.share
        return [
            Content(""),
            name,
            *(Content.styled(told[slice(*span)], QUIET) for span in self._wrapped(width)),
        ]

    def _wrapped(self, width: int) -> list[tuple[int, int]]:
        return line_spans(self.row.share, width)


@dataclass(frozen=True, slots=True)
class _FormBlock:
    row: Form
    stands = False

    def height(self, width: int) -> int:
        return len(line_spans(self.row.text, columns(width)[0]))

    def lines(self, width: int) -> list[Content]:
        told = _wrapped(self.row.text, columns(width)[0], f"{QUIET} italic")
        return [line.pad_left(_MARGIN) for line in told]


@dataclass(frozen=True, slots=True)
class _SentenceBlock:
    row: Sentence
    stands = True

    def height(self, width: int) -> int:
        left, right = columns(width)
        later = len(line_spans(self.row.text, left))
        if right:
            return max(later, self._height_of_earlier(right))
        return later + self._height_of_earlier(left, beneath=True)

    def _height_of_earlier(self, width: int, *, beneath: bool = False) -> int:
        words = self._earlier_words(beneath)
        return (len(line_spans(words, width)) if words else 0) + self.row.placed

    def _earlier_words(self, beneath: bool) -> str:
        """Beneath a sentence, the very same words need not be said again."""
        passage = self.row.passage
        if passage is None or (beneath and passage.text == self.row.text):
            return ""
        return passage.text

    def lines(self, width: int) -> list[Content]:
        left, right = columns(width)
        row = self.row
        were: tuple[Span, ...] = ()
        are: tuple[Span, ...] = ()
        if row.passage is not None and row.verdict is Verdict.EDITED:
            were, are = changed_words(row.passage.text, row.text)
        later = _wrapped(row.text, left, QUIET if row.quiet else "", are)
        margin = Content.assemble(
            (row.mark, QUIET if row.quiet else "bold"),
            (FLAGGED if row.flagged else " ", _FLAG),
            " ",
        )
        if right:
            return _side_by_side(margin, later, self._earlier(right, were), left)
        beneath = self._earlier(left, were, beneath=True)
        return [margin + later[0], *(line.pad_left(_MARGIN) for line in (*later[1:], *beneath))]

    def _earlier(
        self, width: int, changed: Sequence[Span], *, beneath: bool = False
    ) -> list[Content]:
        passage, words = self.row.passage, self._earlier_words(beneath)
        place = [_place(passage, width)] if passage and self.row.placed else []
        return [*(_wrapped(words, width, QUIET, changed) if words else ()), *place]


def _place(passage: Passage, width: int) -> Content:
    return Content.styled(f"{_FROM}{passage.said}", f"{QUIET} italic").truncate(
        width, ellipsis=True
    )


def _side_by_side(
    margin: Content, later: list[Content], earlier: list[Content], left: int
) -> list[Content]:
    lines = []
    for number in range(max(len(later), len(earlier))):
        first = margin if not number else Content(" " * _MARGIN)
        words = later[number] if number < len(later) else Content("")
        beside = earlier[number] if number < len(earlier) else Content("")
        lines.append(first + cell(words, left) + _BETWEEN + beside)
    return lines


@dataclass(frozen=True, slots=True)
class _RaisedBlock:
    """What is flagged, and what was made of it; a dismissed one is quiet and has another sign."""

    row: Raised
    stands = True

    def height(self, width: int) -> int:
        return sum(len(line_spans(text, self._room(width))) for text in self._texts())

    def _texts(self) -> list[str]:
        standing = [self.row.standing] if self.row.standing else []
        return [self.row.say, *standing]

    def _room(self, width: int) -> int:
        return max(8, min(100, width - _MARGIN - 2))

    def lines(self, width: int) -> list[Content]:
        room = self._room(width)
        dismissed = not self.row.counts
        say, *standing = self._texts()
        label = (Span(0, len(self.row.label) + 1),)
        told = _wrapped(say, room, QUIET if dismissed else "", label, "" if dismissed else _FLAG)
        for text in standing:
            told += _wrapped(text, room, f"{QUIET} italic")
        sign = Content.styled("·" if dismissed else FLAGGED, QUIET if dismissed else _FLAG)
        first, *rest = told
        return [
            Content("   ") + sign + Content(" ") + first,
            *(line.pad_left(_MARGIN + 2) for line in rest),
        ]


def _wrapped(
    text: str, width: int, style: str = "", marked: Sequence[Span] = (), mark: str = CHANGED
) -> list[Content]:
    """The lines of a text; `marked` characters of it, in their order, have a style of their own."""
    lines = []
    starts, ends = [span.start for span in marked], [span.end for span in marked]
    for start, end in line_spans(text, width):
        line = Content.styled(text[start:end], style)
        for span in marked[bisect_right(ends, start) : bisect_left(starts, end)]:
            line = line.stylize(mark, max(0, span.start - start), span.end - start)
        lines.append(line)
    return lines


_BLOCKS: dict[type, Callable[[Any], Block]] = {
    Share: _ShareBlock,
    Head: _HeadBlock,
    Form: _FormBlock,
    Sentence: _SentenceBlock,
    Raised: _RaisedBlock,
}
