"""A document as one web page: no script, nothing fetched, made to be printed and to be heard.

The page is held to WCAG 2.2 at level AA. Its policy lets a browser use the page's one style sheet,
named by its hash, and nothing else, so that even text which slipped through could not act.
"""

from __future__ import annotations

import base64
import hashlib
import re
from collections.abc import Callable, Iterable, Iterator
from functools import cache
from html import escape
from importlib.resources import files

from domain.report import (
    Bar,
    Bars,
    Block,
    Box,
    Column,
    Document,
    Heading,
    Line,
    Lines,
    Listing,
    Paragraph,
    Style,
    Table,
    joined,
    text_of,
)
from storage.exports.plain_text import plain_text
from storage.exports.wording import gap, in_order, interval_said, made_on

_MARKED = {Style.PLAIN: "{}", Style.STRONG: "<strong>{}</strong>", Style.QUOTE: "<q>“{}”</q>"}
_STRETCH = re.compile(r"\S{24}(?=\S)")
_LONG_WORD = re.compile(r"(?<!\S)\S{25}")
_IN_CONTENTS = 2  # levels of headings
_GRID = "".join(f'<path class="grid" d="M{x} 0V22"/>' for x in (0, 25, 50, 75, 100))
_SCALE = (
    '<span class="unseen">Bar on a scale of 0 to 100 per cent</span><span class="scale"'
    ' aria-hidden="true"><span>0</span><span>25</span><span>50</span><span>75</span>'
    "<span>100%</span></span>"
)


def write(document: Document) -> bytes:
    """The page, in UTF-8."""
    blocks = list(in_order(document.blocks))
    style = _style(document)
    page = (
        f'<!DOCTYPE html>\n<html lang="{_text(document.language)}">\n{_head(document, style)}'
        f'<body>\n<a class="skip" href="#main">Skip to the text</a>\n{_top(document)}'
        f"{_contents(blocks)}"
        f'<main id="main">\n{"".join(_Body().written(blocks))}</main>\n'
        f"{_bottom(document)}</body>\n</html>\n"
    )
    return page.encode()


def _text(text: str) -> str:
    return escape(plain_text(text))


def _breaking(text: str) -> str:
    """For a cell: a word too long for any column may be broken, where no sign is added."""
    cleaned = plain_text(text)
    if _LONG_WORD.search(cleaned) is None:
        return escape(cleaned)
    return escape(_STRETCH.sub(r"\g<0>\0", cleaned)).replace("\0", "<wbr>")


def _line(line: Line, way: Callable[[str], str] = _text) -> str:
    return "".join(_MARKED[span.style].format(way(span.text)) for span in line)


# --- what frames the text -------------------------------------------------------------------------


def _head(document: Document, style: str) -> str:
    digest = base64.b64encode(hashlib.sha256(style.encode()).digest()).decode()
    policy = f"default-src 'none'; style-src 'sha256-{digest}'; base-uri 'none'; form-action 'none'"
    return (
        '<head>\n<meta charset="utf-8">\n'
        f'<meta http-equiv="Content-Security-Policy" content="{policy}">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        '<meta name="referrer" content="no-referrer">\n'
        f"<title>{_text(joined((document.title, document.marking)))}</title>\n"
        f"<style>{style}</style>\n</head>\n"
    )


def _top(document: Document) -> str:
    facts = "".join(
        f"<div><dt>{_text(name)}</dt><dd>{_text(value)}</dd></div>\n"
        for name, value in document.facts
    )
    subtitle = document.subtitle and f'<p class="subtitle">{_text(document.subtitle)}</p>\n'
    return (
        f'<header class="top">\n<p class="marking">{_text(document.marking)}</p>\n'
        f"<h1>{_text(document.title)}</h1>\n{subtitle}"
        + (f'<dl class="facts">\n{facts}</dl>\n' if facts else "")
        + "</header>\n"
    )


def _bottom(document: Document) -> str:
    said = joined((document.foot, made_on(document)))
    return (
        f'<footer class="bottom">\n<p class="marking">{_text(document.marking)}</p>\n'
        f'<p class="small">{_text(said)}</p>\n</footer>\n'
    )


def _contents(blocks: Iterable[Block]) -> str:
    """Links to the headings of the upper levels; they are numbered as `_Body` numbers them."""
    items, depth = [], 0
    headings = (block for block in blocks if isinstance(block, Heading))
    for number, heading in enumerate(headings, 1):
        if heading.level > _IN_CONTENTS:
            continue
        if heading.level > depth:
            items.append("<ul>")
        else:
            items.append("</li>\n" + "</ul></li>\n" * (depth - heading.level))
        depth = heading.level
        items.append(f'<li><a href="#h{number}">{_text(heading.text)}</a>')
    if not items:
        return ""
    items.append("</li></ul>" * depth)
    return (
        '<nav class="contents" aria-labelledby="contents">\n<h2 id="contents">Contents</h2>\n'
        f"{''.join(items)}\n</nav>\n"
    )


# --- its style ------------------------------------------------------------------------------------


@cache
def _sheet() -> str:
    return files("storage.exports").joinpath("page.css").read_text(encoding="utf-8")


def _style(document: Document) -> str:
    """The style sheet, with the marking at the head and foot of each page that is printed.

    Browsers without boxes in the margin of a page (Firefox, Safari) print it down the side.
    """
    marking = _css_string(document.marking)
    foot = f'{_css_string(document.foot)} "\\a " {_css_string(made_on(document))}'
    shares = sorted({s for b in document.blocks if isinstance(b, Table) for s in _shares(b)})
    widths = "".join(f"col.w{share}{{width:{share}%}}" for share in shares)
    return (
        f"{_sheet()}{widths}"
        "@page{"
        f"@top-center{{content:{marking};font:700 9pt Arial,sans-serif;white-space:nowrap}}"
        f"@bottom-center{{content:{marking};font:700 9pt Arial,sans-serif;white-space:nowrap}}"
        f"@bottom-left{{content:{foot};font:7pt Arial,sans-serif;white-space:pre}}"
        '@bottom-right{content:"Page " counter(page) " of " counter(pages);'
        "font:8pt Arial,sans-serif}"
        "}"
        "@media print{@supports (-moz-appearance:none) or (font:-apple-system-body){"
        "body{padding-right:8mm}"
        f"body::after{{content:{marking};position:fixed;top:0;right:0;writing-mode:vertical-rl;"
        "font:700 9pt Arial,sans-serif}}}"
    )


def _css_string(text: str) -> str:
    """A string of CSS in which every sign but letters, digits and spaces is written by number."""
    shown = re.sub(r"\s+", " ", plain_text(text))
    return '"' + re.sub("[^A-Za-z0-9 ]", lambda m: f"\\{ord(m[0]):x} ", shown) + '"'


def _shares(table: Table) -> list[int]:
    """What part of the width each column takes, in whole per cent."""
    total = sum(column.share for column in table.columns)
    return [round(100 * column.share / total) for column in table.columns]


# --- blocks ---------------------------------------------------------------------------------------


class _Body:
    """Writes block after block, and counts headings and boxes so that each can be pointed to."""

    def __init__(self) -> None:
        self._headings = 0
        self._boxes = 0

    def written(self, blocks: Iterable[Block]) -> Iterator[str]:
        ways: dict[type, Callable[..., str]] = {
            Heading: self._heading,
            Paragraph: _paragraph,
            Listing: _listing,
            Table: _table,
            Bars: _bars,
            Box: self._box,
        }
        for block in blocks:
            yield ways[type(block)](block) + "\n"

    def _heading(self, heading: Heading) -> str:
        self._headings += 1
        name = f"h{heading.level + 1}"
        return f'<{name} id="h{self._headings}">{_text(heading.text)}</{name}>'

    def _box(self, box: Box) -> str:
        self._boxes += 1
        filled = bool(box.text.strip())
        says = f"<p>{_text(box.text)}</p>" if filled else f'<p class="todo">{_text(gap(box))}</p>'
        return (
            f'<div class="box{"" if filled else " gap"}" role="group"'
            f' aria-labelledby="b{self._boxes}">\n'
            f'<p id="b{self._boxes}"><strong>{_text(box.title)}</strong></p>\n{says}\n</div>'
        )


def _paragraph(paragraph: Paragraph) -> str:
    role = "" if paragraph.role == "body" else f' class="{paragraph.role}"'
    return f"<p{role}>{_line(paragraph.line)}</p>"


def _listing(listing: Listing) -> str:
    if not listing.items:
        return ""
    name = "ol" if listing.ordered else "ul"
    items = "".join(f"<li>{_line(item)}</li>\n" for item in listing.items)
    return f"<{name}>\n{items}</{name}>"


def _table(table: Table) -> str:
    """Roles are named as well, for browsers that forget them where a narrow page stacks cells."""
    widths = "".join(f'<col class="w{share}">' for share in _shares(table))
    titles = [_text(column.title) for column in table.columns]
    heads = "".join(
        f'<th scope="col" role="columnheader"{_numeric(column)}>{_breaking(column.title)}</th>'
        for column in table.columns
    )
    rows = "".join(
        f'<tr role="row">{"".join(_cells(table, row, titles))}</tr>\n' for row in table.rows
    ) or (
        f'<tr role="row"><td role="cell" class="none" colspan="{len(table.columns)}">'
        "Nothing to show.</td></tr>\n"
    )
    return (
        f'<table role="table">\n<caption>{_text(table.caption)}</caption>\n'
        f'<colgroup>{widths}</colgroup>\n<thead role="rowgroup">\n<tr role="row">{heads}</tr>\n'
        f'</thead>\n<tbody role="rowgroup">\n{rows}</tbody>\n</table>'
    )


def _numeric(column: Column) -> str:
    return ' class="number"' if column.numeric else ""


def _cells(table: Table, row: tuple[Lines, ...], titles: list[str]) -> Iterator[str]:
    """titles: of the columns, for a page so narrow that each cell has to name its own."""
    cells = zip(table.columns, titles, row, strict=True)
    for number, (column, title, cell) in enumerate(cells):
        says = "".join(f"<p>{_line(line, _breaking)}</p>" for line in cell)
        if number == 0 and table.row_heads and any(text_of(line).strip() for line in cell):
            yield f'<th scope="row" role="rowheader"{_numeric(column)}>{says}</th>'
        else:
            named = f' data-column="{title}"' if cell else ""
            yield f'<td role="cell"{_numeric(column)}{named}>{says}</td>'


def _bars(bars: Bars) -> str:
    rows = (
        "".join(
            f'<tr role="row">{_named(bar.label)}'
            f'<td role="cell" class="drawn">{_drawn(bar)}</td>'
            f'<td role="cell">{_breaking(bar.said)}</td></tr>\n'
            for bar in bars.bars
        )
        or '<tr role="row"><td role="cell" class="none" colspan="3">Nothing to show.</td></tr>\n'
    )
    return (
        f'<table role="table" class="bars">\n<caption>{_text(bars.caption)}</caption>\n'
        '<thead role="rowgroup">\n<tr role="row"><th scope="col" role="columnheader">Name</th>'
        f'<th scope="col" role="columnheader" class="drawn">{_SCALE}</th>'
        '<th scope="col" role="columnheader">Figures</th></tr>\n</thead>\n'
        f'<tbody role="rowgroup">\n{rows}</tbody>\n</table>'
    )


def _named(label: str) -> str:
    if label.strip():
        return f'<th scope="row" role="rowheader">{_breaking(label)}</th>'
    return '<td role="cell"></td>'


def _drawn(bar: Bar) -> str:
    """One bar on its axis; the whisker across it runs from end to end of the interval."""
    if bar.percent is None:
        title, shape = "No score", '<rect class="unscored" x="0" y="5" width="100" height="12"/>'
    else:
        title = f"{bar.percent} per cent"
        shape = (
            '<rect class="track" x="0" y="5" width="100" height="12"/>'
            f'<rect class="bar" x="0" y="5" width="{bar.percent}" height="12"/>'
        )
    drawn = desc = ""
    if bar.interval is not None:
        low, high = bar.interval
        desc = f"<desc>95% interval {interval_said(bar.interval)}</desc>"
        drawn = f'<path class="whisker" d="M{low} 11H{high}M{low} 7V15M{high} 7V15"/>'
    return (
        '<svg role="img" viewBox="0 0 100 22" preserveAspectRatio="none">'
        f"<title>{title}</title>{desc}{_GRID}{shape}{drawn}</svg>"
    )
