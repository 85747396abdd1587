"""RTF as text. Pictures and embedded objects are left out; fields are not worked out anew."""

from __future__ import annotations

from storage.documents.trouble import Unreadable


def pages_of(data: bytes) -> list[str]:
    from striprtf.striprtf import rtf_to_text

    # The last brace closes the document: without it, part of the file is missing.
    if not data.rstrip(b"\x00\x1a \t\r\n").endswith(b"}"):
        raise Unreadable("damaged")
    # RTF writes all but ASCII as escapes; a stray byte is one of Windows.
    return [rtf_to_text(data.decode("cp1252", errors="replace"), errors="replace")]
