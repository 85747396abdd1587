"""What kind of file it is, told by its content: a name can be wrong, and says nothing of a lock."""

from __future__ import annotations

import io
import re
import zipfile
import zlib
from enum import StrEnum
from pathlib import PurePath

from storage.errors import BadFile


class Form(StrEnum):
    """A kind of file that can be read."""

    TEXT = "text"
    HTML = "HTML"
    RTF = "RTF"
    DOCX = "DOCX"
    ODT = "ODT"
    PDF = "PDF"


_OWN_SUFFIX = {Form.TEXT: ".txt", Form.HTML: ".html", Form.RTF: ".rtf", Form.DOCX: ".docx",
               Form.ODT: ".odt", Form.PDF: ".pdf"}  # fmt: skip

# What a name may promise. Case management systems write RTF and HTML under the name .doc, and
# Word opens them; any other name promises nothing.
_PROMISED: dict[str, frozenset[Form]] = {
    ".txt": frozenset({Form.TEXT}),
    ".text": frozenset({Form.TEXT}),
    ".md": frozenset({Form.TEXT, Form.HTML}),
    ".markdown": frozenset({Form.TEXT, Form.HTML}),
    ".html": frozenset({Form.HTML, Form.TEXT}),
    ".htm": frozenset({Form.HTML, Form.TEXT}),
    ".rtf": frozenset({Form.RTF}),
    ".docx": frozenset({Form.DOCX}),
    ".odt": frozenset({Form.ODT}),
    ".doc": frozenset({Form.RTF, Form.HTML, Form.DOCX}),
    ".pdf": frozenset({Form.PDF}),
}

_HTML_START = re.compile(
    rb"\s*+(?:(?><!--(?:(?!-->).){0,2000}-->)\s*+|<\?xml[^>]{0,200}>\s*+)*+<(?:!doctype\s+html|html|head|body)\b",
    re.IGNORECASE | re.DOTALL,
)
_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
_PICTURES = (b"\x89PNG", b"\xff\xd8\xff", b"GIF8", b"II*\x00", b"MM\x00*", b"BM")
_MARKS = (b"\xff\xfe", b"\xfe\xff", b"\xef\xbb\xbf")

_ODF_MARK = "mimetype"
_ODF = b"application/vnd.oasis.opendocument."
_ODF_TEXT = _ODF + b"text"
_LOOKED_AT = 100
_NOT_UNPACKED = (
    *(zipfile.BadZipFile, zlib.error, EOFError, OSError),
    *(ValueError, RuntimeError, UnicodeDecodeError),
)

# Text has tabs, line ends and page ends, hardly ever another control character.
_CONTROLS = bytes(set(range(32)) - set(b"\t\n\v\f\r\x1b")) + b"\x7f"
_MOST_CONTROLS = 0.01


def form_of(data: bytes, name: str) -> Form:
    """The kind of file, by its first bytes. Raises BadFile for one that cannot be read."""
    form = _by_content(data, name)
    suffix = PurePath(name).suffix.lower()
    if form not in _PROMISED.get(suffix, frozenset(Form)):
        raise BadFile(
            f"{name} is not what its name says: its content is {form.value}; rename it to end in "
            f"{_OWN_SUFFIX[form]} if it is the right file."
        )
    return Form.HTML if form is Form.TEXT and suffix in (".html", ".htm") else form


def _by_content(data: bytes, name: str) -> Form:
    head = data[:4096]
    if not data.strip():
        raise BadFile(f"{name} is empty: choose the file that holds the text.")
    if head.startswith(b"PK\x03\x04"):
        return _in_zip(data, name)
    if head.startswith(_OLE):
        raise BadFile(_about_ole(data, name))
    if b"%PDF-" in head[:1024]:
        return Form.PDF
    if head.removeprefix(b"\xef\xbb\xbf").lstrip().startswith(b"{\\rtf"):
        return Form.RTF
    if head.startswith(_PICTURES):
        raise BadFile(f"{name} is a picture, which holds no text: have it typed, or add a note.")
    if head.startswith(_MARKS):
        return Form.HTML if _HTML_START.match(head.replace(b"\x00", b"")[2:]) else Form.TEXT
    if _HTML_START.match(head):
        return Form.HTML
    if len(data.translate(None, _CONTROLS)) < (1 - _MOST_CONTROLS) * len(data) or b"\x00" in data:
        raise BadFile(
            f"{name} is damaged or no document: give DOCX, ODT, PDF, RTF, HTML or plain text."
        )
    return Form.TEXT


def _in_zip(data: bytes, name: str) -> Form:
    """DOCX and ODT, among all that is packed as a zip file."""
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as packed:
            names = set(packed.namelist())
            told = _start_of(packed, _ODF_MARK) if _ODF_MARK in names else b""
    except _NOT_UNPACKED:
        raise BadFile(f"{name} is damaged: it cannot be unpacked; get it anew.") from None
    if "word/document.xml" in names:
        return Form.DOCX
    if told.startswith(_ODF_TEXT):
        return Form.ODT
    if told.startswith(_ODF):
        raise BadFile(f"{name} is an OpenDocument file and no text: save it as PDF and add that.")
    raise BadFile(f"{name} is a packed file and no document: give the document itself.")


def _start_of(packed: zipfile.ZipFile, part: str) -> bytes:
    """No more than is looked at: whatever else is packed there stays packed."""
    with packed.open(part) as opened:
        return opened.read(_LOOKED_AT)


def _about_ole(data: bytes, name: str) -> str:
    """Files of the old Office, and new ones behind a password, are packed in the same way."""
    if "EncryptedPackage".encode("utf-16-le") in data:
        return f"{name} is locked with a password: open it, save it without one, and add that."
    return f"{name} is in a format of the old Office: save it as DOCX or PDF and add that."
