"""One line: left what stands first, right what stands last; the middle gives way."""

from __future__ import annotations

from textual.content import Content

from tui.widgets.paragraphs import LABEL, Paragraphs


class StatusLine(Paragraphs):
    """Where one is and how far. Parts that do not fit are left out from the least needed on."""

    def __init__(self, *, id: str | None = None) -> None:
        super().__init__(id=id)
        self._parts: tuple[str, str, str, str, str] = ("", "", "", "", "")

    def show(self, case: str, about: str, criterion: str, progress: str, left: str) -> None:
        parts = (case, about, criterion, progress, left)
        if parts != self._parts:
            self._parts = parts
            self.lay_anew(layout=False)

    def lines(self, width: int) -> list[Content]:
        case, about, criterion, progress, left = self._parts
        for first, last in (
            ((case, about, criterion), (progress, left)),
            ((case, criterion), (progress, left)),
            ((case, criterion), (progress,)),
            ((case,), (progress,)),
            ((case,), ()),
        ):
            start, end = _joined(first, "bold"), _joined(last, "")
            gap = width - start.cell_length - end.cell_length
            if gap >= 2 or not last:
                return [Content.assemble(start, " " * max(gap, 0), end).truncate(width)]
        return [Content("")]


def _joined(parts: tuple[str, ...], style: str) -> Content:
    shown = [part for part in parts if part]
    if not shown:
        return Content("")
    rest = [Content.styled(part, LABEL) for part in shown[1:]]
    dot = Content.styled("  ·  ", "$rule")
    return dot.join([Content.styled(shown[0], style), *rest])
