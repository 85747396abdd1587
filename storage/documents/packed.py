"""What is packed as a zip file, looked over before it is opened: how far it would swell, locks,
and XML that defines entities.
"""

from __future__ import annotations

import io
import zipfile

from storage.documents.limits import LARGEST_UNPACKED, LARGEST_XML, MOST_PARTS
from storage.documents.trouble import Unreadable

_ENTITIES = ("<!DOCTYPE", "<!ENTITY")


def opened(data: bytes) -> zipfile.ZipFile:
    """The file, once it is known not to grow out of all measure and to have no lock."""
    packed = zipfile.ZipFile(io.BytesIO(data))
    parts = packed.infolist()
    if any(part.flag_bits & 1 for part in parts):
        raise Unreadable("locked")
    if len(parts) > MOST_PARTS or sum(part.file_size for part in parts) > LARGEST_UNPACKED:
        raise Unreadable("unpacks")
    return packed


def xml_of(packed: zipfile.ZipFile, part: zipfile.ZipInfo) -> bytes:
    """One part that is XML. Neither kind of document may have a document type in it, and only
    that can define entities."""
    if part.file_size > LARGEST_XML:
        raise Unreadable("unpacks")
    xml = packed.read(part)
    for mark in _ENTITIES:
        if any(mark.encode(encoding) in xml for encoding in ("utf-8", "utf-16-le", "utf-16-be")):
            raise Unreadable("entities")
    return xml
