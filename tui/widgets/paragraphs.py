"""Text laid out in lines with hanging labels, by the width there is.

Everything is `Content`, never a string that could be read as markup.
"""

from __future__ import annotations

from collections.abc import Iterable, Sequence

from textual.app import RenderResult
from textual.content import Content
from textual.geometry import Size
from textual.widget import Widget

NARROW = 44  # below this width labels stand in the line and nothing is indented
LABEL = "$text-muted"


class Paragraphs(Widget):
    """A widget that says its own lines for a width, and is as high as they are many."""

    DEFAULT_CSS = "Paragraphs { height: auto; text-wrap: nowrap; text-overflow: clip; }"

    def __init__(self, *, id: str | None = None, classes: str | None = None) -> None:
        super().__init__(id=id, classes=classes)
        self._laid: dict[int, list[Content]] = {}

    def lines(self, width: int) -> list[Content]:
        """The lines to show on `width` cells."""
        raise NotImplementedError

    def laid(self, width: int) -> list[Content]:
        """`lines`, laid out once for each width until `lay_anew`."""
        if width not in self._laid:
            self._laid = {width: self.lines(max(width, 4))}
        return self._laid[width]

    def lay_anew(self, *, layout: bool = True) -> None:
        """What is shown has changed; with `layout` perhaps its height too."""
        self._laid.clear()
        self.refresh(layout=layout)

    def get_content_height(self, _container: Size, _viewport: Size, width: int) -> int:
        return len(self.laid(width))

    def render(self) -> RenderResult:
        return Content("\n").join(self.laid(self.content_size.width))


def hanging(label: Content, text: Content, width: int, indent: int) -> list[Content]:
    """`text` wrapped behind a column of `indent` cells that begins with `label`."""
    if width < NARROW:
        inline = Content.assemble(label, " ", text) if label else text
        return inline.wrap(width)
    lines = text.wrap(max(width - indent, 8)) or [Content("")]
    if label.cell_length >= indent:
        return [label, *(line.pad_left(indent) for line in lines)]
    first = Content.assemble(label, " " * (indent - label.cell_length), lines[0])
    return [first, *(line.pad_left(indent) for line in lines[1:])]


def labelled(label: str, text: str | Content, width: int, indent: int) -> list[Content]:
    """A quiet label and what belongs to it; no line at all without text."""
    content = Content(text) if isinstance(text, str) else text
    return hanging(Content.styled(label, LABEL), content, width, indent) if text else []


def labelled_lines(label: str, text: str, width: int, indent: int) -> list[Content]:
    """The lines of a text that are not empty, one below the other, the label before the first."""
    lines: list[Content] = []
    for line in filter(str.strip, text.split("\n")):
        lines += hanging(
            Content("") if lines else Content.styled(label, LABEL), Content(line), width, indent
        )
    return lines


def in_columns(
    cells: Sequence[Content], width: int, indent: int, gap: int = 3, most: int = 0
) -> list[Content]:
    """Short entries in as many columns as fit, read downwards; too long ones are cut with `…`.

    most: lines there are; to keep to them, entries are cut down to a third of the width.
    """
    if not cells:
        return []
    room = max(width - (indent if width >= NARROW else 0), 8)
    widest = min(max(cell.cell_length for cell in cells), room)
    columns = max(1, min(len(cells), (room + gap) // (widest + gap)))
    if most > 0 and len(cells) > columns * most and width >= NARROW:
        columns = min(-(-len(cells) // most), 3)
        widest = (room - gap * (columns - 1)) // columns
    height = -(-len(cells) // columns)
    lines = []
    for row in range(height):
        line = [_fitted(cell, widest) for cell in cells[row::height]]
        lines.append((Content(" " * gap).join(line)).pad_left(room and width - room))
    return lines


def _fitted(cell: Content, width: int) -> Content:
    return cell.truncate(width, ellipsis=True, pad=True)


def rest_of(lines: Iterable[Content], most: int, more: str) -> list[Content]:
    """At most `most` lines; what is left out is said in a last quiet line."""
    kept = list(lines)
    if len(kept) <= most:
        return kept
    told = more.format(len(kept) - most + 1)
    return [*kept[: most - 1], Content.styled(told, LABEL)]
