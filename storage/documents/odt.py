"""OpenDocument text: the text of the body in its order, by the standard XML parser.

What was struck out, remarks in the margin, footnotes and tables of contents are left alone;
scripts, links and pictures are never looked at.
"""

from __future__ import annotations

import re
import zipfile
from collections.abc import Iterator
from xml.etree.ElementTree import Element, fromstring

from storage.documents import packed
from storage.documents.trouble import Unreadable

_OASIS = "urn:oasis:names:tc:opendocument:xmlns"
_OFFICE, _TEXT = f"{{{_OASIS}:office:1.0}}", f"{{{_OASIS}:text:1.0}}"
_TABLE, _STYLE = f"{{{_OASIS}:table:1.0}}", f"{{{_OASIS}:style:1.0}}"
_FO = f"{{{_OASIS}:xsl-fo-compatible:1.0}}"

_DRAW = f"{{{_OASIS}:drawing:1.0}}"

_BODY = f"{_OFFICE}body/{_OFFICE}text"
_PARAGRAPHS = frozenset({f"{_TEXT}p", f"{_TEXT}h"})
_SPACES, _TAB = f"{_TEXT}s", f"{_TEXT}tab"
_BREAK, _NEW_PAGE = f"{_TEXT}line-break", f"{_TEXT}soft-page-break"
_WHOLE_TABLE, _ROW = f"{_TABLE}table", f"{_TABLE}table-row"
_CELL, _FRAME = f"{_TABLE}table-cell", f"{_DRAW}frame"
_LEFT_ALONE = frozenset(
    (
        *(f"{_TEXT}tracked-changes", f"{_TEXT}note", f"{_TEXT}table-of-content"),
        *(f"{_TEXT}ruby-text", f"{_OFFICE}annotation", f"{_OFFICE}forms"),
    )
)
_MOST_SPACES = 100  # a number in the file says how many there are, and may say anything

_CONTENT, _MANIFEST = "content.xml", "META-INF/manifest.xml"
_SEALED = "encrypted-package"
_LOCKED = b"encryption-data"

_PAGE_END = "\f"


def pages_of(data: bytes) -> list[str]:
    """The text, page by page where the writer has left a note of where its pages ended."""
    with packed.opened(data) as parts:
        _refuse_locked(parts)
        content = fromstring(packed.xml_of(parts, parts.getinfo(_CONTENT)))
    body = content.find(_BODY)
    if body is None:
        raise Unreadable("damaged")
    text = "".join(_Reader(_begin_a_page(content)).told(body)).lstrip(f"\n{_PAGE_END}")
    if body.get(f"{_TEXT}use-soft-page-breaks") != "true":
        return [text.replace(_PAGE_END, "")]
    return re.split(rf"{_PAGE_END}\s*(?:{_PAGE_END}\s*)*", text)


def _refuse_locked(parts: zipfile.ZipFile) -> None:
    names = set(parts.namelist())
    if _SEALED in names:
        raise Unreadable("locked")
    if _CONTENT not in names:
        raise Unreadable("damaged")
    if _MANIFEST in names and _LOCKED in parts.read(_MANIFEST):
        raise Unreadable("locked")


def _begin_a_page(content: Element) -> frozenset[str]:
    """The styles whose paragraphs the author has put on a page of their own."""
    return frozenset(
        style.get(f"{_STYLE}name", "")
        for style in content.iter(f"{_STYLE}style")
        if style.get(f"{_STYLE}master-page-name")
        or any(part.get(f"{_FO}break-before") == "page" for part in style)
    )


class _Reader:
    """A walk over the body. White space between paragraphs is the file's and nobody's text."""

    def __init__(self, begin_a_page: frozenset[str]) -> None:
        self._begin_a_page = begin_a_page

    def told(self, element: Element, *, in_line: bool = False) -> Iterator[str]:
        """The text below an element. in_line: whether it stands in a paragraph."""
        if in_line:
            yield _run(element.text)
        for child in element:
            yield from self._child(child, in_line)
            if in_line:
                yield _run(child.tail)

    def _child(self, child: Element, in_line: bool) -> Iterator[str]:
        tag = child.tag
        if tag in _PARAGRAPHS:
            yield _PAGE_END if child.get(f"{_TEXT}style-name") in self._begin_a_page else ""
            yield from self.told(child, in_line=True)
            yield "\n"
        elif tag == _WHOLE_TABLE:
            yield from self._table(child)
        elif tag == _SPACES:
            yield " " * min(int(child.get(f"{_TEXT}c", "1")), _MOST_SPACES)
        elif tag in _SIGNS:
            yield _SIGNS[tag]
        elif tag not in _LEFT_ALONE:
            yield from self.told(child, in_line=in_line and tag != _FRAME)

    def _table(self, table: Element) -> Iterator[str]:
        """Row by row: short cells side by side, so that 'Name | Kyle' stays one line."""
        for child in table:
            if child.tag == _ROW:
                cells = ["".join(self.told(cell)) for cell in child.iterfind(_CELL)]
                kept = [cell.strip(" \t\n") for cell in cells]
                short = all("\n" not in cell for cell in kept)
                yield ("\t" if short else "\n").join(filter(None, kept)) + "\n"
            elif child.tag in _SIGNS:
                yield _SIGNS[child.tag]
            else:
                yield from self._table(child)  # rows stand in groups, too


_SIGNS = {_TAB: "\t", _BREAK: "\n", _NEW_PAGE: _PAGE_END}


def _run(text: str | None) -> str:
    """Text of a paragraph; a line end in the file is a space like any other."""
    return re.sub(r"[ \t\r\n]+", " ", text or "")
