"""A document as PDF/UA: tagged, laid out by typst, its words handed over as data."""

from __future__ import annotations

import json
import re
import unicodedata
from collections.abc import Callable, Mapping
from pathlib import Path
from typing import Any

import typst

from domain.report import Bars, Box, Document, Heading, Line, Listing, Paragraph, Table
from storage.exports.paged import (
    BARS_HEAD,
    CONTENTS_DEPTH,
    NOTHING,
    TO_BE_WRITTEN,
    UNTITLED,
    bar_in_words,
    contents,
    facts,
    in_order,
    kept_whole,
)
from storage.exports.plain_text import plain_text

Content = dict[str, Any]

HERE = Path(__file__).parent
NAMED_NOTE = "Signs that the fonts of this file do not hold are told by name, in [brackets]."

# A run this long does not fit the narrowest column, so it may be broken at any sign.
_LONG_RUN = re.compile(r"\S{25,}")
_BREAK = "\u200b"
_LACKING = re.compile(r'the text `"(.+?)"` could not be displayed', re.DOTALL)
_ESCAPED = re.compile(r"\\u\{([0-9a-f]+)\}")


def write(document: Document) -> bytes:
    """The whole file.

    Only typst's own fonts are used, so that every machine writes the same file; the signs they
    lack are told by name. Nothing is put on the disk: words and layout are handed over in memory.
    Raises typst.TypstError when typst cannot lay it out.
    """
    layout = b"\n".join(HERE.joinpath(name).read_bytes() for name in ("bars.typ", "pdf.typ"))
    named: dict[int, str] = {}
    while True:
        try:
            return typst.compile(
                layout,
                format="pdf",
                pdf_standards=["ua-1"],
                ignore_system_fonts=True,
                sys_inputs={"document": json.dumps(_Content(named).of(document))},
                timestamp=int(document.made.timestamp()),
            )
        except typst.TypstError as error:
            lacking = _lacking(str(error.diagnostic)) - named.keys()
            if not lacking:
                raise
            named |= {sign: _name(chr(sign)) for sign in lacking}


def _lacking(told: str) -> set[int]:
    """The signs typst says none of its fonts holds. Of a letter with marks, the marks."""
    signs: set[str] = set()
    for cluster in _LACKING.findall(told):
        text = _ESCAPED.sub(lambda m: chr(int(m[1], 16)), cluster)
        marks = {sign for sign in text if unicodedata.category(sign)[0] == "M"}
        signs |= marks if marks and text[0].isalpha() else set(text)
    return {ord(sign) for sign in signs if not sign.isascii()}


def _name(sign: str) -> str:
    """A sign in words, as [grinning face]; a letter by its number. Joiners are left out."""
    if unicodedata.category(sign) == "Cf" or "VARIATION SELECTOR" in unicodedata.name(sign, ""):
        return ""
    if unicodedata.category(sign)[0] == "S":
        return f"[{unicodedata.name(sign, '').lower()}]"
    return f"[U+{ord(sign):04X}]"


class _Content:
    """A document as the layout reads it. named: what stands for signs the fonts lack."""

    def __init__(self, named: Mapping[int, str]) -> None:
        self._named = named

    def of(self, document: Document) -> Content:
        blocks = tuple(in_order(document.blocks))
        language, _, region = document.language.partition("-")
        made = document.made
        return {
            "title": self._text(document.title).strip() or UNTITLED,
            "subtitle": self._text(document.subtitle),
            "marking": self._text(document.marking),
            "foot": self._text(document.foot),
            "language": language,
            "region": region or None,
            "made": {key: getattr(made, key) for key in ("year", "month", "day")},
            "facts": [[self._text(name), self._text(value)] for name, value in facts(document)],
            "contents": CONTENTS_DEPTH if contents(blocks) else 0,
            "blocks": [_KINDS[type(block)](self, block) for block in blocks],
            "note": NAMED_NOTE if self._named else "",
        }

    def _text(self, text: str) -> str:
        plain = plain_text(text).translate(self._named)
        return _LONG_RUN.sub(lambda run: _BREAK.join(run[0]), plain)

    def _line(self, line: Line) -> list[Content]:
        return [{"text": self._text(span.text), "style": span.style} for span in line]

    def _heading(self, block: Heading) -> Content:
        return {"kind": "heading", "level": block.level, "text": self._text(block.text)}

    def _paragraph(self, block: Paragraph) -> Content:
        return {"kind": "paragraph", "role": block.role, "line": self._line(block.line)}

    def _listing(self, block: Listing) -> Content:
        items = [self._line(item) for item in block.items]
        return {"kind": "listing", "ordered": block.ordered, "items": items}

    def _table(self, block: Table) -> Content:
        return {
            "kind": "table",
            "caption": self._text(block.caption),
            "columns": [
                {"title": self._text(c.title), "share": c.share, "numeric": c.numeric}
                for c in block.columns
            ],
            "rows": [
                {
                    "whole": kept_whole(row),
                    "cells": [[self._line(line) for line in cell] for cell in row],
                }
                for row in block.rows
            ],
            "row_heads": block.row_heads,
            "nothing": NOTHING,
        }

    def _bars(self, block: Bars) -> Content:
        return {
            "kind": "bars",
            "caption": self._text(block.caption),
            "columns": BARS_HEAD,
            "bars": [
                {
                    "label": self._text(bar.label),
                    "percent": bar.percent,
                    "interval": bar.interval,
                    "said": self._text(bar.said),
                    "alt": bar_in_words(bar),
                }
                for bar in block.bars
            ],
            "nothing": NOTHING,
        }

    def _box(self, block: Box) -> Content:
        return {
            "kind": "box",
            "title": self._text(block.title),
            "text": self._text(block.text).strip(),
            "gap": TO_BE_WRITTEN,
            "to_write": self._text(block.to_write),
        }


_KINDS: Mapping[type, Callable[..., Content]] = {
    Heading: _Content._heading,
    Paragraph: _Content._paragraph,
    Listing: _Content._listing,
    Table: _Content._table,
    Bars: _Content._bars,
    Box: _Content._box,
}
