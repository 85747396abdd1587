"""Files that may be taken into a case: what was recognised in each, and what stands in the way.

The command line, the line mode and the screens all look at a file through here.
"""

from __future__ import annotations

import re
from collections.abc import Iterable, Iterator, Mapping
from datetime import date
from typing import Literal, NamedTuple

from domain.documents import CaseDocument, DocumentText, Moment, NewDocument
from domain.interview import Session
from domain.record_decisions import same_file, same_name
from domain.text_cleaning import clean
from storage.documents import PASTED, Document
from tui.document_details import (
    Details,
    Part,
    lacking,
    new_document,
    only_recognised,
    recognised,
)


class Candidate(NamedTuple):
    """A file that may be taken into a case.

    why: in a sentence, where it cannot be taken as it is; or what should be known of it if it is
    ready. lacks: what a person has to give first.
    """

    name: str
    standing: Literal["ready", "lacking", "there", "unreadable"]
    details: Details = Details()
    document: Document | None = None
    why: str = ""
    lacks: tuple[Part, ...] = ()
    recognised: Details = Details()

    @property
    def new(self) -> NewDocument:
        assert self.document is not None
        return new_document(self.details, self.document)


class OnRecord:
    """The documents of a case, known by their file, their text and their bare words.

    The same form saved as DOCX and as PDF would else look like one copied forward whole.
    """

    def __init__(self, session: Session, texts: Mapping[str, DocumentText]) -> None:
        self.session = session
        kept = ((each, texts.get(each.about.text)) for each in session.documents)
        self._by_words = {_words(text.text): each for each, text in kept if text is not None}

    def same(self, document: Document) -> CaseDocument | None:
        there = same_file(self.session, _bare(document))
        return there or self._by_words.get(_words(document.text))


def _words(text: str) -> str:
    """A text as every kind of file tells it: line ends and signs differ from one to the next."""
    return " ".join(re.findall(r"\w+", text.casefold()))


def candidate(on_record: OnRecord, document: Document, given: Details, today: date) -> Candidate:
    """A document as read, with what was given for it and what it tells itself."""
    session, name = on_record.session, document.name
    there = on_record.same(document)
    if there is not None:
        said = f"document {there.number} ({session.said(there)})"
        why = f"{name} is in this case already, as {said}."
        return Candidate(name, "there", Details.of(there.about), document, why)
    details = given.over(recognised(session.instrument, document, today))
    own = only_recognised(given, details)
    lacks = lacking(session.instrument, details)
    if lacks:
        why = f"{name} does not tell {_listed(_WANTING[part] for part in lacks)}."
        return Candidate(name, "lacking", details, document, why, lacks, own)
    return Candidate(name, "ready", details, document, _remark(session, document), (), own)


_WANTING: dict[Part, str] = {
    "kind": "its kind",
    "stage": "its stage",
    "dated": "the day it was written",
    "countersigned_by": "who countersigned it",
}


def _listed(parts: Iterable[str]) -> str:
    *most, last = parts
    return f"{', '.join(most)} or {last}" if most else last


def _bare(document: Document) -> NewDocument:
    """A document of which nothing is known but the file."""
    day, words = Moment(date.min), document.words.key
    return NewDocument("", "", day, document.name, document.form, document.sha256, words)


def _remark(session: Session, document: Document) -> str:
    """What should be known of a document that can be taken; "" for nothing."""
    told: list[str] = []
    other = same_name(session, _bare(document)) if document.name != PASTED else None
    if other is not None:
        told.append(
            f"A file of the name {document.name} is in this case already, as document "
            f"{other.number} ({session.said(other)}), with other content: both are kept."
        )
    bare = document.words.bare_pages
    if bare:
        pages = ", ".join(map(str, bare[:10])) + (" …" if len(bare) > 10 else "")
        told.append(
            f"{document.name} has no text on p {pages}: what is pictured there is not read."
        )
    return " ".join(told)


def candidates(
    on_record: OnRecord, read: Iterable[tuple[str, Document | str]], given: Details, today: date
) -> Iterator[Candidate]:
    """Files of a folder as they are read: a document, or the sentence why it is none.

    The same document twice is taken once.
    """
    seen: dict[str, str] = {}
    for name, document in read:
        if isinstance(document, str):
            # A name of a file may hold what commands a terminal.
            yield Candidate(clean(name, one_line=True), "unreadable", why=clean(document))
            continue
        words = _words(document.text)
        if words in seen:
            why = f"{name} is the same as {seen[words]}."
            yield Candidate(name, "there", Details(), document, why)
            continue
        seen[words] = name
        yield candidate(on_record, document, given, today)._replace(name=name)
