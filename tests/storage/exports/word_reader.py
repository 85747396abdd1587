"""A Word file read as the zip of XML it is, without the library that wrote it."""

from __future__ import annotations

import zipfile
from collections.abc import Iterator
from io import BytesIO
from xml.etree import ElementTree
from xml.etree.ElementTree import Element

SPACES = {
    "w": "http://schemas.openxmlformats.org/wordprocessingml/2006/main",
    "wp": "http://schemas.openxmlformats.org/drawingml/2006/wordprocessingDrawing",
    "dc": "http://purl.org/dc/elements/1.1/",
    "cp": "http://schemas.openxmlformats.org/package/2006/metadata/core-properties",
    "dcterms": "http://purl.org/dc/terms/",
    "rel": "http://schemas.openxmlformats.org/package/2006/relationships",
}
W = f"{{{SPACES['w']}}}"


class WordReader:
    def __init__(self, data: bytes) -> None:
        with zipfile.ZipFile(BytesIO(data)) as archive:
            assert archive.testzip() is None
            self.parts = {name: archive.read(name) for name in archive.namelist()}
        (self.body,) = self.part("word/document.xml").findall("w:body", SPACES)

    def part(self, name: str) -> Element:
        return ElementTree.fromstring(self.parts[name])

    def paragraphs(self, *styles: str) -> list[Element]:
        """Those in any of these styles, by id; "" is the style of plain text."""
        return [p for p in self.body.iter(f"{W}p") if style_of(p) in styles]

    def tables(self) -> list[Element]:
        return list(self.body.iter(f"{W}tbl"))


def found(element: Element, path: str) -> list[Element]:
    return element.findall(path, SPACES)


def value(element: Element | None, name: str = "val") -> str:
    """An attribute of Word's; nothing where there is no element."""
    return "" if element is None else element.get(f"{W}{name}", "")


def style_of(paragraph: Element) -> str:
    return value(paragraph.find("w:pPr/w:pStyle", SPACES))


def text_in(element: Element) -> str:
    """The words of a paragraph or a cell, its paragraphs one to a line, as they would be seen."""
    return "\n".join("".join(_parts(paragraph)) for paragraph in element.iter(f"{W}p"))


def _parts(paragraph: Element) -> Iterator[str]:
    breaks = {f"{W}br": "\n", f"{W}tab": "\t"}
    for run in paragraph.iter(f"{W}r"):
        for part in run:
            if part.tag == f"{W}t":
                yield part.text or ""
            elif part.tag in breaks:
                yield breaks[part.tag]
