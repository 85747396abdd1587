"""Flags as lines to be read: what each shows, what the record says, and what was decided."""

from __future__ import annotations

from collections.abc import Iterable, Sequence
from itertools import groupby
from typing import TYPE_CHECKING

from domain.flags.flag import Kind
from tui.printing import wrapped

if TYPE_CHECKING:
    from tui.viewmodel import ContextView, FlagView

NO_DOCUMENTS = "This case has no documents yet, so there is nothing to check."
NOTHING = "Nothing was flagged in the documents of this case."


def listed(views: Sequence[FlagView], not_checked: Iterable[str] = ()) -> list[str]:
    """Every flag under its kind, then what could not be checked. The source of a rule stands with
    the first flag of it."""
    lines: list[str] = []
    told: set[str] = set()
    for kind, group in groupby(views, lambda view: str(view.kind) if view.flag else GONE):
        of_kind = list(group)
        lines += [*([""] if lines else []), f"{headed(kind)}: {count(of_kind)}"]
        for view in of_kind:
            lines += flag(view, with_source=view.label not in told)
            told.add(view.label)
    unchecked = list(not_checked)
    if lines and unchecked:
        lines.append("")
    for sentence in unchecked:
        lines += wrapped(sentence, indent="  ")
    return lines


GONE = "decided earlier, not seen in the documents now"


def headed(kind: str) -> str:
    """`Copied and silent about a change`, where flags of a kind are listed below it."""
    named = "copied and silent about a change" if kind == Kind.SILENT else kind
    return f"{named[0].upper()}{named[1:]}"


def count(views: Sequence[FlagView]) -> str:
    """`2 of 3 to decide`, `3 decided`."""
    open_ones = sum(view.verdict is None for view in views)
    if not open_ones:
        return f"{len(views)} decided"
    of_how_many = f" of {len(views)}" if open_ones < len(views) else ""
    return f"{open_ones}{of_how_many} to decide"


def flag(view: FlagView, *, with_source: bool = True) -> list[str]:
    """One flag: number, key, sign, what it says, and its particulars below."""
    number = f"{view.number}. {view.short} " if view.number else f"{view.short} "
    sign = f"{view.sign} " if view.sign and view.verdict is None else ""
    decided = f" [{view.decided}]" if view.verdict else ""
    lines = wrapped(f"{number}{sign}{view.say}{decided}", first="  ", indent="     ")
    for text in particulars(view, with_source):
        lines += wrapped(text, first="     ", indent="       ")
    return lines


def particulars(view: FlagView, with_source: bool) -> list[str]:
    """The words, what speaks against them, the rule and the questions, a line each."""
    questions = ", ".join(f"{name} {about}" for name, about in view.questions)
    return [
        *view.quotes,
        *([f"Held against: {view.against}"] if view.against else []),
        f"Rule: {view.label}. {view.source if with_source else ''}".rstrip(),
        *([f"Bears on: {questions}"] if questions else []),
    ]


def linked(view: ContextView) -> list[str]:
    """The documents a question is linked to, and its flags."""
    lines: list[str] = []
    for kind in view.documents:
        told = "; ".join(map(str, kind.documents)) or "none of this kind in the case yet"
        lines += wrapped(f"{kind.label}: {told}", first="  ", indent="    ")
    if lines:
        lines.insert(0, "Linked documents:")
    if view.flags:
        lines.append("Flags of this question:")
        for each in view.flags:
            lines += wrapped(f"{each.sign} {each.text}".strip(), first="  ", indent="    ")
    return lines
