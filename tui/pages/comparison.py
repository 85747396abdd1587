"""A document of a case against what was written before it, as lines of text.

Marks carry the meaning, never colour; changed words are told beneath their sentence.
"""

from __future__ import annotations

from collections.abc import Callable, Iterator, Mapping
from typing import Any

from domain.flags.copied import Verdict
from domain.flags.edits import Edit
from tui.printing import wrapped
from tui.viewmodel.comparison_rows import (
    FLAGGED,
    KEY,
    ComparisonView,
    Form,
    Head,
    Raised,
    Row,
    Sentence,
    Share,
    edits_of,
    percent,
)

BENEATH = "      "


def lines_of(view: ComparisonView) -> Iterator[str]:
    """The shares of all sections first, then the text of each."""
    yield from wrapped(f"{view.title}: {view.told}", indent="  ")
    yield from wrapped(f"Compared with {view.against}.", indent="  ")
    yield KEY
    for row in view.rows:
        yield from _LINES[type(row)](row)


def change_told(edit: Edit) -> str:
    """`“mother” became “aunt”`"""
    if not edit.before:
        return f"added “{edit.after}”"
    if not edit.after:
        return f"left out “{edit.before}”"
    return f"“{edit.before}” became “{edit.after}”"


def marked(mark: str, text: str) -> list[str]:
    """A sentence behind the mark that says what became of it."""
    return wrapped(text, first=f"  {mark} ", indent="    ")


def changes_told(edits: tuple[Edit, ...]) -> list[str]:
    changed = "; ".join(map(change_told, edits))
    return wrapped(changed, first=BENEATH, indent=BENEATH) if changed else []


def _share(row: Share) -> Iterator[str]:
    share = "   –" if row.share is None else f"{percent(row.share):>4}"
    counts = f"  {row.counts}" if row.counts else ""
    flags = f"  {row.flags} {FLAGGED}" if row.flags else ""
    yield from wrapped(f"{row.name}{counts}{flags}", first=f"{share}  ", indent=BENEATH)


def _head(row: Head) -> Iterator[str]:
    yield ""
    yield from wrapped(f"{row.name}: {row.share}", indent="  ")


def _sentence(row: Sentence) -> Iterator[str]:
    yield from marked(row.mark, row.text)
    if row.passage is None:
        return
    if row.verdict is Verdict.EDITED:
        yield from changes_told(edits_of(row.passage.text, row.text))
    if row.placed:
        yield from wrapped(f"from {row.passage.said}", first=BENEATH, indent=BENEATH)


def _raised(row: Raised) -> Iterator[str]:
    standing = f" [{row.standing}]" if row.standing else ""
    yield from marked(FLAGGED if row.counts else " ", f"{row.say}{standing}")
    if row.flag.against and not row.about_words:
        yield from wrapped(f"Held against: {row.flag.against}", first=BENEATH, indent=BENEATH)


def _form(_row: Form) -> Iterator[str]:
    """Nobody's words, and read aloud often enough elsewhere."""
    return iter(())


_LINES: Mapping[type[Row], Callable[[Any], Iterator[str]]] = {
    Share: _share,
    Head: _head,
    Form: _form,
    Sentence: _sentence,
    Raised: _raised,
}
