"""The documents of a case as text, and what a folder of them holds."""

from __future__ import annotations

from collections.abc import Iterator, Mapping, Sequence

from domain.documents import CaseDocument, DocumentText
from domain.instrument import Instrument
from domain.interview import Session
from domain.wording import plural
from tui.candidates import Candidate
from tui.document_details import Details, say_details, size_of
from tui.printing import cut, width, wrapped

_SIGNS = {"ready": "+", "there": "=", "lacking": "?", "unreadable": "!"}


def lines_of(session: Session, texts: Mapping[str, DocumentText]) -> list[str]:
    """Every document by its day, numbered as commands name it."""
    lines: list[str] = []
    for each in session.documents:
        lines += told(session.instrument, each, texts.get(each.about.text))
    return lines or ["No documents yet; `corecase add-document` reads them in."]


def told(instrument: Instrument, each: CaseDocument, text: DocumentText | None) -> list[str]:
    """One document: what is recorded of it, and the file it came from."""
    said = say_details(instrument, Details.of(each.about))
    size = f"; {size_of(text)}" if text else ""
    return wrapped(
        f"{said}; {each.about.name} ({each.about.form}){size}",
        first=f"{each.number:>3}  ",
        indent="     ",
    )


_BY_OPTION = "Add what is not clear by itself, with --kind, --stage and --dated."


def preview(
    instrument: Instrument, found: Sequence[Candidate], cure: str = _BY_OPTION
) -> Iterator[str]:
    """What was recognised in each file, beside the sign of what becomes of it.

    cure: what is to be done about those that are not clear.
    """
    for each in found:
        yield from wrapped(_previewed(instrument, each), first=f"{_sign(each)} ", indent="    ")
    yield ""
    yield from wrapped(counted(found))
    if any(each.standing == "lacking" for each in found):
        yield from wrapped(cure)


def _sign(each: Candidate) -> str:
    return _SIGNS[each.standing]


def _previewed(instrument: Instrument, each: Candidate) -> str:
    if each.standing in ("there", "unreadable"):
        return each.why
    name = cut(each.name, width() - 4)
    said = say_details(instrument, each.details) or "nothing was recognised"
    size = f"; {size_of(each.document.words)}" if each.document else ""
    return f"{name}: {said}{size}\n{each.why}".rstrip()


def counted(found: Sequence[Candidate]) -> str:
    """'12 files: + 9 to add, = 1 there already, ? 1 not clear, ! 1 cannot be read.'"""
    parts = [
        f"{sign} {sum(each.standing == standing for each in found)} {_COUNTED[standing]}"
        for standing, sign in _SIGNS.items()
        if any(each.standing == standing for each in found)
    ]
    return f"{plural(len(found), 'file')}: {', '.join(parts)}."


_COUNTED = {
    "ready": "to add",
    "there": "there already",
    "lacking": "not clear",
    "unreadable": "not readable",
}
