"""Beside the question: facts of the case, time limits, linked documents, scores so far."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING

from textual.app import ComposeResult
from textual.containers import VerticalScroll
from textual.content import Content

from tui.widgets.paragraphs import LABEL, Paragraphs

if TYPE_CHECKING:
    from tui.viewmodel import ContextView

_Pairs = Iterable[tuple[str, str]]


class _Context(Paragraphs):
    DEFAULT_CSS = "_Context { padding: 0 1 0 0; }"

    view: ContextView | None = None

    def lines(self, width: int) -> list[Content]:
        view = self.view
        if view is None:
            return [Content("")]
        blocks = [
            _block("Scores of this case", _across(view.scores, width)),
            _block("Linked documents", [ln for n in view.documents for ln in _item(n, width)]),
            _block("Time limits", _by_day(view.limits, width)),
            _block("The case", _across(view.facts, width)),
        ]
        return [line for block in blocks for line in block] or [Content("")]


class SidePanel(VerticalScroll, can_focus=False):
    """Shown beside the talk where there is room, else in its place when asked for."""

    def compose(self) -> ComposeResult:
        yield _Context()

    def show(self, view: ContextView) -> None:
        context = self.query_one(_Context)
        if view != context.view:
            context.view = view
            context.lay_anew()


def _block(title: str, lines: list[Content]) -> list[Content]:
    if not lines:
        return []
    return [Content.styled(title, "bold $primary"), *lines, Content("")]


def _item(text: str, width: int) -> list[Content]:
    """An entry of a list; its further lines are indented."""
    first, *rest = Content(text).wrap(width) or [Content("")]
    return [first, *(line.pad_left(2) for line in rest)]


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
