"""The bars of a chart as pictures on one axis from 0 to 100 per cent, for formats with pages."""

from __future__ import annotations

import json
from collections.abc import Iterator, Sequence
from typing import cast

from domain.report import Bar

QUARTERS = (0, 25, 50, 75, 100)
WIDTH_CM, HEIGHT_CM = 6.1, 0.39

_DOTS_PER_INCH = 220
_UNIT = 6  # of the drawing, to a per cent
_HEIGHT, _MIDDLE = 38, 19
_MARGIN = 2  # so that the lines at 0 and 100 are whole

# Each picture on a page of its own; the axis, the only one with words, is set by typst.
_PAGES = f"""
#set page(width: {WIDTH_CM}cm, height: {HEIGHT_CM}cm, margin: (x: 10pt, y: 0pt), fill: none)
#page(for quarter in {QUARTERS} {{
  let mark = str(quarter) + if quarter == 100 {{ "%" }}
  place(horizon, dx: quarter * 1% - 1cm, box(width: 2cm, align(center, text(8pt, mark))))
}})
#for picture in json(bytes(sys.inputs.pictures)) {{
  page(align(horizon, image(bytes(picture), format: "svg", width: 100%)))
}}
"""


def svg(bar: Bar) -> str:
    """One bar with lines at each quarter; across it, from end to end, its interval."""
    width = 100 * _UNIT
    return (
        '<svg xmlns="http://www.w3.org/2000/svg"'
        f' viewBox="{-_MARGIN} 0 {width + 2 * _MARGIN} {_HEIGHT}">{"".join(_shapes(bar, width))}'
        "</svg>"
    )


def _shapes(bar: Bar, width: int) -> Iterator[str]:
    frame = 'fill="none" stroke="#4b535d" stroke-width="2" stroke-dasharray="8 6"'
    track = frame if bar.percent is None else 'fill="#e9edf1"'
    yield f'<rect y="7" width="{width}" height="24" {track}/>'
    for quarter in QUARTERS:
        yield f'<path d="M{quarter * _UNIT} 0V{_HEIGHT}" stroke="#a9b0b8" stroke-width="2"/>'
    if bar.percent:
        yield f'<rect y="7" width="{bar.percent * _UNIT}" height="24" fill="#4a82b6"/>'
    if bar.interval is not None:
        low, high = (end * _UNIT for end in bar.interval)
        line = f"M{low} {_MIDDLE}H{high}M{low} 12V26M{high} 12V26"
        yield f'<path d="{line}" stroke="#10202f" stroke-width="4" fill="none"/>'


def drawn(bars: Sequence[Bar]) -> tuple[bytes, list[bytes]]:
    """The axis, and each bar on it, as PNGs of one size."""
    import typst

    made = cast(
        "bytes | list[bytes]",  # one page, or several
        typst.compile(
            _PAGES.encode(),
            format="png",
            ppi=_DOTS_PER_INCH,
            ignore_system_fonts=True,
            sys_inputs={"pictures": json.dumps([svg(bar) for bar in bars])},
        ),
    )
    axis, *pictures = [made] if isinstance(made, bytes) else made
    return axis, pictures
