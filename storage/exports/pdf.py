"""A document as PDF/UA: tagged, laid out by typst, its words handed over as data."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping, Sequence
from datetime import UTC
from itertools import takewhile
from pathlib import Path
from typing import Any

import typst

from domain.report import Bars, Box, Column, Document, Heading, Line, Listing, Paragraph, Table
from storage.exports.bar_pictures import QUARTERS, svg
from storage.exports.paged import (
    BARS,
    CONTENTS,
    CONTENTS_DEPTH,
    NOTHING,
    UNTITLED,
    Print,
    Texts,
    bar_in_words,
    column_widths,
    contents,
    facts,
    foot,
    leads_on,
    row_height,
    row_kept_whole,
    shown,
    table_kept_whole,
)
from storage.exports.plain_text import plain_text
from storage.exports.wording import gap

Content = dict[str, Any]

NAMED_NOTE = "Signs that the fonts of this file do not hold are told by name, in [brackets]."

_PRINT = Print(4819, sign=55, edges=110)  # tenths of a point

_RUNS_REMEMBERED = 10
_MOMENT = ("year", "month", "day", "hour", "minute", "second")

# A run this long may not fit a column, so it may be broken, but not before a mark. The layout
# takes the sign of a break out again, so that it is not copied with the words.
_LONG_RUN = re.compile(r"\S{25,}")
_PIECE = re.compile(r"(.{4})(?=[\w!-~\u2010-\u2fff])")
_BREAK = "\u200b"
_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def write(document: Document) -> bytes:
    """The whole file.

    Only typst's own fonts are used, so that every machine writes the same file; the signs they
    lack are told by name. Nothing is put on the disk: words and layout are handed over in memory.
    Raises typst.TypstError when typst cannot lay it out.
    """
    named: dict[int, str] = {}
    try:
        while True:
            content = json.dumps(_Content(named).of(document), ensure_ascii=False)
            try:
                return _laid_out(content)
            except typst.TypstError as error:
                lacking = _lacking(str(error.diagnostic), content) - named.keys()
                if not lacking:
                    raise
                named |= {sign: _name(chr(sign)) for sign in lacking}
    finally:
        _forget()


def _laid_out(content: str) -> bytes:
    return typst.compile(
        Path(__file__).with_name("pdf.typ").read_bytes(),
        format="pdf",
        pdf_standards=["ua-1"],
        ignore_system_fonts=True,
        sys_inputs={"document": content},
    )


def _forget() -> None:
    """Has typst drop what it remembers of a document, its words among it, and 100 MB for a case.

    It keeps what it worked out for its next ten runs, to save work where a text is only edited.
    """
    for _ in range(_RUNS_REMEMBERED):
        typst.compile(b"", format="pdf", ignore_system_fonts=True)


def _lacking(told: str, content: str) -> set[int]:
    """The signs typst says none of its fonts holds.

    Of a letter with marks it names the letter alone. So where marks stand beside it they are
    taken first; if the letter is lacking too, that is told the next time.
    """
    signs: set[str] = set()
    for cluster in _LACKING.findall(told):
        text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), cluster)
        signs |= _marks_after(text[-1], content) or set(text)
    return {ord(sign) for sign in signs if not sign.isascii()}


def _marks_after(letter: str, content: str) -> set[str]:
    runs = re.findall(f"{re.escape(letter)}([^\0-\u02ff]+)", content)
    marks = (takewhile(lambda sign: unicodedata.category(sign)[0] == "M", run) for run in runs)
    return {sign for run in marks for sign in run}


def _name(sign: str) -> str:
    """A sign in words, as [grinning face]; a letter by its number. Joiners are left out."""
    if unicodedata.category(sign) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(sign, ""):
        return ""
    if unicodedata.category(sign)[0] in "SP":
        return f"[{unicodedata.name(sign, '').lower()}]"
    return f"[U+{ord(sign):04X}]"


def _breakable(run: re.Match[str]) -> str:
    return _PIECE.sub(rf"\1{_BREAK}", run[0])


class _Content:
    """A document as the layout reads it. named: what stands for signs the fonts lack."""

    def __init__(self, named: Mapping[int, str]) -> None:
        self._named = named

    def of(self, document: Document) -> Content:
        blocks = shown(document)
        language, _, region = document.language.partition("-")
        made = document.made.astimezone(UTC)
        return {
            "title": self._text(document.title).strip() or UNTITLED,
            "subtitle": self._text(document.subtitle),
            "marking": self._text(document.marking),
            "foot": self._text(foot(document)),
            "language": language,
            "region": region or None,
            "made": {part: getattr(made, part) for part in _MOMENT},
            "facts": [[self._text(name), self._text(value)] for name, value in facts(document)],
            "contents": {"title": CONTENTS, "depth": CONTENTS_DEPTH if contents(blocks) else 0},
            "blocks": [_KINDS[type(block)](self, block) for block in blocks],
            "note": NAMED_NOTE if self._named else "",
        }

    def _text(self, text: str) -> str:
        plain = plain_text(text).translate(self._named)
        return _LONG_RUN.sub(_breakable, plain)

    def _line(self, line: Line) -> list[Content]:
        return [{"text": self._text(span.text), "style": span.style} for span in line]

    def _heading(self, block: Heading) -> Content:
        return {"kind": "heading", "level": block.level, "text": self._text(block.text)}

    def _paragraph(self, block: Paragraph) -> Content:
        return {
            "kind": "paragraph",
            "role": block.role,
            "line": self._line(block.line),
            "leads": leads_on(block),
        }

    def _listing(self, block: Listing) -> Content:
        items = [self._line(item) for item in block.items]
        return {"kind": "listing", "ordered": block.ordered, "items": items}

    def _table(self, block: Table) -> Content:
        rows = [[[self._line(line) for line in cell] for cell in row] for row in block.rows]
        texts = [[[_words(line) for line in cell] for cell in row] for row in rows]
        heights = [row_height(row, block.columns) for row in texts]
        return {
            **self._framed(block.caption, block.columns, texts),
            "kind": "table",
            "rows": [
                {"whole": row_kept_whole(height), "cells": row}
                for row, height in zip(rows, heights, strict=True)
            ],
            "row_heads": block.row_heads,
        }

    def _bars(self, block: Bars) -> Content:
        words = [(self._text(bar.label), self._text(bar.said)) for bar in block.bars]
        return {
            **self._framed(block.caption, BARS, [([label], [], [said]) for label, said in words]),
            "kind": "bars",
            "axis": QUARTERS,
            "rows": [
                {
                    "label": label,
                    "picture": svg(bar),
                    "told": bar_in_words(bar),
                    "said": said,
                }
                for bar, (label, said) in zip(block.bars, words, strict=True)
            ],
        }

    def _framed(self, caption: str, columns: Sequence[Column], texts: Sequence[Texts]) -> Content:
        """What stands around the rows of a table."""
        widths = column_widths(columns, texts, _PRINT)
        return {
            "caption": self._text(caption),
            "columns": [
                {"title": self._text(column.title), "width": width, "numeric": column.numeric}
                for column, width in zip(columns, widths, strict=True)
            ],
            "whole": table_kept_whole([row_height(row, columns) for row in texts]),
            "nothing": NOTHING,
        }

    def _box(self, block: Box) -> Content:
        return {
            "kind": "box",
            "title": self._text(block.title),
            "text": self._text(block.text).strip(),
            "gap": self._text(gap(block)),
        }


def _words(line: list[Content]) -> str:
    return "".join(span["text"] for span in line)


_KINDS: Mapping[type, Callable[..., Content]] = {
    Heading: _Content._heading,
    Paragraph: _Content._paragraph,
    Listing: _Content._listing,
    Table: _Content._table,
    Bars: _Content._bars,
    Box: _Content._box,
}
