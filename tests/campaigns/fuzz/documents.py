"""Documents of every readable kind, as their reader takes them, and what is made of their words.

The readers run here without the process of their own that the program gives them, so that many
inputs can be tried; the limits of time and memory of that process are tested beside them.
"""

from __future__ import annotations

import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from functools import partial
from pathlib import Path
from typing import NamedTuple
from unittest import mock

from domain.documents import Moment
from domain.flags.checking import check
from domain.intents import AddDocuments
from storage.documents import opening
from storage.documents.document import Document
from storage.documents.forms import Form
from storage.documents.trouble import sentence
from storage.documents.worker import _answer
from storage.errors import BadFile
from tests.campaigns.fuzz.changes import Change, bytes_changed, in_its_parts
from tests.campaigns.fuzz.guided import ROOT, Door, refused
from tests.domain.flags import case_with_documents as case
from tests.instruments import take
from tests.storage import written
from tui.document_details import Details, new_document, recognised

_LINES = ("Core Asset – Review", "Kyle’s home is with his aunt.", "Written: 3 Feb 2012 by A.W.")
_SOURCES = ROOT / "storage" / "demonstration" / "documents" / "FM-63"
_HTML = (
    b"<html><head><meta charset=utf-8><title>t</title><script>x</script></head><body><h1>RoSH</h1>"
    b"<table><tr><td>a</td><td>b</td></tr></table><p>Kyle&rsquo;s &#8211;<br><!-- c --></body>"
)


class _Kind(NamedTuple):
    """seeds: whole small files. change: within its parts, where it is packed."""

    ending: str
    seeds: tuple[bytes, ...]
    words: tuple[bytes, ...]
    change: Change | None = None


def _kinds() -> dict[str, _Kind]:
    xml = (b"<w:p>", b"</w:p>", b"<w:t>", b"<w:tbl>", b"<w:tr>", b"<w:tc>", b"<w:del>", b"<text:p>",
           b'<text:s text:c="99999999999"/>', b"<!ENTITY a 'b'>",
           b"&#0;", b"xmlns:x='y'")  # fmt: skip
    rtf = (b"{\\rtf1\\ansi", b"\\par ", b"\\u8217?", b"\\'92", b"\\bin9999999999 ", b"{\\*\\x",
           b"\\u-99999", b"\\uc0", b"\\ansicpg99999", b"\\trowd\\cell\\row")  # fmt: skip
    pdf = (b"obj", b"endobj", b"stream", b"endstream", b"/Length -1", b"/Kids[2 0 R]", b"xref",
           b"/Count 99999999", b"/Parent 3 0 R", b"trailer", b"/Encrypt 1 0 R",
           b"BT", b"Tj")  # fmt: skip
    html = (b"<p>", b"</p>", b"<table>", b"<td", b"<script>", b"</script", b"<!--", b"-->",

            b"<?", b"&#x110000;", b"&#xD800;", b"<![CDATA[", b"<pre>", b"<a b='")  # fmt: skip
    plain = (b"\f", b"\xff\xfe", b"\x00", b"Written:", b"Countersigned:", b"Signed", b"3 Feb 2012")
    packed = in_its_parts(bytes_changed(xml))
    lines = "\n".join(_LINES)
    return {
        "txt": _Kind(
            ".txt", (lines.encode(), lines.encode("utf-16"), lines.encode("cp1252")), plain
        ),
        "html": _Kind(".html", (_HTML,), html),
        "rtf": _Kind(".rtf", (written.rtf(_LINES),), rtf),
        "docx": _Kind(".docx", (written.docx(_LINES, [("a", "b", "c")]),), xml, packed),
        "odt": _Kind(".odt", (written.odt(_LINES),), xml, packed),
        "pdf": _Kind(".pdf", (written.pdf([_LINES, _LINES]),), pdf),
    }


@contextmanager
def _door(_folder: Path, ending: str) -> Iterator[Door]:
    kind = _kinds()[ending]

    def enter(data: bytes) -> bool:
        try:
            document = opening._read(data, f"a{kind.ending}")
        except BadFile as error:
            return refused(error)
        assert "\x1b" not in document.text
        return True

    with mock.patch.object(opening, "_read_apart", _here):
        yield Door(
            f"document-{ending}", kind.seeds, enter, ("storage/documents",), kind.words, kind.change
        )


def _here(form: Form, data: bytes, name: str) -> list[str]:
    """The reader's answer, without a process of its own."""
    answer = _answer(form, data)
    pages = answer.get("pages")
    if not isinstance(pages, list):
        raise BadFile(sentence(str(answer["unreadable"]), name))
    return pages


DOORS = {f"document-{ending}": partial(_door, ending=ending)
         for ending in ("txt", "html", "rtf", "docx", "odt", "pdf")}  # fmt: skip


@contextmanager
def words_door(_folder: Path) -> Iterator[Door]:
    """The words of two versions of a document: recognised, put on file and looked through."""
    seeds = tuple(file.read_bytes()[:6000] for file in sorted(_SOURCES.glob("*.txt")))
    first = _document(seeds[0].decode())

    def enter(data: bytes) -> bool:
        try:
            document = opening._read(data, "a.txt")
        except BadFile:
            return False
        details = [_details(each) for each in (first, document)]
        texts = {each.words.key: each.words for each in (first, document)}
        new = tuple(map(new_document, details, (first, document)))
        session = take(_CASE, AddDocuments(new, tuple(texts[each.text] for each in new)))
        found = check(session, texts, case.TODAY)
        assert all(flag.say for flag in found.flags)
        return True

    yield Door("document-words", seeds, enter, ("domain/flags", "domain/documents.py"), _TELLING)


_TELLING = tuple(
    b"Date of birth: 1 May 1996|Written: 3 Feb 2012|Signed: A. Wren|Countersigned by: B. Lark|"
    b"Review|he is 15 years old|Year 10|awaiting sentence|on bail|next week|his aunt|no longer|"
    b"Living arrangements|Statutory education|girlfriend|moved to|will be sentenced on 3 March|"
    b"never|since|never offended|previous convictions: none|looked after child".split(b"|")
)
_CASE = case.CaseWithDocuments(case.FACTS).session


def _document(text: str) -> Document:
    data = text.encode()
    return Document(
        "a.txt", "text", opening._read(data, "a.txt").words, hashlib.sha256(data).hexdigest()
    )


def _details(document: Document) -> Details:
    known = recognised(case.instrument(), document, case.TODAY)
    return known.over(
        Details(case.instrument().documents[0].id, case.instrument().stages[0].id, _DAY)
    )


_DAY = Moment.read("2012-02-03")
