"""The tags of a PDF as a screen reader finds them, with their words, read by PDFium."""

from __future__ import annotations

import ctypes
from collections.abc import Iterator
from dataclasses import dataclass, field
from typing import Any

import pypdfium2 as pdfium
import pypdfium2.raw as raw


@dataclass
class Tag:
    """One element. text: its own words and those of the elements in it, in the order of reading."""

    kind: str
    alt: str = ""
    scope: str = ""
    children: list[Tag | str] = field(default_factory=list)

    @property
    def text(self) -> str:
        return "".join(c if isinstance(c, str) else c.text for c in self.children)

    def all(self, *kinds: str) -> Iterator[Tag]:
        """Every element of these kinds within this one, in order."""
        for child in self.children:
            if isinstance(child, Tag):
                if child.kind in kinds:
                    yield child
                yield from child.all(*kinds)


def pages_of(data: bytes) -> list[Tag]:
    """The tags of each page; an element that goes over pages is found on each of them."""
    document = pdfium.PdfDocument(data)
    try:
        return [_page(document[number]) for number in range(len(document))]
    finally:
        document.close()


def _page(page: Any) -> Tag:
    words = _words(page)
    tree = raw.FPDF_StructTree_GetForPage(page)
    try:
        return Tag(
            "page",
            children=[
                _tag(raw.FPDF_StructTree_GetChildAtIndex(tree, number), words)
                for number in range(raw.FPDF_StructTree_CountChildren(tree))
            ],
        )
    finally:
        raw.FPDF_StructTree_Close(tree)


def _words(page: Any) -> dict[int, str]:
    """The words of a page by the number of the marked content they stand in."""
    words: dict[int, str] = {}
    texts = page.get_textpage()
    for thing in page.get_objects(filter=[raw.FPDF_PAGEOBJ_TEXT], max_depth=15):
        number = raw.FPDFPageObj_GetMarkedContentID(thing)
        if number >= 0:
            more = _string(raw.FPDFTextObj_GetText, thing, texts)
            words[number] = words.get(number, "") + more
    return words


def _tag(element: Any, words: dict[int, str]) -> Tag:
    made = Tag(
        _string(raw.FPDF_StructElement_GetRawType, element),
        _string(raw.FPDF_StructElement_GetAltText, element),
        _string(raw.FPDF_StructElement_GetStringAttribute, element, b"Scope"),
    )
    for number in range(raw.FPDF_StructElement_CountChildren(element)):
        child = raw.FPDF_StructElement_GetChildAtIndex(element, number)
        if child:
            made.children.append(_tag(child, words))
        else:
            at = raw.FPDF_StructElement_GetChildMarkedContentID(element, number)
            made.children.append(words.get(at, ""))
    return made


def _string(call: Any, *of: Any) -> str:
    """What PDFium writes into a buffer, which it first gives the length of, in UTF-16."""
    size = call(*of, None, 0)
    buffer = ctypes.create_string_buffer(size)
    call(*of, ctypes.cast(buffer, call.argtypes[-2]), size)
    return buffer.raw[:size].decode("utf-16-le").rstrip("\0")
