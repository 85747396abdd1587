"""PDF with a text layer. Its text is all that is read: no script, link, action or attachment."""

from __future__ import annotations

from contextlib import closing

from storage.documents.limits import LONGEST_TEXT, MOST_PAGES
from storage.documents.trouble import Unreadable

_SPLIT = "\ufffe"  # where the type-setter split a word
_SOFT_HYPHEN = "\N{SOFT HYPHEN}"


def pages_of(data: bytes) -> list[str]:
    import pypdfium2

    try:
        pdf = pypdfium2.PdfDocument(data)
    except pypdfium2.PdfiumError as error:
        locked = "password" in str(error).lower() or "security" in str(error).lower()
        raise Unreadable("locked" if locked else "damaged") from None
    with closing(pdf):
        if len(pdf) > MOST_PAGES:
            raise Unreadable("pages")
        pages: list[str] = []
        length = 0
        for number in range(len(pdf)):
            pages.append(_page(pdf, number))
            length += len(pages[-1])
            if length > LONGEST_TEXT:
                raise Unreadable("pages")
    if pages and not any(page.strip() for page in pages):
        raise Unreadable("scanned")
    return pages


def _page(pdf: object, number: int) -> str:
    import pypdfium2

    assert isinstance(pdf, pypdfium2.PdfDocument)
    try:
        with closing(pdf[number]) as page, closing(page.get_textpage()) as text:
            found: str = text.get_text_bounded()
    except pypdfium2.PdfiumError:
        raise Unreadable("damaged") from None
    return found.replace(f"{_SPLIT}\r\n", _SOFT_HYPHEN).replace(_SPLIT, _SOFT_HYPHEN)
