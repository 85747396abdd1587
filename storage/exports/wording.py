"""Words that stand in a document of every format, and the order of its headings."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from datetime import UTC

from domain.calendar import say_date
from domain.report import Block, Box, Document, Heading


def made_on(document: Document) -> str:
    """When it was made, with the zone, since Excel, paper and e-mail carry none."""
    made = document.made.astimezone(UTC)
    return f"Made on {say_date(made)} at {made:%H:%M} UTC"


def gap(box: Box) -> str:
    """What stands in a box that a person has still to fill: never to be taken for content."""
    return f"[Still to be written: {box.to_write}]"


def interval_said(interval: tuple[float, float] | None) -> str:
    """The two ends of an interval in per cent: 51.0 to 75.6%; nothing for none."""
    return f"{interval[0]:.1f} to {interval[1]:.1f}%" if interval is not None else ""


def in_order(blocks: Iterable[Block]) -> Iterator[Block]:
    """The blocks, no heading empty or more than one level below the one before it.

    A screen reader's list of headings has holes otherwise, and PDF/UA forbids them.
    """
    level = 0
    for block in blocks:
        if not isinstance(block, Heading):
            yield block
        elif block.text.strip():
            level = min(block.level, level + 1)
            yield Heading(level, block.text)
