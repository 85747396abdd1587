"""Documents of a case read in: any readable kind of file as plain text with pages and offsets."""

from storage.documents.document import Document
from storage.documents.folder import files_in, read_each
from storage.documents.opening import PASTED, read_document, read_pasted

__all__ = ["PASTED", "Document", "files_in", "read_document", "read_each", "read_pasted"]
