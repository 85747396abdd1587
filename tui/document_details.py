"""What is recorded of a document: given by a person or recognised in it; what is still wanting.

Everything here is worked out from text; the command line and the screen ask for it in their own
ways and say the same sentences.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from dataclasses import dataclass, replace
from datetime import date
from typing import Any, Literal

from domain.calendar import say_date
from domain.case import choose
from domain.documents import DocumentText, Moment, NewDocument
from domain.errors import Refused
from domain.flags import particulars
from domain.instrument import Choice, Fact, Instrument
from domain.wording import plural
from storage.documents import PASTED, Document

LEFT_OUT = "-"  # typed for what is not to be recorded, although it stands in the document
_LONGEST_NAME = 200

Part = Literal[
    "kind", "stage", "dated", "author", "countersigned_by", "countersigned_on", "returned_on"
]
PARTS: dict[Part, str] = {
    "kind": "Kind",
    "stage": "Stage",
    "dated": "Dated",
    "author": "Author",
    "countersigned_by": "Countersigned by",
    "countersigned_on": "Countersigned on",
    "returned_on": "Returned on",
}
_NEEDED: tuple[Part, ...] = ("kind", "stage", "dated")
# Without a name there is no countersignature that could have a day.
_TOGETHER: dict[Part, set[Part]] = {"countersigned_by": {"countersigned_by", "countersigned_on"}}


@dataclass(frozen=True, slots=True)
class Details:
    """Kind and stage by their ids; "" or None is not known. left_out: not to be recorded at all."""

    kind: str = ""
    stage: str = ""
    dated: Moment | None = None
    author: str = ""
    countersigned_by: str = ""
    countersigned_on: Moment | None = None
    returned_on: Moment | None = None
    left_out: frozenset[Part] = frozenset()

    def over(self, other: Details) -> Details:
        """These, and what the other knows of the rest."""
        both: dict[str, Any] = {**dict(known(other)), **dict(known(self))}
        return Details(**{part: v for part, v in both.items() if part not in self.left_out})

    @classmethod
    def of(cls, about: NewDocument) -> Details:
        """What is on record."""
        return cls(
            about.kind,
            about.stage,
            about.written,
            about.author,
            about.countersigned_by,
            about.countersigned,
            about.returned,
        )


def known(details: Details) -> Iterator[tuple[Part, str | Moment]]:
    """What there is of a document's details, in the order in which they are told."""
    for part in PARTS:
        value: str | Moment | None = getattr(details, part)
        if value:
            yield part, value


# -- what is typed


def read_details(instrument: Instrument, typed: Mapping[Part, str], today: date) -> Details:
    """Details as people type them; an empty text is nothing. Raises Refused, in one sentence."""
    read: dict[str, Any] = {}
    left_out: set[Part] = set()
    for part, text in typed.items():
        if text.strip() == LEFT_OUT and part not in _NEEDED:
            left_out |= _TOGETHER.get(part, {part})
        elif text.strip():
            read[part] = _READERS[part](instrument, part, text, today)
    return Details(**read, left_out=frozenset(left_out))


def choice_fact(instrument: Instrument, part: Part) -> Fact:
    """Kinds and stages to choose from as a fact's choices are: number, label or first letters."""
    kinds = (Choice(k.id, k.label, (k.short,)) for k in instrument.documents)
    stages = (Choice(s.id, s.label, s.words) for s in instrument.stages)
    choices = tuple(kinds if part == "kind" else stages)
    return Fact(part, "", PARTS[part], "", "choice", choices=choices)


def _read_choice(instrument: Instrument, part: Part, text: str, _today: date) -> str:
    return choose(instrument, choice_fact(instrument, part), text.strip())


def _read_moment(_instrument: Instrument, part: Part, text: str, today: date) -> Moment:
    try:
        at = Moment.typed(text, today)
    except Refused as refused:
        raise Refused(f"{PARTS[part]}: {refused}") from None
    if at.day > today:
        raise Refused(f"{PARTS[part]}: {say_date(at.day)} is still to come; check the day.")
    return at


def _read_name(_instrument: Instrument, _part: Part, text: str, _today: date) -> str:
    return " ".join(text.split())


_READERS: dict[Part, Callable[[Instrument, Part, str, date], object]] = {
    "kind": _read_choice,
    "stage": _read_choice,
    "dated": _read_moment,
    "author": _read_name,
    "countersigned_by": _read_name,
    "countersigned_on": _read_moment,
    "returned_on": _read_moment,
}


# -- what the document tells


def recognised(instrument: Instrument, document: Document, today: date) -> Details:
    """What stands at the head and the foot of a document, and else in the name of its file."""
    text, title = document.text, _title_of(document.name)
    kind = particulars.kind_told(text, instrument.documents) or particulars.kind_titled(
        title, instrument.documents
    )
    stage = particulars.stage_of(text, instrument.stages) or particulars.stage_of(
        title, instrument.stages
    )
    signed = particulars.countersigned(text, today)
    return Details(
        kind.id if kind else "",
        stage.id if stage else "",
        _past(particulars.written(text, today), today),
        particulars.author(text),
        signed.name,
        _past(signed.at, today),
        _past(particulars.returned(text, today), today),
    )


def _title_of(name: str) -> str:
    """The name of a file as a title would have it: 'VMP_review-2.docx' is 'VMP review 2'."""
    stem = "" if name == PASTED else name.rpartition(".")[0] or name
    return stem.replace("_", " ").replace("-", " ").replace(":", " ")


def _past(at: Moment | None, today: date) -> Moment | None:
    """A day still to come is a slip of the form's, or another day than the one looked for."""
    return at if at and at.day <= today else None


# -- what is wanting, and what is told


def lacking(instrument: Instrument, details: Details) -> tuple[Part, ...]:
    """What must be known and is not."""
    missing = [part for part in _NEEDED if not getattr(details, part)]
    if details.countersigned_on and not details.countersigned_by:
        missing.append("countersigned_by")
    return tuple(part for part in missing if part != "stage" or instrument.stages)


def names_of(instrument: Instrument, part: Part) -> tuple[str, ...]:
    """What can be typed for a kind or a stage, in short."""
    if part == "kind":
        return tuple(kind.short for kind in instrument.documents)
    return tuple(stage.label for stage in instrument.stages)


def say_part(instrument: Instrument, part: Part, value: str | Moment) -> str:
    """One detail as people read it, and can type it again."""
    if part == "kind":
        return instrument.document[str(value)].short
    if part == "stage":
        return instrument.stage[str(value)].label
    return str(value)


def say_details(instrument: Instrument, details: Details) -> str:
    """'RoSH screening, Review, 3 Feb 2012, by A.W., countersigned by M.T. on 4 Feb 2012'."""
    told = [
        _SAID.get(part, ", {}").format(say_part(instrument, part, value))
        for part, value in known(details)
    ]
    return "".join(told).removeprefix(", ")


_SAID: dict[Part, str] = {
    "author": ", by {}",
    "countersigned_by": ", countersigned by {}",
    "countersigned_on": " on {}",
    "returned_on": ", returned on {}",
}


def only_recognised(given: Details, merged: Details) -> Details:
    """What of a document's details nobody has given."""
    told = {part for part, _ in known(given)}
    own: dict[str, Any] = {p: v for p, v in known(merged) if p not in told}
    return Details(**own)


# -- a document to be taken


def new_document(details: Details, document: Document) -> NewDocument:
    """What is recorded of a document as read, once nothing is lacking."""
    assert details.dated is not None
    return NewDocument(
        kind=details.kind,
        stage=details.stage,
        written=details.dated,
        name=_fitting(document.name),
        form=document.form,
        sha256=document.sha256,
        text=document.words.key,
        author=details.author,
        countersigned_by=details.countersigned_by,
        countersigned=details.countersigned_on,
        returned=details.returned_on,
    )


def changed(about: NewDocument, details: Details) -> NewDocument:
    """A document on record with other details."""
    assert details.dated is not None
    return replace(
        about,
        kind=details.kind,
        stage=details.stage,
        written=details.dated,
        author=details.author,
        countersigned_by=details.countersigned_by,
        countersigned=details.countersigned_on,
        returned=details.returned_on,
    )


def _fitting(name: str) -> str:
    """A name of a file that is too long keeps its beginning and its ending."""
    if len(name) <= _LONGEST_NAME:
        return name
    return f"{name[: _LONGEST_NAME - 21]}…{name[-20:]}"


def size_of(text: DocumentText) -> str:
    """'412 words, 4 pages'; pages only where the file knows them."""
    words = plural(len(text.text.split()), "word")
    return f"{words}, {plural(len(text.pages), 'page')}" if len(text.pages) > 1 else words
