"""The bars of a chart as pictures, for a document that cannot draw them itself."""

from __future__ import annotations

import json
from collections.abc import Sequence
from functools import cache
from pathlib import Path
from typing import cast

from domain.report import Bar

WIDTH_CM = 6.1
HEIGHT_CM = 0.39
_DOTS_PER_INCH = 220

_PAGES = f"""
#set page(width: {WIDTH_CM}cm, height: {HEIGHT_CM}cm, margin: (x: 10pt, y: 0pt), fill: none)
#set text(font: "Libertinus Serif")
#page(drawn-scale)
#for (percent, interval) in json(bytes(sys.inputs.bars)) {{
  page(drawn-bar(percent, interval, width: 100%))
}}
"""


@cache
def bars_layout() -> bytes:
    """The layout that draws one bar, the same on paper and in a picture."""
    return Path(__file__).with_name("bars.typ").read_bytes()


def drawn(bars: Sequence[Bar]) -> tuple[bytes, list[bytes]]:
    """The axis, and each bar on it, as PNGs of one size."""
    import typst

    made = cast(
        "bytes | list[bytes]",  # one page, or several
        typst.compile(
            bars_layout() + _PAGES.encode(),
            format="png",
            ppi=_DOTS_PER_INCH,
            ignore_system_fonts=True,
            sys_inputs={"bars": json.dumps([(bar.percent, bar.interval) for bar in bars])},
        ),
    )
    axis, *pictures = [made] if isinstance(made, bytes) else made
    return axis, pictures
