"""A document as Markdown, in GitHub's form of it: CommonMark and tables.

No text of the document is markup: each sign that could be is escaped, addresses too, so that none
becomes a link. A line's end within a text is `<br>`, which holds in a table, a list and a heading
alike. White space at the ends of a line is not kept; Markdown has no way to.
"""

from __future__ import annotations

import re
import string
from collections.abc import Callable, Iterable, Iterator

from domain.report import (
    Bars,
    Block,
    Box,
    Document,
    Heading,
    Line,
    Lines,
    Listing,
    Paragraph,
    Span,
    Style,
    Table,
    joined,
    strong,
)
from storage.exports.plain_text import plain_text
from storage.exports.wording import gap, in_order, interval_said, made_on

_SIGNS = re.compile(r"[\\`*_{}\[\]<>|~#$^@]|&(?=[#A-Za-z])")
# What some readers take for an address though no sign in it is markup.
_ADDRESSES = re.compile(r"(?<=http)(?=://)|(?<=https)(?=://)|(?<=ftp)(?=://)|(?<=www)(?=\.)", re.I)
# GitHub links addresses of e-mail even where their sign is escaped; a comment parts them.
_MAIL = re.compile(r"(?<=\w\\@)(?=\w)")
_LINE_END = re.compile(r"[ \t]*\n[ \t]*")
_POINT = re.compile(r"[+=-]|(\d{1,9})(?=[.)](?:\s|$))")
_PUNCTUATION = string.punctuation + string.whitespace
_NOTHING = "Nothing to show."


def write(document: Document) -> bytes:
    """The text, in UTF-8, with a blank line between its parts."""
    marking = _line(strong(document.marking))
    parts = [
        marking,
        f"# {_text(document.title).strip()}",
        _start(_text(document.subtitle)),
        "\n".join(
            f"- {_line((*strong(name), Span(f': {value}')))}" for name, value in document.facts
        ),
        *_blocks(in_order(document.blocks)),
        "---",
        marking,
        _start(_text(joined((document.foot, made_on(document))))),
    ]
    return ("\n\n".join(part for part in parts if part) + "\n").encode()


def _text(text: str) -> str:
    """The text on one line, as no markup."""
    escaped = _SIGNS.sub(r"\\\g<0>", plain_text(text))
    parted = _MAIL.sub("<!-- -->", _ADDRESSES.sub(r"\\", escaped))
    return _LINE_END.sub("<br>", parted)


def _start(text: str) -> str:
    """The same where a line begins with it: no point of a list, no rule, no code set in."""
    text = text.strip(" \t")
    found = _POINT.match(text)
    if found is None:
        return text
    return f"{found[1]}\\{text[found.end() :]}" if found[1] else f"\\{text}"


def _line(line: Line) -> str:
    return _start(_spans(line))


def _spans(line: Line) -> str:
    """The spans in one. Stars make text strong only where blanks or signs stand around them."""
    said = ""
    for number, span in enumerate(line):
        text = f"“{_text(span.text)}”" if span.style is Style.QUOTE else _text(span.text)
        if span.style is not Style.STRONG or not text.strip():
            said += text
            continue
        before = said[-1:]
        after = line[number + 1].text[:1] if number + 1 < len(line) else ""
        blank = text[0].isspace() or text[-1].isspace()
        if before.strip() or blank or after.strip(_PUNCTUATION):
            said += f"<strong>{text}</strong>"
        else:
            said += f"**{text}**"
    return said


def _blocks(blocks: Iterable[Block]) -> Iterator[str]:
    ways: dict[type, Callable[..., str]] = {
        Heading: lambda heading: f"{'#' * (heading.level + 1)} {_text(heading.text)}",
        Paragraph: lambda paragraph: _line(paragraph.line),
        Listing: _listing,
        Table: _table,
        Bars: _bars,
        Box: _box,
    }
    before: Block | None = Listing(())  # the facts
    for block in blocks:
        if isinstance(block, Listing) and isinstance(before, Listing):
            yield "<!-- -->"  # or the two lists would be one
        yield ways[type(block)](block)
        before = block


def _listing(listing: Listing) -> str:
    return "\n".join(
        f"{f'{number}.' if listing.ordered else '-'} {_line(item)}"
        for number, item in enumerate(listing.items, 1)
    )


def _table(table: Table) -> str:
    heads = [_text(column.title) for column in table.columns]
    sides = ["---:" if column.numeric else "---" for column in table.columns]
    rows = [[_cell(cell) for cell in row] for row in table.rows]
    return _grid(table.caption, heads, sides, rows)


def _cell(cell: Lines) -> str:
    return "<br>".join(_spans(line).strip(" \t") for line in cell)


def _bars(bars: Bars) -> str:
    rows = [
        [
            _text(bar.label),
            "no score" if bar.percent is None else f"{bar.percent}%",
            interval_said(bar.interval),
            _text(bar.said),
        ]
        for bar in bars.bars
    ]
    heads = ["Name", "Score", "95% interval", "Figures"]
    return _grid(bars.caption, heads, ["---", "---:", "---", "---"], rows)


def _grid(caption: str, heads: list[str], sides: list[str], rows: list[list[str]]) -> str:
    rows = rows or [[_NOTHING] + [""] * (len(heads) - 1)]
    table = "\n".join(f"| {' | '.join(cells)} |" for cells in (heads, sides, *rows))
    return f"{_line(strong(caption))}\n\n{table}"


def _box(box: Box) -> str:
    says = _start(_text(box.text)) if box.text.strip() else _line(strong(gap(box)))
    return f"> {_line(strong(box.title))}\n>\n> {says}"
