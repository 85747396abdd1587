"""Shares drawn as bars: a heavy line as far as it goes, a light one for the rest.

The two differ in shape, so a bar reads the same without colour.
"""

from __future__ import annotations

from collections.abc import Iterable

from textual.content import Content

_HEAVY, _HALF, _LIGHT = "━", "╸", "─"
_TICK = "┼"


def progress_bar(width: int, part: int, whole: int, done: str = "$primary") -> Content:
    """`part` of `whole` on `width` cells. Never looks full before it is, nor empty once begun."""
    halves = 0 if whole <= 0 else 2 * width * part // whole
    if 0 < part < whole:
        halves = min(max(halves, 1), 2 * width - 1)
    return _bar(width, halves, set(), done)


def score_bar(width: int, percent: int | None, ticks: Iterable[int] = ()) -> Content:
    """A score on a fixed axis from 0 to 100, with a tick at each per cent still ahead of it."""
    if percent is None:
        return Content(" " * width)
    marks = {min(width - 1, tick * width // 100) for tick in ticks if 0 < tick < 100}
    return _bar(width, (2 * width * percent + 50) // 100, marks, "$primary")


def axis(width: int, ticks: Iterable[int] = ()) -> Content:
    """The axis above score bars: 0, 100, and each tick that has room for its number."""
    line = [" "] * width
    taken = -1
    for at, number in [(0, 0), *((t * width // 100, t) for t in sorted(ticks) if 0 < t < 100)]:
        text = str(number)
        if at > taken and at + len(text) < width - 3:
            line[at : at + len(text)] = text
            taken = at + len(text)
    line[-3:] = "100"
    return Content("".join(line[:width])).stylize("$text-muted")


def _bar(width: int, halves: int, marks: set[int], style: str) -> Content:
    full, half = divmod(halves, 2)
    heavy = _HEAVY * full + (_HALF if half else "")
    light = "".join(_TICK if at in marks else _LIGHT for at in range(len(heavy), width))
    return Content.assemble((heavy, style), (light, "$foreground 35%"))
