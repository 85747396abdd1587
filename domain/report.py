"""What leaves the program, as content: a document of blocks to read, and sheets of cells to reckon.

Builders (a case's checklist, an inspection's report) say here what is to be told; writers in
`storage/exports` say how it looks in one format. A block holds plain text: nothing in it is markup
of any format, whatever signs it is made of.
"""

from __future__ import annotations

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date, datetime
from enum import StrEnum
from typing import Literal, NamedTuple

MARKING = "OFFICIAL-SENSITIVE"


class Style(StrEnum):
    """How a stretch of text stands out; never by colour alone."""

    PLAIN = "plain"
    STRONG = "strong"
    QUOTE = "quote"  # words taken from a record


class Span(NamedTuple):
    """A stretch of text in one style. It may hold line ends."""

    text: str
    style: Style = Style.PLAIN


Line = tuple[Span, ...]  # a paragraph's worth of text
Lines = tuple[Line, ...]


def plain(text: str) -> Line:
    return (Span(text),)


def strong(text: str) -> Line:
    return (Span(text, Style.STRONG),)


def lines(*texts: str) -> Lines:
    """Each text that is not empty as a line by itself."""
    return tuple(plain(text) for text in texts if text)


@dataclass(frozen=True, slots=True)
class Heading:
    """level: 1 for the main parts, down to 4; the document's title stands above them all."""

    level: int
    text: str


@dataclass(frozen=True, slots=True)
class Paragraph:
    """role: small for notes and warnings that stay readable, lead for what opens a part."""

    line: Line
    role: Literal["body", "lead", "small"] = "body"


@dataclass(frozen=True, slots=True)
class Listing:
    """Points of a list, numbered from 1 or with bullets."""

    items: Lines
    ordered: bool = False


class Column(NamedTuple):
    """A column of a table to read. share: its part of the width, beside those of the others."""

    title: str
    share: int = 1
    numeric: bool = False


@dataclass(frozen=True, slots=True)
class Table:
    """A table to read, its head repeated on every page. row_heads: column 1 names each row.

    rows: as many cells as there are columns, each of lines; a cell without a line is empty.
    """

    caption: str
    columns: tuple[Column, ...]
    rows: tuple[tuple[Lines, ...], ...]
    row_heads: bool = True


class Bar(NamedTuple):
    """percent: whole, 0 to 100, None for no score. said: the figures in words, with counts.

    interval: its two ends, in per cent.
    """

    label: str
    percent: int | None
    said: str
    interval: tuple[float, float] | None = None


@dataclass(frozen=True, slots=True)
class Bars:
    """Bars on an axis from 0 to 100 per cent, each with its figures written out beside it."""

    caption: str
    bars: tuple[Bar, ...]


@dataclass(frozen=True, slots=True)
class Box:
    """A place for a person's own words. Without them it is plainly a gap, with what to write."""

    title: str
    text: str
    to_write: str


Block = Heading | Paragraph | Listing | Table | Bars | Box
Value = str | int | float | date | datetime | None


class SheetColumn(NamedTuple):
    """A column of a sheet. width: in characters. percent: a share, 0 to 1, shown as per cent."""

    title: str
    width: int
    kind: Literal["text", "whole", "percent", "day", "moment"] = "text"


class Chart(NamedTuple):
    """Bars drawn from a sheet's rows, `first` to `last` counted from 0: names beside values."""

    title: str
    names: int
    values: int
    first: int
    last: int


@dataclass(frozen=True, slots=True)
class Sheet:
    """Typed cells under a head that stays in view. note: stands above the head."""

    name: str
    columns: tuple[SheetColumn, ...]
    rows: tuple[tuple[Value, ...], ...]
    note: str = ""
    charts: tuple[Chart, ...] = ()


@dataclass(frozen=True, slots=True)
class Document:
    """A whole document. marking: at the head and foot of every page. foot: beside it, each page.

    facts: what it is about, in pairs of name and value, told under the title.
    """

    title: str
    subtitle: str
    marking: str
    made: datetime
    facts: tuple[tuple[str, str], ...]
    blocks: tuple[Block, ...]
    sheets: tuple[Sheet, ...] = ()
    foot: str = ""
    language: str = "en-GB"


def text_of(line: Line) -> str:
    """A line without its styles; a quotation in quotation marks."""
    return "".join(f"“{s.text}”" if s.style is Style.QUOTE else s.text for s in line)


def joined(parts: Iterable[str], between: str = " · ") -> str:
    """The parts that are not empty, in one."""
    return between.join(part for part in parts if part)
