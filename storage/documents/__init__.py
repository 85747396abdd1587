"""Documents of a case read in: any readable kind of file as plain text with pages and offsets."""

from storage.documents.document import Document
from storage.documents.opening import read_document

__all__ = ["Document", "read_document"]
