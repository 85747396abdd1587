"""Word documents: the text of the body in its order, tables and form fields included.

python-docx opens the file and answers its body. The walk over it is our own, since forms keep
their answers in content controls and tracked insertions, which its lists of paragraphs pass over.
What was struck out, macros, links and pictures are left alone.
"""

from __future__ import annotations

import io
from collections.abc import Iterator
from typing import Any

from storage.documents import packed
from storage.documents.trouble import Unreadable

_W = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
_PARAGRAPH, _TABLE, _ROW, _CELL = f"{_W}p", f"{_W}tbl", f"{_W}tr", f"{_W}tc"
_TEXT, _TAB, _BREAK, _RETURN = f"{_W}t", f"{_W}tab", f"{_W}br", f"{_W}cr"
_NEW_PAGE, _HYPHEN, _TAB_STOPS = f"{_W}lastRenderedPageBreak", f"{_W}noBreakHyphen", f"{_W}pPr"
_STRUCK_OUT = frozenset({f"{_W}del", f"{_W}moveFrom", f"{_W}rPr", _TAB_STOPS})
# The same text box once more, for old readers.
_AGAIN = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"

_PAGE_END = "\f"


def pages_of(data: bytes) -> list[str]:
    """The text, page by page where Word has left a note of where its pages ended."""
    _refuse_hostile(data)
    import docx

    try:
        body = docx.Document(io.BytesIO(data)).element.body
    except ValueError as error:
        raise Unreadable("macros" if "content type" in str(error) else "damaged") from None
    return "".join(_told(body)).split(_PAGE_END)


def _refuse_hostile(data: bytes) -> None:
    """A zip file that grows out of all measure, and XML that does."""
    with packed.opened(data) as parts:
        for part in parts.infolist():
            if part.filename.lower().endswith((".xml", ".rels")):
                packed.xml_of(parts, part)


def _told(element: Any) -> Iterator[str]:
    """The text below an element of the body."""
    for child in element.iterchildren():
        tag = child.tag
        if tag == _PARAGRAPH:
            yield from _told(child)
            yield "\n"
        elif tag == _TABLE:
            yield from _table(child)
        elif tag == _TEXT:
            yield child.text or ""
        elif tag == _TAB:
            yield "\t"
        elif tag in (_BREAK, _RETURN):
            yield "\n"
        elif tag == _HYPHEN:
            yield "-"
        elif tag == _NEW_PAGE:
            yield _PAGE_END
        elif isinstance(tag, str) and tag not in _STRUCK_OUT and tag != _AGAIN:
            yield from _told(child)


def _table(table: Any) -> Iterator[str]:
    """Row by row: short cells side by side, so that 'Name | Kyle' stays one line."""
    for row in table.iter(_ROW):
        if next(row.iterancestors(_TABLE)) is not table:
            continue  # a table within a cell is told where it stands
        cells = [
            "".join(_told(cell)).strip(" \t\n")
            for cell in row.iter(_CELL)
            if next(cell.iterancestors(_ROW)) is row
        ]
        cells = list(filter(None, cells))
        if len(cells) >= _COLUMNS and all(len(cell) <= _SHORT for cell in cells):
            yield f"{_ROW_BEGINS}{_TAB_BETWEEN.join(map(_in_one_line, cells))}\n"
        else:
            short = all("\n" not in cell for cell in cells)
            yield (_TAB_BETWEEN if short else "\n").join(cells) + "\n"


def _in_one_line(cell: str) -> str:
    return ", ".join(line.strip() for line in cell.split("\n") if line.strip())


# Several columns of few words are a list, as of what is planned, by whom and by when: one line
# however its cells are broken, and a bullet, since the lines of prose may run on into each other.
# Two columns are a question of the form beside its answer.
_COLUMNS, _SHORT = 3, 300
_ROW_BEGINS, _TAB_BETWEEN = "• ", "\t"
