"""Files of every readable kind, written by the tests that read them."""

from __future__ import annotations

import io
import zipfile
from collections.abc import Callable, Sequence
from xml.sax.saxutils import escape

Lines = Sequence[str]


def docx(lines: Lines, table: Sequence[Lines] = (), after: Lines = ()) -> bytes:
    """Paragraphs, a table, and paragraphs after it."""
    import docx as library

    document = library.Document()
    for line in lines:
        document.add_paragraph(line)
    if table:
        grid = document.add_table(rows=0, cols=len(table[0]))
        for row in table:
            for cell, text in zip(grid.add_row().cells, row, strict=True):
                cell.text = text
    for line in after:
        document.add_paragraph(line)
    return saved(document)


_ODF = "urn:oasis:names:tc:opendocument:xmlns"
_ODT = (
    '<?xml version="1.0" encoding="UTF-8"?>\n<office:document-content'
    f' xmlns:office="{_ODF}:office:1.0" xmlns:text="{_ODF}:text:1.0"'
    f' xmlns:table="{_ODF}:table:1.0" xmlns:style="{_ODF}:style:1.0"'
    f' xmlns:draw="{_ODF}:drawing:1.0" xmlns:fo="{_ODF}:xsl-fo-compatible:1.0"'
    ' xmlns:dc="http://purl.org/dc/elements/1.1/" office:version="1.2">'
    "<office:automatic-styles>%s</office:automatic-styles>"
    "<office:body><office:text%s>\n%s\n</office:text></office:body></office:document-content>"
)


def odt(lines: Lines, body: str = "", *, styles: str = "", attributes: str = "") -> bytes:
    """Paragraphs, and then `body` as XML."""
    told = "".join(f"<text:p>{escape(line)}</text:p>\n" for line in lines)
    parts = {
        "mimetype": "application/vnd.oasis.opendocument.text",
        "content.xml": _ODT % (styles, attributes, told + body),
        "META-INF/manifest.xml": "<manifest/>",
    }
    out = io.BytesIO()
    with zipfile.ZipFile(out, "w") as packed:
        for name, text in parts.items():
            packed.writestr(name, text)
    return out.getvalue()


def saved(document: object) -> bytes:
    out = io.BytesIO()
    document.save(out)  # type: ignore[attr-defined]
    return out.getvalue()


def with_part(packed: bytes, name: str, change: Callable[[bytes], bytes]) -> bytes:
    """A zip file with one of its parts changed, or added."""
    out = io.BytesIO()
    with (
        zipfile.ZipFile(io.BytesIO(packed)) as old,
        zipfile.ZipFile(out, "w", zipfile.ZIP_DEFLATED) as new,
    ):
        for part in old.namelist():
            if part != name:
                new.writestr(part, old.read(part))
        new.writestr(name, change(old.read(name) if name in old.namelist() else b""))
    return out.getvalue()


def pdf(pages: Sequence[Lines], trailer: str = "") -> bytes:
    """A minimal PDF: one font, one stream a page. trailer: more of the last dictionary."""
    count = len(pages)
    kids = " ".join(f"{4 + 2 * n} 0 R" for n in range(count))
    bodies = [
        b"<</Type/Catalog/Pages 2 0 R>>",
        f"<</Type/Pages/Count {count}/Kids[{kids}]>>".encode(),
        b"<</Type/Font/Subtype/Type1/BaseFont/Helvetica/Encoding/WinAnsiEncoding>>",
    ]
    for n, lines in enumerate(pages):
        shown = b"BT /F1 11 Tf 50 800 Td 14 TL\n" + b"".join(map(_shown, lines)) + b"ET"
        bodies.append(
            f"<</Type/Page/Parent 2 0 R/MediaBox[0 0 595 842]/Contents {5 + 2 * n} 0 R"
            "/Resources<</Font<</F1 3 0 R>>>>>>".encode()
        )
        bodies.append(b"<</Length %d>>stream\n%s\nendstream" % (len(shown), shown))
    return _numbered(bodies, trailer)


def _shown(line: str) -> bytes:
    escaped = line.replace("\\", "\\\\").replace("(", "\\(").replace(")", "\\)")
    return b"(" + escaped.encode("cp1252") + b") Tj T*\n"


def _numbered(bodies: Sequence[bytes], trailer: str) -> bytes:
    out, starts = b"%PDF-1.4\n", []
    for number, body in enumerate(bodies, 1):
        starts.append(len(out))
        out += b"%d 0 obj\n%s\nendobj\n" % (number, body)
    table = "".join(f"{start:010} 00000 n \n" for start in starts)
    size = len(bodies) + 1
    end = f"xref\n0 {size}\n0000000000 65535 f \n{table}trailer\n"
    end += f"<</Size {size}/Root 1 0 R{trailer}>>\nstartxref\n{len(out)}\n%%EOF\n"
    return out + end.encode()


LOCK = (
    f"/Encrypt<</Filter/Standard/V 1/R 2/O<{'5a' * 32}>/U<{'a5' * 32}>/P -4>>"
    f"/ID[<{'01' * 16}><{'01' * 16}>]"
)


def rtf(lines: Lines) -> bytes:
    def escaped(line: str) -> str:
        plain = line.replace("\\", "\\\\").replace("{", "\\{").replace("}", "\\}")
        return "".join(c if c.isascii() else f"\\u{ord(c)}?" for c in plain)

    body = "".join(f"{escaped(line)}\\par\n" for line in lines)
    return f"{{\\rtf1\\ansi\\ansicpg1252\\deff0{{\\fonttbl{{\\f0 Arial;}}}}\n{body}}}".encode()
