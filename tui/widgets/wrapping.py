"""Where the lines of a text end on a width, found fast enough for a document of 500 pages.

`Content.wrap` looks at each word; this looks at each line, and draws nothing.
"""

from __future__ import annotations

import re

from rich.cells import cell_len

# Signs that may take no cell, or two. All others, Welsh letters and typed quotes among them, take
# one, so that characters count cells.
_ODD = re.compile("[^\x20-\x7e\xa0-\xac\xae-\u02ff\u1e00-\u1eff\u2010-\u2027\u2030-\u203a\u20ac]")


def line_spans(text: str, width: int) -> list[tuple[int, int]]:
    """Start and end of each line of a text without line ends; at least one. Lines are broken at
    spaces, and inside a word only where it is wider than a line."""
    if _ODD.search(text):
        return _by_cells(text, width)
    spans: list[tuple[int, int]] = []
    start = 0
    while len(text) - start > width:
        space = text.rfind(" ", start, start + width + 1)
        end = space if space > start else start + width
        spans.append((start, end))
        start = end + 1 if space == end else end
    spans.append((start, len(text)))
    return spans


def _by_cells(text: str, width: int) -> list[tuple[int, int]]:
    spans: list[tuple[int, int]] = []
    start, space, cells = 0, -1, 0
    at = 0
    while at < len(text):
        size = cell_len(text[at])
        if text[at] == " ":
            space = at
        if cells + size > width and at > start:
            end = space if space > start else at
            spans.append((start, end))
            start = at = end + 1 if end == space else end
            space, cells = -1, 0
            continue
        cells += size
        at += 1
    spans.append((start, len(text)))
    return spans
