"""Lines laid out in columns for whatever width there is.

Texts from a case are placed as they are, never read as markup, in one line each.
"""

from __future__ import annotations

from collections.abc import Callable
from typing import Literal

from textual.content import Content
from textual.css.styles import RulesMap
from textual.strip import Strip
from textual.style import Style
from textual.visual import RenderOptions, Visual

from domain.text_cleaning import clean


class Row(Visual):
    """One line of a list, drawn anew for each width; drawn only when it comes into view."""

    def __init__(self, draw: Callable[[int], Content]) -> None:
        self._draw = draw

    def render_strips(
        self,
        width: int,
        height: int | None,  # noqa: ARG002
        style: Style,
        options: RenderOptions,
    ) -> list[Strip]:
        line = self._draw(width).truncate(width, pad=True)
        return line.render_strips(width, 1, style, options)

    def get_optimal_width(self, rules: RulesMap, container_width: int) -> int:  # noqa: ARG002
        return container_width

    def get_height(self, rules: RulesMap, width: int) -> int:  # noqa: ARG002
        return 1


def cell(
    text: str | Content, width: int, style: str = "", align: Literal["left", "right"] = "left"
) -> Content:
    """Text in exactly `width` cells, cut with an ellipsis if it must be."""
    content = text if isinstance(text, Content) else Content(clean(text, one_line=True))
    content = content.truncate(max(0, width), ellipsis=True)
    if style:
        content = content.stylize(style)
    gap = max(0, width - content.cell_length)
    return content.pad_left(gap) if align == "right" else content.pad_right(gap)


def middle_out(name: str, width: int) -> str:
    """Names of files often begin alike: of a long one the end says more than the middle."""
    if len(name) <= width or width < 8:
        return name
    end = width * 2 // 3
    return f"{name[: width - end - 1]}…{name[-end:]}"


def plain(text: str, style: str = "") -> Content:
    """Text as it is, in one line, in a style."""
    content = Content(clean(text, one_line=True))
    return content.stylize(style) if style else content


def beside(left: Content, right: Content, width: int) -> Content:
    """One text at either end of a line; the right one stays whole as long as it can."""
    right = right.truncate(width, ellipsis=True)
    room = width - right.cell_length
    if room < 3:
        return left.truncate(width, ellipsis=True)
    return cell(left, room - 1) + Content(" ") + right
