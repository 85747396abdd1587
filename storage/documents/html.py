"""HTML as text, by the standard parser: nothing is run, nothing is fetched."""

from __future__ import annotations

import re
from html.parser import HTMLParser

from storage.documents.plain import decoded

_NAMED = re.compile(rb"<meta[^>]{0,200}?charset\s*=\s*[\"']?\s*([\w.:-]{1,40})", re.IGNORECASE)

_UNREAD = frozenset({"script", "style", "template", "noscript", "title", "svg", "iframe", "object"})
_BLOCKS = frozenset(
    (
        *(
            "p",
            "div",
            "section",
            "article",
            "header",
            "footer",
            "main",
            "aside",
            "form",
            "fieldset",
        ),
        *("table", "ul", "ol", "dl", "blockquote", "pre", "h1", "h2", "h3", "h4", "h5", "h6", "hr"),
    )
)
_LINES = frozenset({"br", "tr", "li", "dt", "dd", "option", "legend", "caption"})
_CELLS = frozenset({"td", "th"})


class _Reader(HTMLParser):
    def __init__(self) -> None:
        super().__init__(convert_charrefs=True)
        self.parts: list[str] = []
        self._unread: list[str] = []
        self._kept_as_is = 0

    def handle_starttag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        if tag in _UNREAD:
            self._unread.append(tag)
        self._kept_as_is += tag == "pre"
        self._part(tag)

    def handle_startendtag(self, tag: str, attrs: object) -> None:  # noqa: ARG002
        self._part(tag)

    def handle_endtag(self, tag: str) -> None:
        if self._unread and tag == self._unread[-1]:
            self._unread.pop()
        self._kept_as_is -= tag == "pre" and self._kept_as_is > 0
        self._part(tag)

    def handle_data(self, data: str) -> None:
        if not self._unread:
            self.parts.append(data if self._kept_as_is else re.sub(r"\s+", " ", data))

    def _part(self, tag: str) -> None:
        if self._unread:
            return
        if tag in _BLOCKS:
            self.parts.append("\n\n")
        elif tag in _LINES:
            self.parts.append("\n")
        elif tag in _CELLS:
            self.parts.append("\t")


def pages_of(data: bytes) -> list[str]:
    """The text a person would see, as one page."""
    named = _NAMED.search(data[:4096])
    reader = _Reader()
    reader.feed(decoded(data, named[1].decode("ascii") if named else ""))
    reader.close()
    lines = (line.strip() for line in re.sub(r"\t+", "\t", "".join(reader.parts)).split("\n"))
    return [re.sub(r"\n{3,}", "\n\n", "\n".join(lines)).strip("\n")]
