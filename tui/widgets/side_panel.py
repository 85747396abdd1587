"""Beside the question: scores so far, its flags and documents, time limits, facts of the case."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tui.widgets.paragraphs import LABEL, Paragraphs

if TYPE_CHECKING:
    from tui.viewmodel import ContextView, FlagLine

_Pairs = Iterable[tuple[str, str]]


class _Context(Paragraphs):
    DEFAULT_CSS = "_Context { padding: 0 1 0 0; }"

    view: ContextView | None = None
    key = ""  # that opens the flags

    def lines(self, width: int) -> list[Content]:
        view = self.view
        if view is None:
            return [Content("")]
        blocks = [
            _block("Scores of this case", _across(view.scores, width)),
            _block("Flags of this question", _flags(view.flags, width), self.key),
            _block("Linked documents", _documents(view, width)),
            _block("Time limits", _by_day(view.limits, width)),
            _block("The case", _across(view.facts, width)),
        ]
        return [line for block in blocks for line in block] or [Content("")]


class SidePanel(VerticalScroll, can_focus=False):
    """Shown beside the talk where there is room, else in its place when asked for."""

    def compose(self) -> ComposeResult:
        yield _Context()

    def show(self, view: ContextView, flags_key: str) -> None:
        context = self.query_one(_Context)
        if view != context.view:
            context.view, context.key = view, flags_key
            context.lay_anew()


def _block(title: str, lines: list[Content], key: str = "") -> list[Content]:
    if not lines:
        return []
    named = Content.assemble((title, "bold $primary"), ("  ", ""), (key, LABEL))
    return [named, *lines, Content("")]


def _documents(view: ContextView, width: int) -> list[Content]:
    """Each kind with those of the case below it: day and stage, author, who signed and when."""
    lines: list[Content] = []
    for linked in view.documents:
        lines += Content(linked.label).wrap(width)
        for each in linked.documents:
            lines += _indented(Content(f"{each.day}  {each.stage}"), width, 1)
            by = ", ".join(part for part in (each.author, each.signed) if part)
            lines += _indented(Content.styled(by, LABEL), width, 3)
        if not linked.documents and not view.without:
            lines += _indented(Content.styled(_NONE_OF_KIND, LABEL), width, 1)
    if view.documents and view.without:
        lines += Content.styled(_NO_DOCUMENTS, LABEL).wrap(width)
    return lines


_NONE_OF_KIND = "none of this kind in the case yet"
_NO_DOCUMENTS = "No documents in this case yet; /add reads them in."


def _flags(flags: Iterable[FlagLine], width: int) -> list[Content]:
    lines: list[Content] = []
    for flag in flags:
        sign = Content.styled(flag.sign.ljust(4), "bold $warning")
        first, *rest = Content.styled(flag.text, "" if flag.undecided else LABEL).wrap(width - 4)
        lines += [Content.assemble(sign, first), *(line.pad_left(4) for line in rest)]
    return lines


def _indented(text: Content, width: int, by: int) -> list[Content]:
    return [line.pad_left(by) for line in text.wrap(max(width - by, 8))]


def _by_day(limits: _Pairs, width: int) -> list[Content]:
    """Limits that end on the same day stand under it; each is said once."""
    days: dict[str, list[str]] = {}
    for label, day in limits:
        days.setdefault(day, []).append(label)
    lines: list[Content] = []
    for day, labels in days.items():
        lines.append(Content(day))
        for label in labels:
            wrapped = Content.styled(label, LABEL).wrap(max(width - 2, 8))
            lines += [line.pad_left(2) for line in wrapped]
    return lines


def _across(pairs: _Pairs, width: int) -> list[Content]:
    """Label left, a short value at the right edge of its last line, a long one below, indented."""
    lines: list[Content] = []
    for label, value in pairs:
        name, said = Content.styled(label, LABEL), Content(value)
        room = width - said.cell_length - 2
        if room >= min(name.cell_length, width // 2) and "\n" not in value:
            *above, last = name.wrap(room)
            gap = " " * (width - last.cell_length - said.cell_length)
            lines += [*above, Content.assemble(last, gap, said)]
        else:
            lines += name.wrap(width)
            lines += [line.pad_left(2) for line in said.wrap(max(width - 2, 8))]
    return lines
